"""The press for sheets without a number: one content in, one PDF in memory out."""

from __future__ import annotations

from io import BytesIO

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.printing.book import Book
from desktop_app.services.printing.contents import Imprint, RouteContent
from desktop_app.services.printing.form_files import read_form
from desktop_app.services.printing.forms import RouteForm
from desktop_app.services.printing.plain_contents import ListContent, PlainContent
from desktop_app.services.printing.plain_forms import LedgerForm, RecordSheetForm
from desktop_app.services.printing.press import USUAL, Layout
from desktop_app.services.printing.sheets.ledger import LedgerSheet
from desktop_app.services.printing.sheets.record import RecordSheet
from desktop_app.services.printing.sheets.route import draw_route
from desktop_app.services.printing.typefaces import missing_glyphs


class NoGlyphError(CircumstanceError):
    """A character would print as an empty box."""

    message = mark("No typeface has {code_point} ({field} of {person}); nothing was printed.")


def draw(
    content: PlainContent, imprint: Imprint, layout: Layout = USUAL, *, sheet_key: bytes = b""
) -> bytes:
    """Draw a list or a record; its code is sealed with the union's key.

    Raises NoGlyphError before a box would be printed, and SheetFileError where the office's own
    sheet file is wrong.
    """
    for missing in missing_glyphs([content]):
        raise NoGlyphError(
            code_point=missing.code_point, field=missing.field_words, person=missing.person
        )
    stream = BytesIO()
    if isinstance(content, ListContent):
        ledger = read_form(LedgerForm, layout.sheet or "ledger", layout.folder)
        book = Book(f"{content.title or ledger.title} {content.union}", imprint.printed_at)
        LedgerSheet(book, ledger, sheet_key).draw(content, imprint)
    else:
        record = read_form(RecordSheetForm, layout.sheet or "record", layout.folder)
        book = Book(f"{content.title or record.title} {content.union}", imprint.printed_at)
        RecordSheet(book, record, sheet_key).draw(content, imprint)
    book.write(stream)
    return stream.getvalue()


def draw_route_sheet(content: RouteContent, imprint: Imprint, layout: Layout = USUAL) -> bytes:
    """Draw a route. What no typeface has is spelt out by its code point.

    Raises SheetFileError where the office's own sheet file is wrong.
    """
    form = read_form(RouteForm, layout.sheet or "route", layout.folder)
    stream = BytesIO()
    book = Book(f"{form.title} {content.union}", imprint.printed_at)
    draw_route(book, form, content, imprint)
    book.write(stream)
    return stream.getvalue()
