"""Employers and sites: found, read, recorded, with what is agreed, feared and found there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QWidget

from desktop_app.domain.employer import EmployerMeasure
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.domain.workplace_check import RiskCheck, SafetyCheck
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.forms.employer_form import EmployerForm
from desktop_app.gui.forms.measure_form import MeasureForm
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.forms.risk_check_form import RiskCheckForm
from desktop_app.gui.forms.safety_check_form import SafetyCheckForm
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.employer_pane import EmployerPane
from desktop_app.gui.pages.employer_paper import employer_paper
from desktop_app.gui.pages.page import PageAction
from desktop_app.gui.pages.record_page import Form, RecordPage
from desktop_app.gui.tables.employer_list import EmployerList
from desktop_app.i18n import _, mark
from desktop_app.services.employer_lines import EmployerLine, EmployerLines
from desktop_app.services.office import Office

_SHARES = (560, 440)


class EmployersPage(RecordPage):
    """List on the left, record on the right; recording takes the whole page."""

    name, title, icon = "employers", mark("Employers"), "employers"

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self._runner = runner
        self._lines = EmployerLines(office.desk)
        self._list = EmployerList(office)
        self._pane = EmployerPane(office)
        forms = (EmployerForm, MeasureForm, RiskCheckForm, SafetyCheckForm)
        self.build(self._list, self._pane, forms)
        self._browser.setSizes(_SHARES)  # the pane has six tabs to show
        self._connect()

    @property
    def _form(self) -> EmployerForm:
        return self.made(EmployerForm)

    def list_actions(self) -> Sequence[PageAction]:
        """Offer printing the record in sight, and recording."""
        offered = []
        if self._pane.record and self._office.may(Right.PRINT):
            offered.append(PageAction(mark("Print record"), Shortcut.PRINT.keys, self.print_shown))
        if self._may_record:
            words = mark("New employer or site")
            offered.append(PageAction(words, Shortcut.NEW.keys, self.begin_new, primary=True))
        return tuple(offered)

    def read(self) -> None:
        """Read the list again and keep the employer in sight."""
        chosen = self._pane.record
        self._list.read()
        if chosen and not self._list.choose(chosen):
            self._show_alone(chosen)

    def choose(self, record: str) -> None:
        """Put the cursor on an employer, or on that which a measure or check is about."""
        employer = self._employer_of(record)
        if employer and not self._list.choose(employer):
            found = self._office.employers.get(employer)
            self._list.look_for(found.name if found else "")
            if not self._list.choose(employer):
                self._show_alone(employer)

    def show_due(self) -> None:
        """Show the employer where a warning or a danger has been due the longest."""
        self.show_list()
        if due := self._office.employers.due():
            self.choose(due[0].employer)

    def begin_like(self, form: Form, kept: object) -> None:
        """Begin the next record: a measure of the same employer, a check of the same day."""
        if isinstance(kept, EmployerMeasure):
            self.made(MeasureForm).begin(kept, employer=kept.employer, campaign=kept.campaign)
        elif isinstance(kept, RiskCheck):
            self.made(RiskCheckForm).begin(kept, day=kept.day, checked_by=kept.checked_by)
        elif isinstance(kept, SafetyCheck):
            self.made(SafetyCheckForm).begin(
                kept,
                day=kept.day,
                checked_by=kept.checked_by,
                together_with=kept.together_with,
            )
        else:
            self._form.begin()

    def begin_new(self) -> None:
        """Record an employer that is not in the ledger yet."""
        if self._may_record:
            self.write(self._form, lambda _form: self._form.begin())

    def print_shown(self) -> PaperDialog | None:
        """Show the record in sight as it comes out on paper."""
        line = self._lines.line(self._pane.record)
        if line is None:
            return None
        title = _("Record of an employer")
        try:
            pdf = employer_paper(self._office, line)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return None
        dialog = PaperDialog(title, pdf, self._runner, self)
        dialog.open()
        return dialog

    def _connect(self) -> None:
        self._list.view.record_chosen.connect(self._show)
        self._list.nothing.action_requested.connect(self.begin_new)
        self._list.view.record_activated.connect(lambda line: self._edit(line.employer.id))
        self._pane.edit_requested.connect(self._edit)
        self._pane.form_requested.connect(self._open_form)
        self._pane.employer_requested.connect(self.choose)
        self._pane.person_requested.connect(lambda one: self.open_requested.emit("people", one))
        self._pane.visit_requested.connect(lambda one: self.open_requested.emit("visits", one))

    def _show(self, line: EmployerLine | None) -> None:
        could_print = bool(self._pane.record)
        self._pane.show_line(line)
        if could_print != bool(self._pane.record):
            self.actions_changed.emit()

    def _edit(self, employer: str) -> None:
        self.edit(self._form, employer)

    def _open_form(self, name: str, record: object) -> None:
        """Open a form about an employer: a kept record by its id, or a new one."""
        form = self.form_of(name)
        if isinstance(record, dict) and self._may_record:
            self.write(form, lambda _form: cast("RecordForm[object]", form).begin(**record))
        elif isinstance(record, str):
            self.edit(form, record)

    def _employer_of(self, record: str) -> str:
        """Give the employer that a record is, or is about; "" where there is no such record."""
        if self._office.employers.get(record) is not None:
            return record
        rooms = (
            self._office.employer_measures,
            self._office.risk_checks,
            self._office.safety_checks,
        )
        found = (room.get(record) for room in rooms)
        return next((str(one.employer) for one in found if one is not None), "")

    def _show_alone(self, employer: str) -> None:
        """Show an employer beside a list that goes on elsewhere."""
        self._show(self._lines.line(employer))
