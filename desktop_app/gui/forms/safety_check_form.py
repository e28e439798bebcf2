"""Recording a safety check: what was found, by when it is rectified, when and how it was."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop_app.domain.identity import EmployerId, SafetyCheckId, new_id
from desktop_app.domain.workplace_check import SafetyCheck, SafetyFinding
from desktop_app.gui.forms.columns import ACROSS
from desktop_app.gui.forms.employer_picker import EmployerPicker
from desktop_app.gui.forms.employer_title import title_at
from desktop_app.gui.forms.form_plan import FormField, FormGroup, choice_of, plain, words_of
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.forms.pictured_form import PicturedForm
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.inline_table import InlineColumn, InlineTable
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office

FIELD = FormField


def _findings(_office: Office) -> QWidget:
    return InlineTable(
        (
            InlineColumn(name="what", title=_("What was found"), editor=TextLine, share=3),
            InlineColumn(
                name="severity",
                title=_("Severity"),
                editor=lambda: PinyinComboBox(offered("safety_severity")),
                text=lambda code: words_of("safety_severity", code),
                width=7.5,
            ),
            _day("due_on", _("Rectify by")),
            _day("rectified_on", _("Rectified on")),
            InlineColumn(name="how", title=_("How it was rectified"), editor=TextLine, share=2),
        ),
        _("Add a finding (Insert)"),
    )


def _day(name: str, title: str) -> InlineColumn:
    return InlineColumn(name=name, title=title, editor=DateEdit, text=date.isoformat, width=8.5)


_CHECK = FormGroup(
    title=mark("The safety check"),
    fields=(
        FIELD(
            name="employer",
            caption=mark("Employer or site"),
            editor=EmployerPicker,
            required=True,
            wide=True,
        ),
        FIELD(
            name="day",
            caption=mark("Day of the safety check"),
            editor=plain(DateEdit),
            required=True,
            shared=True,
        ),
        FIELD(
            name="checked_by",
            caption=mark("Safety checked by"),
            editor=plain(TextLine),
            shared=True,
        ),
        FIELD(
            name="together_with",
            caption=mark("Together with"),
            editor=plain(TextLine),
            hint=mark("The departments in charge that the union helped."),
            wide=True,
            shared=True,
        ),
        FIELD(
            name="scope",
            caption=mark("What was looked at"),
            editor=plain(lambda: TextArea(2)),
            wide=True,
            shared=True,
        ),
    ),
    column=0,
)
_RESULT = FormGroup(
    title=mark("What it came to"),
    column=1,
    fields=(
        FIELD(
            name="result",
            caption=mark("Result of the check"),
            editor=choice_of("safety_result"),
            wide=True,
        ),
        FIELD(
            name="remarks", caption=mark("Remarks"), editor=plain(lambda: TextArea(3)), wide=True
        ),
    ),
)
_FOUND = FormGroup(
    title=mark("Dangers found"),
    column=ACROSS,
    fields=(
        FIELD(
            name="findings",
            caption=mark("What was found, and what became of it"),
            editor=_findings,
            wide=True,
            row=SafetyFinding,
        ),
    ),
)
PLAN = (_CHECK, _RESULT, _FOUND)


class SafetyCheckForm(PicturedForm[SafetyCheck]):
    """One safety check."""

    form, words = "safety_check", mark("Safety check")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.safety_checks, PLAN, parent)

    def blank(self) -> SafetyCheck:
        """Make the check from which a new one begins: today, by whom the program knows."""
        return SafetyCheck(
            id=SafetyCheckId(new_id()),
            employer=EmployerId(""),
            day=self._office.desk.today(),
            checked_by=self._office.user.name,
        )

    def title_of(self, record: SafetyCheck) -> str:
        """Say where and when it was."""
        day = record.day.isoformat() if record.day else ""
        return title_at(self._office, record.employer, day)

    @property
    def title(self) -> str:
        """Which check is in the form."""
        return _("New safety check") if self.is_new else self.title_of(self._record)
