"""Values that come from other laptops: believed only where they are what a record declares."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pytest

from desktop_app.domain.change import DELETED
from desktop_app.storage import kinds
from desktop_app.storage.kinds.fitting import blank, fits, hints_of


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Line:
    name: str
    count: int | None = None


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("x", str),
        (1, int),
        (True, bool),
        (None, int | None),
        (Colour.RED, Colour),
        (date(2021, 2, 8), date | None),
        ((), tuple[str, ...]),
        (("a", 1), tuple[str, int]),
        ((Line("a"), Line("b", 2)), tuple[Line, ...]),
        ({"a": 1}, Mapping[str, int]),
    ],
)
def test_what_is_declared_fits(value, hint):
    assert fits(value, hint)


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (1, str),
        (True, int),
        (1, bool),
        (None, int),
        ("red", Colour),
        (["a"], tuple[str, ...]),
        (("a", "b"), tuple[str, int]),
        ((Line("a", "many"),), tuple[Line, ...]),
        ((Line(None),), tuple[Line, ...]),
        ({"a": "x"}, Mapping[str, int]),
        ({1: 1}, Mapping[str, int]),
    ],
)
def test_anything_else_does_not(value, hint):
    assert not fits(value, hint)


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=lambda kind: kind.name)
def test_a_record_is_made_even_of_a_row_with_nothing_in_it(kind):
    made = kind.build({"id": "0" * 32} | {column.name: None for column in kind.columns})
    hints = hints_of(kind.record)
    assert all(fits(getattr(made, column.name), hints[column.name]) for column in kind.columns)
    assert kind.cells(made) is not None
    assert all(fits(blank(hints[name]), hints[name]) for name in kind.needed)


def test_a_field_in_the_wrong_stream_is_not_shown():
    assert kinds.BENEFICIARY.reads("phone", "139", "pii")
    assert not kinds.BENEFICIARY.reads("phone", "139", "core")
    assert not kinds.BENEFICIARY.reads("no_such_field", "139", "pii")
    assert kinds.BENEFICIARY.reads(DELETED, True, "core")
    assert not kinds.BENEFICIARY.reads(DELETED, 1, "core")
    assert not kinds.GRANT.reads(DELETED, True, "money")


@pytest.mark.parametrize(
    ("field", "cell"),
    [("planned_on", "20210208"), ("planned_on", "x"), ("cash_fen", "1"), ("cash_fen", True),
     ("cash_fen", 2**63), ("basis", "because"), ("goods", [{"nam": "米"}]), ("goods", "x")],
)  # fmt: skip
def test_a_value_that_is_none_of_the_fields_is_not_shown(field, cell):
    assert not kinds.GRANT.reads(field, cell, "money")


def test_a_field_that_takes_any_value_takes_what_a_sheet_froze():
    frozen = {"name": "王小明", "amount_fen": 100_000, "goods": [{"name": "大米"}], "date": None}
    assert fits(frozen, Mapping[str, Any])
    assert kinds.SHEET.column("frozen").takes(frozen, hints_of(kinds.SHEET.record)["frozen"])
