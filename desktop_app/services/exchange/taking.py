"""Taking in what an opened bundle holds, each purpose in its way, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from desktop_app.domain.exchange import Purpose
from desktop_app.services import cycles
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import audit_copies, referring_out, splitting, team_ledgers
from desktop_app.services.exchange.bundle import Opened
from desktop_app.services.exchange.splitting import Splitting
from desktop_app.services.progress import Progress
from desktop_app.storage import given, lines, saves
from desktop_app.storage.forks import ForkError
from desktop_app.storage.incoming import Incoming
from desktop_app.storage.saves import Signed
from desktop_app.storage.taken import Taken

if TYPE_CHECKING:
    from desktop_app.services.exchange.proofs import ProofsApart

PROVEN_HERE_UP_TO = 4_000
"""Signatures of more saves are checked in a process of its own: starting one takes its time."""


@contextmanager
def begun(desk: Desk, exchange: int, count: int) -> Iterator[Incoming]:
    """Make ready for so many saves."""
    store = desk.store
    with nullcontext() if count <= PROVEN_HERE_UP_TO else _proofs_apart() as proofs:
        yield Incoming(
            store.db,
            store.identity.device,
            exchange,
            proofs=proofs,
            former=splitting.names(store),
            split=Splitting(desk).split,
        )


def _proofs_apart() -> ProofsApart:
    """Load what starts processes only where one is needed: the program starts without."""
    from desktop_app.services.exchange.proofs import ProofsApart

    return ProofsApart()


def part(desk: Desk, error: ForkError) -> None:
    """Do about a fork what this laptop can do alone: tell again what it saved under old names."""
    told = error.details.get("told")
    if isinstance(told, list) and told:
        with begun(desk, 0, 0) as incoming:
            incoming.part(told)


def take(
    desk: Desk, opened: Opened, exchange: int, progress: Progress, again: Sequence[Signed] = ()
) -> Taken:
    """Take in the saves, the parts of saves, or the referral of a bundle.

    After it comes what is taken `again`, as far as the bundle has not brought it. Raises a
    CircumstanceError where it may not be taken.
    """
    purpose, count = opened.header.purpose, opened.manifest.saves
    if purpose is Purpose.REFERRAL:
        return _referral(desk, opened)
    if purpose is Purpose.AUDIT:
        audit_copies.become_one(desk.store)
    if purpose is Purpose.TEAM:
        team_ledgers.insist_on_one(desk.store)
    with begun(desk, exchange, count) as incoming, cycles.sought_seldom():
        for done, line in enumerate(opened.lines()):
            progress(done, count)
            if purpose is Purpose.TEAM:
                incoming.give(given.read(line), opened.manifest.have)
            elif not incoming.passes_over(line):
                incoming.take(lines.read(line))
        for signed in again:
            if not saves.holds(desk.store.db, signed.save.name):
                incoming.take(signed)
        return incoming.finish()


def _referral(desk: Desk, opened: Opened) -> Taken:
    came = referring_out.take(desk, opened)
    is_change = not (came.new or came.already)
    return Taken(
        saves=int(not came.already),
        already=int(came.already),
        aside=0,
        revoked=0,
        new={"referral": 1} if came.new else {},
        changed={"referral": 1} if is_change else {},
        deleted=0,
        conflicts=0,
        new_people=(),
        new_handovers=(),
        parked=(),
    )
