"""Laptops on the exchange page: what waits, who may exchange, whether two are equal."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.role import Role
from desktop_app.domain.user import User
from desktop_app.gui.dialogs.laptop_identity import OwnIdentityDialog
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.services.office import Office
from desktop_app.storage import kinds
from tests.builds import older_program
from tests.gui import exchange_pages
from tests.gui.conftest import nameless
from tests.gui.exchange_pages import POPUPS, listed, question, words_in
from tests.laptops import add, found

pair, person, runner, show = (
    exchange_pages.pair,
    exchange_pages.person,
    exchange_pages.runner,
    exchange_pages.show,
)


def test_the_list_says_what_waits_for_whom_and_whether_this_laptop_may_be_emptied(
    qtbot, pair, show, make_person
):
    a, b = pair
    page = show(a)
    assert listed(page.laptops) == ["0号机", "1号机"]
    a.save(kinds.BENEFICIARY, make_person())
    page.refresh()
    (before,) = [one.waiting for one in Office(a.desk).peers.all() if not one.is_own]
    assert before > 1
    qtbot.waitUntil(lambda: page.laptops.own.answer.text() == "not yet", timeout=20_000)
    assert any("No other laptop has confirmed" in words for words in words_in(page.laptops.own))
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))
    page.refresh()
    qtbot.waitUntil(lambda: page.laptops.own.answer.text() == "yes", timeout=20_000)
    assert any("also on: 1号机" in words for words in words_in(page.laptops.own))
    assert listed(page.laptops, 4) == ["this laptop", "0"]
    assert listed(page.laptops, 3)[1] != "—"


def test_enter_writes_a_bundle_for_a_laptop_and_shows_who_this_one_is(qtbot, pair, show):
    a, b = pair
    page = show(a)
    part = page.laptops
    part.list.view.choose_row(1)
    with qtbot.waitSignal(part.export_wanted) as wanted:
        qtbot.keyClick(part.list.view, Qt.Key.Key_Return)
    assert wanted.args == [b.id]
    part.list.view.choose_row(0)
    with qtbot.assertNotEmitted(part.export_wanted):
        qtbot.keyClick(part.list.view, Qt.Key.Key_Return)
    assert any(one.isVisible() for one in page.findChildren(OwnIdentityDialog))


def test_the_reasons_keep_all_their_lines_in_a_narrow_card(qtbot, pair, show, make_person):
    a, _b = pair
    a.save(kinds.BENEFICIARY, make_person())
    card = show(a).laptops.own
    qtbot.waitUntil(lambda: card.answer.text() == "not yet", timeout=20_000)
    for width in (600, 300):
        card.resize(width, card.height())
        assert card._why.minimumHeight() >= card._why.heightForWidth(width) > 0


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


@POPUPS
def test_a_laptop_is_enrolled_only_after_its_words_were_compared(qtbot, tmp_path, show, runner):
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
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    for one in (a, b):
        one.close()


@POPUPS
def test_an_altered_identity_file_is_refused_with_a_sentence(pair, show, tmp_path):
    a, b = pair
    file = tmp_path / "b.nuanfang-id"
    b.laptops.write_identity(file)
    file.write_text(file.read_text("utf-8").replace("1号机", "9号机"), encoding="utf-8")
    page = show(a)
    assert page.laptops.begin_enrolment(file) is None
    assert "not an identity file" in question(page).text()
    question(page).accept()


@POPUPS
def test_a_laptop_is_revoked_with_a_reason_after_a_warning(qtbot, pair, show):
    a, b = pair
    page = show(a)
    dialog = page.laptops.ask_to_revoke(page.laptops.list.view.chosen_record())
    assert any("cannot be undone" in words for words in words_in(dialog))
    dialog.give()
    assert b.id not in a.laptops.revoked()
    dialog._form.fill({"reason": "遗失"})
    dialog.give()
    assert b.id in a.laptops.revoked()
    assert listed(page.laptops, 4) == ["this laptop", "revoked"]
    assert next(one.reason for one in a.store.audit.entries(subject=b.id)) == "遗失"


@POPUPS
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
    qtbot.keyClicks(dialog.typed, b.store.state_code().square)  # as a reader of codes types it
    assert dialog.verdict == "equal"
    dialog.typed.clear()
    qtbot.keyClicks(dialog.typed, "346789" if short.replace("-", "") != "346789" else "643789")
    assert dialog.verdict == "not equal"
    dialog.reject()


@POPUPS
def test_beside_the_code_it_is_said_what_this_program_cannot_show(pair, show, person):
    a, b = pair
    add(a, employer="环卫一队")
    with older_program():
        b.merges.merge(a.export(b))
        dialog = show(b).laptops.compare_states()
        said = [one.text() for one in dialog.findChildren(QLabel)]
    assert any(one.startswith("1 record has something") for one in said)
    dialog.reject()


def test_a_clerk_exchanges_and_does_not_enrol_or_revoke(pair, show, person):
    a, _b = pair
    clerk = User(id=a.desk.user.id, name="内勤", role=Role.CLERK)
    a.desk = replace(a.desk, user=clerk)
    page = show(a)
    buttons = [one.text() for one in page.laptops.findChildren(KeyedButton)]
    assert "Write a bundle for it" in buttons
    assert not {"Revoke…", "Enrol a laptop…"} & set(buttons)
    assert [one.text for one in page.page_actions()] == ["Write a bundle", "Merge"]
