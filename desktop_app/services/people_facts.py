"""What a list of people can say of each, on the screen, on the console and in a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.grant import GrantState
from desktop_app.domain.money import FEN_PER_YUAN, format_yuan
from desktop_app.i18n import _, mark
from desktop_app.services.people_lines import PersonLine
from desktop_app.storage.grants import GrantLine

Text = Callable[[PersonLine], str]

GRANT_STATES = {
    GrantState.PLANNED: mark("planned"),
    GrantState.REFUSED: mark("refused"),
    GrantState.APPROVED: mark("approved"),
    GrantState.PRINTED: mark("printed"),
    GrantState.HANDED_OVER: mark("handed over"),
    GrantState.SIGNED: mark("signed"),
    GrantState.VOID: mark("void"),
}
GIVEN_TWICE = mark("given twice")


def state_words(line: GrantLine) -> str:
    """Say how far a grant has come; that it was given twice must not be overlooked."""
    return _(GIVEN_TWICE if line.is_handed_twice else GRANT_STATES[line.state])


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFact:
    """One column: its name, its title (a msgid) and its words.

    `value` is what a workbook gets where that is not the words; `full` gives the whole of a
    number that the words cover, which is the field `reveals` of the person.
    """

    name: str
    title: str
    text: Text
    value: Callable[[PersonLine], object] | None = None
    full: Text | None = None
    reveals: str = ""


def _code(list_id: str, code: str | None) -> str:
    return CodeLists.load()[list_id].label_of(code)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _amount(line: PersonLine) -> str:
    return "" if line.cash_fen is None else format_yuan(line.cash_fen)


def _yuan(line: PersonLine) -> Decimal | None:
    return None if line.cash_fen is None else Decimal(line.cash_fen) / FEN_PER_YUAN


FACTS: dict[str, PersonFact] = {
    fact.name: fact
    for fact in (
        PersonFact(name="name", title=mark("Name"), text=lambda line: line.person.name),
        PersonFact(name="sex", title=mark("Sex"), text=lambda line: _code("sex", line.person.sex)),
        PersonFact(
            name="age",
            title=mark("Age"),
            text=lambda line: "" if line.age is None else str(line.age),
            value=lambda line: line.age,
        ),
        PersonFact(
            name="category",
            title=mark("Category"),
            text=lambda line: _code("recipient_category", line.person.category),
        ),
        PersonFact(
            name="employer",
            title=mark("Employer"),
            text=lambda line: line.person.employer or "",
        ),
        PersonFact(name="amount", title=mark("Amount (yuan)"), text=_amount, value=_yuan),
        PersonFact(
            name="state",
            title=mark("State"),
            text=lambda line: _(GRANT_STATES[line.state]) if line.state else "",
        ),
        PersonFact(
            name="id_number",
            title=mark("ID number"),
            text=lambda line: line.person.id_masked,
            full=lambda line: line.person.id_number or "",
            reveals="id_number",
        ),
        PersonFact(
            name="phone",
            title=mark("Phone"),
            text=lambda line: line.person.phone_masked,
            full=lambda line: line.person.phone or "",
            reveals="phone",
        ),
        PersonFact(
            name="birth_date",
            title=mark("Date of birth"),
            text=lambda line: _day(line.person.birth_date),
            value=lambda line: line.person.birth_date,
        ),
        PersonFact(
            name="ethnicity",
            title=mark("Ethnicity"),
            text=lambda line: _code("ethnicity", line.person.ethnicity),
        ),
        PersonFact(
            name="address", title=mark("Address"), text=lambda line: line.person.address or ""
        ),
        PersonFact(
            name="bank_card",
            title=mark("Card or account number"),
            text=lambda line: line.person.card_masked,
            full=lambda line: line.person.bank_card or "",
            reveals="bank_card",
        ),
        PersonFact(name="tags", title=mark("Tags"), text=lambda line: "、".join(line.person.tags)),
        PersonFact(
            name="last_visit",
            title=mark("Last visit"),
            text=lambda line: _day(line.last_visit),
            value=lambda line: line.last_visit,
        ),
        PersonFact(
            name="last_grant",
            title=mark("Last grant"),
            text=lambda line: _day(line.last_grant),
            value=lambda line: line.last_grant,
        ),
        PersonFact(
            name="recorded_on",
            title=mark("Recorded on"),
            text=lambda line: _day(line.recorded_on),
            value=lambda line: line.recorded_on,
        ),
    )
}
USUAL = ("name", "sex", "age", "category", "employer", "amount", "state")
LAST = frozenset({"last_visit", "last_grant"})
