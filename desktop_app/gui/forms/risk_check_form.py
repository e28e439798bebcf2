"""Recording a labour-relations risk check: what was found, how grave, what is planned."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.domain.identity import EmployerId, RiskCheckId, new_id
from desktop_app.domain.workplace_check import Risk, RiskCheck
from desktop_app.gui.forms.employer_picker import EmployerPicker
from desktop_app.gui.forms.employer_title import title_at
from desktop_app.gui.forms.form_plan import FormField, FormGroup, choice_of, plain, words_of
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.forms.pictured_form import PicturedForm
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.inline_table import InlineColumn, InlineTable
from desktop_app.gui.widgets.number_edit import NumberEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office

FIELD = FormField


def _risks(_office: Office) -> QWidget:
    return InlineTable(
        (
            InlineColumn(
                name="kind",
                title=_("Kind of risk"),
                editor=lambda: PinyinComboBox(offered("labour_risk")),
                text=lambda code: words_of("labour_risk", code),
                share=2,
            ),
            InlineColumn(name="people", title=_("People"), editor=NumberEdit, right=True),
            InlineColumn(name="words", title=_("The risk in words"), editor=TextLine, share=3),
        ),
        _("Add a risk (Insert)"),
    )


_CHECK = FormGroup(
    title=mark("The risk check"),
    column=0,
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
            caption=mark("Day of the risk check"),
            editor=plain(DateEdit),
            required=True,
            shared=True,
        ),
        FIELD(
            name="checked_by",
            caption=mark("Risks looked into by"),
            editor=plain(TextLine),
            shared=True,
        ),
        FIELD(name="level", caption=mark("Level of risk"), editor=choice_of("labour_risk_level")),
        FIELD(
            name="risks",
            caption=mark("Risks found"),
            editor=_risks,
            wide=True,
            row=Risk,
        ),
    ),
)
_PLAN = FormGroup(
    title=mark("Plan and warning"),
    column=1,
    fields=(
        FIELD(
            name="plan",
            caption=mark("Plan for the case that it happens"),
            editor=plain(lambda: TextArea(3)),
            wide=True,
            shared=True,
        ),
        FIELD(
            name="warning_on",
            caption=mark("Look again on"),
            editor=plain(DateEdit),
            hint=mark("From this day on it stands among what is due."),
            shared=True,
        ),
        FIELD(name="owner", caption=mark("Who sees to it"), editor=plain(TextLine), shared=True),
        FIELD(
            name="five_resolves",
            caption=mark("How the five resolves are carried out"),
            editor=plain(lambda: TextArea(2)),
            wide=True,
            shared=True,
        ),
    ),
)
_END = FormGroup(
    title=mark("How the risk ended"),
    column=1,
    fields=(
        FIELD(name="closed_on", caption=mark("Risk settled on"), editor=plain(DateEdit)),
        FIELD(
            name="outcome",
            caption=mark("How it was settled"),
            editor=plain(lambda: TextArea(2)),
            wide=True,
        ),
    ),
)
PLAN = (_CHECK, _PLAN, _END)


class RiskCheckForm(PicturedForm[RiskCheck]):
    """One labour-relations risk check."""

    form, words = "risk_check", mark("Labour-relations risk check")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.risk_checks, PLAN, parent)

    def blank(self) -> RiskCheck:
        """Make the check from which a new one begins: today, by whom the program knows."""
        return RiskCheck(
            id=RiskCheckId(new_id()),
            employer=EmployerId(""),
            day=self._office.desk.today(),
            checked_by=self._office.user.name,
        )

    def title_of(self, record: RiskCheck) -> str:
        """Say where and when it was."""
        day = record.day.isoformat() if record.day else ""
        return title_at(self._office, record.employer, day)

    @property
    def title(self) -> str:
        """Which check is in the form."""
        return _("New risk check") if self.is_new else self.title_of(self._record)
