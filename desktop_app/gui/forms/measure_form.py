"""Recording what an employer does so that workers stay and are treated lawfully."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop_app.domain.employer import EmployerMeasure
from desktop_app.domain.identity import CampaignId, EmployerId, EmployerMeasureId, new_id
from desktop_app.gui.forms.employer_picker import EmployerPicker
from desktop_app.gui.forms.employer_title import title_at
from desktop_app.gui.forms.form_plan import (
    FormField,
    FormGroup,
    choice_of,
    plain,
    several_of,
    words_of,
)
from desktop_app.gui.forms.pictured_form import PicturedForm
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.headcount_edit import HeadcountEdit
from desktop_app.gui.widgets.number_edit import AmountEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office

FIELD = FormField
_MEASURE = FormGroup(
    title=mark("The measure"),
    column=0,
    fields=(
        FIELD(
            name="employer",
            caption=mark("Employer or site"),
            editor=EmployerPicker,
            required=True,
            wide=True,
            shared=True,
        ),
        FIELD(
            name="measure",
            caption=mark("Measure"),
            editor=choice_of("employer_measure"),
            required=True,
            shared=True,
        ),
        FIELD(
            name="state",
            caption=mark("How far it has come"),
            editor=choice_of("measure_state"),
            shared=True,
        ),
        FIELD(name="starts", caption=mark("Begins on"), editor=plain(DateEdit), shared=True),
        FIELD(name="ends", caption=mark("Ends on"), editor=plain(DateEdit), shared=True),
        FIELD(
            name="reached",
            caption=mark("Workers reached"),
            editor=plain(HeadcountEdit),
            unit=mark("people"),
            hint=mark("About so many is written 约320, 近7860, 2500余 or ~320."),
        ),
        FIELD(
            name="amount_fen",
            caption=mark("Amount spent"),
            editor=plain(lambda: AmountEdit(may_be_zero=True)),
            unit=mark("yuan"),
            hint=mark("The employer's own money."),
        ),
    ),
)
_EVIDENCE = FormGroup(
    title=mark("Evidence"),
    column=1,
    fields=(
        FIELD(
            name="evidence_kinds",
            caption=mark("What shows it"),
            editor=several_of("measure_evidence"),
            wide=True,
            shared=True,
        ),
        FIELD(
            name="evidence",
            caption=mark("Evidence in words"),
            editor=plain(lambda: TextArea(3)),
            wide=True,
            shared=True,
        ),
        FIELD(
            name="campaign",
            caption=mark("Campaign"),
            editor=plain(PinyinComboBox),
            wide=True,
            shared=True,
        ),
        FIELD(name="remarks", caption=mark("Remarks"), editor=plain(TextLine), wide=True),
    ),
)
PLAN = (_MEASURE, _EVIDENCE)


class MeasureForm(PicturedForm[EmployerMeasure]):
    """One measure of an employer."""

    form, words = "employer_measure", mark("Measure of an employer")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.employer_measures, PLAN, parent)

    def blank(self) -> EmployerMeasure:
        """Make the measure from which a new one begins."""
        chosen = self._office.campaigns.chosen()
        return EmployerMeasure(
            id=EmployerMeasureId(new_id()),
            employer=EmployerId(""),
            measure="",
            campaign=CampaignId(chosen) if chosen else None,
        )

    def title_of(self, record: EmployerMeasure) -> str:
        """Say whose measure it is, and which."""
        measure = words_of("employer_measure", record.measure)
        return title_at(self._office, record.employer, measure)

    @property
    def title(self) -> str:
        """Which measure is in the form."""
        return self.title_of(self._record) or _("New measure")

    def prepare(self, _record: EmployerMeasure) -> None:
        """Offer the campaigns of this ledger."""
        campaign = cast("PinyinComboBox", self.sheet.editor("campaign"))
        campaign.set_choices((str(one.id), one.name) for one in self._office.campaigns.all())
