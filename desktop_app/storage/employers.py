"""Finding employers, and what is recorded about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from desktop_app.domain.employer import HARD_STATES, Employer
from desktop_app.domain.workplace_check import RiskCheck, SafetyCheck
from desktop_app.storage.batches import batches
from desktop_app.storage.records import Records

R = TypeVar("R")

_EXACT = "json_extract(headcount, '$.number')"
_OPEN_FINDINGS = (
    "EXISTS (SELECT 1 FROM safety_check s, json_each(s.findings) f WHERE s.employer = employer.id "
    "AND json_extract(f.value, '$.rectified_on') IS NULL)"
)
_OPEN_RISK = (
    "EXISTS (SELECT 1 FROM risk_check r WHERE r.employer = employer.id "
    "AND r.closed_on IS NULL AND r.level = ?)"
)
_HAS_MEASURE = (
    "EXISTS (SELECT 1 FROM employer_measure m WHERE m.employer = employer.id AND m.measure = ?)"
)
_HARD = (
    "(difficulties IS NOT NULL OR state IN "
    f"({', '.join(repr(state) for state in sorted(HARD_STATES))}))"
)
_CALLED = "EXISTS (SELECT 1 FROM json_each(also_called) WHERE value = ?)"
_PLAIN = ("kind", "industry", "state", "belongs_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerFilter:
    """Which employers a list shows; what is empty does not narrow it.

    `measure` is a measure that is recorded there, `risk` the level of a risk check that nobody
    has closed.
    """

    text: str = ""
    kind: str = ""
    industry: str = ""
    state: str = ""
    belongs_to: str = ""
    measure: str = ""
    risk: str = ""
    open_findings: bool = False
    in_difficulty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How many people work at some employers; approximate where one of the counts is."""

    number: int = 0
    approximate: bool = False


class Employers(Records[Employer]):
    """Reads employers by any part of a name, by initials, code, kind and what is open there."""

    ORDERS = ("sort_key", "kind", "industry", "headcount", "n")

    def page(
        self,
        wanted: EmployerFilter,
        *,
        order: str = "sort_key",
        down: bool = False,
        limit: int = -1,
        offset: int = 0,
    ) -> list[Employer]:
        """Read one page of the employers a filter leaves, in the order of one of ORDERS."""
        if order not in self.ORDERS:
            raise ValueError(order)
        condition, values = _condition(wanted)
        by = _EXACT if order == "headcount" else order
        ordered = f"{by} {'DESC' if down else 'ASC'}, n"
        return self.where(condition, values, order=ordered, limit=limit, offset=offset)

    def find(self, text: str, limit: int) -> list[Employer]:
        """Find employers while somebody types: the very name first, then what begins with it."""
        condition, values = _condition(EmployerFilter(text=text))
        typed = text.strip()
        ranked = f"(name <> ? AND NOT {_CALLED}), instr(name, ?) <> 1, length(name), n"
        return self.where(condition, [*values, typed, typed, typed], order=ranked, limit=limit)

    def how_many(self, wanted: EmployerFilter) -> int:
        """Count the employers a filter leaves."""
        return self.count(*_condition(wanted))

    def strength(self, wanted: EmployerFilter) -> Strength:
        """Add up the workers of the employers a filter leaves.

        Who works at a site whose employer is in the sum as well is not counted twice.
        """
        condition, values = _condition(wanted)
        number, about = self._db.execute(
            f"WITH shown AS (SELECT id, belongs_to, headcount FROM employer WHERE {condition}) "
            f"SELECT sum({_EXACT}), max(json_extract(headcount, '$.approximate')) FROM shown "
            "WHERE belongs_to IS NULL OR belongs_to NOT IN "
            "(SELECT id FROM shown WHERE headcount IS NOT NULL)",
            list(values),
        ).fetchone()
        return Strength(number=number or 0, approximate=bool(about))

    def called(self, name: str) -> list[Employer]:
        """Read the employers that bear a name, today's or another one."""
        return self.where(f"name = ? OR {_CALLED}", [name, name, name], order="name <> ?, n")

    def names(self) -> list[str]:
        """List the names of all employers in the order of a list."""
        found = self._db.execute("SELECT name FROM employer ORDER BY sort_key, n")
        return [name for (name,) in found]

    def belonging_to(self, employer: str) -> list[Employer]:
        """Read the sites of an employer."""
        return self.where("belongs_to = ?", [employer], order="sort_key, n")

    def above(self, employer: str | None) -> list[str]:
        """List an employer and those it belongs to, the nearest first; a circle is listed once."""
        found = self._db.execute(
            "WITH RECURSIVE above (id, belongs_to) AS ("
            "SELECT id, belongs_to FROM employer WHERE id = ? "
            "UNION SELECT e.id, e.belongs_to FROM employer e JOIN above a ON e.id = a.belongs_to"
            ") SELECT id FROM above",
            [employer],
        )
        return [one for (one,) in found]

    def by_ids(self, ids: Iterable[str]) -> dict[str, Employer]:
        """Read several employers by id."""
        found: dict[str, Employer] = {}
        for some in batches(list(dict.fromkeys(ids))):
            found |= {one.id: one for one in self.where(f"id IN ({_marks(some)})", some)}
        return found

    def workers(self, names: Iterable[str]) -> dict[str, int]:
        """Count the people on record whose employer bears one of these names, by name."""
        found: dict[str, int] = {}
        for some in batches(list(dict.fromkeys(names))):
            found |= dict(
                self._db.execute(
                    "SELECT employer, count(*) FROM beneficiary "
                    f"WHERE employer IN ({_marks(some)}) GROUP BY employer",
                    list(some),
                ).fetchall()
            )
        return found


class EmployerRecords(Records[R]):
    """Reads measures or checks by the employer they are about."""

    ORDER = "n DESC"

    def of(self, employer: str) -> list[R]:
        """Read those of one employer, the latest first."""
        return self.where("employer = ?", [employer], order=self.ORDER)

    def of_many(self, employers: Iterable[str]) -> list[R]:
        """Read those of several employers."""
        found: list[R] = []
        for some in batches(list(dict.fromkeys(employers))):
            found += self.where(f"employer IN ({_marks(some)})", some)
        return found


class RiskChecks(EmployerRecords[RiskCheck]):
    """Reads labour-relations risk checks."""

    ORDER = "day DESC, n DESC"

    def warning_by(self, today: date) -> list[RiskCheck]:
        """Read the open checks whose day of warning has come, the earliest first."""
        return self.where(
            "closed_on IS NULL AND warning_on <= ?", [today.isoformat()], order="warning_on, n"
        )


class SafetyChecks(EmployerRecords[SafetyCheck]):
    """Reads safety checks."""

    ORDER = "day DESC, n DESC"

    def overdue_on(self, today: date) -> list[SafetyCheck]:
        """Read the checks of which something should have been rectified before a day."""
        return self.where(
            "EXISTS (SELECT 1 FROM json_each(findings) f "
            "WHERE json_extract(f.value, '$.rectified_on') IS NULL "
            "AND json_extract(f.value, '$.due_on') < ?)",
            [today.isoformat()],
        )


def _condition(wanted: EmployerFilter) -> tuple[str, Sequence[str]]:
    parts, values = ["1"], []
    for word in wanted.text.lower().split():
        parts.append("finding_keys LIKE ? ESCAPE '\\'")
        values.append(f"%|{_literal(word)}%")
    for name in _PLAIN:
        if getattr(wanted, name):
            parts.append(f"{name} = ?")
            values.append(getattr(wanted, name))
    for condition, value in ((_HAS_MEASURE, wanted.measure), (_OPEN_RISK, wanted.risk)):
        if value:
            parts.append(condition)
            values.append(value)
    if wanted.open_findings:
        parts.append(_OPEN_FINDINGS)
    if wanted.in_difficulty:
        parts.append(_HARD)
    return " AND ".join(parts), values


def _literal(word: str) -> str:
    """Let a typed percent sign stand for itself; bars part the keys and are in none of them."""
    for sign in "\\%_":
        word = word.replace(sign, f"\\{sign}")
    return word.replace("|", "")


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _value in values)
