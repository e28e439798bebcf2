"""Recording an employer or site."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.domain import regions
from desktop_app.domain.credit_code import read_credit_code
from desktop_app.domain.employer import COUNTS, Employer, tidy_name
from desktop_app.domain.identity import EmployerId, new_id
from desktop_app.gui.forms.chip_line import ChipLine
from desktop_app.gui.forms.employer_picker import EmployerPicker
from desktop_app.gui.forms.form_plan import FormField, FormGroup, MakeEditor, choice_of, plain
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.tables.employer_words import FIELDS, LISTS
from desktop_app.gui.widgets.covered_line import CoveredCodeLine
from desktop_app.gui.widgets.headcount_edit import HeadcountEdit
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import CodeLine, TextLine
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office


def _field(name: str, editor: MakeEditor, **more: bool | int) -> FormField:
    return FormField(
        name=name,
        caption=FIELDS[name],
        editor=editor,
        hint=_HINTS.get(name, ""),
        unit=mark("people") if name in COUNTS else "",
        required=name == "name",
        wide=more.get("wide", False),
        shared=name in _SHARED,
    )


def _choice(name: str) -> FormField:
    return _field(name, choice_of(LISTS[name]))


def _other_names(_office: Office) -> QWidget:
    return ChipLine(
        lambda _text: (),
        str,
        read=lambda text: tidy_name(text) or None,
        prompt=_("Type a name, then Enter"),
    )


_HINTS = {
    "also_called": mark("Rosters and people's records find the employer under these, too."),
    "headcount": mark("About so many is written 约320, 近7860, 2500余 or ~320."),
}
_SHARED = ("kind", "belongs_to", "nature", "industry", "region", "union")
_WHO = FormGroup(
    title=mark("Employer or site"),
    column=0,
    fields=(
        _field("name", plain(TextLine), wide=True),
        _choice("kind"),
        _choice("nature"),
        _field("belongs_to", EmployerPicker, wide=True),
        _field("also_called", _other_names, wide=True),
        _field("credit_code", plain(CodeLine)),
        _choice("industry"),
        _field("region", plain(CodeLine)),
        _field("address", plain(TextLine)),
    ),
)
_WORKERS = FormGroup(
    title=mark("Who works there"),
    column=0,
    abreast=3,
    fields=tuple(_field(name, plain(HeadcountEdit)) for name in COUNTS),
)
_BUSINESS = FormGroup(
    title=mark("State of business"),
    column=1,
    fields=(
        _choice("state"),
        _field("business", plain(lambda: TextArea(2)), wide=True),
        _field("difficulties", plain(lambda: TextArea(2)), wide=True),
        _field("history", plain(lambda: TextArea(2)), wide=True),
    ),
)
_CONTACT = FormGroup(
    title=mark("Union and contact"),
    column=1,
    fields=(
        _field("union", plain(TextLine), wide=True),
        _field("contact", plain(TextLine)),
        _field("phone", plain(CoveredCodeLine)),
        _field("remarks", plain(TextLine), wide=True),
    ),
)
PLAN = (_WHO, _WORKERS, _BUSINESS, _CONTACT)


class EmployerForm(RecordForm[Employer]):
    """One employer or site."""

    form, words = "employer", mark("Employer or site")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.employers, PLAN, parent)

    def blank(self) -> Employer:
        """Make the employer from which a new one begins."""
        return Employer(id=EmployerId(new_id()), name="")

    @property
    def title(self) -> str:
        """Which employer is in the form."""
        return _("New employer or site") if self.is_new else self.title_of(self._record)

    def follow_field(self, name: str) -> None:
        """Say what a name or a code means as soon as it is typed."""
        typed = str(self.sheet.editor(name).value() or "")
        if name == "name":
            known = self._office.employers.by_name(typed) if typed else None
            is_other = known is not None and known.id != self.record
            words = _("An employer of this name is in the ledger already.")
            self.sheet.note(name, words if is_other else "")
        elif name == "region":
            self.sheet.note(name, regions.region_name(typed) or "" if len(typed) == 6 else "")
        elif name == "credit_code":
            code, issues = read_credit_code(typed)
            fits = code is not None and not issues
            self.sheet.note(name, _("The check character fits.") if fits else "")
