"""The printing page: what waits, how it is printed, gone on with, and declared wrong."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop_app.domain.role import Role
from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.gui.dialogs.going_on import GoingOnDialog
from desktop_app.gui.dialogs.reason_dialog import ReasonDialog
from desktop_app.gui.dialogs.spoil_sheets import SpoilDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.page import WrongSheets
from desktop_app.gui.pages.printing_page import PRINTED, REQUESTS, PrintingPage
from desktop_app.services.print_queue import Due
from tests.gui.conftest import nameless, write

RECEIPT = SheetKind.RECEIPT


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    qtbot.waitUntil(lambda: not made.is_busy)  # a preview on its way to a page that goes
    made.close()


@pytest.fixture
def approved(clerk, approver, campaign, enrol, make_person):
    for name in ("安一", "白二", "陈三"):
        enrol(make_person(name), cash_fen=50_000, unit="环卫处")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return campaign


@pytest.fixture
def printed(clerk, approved):
    clerk.issuing.print_through(RECEIPT, approved.id, lambda _pdf: None)
    return approved


@pytest.fixture
def jammed(clerk, approved):
    def jam(_pdf):
        raise OSError("paper jam")

    with pytest.raises(OSError, match="jam"):
        clerk.issuing.print_through(RECEIPT, approved.id, jam)
    return approved


@pytest.fixture
def open_page(qtbot, runner):
    """Open the page for one person, with its queue read and its preview drawn."""

    def build(office):
        page = PrintingPage(office, runner)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        read(qtbot, page)
        qtbot.waitUntil(lambda: not runner.is_busy)
        return page

    return build


@pytest.fixture
def printer(tmp_path):
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setResolution(100)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "paper.pdf"))
    return made


def read(qtbot, page):
    with qtbot.waitSignal(page.shown):
        page.refresh()


def dialog(kind):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def entries(page):
    table = page.waiting.list.table
    return [table.record(row) for row in range(table.rowCount())]


def words_on(widget: QWidget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def offered(page):
    return [action.text for action in page.page_actions()]


def states(office):
    return [line.state for line in office.issuing.lines()]


def pages_of(path):
    document = QPdfDocument()
    document.load(str(path))
    count = document.pageCount()
    document.close()
    return count


def test_what_waits_stands_left_and_its_drafts_right(open_page, clerk, approved):
    page = open_page(clerk)
    kinds = [one.kind for one in entries(page)]
    assert kinds == [RECEIPT, SheetKind.SIGN_ROSTER, SheetKind.CONDOLENCE]
    assert page.preview.pane.page_count() == 3
    assert "7 sheets · 7 pages" in words_on(page.waiting)
    assert clerk.issuing.lines() == []


def test_without_anything_due_the_page_says_when_something_will_be(open_page, clerk, campaign):
    page = open_page(clerk)
    assert "Nothing waits for the printer" in words_on(page)
    assert offered(page) == []


def test_the_primary_action_prints_the_chosen_entry(qtbot, open_page, clerk, approved, printer):
    page = open_page(clerk)
    assert offered(page) == ["Save as PDF…", "Print…"]
    with qtbot.waitSignals([page.sheets_changed, page.shown]):
        page.print_on(printer)
    assert states(clerk) == [SheetState.PRINTED] * 3
    assert RECEIPT not in [one.kind for one in entries(page)]
    assert "Sent to the printer: 3 sheets" in page._outcome.words()


def test_the_form_of_the_preview_is_the_one_that_is_printed(
    qtbot, open_page, clerk, approved, tmp_path
):
    page = open_page(clerk)
    page.preview.choice.set_value("receipt-three-people")
    with qtbot.waitSignal(page.preview.drawn):
        page.preview.choice.edited.emit()
    assert page.preview.pane.page_count() == 1
    with qtbot.waitSignals([page.sheets_changed, page.shown]):
        page.save_chosen(tmp_path / "r.pdf")
    assert pages_of(tmp_path / "r.pdf") == 1


def test_pages_of_the_preview_turn_with_the_keyboard(qtbot, open_page, clerk, approved):
    page = open_page(clerk)
    page.preview.pane.setFocus()
    qtbot.keyClick(page.preview.pane.focusProxy(), Qt.Key.Key_PageDown)
    assert page.preview.pane.current_page() == 2


def test_an_entry_is_moved_with_the_keyboard_and_stays_there(qtbot, open_page, clerk, approved):
    page = open_page(clerk)
    last = entries(page)[2].key
    page.waiting.list.view.choose_row(2)
    for _time in range(2):
        with qtbot.waitSignal(page.shown):
            qtbot.keyClick(page.waiting.list.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert entries(page)[0].key == last
    assert page.waiting.chosen().key == last
    assert open_page(clerk).waiting.list.table.record(0).key == last


def test_what_is_not_printed_here_is_set_aside(qtbot, open_page, clerk, approved):
    page = open_page(clerk)
    with qtbot.waitSignal(page.shown):
        page.waiting.aside.click()
    last = entries(page)[-1]
    assert (last.kind, last.set_aside) == (RECEIPT, True)
    assert page.waiting.aside.text() == "Take up again"
    assert "4 sheets" in words_on(page.waiting)


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_a_broken_printing_is_gone_on_with_at_the_sheet_that_is_chosen(
    qtbot, open_page, clerk, jammed, printer, tmp_path
):
    page = open_page(clerk)
    assert page.waiting.chosen().due is Due.DOUBT
    assert offered(page) == ["How far did it come?…"]
    page.print_chosen()
    asked = dialog(GoingOnDialog)
    assert nameless(asked) == []
    assert "0 came out · 3 are printed now" in words_on(asked)
    asked._list.view.choose_row(1)
    assert "2 came out · 1 is printed now" in words_on(asked)
    with qtbot.waitSignals([asked.printed, page.shown]):
        asked.print_on(printer)
    assert states(clerk) == [SheetState.PRINTED] * 3
    assert pages_of(tmp_path / "paper.pdf") == 1


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_a_torn_sheet_is_said_to_be_one(qtbot, open_page, clerk, jammed, printer, tmp_path):
    page = open_page(clerk)
    asked = page.go_on()
    write(qtbot, asked._form.editor("last"), "1")
    asked.torn.click()
    with qtbot.waitSignals([asked.printed, page.shown]):
        asked.print_on(printer)
    assert [line.copies for line in clerk.issuing.lines()] == [1, 2, 1]
    assert "1 marked 补打" in page._outcome.words()


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_a_number_that_is_none_of_them_is_said_and_nothing_can_be_printed(
    qtbot, open_page, clerk, jammed
):
    page = open_page(clerk)
    asked = page.go_on()
    write(qtbot, asked._form.editor("last"), "9")
    assert "none of the sheets of this printing" in words_on(asked)
    assert not asked._paper.isEnabled()
    asked.reject()


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_where_all_came_out_after_all_nothing_is_printed(qtbot, open_page, clerk, jammed):
    page = open_page(clerk)
    asked = page.go_on()
    asked._list.view.choose_row(2)
    assert asked._paper.text() == "All came out"
    with qtbot.waitSignals([asked.printed, page.shown]):
        asked._paper.click()
    assert states(clerk) == [SheetState.PRINTED] * 3


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_printed_wrongly_takes_two_clicks_and_asks_an_approver(
    qtbot, open_page, clerk, approver, printed
):
    page = open_page(clerk)
    page.tabs.turn_to(PRINTED)
    assert offered(page) == ["Print again…", "Printed wrongly…"]
    first_click = page.page_actions()[-1].run
    asked = first_click()
    assert nameless(asked) == []
    with qtbot.waitSignals([asked.spoilt, page.shown]):
        asked.reasons[0].click()
    assert "1 sheet waits for an approver" in page._outcome.words()
    (waiting,) = approver.spoiling.waiting()
    assert waiting.request.reason == "The amount is wrong"


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_an_approver_settles_what_was_asked_and_a_new_one_waits(
    qtbot, open_page, clerk, approver, printed
):
    wrong = clerk.issuing.lines()[0].sheet
    clerk.spoiling.spoil([wrong.id], "金额有误")
    page = open_page(approver)
    page.tabs.turn_to(REQUESTS)
    assert offered(page) == ["Let them stand…", "Void the marked"]
    with qtbot.waitSignal(page.shown):
        page.settle()
    assert clerk.desk.store.sheets.voids() == {wrong.id: "金额有误"}
    anew = entries(page)[0]
    assert (anew.due, anew.sheets) == (Due.ANEW, 1)


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_a_request_is_refused_with_a_reason(qtbot, open_page, clerk, approver, printed):
    clerk.spoiling.spoil([clerk.issuing.lines()[0].sheet.id], "金额有误")
    page = open_page(approver)
    page.tabs.turn_to(REQUESTS)
    page.refuse()
    asked = dialog(ReasonDialog)
    write(qtbot, asked._form.editor("reason"), "金额无误")
    with qtbot.waitSignal(page.shown):
        asked.give()
    assert approver.spoiling.waiting() == []
    assert states(clerk) == [SheetState.PRINTED] * 3


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_an_approver_voids_at_once_for_a_reason_of_their_own(
    qtbot, open_page, clerk, approver, printed
):
    page = open_page(approver)
    page.tabs.turn_to(PRINTED)
    assert offered(page) == ["Printed wrongly…"]
    asked = page.spoil()
    asked.other.setFocus()
    write(qtbot, asked.other, "漏盖章")
    with qtbot.waitSignals([asked.spoilt, page.shown]):
        asked.spoil(asked.other.text())
    assert list(clerk.desk.store.sheets.voids().values()) == ["漏盖章"]


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_where_only_the_paper_is_spoiled_the_number_stands_and_a_copy_is_printed(
    qtbot, open_page, clerk, printed, printer
):
    page = open_page(clerk)
    page.tabs.turn_to(PRINTED)
    asked = page.spoil()
    sheet = clerk.spoiling.recent()[0].sheet
    asked._ask_for_copy()
    dialog(ReasonDialog).reject()
    with qtbot.waitSignals([page.sheets_changed, page.shown]):
        page.print_copies_on(printer, [sheet.id], "污损")
    assert sorted(line.copies for line in clerk.issuing.lines()) == [1, 1, 2]
    assert states(clerk) == [SheetState.PRINTED] * 3


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_another_page_hands_over_what_was_printed_wrongly(open_page, clerk, printed):
    numbers = tuple(line.sheet.number for line in clerk.issuing.lines())
    page = open_page(clerk)
    page.show_record(WrongSheets(numbers[:2]))
    asked = dialog(SpoilDialog)
    assert f"2 sheets · {numbers[0]} … {numbers[1]}" in words_on(asked)
    asked.reject()


def test_who_may_only_read_sees_the_queue_and_no_buttons(open_page, sit, approved):
    page = open_page(sit(Role.AUDITOR))
    assert len(entries(page)) == 3
    assert offered(page) == []
    assert not page.waiting.up.isVisible()


def test_everything_that_takes_the_focus_has_a_name(open_page, clerk, printed):
    page = open_page(clerk)
    for place in range(3):
        page.tabs.turn_to(place)
        assert nameless(page) == []
