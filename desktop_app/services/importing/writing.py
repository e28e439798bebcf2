"""Carrying out an import: everything that was previewed, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.change import Actor, Deed
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.importing.matching import Match, Outcome
from desktop_app.services.importing.preview import Preview
from desktop_app.services.progress import Progress, unwatched
from desktop_app.storage.store import Store

PEOPLE_PER_SAVE = 500


class LedgerChangedError(CircumstanceError):
    """Somebody recorded one of these people after the preview."""

    message = mark("The ledger has changed since the preview. Nothing was imported; try again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did, in rows read and in people."""

    read: int
    added: int
    updated: int
    unchanged: int
    rejected: int


def apply(
    store: Store, preview: Preview, actor: Actor, progress: Progress = unwatched
) -> ImportResult:
    """Write what the preview shows in one transaction; `progress` may cancel it at any time.

    Raises LedgerChangedError, CancelledError; in both cases nothing was kept.
    """
    work = [match for match in preview.matches if match.edits]
    deed = Deed("roster.imported", preview.campaign or "")
    if work:
        with store.transaction():
            _refuse_if_known_now(store, work)
            for start in range(0, len(work), PEOPLE_PER_SAVE):
                progress(start, len(work))
                some = work[start : start + PEOPLE_PER_SAVE]
                edits = [edit for match in some for edit in match.edits]
                store.changes.save(edits, actor=actor, deed=deed)
            progress(len(work), len(work))
    counts = preview.counts
    return ImportResult(
        read=counts.read,
        added=counts.added,
        updated=counts.changed,
        unchanged=counts.unchanged,
        rejected=counts.refused,
    )


def _refuse_if_known_now(store: Store, work: Sequence[Match]) -> None:
    """Never record a person twice who came into the ledger while the preview was read."""
    new = [one.person.id_number for one in work if one.outcome is Outcome.ADDED]
    if store.beneficiaries.by_id_numbers(number for number in new if number):
        raise LedgerChangedError
