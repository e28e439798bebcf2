"""Recording a union: its place in the tree, who leads it, how many it counts."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop_app.domain import regions
from desktop_app.domain.identity import UnionId, new_id
from desktop_app.domain.union import Union
from desktop_app.gui.forms.form_plan import FormField, FormGroup, choice_of, plain
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.widgets.covered_line import CoveredCodeLine
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.number_edit import NumberEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.typed_line import CodeLine, TextLine
from desktop_app.gui.widgets.yes_or_no import YesOrNo
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office

FIELD = FormField
_PLACE = FormGroup(
    title=mark("Union and its place"),
    column=0,
    fields=(
        FIELD(
            name="name",
            caption=mark("Name of the union"),
            editor=plain(TextLine),
            required=True,
            wide=True,
        ),
        FIELD(
            name="parent",
            caption=mark("Union above"),
            editor=plain(PinyinComboBox),
            wide=True,
            shared=True,
        ),
        FIELD(name="code", caption=mark("Union code"), editor=plain(CodeLine)),
        FIELD(name="credit_code", caption=mark("Credit code"), editor=plain(CodeLine)),
        FIELD(name="level", caption=mark("Level"), editor=choice_of("union_level"), shared=True),
        FIELD(
            name="union_type",
            caption=mark("Type of union"),
            editor=choice_of("union_type"),
            shared=True,
        ),
        FIELD(
            name="union_form",
            caption=mark("Form of union"),
            editor=choice_of("union_form"),
            shared=True,
        ),
        FIELD(name="has_seal", caption=mark("Has an official seal"), editor=plain(YesOrNo)),
        FIELD(name="region", caption=mark("Region code"), editor=plain(CodeLine), shared=True),
        FIELD(name="street", caption=mark("Street or town"), editor=plain(TextLine), shared=True),
    ),
)
_PEOPLE = FormGroup(
    title=mark("Who leads it"),
    column=1,
    fields=(
        FIELD(name="chair", caption=mark("Chair"), editor=plain(TextLine)),
        FIELD(name="chair_phone", caption=mark("Phone"), editor=plain(CoveredCodeLine)),
        FIELD(name="term_from", caption=mark("In office from"), editor=plain(DateEdit)),
        FIELD(name="term_to", caption=mark("until"), editor=plain(DateEdit)),
        FIELD(
            name="audit_chair", caption=mark("Head of the audit committee"), editor=plain(TextLine)
        ),
        FIELD(
            name="audit_members",
            caption=mark("Members of the audit committee"),
            editor=plain(TextLine),
        ),
    ),
)
_COUNTS = FormGroup(
    title=mark("How many it counts"),
    column=1,
    abreast=3,
    fields=(
        *(
            FIELD(name=name, caption=caption, editor=plain(NumberEdit), unit=mark("people"))
            for name, caption in (
                ("workers", mark("Workers")),
                ("members", mark("Members")),
                ("migrant_workers", mark("Migrant workers")),
                ("hardship_workers", mark("Workers in hardship")),
                ("model_workers", mark("Model workers")),
            )
        ),
        FIELD(name="counted_on", caption=mark("Counted on"), editor=plain(DateEdit)),
    ),
)
_BANK = FormGroup(
    title=mark("Bank account"),
    column=0,
    fields=(
        FIELD(name="account_name", caption=mark("Account holder"), editor=plain(TextLine)),
        FIELD(name="bank", caption=mark("Bank"), editor=plain(TextLine), shared=True),
        FIELD(name="account", caption=mark("Account number"), editor=plain(CodeLine), wide=True),
    ),
)
_VALIDITY = FormGroup(
    title=mark("Validity and source"),
    column=1,
    fields=(
        FIELD(name="valid_from", caption=mark("Valid from"), editor=plain(DateEdit), shared=True),
        FIELD(name="retired_on", caption=mark("Retired on"), editor=plain(DateEdit)),
        FIELD(
            name="source",
            caption=mark("Source"),
            editor=plain(TextLine),
            hint=mark("The document that says so."),
            wide=True,
            shared=True,
        ),
        FIELD(name="remarks", caption=mark("Remarks"), editor=plain(TextLine), wide=True),
    ),
)
PLAN = (_PLACE, _PEOPLE, _COUNTS, _BANK, _VALIDITY)


class UnionForm(RecordForm[Union]):
    """One union of the tree."""

    form, words = "union", mark("register of a union")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.unions, PLAN, parent)

    def blank(self) -> Union:
        """Make the union from which a new one begins."""
        return Union(id=UnionId(new_id()), name="")

    @property
    def title(self) -> str:
        """Which union is in the form."""
        return _("New union") if self.is_new else self.title_of(self._record)

    def prepare(self, record: Union) -> None:
        """Offer the unions under which this one may stand."""
        places = self._office.unions.may_stand_above(record)
        parent = cast("PinyinComboBox", self.sheet.editor("parent"))
        parent.set_choices((place.union.id, " › ".join(place.path)) for place in places)

    def follow_field(self, name: str) -> None:
        """Name the region of the code."""
        if name == "region":
            code = str(self.sheet.editor("region").value() or "")
            self.sheet.note(name, regions.region_name(code) or "" if len(code) == 6 else "")
