"""Long lists of which only a part is in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

S = TypeVar("S")
T = TypeVar("T")
AT_A_TIME = 500


class InTurn(Sequence[T], Generic[S, T]):
    """What `read` makes of a list, some hundred at a time, made anew each time it is asked for.

    A slice is such a list again. `read` gives one item for each it is given, in their order.
    """

    def __init__(self, source: Sequence[S], read: Callable[[Sequence[S]], Sequence[T]]) -> None:
        self._source = source
        self._read = read

    def __len__(self) -> int:
        return len(self._source)

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return InTurn(self._source[at], self._read)
        (item,) = self._read([self._source[at]])
        return item

    def __iter__(self) -> Iterator[T]:
        for start in range(0, len(self._source), AT_A_TIME):
            yield from self._read(list(self._source[start : start + AT_A_TIME]))
