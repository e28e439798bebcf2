"""Bundles on the exchange page: written, told in plain words, merged, undone."""

from PySide6.QtCore import Qt

from desktop_app.domain.exchange import Purpose
from desktop_app.gui.dialogs.progress_dialog import ProgressDialog
from desktop_app.storage import kinds
from tests.gui import exchange_pages
from tests.gui.conftest import nameless
from tests.gui.exchange_pages import POPUPS, answer, change, listed, phone_of, question, words_in
from tests.laptops import found

campaign_of, pair, person, runner, show = (
    exchange_pages.campaign_of,
    exchange_pages.pair,
    exchange_pages.person,
    exchange_pages.runner,
    exchange_pages.show,
)


@POPUPS
def test_a_bundle_is_written_for_the_laptops_for_whom_something_waits(
    qtbot, pair, show, person, make_person, tmp_path
):
    a, b = pair
    change(a, person, phone="13900000009")
    page = show(a)
    dialog = page.export()
    assert nameless(dialog) == []
    assert dialog.laptops == (b.id,)
    assert not dialog._do.isEnabled()
    dialog.place.choose_folder(tmp_path / "stick two")
    with qtbot.waitSignals([dialog.exported, page.exchanged], timeout=20_000):
        dialog._do.click()
    (file,) = (tmp_path / "stick two").iterdir()
    said = words_in(dialog)
    assert file.name in said
    assert any("1号机" in words and "Merge" in words for words in said)
    b.merges.merge(file)
    assert phone_of(b, person) == "13900000009"
    dialog.reject()


@POPUPS
def test_writing_can_be_cancelled_and_leaves_no_file(qtbot, pair, show, person, runner, tmp_path):
    a, _b = pair
    change(a, person, phone="13900000009")
    dialog = show(a).export()
    dialog.place.choose_folder(tmp_path / "empty")
    dialog.write()
    next(one for one in dialog.findChildren(ProgressDialog) if one.isVisible()).reject()
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    assert not list(tmp_path.glob("empty/*"))
    assert dialog._do.isVisible()
    dialog.reject()


@POPUPS
def test_a_bundle_is_told_in_plain_words_before_it_is_merged(
    qtbot, pair, show, person, make_person
):
    a, b = pair
    b.save(kinds.BENEFICIARY, make_person("王小明"))
    change(a, person, phone="13900000002")
    change(b, person, phone="13900000003")
    file, before = b.export(a), a.state()
    page = show(a)
    dialog = page.merge([file])
    qtbot.waitSignal(dialog.previewed, timeout=20_000).wait()
    assert nameless(dialog) == []
    assert a.state() == before
    said = dialog.words
    for words in ("New: people 1.", "Changed: people 1.", "1 field has two values", "Nothing is d"):
        assert words in said
    with qtbot.waitSignals([dialog.merged, page.ledger_changed], timeout=20_000):
        dialog._do.click()
    assert a.conflicts.count() == 1
    assert a.store.beneficiaries.count() == 2
    assert "undone" in dialog.words
    assert not dialog._do.isVisible()
    assert page._bar.tabText(1) == "Disagreements 1"
    dialog.reject()


@POPUPS
def test_the_tab_says_how_many_were_recorded_twice_before_it_is_opened(
    qtbot, pair, show, person, make_person
):
    a, b = pair
    page = show(a)
    assert page.part is page.laptops
    assert page._bar.tabText(2) == "Likely duplicates"
    b.save(kinds.BENEFICIARY, make_person(person.name, phone=person.phone))
    dialog = page.merge([b.export(a)])
    qtbot.waitSignal(dialog.previewed, timeout=20_000).wait()
    dialog._do.click()
    qtbot.waitUntil(lambda: page._bar.tabText(2) == "Likely duplicates 1", timeout=20_000)
    assert page.part is page.laptops
    dialog.reject()


@POPUPS
def test_what_is_no_bundle_is_said_and_keeps_no_other_back(qtbot, pair, show, person, tmp_path):
    a, b = pair
    change(b, person, phone="13900000003")
    strange = tmp_path / "strange.nuanfang"
    strange.write_bytes(b"nothing of ours")
    dialog = show(a).merge([strange, b.export(a)])
    qtbot.waitSignal(dialog.previewed, timeout=20_000).wait()
    assert dialog.words == "This file is not a bundle of this program: strange.nuanfang"
    with qtbot.waitSignal(dialog.merged, timeout=20_000):
        dialog.merge()
    assert phone_of(a, person) == "13900000003"
    dialog.reject()


@POPUPS
def test_figures_are_written_for_a_purpose_and_read_as_a_list(
    qtbot, pair, show, person, campaign_of, tmp_path
):
    a, b = pair
    campaign = campaign_of(a)
    page = show(a)
    dialog = page.export()
    dialog.ticks[b.id].set_value(True)
    dialog.place.choose_folder(tmp_path / "figures")
    dialog.purpose.choose(Purpose.TEAM)
    assert not dialog._do.isEnabled()
    dialog.purpose.choose(Purpose.REPORT, f"campaign:{campaign.id}")
    assert nameless(dialog) == []
    with qtbot.waitSignal(dialog.exported, timeout=20_000):
        dialog.write()
    dialog.reject()
    (file,) = (tmp_path / "figures").iterdir()
    there = show(b)
    reading = there.merge([file])
    qtbot.waitSignal(reading.previewed, timeout=20_000).wait()
    (looked,) = reading.looked
    assert looked.is_list
    assert not reading._do.isEnabled()
    reading.save_list(file, tmp_path / "figures.xlsx")
    qtbot.waitUntil(lambda: "is written" in reading.words, timeout=20_000)
    assert (tmp_path / "figures.xlsx").exists()
    reading.reject()


@POPUPS
def test_a_merge_is_undone_and_done_again_from_the_history(qtbot, pair, show, person):
    a, b = pair
    change(b, person, phone="13900000003")
    a.merges.merge(b.export(a))
    page = show(a)
    page.show_part(page.meetings)
    assert listed(page.meetings, 1)[0] == "merged"
    box = page.meetings.ask_to_undo()
    with qtbot.waitSignal(page.ledger_changed, timeout=20_000):
        answer(box, "Undo the merge")
    assert phone_of(a, person) == "13900000001"
    assert "set aside" in page.meetings.notice.words()
    page.meetings.list.view.choose_row(1)
    assert page.meetings.list.view.chosen_record().is_undone
    qtbot.keyClick(page.meetings.list.view, Qt.Key.Key_Return)
    assert phone_of(a, person) == "13900000001"
    with qtbot.waitSignal(page.ledger_changed, timeout=20_000):
        answer(question(page), "Take again")
    assert phone_of(a, person) == "13900000003"


@POPUPS
def test_what_waits_for_an_undone_merge_says_so_and_sends_nobody_for_a_stick(pair, show, person):
    a, b = pair
    change(a, person, phone="13900000002", name="马秀英")
    b.merges.merge(a.export(b))
    (brought,) = b.merges.history(1)
    b.merges.undo(brought.id)
    change(a, person, phone="13900000003", name="马秀芝")
    b.merges.merge(a.export(b))
    said = words_in(show(b).laptops.missing)
    assert (
        sum(f"Merge {brought.id} of the laptop 0号机 was undone here" in one for one in said) == 1
    )
    assert not any("stick" in one for one in said)


@POPUPS
def test_what_was_built_upon_is_undone_only_where_it_may_stand_as_disagreement(
    qtbot, pair, show, person, runner
):
    a, b = pair
    change(b, person, phone="13900000003")
    a.merges.merge(b.export(a))
    change(a, person, phone="13900000004")
    page = show(a)
    page.show_part(page.meetings)
    answer(page.meetings.ask_to_undo(), "Undo the merge")
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    box = question(page)
    assert "before their eyes" in box.informativeText()
    with qtbot.waitSignal(page.ledger_changed, timeout=20_000):
        answer(box, "Undo, and show those as disagreements")
    assert listed(page.meetings, 1)[0] == "undone"


@POPUPS
def test_a_refused_undo_says_why(qtbot, pair, show, person, runner):
    a, b = pair
    for phone in ("13900000003", "13900000004"):
        change(b, person, phone=phone)
        a.merges.merge(b.export(a))
    page = show(a)
    page.show_part(page.meetings)
    page.meetings.list.view.choose_row(1)
    answer(page.meetings.ask_to_undo(), "Undo the merge")
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    assert "Undo the later merge first" in page.meetings.notice.words()
    assert phone_of(a, person) == "13900000004"


def test_every_list_names_what_takes_the_focus_and_says_what_to_do_where_it_is_empty(
    qtbot, tmp_path, show, runner
):
    alone = found(tmp_path / "alone", 0)
    page = show(alone)
    for part in page.parts:
        page.show_part(part)
        qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
        assert nameless(page) == []
    for part in (page.disputes, page.duplicates, page.meetings):
        page.show_part(part)
        assert part.list.empty.isVisible()
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    alone.close()
