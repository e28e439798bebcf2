"""Figures of a household that follow from others, each with the terms it was reckoned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.household import HardshipFile, HouseholdMember

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One part of a sum: a field of the file, or a member's income; `times` as often."""

    field: str
    fen: int
    times: int = 1
    whose: str = ""

    @property
    def total_fen(self) -> int:
        """Give what the term adds."""
        return self.fen * self.times


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many live together: the worker and the members listed, or more where more are stated."""

    listed: int
    stated: int | None

    @property
    def people(self) -> int:
        """Give the number that other figures divide by."""
        return max(self.listed, self.stated or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """A year's income of the household in fen.

    `missing` names the members whose income nobody has stated, with "" for the worker: the sum
    is then only as far as stated, and takes the stated total where the sources are not known.
    """

    terms: tuple[Term, ...]
    missing: tuple[str, ...]
    stated_fen: int | None

    @property
    def sum_fen(self) -> int | None:
        """Add the terms up; None where there are none."""
        return sum(term.total_fen for term in self.terms) if self.terms else None

    @property
    def is_complete(self) -> bool:
        """Tell whether everybody's income is stated."""
        return bool(self.terms) and not self.missing

    @property
    def used_fen(self) -> int | None:
        """Give the income that others reckon with: the sum, or what is stated in its place."""
        return self.sum_fen if self.is_complete else self.stated_fen or self.sum_fen


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What follows from a file and its household."""

    size: Size
    income: Income

    @property
    def per_head_fen(self) -> int | None:
        """Give the income per head and month, in whole fen, halves rounded up."""
        used = self.income.used_fen
        return None if used is None else per_head(used, self.size.people)


def figures_of(file: HardshipFile, members: Sequence[HouseholdMember]) -> Figures:
    """Reckon the figures of a household."""
    present = [one for one in members if not one.gone]
    return Figures(
        size=Size(listed=len(present) + 1, stated=file.household_size),
        income=_income(file, present),
    )


def per_head(annual_fen: int, people: int) -> int:
    """Share a year's amount out over months and people; a negative rest stays negative."""
    parts = MONTHS * people
    return (2 * annual_fen + parts) // (2 * parts)


def _income(file: HardshipFile, members: Sequence[HouseholdMember]) -> Income:
    terms, missing = [], []
    own = file.own_monthly_income_fen
    if own is None:
        missing.append("")
    else:
        terms.append(Term(field="own_monthly_income_fen", fen=own, times=MONTHS))
    for one in members:
        if one.monthly_income_fen is None:
            missing.append(one.name)
        else:
            terms.append(
                Term(
                    field="monthly_income_fen",
                    fen=one.monthly_income_fen,
                    times=MONTHS,
                    whose=one.name,
                )
            )
    if file.other_annual_income_fen is not None:
        terms.append(Term(field="other_annual_income_fen", fen=file.other_annual_income_fen))
    return Income(
        terms=tuple(terms), missing=tuple(missing), stated_fen=file.household_annual_income_fen
    )
