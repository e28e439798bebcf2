"""The form of a campaign: basis, days, wish, funds, cap, and what each category gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from desktop_app.domain import goods
from desktop_app.domain.campaign import Campaign, Cap, Standard
from desktop_app.domain.codelists import CodeLists, Entry, default_cap
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.issue import Issue, any_blocks, objection
from desktop_app.domain.money import format_yuan
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.inline_table import InlineColumn, InlineTable
from desktop_app.gui.widgets.number_edit import AmountEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import _

DAYS = ("starts", "ends", "cut_off")
EVERYONE_ELSE = ""  # the category of the standard that holds where no other does


class CampaignForm(FormSheet):
    """Shows a campaign and gives it back; an untouched one comes back equal."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lists = CodeLists.load()
        self._goods: dict[str, tuple[GoodsLine, ...]] = {}
        self._build_campaign()
        self._build_money()
        self._build_standards()
        self.field_edited.connect(lambda name: self._use_template() if name == "template" else None)

    def show_record(self, campaign: Campaign) -> None:
        """Show a campaign as it is kept."""
        self._know_goods(campaign.standards)
        cap = campaign.cap
        self.fill(
            {
                "name": campaign.name,
                "basis": campaign.basis,
                **{day: getattr(campaign, day) for day in DAYS},
                "wish": campaign.wish,
                "fund_source": campaign.fund_source,
                "per_time_fen": cap.per_time_fen if cap else None,
                "per_year_fen": cap.per_year_fen if cap else None,
                "cap_source": cap.source if cap else "",
                "standards": tuple(_row(standard) for standard in campaign.standards),
            }
        )

    def collect(self, campaign: Campaign) -> tuple[Campaign, tuple[Issue, ...]]:
        """Give the campaign with what was typed, and what the form itself objects to.

        Where a day is missing, the one of `campaign` stays and an issue says so.
        """
        values: dict[str, Any] = self.values()
        issues = [*self.misreadings(), *_missing_days(values), *_cap_issues(values)]
        if any_blocks(issues):
            return campaign, tuple(issues)
        return (
            replace(
                campaign,
                name=values["name"],
                basis=values["basis"],
                starts=values["starts"],
                ends=values["ends"],
                cut_off=values["cut_off"],
                wish=values["wish"],
                fund_source=values["fund_source"],
                cap=_cap(values),
                standards=tuple(self._standard(row) for row in values["standards"]),
            ),
            tuple(issues),
        )

    def draft(self) -> dict[str, Any]:
        """Give what stands in the form as plain JSON values."""
        values: dict[str, Any] = self.values()
        days = {day: _iso(values[day]) for day in DAYS}
        standards = [dict(row) for row in values["standards"]]
        return {**values, **days, "standards": standards}

    def show_draft(self, fields: Mapping[str, Any]) -> None:
        """Show what `draft` gave, from today or from before a crash."""
        days = {day: date.fromisoformat(fields[day]) if fields.get(day) else None for day in DAYS}
        self.fill({**fields, **days})

    def _build_campaign(self) -> None:
        documents = [one.name for one in self._lists["basis_document"].current]
        templates = self._lists["campaign_template"].current
        self.add_group(_("Campaign"), 0, abreast=3)
        self.add_field(
            "template",
            _("Template"),
            PinyinComboBox((one.code, one.label) for one in templates),
            hint=_("Fills name, basis and days"),
            wide=True,
        )
        self.add_field("name", _("Campaign name"), TextLine(), required=True, wide=True)
        self.add_field("basis", _("Basis document"), TextLine(suggestions=documents), wide=True)
        self.add_field("starts", _("Runs from"), DateEdit(lambda: self._today), required=True)
        self.add_field("ends", _("Runs until"), DateEdit(lambda: self._today), required=True)
        self.add_field("cut_off", _("Cut-off day"), DateEdit(lambda: self._today))
        self.add_field(
            "wish",
            _("Wish on the condolence sheet"),
            TextArea(4),
            hint=_("Each line becomes a paragraph."),
            wide=True,
        )

    def _build_money(self) -> None:
        self.add_group(_("Funds and cap"), 1)
        self.add_field(
            "fund_source",
            _("Fund source where nothing else is said"),
            PinyinComboBox(self._choices("fund_source")),
            wide=True,
        )
        self.add_field("per_time_fen", _("At most at one time"), AmountEdit(), unit=_("yuan"))
        self.add_field("per_year_fen", _("At most in one year"), AmountEdit(), unit=_("yuan"))
        self.add_field(
            "cap_source",
            _("Rule that says so"),
            TextLine(),
            hint=_default_cap_words(self._today.year),
            wide=True,
        )

    def _build_standards(self) -> None:
        categories = [*self._choices("recipient_category"), (EVERYONE_ELSE, _("everybody else"))]
        words = dict(categories)
        funds = self._choices("fund_source")
        fund_words = dict(funds)
        columns = (
            InlineColumn(
                name="category",
                title=_("Category"),
                editor=lambda: PinyinComboBox(categories),
                text=lambda code: words.get(code, code),
                share=3,
            ),
            InlineColumn(
                name="cash_fen", title=_("Yuan"), editor=AmountEdit, text=format_yuan, right=True
            ),
            InlineColumn(name="goods", title=_("Goods"), editor=TextLine, share=3),
            InlineColumn(
                name="fund_source",
                title=_("Fund"),
                editor=lambda: PinyinComboBox(funds),
                text=lambda code: fund_words.get(code, code),
            ),
        )
        self.add_group(_("What one person gets"), 1)
        self.add_field(
            "standards",
            _("Standards per category"),
            InlineTable(columns),
            hint=_("Goods as on a list: 大米10kg 1袋；新春大礼包 1份"),
            wide=True,
        )

    def _choices(self, list_id: str) -> list[tuple[str, str]]:
        return [(one.code, one.label) for one in self._lists[list_id].current]

    def _use_template(self) -> None:
        """Fill in what the chosen template knows; the rest stays as it was typed."""
        code = cast("str | None", self.values()["template"])
        entry = self._lists["campaign_template"].entry(code)
        if entry is None:
            return
        filled: dict[str, object] = {"name": entry.name, "basis": self._basis_of(entry)}
        filled |= {day: date.fromisoformat(entry.facts[day]) for day in DAYS if day in entry.facts}
        for name, value in filled.items():
            self.editor(name).set_value(value)

    def _basis_of(self, entry: Entry) -> str:
        document = self._lists["basis_document"].entry(entry.belongs_to.get("basis_document"))
        return document.name if document else ""

    def _know_goods(self, standards: Iterable[Standard]) -> None:
        """Remember what the words of goods stand for: prices are not among the words."""
        self._goods = {goods.words_of(one.goods): one.goods for one in standards}

    def _standard(self, row: Mapping[str, Any]) -> Standard:
        text = row.get("goods") or ""
        known = self._goods.get(text)
        return Standard(
            category=row.get("category") or EVERYONE_ELSE,
            cash_fen=row.get("cash_fen") or 0,
            goods=goods.read_goods(text) if known is None else known,
            fund_source=row.get("fund_source"),
        )


def _row(standard: Standard) -> dict[str, object]:
    return {
        "category": standard.category,
        "cash_fen": standard.cash_fen or None,
        "goods": goods.words_of(standard.goods),
        "fund_source": standard.fund_source,
    }


def _cap(values: Mapping[str, Any]) -> Cap | None:
    if values["per_time_fen"] is None:
        return None
    return Cap(
        per_time_fen=values["per_time_fen"],
        per_year_fen=values["per_year_fen"],
        source=values["cap_source"],
    )


def _cap_issues(values: Mapping[str, object]) -> list[Issue]:
    """Ask for both amounts where one of the three is given."""
    amounts = ("per_time_fen", "per_year_fen")
    if not any(values[name] not in {None, ""} for name in (*amounts, "cap_source")):
        return []
    return [objection(name, "cap_incomplete") for name in amounts if values[name] is None]


def _missing_days(values: Mapping[str, object]) -> list[Issue]:
    return [
        objection(day, "campaign_days_missing") for day in ("starts", "ends") if not values[day]
    ]


def _default_cap_words(year: int) -> str:
    cap = default_cap(year)
    if cap is None:
        return ""
    return _("Left empty: {time} at one time, {year} in one year ({source})").format(
        time=format_yuan(cap.per_time_fen), year=format_yuan(cap.per_year_fen), source=cap.source
    )


def _iso(day: object) -> str | None:
    return day.isoformat() if isinstance(day, date) else None
