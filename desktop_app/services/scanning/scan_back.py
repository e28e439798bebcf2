"""Scanning back: signed sheets find their grants, and a person glances at every signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.grant import GrantState
from desktop_app.domain.identity import GrantId, SignatureCheckId, new_id
from desktop_app.domain.role import Right
from desktop_app.domain.scan import (
    Scan,
    ScanBox,
    ScanVerdict,
    SignatureCheck,
    SignatureVerdict,
)
from desktop_app.domain.sheet import Sheet
from desktop_app.services.desk import Desk
from desktop_app.services.papers import Papers
from desktop_app.services.progress import Progress, unwatched
from desktop_app.services.scanning.filing import (
    Clerk,
    Filed,
    Missing,
    Refused,
    ScanReport,
    Sighted,
    in_sight,
    missing,
    missing_among,
)
from desktop_app.services.scanning.known_forms import known_forms
from desktop_app.services.scanning.pages import Source
from desktop_app.services.scanning.reading_apart import read_apart
from desktop_app.storage import kinds
from desktop_app.storage.batches import batches
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.records import edit_of

CHUNK = 500
_HEX = re.compile(r"([0-9a-f]{2}){16,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place to sign on a filed page, with its grant and the latest word on it, if any."""

    scan: Scan
    sheet: Sheet
    box: ScanBox
    line: GrantLine
    word: SignatureVerdict | None = None

    @property
    def waits(self) -> bool:
        """Tell whether somebody has still to look at it."""
        return self.word is None and self.line.state is not GrantState.VOID

    @property
    def key(self) -> tuple[str, str]:
        """Name the place: scan and grant."""
        return self.scan.id, self.box.grant


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All there is to look at: places to sign, kept pages without one, sheets not yet back."""

    places: tuple[Place, ...]
    unfiled: tuple[Scan, ...]
    missing: tuple[Missing, ...]


class ScanBack:
    """What the office does with signed paper that comes back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = desk.store

    def scan(
        self, sources: Sequence[Source], *, campaign: str = "", progress: Progress = unwatched
    ) -> ScanReport:
        """File the pages of some files, all of them or, where it is cancelled, none.

        Nothing is signed by that: see `accept` and `say`. `campaign` narrows what is missing.
        """
        self._desk.require(Right.SCAN)
        clerk = Clerk(self._desk, self._keys())
        filed: list[Filed] = []
        refused: list[Refused] = []
        pages = 0
        forms = known_forms(Papers(self._desk).layout().folder)
        for read in read_apart(sources, forms, progress):
            pages += 1
            if read.reading is None:
                if read.refusal is not None:
                    refused.append(Refused(source=read.source, page=read.page, reason=read.refusal))
                continue
            sha256 = self._store.blobs.put(read.reading.jpeg)
            sighted = Sighted(
                source=read.source, page=read.page, reading=read.reading, sha256=sha256
            )
            filed += clerk.take(sighted)
        self._write(clerk.new)
        wanted = [campaign] if campaign else self._campaigns_of(clerk.new)
        return ScanReport(
            pages=pages,
            filed=tuple(filed),
            refused=tuple(refused),
            still_missing=missing(self._desk, wanted),
            names=self._names(filed),
        )

    def places(self, campaign: str = "", scans: Iterable[str] = ()) -> list[Place]:
        """List the places to sign on filed pages, in the order of the paper."""
        self._desk.require(Right.READ)
        chosen = set(scans)
        found = [
            scan
            for scan in self._store.scans.of_campaign(campaign)
            if scan.verdict is ScanVerdict.MATCHED and (not chosen or scan.id in chosen)
        ]
        words = self._store.signature_checks.words()
        lines = self._lines({box.grant for scan in found for box in scan.boxes})
        return _places(found, self._sheets(found), lines, words)

    def review(self, campaign: str = "", progress: Progress = unwatched) -> Review:
        """Read what `places`, `unfiled` and `missing` tell, everything once."""
        self._desk.require(Right.READ)
        campaigns = [campaign] if campaign else self._campaigns()
        steps = 2 + 2 * len(campaigns)
        progress(0, steps)
        words = self._store.signature_checks.words()
        progress(1, steps)
        scans = self._store.scans.of_campaign(campaign)
        matched = [scan for scan in scans if scan.verdict is ScanVerdict.MATCHED]
        back = in_sight(matched, words)
        lines: dict[str, GrantLine] = {}
        sheets: dict[str, Sheet] = {}
        missing: list[Missing] = []
        for at, one in enumerate(campaigns):
            progress(2 + 2 * at, steps)
            grants = self._store.grants.lines(GrantFilter(campaign=one))
            progress(3 + 2 * at, steps)
            printed = self._store.sheets.lines(campaign=one)
            lines |= {line.grant.id: line for line in grants}
            sheets |= {line.sheet.id: line.sheet for line in printed}
            missing += missing_among(printed, grants, back)
        progress(steps, steps)
        return Review(
            places=tuple(_places(matched, sheets, lines, words)),
            unfiled=tuple(self.unfiled()),
            missing=tuple(missing),
        )

    def again(self, place: Place) -> Place:
        """Read one place anew, after a word was said on it."""
        self._desk.require(Right.READ)
        word = self._store.signature_checks.words(place.scan.id).get(place.key)
        line = self._lines({place.box.grant})[place.box.grant]
        return replace(place, line=line, word=word.verdict if word else None)

    def unfiled(self) -> list[Scan]:
        """List the kept pages that belong to no sheet, for a person to look at."""
        self._desk.require(Right.READ)
        return self._store.scans.where("verdict <> ?", [ScanVerdict.MATCHED], order="id")

    def missing(self, campaign: str = "") -> tuple[Missing, ...]:
        """List the printed sheets that have not come back signed by everybody on them."""
        self._desk.require(Right.READ)
        return missing(self._desk, [campaign] if campaign else self._campaigns())

    def say(self, place: Place, verdict: SignatureVerdict) -> None:
        """Note a person's word on one place to sign; UNDONE takes the word before back."""
        self._say([place], verdict, at_once=False)

    def accept(self, places: Iterable[Place], progress: Progress = unwatched) -> int:
        """Accept at once all places with enough ink on which nobody has said a word."""
        waiting = [place for place in places if place.waits and place.box.is_inked]
        self._say(waiting, SignatureVerdict.SIGNED, at_once=True, progress=progress)
        return len(waiting)

    def picture(self, scan: Scan) -> bytes:
        """Give the kept page as JPEG. Raises BlobMissingError and BlobDamagedError."""
        self._desk.require(Right.READ)
        return self._store.blobs.read(scan.sha256)

    def _say(
        self,
        places: Sequence[Place],
        verdict: SignatureVerdict,
        *,
        at_once: bool,
        progress: Progress = unwatched,
    ) -> None:
        self._desk.require(Right.SCAN)
        checks = [
            SignatureCheck(
                id=SignatureCheckId(new_id()),
                grant=GrantId(place.box.grant),
                sheet=place.sheet.id,
                scan=place.scan.id,
                verdict=verdict,
                at_once=at_once,
                checked_by=self._desk.user.id,
                checked_on=self._desk.today(),
            )
            for place in places
        ]
        with self._store.transaction():
            for start in range(0, len(checks), CHUNK):
                progress(start, len(checks))
                some = checks[start : start + CHUNK]
                edits = [edit_of(kinds.SIGNATURE_CHECK, check) for check in some]
                self._desk.save(edits, f"signature.{verdict}", some[0].grant)

    def _write(self, scans: Sequence[Scan]) -> None:
        with self._store.transaction():
            for start in range(0, len(scans), CHUNK):
                some = scans[start : start + CHUNK]
                self._desk.save([edit_of(kinds.SCAN, one) for one in some], "sheets.scanned")

    def _campaigns_of(self, scans: Iterable[Scan]) -> list[str]:
        """Name the campaigns whose sheets came in; all where none did."""
        sheets = self._sheets(scans)
        return sorted({sheet.campaign for sheet in sheets.values()}) or self._campaigns()

    def _campaigns(self) -> list[str]:
        return [campaign.id for campaign in self._store.campaigns.where()]

    def _names(self, filed: Iterable[Filed]) -> dict[str, str]:
        grants = {box.grant for one in filed if one.scan for box in one.scan.boxes}
        return {grant: line.name for grant, line in self._lines(grants).items()}

    def _lines(self, grants: set[str]) -> dict[str, GrantLine]:
        found: dict[str, GrantLine] = {}
        ids = sorted(grants)
        for start in range(0, len(ids), CHUNK):
            wanted = GrantFilter(ids=tuple(ids[start : start + CHUNK]))
            found |= {line.grant.id: line for line in self._store.grants.lines(wanted)}
        return found

    def _sheets(self, scans: Iterable[Scan]) -> dict[str, Sheet]:
        """Read the sheets of some pages, by their ids."""
        found: dict[str, Sheet] = {}
        for some in batches(sorted({scan.sheet for scan in scans if scan.sheet})):
            marks = ", ".join("?" for _one in some)
            sheets = self._store.sheets.where(f"id IN ({marks})", some)
            found |= {sheet.id: sheet for sheet in sheets}
        return found

    def _keys(self) -> list[bytes]:
        """Give the keys with which laptops of this union seal the codes on their sheets."""
        unions = self._store.organisations.where("code = ?", [self._store.identity.scope])
        return [bytes.fromhex(one.sheet_key) for one in unions if _HEX.fullmatch(one.sheet_key)]


def _places(
    scans: Iterable[Scan],
    sheets: Mapping[str, Sheet],
    lines: Mapping[str, GrantLine],
    words: Mapping[tuple[str, str], SignatureCheck],
) -> list[Place]:
    """Give the places to sign on pages, each with its grant and the latest word on it."""
    return [
        Place(
            scan=scan,
            sheet=sheets[scan.sheet or ""],
            box=box,
            line=lines[box.grant],
            word=words[scan.id, box.grant].verdict if (scan.id, box.grant) in words else None,
        )
        for scan in scans
        for box in scan.boxes
        if scan.sheet in sheets and box.grant in lines
    ]
