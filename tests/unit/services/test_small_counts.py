"""No count of one to four is told by what stands beside it: every small table is played through."""

from collections import defaultdict

import pytest

from desktop_app.services.exchange.small_counts import SMALLEST, suppressed
from desktop_app.services.reporting.figures import Figure, Part, Unit

FEW = range(1, SMALLEST)


def figure(part, key, count) -> Figure:
    return Figure(
        part=part, key=key, unit=Unit.PEOPLE, count=count, times=count, cash_fen=count * 100
    )


def money(approved, handed_over=None) -> list[Figure]:
    given = approved if handed_over is None else handed_over
    return [
        figure(Part.MONEY, "approved", approved),
        figure(Part.MONEY, "handed_over", given),
    ]


def told(lines) -> dict[tuple[Part, str], int | None]:
    return {(one.part, one.key): count for one, count in suppressed(lines)}


def funds(counts):
    """Give a line to every source, also to one that gave nothing."""
    return [
        *money(sum(counts)),
        *(figure(Part.FUND, str(place), count) for place, count in enumerate(counts)),
    ]


def categories(counts):
    """Give a line to those categories alone that somebody has."""
    found = [figure(Part.CATEGORY, str(n), count) for n, count in enumerate(counts) if count]
    return [*money(sum(counts)), *found]


def model_workers(counts):
    """Count some of the approved: the first number is of those who are none."""
    levels = [figure(Part.MODEL_WORKER, str(n), one) for n, one in enumerate(counts[1:]) if one]
    return [*money(sum(counts)), *levels]


def tables(lines, most):
    """Give every table of so many numbers that add up to no more than that."""
    if not lines:
        return [()]
    shorter = ((one, n) for one in tables(lines - 1, most) for n in range(most + 1))
    return [(*one, n) for one, n in shorter if sum(one) + n <= most]


TABLES = {
    "funds": (funds, tables(3, 24)),
    "more funds": (funds, tables(5, 12)),
    "categories": (categories, tables(3, 24)),
    "four categories": (categories, tables(4, 22)),
    "more categories": (categories, tables(6, 10)),
    "model workers": (model_workers, tables(3, 24)),
    "more model workers": (model_workers, tables(4, 16)),
    "handed over": (lambda one: money(*one), [(a, b) for a in range(30) for b in range(a + 1)]),
    "a section": (
        lambda one: [*money(one[0]), figure(Part.SECTION, "x", one[1])],
        [(a, b) for a in range(30) for b in range(a + 1)],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_what_is_told_fits_several_tables_wherever_few_are_hidden(name):
    """Whoever knows how lines are chosen cannot tell a few from another number either."""
    write, every = TABLES[name]
    alike = defaultdict(list)
    for table in every:
        lines = write(table)
        shown = told(lines)
        alike[tuple(sorted(shown.items()))].append((table, lines))
        for one in lines:
            assert shown.get((one.part, one.key)) not in FEW
    for shown, of in alike.items():
        approved = dict(shown).get((Part.MONEY, "approved"))
        for place in range(len(of[0][0])):
            could_be = {table[place] for table, _lines in of}
            assert len(could_be) > 1 or could_be.isdisjoint(FEW), (name, shown, of)
        for (part, key), count in shown:
            if approved is not None and count is not None:
                assert approved - count not in FEW, (name, shown, part, key)


@pytest.mark.parametrize("name", ["funds", "more funds", "categories", "more categories"])
def test_those_who_are_hidden_together_are_few_nowhere(name):
    write, every = TABLES[name]
    for table in every:
        lines = write(table)
        shown = told(lines)
        if shown[Part.MONEY, "approved"] is None:
            continue
        parted = {one: count for one, count in shown.items() if one[0] is not Part.MONEY}
        assert sum(table) - sum(count or 0 for count in parted.values()) not in FEW, (table, shown)


def test_two_blanks_of_one_hide_a_third():
    shown = told(categories([10, 1, 1]))
    assert [shown[Part.CATEGORY, key] for key in "012"] == [None, None, None]
    shown = told(categories([30, 9, 1, 1]))
    assert [shown[Part.CATEGORY, key] for key in "0123"] == [30, None, None, None]


def test_what_leaves_few_of_the_whole_stands_blank():
    assert told(money(12, 9)) == {(Part.MONEY, "approved"): 12, (Part.MONEY, "handed_over"): None}
    assert told(money(12, 7))[Part.MONEY, "handed_over"] == 7
    section = figure(Part.SECTION, "platform_work", 20)
    assert told([*money(21), section])[Part.SECTION, "platform_work"] is None
    twice = [
        Figure(part=Part.MONEY, key=key, unit=Unit.PEOPLE, count=12, times=times)
        for key, times in (("approved", 15), ("handed_over", 12))
    ]
    assert told(twice)[Part.MONEY, "handed_over"] is None


def test_as_many_groups_as_people_are_left_out_altogether():
    shown = told(categories([1, 1, 1, 1, 1]))
    assert shown == {(Part.MONEY, "approved"): 5, (Part.MONEY, "handed_over"): 5}
    shown = told(funds([1, 1, 1, 1, 1, 0]))
    assert [shown[Part.FUND, str(n)] for n in range(6)] == [None] * 6
