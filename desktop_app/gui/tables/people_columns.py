"""The list of people: its columns, and a source of any length behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.grant import GrantState
from desktop_app.gui.tables.grant_columns import GONE, STATES
from desktop_app.gui.tables.record_table import Column
from desktop_app.i18n import _
from desktop_app.services.desk import Desk
from desktop_app.services.people_facts import FACTS, USUAL
from desktop_app.services.people_lines import PeopleLines, PersonLine
from desktop_app.storage.beneficiaries import PeopleFilter

# The list turns the age round: the oldest were born first.
_AGE = "age"
_ORDERS = {
    "sort_key": "sort_key",
    "employer": "employer",
    "category": "category",
    "birth_date": "birth_date",
    "address": "address",
    "n": "n",
}


@dataclass(frozen=True, slots=True)
class PeopleSource:
    """The people a filter leaves, read page by page, with what a campaign has for them.

    With `last` each comes with the days of the last visit and the last grant.
    """

    lines: PeopleLines
    wanted: PeopleFilter
    campaign: str = ""
    order: str = "sort_key"
    down: bool = False
    last: bool = False

    def count(self) -> int:
        """Tell how many there are."""
        return self.lines.how_many(self.wanted)

    def slice(self, offset: int, limit: int) -> Sequence[PersonLine]:
        """Read at most `limit` of them from `offset` on."""
        return self.lines.page(
            self.wanted,
            self.campaign,
            order=self.order,
            down=self.down,
            limit=limit,
            offset=offset,
            last=self.last,
        )

    def ordered(self, order: str, *, descending: bool) -> PeopleSource:
        """Give the same people in another order; one the ledger cannot make changes nothing."""
        if order == _AGE:
            return replace(self, order="birth_date", down=not descending)
        if order not in _ORDERS:
            return self
        return replace(self, order=_ORDERS[order], down=descending)

    def at(self, desk: Desk) -> PeopleSource:
        """Give the same people as another desk at this ledger reads them."""
        return replace(self, lines=PeopleLines(desk))


def is_sortable(column: Column[PersonLine]) -> bool:
    """Tell whether the ledger can put people into the order of a column."""
    return column.order == _AGE or column.order in _ORDERS


def sex_words(line: PersonLine) -> str:
    """Say a person's sex."""
    return FACTS["sex"].text(line)


def category_words(line: PersonLine) -> str:
    """Say a person's category."""
    return FACTS["category"].text(line)


def state_words(state: GrantState | None) -> str:
    """Say how far a grant has come."""
    return _(STATES[state][0]) if state else ""


def state_tone(state: GrantState | None) -> str:
    """Give the tone of the badge that says how far a grant has come."""
    return STATES[state][1] if state else ""


def _of(name: str, order: str = "", *, width: float = 6, leave: int = 0) -> Column[PersonLine]:
    fact = FACTS[name]
    return Column(
        fact.title,
        fact.text,
        order=order or name,
        width=width,
        leave=leave,
        usual=name in USUAL,
        value=fact.value,
        full=fact.full,
        reveals=fact.reveals,
    )


def columns() -> tuple[Column[PersonLine], ...]:
    """Give the columns, as wide as their words are in the language of the moment."""
    sexes = _room(entry.label for entry in CodeLists.load()["sex"].entries)
    states = _room(_(words) for words, _tone in STATES.values()) + 0.5
    usual = (
        _of("name", "sort_key"),
        _of("sex", width=sexes, leave=2),
        replace(_of("age", width=2, leave=3), right=True),
        replace(_of("category", width=7, leave=4), badge=lambda _line: "plain"),
        replace(_of("employer", leave=1), stretch=True),
        replace(_of("amount", width=5), right=True, fen=_standing_fen),
        replace(_of("state", width=states), badge=lambda line: state_tone(line.state)),
    )
    return (
        *usual,
        _of("id_number", width=10),
        _of("phone", width=6.5),
        _of("birth_date", width=5.5),
        _of("ethnicity", width=4),
        _of("address", width=14),
        _of("bank_card", width=8),
        _of("tags", width=9),
        _of("last_visit", width=5.5),
        _of("last_grant", width=5.5),
        _of("recorded_on", "n", width=5.5),
    )


def _standing_fen(line: PersonLine) -> int:
    return sum(one.grant.cash_fen for one in line.grants if one.state not in GONE)


def _room(words: Iterable[str]) -> float:
    """Tell how many ems the longest of some words takes; a Latin letter takes half of one."""
    return max(sum(1 if ord(letter) > 0x2E80 else 0.56 for letter in word) for word in words)
