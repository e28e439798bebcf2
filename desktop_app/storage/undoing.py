"""Undoing a merge: its saves are set aside, remembered, and the records made anew."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.storage import given, parked, places_lost, rebuilding, registry, saves, splits
from desktop_app.storage.cipher import Database
from desktop_app.storage.saves import Chain, Place, Signed


class ContinuedError(CircumstanceError):
    """A later merge brought what follows."""

    message = mark(
        "A later merge brought what follows on this one. Undo the later merge first: {later}."
    )


class BuiltUponError(CircumstanceError):
    """Somebody has seen and replaced what came by the merge."""

    message = mark(
        "Since this merge {count} changes were made by people who had its values before their"
        " eyes. Undo it all the same only if those may stand as conflicts."
    )


class LaptopsNeededError(CircumstanceError):
    """The merge brought the enrolment of a laptop whose saves came later."""

    message = mark(
        "This merge made known a laptop whose changes came later. Undo those merges first."
    )


class ErasedError(CircumstanceError):
    """The merge brought an erasure, and what is erased is gone."""

    message = mark("This merge brought an erasure. What is erased cannot come back.")


class ToldAgainError(CircumstanceError):
    """The merge brought word that saves were told again, and they were set aside for it."""

    message = mark(
        "This merge brought what a copied laptop has told again under a new name, in place of"
        " what stood here. That cannot be taken back."
    )


def undo(db: Database, exchange: int, own: str, *, as_conflicts: bool = False) -> int:
    """Set aside what came by an exchange and tell how many saves that were.

    Raises ErasedError, ContinuedError, LaptopsNeededError, ToldAgainError and, unless
    `as_conflicts`, BuiltUponError.
    """
    taken = saves.of_exchange(db, exchange)
    parts = list(given.of_exchange(db, exchange))
    if any(cells.kind == "erasure" for one in (*taken, *parts) for cells in one.save.cells):
        raise ErasedError
    _refuse_if_continued(db, taken, exchange)
    if not as_conflicts:
        _refuse_if_built_upon(db, taken, exchange)
    if not as_conflicts:
        _refuse_if_given_and_built_upon(db, parts)
    before = places_lost.gave_way(db, splits.read(db))
    saves.set_aside(db, taken, exchange, "undone")
    parked.try_again(db, {(one.save.device, one.save.stream) for one in taken})
    given.forget(db, exchange)
    touched = {(cells.kind, cells.record) for one in (*taken, *parts) for cells in one.save.cells}
    rebuilding.rebuild(db, touched | given.of_saves(db, taken))
    known = {*registry.read(db, own), own, *saves.own_devices(db)}
    if any(device not in known for device, _stream in saves.tips(db)):
        raise LaptopsNeededError
    if before - places_lost.gave_way(db, splits.read(db)):
        raise ToldAgainError
    return len(taken) + len(parts)


def set_aside_by(db: Database, place: Place) -> int:
    """Name the exchange whose undoing has set a save aside; 0 where none has."""
    row = db.execute(
        "SELECT taken FROM log_aside WHERE why = 'undone' AND device = ? AND stream = ? "
        "AND seq = ?",
        place,
    ).fetchone()
    return int(row[0]) if row else 0


def _refuse_if_given_and_built_upon(db: Database, parts: Iterable[Signed]) -> None:
    """Refuse to take back what was given to a team that has worked on it since."""
    names = {(one.save.name, one.save.cells[0].record) for one in parts}
    own = (one for one in saves.all_of(db) if names)
    upon = sum(
        any((name, cells.record) in names for seen in cells.supersedes.values() for name in seen)
        for one in own
        for cells in one.save.cells
    )
    if upon:
        raise BuiltUponError(count=upon)


def _refuse_if_continued(db: Database, taken: Iterable[Signed], exchange: int) -> None:
    last: dict[Chain, int] = {}
    for one in taken:
        last[one.save.device, one.save.stream] = one.save.seq
    later = {by for chain, seq in last.items() for by in saves.exchanges_after(db, chain, seq)} - {
        exchange
    }
    if later:
        raise ContinuedError(later=", ".join(str(one) for one in sorted(later, reverse=True)))


def _refuse_if_built_upon(db: Database, taken: Iterable[Signed], exchange: int) -> None:
    names = {one.save.name for one in taken}
    upon = sum(
        any(not names.isdisjoint(seen) for seen in cells.supersedes.values())
        for one in saves.since(db, exchange)
        for cells in one.save.cells
    )
    if upon:
        raise BuiltUponError(count=upon)
