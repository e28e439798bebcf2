"""Records of a service read page by page, for lists of any length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

L = TypeVar("L")
L_co = TypeVar("L_co", covariant=True)


class Paged(Protocol[L_co]):
    """A service that reads lists; `wanted` is a filter of its own, `order` a word it knows."""

    ORDERS: Sequence[str]

    def how_many(self, wanted: Any, /) -> int:
        """Count what a filter leaves."""

    def page(
        self, wanted: Any, /, *, order: str, down: bool, limit: int, offset: int
    ) -> Sequence[L_co]:
        """Read one page of what a filter leaves."""


@dataclass(frozen=True, slots=True)
class PagedSource(Generic[L]):
    """What a filter leaves, in the first of the service's orders unless another is asked for."""

    lines: Paged[L]
    wanted: object
    order: str = ""
    down: bool = False

    def count(self) -> int:
        """Tell how many there are."""
        return self.lines.how_many(self.wanted)

    def slice(self, offset: int, limit: int) -> Sequence[L]:
        """Read at most `limit` of them from `offset` on."""
        order = self.order or self.lines.ORDERS[0]
        return self.lines.page(self.wanted, order=order, down=self.down, limit=limit, offset=offset)

    def ordered(self, order: str, *, descending: bool) -> PagedSource[L]:
        """Give the same in another order; one that the service cannot make changes nothing."""
        known = order in self.lines.ORDERS
        return replace(self, order=order, down=descending) if known else self
