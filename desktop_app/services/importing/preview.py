"""What an import would do, before it does anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import RosterEntry
from desktop_app.domain.change import Reading
from desktop_app.domain.identity import CampaignId
from desktop_app.domain.issue import Issue
from desktop_app.services.importing import family
from desktop_app.services.importing.drafts import Draft, Place
from desktop_app.services.importing.matching import Known, Match, Outcome, match
from desktop_app.services.importing.roster import Refused, Roster, sent_back
from desktop_app.services.progress import Progress, unwatched
from desktop_app.storage.store import Store

_STEP = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many rows become what."""

    read: int
    added: int
    changed: int
    unchanged: int
    refused: int
    repeated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import into this ledger would do."""

    roster: Roster
    campaign: CampaignId | None
    matches: tuple[Match, ...]

    @property
    def added(self) -> list[Match]:
        """List the people whom the ledger does not know yet."""
        return self._with(Outcome.ADDED)

    @property
    def changed(self) -> list[Match]:
        """List the people about whom the roster says something new."""
        return self._with(Outcome.CHANGED)

    @property
    def unchanged(self) -> list[Match]:
        """List the people of whom all is known already."""
        return self._with(Outcome.UNCHANGED)

    @property
    def refused(self) -> tuple[Refused, ...]:
        """List the rows that go back."""
        return self.roster.refused

    @property
    def total_fen(self) -> int:
        """Add up the amounts of the people who are taken."""
        return self.roster.total_fen

    @property
    def counts(self) -> Counts:
        """Count what becomes of the rows."""
        of = Counter(one.outcome for one in self.matches)
        return Counts(
            read=self.roster.rows_read,
            added=of[Outcome.ADDED],
            changed=of[Outcome.CHANGED],
            unchanged=of[Outcome.UNCHANGED],
            refused=len(self.roster.refused),
            repeated=len(self.roster.repeated),
        )

    @property
    def warnings(self) -> Iterator[tuple[Place, Issue]]:
        """Go through what was noticed about people who are taken all the same."""
        return ((one.draft.place, issue) for one in self.matches for issue in one.issues)

    def _with(self, outcome: Outcome) -> list[Match]:
        return [one for one in self.matches if one.outcome is outcome]


def preview(
    store: Store, roster: Roster, campaign: CampaignId | None, progress: Progress = unwatched
) -> Preview:
    """Compare a roster with the ledger; without a campaign only the people are taken."""
    roster = _with_known_households(store, roster)
    people = roster.people
    entries = store.roster_entries.of(campaign) if campaign else {}
    matches: list[Match] = []
    for start in range(0, len(people), _STEP):
        progress(start, len(people))
        some = people[start : start + _STEP]
        known = _known(store, some, entries)
        matches.extend(
            match(draft, one, campaign, roster.file) for draft, one in zip(some, known, strict=True)
        )
    progress(len(people), len(people))
    return Preview(roster=roster, campaign=campaign, matches=tuple(matches))


def _with_known_households(store: Store, roster: Roster) -> Roster:
    """Give members whose workers stand in the ledger alone to them, and send the others back."""
    if not roster.relatives:
        return roster
    known = _workers(store, roster)
    drafts, back = family.of_known(roster.relatives, known, roster.day)
    return replace(
        roster,
        people=(*roster.people, *drafts),
        refused=(*roster.refused, *(sent_back(one) for one in back)),
        relatives=(),
    )


def _workers(store: Store, roster: Roster) -> dict[str, tuple[Beneficiary, bool]]:
    """Find the workers of households by ID number, or by a file's number that only one has."""
    found = {
        number: (reading.record, store.hardship_files.of(reading.record.id) is not None)
        for number, reading in store.beneficiaries.by_id_numbers(
            one.owner for one in roster.relatives if one.owner
        ).items()
    }
    for number in {one.owner_number for one in roster.relatives if not one.owner} - {""}:
        files = store.hardship_files.with_values([("worker_number", number)], limit=2)
        person = store.beneficiaries.get(files[0].beneficiary) if len(files) == 1 else None
        if person is not None and person.id_number:
            found[number] = (person, True)
    return found


def _known(
    store: Store, drafts: tuple[Draft, ...], entries: Mapping[str, Reading[RosterEntry]]
) -> Iterator[Known]:
    """Read what the ledger holds about each of these people."""
    people = store.beneficiaries.by_id_numbers(
        draft.person.id_number for draft in drafts if draft.person.id_number
    )
    for draft in drafts:
        person = people.get(draft.person.id_number or "")
        if person is None:
            yield Known()
            continue
        beneficiary = person.record.id
        yield Known(
            person=person,
            entry=entries.get(beneficiary),
            file=store.hardship_files.of(beneficiary) if draft.file else None,
            members=store.household_members.of(beneficiary) if draft.members else (),
        )
