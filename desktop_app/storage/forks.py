"""What is said where two histories bear one laptop's name."""

from __future__ import annotations

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark


class ForkError(CircumstanceError):
    """Two different histories bear the name of one laptop; `device` is its id.

    `told` are saves of this laptop's own former names that have to be told again.
    """

    message = mark(
        "The laptop {laptop} has two different histories: its ledger was copied or put back."
        " Nothing was changed. Give the copy a new identity before it exchanges again."
    )


class CloneError(ForkError):
    """Somebody else writes under the name of this laptop."""

    message = mark(
        "Another copy of this ledger has gone on under the name of this laptop."
        " Nothing was changed. Give this copy a new identity (device renew), then merge again."
    )
