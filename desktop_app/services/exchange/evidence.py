"""What shows which of two values is right: photos of a record, and its signed sheets as scanned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop_app.domain.attachment import Attachment, AttachmentRole
from desktop_app.domain.identity import AttachmentId
from desktop_app.domain.role import Right
from desktop_app.i18n import _
from desktop_app.services.desk import Desk
from desktop_app.storage.grants import GrantFilter

MOST = 8
_MOST_VISITS = 5


class Evidence:
    """Finds pictures to be looked at beside a disagreement."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, kind: str, record: str) -> tuple[Attachment, ...]:
        """List the pictures of a record, then those of the visits to a person, then signed pages.

        A scanned page is given as a picture that belongs to its sheet and is kept nowhere else.
        """
        self._desk.require(Right.READ)
        found = dict.fromkeys(self._pictures(kind, record))
        return tuple(found)[:MOST]

    def _pictures(self, kind: str, record: str) -> Iterator[Attachment]:
        store = self._desk.store
        yield from self._attached(kind, [record])
        if kind == "beneficiary":
            visits = store.visits.of(record)[:_MOST_VISITS]
            yield from self._attached("visit", [visit.id for visit in visits])
            lines = store.grants.lines(GrantFilter(beneficiary=record))
            yield from self._signed(line.grant.id for line in lines)
        elif kind == "grant":
            yield from self._signed([record])
        elif kind == "sheet":
            yield from self._pages([record])

    def _attached(self, kind: str, records: Iterable[str]) -> Iterator[Attachment]:
        for record in records:
            for one in self._desk.store.attachments.of(kind, record):
                if one.is_picture:
                    yield one

    def _signed(self, grants: Iterable[str]) -> Iterator[Attachment]:
        checks = (
            one for grant in grants for one in self._desk.store.signature_checks.of_grant(grant)
        )
        yield from self._pages(dict.fromkeys(one.sheet for one in checks))

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
