"""What may be wrong with a hardship file and with the people of a household."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from desktop_app.domain import names, phone
from desktop_app.domain.codelists import CodeLists, HardshipRule
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.domain.household_figures import Figures, figures_of
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.money import format_yuan
from desktop_app.domain.recognition import suggest
from desktop_app.domain.resident_id import read_resident_id

MOST_CAUSES = 3
_MONEY = tuple(name for name in HardshipFile.__dataclass_fields__ if name.endswith("_fen"))
_OF_NUMBERS = frozenset(
    {"id_characters", "id_length", "id_birth_date", "id_check", "id_spoiled_by_excel"}
)
_OTHER = "other"
_MIGRANT = "migrant"


def file_objections(
    file: HardshipFile, members: Sequence[HouseholdMember], rule: HardshipRule | None = None
) -> tuple[Issue, ...]:
    """List what is wrong with a hardship file; with a rule, the category is weighed as well."""
    figures = figures_of(file, members)
    found = [*_about_amounts(file), *_about_the_size(file, figures), *_about_causes(file)]
    found += _about_figures(file, figures)
    if file.household_kind == _MIGRANT and not (file.contract_signed and file.contract_term):
        name = "contract_term" if file.contract_signed else "contract_signed"
        found.append(warning(name, "contract_missing"))
    if rule is not None:
        found += _about_the_category(file, figures, rule)
    return tuple(found)


def member_objections(member: HouseholdMember, *, today: date) -> tuple[Issue, ...]:
    """List what is wrong with one member of a household."""
    found = [*names.objections(member.name, "name")]
    if member.id_number:
        number, issues = read_resident_id(member.id_number, "id_number", today=today)
        found += [_softened(one) for one in issues if one.code in _OF_NUMBERS]
        if number and member.birth_date and member.birth_date != number.birth_date:
            of_id = str(number.birth_date)
            found.append(warning("birth_date", "birth_date_differs", of_id=of_id))
        if number and member.sex and member.sex != number.sex:
            found.append(warning("sex", "sex_differs"))
    if member.birth_date and member.birth_date > today:
        found.append(objection("birth_date", "in_the_future"))
    if member.phone:
        found += phone.read_phone(member.phone, "phone")[1]
    if (member.monthly_income_fen or 0) < 0:
        found.append(objection("monthly_income_fen", "amount_below_zero"))
    return tuple(found)


def household_objections(members: Iterable[HouseholdMember], *, today: date) -> tuple[Issue, ...]:
    """List what is wrong with anybody of a household, under the one field of its form.

    The detail `whose` names the member; what blocks a single member's record blocks here.
    """
    present = [one for one in members if not one.gone]
    found = [
        replace(issue, field="members", details=(*issue.details, ("whose", one.name or "—")))
        for one in present
        for issue in member_objections(one, today=today)
    ]
    often = Counter(one.id_number for one in present if one.id_number)
    found += [
        warning("members", "member_twice", whose=one.name)
        for one in present
        if one.id_number and often[one.id_number] > 1
    ]
    return tuple(dict.fromkeys(found))


def _softened(issue: Issue) -> Issue:
    """Let a member's wrong check character pass: it is on real cards, and pays nobody."""
    return warning(issue.field, issue.code) if issue.code == "id_check" else issue


def _about_amounts(file: HardshipFile) -> list[Issue]:
    below = (name for name in _MONEY if (getattr(file, name) or 0) < 0)
    return [objection(name, "amount_below_zero") for name in below]


def _about_the_size(file: HardshipFile, figures: Figures) -> list[Issue]:
    if file.household_size is None:
        return [warning("household_size", "household_size_missing")]
    if file.household_size >= figures.size.listed:
        return []
    return [
        warning(
            "household_size",
            "household_size_below_members",
            stated=str(file.household_size),
            listed=str(figures.size.listed),
        )
    ]


def _about_causes(file: HardshipFile) -> list[Issue]:
    found = []
    if len(file.other_causes) > MOST_CAUSES:
        found.append(warning("other_causes", "too_many_causes", limit=str(MOST_CAUSES)))
    if file.main_cause and file.main_cause in file.other_causes:
        found.append(warning("other_causes", "cause_twice"))
    if _OTHER in (file.main_cause, *file.other_causes) and not file.cause_words:
        found.append(warning("cause_words", "cause_words_missing"))
    return found


def _about_figures(file: HardshipFile, figures: Figures) -> list[Issue]:
    """Say where a stated figure is not the one that follows; both are kept."""
    if not figures.income.is_complete:
        return []
    reckoned = {
        "household_annual_income_fen": figures.income.sum_fen,
        "per_head_monthly_fen": figures.per_head_fen,
    }
    return [
        warning(
            name,
            "figure_differs",
            stated=format_yuan(getattr(file, name)),
            reckoned=format_yuan(fen),
        )
        for name, fen in reckoned.items()
        if fen is not None and getattr(file, name) not in (None, fen)
    ]


def _about_the_category(file: HardshipFile, figures: Figures, rule: HardshipRule) -> list[Issue]:
    suggestion = suggest(file, figures, rule)
    decided = file.hardship_category
    if not decided or not suggestion.tests or file.category_reason:
        return []
    if suggestion.category == decided:
        return []
    label = CodeLists.load()["hardship_category"].label_of
    if suggestion.category is None:
        return [warning("category_reason", "category_not_suggested")]
    return [warning("category_reason", "category_differs", suggested=label(suggestion.category))]
