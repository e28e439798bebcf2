"""The laptops of the union: making oneself known, enrolling others, revoking one that was lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import DeviceId
from desktop_app.domain.organisation import Device, device_id_of
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import identity_file, renewing, sealing
from desktop_app.services.exchange.identity_file import LaptopIdentity
from desktop_app.storage import kinds, registry, saves, standing
from desktop_app.storage.records import edit_of

_REVOCATION = ("revoked", "revoked_on")


class UnknownLaptopError(CircumstanceError):
    """No enrolled laptop bears this name."""

    message = mark("There is no enrolled laptop called {name}.")


class AmbiguousLaptopError(CircumstanceError):
    """More than one enrolled laptop bears this name."""

    message = mark("More than one laptop is called {name}; give its code or its id.")


class OwnLaptopError(CircumstanceError):
    """A laptop neither enrols nor revokes itself."""

    message = mark("That is this laptop itself.")


class RevokedLaptopError(CircumstanceError):
    """A revoked laptop stays revoked."""

    message = mark(
        "The laptop {laptop} was revoked. If it came back, give it a new identity there and enrol"
        " that."
    )


class CodeTakenError(CircumstanceError):
    """Two laptops of one code would give out the same numbers."""

    message = mark(
        "The laptop {laptop} uses the code {code} already, and both would give out the same sheet"
        " numbers. On the new laptop: `nuanfang device renew`, then write its identity file again."
    )


class OldIdentityError(CircumstanceError):
    """This ledger was founded before laptops exchanged."""

    message = mark("This ledger has no keys for exchanging yet. Run `nuanfang device renew` once.")


class Laptops:
    """What the office does with its own and other laptops."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def own(self) -> LaptopIdentity:
        """Tell who this laptop is. Raises OldIdentityError."""
        store = self._desk.store
        device = store.devices.get(store.identity.device)
        union = store.organisations.get(store.identity.organisation)
        if device is None or union is None or not store.identity.age:
            raise OldIdentityError
        sign_pub = store.identity.signer.public
        if device_id_of(sign_pub) != device.id:
            raise OldIdentityError
        return LaptopIdentity(
            device=device.id,
            label=device.label,
            code=device.code,
            scope=store.identity.scope,
            organisation=union.name,
            sign_pub=sign_pub,  # not as the record has it: others can write over that
            age_recipient=sealing.recipient_of(store.identity.age),
            made_ms=store.clock_ms(),
        )

    def write_identity(self, file: Path) -> LaptopIdentity:
        """Write this laptop's identity file, to be carried to the administrator's laptop."""
        self._desk.require(Right.EXCHANGE)
        identity = self.own()
        identity_file.write(file, identity, self._desk.store.identity.signer)
        self._desk.note("device.identity_written", identity.device)
        return identity

    def read_identity(self, file: Path) -> LaptopIdentity:
        """Read another laptop's identity file, so that its six words can be compared."""
        self._desk.require(Right.SET_UP)
        return identity_file.read(file)

    def enrol(self, identity: LaptopIdentity) -> Device:
        """Take saves of this laptop from now on, here and on every laptop that hears of it.

        Raises OwnLaptopError, RevokedLaptopError and CodeTakenError.
        """
        self._desk.require(Right.SET_UP)
        store = self._desk.store
        if identity.device == store.identity.device:
            raise OwnLaptopError
        with store.transaction():
            self._refuse_code(identity)
            before = store.devices.reading(identity.device)
            if identity.device in self.revoked():
                raise RevokedLaptopError(laptop=before.record.label if before else identity.label)
            device = Device(
                id=DeviceId(identity.device),
                label=identity.label,
                code=identity.code,
                sign_pub=identity.sign_pub,
                age_recipient=identity.age_recipient,
                scope=identity.scope,
                enrolled=True,
            )
            edit = edit_of(kinds.DEVICE, device, before)
            is_moved = before is not None and before.record.scope != device.scope
            if is_moved or not self._vouches_for(device):  # whole: no other word need count
                edit = replace(edit, values=edit_of(kinds.DEVICE, device).values)
            self._desk.save([edit], "device.enrolled", device.id)
        return device

    def _vouches_for(self, device: Device) -> bool:
        """Tell whether this laptop's own word stands that another one is enrolled."""
        heads = standing.read(self._desk.store.db, "device", device.id).heads_of("enrolled")
        return any(head.device == self._desk.store.identity.device for head in heads)

    def all(self) -> list[Device]:
        """List the laptops that are enrolled, this one among them.

        Where a word stands that one is, another word that it is not takes it off no list; a word
        without a key puts nobody on it.
        """
        store = self._desk.store
        known = registry.read_all(store.db, store.identity.device)
        every = store.devices.where(order="label, id")
        return [one for one in every if one.id in known or (one.enrolled and one.sign_pub)]

    def others(self) -> list[Device]:
        """List the laptops that this one may exchange with."""
        barred = self.revoked() | {self._desk.store.identity.device}
        return [one for one in self.all() if one.id not in barred]

    def revoked(self) -> frozenset[str]:
        """Name the laptops of which nothing new is taken, whatever their record shows.

        Anybody can write over a record; only what is weighed decides. Of a laptop that nobody
        has enrolled nothing is weighed.
        """
        store = self._desk.store
        known = registry.read_all(store.db, store.identity.device)
        counts = {one.device for one in known.values() if one.is_revoked}
        shown = {one.id for one in store.devices.where("revoked_on IS NOT NULL")}
        return frozenset(counts | (shown - known.keys()))

    def find(self, name: str) -> Device:
        """Find an enrolled laptop by label, code or id.

        Raises UnknownLaptopError and AmbiguousLaptopError.
        """
        found = [one for one in self.all() if name in {one.label, one.code, one.id}]
        if not found:
            raise UnknownLaptopError(name=name)
        if len(found) > 1:
            raise AmbiguousLaptopError(name=name)
        return found[0]

    def find_all(self, names: Sequence[str]) -> list[Device]:
        """Find several laptops, each once."""
        return list({one.id: one for one in map(self.find, names)}.values())

    def revoke(self, name: str, reason: str = "") -> Device:
        """Take nothing more from a laptop than what is held today; the word of it travels."""
        self._desk.require(Right.SET_UP)
        store = self._desk.store
        device = self.find(name)
        if device.id == store.identity.device:
            raise OwnLaptopError
        with store.transaction():
            base = store.devices.reading(device.id)
            held = {
                stream: seq for (of, stream), seq in saves.held(store.db).items() if of == device.id
            }
            revoked = replace(device, revoked=held, revoked_on=self._desk.today())
            edit = edit_of(kinds.DEVICE, revoked, base)
            cells = edit_of(kinds.DEVICE, revoked).values
            # Whole, also where somebody has made the record show the same already.
            word = {name: cells.get(name) for name in _REVOCATION}
            edit = replace(edit, values={**edit.values, **word})
            self._desk.save([edit], "device.revoked", device.id, reason)
        return revoked

    def renew(self) -> LaptopIdentity:
        """Go on as another laptop: after a restore, in a copied folder, with a code that is taken.

        What was saved under the old name stays and is still taken from others, should they hold
        more of it. Raises nothing of its own.
        """
        self._desk.require(Right.SET_UP)
        renewing.renew(self._desk)
        return self.own()

    def _refuse_code(self, identity: LaptopIdentity) -> None:
        rivals = self._desk.store.devices.where(
            "code = ? AND id <> ? AND scope = ?", [identity.code, identity.device, identity.scope]
        )
        for rival in rivals:
            raise CodeTakenError(laptop=rival.label, code=identity.code)
