"""The card of the printers: what is kept, what is refused, and the test ruler."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.domain.printer import PrinterProfile, Sides, Tray
from desktop_app.domain.role import Role
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.printer_profiles import keep_profile, profile_of
from desktop_app.gui.pages.printers_card import PrintersCard
from tests.gui.conftest import nameless, write

HP = PrinterProfile(
    name="HP P1108",
    right_mm=Decimal("-1.5"),
    down_mm=Decimal("0.5"),
    left_mm=Decimal("4.2"),
    top_mm=Decimal("4.0"),
    far_right_mm=Decimal("4.2"),
    bottom_mm=Decimal("4.9"),
    sides=Sides.BY_HAND,
    in_colour=False,
    tray=Tray.LOWER,
)


@pytest.fixture
def card(qtbot, clerk):
    keep_profile(HP)
    runner = JobRunner()
    made = PrintersCard(clerk, runner)
    qtbot.addWidget(made)
    made.offer(["HP P1108", "Brother"])
    made.show()
    yield made
    runner.close()


def words_on(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_an_untouched_form_gives_back_what_was_kept(card):
    assert card.profile() == HP
    assert card.save()
    assert profile_of("HP P1108") == HP


def test_an_unknown_printer_begins_with_nothing_special(card):
    card.printer.set_value("Brother")
    card.printer.edited.emit()
    assert card.profile() == PrinterProfile(name="Brother")
    assert card.save()
    assert profile_of("HP P1108") == HP


def test_what_is_typed_holds_once_it_is_saved(qtbot, card):
    editor = card.form.editor("right_mm")
    editor.clear()
    write(qtbot, editor, "2.3")
    assert profile_of("HP P1108") == HP
    card.save_button.click()
    assert profile_of("HP P1108").right_mm == Decimal("2.3")
    assert "It holds from the next printing on" in words_on(card)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("right_mm", "21", "never lies more than 20 mm"),
        ("down_mm", "abc", "This is not a number"),
        ("left_mm", "-1", "between 0 and 30 mm"),
        ("bottom_mm", "31", "between 0 and 30 mm"),
    ],
)
def test_what_cannot_be_is_said_under_its_field_and_not_kept(qtbot, card, field, typed, said):
    editor = card.form.editor(field)
    editor.clear()
    write(qtbot, editor, typed)
    assert not card.save()
    assert said in words_on(card)
    assert profile_of("HP P1108") == HP


def test_a_margin_that_cuts_the_corner_marks_is_warned_of_and_kept(qtbot, card):
    editor = card.form.editor("bottom_mm")
    editor.clear()
    write(qtbot, editor, "6")
    assert "corner marks at 5 mm" in words_on(card)
    assert card.save()


def test_the_test_ruler_is_drawn_with_the_figures_of_the_form(qtbot, card):
    card.ruler_button.click()
    dialog = next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, PaperDialog) and w.isVisible()
    )
    assert dialog._pane.page_count() == 1
    assert dialog._pane._document.getAllText(0).text().find("HP P1108") >= 0
    assert "-1.5" in dialog._pane._document.getAllText(0).text()
    dialog.reject()


def test_without_a_printer_the_card_says_so(qtbot, card):
    card.offer([])
    assert "No printer is set up" in words_on(card)
    assert not card.save_button.isEnabled()


def test_who_may_not_print_sets_no_ruler_off(qtbot, sit):
    runner = JobRunner()
    made = PrintersCard(sit(Role.AUDITOR), runner)
    qtbot.addWidget(made)
    made.offer(["HP P1108"])
    assert not made.ruler_button.isEnabled()
    runner.close()


def test_every_field_has_a_name_for_the_screen_reader(card):
    assert nameless(card) == []
