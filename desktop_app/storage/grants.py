"""Finding grants with how far each has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.domain.grant import Grant, GrantBasis, GrantState
from desktop_app.domain.identity import GrantId
from desktop_app.storage import aliases
from desktop_app.storage.batches import batches
from desktop_app.storage.beneficiaries import PeopleFilter, people_condition
from desktop_app.storage.kinds import GRANT
from desktop_app.storage.records import Records
from desktop_app.storage.scans import IS_SIGNED

_STATE = f"""
CASE
  WHEN EXISTS (SELECT 1 FROM grant_void v WHERE v."grant" = g.id) THEN 'void'
  WHEN {IS_SIGNED} THEN 'signed'
  WHEN EXISTS (SELECT 1 FROM handover h WHERE h."grant" = g.id) THEN 'handed_over'
  WHEN EXISTS (SELECT 1 FROM sheet s JOIN printing p ON p.sheet = s.id
    WHERE s."grant" = g.id AND s.kind = 'receipt' AND p.came_out = 1
      AND NOT EXISTS (SELECT 1 FROM sheet_void sv WHERE sv.sheet = s.id)) THEN 'printed'
  WHEN (SELECT approved FROM grant_decision d WHERE d."grant" = g.id
    ORDER BY d.id DESC LIMIT 1) = 1 THEN 'approved'
  WHEN EXISTS (SELECT 1 FROM grant_decision d WHERE d."grant" = g.id) THEN 'refused'
  ELSE 'planned'
END
"""
_RECEIPT = """
(SELECT s.number FROM sheet s WHERE s."grant" = g.id AND s.kind = 'receipt'
  AND NOT EXISTS (SELECT 1 FROM sheet_void sv WHERE sv.sheet = s.id)
  ORDER BY s.id DESC LIMIT 1)
"""
IS_STANDING = (
    'NOT EXISTS (SELECT 1 FROM grant_void v WHERE v."grant" = g.id) AND NOT EXISTS '
    '(SELECT 1 FROM grant_decision d WHERE d."grant" = g.id AND d.approved = 0)'
)
IS_APPROVED = 'EXISTS (SELECT 1 FROM grant_decision d WHERE d."grant" = g.id AND d.approved = 1)'
IS_HANDED_OVER = 'EXISTS (SELECT 1 FROM handover h WHERE h."grant" = g.id)'
_UNDECIDED = 'NOT EXISTS (SELECT 1 FROM grant_decision d WHERE d."grant" = g.id)'


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLine:
    """A grant as lists show it: with its person's name and employer, state and receipt number.

    `handovers` says how often people wrote down that it was handed over: once, or somebody errs.
    """

    grant: Grant
    name: str
    employer: str
    state: GrantState
    approved_by: str
    receipt: str
    handovers: int

    @property
    def is_handed_twice(self) -> bool:
        """Tell whether it stands and was handed over more than once, as two people say."""
        return self.handovers > 1 and self.state is not GrantState.VOID


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantFilter:
    """Which grants a list shows; what is empty does not narrow it."""

    campaign: str = ""
    beneficiary: str = ""
    visit: str = ""
    states: frozenset[GrantState] = frozenset()
    ids: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    undecided: bool = False
    approved: bool = False


class Grants(Records[Grant]):
    """Reads grants, their lines and sums."""

    def lines(self, wanted: GrantFilter, *, limit: int = -1, offset: int = 0) -> list[GrantLine]:
        """Read the grants a filter leaves, by employer and name."""
        names = ["id", *(column.name for column in GRANT.columns)]
        listed = ", ".join(f'g."{name}"' for name in names)
        condition, values = _condition(wanted)
        rows = self._db.execute(
            f"SELECT * FROM (SELECT {listed}, b.name AS person, b.employer AS employer, "
            f"b.sort_key AS sort_key, {_STATE} AS state, {_RECEIPT} AS receipt, "
            '(SELECT count(*) FROM handover h WHERE h."grant" = g.id) AS handovers, '
            '(SELECT decided_by FROM grant_decision d WHERE d."grant" = g.id AND approved = 1 '
            "ORDER BY d.id DESC LIMIT 1) AS approved_by "
            'FROM "grant" g LEFT JOIN person_alias a ON a.alias = g.beneficiary '
            "LEFT JOIN beneficiary b ON b.id = coalesce(a.person, g.beneficiary) "
            f"WHERE {condition}) {_states(wanted.states)} "
            "ORDER BY coalesce(unit, employer, ''), sort_key, id LIMIT ? OFFSET ?",
            [*values, *sorted(wanted.states), limit, offset],
        )
        heads = [
            *(*names, "person", "employer", "sort_key", "state", "receipt"),
            *("handovers", "approved_by"),
        ]
        return [_line(dict(zip(heads, row, strict=True))) for row in rows]

    def in_units(self, wanted: GrantFilter) -> list[tuple[str, str]]:
        """Name the grants a filter leaves with their units, in the order of `lines`."""
        condition, values = _condition(wanted)
        rows = self._db.execute(
            "SELECT g.id, coalesce(nullif(g.unit, ''), b.employer, '') "
            'FROM "grant" g LEFT JOIN person_alias a ON a.alias = g.beneficiary '
            "LEFT JOIN beneficiary b ON b.id = coalesce(a.person, g.beneficiary) "
            f"WHERE {condition} ORDER BY coalesce(g.unit, b.employer, ''), b.sort_key, g.id",
            values,
        )
        return list(rows)

    def among(self, grants: Sequence[str]) -> list[Grant]:
        """Read these grants, in this order; what is not in the ledger is left out."""
        found = {one.id: one for some in batches(grants) for one in self.where(*_among(some))}
        return [found[GrantId(grant)] for grant in grants if grant in found]

    def given_this_year(self, people: Iterable[str], year: int) -> dict[str, int]:
        """Add up, in fen, what each person's standing grants of a year are worth.

        What a person got under a record that was merged with this one counts as well.
        """
        kept = aliases.kept_ids_of(self._db, people)
        merged = aliases.all_kept(self._db)
        sums = dict.fromkeys(kept.values(), 0)
        wanted = [*sums, *(alias for alias, person in merged.items() if person in sums)]
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            marks = ", ".join("?" for _person in some)
            rows = self._db.execute(
                'SELECT id FROM "grant" g WHERE planned_on LIKE ? '
                f"AND beneficiary IN ({marks}) AND {IS_STANDING}",
                [f"{year:04d}-%", *some],
            )
            for grant in self.where(*_among([grant for (grant,) in rows])):
                sums[merged.get(grant.beneficiary, grant.beneficiary)] += grant.value_fen
        return {person: sums[shown] for person, shown in kept.items()}

    def planned_twice(self, campaign: str) -> set[str]:
        """Name the planned grants of a campaign that stand beside another for the same person.

        Two laptops may have planned without knowing of each other. The one that is approved, or
        else the earliest, is not named.
        """
        rows = self._db.execute(
            "SELECT id FROM (SELECT g.id AS id, row_number() OVER ("
            f"PARTITION BY coalesce(a.person, g.beneficiary) ORDER BY {IS_APPROVED} DESC, g.id) "
            'AS place FROM "grant" g LEFT JOIN person_alias a ON a.alias = g.beneficiary '
            f"WHERE g.campaign = ? AND g.basis IN (?, ?) AND {IS_STANDING}) WHERE place > 1",
            [campaign, GrantBasis.STANDARD, GrantBasis.ROSTER],
        )
        return {grant for (grant,) in rows}

    def last_days(self, people: Iterable[str]) -> dict[str, date]:
        """Tell when each of these people was last planned for in a grant that stands."""
        wanted = list(people)
        found: dict[str, date] = {}
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            marks = ", ".join("?" for _person in some)
            rows = self._db.execute(
                'SELECT beneficiary, max(planned_on) FROM "grant" g '
                f"WHERE beneficiary IN ({marks}) AND {IS_STANDING} GROUP BY beneficiary",
                some,
            )
            found |= {str(person): date.fromisoformat(day) for person, day in rows}
        return found

    def cash_fen(self, campaign: str, people: PeopleFilter) -> int:
        """Add up, in fen, the standing cash in a campaign of the people a filter leaves."""
        condition, values = people_condition(people)
        (total,) = self._db.execute(
            f'SELECT sum(cash_fen) FROM "grant" g WHERE g.campaign = ? AND {IS_STANDING} '
            "AND coalesce((SELECT person FROM person_alias WHERE alias = g.beneficiary), "
            f"g.beneficiary) IN (SELECT id FROM beneficiary WHERE {condition})",
            [campaign, *values],
        ).fetchone()
        return int(total or 0)

    def handed_twice_among(self, handovers: Sequence[str]) -> int:
        """Count the grants of these hand-overs that were handed over another time, too."""
        twice: set[str] = set()
        for some in batches(handovers):
            marks = ", ".join("?" for _handover in some)
            rows = self._db.execute(
                'SELECT h."grant" FROM handover h '
                'JOIN handover other ON other."grant" = h."grant" AND other.id <> h.id '
                f"WHERE h.id IN ({marks})",
                list(some),
            )
            twice |= {str(grant) for (grant,) in rows}
        return len(twice)

    def beneficiaries_of(self, campaign: str) -> set[str]:
        """Name the people who have a standing grant in a campaign, by the ids that are shown."""
        rows = self._db.execute(
            'SELECT DISTINCT coalesce(a.person, beneficiary) FROM "grant" g '
            "LEFT JOIN person_alias a ON a.alias = g.beneficiary "
            f"WHERE campaign = ? AND {IS_STANDING}",
            [campaign],
        )
        return {beneficiary for (beneficiary,) in rows}


def _condition(wanted: GrantFilter) -> tuple[str, Sequence[Any]]:
    parts, values = ["1"], []
    for name in ("campaign", "visit"):
        if getattr(wanted, name):
            parts.append(f'g."{name}" = ?')
            values.append(getattr(wanted, name))
    if wanted.beneficiary:
        parts.append(f"g.beneficiary {aliases.OF_PERSON}")
        values.extend([wanted.beneficiary] * 2)
    if wanted.ids:
        parts.append(f"g.id IN ({', '.join('?' for _id in wanted.ids)})")
        values.extend(wanted.ids)
    if wanted.people:
        marks = ", ".join("?" for _person in wanted.people)
        merged = f"SELECT alias FROM person_alias WHERE person IN ({marks})"
        parts.append(f"(g.beneficiary IN ({marks}) OR g.beneficiary IN ({merged}))")
        values.extend([*wanted.people, *wanted.people])
    if wanted.undecided:
        parts += [IS_STANDING, _UNDECIDED]
    if wanted.approved:
        parts += [IS_STANDING, IS_APPROVED]
    return " AND ".join(parts), values


def _among(ids: Sequence[str]) -> tuple[str, Sequence[str]]:
    return f"id IN ({', '.join('?' for _id in ids)})", ids


def _states(states: frozenset[GrantState]) -> str:
    return f"WHERE state IN ({', '.join('?' for _state in states)})" if states else ""


def _line(row: dict[str, Any]) -> GrantLine:
    return GrantLine(
        grant=GRANT.read(row),
        name=row["person"] or "",
        employer=row["employer"] or "",
        state=GrantState(row["state"]),
        approved_by=row["approved_by"] or "",
        receipt=row["receipt"] or "",
        handovers=row["handovers"],
    )
