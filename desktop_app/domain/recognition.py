"""Which category of hardship a household's figures suggest; a person decides.

Sources: the recognition rules named in domain.md §1.6; the thresholds are data with a year.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.codelists import HardshipRule
from desktop_app.domain.household import HardshipFile
from desktop_app.domain.household_figures import Figures, Term, per_head

DEEP, RELATIVE, SUDDEN = "deep", "relative", "accidental"
RIGID = ("medical_expense_fen", "education_expense_fen", "other_expense_fen")


@dataclass(frozen=True, slots=True, kw_only=True)
class PerHeadTest:
    """Income less expenses, per head and month, against a limit; `met` where it lies below."""

    category: str
    income_fen: int
    expenses: tuple[Term, ...]
    people: int
    line_fen: int
    times: int

    @property
    def left_fen(self) -> int:
        """Give what is left per head and month, in fen; it may be below zero."""
        return per_head(self.income_fen - sum(t.total_fen for t in self.expenses), self.people)

    @property
    def limit_fen(self) -> int:
        """Give the limit in fen."""
        return self.line_fen * self.times

    @property
    def met(self) -> bool:
        """Tell whether the household is in this category by the figures."""
        return self.left_fen < self.limit_fen


@dataclass(frozen=True, slots=True, kw_only=True)
class SuddenTest:
    """A year's cost of illness or accident against a share of the year's income."""

    category: str
    cost_fen: int
    income_fen: int
    percent: int

    @property
    def met(self) -> bool:
        """Tell whether the cost is more than the share."""
        return self.cost_fen * 100 > self.income_fen * self.percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The tests that could be made, in the order of their weight.

    `missing` are the fields without which a test could not be made; `is_preliminary` says that
    incomes are missing and the tests reckon with what is stated.
    """

    tests: tuple[PerHeadTest | SuddenTest, ...]
    missing: tuple[str, ...]
    is_preliminary: bool
    source: str

    @property
    def category(self) -> str | None:
        """Give the category that the figures suggest, or None for no hardship."""
        return next((test.category for test in self.tests if test.met), None)


def suggest(file: HardshipFile, figures: Figures, rule: HardshipRule) -> Suggestion:
    """Make the tests that a file's figures allow."""
    income, line = figures.income.used_fen, file.subsistence_line_fen
    tests: list[PerHeadTest | SuddenTest] = []
    if income is not None and line is not None:
        rigid = _terms(file, RIGID)
        for category, expenses, times in (
            (DEEP, rigid, 1),
            (RELATIVE, (*rigid, *_terms(file, ("work_expense_fen",))), rule.relative_times),
        ):
            tests.append(
                PerHeadTest(
                    category=category,
                    income_fen=income,
                    expenses=expenses,
                    people=figures.size.people,
                    line_fen=line,
                    times=times,
                )
            )
    if income is not None and file.sudden_expense_fen is not None:
        tests.append(
            SuddenTest(
                category=SUDDEN,
                cost_fen=file.sudden_expense_fen,
                income_fen=income,
                percent=rule.sudden_percent,
            )
        )
    wanted = {"household_annual_income_fen": income, "subsistence_line_fen": line}
    return Suggestion(
        tests=tuple(tests),
        missing=tuple(name for name, value in wanted.items() if value is None),
        is_preliminary=income is not None and not figures.income.is_complete,
        source=rule.source,
    )


def _terms(file: HardshipFile, names: tuple[str, ...]) -> tuple[Term, ...]:
    stated = ((name, getattr(file, name)) for name in names)
    return tuple(Term(field=name, fen=fen) for name, fen in stated if fen is not None)
