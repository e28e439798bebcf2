"""The exchange page: two real ledgers that meet by files in a folder."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from desktop_app.domain.role import Role
from desktop_app.domain.user import User
from desktop_app.gui.dialogs.progress_dialog import ProgressDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.exchange_page import ExchangePage
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.words import Badge
from desktop_app.services.office import Office
from desktop_app.storage import kinds
from tests.gui.conftest import nameless, write
from tests.laptops import acquaint, found

IGNORED = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)


@pytest.fixture
def pair(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("ab")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    qtbot.waitUntil(lambda: not made.is_busy, timeout=20_000)
    made.close()


@pytest.fixture
def show(qtbot, runner):
    """Show the page of a laptop."""

    def shown(laptop, sticks=None):
        page = ExchangePage(Office(laptop.desk), runner, sticks)
        qtbot.addWidget(page)
        page.resize(1200, 680)
        page.show()
        page.refresh()
        return page

    return shown


@pytest.fixture
def person(pair, make_person):
    """Give a person whom both laptops know."""
    a, b = pair
    kept = a.save(kinds.BENEFICIARY, make_person("马秀兰", phone="13900000001"))
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))
    return kept


def change(laptop, person, **values):
    base = laptop.store.beneficiaries.reading(person.id)
    laptop.save(kinds.BENEFICIARY, replace(base.record, **values), base, "person.changed")


def disagree(pair, person, ours="13900000002", theirs="13900000003"):
    """Let both change the phone without having seen the other's, and the first hear of it."""
    a, b = pair
    change(a, person, phone=ours)
    change(b, person, phone=theirs)
    a.merges.merge(b.export(a))


def phone_of(laptop, person):
    return laptop.store.beneficiaries.get(person.id).phone


def words_in(widget):
    return [one.text() for one in widget.findChildren(QLabel) if not one.isHidden()]


def answer(dialog, action):
    """Press the button of a question that says this."""
    next(one for one in dialog.buttons() if one.text() == action).click()


def question(page):
    boxes = page.window().findChildren(QMessageBox)
    return next(one for one in boxes if one.isVisible())


def listed(part, column=0):
    table = part.list.table
    return [table.index(row, column).data() for row in range(table.rowCount())]


def test_the_list_says_what_waits_for_whom_and_whether_this_laptop_may_be_emptied(
    pair, show, make_person
):
    a, b = pair
    page = show(a)
    assert listed(page.laptops) == ["0号机", "1号机"]
    a.save(kinds.BENEFICIARY, make_person())
    page.refresh()
    (before,) = [one.waiting for one in Office(a.desk).peers.all() if not one.is_own]
    assert before > 1
    assert "not yet" in [one.text() for one in page.laptops.own.findChildren(Badge)]
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))
    page.refresh()
    assert "yes" in [one.text() for one in page.laptops.own.findChildren(Badge)]
    assert listed(page.laptops, 4) == ["this laptop", "0"]
    assert listed(page.laptops, 3)[1] != "—"


def test_a_missing_bundle_is_named(pair, show, make_person):
    a, b = pair
    a.merges.merge(b.export(a))
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))
    page = show(b)
    assert not page.laptops.missing.isVisible()
    a.save(kinds.BENEFICIARY, make_person())
    lost = a.export(b)
    # What b claims to hold is forged, so that the next bundle leaves the lost part out.
    a.store.db.execute("UPDATE log_peer SET seq = seq + 1 WHERE peer = ?", [b.id])
    a.save(kinds.BENEFICIARY, make_person())
    b.merges.merge(a.export(b))
    page.refresh()
    assert page.laptops.missing.isVisible()
    assert any("0号机 is missing" in words for words in words_in(page.laptops.missing))
    b.merges.merge(lost)
    page.refresh()
    assert not page.laptops.missing.isVisible()


@IGNORED
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
    dialog.choose_folder(tmp_path / "stick two")
    with qtbot.waitSignals([dialog.exported, page.exchanged], timeout=20_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (file,) = (tmp_path / "stick two").iterdir()
    said = words_in(dialog)
    assert file.name in said
    assert any("1号机" in words and "Merge" in words for words in said)
    b.merges.merge(file)
    assert phone_of(b, person) == "13900000009"
    dialog.reject()


@IGNORED
def test_writing_can_be_cancelled_and_leaves_no_file(qtbot, pair, show, person, runner, tmp_path):
    a, _b = pair
    change(a, person, phone="13900000009")
    dialog = show(a).export()
    dialog.choose_folder(tmp_path / "empty")
    dialog.write()
    next(one for one in dialog.findChildren(ProgressDialog) if one.isVisible()).reject()
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    assert not list(tmp_path.glob("empty/*"))
    assert dialog._do.isVisible()
    dialog.reject()


@IGNORED
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


@IGNORED
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


@IGNORED
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
    with qtbot.waitSignal(page.ledger_changed, timeout=20_000):
        page.meetings.redo()
    assert phone_of(a, person) == "13900000003"


@IGNORED
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


@IGNORED
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


@pytest.mark.parametrize(
    ("key", "taken"), [(Qt.Key.Key_1, "13900000002"), (Qt.Key.Key_2, "13900000003")]
)
def test_a_key_takes_a_side_and_goes_on_to_the_next(qtbot, pair, show, person, key, taken):
    a, b = pair
    disagree(pair, person)
    page = show(a)
    page.show_part(page.disputes)
    assert listed(page.disputes) == ["马秀兰"]
    assert listed(page.disputes, 2) == ["139****0002 | 139****0003"]
    assert nameless(page.disputes) == []
    qtbot.keyClick(page.disputes.list.view, key)
    assert a.conflicts.all() == []
    assert phone_of(a, person) == taken
    assert page.disputes.list.empty.isVisible()
    b.merges.merge(a.export(b))
    assert phone_of(b, person) == taken


def test_another_value_is_typed_where_neither_is_right(qtbot, pair, show, person):
    a, _b = pair
    disagree(pair, person)
    page = show(a)
    page.show_part(page.disputes)
    page.activateWindow()
    qtbot.keyClick(page.disputes.list.view, Qt.Key.Key_0)
    editor = page.disputes.pane.editor
    write(qtbot, editor, "13900000007")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert phone_of(a, person) == "13900000007"
    assert a.conflicts.all() == []


def test_numbers_whose_covered_forms_are_equal_show_where_they_differ(pair, show, person):
    a, _b = pair
    disagree(pair, person, "13911110001", "13922220001")
    page = show(a)
    page.show_part(page.disputes)
    assert listed(page.disputes, 2) == ["***1111**** | ***2222****"]


def test_a_field_is_told_by_its_name_with_who_and_where(pair, show, person):
    a, _b = pair
    disagree(pair, person)
    page = show(a)
    page.show_part(page.disputes)
    said = words_in(page.disputes.pane)
    assert "Phone: neither had seen the other" in said
    assert any(words.startswith("管理员0 · here · ") for words in said)
    assert any(words.startswith("管理员1 · 1号机 · ") for words in said)


def test_people_recorded_on_two_laptops_are_compared_and_merged(
    qtbot, pair, show, person, make_person, runner
):
    a, b = pair
    b.save(kinds.BENEFICIARY, make_person("马秀蓝", phone="13900000001"))
    a.merges.merge(b.export(a))
    page = show(a)
    page.show_part(page.duplicates)
    qtbot.waitUntil(lambda: page.duplicates.count == 1, timeout=20_000)
    dialog = page.duplicates.compare(page.duplicates.list.view.chosen_record())
    dialog.merge()
    qtbot.waitUntil(lambda: page.duplicates.count == 0, timeout=20_000)
    assert page.duplicates.list.empty.isVisible()


@IGNORED
def test_a_laptop_is_enrolled_only_after_its_words_were_compared(qtbot, tmp_path, show):
    a, b = (found(tmp_path / name, number) for number, name in enumerate("ab"))
    file = tmp_path / "b.nuanfang-id"
    there = show(b)
    own = there.laptops.show_identity()
    own.write_to(file)
    assert str(file) in own.notice.words()
    said = words_in(own)
    own.reject()
    page = show(a)
    dialog = page.laptops.begin_enrolment(file)
    assert nameless(dialog) == []
    assert set(b.laptops.own().words) <= set(words_in(dialog)) & set(said)
    assert not dialog._do.isEnabled()
    dialog.enrol()
    assert a.laptops.others() == []
    dialog.same.click()
    with qtbot.waitSignal(page.laptops.changed):
        dialog._do.click()
    assert [one.label for one in a.laptops.others()] == ["1号机"]
    assert listed(page.laptops) == ["0号机", "1号机"]
    for one in (a, b):
        one.close()


@IGNORED
def test_an_altered_identity_file_is_refused_with_a_sentence(pair, show, tmp_path):
    a, b = pair
    file = tmp_path / "b.nuanfang-id"
    b.laptops.write_identity(file)
    file.write_text(file.read_text("utf-8").replace("1号机", "9号机"), encoding="utf-8")
    page = show(a)
    assert page.laptops.begin_enrolment(file) is None
    assert "not an identity file" in question(page).text()
    question(page).accept()


@IGNORED
def test_a_laptop_is_revoked_with_a_reason_after_a_warning(qtbot, pair, show):
    a, b = pair
    page = show(a)
    dialog = page.laptops.ask_to_revoke(page.laptops.list.view.chosen_record())
    assert any("cannot be undone" in words for words in words_in(dialog))
    dialog.give()
    assert not a.laptops.find(b.id).is_revoked
    dialog._form.fill({"reason": "遗失"})
    dialog.give()
    assert a.laptops.find(b.id).is_revoked
    assert listed(page.laptops, 4) == ["this laptop", "revoked"]
    assert [one.reason for one in a.store.audit.entries(subject=b.id)][0] == "遗失"


@dataclass(frozen=True)
class Seen:
    path: Path
    label: str = "KINGSTON"
    file_system: str = "exFAT"
    free_bytes: int = 14 * 1024**3
    read_only: bool = False


@dataclass(frozen=True)
class Lying:
    path: Path
    to: tuple[str, ...]
    problem: str = ""


class Drawer:
    """Sticks that a test puts in; the files on them are real."""

    def __init__(self):
        self.sticks, self.lying = [], []

    def found(self):
        return list(self.sticks)

    def bundles_on(self, folder):
        return [one for one in self.lying if one.path.parent == folder]


@IGNORED
def test_a_stick_that_is_put_in_offers_its_bundles_for_this_laptop(qtbot, pair, show, person):
    a, b = pair
    change(b, person, phone="13900000003")
    file, drawer = b.export(a), Drawer()
    page = show(a, drawer)
    watch = page._watch
    assert page.notice.words() == ""
    drawer.sticks = [Seen(file.parent)]
    drawer.lying = [Lying(file, (a.id,)), Lying(file.with_name("other"), (b.id,))]
    with qtbot.waitSignal(watch.changed, timeout=20_000):
        qtbot.waitUntil(lambda: not page._runner.is_busy, timeout=20_000)
        watch.look()
    assert page.notice.words() == "KINGSTON is in; 1 bundle lies on it."
    dialog = page.begin_merging()
    qtbot.waitSignal(dialog.previewed, timeout=20_000).wait()
    assert [one.file for one in dialog.looked] == [file]
    dialog.reject()
    export = page.export()
    assert export.folder == file.parent
    export.reject()
    page.hide()
    assert not watch._clock.isActive()


@IGNORED
def test_the_state_code_of_another_laptop_is_compared_while_it_is_typed(qtbot, pair, show, person):
    a, b = pair
    a.merges.merge(b.export(a))
    b.merges.merge(a.export(b))
    dialog = show(a).laptops.compare_states()
    assert nameless(dialog) == []
    short = b.store.state_code().short
    qtbot.keyClicks(dialog.typed, short[:3])
    assert dialog.verdict == ""
    qtbot.keyClicks(dialog.typed, short[3:].lower())
    assert dialog.verdict == "equal"
    dialog.typed.clear()
    qtbot.keyClicks(dialog.typed, b.state())
    assert dialog.verdict == "equal"
    dialog.typed.clear()
    qtbot.keyClicks(dialog.typed, "346789" if short.replace("-", "") != "346789" else "643789")
    assert dialog.verdict == "not equal"
    dialog.reject()


def test_a_clerk_exchanges_and_does_not_enrol_or_revoke(pair, show, person):
    a, b = pair
    clerk = User(id=a.desk.user.id, name="内勤", role=Role.CLERK)
    a.desk = replace(a.desk, user=clerk)
    page = show(a)
    buttons = [one.text() for one in page.laptops.findChildren(KeyedButton)]
    assert "Write a bundle for it" in buttons
    assert not {"Revoke…", "Enrol a laptop…"} & set(buttons)
    assert [one.text for one in page.page_actions()] == ["Write a bundle", "Merge"]


def test_an_auditor_looks_on(pair, show, person):
    a, _b = pair
    disagree(pair, person)
    a.desk = replace(a.desk, user=User(id=a.desk.user.id, name="经审", role=Role.AUDITOR))
    page = show(a)
    assert page.page_actions() == ()
    page.show_part(page.disputes)
    shown = [one for one in page.disputes.pane.findChildren(QPushButton) if not one.isHidden()]
    assert [one.text() for one in shown] == ["Open the record"]


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
