"""What the forms of the sections ask: one screen each."""

from __future__ import annotations

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.model_worker import ModelWorkerMoney
from desktop_app.domain.money import format_yuan
from desktop_app.domain.section import (
    FRONTLINE_POST,
    MIGRANT_ORIGIN,
    MODEL_WORKER,
    PLATFORM_WORK,
    STAYING_PUT,
)
from desktop_app.gui.forms.form_plan import FormField, FormGroup, choice_of, plain, several_of
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.widgets.choices import Tick
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.inline_table import InlineColumn, InlineTable
from desktop_app.gui.widgets.number_edit import AmountEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.region_line import RegionLine
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import CodeLine, TextLine
from desktop_app.gui.widgets.year_edit import YearEdit
from desktop_app.i18n import _, mark


def _words(lines: int = 2) -> TextArea:
    return TextArea(lines)


def _money_kind(code: object) -> str:
    return CodeLists.load()["model_worker_money"].label_of(str(code))


def _money_table() -> InlineTable:
    """Ask for year, kind and amount of what a model worker is given."""
    return InlineTable(
        (
            InlineColumn(name="year", title=_("Year"), editor=YearEdit, width=4.4),
            InlineColumn(
                name="kind",
                title=_("Kind of money"),
                editor=lambda: PinyinComboBox(offered("model_worker_money")),
                text=_money_kind,
                share=2,
            ),
            InlineColumn(
                name="amount_fen",
                title=_("Amount"),
                editor=AmountEdit,
                text=format_yuan,
                right=True,
            ),
            InlineColumn(name="remarks", title=_("Remarks"), editor=TextLine, width=5.2),
        ),
        _("Add a line of money (Insert)"),
    )


_REMARKS = FormField(name="remarks", caption=mark("Remarks"), editor=plain(_words), wide=True)
_MEMBERSHIP = (
    FormField(
        name="is_member",
        caption=mark("Union member"),
        editor=plain(lambda: Tick(_("Has joined the union"))),
    ),
    FormField(name="member_since", caption=mark("Member since"), editor=plain(DateEdit)),
)

_HONOUR = FormGroup(
    title=mark("Honour"),
    column=0,
    fields=(
        FormField(
            name="level",
            caption=mark("Level of the honour"),
            editor=choice_of("model_worker_type"),
            required=True,
        ),
        FormField(name="honour", caption=mark("Kind of honour"), editor=choice_of("honour_kind")),
        FormField(name="title", caption=mark("Title in full"), editor=plain(TextLine), wide=True),
        FormField(name="honoured_year", caption=mark("Year of the honour"), editor=plain(YearEdit)),
        FormField(
            name="certificate", caption=mark("Number of the certificate"), editor=plain(CodeLine)
        ),
        FormField(name="work_status", caption=mark("Work status"), editor=choice_of("work_status")),
    ),
)
_MODEL_WORKER = (
    _HONOUR,
    FormGroup(
        title=mark("Entitlements and money"),
        column=1,
        fields=(
            FormField(
                name="money",
                caption=mark("Money by year, in yuan"),
                editor=plain(_money_table),
                wide=True,
                row=ModelWorkerMoney,
            ),
            FormField(
                name="entitlements",
                caption=mark("How the entitlements are honoured"),
                editor=plain(_words),
                wide=True,
            ),
            _REMARKS,
        ),
    ),
    FormGroup(
        title=mark("In hardship: lasting aid"),
        column=0,
        abreast=3,
        folded=True,
        fields=(
            FormField(
                name="in_hardship",
                caption=mark("In hardship"),
                editor=plain(lambda: Tick(_("Model worker in hardship"))),
            ),
            FormField(
                name="aid_interval", caption=mark("How often"), editor=choice_of("aid_interval")
            ),
            FormField(name="aid_due", caption=mark("Next time by"), editor=plain(DateEdit)),
            FormField(
                name="difficulties", caption=mark("Difficulties"), editor=plain(_words), wide=True
            ),
            FormField(
                name="aid_plan", caption=mark("What is done"), editor=plain(_words), wide=True
            ),
        ),
    ),
)

_FRONTLINE_POST = (
    FormGroup(
        title=mark("Post"),
        column=0,
        fields=(
            FormField(
                name="occupation",
                caption=mark("Occupation"),
                editor=choice_of("frontline_occupation"),
                required=True,
                shared=True,
            ),
            FormField(name="post", caption=mark("Post"), editor=plain(TextLine), shared=True),
            FormField(
                name="unit",
                caption=mark("Unit or place"),
                editor=plain(TextLine),
                wide=True,
                shared=True,
            ),
            FormField(
                name="conditions",
                caption=mark("Hardship of the work"),
                editor=several_of("work_condition"),
                wide=True,
            ),
            FormField(
                name="official",
                caption=mark("Category of the notice"),
                editor=choice_of("official_category_2020"),
                hint=mark("Suggested by occupation and hardship; choose another where it fits."),
                wide=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("Kept over a festival"),
        column=1,
        fields=(
            FormField(
                name="festival",
                caption=mark("Festival"),
                editor=choice_of("visit_occasion"),
                shared=True,
            ),
            FormField(name="shift", caption=mark("Shift"), editor=choice_of("shift"), shared=True),
            FormField(
                name="kept_from", caption=mark("Kept from"), editor=plain(DateEdit), shared=True
            ),
            FormField(name="kept_to", caption=mark("Kept to"), editor=plain(DateEdit), shared=True),
            _REMARKS,
        ),
    ),
)

_MIGRANT_ORIGIN = (
    FormGroup(
        title=mark("Place of origin"),
        column=0,
        fields=(
            FormField(
                name="home_region",
                caption=mark("Region of origin"),
                editor=plain(RegionLine),
                hint=mark(
                    "Name or code; it comes from the ID number, correct it where it differs."
                ),
                wide=True,
                shared=True,
            ),
            FormField(
                name="home_place",
                caption=mark("Town and village"),
                editor=plain(TextLine),
                wide=True,
            ),
            FormField(
                name="home_union",
                caption=mark("Union of the place of origin"),
                editor=lambda office: TextLine(suggestions=office.sections.home_unions()),
                wide=True,
                shared=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("Place of work"),
        column=1,
        fields=(
            FormField(
                name="host_union",
                caption=mark("Union of the place of work"),
                editor=plain(TextLine),
                wide=True,
                shared=True,
            ),
            FormField(name="came_on", caption=mark("Came on"), editor=plain(DateEdit)),
            FormField(
                name="contract_signed",
                caption=mark("Contract signed on"),
                editor=plain(DateEdit),
            ),
            FormField(
                name="contract_term",
                caption=mark("Contract term"),
                editor=choice_of("contract_term"),
            ),
            *_MEMBERSHIP,
            _REMARKS,
        ),
    ),
)

_STAYING_PUT = (
    FormGroup(
        title=mark("New Year at the place of work"),
        column=0,
        fields=(
            FormField(
                name="year",
                caption=mark("New Year of"),
                editor=plain(YearEdit),
                required=True,
                shared=True,
            ),
            FormField(
                name="campaign",
                caption=mark("Campaign"),
                editor=plain(PinyinComboBox),
                shared=True,
            ),
            FormField(
                name="stay_place",
                caption=mark("Spends it at"),
                editor=plain(TextLine),
                wide=True,
                shared=True,
            ),
            FormField(
                name="provided",
                caption=mark("Provided"),
                editor=several_of("stay_provision"),
                wide=True,
                shared=True,
            ),
            FormField(
                name="provided_words",
                caption=mark("More about what is provided"),
                editor=plain(TextLine),
                wide=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("Home and family"),
        column=1,
        fields=(
            FormField(
                name="home_risk",
                caption=mark("Risk level of the place of origin"),
                editor=choice_of("risk_level"),
                shared=True,
            ),
            FormField(
                name="children_left_behind",
                caption=mark("Children"),
                editor=plain(lambda: Tick(_("Children are left behind"))),
            ),
            FormField(
                name="family_elsewhere",
                caption=mark("Family elsewhere"),
                editor=plain(_words),
                wide=True,
            ),
            _REMARKS,
        ),
    ),
)

_PLATFORM_WORK = (
    FormGroup(
        title=mark("Work on the platform"),
        column=0,
        fields=(
            FormField(
                name="occupation",
                caption=mark("Occupation"),
                editor=choice_of("platform_occupation"),
                required=True,
                shared=True,
            ),
            FormField(
                name="platform", caption=mark("Platform"), editor=plain(TextLine), shared=True
            ),
            FormField(
                name="station",
                caption=mark("Station or fleet"),
                editor=plain(TextLine),
                shared=True,
            ),
            FormField(name="vehicle", caption=mark("Vehicle"), editor=plain(TextLine)),
        ),
    ),
    FormGroup(
        title=mark("Insurance and union"),
        column=1,
        fields=(
            FormField(
                name="accident_insurance",
                caption=mark("Accident insurance"),
                editor=choice_of("accident_insurance"),
                wide=True,
                shared=True,
            ),
            *_MEMBERSHIP,
            _REMARKS,
        ),
    ),
)

PLANS: dict[str, tuple[FormGroup, ...]] = {
    MODEL_WORKER: _MODEL_WORKER,
    FRONTLINE_POST: _FRONTLINE_POST,
    MIGRANT_ORIGIN: _MIGRANT_ORIGIN,
    STAYING_PUT: _STAYING_PUT,
    PLATFORM_WORK: _PLATFORM_WORK,
}
"""The groups of each section's form, by the name of the section."""
