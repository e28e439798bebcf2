"""The procedure of a hardship file: steps as facts, their order, and the state that follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.domain import working_days
from desktop_app.domain.codelists import CodeLists, Entry, notice_days
from desktop_app.domain.household import HardshipFile
from desktop_app.domain.identity import HardshipFileId, ProcedureStepId
from desktop_app.domain.issue import Issue, objection

STEPS, RESULTS = "hardship_step", "step_result"
APPLIED, HOME_CHECK, NOTICE, NOTICE_RESULT = "applied", "home_check", "notice", "notice_result"
APPROVAL, FILED, REVIEW = "approval", "filed", "review"
RELEASED, CANCELLED, WITHDRAWN = "released", "cancelled", "withdrawn"
CLOSING = (RELEASED, CANCELLED)
_NOTHING = "-"
_STATES = {
    APPLIED: "applied",
    HOME_CHECK: "first_review",
    f"{HOME_CHECK}:failed": "first_review_failed",
    NOTICE: "notice_clear",
    NOTICE_RESULT: "notice_clear",
    f"{NOTICE_RESULT}:objected": "notice_objected",
    APPROVAL: "final_review",
    f"{APPROVAL}:failed": "final_review_failed",
    FILED: "filed",
    REVIEW: "filed",
    RELEASED: "released",
    CANCELLED: "cancelled",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureStep:
    """One step that was taken. A wrong entry is withdrawn by a later one and stays readable.

    `until` is the last day of a public notice, `by` who carried the step out, `documents` codes
    of the papers of the file and `document_words` what else there is, such as minutes with
    their number. `exit_route` says how a household left hardship.
    """

    id: ProcedureStepId
    file: HardshipFileId
    step: str
    day: date | None = None
    until: date | None = None
    by: tuple[str, ...] = ()
    result: str | None = None
    documents: tuple[str, ...] = ()
    document_words: str | None = None
    exit_route: str | None = None
    remarks: str | None = None
    withdraws: ProcedureStepId | None = None


def standing(steps: Iterable[ProcedureStep]) -> tuple[ProcedureStep, ...]:
    """Give the steps that were not withdrawn, in the order of their days."""
    listed = list(steps)
    gone = {one.withdraws for one in listed if one.withdraws}
    left = [one for one in listed if one.step != WITHDRAWN and one.id not in gone]
    return tuple(sorted(left, key=lambda one: one.day or date.min))


def last_of(steps: Iterable[ProcedureStep]) -> ProcedureStep | None:
    """Give the step that the file has come to; opinions move nothing."""
    moving = [one for one in standing(steps) if not _is_aside(one.step)]
    return moving[-1] if moving else None


def state_of(file: HardshipFile, steps: Sequence[ProcedureStep]) -> str | None:
    """Give the state of a file, a code of the list archive_state; None before anything is done.

    A file that came from elsewhere with the day of its filing is on file without our steps.
    """
    last = last_of(steps)
    if last is None:
        return _STATES[FILED] if file.filed_on else None
    return _STATES.get(f"{last.step}:{last.result}") or _STATES.get(last.step)


def is_closed(steps: Iterable[ProcedureStep]) -> bool:
    """Tell whether the household has left hardship or the file was cancelled."""
    last = last_of(steps)
    return last is not None and last.step in CLOSING


def next_steps(file: HardshipFile, steps: Sequence[ProcedureStep]) -> tuple[str, ...]:
    """Give the steps that may be taken now, the usual one first."""
    at = _place(file, steps)
    entries = CodeLists.load()[STEPS].current
    open_now = [entry for entry in entries if at in _after(entry)]
    return tuple(entry.code for entry in sorted(open_now, key=lambda one: _is_aside(one.code)))


def review_due(file: HardshipFile, steps: Sequence[ProcedureStep]) -> date | None:
    """Give the day of the next annual review: a year after the filing or the last review."""
    if is_closed(steps):
        return None
    days = [one.day for one in standing(steps) if one.step in (FILED, REVIEW) and one.day]
    begun = max(days, default=None) or file.filed_on
    return None if begun is None else a_year_after(begun)


def a_year_after(day: date) -> date:
    """Give the same day of the next year; the 29th of February leads to the 1st of March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def earliest_end(begun: date) -> date:
    """Give the day on which a notice has stayed up long enough."""
    return working_days.last_of(begun, notice_days(begun.year))


def objections(
    step: ProcedureStep, file: HardshipFile, steps: Sequence[ProcedureStep], *, today: date
) -> tuple[Issue, ...]:
    """List why a step cannot be taken now, after those that were taken before."""
    entry = CodeLists.load()[STEPS].entry(step.step)
    if entry is None:
        return (objection("step", "step_missing"),)
    if step.step == WITHDRAWN:
        return tuple(_about_withdrawing(step, steps))
    found = [*_about_the_order(step, entry, file, steps), *_about_the_day(step, steps, today)]
    wanted = entry.facts.get("results", "").split()
    if wanted and step.result not in wanted:
        found.append(objection("result", "step_result_missing"))
    if not wanted and step.result:
        found.append(objection("result", "step_result_unfit"))
    if step.step == NOTICE and step.day:
        found += _about_the_notice(step, step.day)
    if step.step == RELEASED and not step.exit_route:
        found.append(objection("exit_route", "exit_route_missing"))
    if step.step == CANCELLED and not step.remarks:
        found.append(objection("remarks", "reason_missing"))
    return tuple(found)


def _about_the_order(
    step: ProcedureStep, entry: Entry, file: HardshipFile, steps: Sequence[ProcedureStep]
) -> list[Issue]:
    at = _place(file, steps)
    if at in _after(entry):
        return []
    label = CodeLists.load()[STEPS].label_of
    if at == _NOTHING:
        return [objection("step", "step_too_early", first=label(APPLIED))]
    coming = "、".join(label(code) for code in next_steps(file, steps)) or "—"
    return [objection("step", "step_out_of_order", step=label(step.step), coming=coming)]


def _about_the_day(step: ProcedureStep, steps: Sequence[ProcedureStep], today: date) -> list[Issue]:
    if step.day is None:
        return [objection("day", "step_day_missing")]
    if step.day > today:
        return [objection("day", "in_the_future")]
    last = last_of(steps)
    if last and last.day and step.day < last.day:
        return [objection("day", "step_before_last", day=last.day.isoformat())]
    if step.step in (NOTICE_RESULT, APPROVAL):
        notice = next((one for one in reversed(standing(steps)) if one.step == NOTICE), None)
        if notice and notice.day:
            ends = max(notice.until or notice.day, earliest_end(notice.day))
            if step.day < ends or (step.step == APPROVAL and step.day == ends):
                return [objection("day", "notice_not_over", day=ends.isoformat())]
    return []


def _about_the_notice(step: ProcedureStep, begun: date) -> list[Issue]:
    ends = earliest_end(begun)
    if step.until is not None and step.until < ends:
        count = str(notice_days(begun.year))
        return [objection("until", "notice_too_short", count=count, day=ends.isoformat())]
    return []


def _about_withdrawing(step: ProcedureStep, steps: Sequence[ProcedureStep]) -> list[Issue]:
    """Only what was entered last may be withdrawn, or others would stand on nothing."""
    found = []
    taken = standing(steps)
    last = last_of(steps)
    about = next((one for one in taken if one.id == step.withdraws), None)
    if about is None or (about != last and not _is_aside(about.step)):
        found.append(objection("withdraws", "step_not_last"))
    if not step.remarks:
        found.append(objection("remarks", "reason_missing"))
    return found


def _place(file: HardshipFile, steps: Sequence[ProcedureStep]) -> str:
    """Name where a file stands: its last step, with the result where that stops it."""
    last = last_of(steps)
    if last is None:
        return FILED if file.filed_on else _NOTHING
    result = CodeLists.load()[RESULTS].entry(last.result)
    stops = result is not None and result.facts.get("stops")
    return f"{last.step}:{last.result}" if stops else last.step


def _after(entry: Entry) -> list[str]:
    return entry.facts.get("after", "").split()


def _is_aside(code: str) -> bool:
    entry = CodeLists.load()[STEPS].entry(code)
    return entry is not None and entry.facts.get("aside") == "yes"
