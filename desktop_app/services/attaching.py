"""Photos, signatures and documents of records: taken in, kept with the record, taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop_app.domain import attachment as attachments
from desktop_app.domain.attachment import Attachment, AttachmentRole
from desktop_app.domain.change import Edit, Reading
from desktop_app.domain.errors import RefusedError
from desktop_app.domain.identity import AttachmentId, new_id
from desktop_app.domain.issue import Issue, any_blocks, objection
from desktop_app.domain.role import Right
from desktop_app.services import pictures, record_file
from desktop_app.services.desk import Desk
from desktop_app.services.keeping import Keeping, NoSuchRecordError
from desktop_app.services.pictures import Prepared
from desktop_app.services.wording import sentences
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of

Readings = Sequence[Reading[Attachment]]


class Attaching(Keeping[Attachment]):
    """What the office does with attachments.

    `take_photo`, `take_signature` and `take_document` keep a content, sealed, as soon as it is
    chosen, and give the record of it; the form holds that record, its draft names it, and
    `edits_for` keeps it in the same transaction as the record it belongs to.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.attachments)
        self._attachments = desk.store.attachments
        self._blobs = desk.store.blobs

    def take_photo(
        self, data: bytes, *, caption: str = "", keep_location: bool = False
    ) -> Attachment:
        """Take in a photo. Raises one of the errors of `pictures`, or of a full disk."""
        self._desk.require(Right.RECORD)
        prepared = pictures.photo(data, keep_location=keep_location)
        return self._keep(prepared, AttachmentRole.PHOTO, caption)

    def take_signature(self, png: bytes, *, caption: str = "") -> Attachment:
        """Take in a signature as the pad has drawn it."""
        self._desk.require(Right.RECORD)
        return self._keep(pictures.drawing(png), AttachmentRole.SIGNATURE, caption)

    def take_document(
        self, data: bytes, *, caption: str = "", kind: str | None = None
    ) -> Attachment:
        """Take in a PDF or a picture of a paper as it is."""
        self._desk.require(Right.RECORD)
        taken = self._keep(pictures.document(data), AttachmentRole.DOCUMENT, caption)
        return replace(taken, kind=kind)

    def read(self, sha256: str) -> bytes:
        """Give a content. Raises BlobMissingError and BlobDamagedError."""
        self._desk.require(Right.READ)
        return self._blobs.read(sha256)

    def of(self, of_kind: str, of: str) -> tuple[Attachment, ...]:
        """List what belongs to a record, in its order."""
        self._desk.require(Right.READ)
        return tuple(self._attachments.of(of_kind, of))

    def readings(self, of_kind: str, of: str) -> Readings:
        """Read what belongs to a record for a form that may change it."""
        return self._attachments.readings(self.of(of_kind, of))

    def removed(self, of_kind: str, of: str) -> tuple[Attachment, ...]:
        """List what was taken away from a record and can be put back."""
        self._desk.require(Right.READ)
        return tuple(self._attachments.of(of_kind, of, removed=True))

    def put_back(self, attachment: str) -> Attachment:
        """Let a removed attachment stand again."""
        base = self.open(attachment)
        return self.save(replace(base.record, removed=False), base)

    def edits_for(
        self, of_kind: str, of: str, attached: Iterable[Attachment], before: Readings
    ) -> list[Edit]:
        """Say what changes so that exactly these, in this order, belong to a record.

        `before` is what the form was opened with; of it, what is not among them any more is
        marked as removed. Raises RefusedError.
        """
        placed = [
            replace(one, of_kind=of_kind, of=of, position=at, removed=False)
            for at, one in enumerate(attached)
        ]
        issues = attachments.objections(placed)
        if any_blocks(issues):
            raise RefusedError(reasons=sentences(issues))
        bases: dict[str, Reading[Attachment]] = {base.record.id: base for base in before}
        gone = set(bases) - {one.id for one in placed}
        taken_away = [replace(bases[one].record, removed=True) for one in sorted(gone)]
        made = [*placed, *taken_away]
        edits = [edit_of(kinds.ATTACHMENT, one, bases.get(one.id)) for one in made]
        return [edit for edit in edits if edit.values]

    def attach(self, of_kind: str, of: str, taken: Sequence[Attachment]) -> tuple[Attachment, ...]:
        """Add to what belongs to a kept record; gives all of it.

        Raises NoSuchRecordError and RefusedError.
        """
        self._desk.require(self.right)
        with self._desk.store.transaction():
            if not self._attachments.has_owner(of_kind, of):
                raise NoSuchRecordError(id=of)
            before = self.readings(of_kind, of)
            attached = [*(base.record for base in before), *taken]
            edits = self.edits_for(of_kind, of, attached, before)
            self._desk.save(edits, "attachment.added", of)
        return self.of(of_kind, of)

    def remove(self, attachment: str) -> Attachment:
        """Take an attachment away; its content stays, and it can be put back."""
        base = self.open(attachment)
        return self.save(replace(base.record, removed=True), base)

    def objections(self, record: Attachment) -> tuple[Issue, ...]:
        """Refuse what names no record or a content that is not here."""
        found: list[Issue] = []
        if not record.of or record.of_kind not in kinds.KINDS:
            found.append(objection("of", "attached_to_nothing"))
        if not self._blobs.holds(record.sha256):
            found.append(objection("sha256", "content_missing"))
        if not record.removed:
            others = [one for one in self.of(record.of_kind, record.of) if one.id != record.id]
            found += attachments.objections([*others, record])
        return tuple(found)

    def _keep(self, prepared: Prepared, role: AttachmentRole, caption: str) -> Attachment:
        return Attachment(
            id=AttachmentId(new_id()),
            role=role,
            caption=caption,
            sha256=self._blobs.put(prepared.data),
            media_type=prepared.media_type,
            size=len(prepared.data),
            width=prepared.width,
            height=prepared.height,
            taken_on=prepared.taken_on,
            with_location=prepared.with_location,
        )


def packed(attached: Iterable[Attachment]) -> list[dict[str, Any]]:
    """Write attachments as plain JSON values, for a draft."""
    return [record_file.write(kinds.ATTACHMENT, one) for one in attached]


def unpacked(values: Iterable[Mapping[str, Any]]) -> tuple[Attachment, ...]:
    """Read attachments from a draft."""
    return tuple(record_file.record_of(kinds.ATTACHMENT, one) for one in values)
