"""What the entries of the print queue are called, on the screen and on the console."""

from __future__ import annotations

from desktop_app.domain.sheet import SheetKind
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.print_queue import Due, Entry

DUE_WORDS = {
    Due.DOUBT: mark("in doubt"),
    Due.ANEW: mark("to be printed anew"),
    Due.FIRST: mark("to be printed"),
}
SHEET_WORDS = {
    SheetKind.CONDOLENCE: mark("condolence sheet"),
    SheetKind.RECEIPT: mark("receipt"),
    SheetKind.SIGN_ROSTER: mark("sign roster"),
    SheetKind.GOODS_ROSTER: mark("goods roster"),
    SheetKind.VISIT_RECORD: mark("record of a visit"),
}


def pages_words(entry: Entry) -> str:
    """Say how many pages an entry takes."""
    count = f"{entry.pages:,}"
    if entry.is_about:
        return _("about {count} pages").format(count=count)
    return ngettext("{count} page", "{count} pages", entry.pages).format(count=count)


def paper_words(entry: Entry) -> str:
    """Say how many sheets an entry is, on how many pages, and in how many volumes."""
    sheets = ngettext("{count} sheet", "{count} sheets", entry.sheets)
    parts = [sheets.format(count=f"{entry.sheets:,}"), pages_words(entry)]
    if entry.volumes > 1:
        volumes = ngettext("{count} volume", "{count} volumes", entry.volumes)
        parts.append(volumes.format(count=f"{entry.volumes:,}"))
    return " · ".join(parts)
