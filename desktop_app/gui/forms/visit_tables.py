"""The tables in the form of a visit: groups, places, concerns, needs heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from desktop_app.gui.forms.form_plan import words_of
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.forms.place_when import WhenLine
from desktop_app.gui.widgets.choices import Tick
from desktop_app.gui.widgets.inline_table import InlineColumn, InlineTable
from desktop_app.gui.widgets.number_edit import NumberEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import _

Choices = Sequence[tuple[str, str]]


def groups_table() -> InlineTable:
    """Ask which groups were met, and how many they were."""
    return InlineTable(
        (
            InlineColumn(name="words", title=_("Who"), editor=TextLine, share=3),
            InlineColumn(
                name="count", title=_("How many"), editor=NumberEdit, text=_figure, right=True
            ),
            InlineColumn(name="approximate", title=_("About"), editor=Tick, text=_about),
            _choice("unit", _("Unit"), "count_unit"),
        ),
        _("Add a group (Insert)"),
    )


def places_table(today: Callable[[], date], names: Callable[[], Sequence[str]]) -> InlineTable:
    """Ask for places, each with its region and its days; `names` are those known already."""
    return InlineTable(
        (
            _choice("kind", _("Type of place"), "place_type", share=2),
            InlineColumn(
                name="name",
                title=_("Name of the place"),
                editor=lambda: TextLine(suggestions=names()),
                share=3,
            ),
            InlineColumn(name="region", title=_("Region"), editor=TextLine),
            InlineColumn(name="when", title=_("When"), editor=lambda: WhenLine(today)),
            _choice("risk_level", _("Risk"), "risk_level"),
            InlineColumn(name="remarks", title=_("Remarks"), editor=TextLine),
        ),
        _("Add a place (Insert)"),
    )


def findings_table() -> InlineTable:
    """Ask about concerns that have no field of their own."""
    return InlineTable(
        (
            _choice("concern", _("Concern"), "concern", share=2),
            InlineColumn(name="text", title=_("What was learnt"), editor=TextLine, share=3),
        )
    )


def heard_table(whose: Callable[[], Choices]) -> InlineTable:
    """Ask which needs were heard; `whose` they may be are those whom the visit is to."""

    def owner(code: str) -> str:
        return dict(whose()).get(code, "")

    return InlineTable(
        (
            _choice("kind", _("Kind of need"), "need_kind", share=2),
            InlineColumn(name="words", title=_("In their words"), editor=TextLine, share=3),
            _choice("urgency", _("Urgency"), "need_urgency"),
            InlineColumn(
                name="whose",
                title=_("Whose"),
                editor=lambda: PinyinComboBox(whose()),
                text=owner,
            ),
        ),
        _("Add a need (Insert)"),
    )


def _choice(name: str, title: str, codes: str, *, share: int = 1) -> InlineColumn:
    return InlineColumn(
        name=name,
        title=title,
        editor=lambda: PinyinComboBox(offered(codes)),
        text=partial(words_of, codes),
        share=share,
    )


def _about(approximate: bool) -> str:
    return _("about") if approximate else ""


def _figure(count: int) -> str:
    return f"{count:,}"
