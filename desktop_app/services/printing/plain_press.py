"""The press for sheets without a number: contents of one kind in, one PDF in memory out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Protocol

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.printing.archive_forms import ArchiveForm
from desktop_app.services.printing.book import Book
from desktop_app.services.printing.contents import Imprint, RouteContent
from desktop_app.services.printing.form_files import read_form
from desktop_app.services.printing.forms import Form, RouteForm
from desktop_app.services.printing.plain_contents import (
    ArchiveContent,
    EnrolmentContent,
    LetterContent,
    ListContent,
    NoticeContent,
    PlainContent,
    RecordContent,
    RulerContent,
)
from desktop_app.services.printing.plain_forms import (
    EnrolmentForm,
    LedgerForm,
    LetterForm,
    NoticeForm,
    RecordSheetForm,
    RulerForm,
)
from desktop_app.services.printing.press import USUAL, Layout
from desktop_app.services.printing.sheets.archive_file import ArchiveSheets
from desktop_app.services.printing.sheets.enrolment import EnrolmentSheets
from desktop_app.services.printing.sheets.ledger import LedgerSheet
from desktop_app.services.printing.sheets.letter import LetterSheets
from desktop_app.services.printing.sheets.public_notice import NoticeSheets
from desktop_app.services.printing.sheets.record import RecordSheet
from desktop_app.services.printing.sheets.route import draw_route
from desktop_app.services.printing.sheets.ruler import RulerSheets
from desktop_app.services.printing.typefaces import missing_glyphs
from desktop_app.services.printing.visit_forms import VisitRecordForm


class NoGlyphError(CircumstanceError):
    """A character would print as an empty box."""

    message = mark("No typeface has {code_point} ({field} of {person}); nothing was printed.")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF in memory: how many sheets, on how many pages."""

    pdf: bytes
    sheets: int
    pages: int


class _Drawer(Protocol):
    """Draws sheets of one kind."""

    def draw(self, content: Any, imprint: Imprint) -> None:  # noqa: ANN401 - of its own kind
        """Draw one sheet."""


_Draw = Callable[[Book, Any, bytes], _Drawer]
_SHEETS: dict[type[PlainContent], tuple[type[Form], str, _Draw]] = {
    ListContent: (LedgerForm, "ledger", LedgerSheet),
    RecordContent: (RecordSheetForm, "record", RecordSheet),
    NoticeContent: (NoticeForm, "public-notice", NoticeSheets),
    LetterContent: (LetterForm, "letter", LetterSheets),
    EnrolmentContent: (EnrolmentForm, "enrolment", EnrolmentSheets),
    RulerContent: (RulerForm, "ruler", RulerSheets),
    ArchiveContent: (ArchiveForm, "archive-file", ArchiveSheets),
}
BLANK = "blank"


def draw(
    content: PlainContent, imprint: Imprint, layout: Layout = USUAL, *, sheet_key: bytes = b""
) -> bytes:
    """Draw one content. Raises what `draw_all` raises."""
    return draw_all([content], imprint, layout, sheet_key=sheet_key).pdf


def draw_all(
    contents: Sequence[PlainContent],
    imprint: Imprint,
    layout: Layout = USUAL,
    *,
    sheet_key: bytes = b"",
) -> Drawn:
    """Draw contents of one kind; their codes are sealed with the union's key.

    Raises NoGlyphError before a box would be printed, and SheetFileError where the office's own
    sheet file is wrong.
    """
    for missing in missing_glyphs(contents):
        raise NoGlyphError(
            code_point=missing.code_point, field=missing.field_words, person=missing.person
        )
    kind, usual, make = _SHEETS[type(contents[0])]
    name = layout.sheet or usual
    form = read_form(VisitRecordForm if name == BLANK else kind, name, layout.folder)
    title = f"{getattr(contents[0], 'title', '') or form.title} {contents[0].union}"
    book = Book(title, imprint.printed_at)
    drawer = make(book, form, sheet_key)
    for content in contents:
        drawer.draw(content, imprint)
    stream = BytesIO()
    book.write(stream)
    return Drawn(stream.getvalue(), len(contents), book.pages)


def draw_route_sheet(
    content: RouteContent, imprint: Imprint, layout: Layout = USUAL, *, sheet_key: bytes = b""
) -> bytes:
    """Draw a route. What no typeface has is spelt out by its code point.

    Raises SheetFileError where the office's own sheet file is wrong.
    """
    form = read_form(RouteForm, layout.sheet or "route", layout.folder)
    stream = BytesIO()
    book = Book(f"{form.title} {content.union}", imprint.printed_at)
    draw_route(book, form, content, imprint, sheet_key)
    book.write(stream)
    return stream.getvalue()
