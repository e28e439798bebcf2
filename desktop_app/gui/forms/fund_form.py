"""Recording money that came in."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.fund import FundIncome
from desktop_app.domain.identity import FundIncomeId, new_id
from desktop_app.domain.money import format_yuan
from desktop_app.gui.forms.form_plan import FormField, FormGroup, choice_of, plain
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.number_edit import AmountEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office

FIELD = FormField
PLAN = (
    FormGroup(
        title=mark("Money raised"),
        column=0,
        fields=(
            FIELD(
                name="amount_fen",
                caption=mark("Sum raised"),
                editor=plain(AmountEdit),
                unit=mark("yuan"),
                required=True,
            ),
            FIELD(
                name="received_on",
                caption=mark("Received on"),
                editor=plain(DateEdit),
                required=True,
                shared=True,
            ),
            FIELD(
                name="fund_source",
                caption=mark("Fund source"),
                editor=choice_of("fund_source"),
                required=True,
                shared=True,
            ),
            FIELD(
                name="detail",
                caption=mark("In detail"),
                editor=choice_of("fund_source_detail"),
                shared=True,
            ),
            FIELD(
                name="payer",
                caption=mark("From whom"),
                editor=plain(TextLine),
                wide=True,
                shared=True,
            ),
            FIELD(
                name="document",
                caption=mark("Document"),
                editor=plain(TextLine),
                hint=mark("The notice, the transfer or the receipt that proves it."),
                wide=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("What it is for"),
        column=1,
        fields=(
            FIELD(
                name="name",
                caption=mark("Name of the fund"),
                editor=plain(TextLine),
                hint=mark("Where it was set up for one purpose."),
                wide=True,
                shared=True,
            ),
            FIELD(
                name="purpose",
                caption=mark("Purpose laid down by the giver"),
                editor=plain(lambda: TextArea(2)),
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
            FIELD(
                name="remarks",
                caption=mark("Remarks"),
                editor=plain(lambda: TextArea(2)),
                wide=True,
            ),
        ),
    ),
)


class FundForm(RecordForm[FundIncome]):
    """One sum that came in."""

    form, words = "fund_income", mark("money raised")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.raising, PLAN, parent)

    def blank(self) -> FundIncome:
        """Make the sum from which a new one begins."""
        return FundIncome(id=FundIncomeId(new_id()))

    def title_of(self, record: FundIncome) -> str:
        """Say from whom and how much."""
        source = CodeLists.load()["fund_source"].label_of(record.fund_source)
        amount = format_yuan(record.amount_fen) if record.amount_fen else ""
        return " · ".join(part for part in (record.name or record.payer or source, amount) if part)

    @property
    def title(self) -> str:
        """Which sum is in the form."""
        return _("Record money raised") if self.is_new else self.title_of(self._record)

    def prepare(self, record: FundIncome) -> None:
        """Offer the campaigns."""
        campaigns = cast("PinyinComboBox", self.sheet.editor("campaign"))
        campaigns.set_choices((one.id, one.name) for one in self._office.campaigns.all())

    def follow_field(self, name: str) -> None:
        """Take the source from the detail that somebody chooses."""
        source = self.sheet.editor("fund_source")
        if name == "detail" and not source.value():
            detail = CodeLists.load()["fund_source_detail"].entry(
                cast("str | None", self.sheet.editor("detail").value())
            )
            if detail is not None:
                source.set_value(detail.belongs_to.get("fund_source"))
