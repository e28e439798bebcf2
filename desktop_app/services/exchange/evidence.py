"""What shows which of two values is right: photos of a record, and its signed sheets as scanned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop_app.domain.attachment import Attachment, AttachmentRole
from desktop_app.domain.identity import AttachmentId
from desktop_app.domain.role import Right
from desktop_app.i18n import _
from desktop_app.services.desk import Desk
from desktop_app.storage import projection
from desktop_app.storage.grants import GrantFilter
from desktop_app.storage.kinds import KINDS

MOST = 8
_MOST_VISITS = 5
_OWNERS = {
    "grant": "grant",
    "sheet": "sheet",
    "visit": "visit",
    "file": "hardship_file",
    "need": "need",
    "referral": "referral",
    "child": "left_behind_child",
    "beneficiary": "beneficiary",
    "parent": "beneficiary",
    "kept": "beneficiary",
    "employer": "employer",
}
"""The fields that say what a record belongs to, each with the kind of its owner."""


class Evidence:
    """Finds pictures to be looked at beside a disagreement."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, kind: str, record: str) -> tuple[Attachment, ...]:
        """List the pictures of a record and of what it belongs to: of a person's visits, too.

        Behind the photos of each come the pages that were signed.
        A scanned page is given as a picture that belongs to its sheet and is kept nowhere else.
        """
        self._desk.require(Right.READ)
        found = dict.fromkeys(self._pictures(kind, record))
        return tuple(found)[:MOST]

    def papers(self, kind: str, record: str) -> tuple[str, ...]:
        """List the numbers of the sheets that were printed of a record and of what it belongs to.

        They lie in the office's files, whether somebody has scanned them or not.
        """
        self._desk.require(Right.READ)
        sheets = self._desk.store.sheets
        places = [(kind, record), *self._owners(kind, record)]
        found = dict.fromkeys(one for place in places for one in self._sheets(*place))
        known = [sheets.get(one) for one in list(found)[:MOST]]
        return tuple(one.number for one in known if one is not None)

    def _pictures(self, kind: str, record: str) -> Iterator[Attachment]:
        yield from self._of_its_own(kind, record)
        for owner_kind, owner in self._owners(kind, record):
            yield from self._of_its_own(owner_kind, owner)

    def _of_its_own(self, kind: str, record: str) -> Iterator[Attachment]:
        store = self._desk.store
        yield from self._attached(kind, [record])
        if kind == "beneficiary":
            visits = store.visits.of(record)[:_MOST_VISITS]
            yield from self._attached("visit", [visit.id for visit in visits])
        yield from self._pages(self._sheets(kind, record))

    def _sheets(self, kind: str, record: str) -> Iterable[str]:
        """Find the numbered sheets of a person, a grant, a visit, or the sheet itself."""
        store = self._desk.store
        if kind == "beneficiary":
            lines = store.grants.lines(GrantFilter(beneficiary=record))
            return self._of_grants(line.grant.id for line in lines)
        if kind == "grant":
            return self._of_grants([record])
        if kind == "visit":
            return [one.id for one in store.sheets.where("visit = ?", [record])]
        return [record] if kind == "sheet" else []

    def _owners(self, kind: str, record: str) -> Iterator[tuple[str, str]]:
        """Name what a record belongs to, the nearest first, and what that belongs to."""
        held = projection.cells(self._desk.store.db, KINDS[kind], record)
        for field, owner_kind in _OWNERS.items():
            owner = held.get(field)
            if isinstance(owner, str) and owner:
                yield owner_kind, owner
                yield from self._owners(owner_kind, owner)

    def _attached(self, kind: str, records: Iterable[str]) -> Iterator[Attachment]:
        for record in records:
            for one in self._desk.store.attachments.of(kind, record):
                if one.is_picture:
                    yield one

    def _of_grants(self, grants: Iterable[str]) -> Iterable[str]:
        store, sheets = self._desk.store, dict[str, None]()
        for grant in grants:
            sheets |= dict.fromkeys(one.sheet for one in store.signature_checks.of_grant(grant))
            sheets |= dict.fromkeys(one.id for one in store.sheets.where('"grant" = ?', [grant]))
        return sheets

    def _pages(self, sheets: Iterable[str]) -> Iterator[Attachment]:
        for sheet in sheets:
            for scan in self._desk.store.scans.of_sheet(sheet):
                yield Attachment(
                    id=AttachmentId(scan.id),
                    of_kind="sheet",
                    of=sheet,
                    role=AttachmentRole.DOCUMENT,
                    caption=_("Signed sheet {number}").format(number=scan.number),
                    sha256=scan.sha256,
                    media_type="image/jpeg",
                    size=0,
                    taken_on=scan.scanned_on,
                )
