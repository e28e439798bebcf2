"""A measured job, and how time is taken: on the clock, and of the processor."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")

RUNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured job: what each run gave, and what it is compared with in the same run.

    `processor` are the seconds of this process's processor, which wander less where others work
    on the machine; `ratio` is how many times the reference it took.
    """

    name: str
    unit: str
    values: tuple[float, ...]
    processor: tuple[float, ...] = ()
    target: str = ""
    reference: str = ""
    ratio: float | None = None

    @property
    def median(self) -> float:
        """Give the middle one of the runs."""
        return statistics.median(self.values)

    def cells(self) -> list[str]:
        """Write one line of the table: name, median, spread, processor, target, reference."""
        spread = f"{min(self.values):.3g}–{max(self.values):.3g}" if len(self.values) > 1 else ""
        processor = f"{statistics.median(self.processor):.3g} s" if self.processor else ""
        ratio = f"{self.ratio:.3g} × {self.reference}" if self.ratio else ""
        return [self.name, f"{self.median:.4g} {self.unit}", spread, processor, self.target, ratio]

    def written(self) -> dict[str, Any]:
        """Give what a program reads."""
        told = {
            "name": self.name,
            "unit": self.unit,
            "median": self.median,
            "least": min(self.values),
            "most": max(self.values),
            "runs": len(self.values),
            "processor": statistics.median(self.processor) if self.processor else None,
            "target": self.target or None,
            "reference": self.reference or None,
            "ratio": self.ratio,
        }
        return {name: value for name, value in told.items() if value is not None}


def timed(work: Callable[[], T]) -> tuple[float, float, T]:
    """Do something once; give its seconds on the clock and of the processor, and what it gave."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    return time.perf_counter() - wall, time.process_time() - cpu, done


def once(work: Callable[[], object]) -> float:
    """Do something once; give its seconds."""
    return timed(work)[0]


def times(work: Callable[[], object], runs: int = RUNS) -> tuple[float, ...]:
    """Do something several times; give the seconds of each."""
    return tuple(once(work) for _run in range(runs))


def each(items: Iterable[T], work: Callable[[T], object]) -> tuple[float, ...]:
    """Do something with each item; give the seconds of each."""
    return tuple(once(partial(work, item)) for item in items)


def milliseconds(seconds: Iterable[float]) -> tuple[float, ...]:
    """Give seconds in thousandths."""
    return tuple(1000 * one for one in seconds)


def ratio(values: Sequence[float], reference: Sequence[float]) -> float:
    """Tell how many times the reference something took, by medians."""
    return statistics.median(values) / statistics.median(reference)
