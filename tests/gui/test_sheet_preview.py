"""Printing: the preview takes no number, a PDF and a printer take one each, copies say why."""

from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.gui.dialogs.sheet_preview import SheetPreviewDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.paper_printing import print_pdf
from desktop_app.services.progress import CancelledError
from desktop_app.storage.grants import GrantFilter
from tests.gui.conftest import nameless


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def approved(clerk, approver, campaign, enrol, make_person):
    for name, source in (("张𬱖", "own_budget"), ("马𡌴峰", "fiscal"), ("李䶮", "own_budget")):
        enrol(make_person(name), cash_fen=50_000, fund_source=source, unit="环卫处")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return campaign


@pytest.fixture
def open_dialog(qtbot, runner):
    """Open the dialog on all grants of a campaign, the first of them marked, and see it drawn."""

    def build(office, campaign):
        lines = office.granting.lines(GrantFilter(campaign=campaign.id))
        dialog = SheetPreviewDialog(office, runner, campaign, (lines, lines, lines[:1]))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        with qtbot.waitSignal(dialog.drawn):
            dialog.show()
        return dialog

    return build


@pytest.fixture
def printer(tmp_path):
    """A printer whose paper is a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setResolution(200)  # a page in more than one band
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "paper.pdf"))
    return made


def numbers(office):
    return [line.sheet.number for line in office.issuing.lines()]


def pages_of(path):
    document = QPdfDocument()
    document.load(str(path))
    count, size = document.pageCount(), document.pagePointSize(0)
    document.close()
    return count, (round(size.width()), round(size.height()))


def test_the_preview_shows_drafts_and_takes_no_number(open_dialog, clerk, approved):
    dialog = open_dialog(clerk, approved)
    assert dialog._pane.page_count() == 3
    assert numbers(clerk) == []


def test_pages_turn_with_the_keyboard(qtbot, open_dialog, clerk, approved):
    dialog = open_dialog(clerk, approved)
    qtbot.keyClick(dialog._pane._view, Qt.Key.Key_PageDown)
    assert dialog._pane.current_page() == 2
    qtbot.keyClick(dialog._pane._view, Qt.Key.Key_PageUp)
    assert dialog._pane.current_page() == 1


def test_only_the_marked_ones_can_be_printed(qtbot, open_dialog, clerk, approved, tmp_path):
    dialog = open_dialog(clerk, approved)
    with qtbot.waitSignal(dialog.drawn) as drawn:
        dialog.choose(SheetKind.CONDOLENCE, 2)
    assert drawn.args[0].due.fresh == 1
    with qtbot.waitSignal(dialog.printed) as printed:
        dialog.save_pdf(tmp_path / "one.pdf")
    assert printed.args[0].sheets == 1
    assert len(numbers(clerk)) == 1


def test_sources_never_share_a_sign_roster(qtbot, open_dialog, clerk, approved):
    dialog = open_dialog(clerk, approved)
    with qtbot.waitSignal(dialog.drawn) as drawn:
        dialog.choose(SheetKind.SIGN_ROSTER, 0)
    assert drawn.args[0].due.fresh == 2


def test_a_second_printing_waits_for_a_reason(qtbot, open_dialog, clerk, approved, tmp_path):
    clerk.issuing.print_sheets(SheetKind.RECEIPT, approved.id, tmp_path / "r.pdf")
    dialog = open_dialog(clerk, approved)
    assert dialog._again.isVisible()
    assert not dialog._paper.isEnabled()
    qtbot.keyClicks(dialog._again.editor("reason"), "jam")
    assert dialog._paper.isEnabled()
    with qtbot.waitSignal(dialog.printed) as printed:
        dialog.save_pdf(tmp_path / "again.pdf")
    assert printed.args[0].reprints == 3
    assert len(numbers(clerk)) == 3


def test_paper_is_numbered_and_as_large_as_the_sheet(
    qtbot, open_dialog, clerk, approved, printer, tmp_path
):
    dialog = open_dialog(clerk, approved)
    with qtbot.waitSignal(dialog.printed) as printed:
        dialog.print_on(printer)
    assert printed.args[0].files == ()
    assert len(numbers(clerk)) == 3
    assert pages_of(tmp_path / "paper.pdf") == (3, (595, 842))
    assert {line.state for line in clerk.issuing.lines()} == {SheetState.PRINTED}


def test_a_folder_that_is_gone_is_told_and_the_numbers_are_returned(
    qtbot, open_dialog, clerk, approved, tmp_path, monkeypatch
):
    told = []
    monkeypatch.setattr("desktop_app.gui.faults.tell", told.append)
    dialog = open_dialog(clerk, approved)
    dialog.save_pdf(tmp_path / "gone" / "r.pdf")
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].startswith("r.pdf cannot be written: ")
    assert {line.state for line in clerk.issuing.lines()} == {SheetState.RETURNED}


def test_a_name_that_no_font_has_is_listed_and_nothing_can_be_printed(
    open_dialog, clerk, approver, campaign, enrol, make_person
):
    enrol(make_person("李\U00031353"), cash_fen=50_000)
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    dialog = open_dialog(clerk, campaign)
    found = dialog._missing.table.record(0)
    assert (found.field, found.code_point) == ("name", "U+31353")
    assert not dialog._pdf.isEnabled()
    assert numbers(clerk) == []


def test_nothing_approved_means_nothing_to_print(open_dialog, clerk, campaign):
    dialog = open_dialog(clerk, campaign)
    assert dialog._right.currentWidget() is dialog._empty
    assert not dialog._paper.isEnabled()


def test_numbers_in_doubt_come_first(qtbot, open_dialog, clerk, approved):
    def jam(_pdf):
        raise OSError("paper jam")

    with pytest.raises(OSError, match="jam"):
        clerk.issuing.print_through(SheetKind.RECEIPT, approved.id, jam)
    dialog = open_dialog(clerk, approved)
    assert not dialog._paper.isEnabled()
    with qtbot.waitSignal(dialog.resolve_requested):
        dialog._doubt.steps()[0].click()


def test_an_auditor_sees_the_drafts_and_cannot_print(open_dialog, sit, approved):
    from desktop_app.domain.role import Role

    dialog = open_dialog(sit(Role.AUDITOR), approved)
    assert dialog._pane.page_count() == 3
    assert not dialog._paper.isVisible()


def test_pages_lie_on_paper_as_in_the_file(printer, tmp_path):
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=landscape(A4))
    for _page in range(2):
        canvas.rect(0, 0, 421, 298, fill=1)  # the lower left quarter
        canvas.showPage()
    canvas.save()
    told = []
    count = print_pdf(stream.getvalue(), printer, lambda done, total: told.append((done, total)))
    assert (count, told) == (2, [(0, 2), (1, 2), (2, 2)])
    assert pages_of(tmp_path / "paper.pdf") == (2, (842, 595))
    assert printer.pageLayout().orientation() is QPageLayout.Orientation.Landscape
    document = QPdfDocument()
    document.load(str(tmp_path / "paper.pdf"))
    image = document.render(1, document.pagePointSize(1).toSize())
    document.close()
    dark = [(x, y) for x in (200, 600) for y in (150, 450) if image.pixelColor(x, y).lightness() < 9
            and image.pixelColor(x, y).alpha() > 0]  # fmt: skip
    assert dark == [(200, 450)]


def test_a_cancelled_printing_is_called_back(printer):
    stream = BytesIO()
    canvas = Canvas(stream)
    canvas.showPage()
    canvas.save()

    def stop(_done, _total):
        raise CancelledError

    with pytest.raises(CancelledError):
        print_pdf(stream.getvalue(), printer, stop)


def test_every_field_has_a_name_for_the_screen_reader(open_dialog, clerk, approved):
    assert nameless(open_dialog(clerk, approved)) == []


def test_one_sheet_is_seen_while_the_others_are_looked_through(
    qtbot, open_dialog, clerk, approved, monkeypatch
):
    dialog = open_dialog(clerk, approved)
    shown = []
    show_pdf = dialog._pane.show_pdf
    monkeypatch.setattr(
        dialog._pane, "show_pdf", lambda pdf: (show_pdf(pdf), shown.append(dialog._pdf.isEnabled()))
    )
    with qtbot.waitSignal(dialog.drawn):
        dialog.draw()
    assert shown == [False, False]  # the buttons wait until every character was looked up
    assert dialog._pane.page_count() == 3
    assert dialog._pdf.isEnabled()
