"""Planning grants from a roster: what would be planned, who is left out and why, then do it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.money import format_yuan
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.faults import report
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.jobs.job_runner import Job, JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.fund_totals import FundTotals
from desktop_app.gui.tables.grant_columns import SKIPPED_COLUMNS
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext
from desktop_app.services.granting import Plan
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress
from desktop_app.storage.beneficiaries import PeopleFilter


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom is planned: those a filter leaves, those marked, or both; None for all."""

    left: PeopleFilter | None
    marked: tuple[str, ...] | None


class PlanDialog(FootedDialog):
    """Previews the grants of a campaign's roster, or of some of its people, and plans them.

    `people`, by id, are those marked in a list; the filters narrow them further.

    Signals:
        previewed: the Plan that planning now would make is shown.
        planned: the Plan that was written.
    """

    previewed = Signal(object)
    planned = Signal(object)

    def __init__(
        self,
        office: Office,
        runner: JobRunner,
        campaign: Campaign,
        parent: QWidget | None = None,
        *,
        people: tuple[str, ...] | None = None,
    ) -> None:
        super().__init__(f"{_('Plan grants')} · {campaign.name}", (58, 42), parent)
        self._people = people
        self._office = office
        self._runner = runner
        self._campaign = campaign
        self._latest: Job | None = None
        self._build()
        self.look()

    def look(self) -> None:
        """Work out again what would be planned; an earlier answer still on its way is dropped."""
        self._do.setEnabled(False)
        self._total.setText(_("Working it out…"))
        work = at_own_office(self._office, partial(_preview, self._campaign.id, self._wanted()))
        job = self._runner.submit(work)
        job.succeeded.connect(lambda plan: self._show(plan) if job is self._latest else None)
        job.failed.connect(report)
        self._latest = job

    def plan(self) -> None:
        """Write the grants."""
        self._do.setEnabled(False)
        work = at_own_office(self._office, partial(_plan, self._campaign.id, self._wanted()))
        job = perform(self, self._runner, _("Planning grants"), work, self._finish)
        job.cancelled.connect(self.look)

    def done(self, result: int) -> None:
        """Drop an answer that is still on its way."""
        self._latest = None
        super().done(result)

    def _build(self) -> None:
        self._filter = FormSheet(plain=True)
        categories = CodeLists.load()["recipient_category"].current
        employers = self._office.register.employers()
        self._filter.add_field(
            "category",
            _("Category"),
            PinyinComboBox((one.code, one.label) for one in categories),
            hint=_("Empty: everybody on the roster"),
        )
        self._filter.add_field(
            "employer", _("Employer"), PinyinComboBox((name, name) for name in employers)
        )
        self._filter.field_edited.connect(lambda _name: self.look())
        self._filter.setFixedHeight(em(6.2))
        if self._people is not None:
            count = len(self._people)
            said = ngettext("Of {count} marked person", "Of {count} marked people", count)
            self.content.addWidget(label(said.format(count=f"{count:,}"), "heading"))
        self._total = label("", "title", wrap=True)
        self._funds = FundTotals()
        self._skipped = RecordList(
            SKIPPED_COLUMNS,
            _("Left out"),
            EmptyState(_("Nobody is left out"), _("There is an amount for everybody.")),
        )
        self._skipped.setMinimumHeight(em(8))
        self._skipped.filters.add(label(_("Left out, or to be looked at"), "heading"))
        for part in (self._filter, self._total, self._funds):
            self.content.addWidget(part)
        self.content.addWidget(self._skipped, 1)
        self._filter.focus_first()
        self._do = self.add_button(_("Plan"), self.plan, "Ctrl+Return", primary=True)

    def _wanted(self) -> Wanted:
        values = self._filter.values()
        category, employer = str(values["category"] or ""), str(values["employer"] or "")
        if not category and not employer:
            return Wanted(None, self._people)
        left = PeopleFilter(category=category, employer=employer, campaign=self._campaign.id)
        return Wanted(left, self._people)

    def _show(self, plan: Plan) -> None:
        nobody = _("Everybody on the roster has a grant, or the roster is empty: import one.")
        if self._people is not None:
            nobody = _("None of the marked people is on the roster without a grant.")
        self._total.setText(planned_words(plan) if plan.grants else nobody)
        self._funds.show_grants(plan.grants)
        listed = (*plan.skipped, *plan.doubtful)
        count = len(listed)
        people = ngettext("{count} person", "{count} people", count).format(count=f"{count:,}")
        self._skipped.show_records(listed, people if count else "")
        self._do.setEnabled(bool(plan.grants))
        self.previewed.emit(plan)

    def _finish(self, plan: Plan) -> None:
        self.planned.emit(plan)
        self.accept()


def planned_words(plan: Plan) -> str:
    """Say what a plan comes to."""
    count = len(plan.grants)
    words = ngettext("{count} grant, {yuan} yuan", "{count} grants, {yuan} yuan", count)
    return words.format(count=f"{count:,}", yuan=format_yuan(plan.total_fen))


def _people(office: Office, wanted: Wanted) -> list[str] | None:
    if wanted.left is None:
        return None if wanted.marked is None else list(wanted.marked)
    left: list[str] = [person.id for person in office.register.page(wanted.left)]
    marked = left if wanted.marked is None else set(wanted.marked)
    return [one for one in left if one in marked]


def _preview(campaign: str, wanted: Wanted, office: Office, _progress: Progress) -> Plan:
    return office.granting.preview(campaign, _people(office, wanted))


def _plan(campaign: str, wanted: Wanted, office: Office, progress: Progress) -> Plan:
    return office.granting.plan(campaign, _people(office, wanted), progress)
