"""The list of people: its columns, and a source of any length behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.grant import GrantState
from desktop_app.domain.money import format_yuan
from desktop_app.gui.tables.grant_columns import STATES
from desktop_app.gui.tables.record_table import Column
from desktop_app.i18n import _, mark
from desktop_app.services.people_lines import PeopleLines, PersonLine
from desktop_app.storage.beneficiaries import PeopleFilter

# The list turns the age round: the oldest were born first.
_AGE = "age"
_ORDERS = {"sort_key": "sort_key", "employer": "employer", "category": "category"}


@dataclass(frozen=True, slots=True)
class PeopleSource:
    """The people a filter leaves, read page by page, with what a campaign has for them."""

    lines: PeopleLines
    wanted: PeopleFilter
    campaign: str = ""
    order: str = "sort_key"
    down: bool = False

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
        )

    def ordered(self, order: str, *, descending: bool) -> PeopleSource:
        """Give the same people in another order; one the ledger cannot make changes nothing."""
        if order == _AGE:
            return replace(self, order="birth_date", down=not descending)
        if order not in _ORDERS:
            return self
        return replace(self, order=_ORDERS[order], down=descending)


def sex_words(line: PersonLine) -> str:
    """Say a person's sex."""
    return CodeLists.load()["sex"].label_of(line.person.sex)


def category_words(line: PersonLine) -> str:
    """Say a person's category."""
    return CodeLists.load()["recipient_category"].label_of(line.person.category)


def state_words(state: GrantState | None) -> str:
    """Say how far a grant has come."""
    return _(STATES[state][0]) if state else ""


def state_tone(state: GrantState | None) -> str:
    """Give the tone of the badge that says how far a grant has come."""
    return STATES[state][1] if state else ""


def _amount(line: PersonLine) -> str:
    return "" if line.cash_fen is None else format_yuan(line.cash_fen)


def columns() -> tuple[Column[PersonLine], ...]:
    """Give the columns, as wide as their words are in the language of the moment."""
    sexes = (entry.label for entry in CodeLists.load()["sex"].entries)
    states = (_(words) for words, _tone in STATES.values())
    return (
        Column(mark("Name"), lambda line: line.person.name, order="sort_key", width=6),
        Column(mark("Sex"), sex_words, width=_room(sexes)),
        Column(
            mark("Age"),
            lambda line: "" if line.age is None else str(line.age),
            order=_AGE,
            right=True,
            width=2,
        ),
        Column(
            mark("Category"), category_words, order="category", badge=lambda _line: "plain", width=7
        ),
        Column(
            mark("Employer"),
            lambda line: line.person.employer or "",
            order="employer",
            stretch=True,
        ),
        Column(mark("Amount (yuan)"), _amount, right=True, width=5),
        Column(
            mark("State"),
            lambda line: state_words(line.state),
            badge=lambda line: state_tone(line.state),
            width=_room(states) + 0.5,
        ),
    )


NAME, SEX, AGE, CATEGORY, EMPLOYER, AMOUNT, STATE = range(7)


def _room(words: Iterable[str]) -> float:
    """Tell how many ems the longest of some words takes; a Latin letter takes half of one."""
    return max(sum(1 if ord(letter) > 0x2E80 else 0.56 for letter in word) for word in words)
