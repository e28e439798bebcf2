"""What is made of pages that were read: whose sheet, filed or refused, and the report of it all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.grant import GrantState
from desktop_app.domain.identity import ScanId, new_id
from desktop_app.domain.scan import (
    Scan,
    ScanBox,
    ScanVerdict,
    SignatureCheck,
    SignatureVerdict,
)
from desktop_app.domain.sheet import PlainKind, Sheet, SheetKind, SheetState
from desktop_app.services.desk import Desk
from desktop_app.services.printing.codes import SheetCode, Verdict, read_code_of_any
from desktop_app.services.scanning.reading import PageReading, Slip
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.sheets import SheetLine

ROSTERS = (SheetKind.SIGN_ROSTER, SheetKind.GOODS_ROSTER)
SIGNED_KINDS = (SheetKind.RECEIPT, *ROSTERS)
_GONE = frozenset({GrantState.VOID, GrantState.REFUSED})
_IN_CODES = {Verdict.WRONG: ScanVerdict.WRONG, Verdict.FOREIGN: ScanVerdict.FOREIGN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighted:
    """A page that was read: of which file, and the SHA-256 of the picture that is kept of it."""

    source: str
    page: int
    reading: PageReading
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One sheet on one page of a file: what it is, and the fact that was written, if any."""

    source: str
    source_page: int
    verdict: ScanVerdict
    number: str = ""
    page: int = 0
    pages: int = 0
    kind: SheetKind | None = None
    scan: Scan | None = None

    @property
    def empty(self) -> tuple[ScanBox, ...]:
        """Give the places to sign that are empty."""
        boxes = self.scan.boxes if self.scan else ()
        return tuple(box for box in boxes if box.is_empty)

    @property
    def doubtful(self) -> tuple[ScanBox, ...]:
        """Give the places to sign whose ink may be a neighbour's."""
        boxes = self.scan.boxes if self.scan else ()
        return tuple(box for box in boxes if not box.is_empty and box.stray)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file or page that could not be read, and the sentence that says why."""

    source: str
    page: int
    reason: CircumstanceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A printed sheet that has not come back signed by everybody on it; `lines` are those."""

    sheet: Sheet
    lines: tuple[GrantLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanReport:
    """What became of a batch."""

    pages: int = 0
    filed: tuple[Filed, ...] = ()
    refused: tuple[Refused, ...] = ()
    still_missing: tuple[Missing, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, verdict: ScanVerdict) -> tuple[Filed, ...]:
        """Give the sheets of one verdict."""
        return tuple(one for one in self.filed if one.verdict is verdict)

    @property
    def is_clean(self) -> bool:
        """Tell whether every page was filed, had been before, or is the list of a volume."""
        fine = {ScanVerdict.MATCHED, ScanVerdict.DUPLICATE, ScanVerdict.COVER}
        return not self.refused and all(one.verdict in fine for one in self.filed)


class Clerk:
    """Decides, page after page, what each sheet is; knows what was filed before and in this run."""

    def __init__(self, desk: Desk, sheet_keys: Sequence[bytes]) -> None:
        self._desk = desk
        self._keys = sheet_keys
        self._words = desk.store.signature_checks.words()
        self._run: list[Scan] = []

    @property
    def new(self) -> list[Scan]:
        """Give the facts to write."""
        return list(self._run)

    def take(self, sighted: Sighted) -> list[Filed]:
        """Say what the sheets on a page are."""
        told = [self._sheet(sighted, slips) for slips in _same_sheet(sighted.reading.slips)]
        return told or [self._blank(sighted)]

    def _blank(self, sighted: Sighted) -> Filed:
        """Keep a page without any code for a look, once."""
        known = self._desk.store.scans.kept(sighted.sha256)
        if known or any(one.sha256 == sighted.sha256 for one in self._run):
            return _told(sighted, ScanVerdict.DUPLICATE)
        scan = self._scan(sighted, ScanVerdict.UNREADABLE)
        self._run.append(scan)
        return _told(sighted, ScanVerdict.UNREADABLE, None, scan)

    def _sheet(self, sighted: Sighted, slips: Sequence[Slip]) -> Filed:
        said, code = read_code_of_any(slips[0].text, self._keys)
        if said is Verdict.FOREIGN or code is None:
            return _told(sighted, ScanVerdict.FOREIGN, code)
        if said is Verdict.RIGHT and not isinstance(code.kind, SheetKind):
            is_cover = code.kind is PlainKind.COVER
            return _told(sighted, ScanVerdict.COVER if is_cover else ScanVerdict.PLAIN, code)
        line = self._find(code) if said is Verdict.RIGHT else None
        verdict = _IN_CODES.get(said) or _verdict(code, line)
        scan = self._scan(sighted, verdict, code, line)
        if line is not None and verdict is ScanVerdict.MATCHED:
            boxes = _boxes(slips, code, line.sheet)
            unclear = not boxes and line.sheet.kind in SIGNED_KINDS
            verdict = ScanVerdict.UNCLEAR if unclear else verdict
            form = slips[0].form if boxes else ""
            scan = replace(scan, verdict=verdict, boxes=boxes, form=form)
        if self._adds_nothing(scan):
            return _told(sighted, ScanVerdict.DUPLICATE, code)
        self._run.append(scan)
        return _told(sighted, verdict, code, scan)

    def _find(self, code: SheetCode) -> SheetLine | None:
        found = self._desk.store.sheets.where("number = ?", [code.number])
        return self._desk.store.sheets.line_of(found[0].id) if found else None

    def _adds_nothing(self, scan: Scan) -> bool:
        """Tell whether a page like this was filed before, and had as much ink where it counts."""
        if scan.sheet:
            before = self._desk.store.scans.of_sheet(scan.sheet)
        else:
            before = self._desk.store.scans.where("number = ? AND sheet IS NULL", [scan.number])
        before += [one for one in self._run if (one.sheet, one.number) == (scan.sheet, scan.number)]
        alike = {scan.verdict}
        if scan.verdict is ScanVerdict.UNCLEAR:
            alike.add(ScanVerdict.MATCHED)
        same = [one for one in before if one.page == scan.page and one.verdict in alike]
        inked = {box.grant for one in same for box in one.boxes if self._counts(one, box)}
        return bool(same) and all(box.grant in inked or box.is_empty for box in scan.boxes)

    def _counts(self, scan: Scan, box: ScanBox) -> bool:
        word = self._words.get((scan.id, box.grant))
        return not box.is_empty if word is None else word.verdict is SignatureVerdict.SIGNED

    def _scan(
        self,
        sighted: Sighted,
        verdict: ScanVerdict,
        code: SheetCode | None = None,
        line: SheetLine | None = None,
    ) -> Scan:
        return Scan(
            id=ScanId(new_id()),
            verdict=verdict,
            sheet=line.sheet.id if line else None,
            number=code.number if code else "",
            page=code.page if code else 0,
            pages=code.pages if code else 0,
            sha256=sighted.sha256,
            width=sighted.reading.width,
            height=sighted.reading.height,
            scanned_by=self._desk.user.id,
            scanned_on=self._desk.today(),
        )


def missing(desk: Desk, campaigns: Iterable[str]) -> tuple[Missing, ...]:
    """List the printed sheets that have not come back signed by everybody on them.

    A place with enough ink that nobody has looked at yet is not missing.
    """
    words = desk.store.signature_checks.words()
    matched = desk.store.scans.where("verdict = ?", [ScanVerdict.MATCHED])
    back = in_sight(matched, words)
    found: list[Missing] = []
    for campaign in campaigns:
        lines = desk.store.grants.lines(GrantFilter(campaign=campaign))
        found += missing_among(desk.store.sheets.lines(campaign=campaign), lines, back)
    return tuple(found)


def in_sight(
    scans: Iterable[Scan], words: Mapping[tuple[str, str], SignatureCheck]
) -> frozenset[str]:
    """Name the grants with ink in one of their places on which nobody has said a word yet."""
    return frozenset(
        box.grant
        for scan in scans
        for box in scan.boxes
        if not box.is_empty and (scan.id, box.grant) not in words
    )


def missing_among(
    sheets: Iterable[SheetLine], lines: Iterable[GrantLine], back: frozenset[str]
) -> list[Missing]:
    """List which of these sheets have not come back signed by everybody on them."""
    open_ones = {
        line.grant.id: line
        for line in lines
        if line.state is not GrantState.SIGNED
        and line.state not in _GONE
        and line.grant.id not in back
    }
    found = []
    for sheet in sheets:
        if sheet.state is SheetState.PRINTED and sheet.sheet.kind in SIGNED_KINDS:
            on_it = [open_ones[g] for g in sheet.sheet.frozen.get("grants", ()) if g in open_ones]
            if on_it:
                found.append(Missing(sheet=sheet.sheet, lines=tuple(on_it)))
    return found


def _told(
    sighted: Sighted, verdict: ScanVerdict, code: SheetCode | None = None, scan: Scan | None = None
) -> Filed:
    return Filed(
        source=sighted.source,
        source_page=sighted.page,
        verdict=verdict,
        number=code.number if code else "",
        page=code.page if code else 0,
        pages=code.pages if code else 0,
        kind=code.kind if code and isinstance(code.kind, SheetKind) else None,
        scan=scan,
    )


def _same_sheet(slips: Iterable[Slip]) -> list[list[Slip]]:
    """Put the parts of one receipt together: they bear the same code."""
    by_text: dict[str, list[Slip]] = {}
    for slip in slips:
        by_text.setdefault(slip.text, []).append(slip)
    return list(by_text.values())


def _verdict(code: SheetCode, line: SheetLine | None) -> ScanVerdict:
    if line is None:
        return ScanVerdict.UNKNOWN
    if (code.kind, code.amount_fen) != (line.sheet.kind, line.sheet.amount_fen):
        return ScanVerdict.WRONG
    if line.state in {SheetState.VOID, SheetState.RETURNED}:
        return ScanVerdict.VOID
    return ScanVerdict.MATCHED


def _boxes(slips: Sequence[Slip], code: SheetCode, sheet: Sheet) -> tuple[ScanBox, ...]:
    """Give everybody's place: of several parts or places of one person, that with most ink."""
    grants: list[str] = list(sheet.frozen.get("grants", ()))
    best: dict[str, ScanBox] = {}
    for slip in slips:
        first = (code.page - 1) * slip.rows
        if slip.marks and sheet.kind in ROSTERS:
            pages = max(1, -(-len(grants) // slip.rows))
            if pages != code.pages:
                continue  # laid out by a form that is not ours any more
        for mark in slip.marks:
            at = first + mark.row
            if at >= len(grants):
                continue
            place = (mark.left, mark.top, mark.width, mark.height)
            box = ScanBox(grants[at], mark.ink, *place, stray=mark.stray)
            if grants[at] not in best or _weight(best[grants[at]]) < _weight(box):
                best[grants[at]] = box
    return tuple(best.values())


def _weight(box: ScanBox) -> tuple[bool, int]:
    return box.is_inked, box.ink
