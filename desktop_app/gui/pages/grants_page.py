"""Grants and receipts: the campaign's grants; planning, approving, printing, voiding them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.change import Reading
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.grant import Grant
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import SheetKind
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.approve_grants import ApproveDialog
from desktop_app.gui.dialogs.campaign_dialog import FORM as CAMPAIGN_FORM
from desktop_app.gui.dialogs.campaign_dialog import CampaignDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.opening import open_path
from desktop_app.gui.dialogs.plain_sheets import PlainSheetsDialog
from desktop_app.gui.dialogs.plan_grants import PlanDialog, planned_words
from desktop_app.gui.dialogs.scan_back import ScanBackDialog
from desktop_app.gui.dialogs.sheet_preview import (
    MARKED,
    SheetPreviewDialog,
    ask_for_printer,
    doubt_words,
)
from desktop_app.gui.dialogs.unresolved_numbers import UnresolvedDialog
from desktop_app.gui.dialogs.void_number import VoidDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.paper_printing import print_file
from desktop_app.gui.pages import grant_outcomes as outcomes
from desktop_app.gui.pages.grant_pane import ON_PAPER, GrantPane
from desktop_app.gui.pages.page import Deed, MarkedPeople, Page, PageAction, WrongSheets
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.grant_list import GrantList
from desktop_app.gui.tables.marked_bar import MarkedAction
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.notice import Notice, Step
from desktop_app.gui.widgets.words import SecureLabel
from desktop_app.i18n import _, mark
from desktop_app.services.grant_history import history_of
from desktop_app.services.granting import Approval, Plan
from desktop_app.services.issuing import Printed
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress
from desktop_app.storage.drafts import Draft
from desktop_app.storage.grants import GrantFilter, GrantLine


class GrantsPage(Page):
    """The grants of the campaign in hand, list left, one of them right.

    Signals:
        campaign_saved: a Campaign that was added or changed here.
        grants_changed: something was planned, decided, printed, voided or settled.
    """

    campaign_saved = Signal(object)
    grants_changed = Signal()

    name, title, icon = "grants", mark("Grants"), "grants"

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._runner = runner
        self._campaign: Campaign | None = None
        self._lines: list[GrantLine] = []
        self._build()

    @property
    def forms(self) -> Mapping[str, str]:
        """Give the one form of this page."""
        return {CAMPAIGN_FORM: mark("Campaign")}

    def page_actions(self) -> Sequence[PageAction]:
        """Offer what the person's role includes, the next thing for that role as the primary."""
        if self._campaign is None:
            if not self._may(Right.CAMPAIGN):
                return ()
            return (PageAction(mark("New campaign"), Shortcut.NEW.keys, self.new_campaign, True),)
        offered = (
            (Right.READ, PageAction(mark("Letters, notices, lists…"), "", self.print_plain)),
            (Right.READ, PageAction(mark("Print…"), Shortcut.PRINT.keys, self.print_sheets)),
            (Right.PLAN, PageAction(mark("Plan grants"), Shortcut.NEW.keys, self.plan, True)),
            (
                Right.APPROVE,
                PageAction(mark("Approve"), Shortcut.APPROVE.keys, self.approve, True),
            ),
        )
        return tuple(action for right, action in offered if self._may(right))

    def refresh(self) -> None:
        """Read the grants and the numbers in doubt again; the cursor stays on its grant."""
        chosen = self._list.view.chosen_record()
        if self._campaign is not None:
            self._campaign = self._office.campaigns.get(self._campaign.id)
            self._lines = self._office.granting.lines(GrantFilter(campaign=self._campaign.id))
        self._list.show_lines(self._lines, chosen.grant.id if chosen else "")
        self._advise()
        self._show_campaign_line()
        self._warn_of_doubt()
        self.count_changed.emit(outcomes.unsigned(self._lines))

    def show_campaign(self, campaign: object) -> None:
        """Work on this campaign, given as itself or as its id; None for none at all."""
        if campaign is None:
            self._campaign, self._lines = None, []
        else:
            found = campaign.id if isinstance(campaign, Campaign) else str(campaign)
            self._campaign = self._office.campaigns.get(found)
        self._list.drop_filters()
        self.refresh()
        self.actions_changed.emit()

    def show_record(self, record: object) -> None:
        """Show a grant, given as itself, as its line or as its id; or go on with a draft."""
        if isinstance(record, Draft):
            self.open_draft(record)
            return
        if isinstance(record, MarkedPeople):
            self._begin_for(record)
            return
        grant = record.grant if isinstance(record, GrantLine) else record
        wanted = grant.id if isinstance(grant, Grant) else str(grant)
        found = self._office.granting.lines(GrantFilter(ids=(wanted,)))
        if found:
            self.show_campaign(found[0].grant.campaign)
            self._list.choose(wanted)

    def new_campaign(self) -> None:
        """Set up a campaign; one that was left unfinished is gone on with."""
        drafts = [draft for draft in self._office.drafting.mine() if draft.form == CAMPAIGN_FORM]
        unsaved = (draft for draft in drafts if self._saved_campaign(draft.record) is None)
        self._open_campaign(None, next(unsaved, None))

    def edit_campaign(self) -> None:
        """Change the campaign in hand."""
        if self._campaign is not None:
            self._open_campaign(self._office.campaigns.open(self._campaign.id), None)

    def open_draft(self, draft: Draft) -> None:
        """Go on with an unfinished campaign."""
        if draft.form == CAMPAIGN_FORM:
            self._open_campaign(self._saved_campaign(draft.record), draft)

    def plan(self, people: tuple[str, ...] | None = None) -> None:
        """Plan grants from the roster, for everybody or for these people on it."""
        if self._campaign is not None:
            dialog = PlanDialog(self._office, self._runner, self._campaign, self, people=people)
            dialog.planned.connect(self._tell_planned)
            self._open(dialog)

    def approve(self) -> None:
        """Decide on what waits."""
        if self._campaign is not None:
            dialog = ApproveDialog(self._office, self._runner, self._campaign, self)
            dialog.approved.connect(self._tell_approved)
            dialog.refused.connect(self._tell_refused)
            self._open(dialog)

    def void(self, number: str = "") -> None:
        """Take a grant back by its number, at first that of the grant in sight."""
        chosen = self._list.view.chosen_record()
        dialog = VoidDialog(self._office, number or (chosen.receipt if chosen else ""), self)
        dialog.voided.connect(self._tell_voided)
        self._open(dialog)

    def print_sheets(self, marked: Sequence[GrantLine] | None = None) -> None:
        """Choose sheets, see them, print them; of all grants, or of those marked at first."""
        if self._campaign is not None:
            chosen = self._list.view.chosen_records() if marked is None else marked
            lines = (self._lines, self._list.filtered(), chosen)
            dialog = SheetPreviewDialog(self._office, self._runner, self._campaign, lines, self)
            if marked is not None:
                dialog.choose(SheetKind.RECEIPT, MARKED)
            dialog.printed.connect(self._tell_printed)
            dialog.resolve_requested.connect(self.resolve)
            self._open(dialog)

    def scan_back(self) -> None:
        """Take in signed sheets and look at the signatures."""
        if self._campaign is not None:
            dialog = ScanBackDialog(self._office, self._runner, self._campaign.id, self)
            dialog.changed.connect(self._after_change)
            self._open(dialog)

    def print_plain(self) -> None:
        """Choose a sheet without a number and see it."""
        if self._campaign is not None:
            self._open(PlainSheetsDialog(self._office, self._runner, self._campaign, self))

    def _begin_for(self, marked: MarkedPeople) -> None:
        """Plan or print for people who were marked on another page."""
        if marked.deed is Deed.PLAN:
            self.plan(marked.people)
        else:
            people = set(marked.people)
            self.print_sheets([line for line in self._lines if line.grant.beneficiary in people])

    def _spoil(self, marked: Sequence[GrantLine]) -> None:
        self._ask_what_is_wrong(*(line.receipt for line in marked if line.state in ON_PAPER))

    def _ask_what_is_wrong(self, *numbers: str) -> None:
        self.open_requested.emit("printing", WrongSheets(numbers))

    def resolve(self) -> None:
        """Say of the numbers in doubt whether their sheets came out."""
        dialog = UnresolvedDialog(self._office, self._runner, self)
        dialog.resolved.connect(self._after_change)
        self._open(dialog)

    def _build(self) -> None:
        self._doubt, self._outcome = Notice(), Notice()
        self._list = GrantList()
        self._list.remember(self._office, self.name)
        self._list.offer_for_marked(
            [
                MarkedAction(
                    text=mark("Print…"), run=self.print_sheets, possible=self._has_campaign
                ),
                MarkedAction(text=mark("Printed wrongly…"), run=self._spoil),
            ]
        )
        self._list.export_requested.connect(self.export_requested)
        self._list.paper_requested.connect(self.paper_requested)
        self._list.narrowed.connect(self._advise)
        self._list.view.record_chosen.connect(self._show_grant)
        self._list.view.record_activated.connect(lambda line: self._ask_for(line.grant.beneficiary))
        self._pane = self._build_pane()
        left = QWidget()
        left.setProperty("role", "surface")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_head())
        column.addWidget(self._list, 1)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self._pane)
        split.setSizes([em(62), em(30)])
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._doubt)
        whole.addWidget(self._outcome)
        whole.addWidget(split, 1)
        self.setFocusProxy(self._list)

    def _build_pane(self) -> GrantPane:
        may_void = self._may(Right.VOID)
        pane = GrantPane(may_void=may_void, may_spoil=may_void or self._may(Right.PRINT))
        pane.spoil_requested.connect(self._ask_what_is_wrong)
        pane.void_requested.connect(self.void)
        pane.person_requested.connect(self._ask_for)
        return pane

    def _build_head(self) -> QHBoxLayout:
        """Say which campaign this is; the ways to change it, and to void a number."""
        self._about = SecureLabel("", "muted")
        self._edit, self._new = link(_("Edit the campaign")), link(_("New campaign"))
        self._edit.clicked.connect(self.edit_campaign)
        self._new.clicked.connect(self.new_campaign)
        self._take_back = link(_("Void a number…"))
        self._take_back.clicked.connect(lambda _on=False: self.void())
        self._scan = link(_("Scan back…"))
        self._scan.clicked.connect(lambda _on=False: self.scan_back())
        head = QHBoxLayout()
        head.setContentsMargins(em(1), em(0.6), em(1), 0)
        head.setSpacing(em(1.2))
        head.addWidget(self._about, 1)
        for way in (self._scan, self._edit, self._new, self._take_back):
            head.addWidget(way)
        return head

    def _has_campaign(self) -> bool:
        return self._campaign is not None

    def _may(self, right: Right) -> bool:
        return self._office.may(right)

    def _open(self, dialog: QDialog) -> None:
        self._outcome.hide()
        dialog.open()

    def _open_campaign(self, reading: Reading[Campaign] | None, draft: Draft | None) -> None:
        dialog = CampaignDialog(self._office, reading, draft, self)
        dialog.campaign_saved.connect(self._take_campaign)
        self._open(dialog)

    def _take_campaign(self, campaign: Campaign) -> None:
        self.show_campaign(campaign)
        self.campaign_saved.emit(campaign)
        self._outcome.say(_("The campaign is saved."))

    def _saved_campaign(self, identifier: str) -> Reading[Campaign] | None:
        try:
            return self._office.campaigns.open(identifier)
        except CircumstanceError:
            return None

    def _advise(self) -> None:
        """Say what to do where the list is empty."""
        self._list.empty.say(*self._advice())

    def _advice(self) -> tuple[str, str]:
        if self._campaign is None:
            advice = _("A campaign says what is given to whom. Set one up first.")
            return _("No campaign yet"), advice
        if self._lines:
            return _("No grant fits these filters"), _("Take a filter away to see more.")
        if self._may(Right.PLAN):
            advice = _("Import a roster, then plan its grants with Ctrl+N.")
        else:
            advice = _("A clerk plans grants from the roster; they then wait here for approval.")
        return _("Nothing is planned yet"), advice

    def _ask_for(self, person: str) -> None:
        self.open_requested.emit("people", person)

    def _show_grant(self, line: GrantLine | None) -> None:
        self._pane.show_history(history_of(self._office.desk, line.grant.id) if line else None)

    def _show_campaign_line(self) -> None:
        chosen = self._campaign
        for button in (self._edit, self._new):
            button.setVisible(self._may(Right.CAMPAIGN) and chosen is not None)
        self._take_back.setVisible(self._may(Right.VOID))
        self._scan.setVisible(chosen is not None)
        if chosen is None:
            self._about.show_text("")
            return
        size = self._office.campaigns.roster_size(chosen.id)
        self._about.show_text(outcomes.about(chosen, size))

    def _warn_of_doubt(self) -> None:
        count = len(self._office.issuing.unresolved())
        if not count:
            self._doubt.hide()
            return
        steps = [(_("Did they come out?"), self.resolve)] if self._may(Right.PRINT) else []
        self._doubt.say(doubt_words(count), steps, warns=True)

    def _after_change(self) -> None:
        self.refresh()
        self.grants_changed.emit()

    def _tell_planned(self, plan: Plan) -> None:
        self._after_change()
        words = _("Planned: {what}. They wait for somebody else's approval.")
        self._outcome.say(words.format(what=planned_words(plan)))

    def _tell_approved(self, approval: Approval) -> None:
        self._after_change()
        steps: list[Step] = []
        if approval.held:
            steps.append((_("Look at those"), self.approve))
        if approval.approved and self._may(Right.PRINT):
            steps.append((_("Print…"), self.print_sheets))
        self._outcome.say(outcomes.approved(approval), steps)

    def _tell_refused(self, count: int) -> None:
        self._after_change()
        self._outcome.say(outcomes.refused(count))

    def _tell_voided(self, number: str) -> None:
        self._after_change()
        self._outcome.say(_("{number} is void now.").format(number=number))

    def _tell_printed(self, printed: Printed) -> None:
        self._after_change()
        steps: list[Step] = []
        if len(printed.files) == 1:
            steps.append((_("Open the file"), lambda: open_path(printed.files[0])))
        if printed.files:
            folder = printed.files[0].parent
            steps.append((_("Open the folder"), lambda: open_path(folder)))
            steps.append((_("Print…"), lambda: self.print_files(printed.files)))
        self._outcome.say(outcomes.printed(printed), steps)

    def print_files(self, files: Sequence[Path]) -> None:
        """Put saved sheets on paper as they are; they have their numbers already."""
        if (printer := ask_for_printer(self)) is None:
            return

        def work(progress: Progress) -> int:
            return sum(print_file(file, printer, progress) for file in files)

        def tell(count: int) -> None:
            self._outcome.say(outcomes.sent(outcomes.pages(count)))

        perform(self, self._runner, _("Printing"), work, tell)
