"""Writing a bundle: everything its recipients have not claimed to hold, for them alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.change import disagree
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import Claim, Purpose
from desktop_app.domain.identity import new_id
from desktop_app.domain.organisation import Device
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import attached, bundle
from desktop_app.services.exchange.bundle_heads import Blob, Header, Manifest
from desktop_app.services.exchange.double_aid import DoubleAid
from desktop_app.services.exchange.laptops import Laptops, OwnLaptopError, RevokedLaptopError
from desktop_app.services.exchange.stick_writing import StickWriter
from desktop_app.services.progress import Progress, unwatched
from desktop_app.storage import lines, saves, standing
from desktop_app.storage.meetings import Deed, Meeting, Meetings
from desktop_app.storage.saves import Chain
from desktop_app.storage.vault import Signer

_SEAL_BYTES = 4096
"""More than sealing adds to a file for one recipient; it grows by a hundred bytes for each."""


class AnotherUnionError(CircumstanceError):
    """A laptop of another union gets referrals, not the ledger."""

    message = mark("The laptop {laptop} belongs to another union; the whole ledger is not for it.")


class ContestedLaptopError(CircumstanceError):
    """Two people say different things of the key to seal for."""

    message = mark(
        "The key of the laptop {laptop} is contested. Settle that first; nothing was written."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A bundle before it is written anywhere: its name, content, and files of attachments."""

    bundle: str
    name: str
    content: bytes
    changes: int
    pictures: tuple[Blob, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written: the file, how many saves are in it, and its size."""

    bundle: Path
    changes: int
    bytes: int
    pictures: int


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
    ) -> Exported:
        """Write a bundle for laptops, by label, code or id, into a folder.

        Raises UnknownLaptopError, RevokedLaptopError, AnotherUnionError, BundleNotWrittenError.
        """
        packed = self.pack(self._laptops.find_all(names), purpose, progress)
        return self.write(packed, folder, progress)

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
    ) -> Packed:
        """Make a bundle in memory, and enter into the audit trail that it was made."""
        self._desk.require(Right.EXCHANGE)
        store, identifier = self._desk.store, new_id()
        self._laptops.own()
        self._refuse(recipients)
        sealed_for = [one.age_recipient for one in recipients]
        with store.transaction():
            self._desk.note("bundle.exported", identifier, ", ".join(one.id for one in recipients))
            chains, claimed = self._chains(), self._claimed(recipients)
            pictures = attached.to_send(store, identifier, claimed, self._lacked(recipients))
            manifest = Manifest(
                sender=store.identity.device,
                to=tuple(one.id for one in recipients),
                have=saves.held(store.db),
                streams=tuple(sorted({stream for _device, stream in chains})),
                saves=sum(max(0, seq - claimed.get(of, 0)) for of, seq in chains.items()),
                blobs=pictures,
                lacks=attached.lacking(store),
                filters=DoubleAid(self._desk).to_send(),
            )
            payload = bundle.pack(manifest, self._lines(chains, claimed, progress), sealed_for)
            header = self._header(identifier, manifest, purpose, payload)
            signer = Signer(bytes.fromhex(store.identity.secret))
            content = bundle.assemble(header, payload, signer)
            self._log(header, content, manifest.saves)
        return Packed(
            bundle=identifier,
            name=self._name(header),
            content=content,
            changes=manifest.saves,
            pictures=pictures,
            recipients=tuple(sealed_for),
        )

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

    def _refuse(self, recipients: Sequence[Device]) -> None:
        """Refuse laptops that the whole ledger is not for."""
        store = self._desk.store
        for one in recipients:
            if one.id == store.identity.device:
                raise OwnLaptopError
            if one.is_revoked:
                raise RevokedLaptopError(laptop=one.label)
            if one.scope != store.identity.scope:
                raise AnotherUnionError(laptop=one.label)
            heads = standing.read(store.db, "device", one.id).heads.get("age_recipient", ())
            if disagree(heads):
                raise ContestedLaptopError(laptop=one.label)

    def _chains(self) -> dict[Chain, int]:
        """Choose what goes, and how far it reaches."""
        return saves.held(self._desk.store.db)

    def _claimed(self, recipients: Sequence[Device]) -> Claim:
        """Give what every recipient has last claimed to hold; who never wrote claims nothing."""
        claims = [Meetings(self._desk.store.db).claimed(one.id) for one in recipients]
        common = set.intersection(*(set(claim) for claim in claims)) if claims else set()
        return {of: min(claim[of] for claim in claims) for of in common}

    def _lacked(self, recipients: Sequence[Device]) -> set[str]:
        """Give the contents that one of the recipients last said it has not got."""
        meetings = Meetings(self._desk.store.db)
        return {sha256 for one in recipients for sha256 in meetings.lacked(one.id)}

    def _lines(self, chains: Claim, claimed: Claim, progress: Progress) -> Iterator[bytes]:
        db = self._desk.store.db
        places = saves.beyond(db, chains, claimed)
        for done, n in enumerate(places):
            progress(done, len(places))
            yield lines.write(saves.at(db, n))
        progress(len(places), len(places))

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
