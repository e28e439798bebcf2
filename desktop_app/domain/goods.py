"""Goods handed over (慰问品): what, how many, worth how much."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.issue import Issue, objection

MAX_QUANTITY = 100_000
_UNITS = "份袋桶箱盒件套条瓶包提床双张台个斤公斤kg"
_LINE = re.compile(rf"^(?P<name>.+?)\s*[×x*]?\s*(?P<quantity>\d+)\s*(?P<unit>公斤|kg|[{_UNITS}])$")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsLine:
    """One kind of goods in one hand-over; the price is in fen per unit, None where unknown."""

    name: str
    quantity: int = 1
    unit: str = ""
    unit_price_fen: int | None = None

    @property
    def value_fen(self) -> int | None:
        """Give quantity times price (折款)."""
        return None if self.unit_price_fen is None else self.quantity * self.unit_price_fen

    @property
    def words(self) -> str:
        """Say the line as it stands on a sheet: 大米10kg 1袋."""
        amount = f"{self.quantity}{self.unit}" if self.unit else f"×{self.quantity}"
        return f"{self.name} {amount}"


def value_of(lines: Iterable[GoodsLine]) -> int:
    """Add up what the goods are worth, in fen; goods without a price count nothing."""
    return sum(line.value_fen or 0 for line in lines)


def words_of(lines: Iterable[GoodsLine]) -> str:
    """Say several lines in one string."""
    return "；".join(line.words for line in lines)


def read_goods(text: str) -> tuple[GoodsLine, ...]:
    """Read goods as clerks write them in one cell: `新春大礼包1份、大米10kg 2袋`.

    What carries no count is one piece of what it says, so no word is lost.
    """
    parts = [part.strip() for part in re.split(r"[;；、,，\n]+", text)]
    return tuple(_read_line(part) for part in parts if part)


def _read_line(text: str) -> GoodsLine:
    found = _LINE.match(text)
    if found is None or int(found["quantity"]) == 0:
        return GoodsLine(name=text)
    return GoodsLine(
        name=found["name"].strip(), quantity=int(found["quantity"]), unit=found["unit"]
    )


def objections(lines: Iterable[GoodsLine], field: str = "goods") -> tuple[Issue, ...]:
    """List what is wrong with goods lines."""
    found: list[Issue] = []
    for line in lines:
        if not line.name.strip():
            found.append(objection(field, "goods_name_missing"))
        if not 0 < line.quantity <= MAX_QUANTITY:
            found.append(objection(field, "goods_quantity", name=line.name))
        if line.unit_price_fen is not None and line.unit_price_fen < 0:
            found.append(objection(field, "goods_price", name=line.name))
    return tuple(found)
