"""The list of visits: its columns, and the source that reads it page by page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from desktop_app.domain import goods
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.moment import local_moment
from desktop_app.domain.money import format_yuan
from desktop_app.domain.visit import Place, Visit
from desktop_app.gui.tables.grant_columns import in_yuan, word
from desktop_app.gui.tables.record_table import Column, ListSource, RecordSource
from desktop_app.i18n import _, mark
from desktop_app.services.desk import Desk
from desktop_app.services.visit_lines import VisitLine, VisitLines
from desktop_app.storage.drafts import Draft
from desktop_app.storage.visits import VisitFilter

_NAMES_SHOWN = 3


class Dated(Protocol):
    """What is said of the time of a visit or an activity."""

    @property
    def first_day(self) -> date | None:
        """The day, or the first of several."""

    @property
    def last_day(self) -> date | None:
        """The last of several days."""

    @property
    def day_words(self) -> str:
        """The time in words, where no day is known."""


def day_words(visit: Dated) -> str:
    """Say when a visit was: a day, a range of days, or its words."""
    if visit.first_day is None:
        return visit.day_words
    if visit.last_day is None or visit.last_day == visit.first_day:
        return visit.first_day.isoformat()
    first, last = visit.first_day, visit.last_day
    if first.year != last.year:
        return f"{first.isoformat()}–{last.isoformat()}"
    end = "%d" if first.month == last.month else "%m-%d"
    return f"{first.isoformat()}–{last.strftime(end)}"


def people_words(line: VisitLine) -> str:
    """Say to whom a visit was: names, else the groups met, else the places.

    Who was visited at home and whose household it was is named once.
    """
    households = tuple(
        _("household of {name}").format(name=name)
        for name in line.households
        if name not in line.people
    )
    names = (*line.people, *households, *line.employers)
    names = names or tuple(group.words for group in line.visit.groups if group.words)
    names = names or tuple(place_words(place) for place in line.visit.places)
    shown = "、".join(names[:_NAMES_SHOWN])
    more = len(names) - _NAMES_SHOWN
    return _("{names} and {count} more").format(names=shown, count=more) if more > 0 else shown


def place_words(place: Place) -> str:
    """Say where: the name of the place, else its type."""
    return place.name or CodeLists.load()["place_type"].label_of(place.kind)


def manner_words(visit: Visit) -> str:
    """Say how it was done."""
    return CodeLists.load()["visit_manner"].label_of(visit.manner)


def visitor_names(visit: Visit) -> str:
    """Name who came, the leader first."""
    names = dict.fromkeys([visit.leader, *(visitor.name for visitor in visit.visitors)])
    return "、".join(name for name in names if name)


def _cash(line: VisitLine) -> str:
    return format_yuan(line.cash_fen) if line.cash_fen else ""


def one_day(visit: Visit) -> date | None:
    """Give the day of a visit that took one day."""
    first, last = visit.first_day, visit.last_day
    return first if last in (None, first) else None


VISIT_COLUMNS: tuple[Column[VisitLine], ...] = (
    Column(
        mark("Day"),
        lambda v: day_words(v.visit),
        order="day",
        width=7.5,
        value=lambda v: one_day(v.visit) or day_words(v.visit),
    ),
    Column(mark("To whom"), people_words, width=9),
    Column(
        mark("Manner"),
        lambda v: manner_words(v.visit),
        badge=lambda _v: "plain",
        width=5,
        leave=2,
    ),
    Column(mark("Place"), lambda v: "、".join(map(place_words, v.visit.places)), width=6, leave=3),
    Column(mark("Who came"), lambda v: visitor_names(v.visit), width=6.5, leave=4),
    Column(
        mark("Yuan given"),
        _cash,
        lambda v: v.cash_fen,
        right=True,
        width=6,
        value=lambda v: in_yuan(v.cash_fen) if v.cash_fen else None,
        fen=lambda v: v.cash_fen,
    ),
    Column(mark("Goods"), lambda v: goods.words_of(v.goods), stretch=True, leave=1),
    Column(mark("Delegation"), lambda v: v.visit.delegation, width=9, usual=False),
    Column(mark("Leader"), lambda v: v.visit.leader, width=5, usual=False),
    Column(
        mark("Risk level"),
        lambda v: word("risk_level", v.visit.risk_level),
        width=5,
        usual=False,
    ),
    Column(
        mark("Concerns"),
        lambda v: "、".join(word("concern", one) for one in v.visit.concerns),
        width=9,
        usual=False,
    ),
    Column(mark("Wishes and requests"), lambda v: v.visit.requests, width=12, usual=False),
    Column(mark("Difficulties at home"), lambda v: v.visit.difficulties, width=12, usual=False),
    Column(
        mark("Groups met"),
        lambda v: "、".join(group.words for group in v.visit.groups),
        width=9,
        usual=False,
    ),
)

DRAFT_COLUMNS: tuple[Column[Draft], ...] = (
    Column(mark("To whom"), lambda d: d.title or _("nobody chosen yet"), stretch=True),
    Column(mark("Typed last"), lambda d: moment_words(d.at_ms), lambda d: d.at_ms, width=9),
)


def moment_words(at_ms: int) -> str:
    """Say a moment in this laptop's time: 2021-02-08 14:32."""
    return local_moment(at_ms).strftime("%Y-%m-%d %H:%M")


class VisitSource:
    """Reads the list of visits as far as it is looked at; sorting reads all of it once."""

    def __init__(self, lines: VisitLines, wanted: VisitFilter) -> None:
        self._lines = lines
        self._wanted = wanted

    def count(self) -> int:
        """Tell how many there are."""
        return self._lines.how_many(self._wanted)

    def slice(self, offset: int, limit: int) -> Sequence[VisitLine]:
        """Give at most `limit` of them from `offset` on, the latest first."""
        return self._lines.page(self._wanted, limit=limit, offset=offset)

    def ordered(self, order: str, *, descending: bool) -> RecordSource[VisitLine]:
        """Give the same visits in the order of a column."""
        whole = ListSource(self._lines.page(self._wanted), VISIT_COLUMNS)
        return whole.ordered(order, descending=descending)

    def at(self, desk: Desk) -> VisitSource:
        """Give the same visits as another desk at this ledger reads them."""
        return VisitSource(VisitLines(desk), self._wanted)
