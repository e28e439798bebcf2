"""What the form of an activity asks."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.domain.activity import Partner
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.money import format_yuan
from desktop_app.domain.visit import Group
from desktop_app.gui.forms.chip_line import ChipLine
from desktop_app.gui.forms.form_plan import FormField, FormGroup, choice_of, plain, words_of
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.widgets.choices import Tick
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.inline_table import InlineColumn, InlineTable
from desktop_app.gui.widgets.number_edit import AmountEdit, NumberEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox, keys_of
from desktop_app.gui.widgets.search_field import Hit
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office

_MOST_HITS = 8


def _campaigns(office: Office) -> QWidget:
    return PinyinComboBox([(one.id, one.name) for one in office.campaigns.all()])


def _hosts(office: Office) -> QWidget:
    return TextLine(suggestions=office.activities.known("host"))


def _venues(office: Office) -> QWidget:
    return TextLine(suggestions=office.activities.known("venue"))


def _recipients(_office: Office) -> QWidget:
    """Offer the categories of recipients by initials; there are too many for a row of chips."""
    choices = offered("recipient_category")

    def find(text: str) -> list[Hit]:
        wanted = text.casefold()
        fitting = [(code, words) for code, words in choices if wanted in keys_of(words)]
        fitting.sort(key=lambda one: f" {wanted}" not in f" {keys_of(one[1])}")
        return [Hit(words, "", code) for code, words in fitting[:_MOST_HITS]]

    return ChipLine(
        find,
        lambda code: words_of("recipient_category", str(code)),
        prompt=_("Type a category or its initials"),
    )


def _choice_column(name: str, title: str, codes: str, share: int = 1) -> InlineColumn:
    return InlineColumn(
        name=name,
        title=title,
        editor=lambda: PinyinComboBox(offered(codes)),
        text=partial(words_of, codes),
        share=share,
    )


def _partners() -> QWidget:
    return InlineTable(
        (
            _choice_column("kind", _("Kind of partner"), "activity_partner", 2),
            InlineColumn(name="name", title=_("Name of the partner"), editor=TextLine, share=3),
        ),
        _("Add a partner (Insert)"),
    )


def _participants() -> QWidget:
    return InlineTable(
        (
            InlineColumn(name="words", title=_("Who"), editor=TextLine, share=3),
            InlineColumn(
                name="count", title=_("How many"), editor=NumberEdit, text=_figure, right=True
            ),
            InlineColumn(name="approximate", title=_("About"), editor=Tick, text=_about),
            _choice_column("unit", _("Unit"), "count_unit"),
        ),
        _("Add participants (Insert)"),
    )


def _goods() -> QWidget:
    return InlineTable(
        (
            InlineColumn(name="name", title=_("Goods"), editor=TextLine, share=3),
            InlineColumn(name="quantity", title=_("Quantity"), editor=NumberEdit, right=True),
            InlineColumn(name="unit", title=_("Unit"), editor=TextLine),
            InlineColumn(
                name="unit_price_fen",
                title=_("Price each"),
                editor=AmountEdit,
                text=format_yuan,
                right=True,
            ),
        ),
        _("Add goods (Insert)"),
    )


def _money() -> QWidget:
    return AmountEdit(may_be_zero=True)


def _about(approximate: bool) -> str:
    return _("about") if approximate else ""


def _figure(count: int) -> str:
    return f"{count:,}"


PLAN = (
    FormGroup(
        title=mark("Activity"),
        column=0,
        fields=(
            FormField(
                name="name",
                caption=mark("Name of the activity"),
                editor=plain(TextLine),
                required=True,
                wide=True,
            ),
            FormField(
                name="kind",
                caption=mark("Kind"),
                editor=choice_of("activity_kind"),
                required=True,
                shared=True,
            ),
            FormField(
                name="service_dimension",
                caption=mark("Service for"),
                editor=choice_of("service_dimension"),
                shared=True,
            ),
            FormField(
                name="campaign",
                caption=mark("Campaign"),
                editor=_campaigns,
                wide=True,
                shared=True,
            ),
            FormField(name="first_day", caption=mark("Day"), editor=plain(DateEdit), shared=True),
            FormField(name="last_day", caption=mark("Last day"), editor=plain(DateEdit)),
            FormField(
                name="day_words",
                caption=mark("Time in words"),
                editor=plain(TextLine),
                hint=mark("Where no day is known: 2021年新年前夕"),
                wide=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("Place and host"),
        column=1,
        fields=(
            FormField(
                name="place_type",
                caption=mark("Type of place"),
                editor=choice_of("place_type"),
                shared=True,
            ),
            FormField(name="venue", caption=mark("Venue"), editor=_venues, shared=True),
            FormField(
                name="online",
                caption=mark("Way"),
                editor=plain(lambda: Tick(_("held online"))),
            ),
            FormField(name="host", caption=mark("Host"), editor=_hosts, shared=True),
            FormField(
                name="partners",
                caption=mark("Partners"),
                editor=plain(_partners),
                row=Partner,
                wide=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("Participants"),
        column=0,
        fields=(
            FormField(
                name="participants",
                caption=mark("Who took part"),
                editor=plain(_participants),
                row=Group,
                hint=mark("People, households and person-times are counted apart."),
                wide=True,
            ),
            FormField(
                name="recipients",
                caption=mark("Categories of those who took part"),
                editor=_recipients,
                wide=True,
                shared=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("Money and goods"),
        column=1,
        fields=(
            FormField(
                name="budget_fen", caption=mark("Budget"), editor=plain(_money), unit=mark("yuan")
            ),
            FormField(
                name="spent_fen", caption=mark("Spent"), editor=plain(_money), unit=mark("yuan")
            ),
            FormField(
                name="fund_source",
                caption=mark("Fund"),
                editor=choice_of("fund_source"),
                shared=True,
                wide=True,
            ),
            FormField(
                name="goods",
                caption=mark("Goods given"),
                editor=plain(_goods),
                row=GoodsLine,
                wide=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("What happened"),
        column=0,
        fields=(
            FormField(name="content", caption=mark("Content"), editor=plain(TextArea), wide=True),
            FormField(
                name="feedback",
                caption=mark("What those who took part said"),
                editor=plain(partial(TextArea, 2)),
                wide=True,
            ),
            FormField(name="remarks", caption=mark("Remarks"), editor=plain(TextLine), wide=True),
        ),
    ),
)
