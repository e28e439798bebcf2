"""What the review of scans lists: places to sign, pages that found no place, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.scan import Scan, ScanVerdict, SignatureVerdict
from desktop_app.domain.sheet import Sheet
from desktop_app.gui.tables.grant_columns import SHORT_SHEETS
from desktop_app.gui.tables.record_table import Column
from desktop_app.i18n import _, mark
from desktop_app.services.scanning.filing import Filed, Missing, Refused, ScanReport
from desktop_app.services.scanning.scan_back import Place
from desktop_app.services.scanning.wording import EXPLAINED, VERDICTS
from desktop_app.storage.grants import GrantLine

INKED, DOUBTFUL, EMPTY, SIGNED, SAID_EMPTY, MISSING, REFUSED = (
    "inked",
    "doubtful",
    "empty",
    "signed",
    "said_empty",
    "missing",
    "refused",
)
STATES = {
    INKED: (mark("to look at"), "warn"),
    DOUBTFUL: (mark("look closely"), "warn"),
    EMPTY: (mark("no ink"), "accent"),
    SIGNED: (mark("signed"), "ok"),
    SAID_EMPTY: (mark("empty"), "accent"),
    MISSING: (mark("still missing"), "plain"),
    REFUSED: (mark("not read"), "accent"),
    ScanVerdict.UNREADABLE: (VERDICTS[ScanVerdict.UNREADABLE], "accent"),
    ScanVerdict.UNCLEAR: (VERDICTS[ScanVerdict.UNCLEAR], "accent"),
    ScanVerdict.WRONG: (VERDICTS[ScanVerdict.WRONG], "accent"),
    ScanVerdict.UNKNOWN: (VERDICTS[ScanVerdict.UNKNOWN], "info"),
    ScanVerdict.VOID: (VERDICTS[ScanVerdict.VOID], "accent"),
    ScanVerdict.PLAIN: (VERDICTS[ScanVerdict.PLAIN], "plain"),
    ScanVerdict.COVER: (VERDICTS[ScanVerdict.COVER], "plain"),
    ScanVerdict.DUPLICATE: (VERDICTS[ScanVerdict.DUPLICATE], "plain"),
    ScanVerdict.FOREIGN: (VERDICTS[ScanVerdict.FOREIGN], "accent"),
}
NEIGHBOUR = mark(
    "The ink here may be the thumb of the row above or below. Say E if nobody signed under it."
)
_ASKS = (INKED, DOUBTFUL, EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRow:
    """One line of the review; `words` say what a person can do where there is no place to judge."""

    state: str
    number: str = ""
    name: str = ""
    sheet: str = ""
    where: str = ""
    words: str = ""
    place: Place | None = None
    scan: Scan | None = None
    grant: str = ""

    @property
    def asks(self) -> bool:
        """Tell whether somebody has still to say a word."""
        return self.state in _ASKS


COLUMNS: tuple[Column[ScanRow], ...] = (
    Column(
        mark("State"),
        lambda row: _(STATES[row.state][0]),
        lambda row: list(STATES).index(row.state),
        order="state",
        badge=lambda row: STATES[row.state][1],
        width=7.5,
    ),
    Column(mark("Name"), lambda row: row.name or row.where, order="name", stretch=True),
    Column(mark("Number"), lambda row: row.number, order="number", width=12.5, leave=1),
)


def row_of_place(place: Place) -> ScanRow:
    """Give the line of a place to sign."""
    state = DOUBTFUL if place.box.stray else INKED
    state = EMPTY if place.box.is_empty else state
    if place.word is SignatureVerdict.SIGNED:
        state = SIGNED
    elif place.word is SignatureVerdict.EMPTY:
        state = SAID_EMPTY
    return ScanRow(
        state=state,
        number=place.sheet.number,
        name=place.line.name,
        sheet=_(SHORT_SHEETS[place.sheet.kind]),
        words=_(NEIGHBOUR) if state == DOUBTFUL else "",
        place=place,
        scan=place.scan,
        grant=place.box.grant,
    )


def row_of_scan(scan: Scan) -> ScanRow:
    """Give the line of a kept page without a place to sign."""
    return ScanRow(
        state=scan.verdict,
        number=scan.number,
        where=scan.scanned_on.isoformat(),
        words=_(EXPLAINED[scan.verdict]),
        scan=scan,
    )


def rows_of_report(report: ScanReport) -> Iterable[ScanRow]:
    """Give the lines of what a batch had and nobody keeps."""
    for one in report.filed:
        if one.scan is None:
            yield _unkept(one)
    for refused in report.refused:
        yield _refused(refused)


def rows_missing(missing: Iterable[Missing]) -> Iterable[ScanRow]:
    """Give a line for everybody whose printed sheet has not come back signed."""
    for one in missing:
        for line in one.lines:
            yield _missing(one.sheet, line)


def row_missing(place: Place) -> ScanRow | None:
    """Give the line that says that a place is not signed after all; None where it is, or may be."""
    state = row_of_place(place).state
    return _missing(place.sheet, place.line) if state in {EMPTY, SAID_EMPTY} else None


def _missing(sheet: Sheet, line: GrantLine) -> ScanRow:
    return ScanRow(
        state=MISSING,
        number=sheet.number,
        name=line.name,
        sheet=_(SHORT_SHEETS[sheet.kind]),
        words=_("This sheet was printed and has not come back signed."),
        grant=line.grant.id,
    )


def _unkept(one: Filed) -> ScanRow:
    return ScanRow(
        state=one.verdict,
        number=one.number,
        where=_page_of(one.source, one.source_page),
        words=_(EXPLAINED[one.verdict]),
    )


def _refused(one: Refused) -> ScanRow:
    return ScanRow(state=REFUSED, where=_page_of(one.source, one.page), words=one.reason.sentence())


def _page_of(source: str, page: int) -> str:
    return _("{file}, page {page}").format(file=source, page=page)
