"""A list of people as a table for a file, with the columns that are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import _, mark
from desktop_app.services.desk import Desk
from desktop_app.services.people_facts import FACTS, LAST, USUAL, PersonFact
from desktop_app.services.people_lines import PeopleLines, PersonLine
from desktop_app.services.reporting.table import Cell, Heading, Table, cell_of, widths
from desktop_app.storage.beneficiaries import PeopleFilter

READ_AT_ONCE = 2_000
_SAMPLES = 100


class NoSuchColumnError(CircumstanceError):
    """A list of people has no such column."""

    message = mark("There is no column {name}. The columns are: {known}.")


def facts_of(names: Sequence[str]) -> list[PersonFact]:
    """Give the columns of these names, the usual ones for none. Raises NoSuchColumnError."""
    for name in names:
        if name not in FACTS:
            raise NoSuchColumnError(name=name, known=", ".join(FACTS))
    return [FACTS[name] for name in names or USUAL]


def people_table(
    desk: Desk,
    wanted: PeopleFilter,
    facts: Sequence[PersonFact],
    *,
    campaign: str = "",
    reveals: Collection[str] = (),
) -> Table:
    """Make the table of the people a filter leaves; fields in `reveals` stand in it whole."""
    lines = PeopleLines(desk)
    last = any(fact.name in LAST for fact in facts)
    first = lines.page(wanted, campaign, limit=_SAMPLES, last=last)
    titles = [_(fact.title) for fact in facts]
    samples = [[_cell(fact, line, reveals) for fact in facts] for line in first]
    headings = zip(titles, widths(titles, samples), strict=True)

    def rows() -> Iterator[list[Cell]]:
        offset = 0
        while some := lines.page(wanted, campaign, limit=READ_AT_ONCE, offset=offset, last=last):
            for line in some:
                yield [_cell(fact, line, reveals) for fact in facts]
            offset += len(some)

    return Table(
        title=_("Beneficiaries"),
        remarks=(),
        headings=tuple(Heading(title=title, width=width) for title, width in headings),
        rows=rows(),
        count=lines.how_many(wanted),
    )


def _cell(fact: PersonFact, line: PersonLine, reveals: Collection[str]) -> Cell:
    if fact.full is not None and fact.reveals in reveals:
        return cell_of(fact.full(line))
    return cell_of(fact.text(line) if fact.value is None else fact.value(line))
