"""Writing a bundle: everything its recipients have not claimed to hold, for them alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import About, Purpose
from desktop_app.domain.identity import new_id
from desktop_app.domain.organisation import Device
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services import cycles
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import (
    attached,
    audit_copies,
    bundle,
    contents,
    sealing,
    splitting,
)
from desktop_app.services.exchange.audit_copies import AuditCopyError
from desktop_app.services.exchange.bundle_heads import Blob, Header, Manifest
from desktop_app.services.exchange.contents import Content
from desktop_app.services.exchange.double_aid import DoubleAid
from desktop_app.services.exchange.laptops import Laptops, OwnLaptopError, RevokedLaptopError
from desktop_app.services.exchange.stick_writing import StickWriter
from desktop_app.services.progress import Progress, unwatched
from desktop_app.storage import saves, seals, wanted
from desktop_app.storage.forks import CloneError
from desktop_app.storage.meetings import Deed, Meeting, Meetings

EVERYTHING = About()
_SEAL_BYTES = 4096
"""More than sealing adds to a file for one recipient; it grows by a hundred bytes for each."""


class AnotherUnionError(CircumstanceError):
    """A laptop of another union gets referrals, not the ledger."""

    message = mark("The laptop {laptop} belongs to another union; the whole ledger is not for it.")


class ContestedLaptopError(CircumstanceError):
    """It is not known which key to seal for: several were told, or none that is one."""

    message = mark(
        "It is not certain which key is that of the laptop {laptop}. Enrol it here from its"
        " identity file; nothing was written."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A bundle before it is written anywhere: its name, content, and files of attachments.

    `rest` are places in the log that go into a bundle of their own.
    """

    bundle: str
    name: str
    content: bytes
    changes: int
    pictures: tuple[Blob, ...]
    recipients: tuple[str, ...]
    rest: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written: the file, how many saves are in it, and its size.

    `more` are the files that follow it where the log was too large for one; the numbers are of
    all of them together.
    """

    bundle: Path
    changes: int
    bytes: int
    pictures: int
    more: tuple[Path, ...] = ()

    def and_then(self, next_one: Exported) -> Exported:
        """Put what was written next behind it."""
        return replace(
            self,
            changes=self.changes + next_one.changes,
            bytes=self.bytes + next_one.bytes,
            pictures=self.pictures + next_one.pictures,
            more=(*self.more, next_one.bundle),
        )


class Export:
    """Packs bundles for other laptops."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._laptops = Laptops(desk)

    def export(
        self,
        folder: Path,
        names: Sequence[str],
        purpose: Purpose = Purpose.FULL,
        progress: Progress = unwatched,
        about: About = EVERYTHING,
    ) -> Exported:
        """Write a bundle for laptops, by label, code or id, into a folder.

        Raises UnknownLaptopError, RevokedLaptopError, AnotherUnionError, BundleNotWrittenError.
        """
        recipients = self._laptops.find_all(names)
        packed = self.pack(recipients, purpose, progress, about)
        done = self.write(packed, folder, progress)
        while packed.rest:
            packed = self.pack_rest(recipients, purpose, packed.rest, progress)
            done = done.and_then(self.write(packed, folder, progress))
        return done

    def write(self, packed: Packed, folder: Path, progress: Progress = unwatched) -> Exported:
        """Write a bundle and its attachments into a folder, safe before it answers.

        Whatever stands in the way, nothing of it stays behind, and the audit trail says so.
        """
        needed = len(packed.content) + sum(one.size + _SEAL_BYTES for one in packed.pictures)
        writer = StickWriter(folder, needed)
        try:
            writer.make_room()
            name = writer.free_name(packed.name)
            self._write_pictures(packed, writer, name, progress)
            file = writer.write(name, packed.content)
            writer.finish()
        except BaseException:
            writer.take_back()
            self._desk.note("bundle.not_written", packed.bundle)
            raise
        size = len(packed.content)
        return Exported(
            bundle=file, changes=packed.changes, bytes=size, pictures=len(packed.pictures)
        )

    def pack(
        self,
        recipients: Sequence[Device],
        purpose: Purpose = Purpose.FULL,
        progress: Progress = unwatched,
        about: About = EVERYTHING,
    ) -> Packed:
        """Make a bundle in memory, and enter into the audit trail that it was made.

        Raises what the purpose asks for and `about` does not say, and NotPermittedError.
        """
        self._desk.require(Right.EXCHANGE)
        identifier = new_id()
        self._laptops.own()
        self._refuse(recipients, purpose)
        with cycles.sought_seldom(), self._desk.store.transaction():
            content = self._content(recipients, purpose, about, identifier)
            packed = self._packed(identifier, recipients, purpose, content, progress)
            if purpose is Purpose.REFERRAL:
                self._note_way(about.referral, [one.id for one in recipients])
        return packed

    def pack_rest(
        self,
        recipients: Sequence[Device],
        purpose: Purpose,
        rest: Sequence[int],
        progress: Progress = unwatched,
    ) -> Packed:
        """Make the next bundle of a log that was too large for one."""
        identifier = new_id()
        with cycles.sought_seldom(), self._desk.store.transaction():
            content = contents.rest_of_log(self._desk, recipients, purpose, rest, identifier)
            return self._packed(identifier, recipients, purpose, content, progress)

    def _packed(
        self,
        identifier: str,
        recipients: Sequence[Device],
        purpose: Purpose,
        content: Content,
        progress: Progress,
    ) -> Packed:
        sealed_for = self._keys_of(recipients)
        manifest = self._manifest(recipients, purpose, content)
        lines = contents.watched(content.lines, content.count, progress)
        payload = bundle.pack(manifest, lines, sealed_for)
        header = self._header(identifier, manifest, purpose, payload)
        signer = self._desk.store.identity.signer
        written = bundle.assemble(header, payload, signer)
        self._log(header, written, manifest.saves)
        return Packed(
            bundle=identifier,
            name=self._name(header),
            content=written,
            changes=manifest.saves,
            pictures=content.pictures,
            recipients=tuple(sealed_for),
            rest=content.rest,
        )

    def _content(
        self, recipients: Sequence[Device], purpose: Purpose, about: About, identifier: str
    ) -> Content:
        """Choose what goes, and enter who gets which fields for which purpose: nobody's data.

        The log goes with this very entry; what is made of records has its fields in the entry.
        """
        to = ", ".join(one.id for one in recipients)

        def note(fields: str) -> None:
            told = (str(purpose), about.what, fields, to)
            self._desk.note("bundle.exported", identifier, " · ".join(one for one in told if one))

        if purpose in {Purpose.FULL, Purpose.AUDIT}:
            note("")
        content = contents.content_of(self._desk, recipients, purpose, about, identifier)
        if purpose not in {Purpose.FULL, Purpose.AUDIT}:
            note(content.fields)
        return content

    def _manifest(
        self, recipients: Sequence[Device], purpose: Purpose, content: Content
    ) -> Manifest:
        """Say what goes; a list does not say how far the log reaches."""
        store = self._desk.store
        have = {} if purpose.is_document else contents.sent_of(store)
        tips = saves.tips(store.db)
        return Manifest(
            sender=store.identity.device,
            to=tuple(one.id for one in recipients),
            have=have,
            tips={chain: tips[chain][1].hex() for chain in have},
            streams=content.streams,
            saves=content.count,
            blobs=content.pictures,
            lacks=content.lacks,
            filters=DoubleAid(self._desk).to_send(recipients) if purpose.carries_filters else (),
            wants={} if purpose.is_document else wanted.wanted(store.db),
        )

    def _note_way(self, referral: str, to: Sequence[str]) -> None:
        """Remember who was asked: an answer is taken from nobody else."""
        for device in to:
            Meetings(self._desk.store.db).keep_referral(referral, device, sent=True)

    def _header(
        self, identifier: str, manifest: Manifest, purpose: Purpose, payload: bytes
    ) -> Header:
        store = self._desk.store
        return Header(
            bundle=identifier,
            org=store.identity.scope,
            sender=manifest.sender,
            to=manifest.to,
            purpose=purpose,
            created_ms=store.clock_ms(),
            length=len(payload),
            sha256=hashlib.sha256(payload).hexdigest(),
            reader=manifest.reader,
        )

    def pictures_of(self, packed: Packed) -> Iterator[tuple[str, bytes]]:
        """Give the sealed files that go beside a bundle, by name, one at a time."""
        return attached.sealed(self._desk.store, packed.pictures, packed.recipients)

    def _write_pictures(
        self, packed: Packed, writer: StickWriter, name: str, progress: Progress
    ) -> None:
        """Write the attachments before their bundle: where it lies, everything lies."""
        beside = attached.folder_of(Path(name)).name
        for done, (file, content) in enumerate(self.pictures_of(packed), 1):
            writer.write(file, content, beside)
            progress(done, len(packed.pictures))

    def _refuse(self, recipients: Sequence[Device], purpose: Purpose) -> None:
        """Refuse laptops that a bundle of this purpose is not for."""
        store = self._desk.store
        if audit_copies.is_one(store):
            raise AuditCopyError
        if store.identity.device in splitting.doubted(store):
            raise CloneError(device=store.identity.device)
        revoked = self._laptops.revoked()
        for one in recipients:
            if one.id == store.identity.device:
                raise OwnLaptopError
            if one.id in revoked:
                raise RevokedLaptopError(laptop=one.label)
            if one.scope != store.identity.scope and not purpose.is_document:
                raise AnotherUnionError(laptop=one.label)

    def _keys_of(self, recipients: Sequence[Device]) -> list[str]:
        """Give the keys to seal for; what others wrote over a laptop's record does not count."""
        store = self._desk.store
        told = seals.keys_told(store.db, [one.id for one in recipients], splitting.names(store))
        for one in recipients:
            if len(told[one.id]) != 1 or not all(map(sealing.is_recipient, told[one.id])):
                raise ContestedLaptopError(laptop=one.label)
        return [key for one in recipients for key in told[one.id]]

    def _log(self, header: Header, content: bytes, changes: int) -> None:
        meetings = Meetings(self._desk.store.db)
        meetings.add(
            Meeting(
                id=meetings.next_id(),
                deed=Deed.SENT,
                bundle=header.bundle,
                sha256=hashlib.sha256(content).hexdigest(),
                device=",".join(header.to),
                at_ms=header.created_ms,
                saves=changes,
                counts={},
            )
        )

    def _name(self, header: Header) -> str:
        """Name the file so that no bundle ever meets another of the same name on a stick."""
        day = self._desk.today()
        code = self._desk.store.identity.code
        return f"{header.org}_{code}_{header.bundle[-8:]}_{day:%Y%m%d}{bundle.SUFFIX}"
