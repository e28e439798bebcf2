"""The form of a child left behind: the guardian's consent stands beside what needs it."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop_app.domain import resident_id
from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.identity import BeneficiaryId, ChildId, new_id
from desktop_app.domain.resident_id import ResidentId
from desktop_app.gui.forms.form_plan import FormField, FormGroup, choice_of, plain
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.widgets.covered_line import CoveredCodeLine, CoveredIdEdit
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.region_line import RegionLine
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.year_edit import YearEdit
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office
from desktop_app.storage.drafts import Draft

CHILD_PLAN = (
    FormGroup(
        title=mark("Child"),
        column=0,
        fields=(
            FormField(name="name", caption=mark("Name"), editor=plain(TextLine), required=True),
            FormField(name="birth_year", caption=mark("Birth year"), editor=plain(YearEdit)),
            FormField(
                name="id_number",
                caption=mark("ID number"),
                editor=plain(CoveredIdEdit),
                wide=True,
            ),
            FormField(name="birth_date", caption=mark("Date of birth"), editor=plain(DateEdit)),
            FormField(name="sex", caption=mark("Sex"), editor=choice_of("sex")),
            FormField(
                name="school",
                caption=mark("School"),
                editor=lambda office: TextLine(suggestions=office.children.schools()),
                shared=True,
            ),
            FormField(name="grade", caption=mark("Grade"), editor=plain(TextLine)),
        ),
    ),
    FormGroup(
        title=mark("Guardian and consent"),
        column=1,
        fields=(
            FormField(
                name="guardian", caption=mark("Guardian"), editor=plain(TextLine), shared=True
            ),
            FormField(
                name="guardian_relation",
                caption=mark("Relation to the child"),
                editor=choice_of("guardian_relation"),
                shared=True,
            ),
            FormField(
                name="guardian_phone",
                caption=mark("Guardian's phone"),
                editor=plain(CoveredCodeLine),
                wide=True,
            ),
            FormField(
                name="consent_by",
                caption=mark("Consent given by"),
                editor=plain(TextLine),
                hint=mark(
                    "Needed under fourteen (Personal Information Protection Law, article 31)."
                ),
                wide=True,
                shared=True,
            ),
            FormField(
                name="consent_on",
                caption=mark("Consent given on"),
                editor=plain(DateEdit),
                shared=True,
            ),
            FormField(
                name="consent_form",
                caption=mark("Form of the consent"),
                editor=choice_of("consent_form"),
                shared=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("Where the child lives"),
        column=0,
        fields=(
            FormField(
                name="region",
                caption=mark("Region of the home"),
                editor=plain(RegionLine),
                hint=mark("Name or code of the county"),
                wide=True,
                shared=True,
            ),
            FormField(
                name="address",
                caption=mark("Address"),
                editor=plain(TextLine),
                wide=True,
                shared=True,
            ),
            FormField(
                name="home_union",
                caption=mark("Union of that place"),
                editor=plain(TextLine),
                hint=mark("It is asked to visit the child."),
                wide=True,
                shared=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("Wishes"),
        column=1,
        fields=(
            FormField(
                name="wishes",
                caption=mark("Wishes and needs"),
                editor=plain(lambda: TextArea(2)),
                wide=True,
            ),
            FormField(
                name="remarks",
                caption=mark("Remarks"),
                editor=plain(lambda: TextArea(2)),
                wide=True,
            ),
        ),
    ),
)


class ChildForm(RecordForm[LeftBehindChild]):
    """One child; the number fills in birth and sex."""

    form, words = "left_behind_child", mark("child left behind")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.children, CHILD_PLAN, parent)
        cast("CoveredIdEdit", self.sheet.editor("id_number")).number_read.connect(self._fill_in)

    def blank(self) -> LeftBehindChild:
        """Begin with nothing."""
        return LeftBehindChild(id=ChildId(new_id()), parent=BeneficiaryId(""), name="")

    def title_of(self, record: LeftBehindChild) -> str:
        """Say whose child it is, and its name."""
        parent = self._office.desk.store.beneficiaries.get(record.parent)
        whose = _("Child of {name}").format(name=parent.name) if parent else ""
        return " · ".join(part for part in (record.name, whose) if part)

    def begin(self, like: LeftBehindChild | None = None, **prefilled: object) -> None:
        """Begin a new child."""
        self._freshen()
        super().begin(like, **prefilled)

    def open(self, record: str) -> None:
        """Show a kept child."""
        self._freshen()
        super().open(record)

    def resume(self, draft: Draft) -> None:
        """Go on with a draft."""
        self._freshen()
        super().resume(draft)

    def begin_sibling(self, kept: LeftBehindChild) -> None:
        """Begin the next child of the same parent, in the same place with the same guardian."""
        same = ("parent", "guardian", "guardian_relation", "region", "address", "home_union")
        self.begin(kept, **{name: getattr(kept, name) for name in same})

    def _fill_in(self, number: ResidentId) -> None:
        """Fill what the number says where nobody has said it.

        The first fifteen digits look like a number of former days; no child has one.
        """
        if len(str(self.sheet.editor("id_number").value())) < resident_id.LENGTH:
            return
        said: dict[str, object] = {
            "birth_date": number.birth_date,
            "birth_year": number.birth_date.year,
            "sex": number.sex,
        }
        for name, value in said.items():
            if self.sheet.editor(name).value() is None:
                self.sheet.editor(name).set_value(value)
                self.follow(name)

    def _freshen(self) -> None:
        """Offer the unions and schools named so far."""
        for name, named in (
            ("home_union", self._office.sections.home_unions()),
            ("school", self._office.children.schools()),
        ):
            cast("TextLine", self.sheet.editor(name)).suggest(named)
