"""Needs and referrals (诉求): heard, seen to, handed over, answered, settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import cast

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.need import Need
from desktop_app.domain.referral import Referral, ReferralState
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.dialogs.reason_dialog import ReasonDialog
from desktop_app.gui.forms.need_form import ClosingForm, NeedForm, StepForm
from desktop_app.gui.forms.referral_form import AnswerForm, ReferralForm
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.need_pane import NeedPane
from desktop_app.gui.pages.page import PageAction
from desktop_app.gui.pages.record_page import Form, RecordPage
from desktop_app.gui.pages.referral_pane import ReferralPane
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.need_list import NeedList, ReferralList
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office
from desktop_app.storage.referrals import ReferralFilter

_KINDS = {
    "legal_aid": "legal_aid",
    "legal_advice": "legal_aid",
    "counselling": "counselling",
    "employment": "employment",
    "training": "employment",
}
"""What is referred where a need of this kind is handed over; any other is a need."""


class NeedsPage(RecordPage):
    """Shows the list of needs or that of referrals, the one under the cursor on the right.

    `show_record` takes the id of a need or a referral, a draft, a person (then a new need), or a
    referral that somebody has prepared and nobody has kept yet.
    """

    name, title, icon = "needs", mark("Needs"), "needs"

    def __init__(
        self, office: Office, _jobs: JobRunner | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, parent)
        self.needs, self.referrals = NeedList(office), ReferralList(office)
        self.need, self.referral = NeedPane(office), ReferralPane(office)
        self._need_form, self._step_form = NeedForm(office), StepForm(office)
        self._closing_form = ClosingForm(office)
        self._referral_form, self._answer_form = ReferralForm(office), AnswerForm(office)
        self._lists, self._panes = QStackedWidget(), QStackedWidget()
        for stack, widgets in (
            (self._lists, (self.needs, self.referrals)),
            (self._panes, (self.need, self.referral)),
        ):
            for widget in widgets:
                stack.addWidget(widget)
        self._lists.setFocusProxy(self.needs)
        self.take_in_list(self.needs, self.name)
        self.take_in_list(self.referrals, "referrals")
        forms: list[QWidget] = [self._need_form, self._step_form, self._closing_form]
        forms += [self._referral_form, self._answer_form]
        self.build(self._lists, self._panes, forms)
        self._browser.setSizes([em(50), em(34)])  # the filters would take most of it
        self._connect()

    @property
    def shows_referrals(self) -> bool:
        """Tell whether the list of referrals is in front."""
        return self._lists.currentWidget() is self.referrals

    def list_actions(self) -> Sequence[PageAction]:
        """Offer a new need, or a new referral beside the list of referrals."""
        if not self._may_record:
            return ()
        keys = Shortcut.NEW.keys
        if self.shows_referrals:
            return (PageAction(mark("New referral"), keys, self.begin_referral, primary=True),)
        return (PageAction(mark("New need"), keys, self.begin, primary=True),)

    def read(self) -> None:
        """Read both lists again and keep in sight what was shown."""
        need, referral = self.need.record, self.referral.record
        self.needs.read()
        self.referrals.read()
        self._say_how_many_wait()
        if not (need and self.needs.choose(need)):
            self.need.show_need(need)
            if not self.need.record:
                self.needs.view.choose_row(0)
                self.need.show_line(self.needs.view.chosen_record())
        if not (referral and self.referrals.choose(referral)):
            self.referral.show_referral(referral)
            if not self.referral.record:
                self.referrals.view.choose_row(0)
                self.referral.show_line(self.referrals.view.chosen_record())

    def refresh(self) -> None:
        """Read the lists again; the rail says how many needs are overdue."""
        super().refresh()
        self._say_how_many_are_late()

    def show_campaign(self, _campaign: object) -> None:
        """Needs belong to no campaign; what is overdue is told as soon as the office opens."""
        self._say_how_many_are_late()

    def choose(self, record: str) -> None:
        """Put the cursor on a need, also by one of its steps, or on a referral.

        One that the filters hide is shown beside the list.
        """
        step = self._office.need_steps.get(record)
        need = step.need if step else record
        if self._office.referrals.get(record) is not None:
            self._show_referrals(visible=True)
            if not self.referrals.choose(record):
                self.referrals.view.leave_rows()
                self.referral.show_referral(record)
        elif self._office.needs.get(need) is not None:
            self._show_referrals(visible=False)
            if not self.needs.choose(need):
                self.needs.view.leave_rows()
                self.need.show_need(need)

    def show_record(self, record: object) -> None:
        """Show a need or a referral, go on with a draft, or begin a need of a person."""
        if isinstance(record, Beneficiary):
            self.begin(beneficiary=record.id)
        elif isinstance(record, Referral):
            self.begin_prepared(record)
        else:
            super().show_record(record)

    def show_overdue(self) -> None:
        """Show the needs that should have been answered."""
        self._show_referrals(visible=False)
        self.needs.show_only(self.needs.overdue)
        self.needs.view.choose_row(0)

    def show_open(self) -> None:
        """Show all open needs, the next due first."""
        self._show_referrals(visible=False)
        self.needs.show_only(self.needs.open)
        self.needs.view.choose_row(0)

    def show_late_referrals(self) -> None:
        """Show the referrals whose answer is late."""
        self._show_referrals(visible=True)
        self.referrals.show_all()
        self.referrals.overdue.click()
        self.referrals.view.choose_row(0)

    def begin(self, **prefilled: object) -> None:
        """Record a need."""
        if self._may_record:
            self.write(self._need_form, lambda _form: self._need_form.begin(None, **prefilled))

    def begin_referral(self, need: Need | None = None) -> None:
        """Ask somebody else: about a need, or about anything."""
        if not self._may_record:
            return
        about = _about(need) if need else {}
        self.write(self._referral_form, lambda _form: self._referral_form.begin(None, **about))

    def begin_prepared(self, referral: Referral) -> None:
        """Ask what was prepared elsewhere, such as a visit to a child."""
        if not self._may_record:
            return
        about = {one.name: getattr(referral, one.name) for one in fields(referral)}
        self.write(self._referral_form, lambda _form: self._referral_form.begin(None, **about))

    def begin_like(self, form: Form, kept: object) -> None:
        """Begin the next need or referral, or go back to what another form was about."""
        if form is self._need_form:
            self._need_form.begin(like=cast("Need", kept))
        elif form is self._referral_form:
            self._referral_form.begin(like=cast("Referral", kept))
        else:
            super().begin_like(form, kept)

    def _connect(self) -> None:
        self.needs.view.record_chosen.connect(self.need.show_line)
        self.needs.view.record_activated.connect(lambda line: self._edit_need(line.need.id))
        self.needs.empty.action_requested.connect(self.begin)
        self.referrals.view.record_chosen.connect(self.referral.show_line)
        self.referrals.view.record_activated.connect(
            lambda line: self._edit_referral(line.referral.id)
        )
        self.needs.referrals.clicked.connect(lambda: self._show_referrals(visible=True))
        self.referrals.back.clicked.connect(lambda: self._show_referrals(visible=False))
        self.need.edit_requested.connect(self._edit_need)
        self.need.step_requested.connect(self._begin_step)
        self.need.referral_requested.connect(self.begin_referral)
        self.need.closing_requested.connect(lambda need: self.edit(self._closing_form, need.id))
        self.need.reopening_requested.connect(self.ask_to_reopen)
        self.need.open_requested.connect(self._open)
        self.referral.edit_requested.connect(self._edit_referral)
        self.referral.answer_requested.connect(lambda one: self.edit(self._answer_form, one.id))
        self.referral.withdrawal_requested.connect(self.ask_to_take_back)
        self.referral.open_requested.connect(self._open)

    def ask_to_reopen(self, need: Need) -> ReasonDialog:
        """Open a settled need again once somebody has said why."""
        return self._ask(
            ReasonDialog(
                _("Reopen the need"),
                _("It stands among the open needs again; how it was settled stays in its steps."),
                _("Reopen"),
                self,
            ),
            lambda reason: self._office.needs.reopen(need.id, reason),
        )

    def ask_to_take_back(self, referral: Referral) -> ReasonDialog:
        """Take a referral back once somebody has said why."""
        return self._ask(
            ReasonDialog(
                _("Take the referral back"),
                _("No answer is waited for any longer. Tell those who were asked."),
                _("Take back"),
                self,
            ),
            lambda reason: self._office.referrals.withdraw(referral.id, reason),
        )

    def _ask(self, dialog: ReasonDialog, do: Callable[[str], object]) -> ReasonDialog:
        dialog.given.connect(lambda reason: self._do(lambda: do(reason)))
        dialog.open()
        return dialog

    def _do(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
        self.refresh()

    def _begin_step(self, need: Need) -> None:
        self.write(self._step_form, lambda _form: self._step_form.begin(need=need.id))

    def _edit_need(self, need: str) -> None:
        found = self._office.needs.get(need)
        if found is not None and not found.is_closed:
            self.edit(self._need_form, need)

    def _edit_referral(self, referral: str) -> None:
        self.edit(self._referral_form, referral)

    def _open(self, page: str, record: str) -> None:
        """Follow a way: to the other list here, or to another page."""
        if page in (self.name, "referral"):
            self.choose(record)
        else:
            self.open_requested.emit(page, record)

    def _show_referrals(self, *, visible: bool) -> None:
        """Bring one of the two lists to the front, with its record."""
        listed: NeedList | ReferralList = self.referrals if visible else self.needs
        self.needs.referrals.setChecked(False)
        self.referrals.back.setChecked(True)
        if listed is self._lists.currentWidget():
            return
        self._lists.setCurrentWidget(listed)
        self._panes.setCurrentWidget(self.referral if visible else self.need)
        self._lists.setFocusProxy(listed)
        self.actions_changed.emit()
        listed.setFocus()

    def _say_how_many_are_late(self) -> None:
        late = self._office.needs.overdue(self._office.desk.today())
        if late:
            self.count_changed.emit(_("{count} overdue").format(count=late))

    def _say_how_many_wait(self) -> None:
        waiting = ReferralFilter(state=ReferralState.WAITING)
        count = self._office.desk.store.referrals.how_many(waiting)
        words = _("Referrals ({count} waiting)").format(count=count)
        for chip in (self.needs.referrals, self.referrals.back):
            chip.setText(words)
            chip.setAccessibleName(words)
        self.needs.filters.reflow()
        self.referrals.filters.reflow()


def _about(need: Need) -> dict[str, object]:
    """Fill in what a referral has from the need it is about."""
    return {
        "need": need.id,
        "kind": _KINDS.get(need.kind, "need"),
        "words": need.words,
        "beneficiary": need.beneficiary,
        "child": need.child,
        "employer": need.employer,
        "due": need.due,
    }
