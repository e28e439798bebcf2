"""The form of one step of a hardship file's procedure."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop_app.domain import procedure
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.identity import HardshipFileId, ProcedureStepId, new_id
from desktop_app.domain.names import normalise_name
from desktop_app.domain.procedure import ProcedureStep
from desktop_app.gui.forms.chip_line import ChipLine
from desktop_app.gui.forms.form_plan import FormField, FormGroup, choice_of, plain, several_of
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.forms.person_words import FIELDS
from desktop_app.gui.forms.pictured_form import PicturedForm
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.search_field import Hit
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import mark
from desktop_app.services.office import Office

FORM = "procedure_step"
_OFFERED = 8


def _people(office: Office) -> QWidget:
    """Offer who carried out steps before; a new name is taken as it is typed."""

    def find(typed: str) -> list[Hit]:
        known = (name for name in office.proceeding.people() if typed in name)
        return [Hit(text=name, detail="", payload=name) for name in list(known)[:_OFFERED]]

    return ChipLine(find, str, read=lambda text: normalise_name(text) or None, goes_on=True)


PLAN = (
    FormGroup(
        title=mark("Step of the procedure"),
        fields=(
            FormField(
                name="step",
                caption=FIELDS["step"],
                editor=choice_of(procedure.STEPS),
                required=True,
                wide=True,
            ),
            FormField(name="day", caption=FIELDS["day"], editor=plain(DateEdit), required=True),
            FormField(name="until", caption=FIELDS["until"], editor=plain(DateEdit)),
            FormField(
                name="result",
                caption=FIELDS["result"],
                editor=choice_of(procedure.RESULTS),
                required=True,
            ),
            FormField(
                name="exit_route",
                caption=FIELDS["exit_route"],
                editor=choice_of("exit_route"),
                required=True,
            ),
            FormField(name="by", caption=FIELDS["by"], editor=_people, wide=True, shared=True),
            FormField(
                name="remarks",
                caption=FIELDS["remarks"],
                editor=plain(lambda: TextArea(3)),
                wide=True,
            ),
        ),
        column=0,
    ),
    FormGroup(
        title=mark("Documents"),
        fields=(
            FormField(
                name="documents",
                caption=FIELDS["documents"],
                editor=several_of("archive_material"),
                wide=True,
            ),
            FormField(
                name="document_words",
                caption=FIELDS["document_words"],
                editor=plain(TextLine),
                hint=mark("Such as minutes of a meeting, with number and day."),
                wide=True,
            ),
        ),
        column=1,
    ),
)


class StepForm(PicturedForm[ProcedureStep]):
    """Shows what the chosen step asks, and offers only steps that may follow now."""

    form, words = FORM, mark("Step of the procedure")
    papers = True

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.proceeding, PLAN, parent)
        self._ruled: object = None

    def blank(self) -> ProcedureStep:
        """Make a step of no file yet."""
        return ProcedureStep(id=ProcedureStepId(new_id()), file=HardshipFileId(""), step="")

    def title_of(self, record: ProcedureStep) -> str:
        """Say whose file it is and which step."""
        store = self._office.desk.store
        file = store.hardship_files.get(record.file)
        person = store.beneficiaries.get(file.beneficiary) if file else None
        step = CodeLists.load()[procedure.STEPS].label_of(record.step)
        return " · ".join(part for part in (person.name if person else "", step) if part)

    def follow(self, name: str) -> None:
        """Let the end of a notice follow its first day until somebody says otherwise."""
        if name in ("step", "day"):
            self._follow_notice()
        super().follow(name)

    def follow_field(self, name: str) -> None:
        """Show what the step asks."""
        if name != "step":
            return
        step = self.sheet.editor("step").value()
        entry = CodeLists.load()[procedure.STEPS].entry(str(step or ""))
        results = entry.facts.get("results", "").split() if entry else []
        self.sheet.show_field("until", visible=step == procedure.NOTICE)
        self.sheet.show_field("result", visible=bool(results))
        self.sheet.show_field("exit_route", visible=step == procedure.RELEASED)
        self._offer("result", results)

    def _offer_former_choices(self, record: ProcedureStep) -> None:
        """Offer the steps that may follow what was done for this file."""
        super()._offer_former_choices(record)
        file = self._office.desk.store.hardship_files.get(record.file)
        coming = self._office.proceeding.standing(file).coming if file else ()
        self._offer("step", [*coming, record.step])

    def _offer(self, name: str, codes: list[str]) -> None:
        """Narrow the choices of a field to these, keeping what is chosen."""
        editor = cast("PinyinComboBox", self.sheet.editor(name))
        kept = editor.value()
        listed = offered(procedure.STEPS if name == "step" else procedure.RESULTS)
        editor.set_choices([one for one in listed if one[0] in codes])
        editor.set_value(kept)

    def _settle_in(self) -> None:
        super()._settle_in()
        self._ruled = self._end_by_rule()

    def _follow_notice(self) -> None:
        editor = self.sheet.editor("until")
        new = self._end_by_rule()
        if editor.value() in (None, self._ruled) and not editor.misread():
            editor.set_value(new)
        self._ruled = new

    def _end_by_rule(self) -> object:
        values = self.collect()
        if values.step != procedure.NOTICE or values.day is None:
            return None
        return procedure.earliest_end(values.day)
