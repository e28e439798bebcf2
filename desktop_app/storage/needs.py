"""Finding needs with how far each has come, and the steps taken about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.need import Need, NeedState, NeedStep, StepKind
from desktop_app.storage import aliases, search
from desktop_app.storage.batches import batches
from desktop_app.storage.records import Records

WAITING = "r.answered_on IS NULL AND r.withdrawn_on IS NULL"
_LAST_STEP = (
    "(SELECT s.kind FROM need_step s WHERE s.need = need.id ORDER BY s.day DESC, s.id DESC LIMIT 1)"
)
_STATE = f"""
CASE
  WHEN need.closed_on IS NOT NULL THEN 'closed'
  WHEN EXISTS (SELECT 1 FROM referral r WHERE r.need = need.id AND {WAITING}) THEN 'handed_over'
  WHEN {_LAST_STEP} = '{StepKind.ANSWERED}' THEN 'answered'
  WHEN EXISTS (SELECT 1 FROM need_step s WHERE s.need = need.id) THEN 'in_hand'
  ELSE 'new'
END
"""
_PEOPLE = (
    f"{aliases.shown('beneficiary')} IN (SELECT id FROM beneficiary WHERE n IN "
    "(SELECT rowid FROM search WHERE search MATCH ?))"
)
_ORDERS = {
    "due": "closed_on IS NOT NULL, due IS NULL, due",
    "heard_on": "heard_on",
    "kind": "kind",
    "state": _STATE,
    "owner": "owner",
    "closed_on": "closed_on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFilter:
    """Which needs a list shows; what is empty does not narrow it.

    `open` leaves those that are not closed; `due_before` leaves open ones whose day lies before
    that, `due_from` those whose day is that or later. `heard_from` and `heard_to` are inclusive.
    """

    text: str = ""
    kind: str = ""
    urgency: str = ""
    owner: str = ""
    beneficiary: str = ""
    visit: str = ""
    states: frozenset[NeedState] = frozenset()
    open: bool = False
    due_before: date | None = None
    due_from: date | None = None
    heard_from: date | None = None
    heard_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many needs of a kind were heard, closed and solved."""

    kind: str
    heard: int
    closed: int
    solved: int


class Needs(Records[Need]):
    """Reads needs."""

    ORDERS = tuple(_ORDERS)

    def page(
        self,
        wanted: NeedFilter,
        *,
        order: str = "due",
        down: bool = False,
        limit: int = -1,
        offset: int = 0,
    ) -> list[Need]:
        """Read one page of the needs a filter leaves, in the order of one of ORDERS."""
        condition, values = _condition(wanted)
        by = f"{_ORDERS[order]} {'DESC' if down else 'ASC'}, n DESC"
        return self.where(condition, values, order=by, limit=limit, offset=offset)

    def how_many(self, wanted: NeedFilter) -> int:
        """Count the needs a filter leaves."""
        return self.count(*_condition(wanted))

    def states(self, needs: Iterable[Need]) -> dict[str, NeedState]:
        """Tell how far each of these needs has come, by id."""
        found: dict[str, NeedState] = {}
        for some in batches([need.id for need in needs]):
            marks = ", ".join("?" for _need in some)
            rows = self._db.execute(
                f"SELECT id, {_STATE} FROM need WHERE id IN ({marks})", list(some)
            )
            found |= {need: NeedState(state) for need, state in rows}
        return found

    def counts_by_state(self, wanted: NeedFilter) -> dict[NeedState, int]:
        """Count the needs a filter leaves by how far they have come."""
        condition, values = _condition(wanted)
        rows = self._db.execute(
            f"SELECT {_STATE} AS state, count(*) FROM need WHERE {condition} GROUP BY state",
            list(values),
        )
        return {NeedState(state): int(count) for state, count in rows}

    def counts_by_kind(self, wanted: NeedFilter) -> list[KindCount]:
        """Count the needs a filter leaves by kind, the most frequent first."""
        condition, values = _condition(wanted)
        rows = self._db.execute(
            "SELECT kind, count(*), count(closed_on), "
            "count(CASE WHEN closed_on IS NOT NULL AND outcome = 'solved' THEN 1 END) "
            f"FROM need WHERE {condition} GROUP BY kind ORDER BY count(*) DESC, kind",
            list(values),
        )
        return [
            KindCount(kind=kind, heard=heard, closed=closed, solved=solved)
            for kind, heard, closed, solved in rows
        ]


class NeedSteps(Records[NeedStep]):
    """Reads what was done about needs."""

    def of(self, need: str) -> list[NeedStep]:
        """Read the steps of a need, the latest first."""
        return self.where("need = ?", [need], order="day DESC, id DESC")


def _condition(wanted: NeedFilter) -> tuple[str, Sequence[str]]:
    parts, values = ["1"], []
    for name in ("kind", "urgency", "owner", "visit"):
        if getattr(wanted, name):
            parts.append(f"{name} = ?")
            values.append(getattr(wanted, name))
    if wanted.beneficiary:
        parts.append(f"beneficiary {aliases.OF_PERSON}")
        values += [wanted.beneficiary, wanted.beneficiary]
    if wanted.states:
        parts.append(f"{_STATE} IN ({', '.join('?' for _state in wanted.states)})")
        values += sorted(wanted.states)
    if wanted.open or wanted.due_before or wanted.due_from:
        parts.append("closed_on IS NULL")
    for column, sign, day in (
        ("due", "<", wanted.due_before),
        ("due", ">=", wanted.due_from),
        ("heard_on", ">=", wanted.heard_from),
        ("heard_on", "<=", wanted.heard_to),
    ):
        if day is not None:
            parts.append(f"{column} {sign} ?")
            values.append(day.isoformat())
    text, typed = _about_text(wanted.text.strip())
    return " AND ".join([*parts, *text]), [*values, *typed]


def _about_text(text: str) -> tuple[list[str], list[str]]:
    """Look in the words of a need, in those of its group, and for the people they are of."""
    if not text:
        return [], []
    within = ["instr(words, ?) > 0", "instr(coalesce(group_words, ''), ?) > 0"]
    values = [text, text]
    if query := search.query(text):
        within.append(_PEOPLE)
        values.append(query)
    return [f"({' OR '.join(within)})"], values
