"""Values that an erasure took out and that are to come back: its certificate does not count.

A laptop that had heard the certificate before the word that revokes its author has lost the values;
others never have. So each tells which of its saves miss values without a certificate, whoever holds
another copy of such a save sends it once more, and what the chain proves is put back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from desktop_app.domain.erasure import Target
from desktop_app.storage import erasing, saves
from desktop_app.storage.cipher import Database
from desktop_app.storage.erasing import Erased
from desktop_app.storage.kinds import canonical
from desktop_app.storage.lines import DamagedBundleError
from desktop_app.storage.log import Cells
from desktop_app.storage.saves import Chain, Signed

MOST = 100_000
"""How many saves a bundle asks for; the others wait for their turn."""
_DIGITS = 16


def uncertified(db: Database) -> int:
    """Count the values that are erased although no certificate here says so.

    They come back when a bundle brings them. An honest laptop's certificate goes before what it
    empties; one that was revoked before it leaves such gaps, and so would one that keeps values
    back.
    """
    erased = Erased(erasing.certificates(db))
    return sum(
        len(one.erased.keys() - erased.in_save(signed.save.name, one))
        for signed in saves.erased(db)
        for one in signed.save.cells
    )


def wanted(db: Database) -> dict[str, str]:
    """Say which saves of the log miss values without a certificate, the first of them by name.

    With each goes a digest of which values these are.
    """
    erased = Erased(erasing.certificates(db))
    found = {
        signed.save.name: _missing(signed.save.cells)
        for signed in saves.erased(db)
        if any(_is_wanting(erased, signed.save.name, one) for one in signed.save.cells)
    }
    return dict(sorted(found.items())[:MOST])


def to_send(db: Database, asked: Iterable[tuple[str, str]]) -> list[int]:
    """Find the places in the log of saves that others ask for and that are held otherwise here."""
    found = set()
    for save, missing in asked:
        held = saves.find(db, save)
        if held is not None and _missing(held[1].save.cells) != missing:
            found.add(held[0])
    return sorted(found)


class Returning:
    """Puts values back of saves that are held already, in the caller's transaction.

    `fields` are those of which values have come back: their records are to be made anew.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._places = set(saves.erased_places(db))
        self.fields: set[Target] = set()

    def may_take(self, chain: Chain, seq: int) -> bool:
        """Tell whether values of a save are missing here, with a certificate or without."""
        return (*chain, seq) in self._places

    def take(self, signed: Signed, erased: Erased) -> None:
        """Take from another copy of a save what is missing here and is not `erased`.

        Raises DamagedBundleError where the copy is not what the chain says.
        """
        save = signed.save
        if not self.may_take((save.device, save.stream), save.seq):
            return
        if save.digest() != signed.digest:
            raise DamagedBundleError(place="hash")
        _n, held = saves.find(self._db, save.name) or (0, signed)
        before = held.save.cells
        cells = tuple(a.with_values_of(b) for a, b in zip(before, save.cells, strict=True))
        whole = replace(held.save, cells=cells)
        after = erased.without(replace(held, save=whole, payload=whole.payload()))
        if after.payload != held.payload:
            saves.put_in_place(self._db, after)
            self._note(before, after.save.cells)

    def _note(self, before: Sequence[Cells], after: Sequence[Cells]) -> None:
        for one, other in zip(before, after, strict=True):
            back = one.erased.keys() - other.erased.keys()
            self.fields |= {(one.kind, one.record, field) for field in back}


def _is_wanting(erased: Erased, save: str, cells: Cells) -> bool:
    """Tell whether cells are not as the certificates leave them: whole, or without these values."""
    if cells.salt:
        return False
    return not cells.erased or bool(cells.erased.keys() - erased.in_save(save, cells))


def _missing(cells: Iterable[Cells]) -> str:
    """Digest which values of a save are missing, so that only other copies of it are sent."""
    gone: Iterator[list[object]] = (
        [one.kind, one.record, sorted(one.erased)] for one in cells if not one.salt
    )
    return hashlib.sha256(canonical(list(gone)).encode()).hexdigest()[:_DIGITS]
