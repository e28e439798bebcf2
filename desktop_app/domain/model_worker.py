"""Model workers (劳模): their honour, the lasting aid for those in hardship, their entitlements."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.identity import BeneficiaryId, WorkerProfileId
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.section import about_length, about_year

NO_MODEL_WORKER = "none"
_TEXTS = ("title", "difficulties", "aid_plan", "entitlements", "remarks")
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelWorkerMoney:
    """Money of one kind in one year, in fen; the kinds are those of the provinces' rules (§1.7)."""

    year: int | None = None
    kind: str = ""
    amount_fen: int | None = None
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelWorker:
    """The section of a model worker.

    `level` says who awarded the honour, `title` what it is called in full. `aid_plan` is the
    lasting aid to a model worker in hardship (困难劳模帮扶长效机制): what is done, how often, and
    by when the next time. `entitlements` tells how the entitlements are honoured (待遇落实).
    """

    id: WorkerProfileId
    beneficiary: BeneficiaryId
    level: str | None = None
    honour: str | None = None
    title: str | None = None
    certificate: str | None = None
    honoured_year: int | None = None
    work_status: str | None = None
    in_hardship: bool | None = None
    difficulties: str | None = None
    aid_plan: str | None = None
    aid_interval: str | None = None
    aid_due: date | None = None
    entitlements: str | None = None
    money: tuple[ModelWorkerMoney, ...] = ()
    remarks: str | None = None
    removed_because: str | None = None


def objections(record: ModelWorker, *, today: date) -> tuple[Issue, ...]:
    """List what is wrong with the section of a model worker."""
    found = about_length(record, _TEXTS)
    if record.level == NO_MODEL_WORKER:
        found.append(objection("level", "no_model_worker"))
    elif not record.level:
        found.append(objection("level", "honour_level_missing"))
    found += about_year("honoured_year", record.honoured_year, today.year)
    found += _about_aid(record, today)
    for row in record.money:
        found += _about_money(row, today)
    return tuple(dict.fromkeys(found))


def next_due(after: date, interval: str | None) -> date | None:
    """Give the day on which the aid is due again, or None where no interval is said.

    The 31st becomes the last day of a shorter month.
    """
    entry = CodeLists.load()["aid_interval"].entry(interval)
    if entry is None:
        return None
    months = after.month - 1 + int(entry.facts["months"])
    year, month = after.year + months // _MONTHS, months % _MONTHS + 1
    return date(year, month, min(after.day, calendar.monthrange(year, month)[1]))


def _about_aid(record: ModelWorker, today: date) -> list[Issue]:
    if record.in_hardship and not record.aid_plan:
        return [warning("aid_plan", "aid_plan_missing")]
    if record.aid_interval and record.aid_due is None:
        return [warning("aid_due", "aid_due_missing")]
    if record.aid_due and record.aid_due < today:
        return [warning("aid_due", "aid_overdue", day=record.aid_due.isoformat())]
    return []


def _about_money(row: ModelWorkerMoney, today: date) -> list[Issue]:
    """Object to a row that says too little to be counted by year and kind."""
    found = about_year("money", row.year, today.year + 1)
    if row.year is None:
        found.append(objection("money", "money_year_missing"))
    if not row.kind:
        found.append(objection("money", "money_kind_missing"))
    elif CodeLists.load()["model_worker_money"].entry(row.kind) is None:
        found.append(objection("money", "choice_unknown"))
    if row.amount_fen is None:
        found.append(objection("money", "amount_missing"))
    elif row.amount_fen <= 0:
        found.append(objection("money", "amount_not_positive"))
    return found
