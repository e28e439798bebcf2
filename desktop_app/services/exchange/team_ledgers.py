"""A team's ledger: what it knows of the office's people was given to it in parts."""

from __future__ import annotations

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.storage import given, saves
from desktop_app.storage.meetings import Meetings
from desktop_app.storage.store import Store


class NoTeamLedgerError(CircumstanceError):
    """Parts would be believed beside the saves of a ledger that holds these whole."""

    message = mark(
        "This is a bundle for a team, and this ledger is none of a team: people work in it with"
        " records of their own. Merge it where nothing was recorded yet, or ask for a bundle with"
        " everything; nothing was changed."
    )


def insist_on_one(store: Store) -> None:
    """Insist that a ledger is a team's, or new. Raises NoTeamLedgerError.

    Whoever gives parts says himself whose words they are. A team has to believe that; an office
    has the saves, which are signed. A team's ledger that has got everything since is an office's.
    """
    was_given = next(given.all_of(store.db), None) is not None
    if not (was_given or _was_all_taken_back(store)) and saves.was_worked_in(store.db):
        raise NoTeamLedgerError


def _was_all_taken_back(store: Store) -> bool:
    """Tell whether a team undid all that it was given: it may be given that once more."""
    met = Meetings(store.db).all()
    return not given.places(store.db) and any(one.counts.get("given") for one in met)
