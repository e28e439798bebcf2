"""How the figures of a household were reckoned, in words with every number in them."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.codelists import CodeLists, HardshipRule
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.domain.household_figures import MONTHS, Figures, Income, Size, Term, figures_of
from desktop_app.domain.money import format_yuan
from desktop_app.domain.recognition import PerHeadTest, SuddenTest, Suggestion, suggest
from desktop_app.i18n import _, mark

_TERMS = {
    "own_monthly_income_fen": mark("own wages"),
    "other_annual_income_fen": mark("other income"),
    "medical_expense_fen": mark("medical care"),
    "education_expense_fen": mark("schooling"),
    "other_expense_fen": mark("other fixed costs"),
    "work_expense_fen": mark("cost of going to work"),
}
_MINUS, _TIMES, _BY = "−", "×", "÷"


def size_words(size: Size) -> str:
    """Say how many people live together, and why."""
    if size.stated and size.stated > size.listed:
        return _(
            "{listed} are listed with the worker, {stated} are stated; {stated} are reckoned with."
        ).format(listed=size.listed, stated=size.stated)
    return _("The worker and {others} more listed: {people}").format(
        others=size.listed - 1, people=size.listed
    )


def income_words(income: Income) -> str:
    """Say how the income of a year comes about, and whose is not stated."""
    if income.sum_fen is None:
        return _("No income is stated yet.")
    added = " + ".join(_term(term) for term in income.terms)
    said = f"{added} = {format_yuan(income.sum_fen)}"
    if not income.missing:
        return said
    who = "、".join(name or _("the worker") for name in income.missing)
    return _("{sum}; the income of {who} is not stated").format(sum=said, who=who)


def per_head_words(figures: Figures) -> str:
    """Say how the income per head and month comes about."""
    used, per_head = figures.income.used_fen, figures.per_head_fen
    if used is None or per_head is None:
        return ""
    people = figures.size.people
    return f"{format_yuan(used)} {_BY} {MONTHS} {_BY} {people} = {format_yuan(per_head)}"


def suggestion_words(suggestion: Suggestion) -> list[str]:
    """Say what the figures suggest and the arithmetic of every test, a line each."""
    if not suggestion.tests:
        return [
            _("For a suggestion, income and the local line of the minimum allowance are needed.")
        ]
    label = CodeLists.load()["hardship_category"].label_of
    category = suggestion.category
    first = (
        _("The figures suggest: {category}").format(category=label(category))
        if category
        else _("The figures suggest no category of hardship.")
    )
    lines = [first, *(_test(test) for test in suggestion.tests)]
    if suggestion.is_preliminary:
        lines.append(_("Not every income is stated: preliminary."))
    return [*lines, _("Rule: {source}").format(source=suggestion.source)]


def explain(
    file: HardshipFile, members: Sequence[HouseholdMember], rule: HardshipRule | None
) -> dict[str, str]:
    """Explain every figure that follows from others, by the field under which it stands."""
    figures = figures_of(file, members)
    said = {
        "household_size": size_words(figures.size),
        "household_annual_income_fen": income_words(figures.income),
        "per_head_monthly_fen": per_head_words(figures),
    }
    if rule is not None:
        lines = suggestion_words(suggest(file, figures, rule))
        said["hardship_category"] = "\n".join(lines)
    return said


def _test(test: PerHeadTest | SuddenTest) -> str:
    label = CodeLists.load()["hardship_category"].label_of(test.category)
    if isinstance(test, SuddenTest):
        words = (
            _("{category}: {cost} is more than {percent}% of {income}")
            if test.met
            else _("{category}: {cost} is not more than {percent}% of {income}")
        )
        return words.format(
            category=label,
            cost=format_yuan(test.cost_fen),
            percent=test.percent,
            income=format_yuan(test.income_fen),
        )
    words = (
        _("{category}: {sum} is below {limit}")
        if test.met
        else _("{category}: {sum} is not below {limit}")
    )
    return words.format(category=label, sum=_left(test), limit=_limit(test))


def _left(test: PerHeadTest) -> str:
    income = format_yuan(test.income_fen)
    less = "".join(f" {_MINUS} {_term(term)}" for term in test.expenses)
    rest = f"({income}{less})" if less else income
    return f"{rest} {_BY} {MONTHS} {_BY} {test.people} = {format_yuan(test.left_fen)}"


def _limit(test: PerHeadTest) -> str:
    line = format_yuan(test.line_fen)
    return (
        line if test.times == 1 else f"{line} {_TIMES} {test.times} = {format_yuan(test.limit_fen)}"
    )


def _term(term: Term) -> str:
    what = term.whose or _(_TERMS[term.field])
    amount = format_yuan(term.fen)
    return f"{amount}{f' {_TIMES} {term.times}' if term.times > 1 else ''} ({what})"
