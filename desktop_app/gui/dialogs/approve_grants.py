"""Deciding on planned grants: what waits, from which funds, over which caps; yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.issue import Issue
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.faults import report
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.fund_totals import FundTotals
from desktop_app.gui.tables.grant_columns import WAITING_COLUMNS, Waiting, summary
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext
from desktop_app.services.granting import Approval
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress
from desktop_app.services.wording import sentences
from desktop_app.storage.grants import GrantLine

Found = Sequence[tuple[GrantLine, tuple[Issue, ...]]]


class ApproveDialog(FootedDialog):
    """Shows what waits; decides on the marked grants, or on all where fewer than two are marked.

    Signals:
        listed: what waits is shown.
        approved: the Approval; its `held` wait on for a reason.
        refused: how many were refused.
    """

    listed = Signal()
    approved = Signal(object)
    refused = Signal(int)

    def __init__(
        self, office: Office, runner: JobRunner, campaign: Campaign, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Approve grants"), (88, 52), parent)
        self._office = office
        self._runner = runner
        self._campaign = campaign
        self._waiting: list[Waiting] = []
        self._build()
        self._job = runner.submit(at_own_office(office, partial(_waiting, campaign.id)))
        self._job.succeeded.connect(self._show)
        self._job.failed.connect(report)

    def approve(self) -> None:
        """Say yes; over a cap only with a reason."""
        ids, reason = self._chosen_ids(), self._reason()
        work = at_own_office(self._office, partial(_approve, self._campaign.id, ids, reason))
        perform(self, self._runner, _("Approving grants"), work, self._finish)

    def refuse(self) -> None:
        """Say no to the marked grants, with a reason."""
        marked = [one.line.grant.id for one in self._list.view.chosen_records()]
        if not marked:
            tell(self, _("Mark the grants to refuse first."))
            return
        try:
            count = self._office.granting.refuse(marked, self._reason())
        except CircumstanceError as trouble:
            self._form.go_to("reason")
            tell(self, trouble.sentence())
            return
        self.refused.emit(count)
        self.accept()

    def _build(self) -> None:
        self._nothing = EmptyState(_("Working it out…"), "")
        self._funds = FundTotals()
        self._list = RecordList(WAITING_COLUMNS, _("Waiting for approval"), self._nothing)
        self._list.setMinimumHeight(em(8))
        self._list.filters.add(label(_("Waiting for approval"), "heading"))
        self._list.view.selectionModel().selectionChanged.connect(self._tell_marked)
        self._marked = label("", "note", wrap=True)
        self._form = FormSheet(plain=True)
        self._form.add_field(
            "reason",
            _("Reason"),
            TextLine(),
            hint=_("Needed for going over a cap and for refusing; it stays in the audit trail."),
            wide=True,
        )
        self._form.setFixedHeight(em(6.2))
        self.content.addWidget(self._funds)
        self.content.addWidget(self._list, 1)
        self.content.addWidget(self._marked)
        self.content.addWidget(self._form)
        self._no = self.add_button(_("Refuse the marked"), self.refuse)
        self._yes = self.add_button(
            _("Approve"), self.approve, Shortcut.SAVE_AND_NEXT.keys, primary=True
        )
        for button in (self._no, self._yes):
            button.setEnabled(False)

    def _show(self, found: Found) -> None:
        self._waiting = [Waiting(line, sentences(issues)) for line, issues in found]
        lines = [one.line for one in self._waiting]
        self._funds.show_grants((line.grant for line in lines), summary(lines))
        self._nothing.say(_("Nothing waits"), _("Every planned grant has been decided."))
        over = sum(bool(one.remark) for one in self._waiting)
        words = ngettext("{count} over a cap", "{count} over a cap", over).format(count=f"{over:,}")
        self._list.show_records(
            sorted(self._waiting, key=lambda one: not one.remark), words if over else ""
        )
        self._no.setEnabled(bool(lines))
        self._yes.setEnabled(bool(lines))
        self._list.view.choose_row(0)
        self._list.setFocus()
        self._tell_marked()
        self.listed.emit()

    def _chosen_ids(self) -> tuple[str, ...] | None:
        marked = self._list.view.chosen_records()
        return tuple(one.line.grant.id for one in marked) if len(marked) > 1 else None

    def _tell_marked(self) -> None:
        """Say which grants the buttons are about."""
        marked = self._list.view.chosen_records()
        count = len(marked)
        if not self._waiting:
            words = ""
        elif count > 1:
            words = _("Approve takes the {count} marked grants.").format(count=f"{count:,}")
        else:
            words = _("Approve takes all; mark several with Ctrl or Shift to take only those.")
        remark = marked[0].remark if count == 1 else ""
        self._marked.setText(f"{marked[0].line.name}: {remark}\n{words}" if remark else words)

    def _reason(self) -> str:
        return str(self._form.values()["reason"])

    def _finish(self, approval: Approval) -> None:
        self.approved.emit(approval)
        self.accept()


def _waiting(campaign: str, office: Office, _progress: Progress) -> Found:
    return office.granting.waiting(campaign)


def _approve(
    campaign: str, ids: Sequence[str] | None, reason: str, office: Office, progress: Progress
) -> Approval:
    return office.granting.approve(campaign, ids, reason=reason, progress=progress)
