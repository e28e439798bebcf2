"""People as lists show them: with what the campaign of the moment has for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.grant import GrantState
from desktop_app.domain.identity import made_at_ms
from desktop_app.domain.moment import local_moment
from desktop_app.domain.role import Right
from desktop_app.services.desk import Desk
from desktop_app.storage.beneficiaries import PeopleFilter
from desktop_app.storage.grants import GrantFilter, GrantLine

_GONE = frozenset({GrantState.VOID, GrantState.REFUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person, the age in full years, and the grants of one campaign, the standing ones first.

    The days of the last visit and of the last grant are there where they were asked for.
    """

    person: Beneficiary
    age: int | None = None
    grants: tuple[GrantLine, ...] = ()
    last_visit: date | None = None
    last_grant: date | None = None

    @property
    def cash_fen(self) -> int | None:
        """Add up the standing cash, in fen; None where nothing is planned."""
        standing = [line.grant.cash_fen for line in self.grants if line.state not in _GONE]
        return sum(standing) if standing else None

    @property
    def state(self) -> GrantState | None:
        """Tell how far the first of the grants has come."""
        return self.grants[0].state if self.grants else None

    @property
    def recorded_on(self) -> date:
        """Tell on which day the person was recorded, where this laptop stands."""
        return local_moment(made_at_ms(self.person.id)).date()


class PeopleLines:
    """Reads lists of people."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._people = desk.store.beneficiaries

    def how_many(self, wanted: PeopleFilter) -> int:
        """Count the people a filter leaves."""
        return self._people.how_many(wanted)

    def cash_fen(self, wanted: PeopleFilter, campaign: str) -> int:
        """Add up, in fen, what a campaign has in cash for the people a filter leaves."""
        return self._desk.store.grants.cash_fen(campaign, wanted)

    def page(
        self,
        wanted: PeopleFilter,
        campaign: str = "",
        *,
        order: str = "sort_key",
        down: bool = False,
        limit: int = -1,
        offset: int = 0,
        last: bool = False,
    ) -> list[PersonLine]:
        """Read one page of a list with the grants of a campaign, if one is given.

        With `last`, each line tells when the person was last visited and given something.
        """
        self._desk.require(Right.READ)
        people = self._people.page(wanted, order=order, down=down, limit=limit, offset=offset)
        grants = self._grants(people, campaign) if campaign and people else {}
        ids = [person.id for person in people] if last else []
        visited = self._desk.store.visits.last_days(ids)
        given = self._desk.store.grants.last_days(ids)
        today = self._desk.today()
        return [
            PersonLine(
                person=person,
                age=person.age_on(today),
                grants=tuple(grants.get(person.id, ())),
                last_visit=visited.get(person.id),
                last_grant=given.get(person.id),
            )
            for person in people
        ]

    def _grants(self, people: list[Beneficiary], campaign: str) -> dict[str, list[GrantLine]]:
        wanted = GrantFilter(campaign=campaign, people=tuple(person.id for person in people))
        found: dict[str, list[GrantLine]] = {}
        lines = self._desk.store.grants.lines(wanted)
        kept = self._people.kept_ids_of(line.grant.beneficiary for line in lines)
        for line in sorted(lines, key=lambda one: one.state in _GONE):
            found.setdefault(kept[line.grant.beneficiary], []).append(line)
        return found
