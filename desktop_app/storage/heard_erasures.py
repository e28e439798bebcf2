"""The erasures that a merge knows of: what they take out, and what comes back without them."""

from __future__ import annotations

from collections.abc import Collection

from desktop_app.domain.erasure import Erasure
from desktop_app.storage import erasing, given
from desktop_app.storage.cipher import Database
from desktop_app.storage.erasing import Erased, Place
from desktop_app.storage.given import Part
from desktop_app.storage.saves import Chain, Signed
from desktop_app.storage.wanted import Returning


class HeardErasures:
    """Takes erased values out of what comes, and out of what is here at the end of a merge.

    `certified` are the erasures that came, `emptied` the records of which a team has lost what it
    was given before, `returned` counts the fields that are back.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._erased = Erased(erasing.certificates(db))
        self._returning = Returning(db)
        self.certified: list[Erasure] = []
        self.emptied: set[Place] = set()

    @property
    def returned(self) -> int:
        """Count the fields that are back."""
        return len(self._returning.fields)

    def without(self, signed: Signed) -> Signed:
        """Give a save without what is erased."""
        return self._erased.without(signed)

    def keep(self, part: Part) -> Part:
        """Give a part of a save without what is erased, and empty what its giver has emptied."""
        kept = self._erased.part_without(part)
        if given.empty(self._db, kept):
            self.emptied.add((kept.cells.kind, kept.cells.record))
        return kept

    def may_give_back(self, chain: Chain, seq: int) -> bool:
        """Tell whether another copy of a save that is here may have values that are missing."""
        return self._returning.may_take(chain, seq)

    def give_back(self, signed: Signed) -> None:
        """Take what is missing of a save that is here. Raises DamagedBundleError."""
        self._returning.take(signed, self._erased)

    def hear(self, came: Collection[str]) -> None:
        """Know from now on what must be in no save; what is here already goes at the end."""
        if came:
            known = self.read_again()
            earlier = [one for one in self.certified if one.id not in came]
            self.certified = [*earlier, *(one for one in known if one.id in came)]

    def read_again(self) -> list[Erasure]:
        """Go by the certificates that are here now, and give them."""
        known = erasing.certificates(self._db)
        self._erased = Erased(known)
        return known

    def finish(self) -> set[Place]:
        """Take out what believed certificates that came name; give the records to be made anew."""
        believed = {one.id for one in erasing.certificates(self._db)}
        self.certified = [one for one in self.certified if one.id in believed]
        erased = erasing.erase(self._db, self.certified)
        self.emptied |= erasing.leave_only_what_stands(self._db)
        returned = {(kind, record) for kind, record, _field in self._returning.fields}
        return erased | self.emptied | returned
