"""From a PDF to a printer: moved as the profile says, on one side or two, in colour or grey."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QMessageBox, QWidget
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from desktop_app.domain.printer import PrinterProfile, Sides, Tray
from desktop_app.domain.sheet import PlainKind
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.paper_printing import Pages, Way, print_pdf, turns_by_hand
from desktop_app.gui.jobs.printer_profiles import keep_profile, profile_of, profiles
from desktop_app.services.plain_sheets import Wanted

DPI = 300
MM = DPI / 25.4
PLAIN = PrinterProfile(name="HP P1108")


class FilePrinter(QPrinter):
    """A printer whose paper is a file; Qt forgets there how it was asked to turn it."""

    turned = None

    def setDuplex(self, mode):  # noqa: N802 - Qt's name
        self.turned = mode
        super().setDuplex(mode)


@pytest.fixture
def printer(tmp_path):
    """Make printers whose paper is a file, each time another one."""

    def make(name="paper"):
        made = FilePrinter(QPrinter.PrinterMode.HighResolution)
        made.setResolution(DPI)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(tmp_path / f"{name}.pdf"))
        return made

    return make


@pytest.fixture
def page(tmp_path):
    """Look at a page that came out of a printer, in grey."""

    def look(name="paper", at=0):
        document = pypdfium2.PdfDocument(tmp_path / f"{name}.pdf")
        picture = document[at].render(scale=DPI / 72).to_pil().convert("RGB")
        document.close()
        return picture

    return look


def pdf_of(pages, colour=(0, 0, 0)):
    """Draw pages, each with one bar whose place tells its number."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for at in range(pages):
        canvas.setFillColorRGB(*colour)
        canvas.rect(200, 400 - 60 * at, 100, 30, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def ink(picture):
    """Give the box of what is dark, in mm: left, top, right, bottom."""
    mask = picture.convert("L").point(lambda value: 255 if value < 128 else 0)
    return tuple(edge / MM for edge in mask.getbbox())


@pytest.mark.parametrize(("right", "down"), [("1.5", "-0.7"), ("-2.3", "3.0"), ("0", "0")])
def test_the_offset_of_the_printer_moves_what_is_printed(printer, page, right, down):
    moved = replace(PLAIN, right_mm=Decimal(right), down_mm=Decimal(down))
    print_pdf(pdf_of(1), printer("plain"), way=Way(profile=PLAIN))
    print_pdf(pdf_of(1), printer("moved"), way=Way(profile=moved))
    before, after = ink(page("plain")), ink(page("moved"))
    shift = [late - early for early, late in zip(before, after, strict=True)]
    wanted = [float(right), float(down)] * 2
    assert shift == pytest.approx(wanted, abs=0.3)


def test_every_page_is_moved_alike_and_not_the_more_the_later(printer, page):
    moved = replace(PLAIN, right_mm=Decimal("2.0"))
    print_pdf(pdf_of(3), printer(), way=Way(profile=moved))
    lefts = [ink(page(at=at))[0] for at in range(3)]
    assert lefts == pytest.approx([200 / 72 * 25.4 + 2] * 3, abs=0.3)


def test_the_ruler_shows_at_its_fold_how_far_the_printer_is_off(clerk, printer, page):
    """What a clerk reads at the crease, added to the offset, puts the print into the middle."""
    drawn = clerk.plain_sheets.draw(PlainKind.RULER, Wanted(printer=PLAIN))
    askew = replace(PLAIN, right_mm=Decimal("3.0"))  # stands for paper that lies askew
    print_pdf(drawn.pdf, printer(), way=Way(profile=askew))
    scale = page().crop(tuple(round(mm * MM) for mm in (85, 76.4, 125, 78.2)))
    left, _top, right, _bottom = ink(scale)
    zero = 85 + (left + right) / 2
    reading = 105 - zero  # the crease lies at the paper's true middle
    assert reading == pytest.approx(-3.0, abs=0.3)


def test_fronts_and_backs_are_printed_one_after_the_other(printer, page):
    counts = [
        print_pdf(pdf_of(4), printer(side), way=Way(two_sided=True, pages=side, profile=PLAIN))
        for side in (Pages.FRONTS, Pages.BACKS)
    ]
    assert counts == [2, 2]
    tops = [round(ink(page(side, at))[1]) for side in ("fronts", "backs") for at in (0, 1)]
    step = 60 / 72 * 25.4
    assert [round((top - tops[0]) / step) for top in tops] == [0, 2, 1, 3]


@pytest.mark.parametrize(
    ("sides", "mode"),
    [
        (Sides.LONG_EDGE, QPrinter.DuplexMode.DuplexLongSide),
        (Sides.SHORT_EDGE, QPrinter.DuplexMode.DuplexShortSide),
        (Sides.BY_HAND, QPrinter.DuplexMode.DuplexNone),
        (Sides.AUTO, QPrinter.DuplexMode.DuplexNone),  # a file has no backs
    ],
)
def test_two_sided_sheets_turn_as_the_printer_does(printer, sides, mode):
    made = printer()
    way = Way(two_sided=True, profile=replace(PLAIN, sides=sides))
    print_pdf(pdf_of(2), made, way=way)
    assert made.turned is mode
    assert turns_by_hand(made, way) is (mode is QPrinter.DuplexMode.DuplexNone)


def test_a_sheet_with_one_side_is_never_turned(printer):
    made = printer()
    way = Way(profile=replace(PLAIN, sides=Sides.LONG_EDGE))
    print_pdf(pdf_of(2), made, way=way)
    assert made.turned is QPrinter.DuplexMode.DuplexNone
    assert not turns_by_hand(made, way)


def test_a_printer_in_grey_is_told_so(printer):
    made = printer()
    print_pdf(pdf_of(1), made, way=Way(profile=replace(PLAIN, in_colour=False)))
    assert made.colorMode() is QPrinter.ColorMode.GrayScale


def test_what_is_kept_of_a_printer_is_read_back(tmp_path):
    kept = PrinterProfile(
        name="HP P1108",
        right_mm=Decimal("-1.5"),
        bottom_mm=Decimal("4.2"),
        sides=Sides.BY_HAND,
        in_colour=False,
        tray=Tray.LOWER,
    )
    keep_profile(kept, tmp_path)
    keep_profile(PrinterProfile(name="另一台"), tmp_path)
    assert profile_of("HP P1108", tmp_path) == kept
    assert [one.name for one in profiles(tmp_path)] == ["HP P1108", "另一台"]
    assert profile_of("unknown", tmp_path) == PrinterProfile(name="unknown")


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '[{"name": "x"}]', '{"a": 1}', '[{"name": "x", "right_mm": "99"}]']
)
def test_a_damaged_file_of_printers_is_as_if_there_were_none(tmp_path, text):
    (tmp_path / "printers.json").write_text(text, encoding="utf-8")
    assert profiles(tmp_path) == []


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_without_duplex_the_program_leads_from_the_fronts_to_the_backs(
    qtbot, runner, printer, tmp_path, page
):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = PaperDialog("档案表", pdf_of(2), runner, window, two_sided=True)
    dialog.open()
    made = printer("fronts")
    dialog.print_on(made)
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is not None)
    box = dialog.findChild(QMessageBox)
    assert "Turn the stack now" in box.text()
    fronts = ink(page("fronts"))
    made.setOutputFileName(str(tmp_path / "backs.pdf"))
    with qtbot.waitSignal(dialog.accepted):
        box.defaultButton().click()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert ink(page("backs"))[1] > fronts[1] + 10


def test_a_picture_of_paper_is_white_where_nothing_is(printer, page):
    print_pdf(pdf_of(1), printer(), way=Way(profile=replace(PLAIN, down_mm=Decimal("5.0"))))
    picture: Image.Image = page()
    assert picture.getpixel((5, 5)) == (255, 255, 255)
