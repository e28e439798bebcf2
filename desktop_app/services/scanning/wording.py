"""What the verdicts on scanned pages are called, on the screen and on the console."""

from __future__ import annotations

from desktop_app.domain.scan import ScanVerdict, SignatureVerdict
from desktop_app.i18n import mark

VERDICTS = {
    ScanVerdict.MATCHED: mark("filed"),
    ScanVerdict.UNREADABLE: mark("no code found"),
    ScanVerdict.UNCLEAR: mark("signature not located"),
    ScanVerdict.WRONG: mark("code is wrong"),
    ScanVerdict.UNKNOWN: mark("not in this ledger"),
    ScanVerdict.VOID: mark("void sheet"),
    ScanVerdict.PLAIN: mark("sheet without a number"),
    ScanVerdict.COVER: mark("cover list of a volume"),
    ScanVerdict.DUPLICATE: mark("scanned before"),
    ScanVerdict.FOREIGN: mark("another union's sheet"),
}
SIGNATURES = {
    SignatureVerdict.SIGNED: mark("signed"),
    SignatureVerdict.EMPTY: mark("empty"),
    SignatureVerdict.UNDONE: mark("taken back"),
}
EXPLAINED = {
    ScanVerdict.UNREADABLE: mark(
        "No square code of a sheet was found on this page. The page is kept. Scan the sheet again,"
        " flat and whole, or at 200 dpi or more."
    ),
    ScanVerdict.UNCLEAR: mark(
        "The number is known, but where to sign was not found: the page is cut off, or its form"
        " was changed since it was printed. Scan the whole sheet again."
    ),
    ScanVerdict.WRONG: mark(
        "The code on this page speaks of this union, but this union's laptops did not make it, or"
        " it states another amount. Do not accept the sheet; ask who brought it."
    ),
    ScanVerdict.UNKNOWN: mark(
        "The sheet is this union's, but its number is not in this ledger. Take in the data of the"
        " laptop that printed it, then scan it again."
    ),
    ScanVerdict.VOID: mark(
        "The number on this page was declared void or returned. Its signature counts for nothing."
    ),
    ScanVerdict.PLAIN: mark(
        "This is a list, a letter or another sheet of this union that takes no number. There is"
        " nothing to file it under; it was not kept."
    ),
    ScanVerdict.COVER: mark(
        "This is the list at the front of a volume, with its first and last number. Nobody signs"
        " it; it was not kept."
    ),
    ScanVerdict.DUPLICATE: mark("This page was filed before and shows nothing new."),
    ScanVerdict.FOREIGN: mark(
        "This page belongs to another union, or is no sheet of this program. It was not kept."
    ),
}
