"""Sheets with what is hardest to set: the longest names and units, the smallest and largest sums.

One line of a roster has almost all that capitals can be written for, so that its total has too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import chain, cycle
from typing import Any

from desktop_app.domain.sheet import PlainKind
from desktop_app.services.printing import plain_press
from desktop_app.services.printing.plain_contents import ListColumn
from tests.paper.test_plain_sheets import LIST, RECORD
from tests.paper.test_route import content as route
from tests.paper.test_route import line as stop
from tests.pictures import paper_samples as samples
from tests.pictures.sheets import _plain, _printed

NAMES = (samples.LONG_NAME, *samples.RARE_NAMES)
UNIT = (samples.LONG_UNIT + "第二车间维修班组流水线包装小组工会小组委员会筹备组")[:60]
SMALLEST, LARGEST = 1, 999_999_999_999
SUMS = (SMALLEST, LARGEST, 123_456_789)
assert (len(samples.LONG_NAME), len(UNIT)) == (25, 60)

_LONG = ("unit", "union", "employer", "occupation", "address", "campaign")


def hostile(content: Any) -> Any:
    """Replace names, units and sums throughout a content."""
    several = chain((SMALLEST, 987_654_321_098), cycle((SMALLEST, 123_456_789)))
    one = iter((LARGEST, LARGEST))
    return _harder(content, cycle(NAMES), several if hasattr(content, "lines") else one)


def _harder(content: Any, names: Iterator[str], sums: Iterator[int]) -> Any:
    changed: dict[str, Any] = {}
    for one in fields(content):
        value = getattr(content, one.name)
        if one.name == "name" and value and not value.endswith("*"):
            changed[one.name] = next(names)
        elif one.name in _LONG and isinstance(value, str) and value:
            changed[one.name] = UNIT
        elif one.name == "amount_fen":
            changed[one.name] = next(sums, SMALLEST)
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            changed[one.name] = tuple(_harder(part, names, sums) for part in value)
    return replace(content, **changed)


_ROWS = tuple(
    (NAMES[at % len(NAMES)], UNIT, f"{SUMS[at % 3] / 100:,.2f}", "下岗失业", f"{at:,}")
    for at in range(45)
)
TABLE = replace(
    LIST,
    columns=(
        ListColumn(title="姓名", share=2),
        ListColumn(title="工作单位", share=3),
        ListColumn(title="慰问金（元）", share=1.8, right=True, adds=True),
        ListColumn(title="类别", share=1),
        ListColumn(title="人次", share=1, right=True),
    ),
    rows=_ROWS,
)


def _numbered(content: Any, sheet: str = "") -> bytes:
    return _printed([(hostile(content), samples.IMPRINT)], sheet)


def _flat(content: Any, sheet: str) -> bytes:
    return _plain(hostile(content), sheet)


def _record() -> bytes:
    return plain_press.draw(hostile(RECORD), samples.IMPRINT)


def _route() -> bytes:
    stops = [stop(name, unit=UNIT, address=UNIT) for name in NAMES]
    return plain_press.draw_route_sheet(route(*stops, union=UNIT), samples.IMPRINT)


def _list(kind: PlainKind) -> bytes:
    made = replace(TABLE, kind=kind, union=UNIT)
    return _plain(made, kind.value)


_GOODS = samples.goods_roster(25)
SHEETS: dict[str, Callable[[], bytes]] = {
    "receipt": lambda: _numbered(samples.RECEIPT),
    "receipt-single": lambda: _numbered(samples.RECEIPT, "receipt-single"),
    "receipt-three-people": lambda: _numbered(samples.RECEIPT, "receipt-three-people"),
    "condolence": lambda: _numbered(samples.CONDOLENCE),
    "condolence-a4": lambda: _numbered(samples.CONDOLENCE, "condolence-a4"),
    "sign-roster": lambda: _numbered(samples.roster(23)),
    "sign-roster-dense": lambda: _numbered(samples.roster(35), "sign-roster-dense"),
    "goods-roster": lambda: _numbered(_GOODS),
    "visit-record": lambda: _numbered(samples.VISIT),
    "public-notice": lambda: _flat(samples.NOTICE, "public-notice"),
    "public-notice-hardship": lambda: _flat(samples.HARDSHIP_NOTICE, "public-notice-hardship"),
    "letter": lambda: _flat(samples.LETTER, "letter"),
    "letter-a5": lambda: _flat(samples.LETTER, "letter-a5"),
    "archive-file": lambda: _flat(samples.archive(6), "archive-file"),
    "enrolment": lambda: _flat(samples.ENROLMENT, "enrolment"),
    "ledger": lambda: _list(PlainKind.LEDGER),
    "summary": lambda: _list(PlainKind.SUMMARY),
    "number-register": lambda: _list(PlainKind.NUMBER_REGISTER),
    "record": _record,
    "route": _route,
}
