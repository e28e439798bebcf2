"""Public notices (公示): of what a campaign gives, and of hardship files before their approval.

Nothing goes on a wall that article 25 of the law on personal information keeps off it: names are
masked, a cause of hardship is told only where the code list says that it may be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from desktop_app.domain import procedure
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.codelists import CodeLists, notice_days
from desktop_app.domain.household import HardshipFile
from desktop_app.domain.names import mask
from desktop_app.domain.working_days import last_of, working_days
from desktop_app.services.archive_composing import NoArchiveError, NoSuchPersonError
from desktop_app.services.desk import Desk
from desktop_app.services.printing.plain_contents import NoticeContent, NoticeRow
from desktop_app.storage.grants import GrantLine

SHOWN = "shown"  # what an entry of a code list says of itself where it may stand on a notice
NOT_SHOWN = "其他原因"
HARDSHIP = "拟建档困难职工"


class Notices:
    """Writes notices out of the ledger."""

    def __init__(self, desk: Desk, union: str) -> None:
        self._desk = desk
        self._union = union

    def of_grants(
        self, campaign: Campaign, lines: Iterable[GrantLine], phone: str
    ) -> NoticeContent:
        """Give of every grant what may hang on a wall, and nothing else."""
        today = self._desk.today()
        rows = tuple(
            NoticeRow(
                name=mask(line.name),
                unit=line.grant.unit or line.employer,
                amount_fen=line.grant.cash_fen,
                goods="；".join(one.words for one in line.grant.goods),
            )
            for line in lines
        )
        until = last_of(today, notice_days(today.year))
        return self._notice(campaign.name, (today, until), phone, rows)

    def of_files(self, people: Sequence[str], phone: str) -> NoticeContent:
        """Give of some people's hardship files what may hang on a wall.

        It hangs as long as the procedure of these files says, and begins today where they do not
        say the same. Raises NoSuchPersonError and NoArchiveError.
        """
        store = self._desk.store
        rows, spans = [], set()
        for one in people:
            person = store.beneficiaries.get(one)
            if person is None:
                raise NoSuchPersonError(id=one)
            reading = store.hardship_files.of(person.id)
            if reading is None:
                raise NoArchiveError(name=person.name)
            file = reading.record
            spans.add(self._span(file))
            rows.append(
                NoticeRow(
                    name=mask(person.name),
                    unit=person.employer or "",
                    category=_category(file),
                    reason=_reason(file),
                )
            )
        span = spans.pop() if len(spans) == 1 else self._from_today()
        return self._notice(HARDSHIP, span, phone, tuple(rows))

    def _span(self, file: HardshipFile) -> tuple[date, date]:
        """Give from when to when a file is put up: as was recorded, or beginning today."""
        last = procedure.last_of(self._desk.store.procedure_steps.of(file.id))
        if last and last.step == procedure.NOTICE and last.day and last.until:
            return last.day, last.until
        return self._from_today()

    def _from_today(self) -> tuple[date, date]:
        today = self._desk.today()
        return today, procedure.earliest_end(today)

    def _notice(
        self, about: str, span: tuple[date, date], phone: str, rows: tuple[NoticeRow, ...]
    ) -> NoticeContent:
        day, until = span
        return NoticeContent(
            union=self._union,
            campaign=about,
            day=day,
            until=until,
            days=working_days(day, until),
            phone=phone,
            rows=rows,
        )


def _category(file: HardshipFile) -> str:
    entry = CodeLists.load()["hardship_category"].entry(file.hardship_category or "")
    return entry.name if entry else ""


def _reason(file: HardshipFile) -> str:
    """Name the causes that may be shown; whatever else there is has one word for all of it."""
    causes = CodeLists.load()["hardship_cause"]
    said = []
    for code in (file.main_cause, *file.other_causes):
        entry = causes.entry(code) if code else None
        if entry is not None:
            said.append(entry.name if entry.facts.get("notice") == SHOWN else NOT_SHOWN)
    return "、".join(dict.fromkeys(said)) or NOT_SHOWN
