"""The fields of a visit and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import cast

from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.issue import Issue
from desktop_app.domain.visit import MIN_VISITORS, Visit, Visitor
from desktop_app.gui.forms.chip_line import ChipLine
from desktop_app.gui.forms.fold import Fold
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.forms.people_picker import PeoplePicker
from desktop_app.gui.forms.visit_given import GivenEditor
from desktop_app.gui.forms.visit_values import HOME_CONCERNS, Values, found_field
from desktop_app.gui.forms.visitor_words import read_visitor, visitor_words
from desktop_app.gui.widgets.choices import Tick
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.inline_table import InlineColumn, InlineTable
from desktop_app.gui.widgets.number_edit import NumberEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox, keys_of
from desktop_app.gui.widgets.search_field import Hit
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import _
from desktop_app.services.office import Office
from desktop_app.services.wording import sentence

_LISTS = {"manner": "visit_manner", "place_kind": "place_type", "risk_level": "risk_level"}
_DELEGATION = ("delegation", "leader", "leader_title", "groups", "more_places", "exhortation")
_MORE = ("more_findings",)
_GIVEN = "given/"


def given_field(person: str, field: str) -> str:
    """Name a field of what one person is handed, for the summary of objections."""
    return f"{_GIVEN}{person}/{field}"


class VisitSheet(FormSheet):
    """Whom, when and where; who came; what was learnt; what was handed over."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._lists = CodeLists.load()
        self._today: Callable[[], date] = office.desk.today
        self._known: Sequence[Visitor] = ()
        self.people = PeoplePicker(office)
        self._folds: list[tuple[Fold, Sequence[str]]] = []
        self._build_whom()
        self._build_learnt()
        self._build_wishes()
        self.given = GivenEditor(cast("QWidget", self.editor("remarks")))
        self.add_group(_("Money and goods handed over"), 1)
        self.add_widget(self.given)
        self.history.watch_part("given", self.given, self.given.kept, self.given.restore)
        self._close_folds()

    def offer(self, visit: Visit, known: Sequence[Visitor], places: Sequence[str]) -> None:
        """Offer today's choices, and the old ones this visit uses."""
        self._known = known
        for name, list_id in _LISTS.items():
            used = [place.kind for place in visit.places] if name == "place_kind" else []
            used += [str(getattr(visit, name, None) or "")]
            self._choices(name).set_choices(self._current(list_id, used))
        campaigns = [(str(one.id), one.name) for one in self._office.campaigns.all()]
        self._choices("campaign").set_choices(campaigns)
        cast("TextLine", self.editor("place_name")).suggest(places)

    def open_what_is_filled(self, values: Values) -> None:
        """Open the folds in which something stands and close the others."""
        for fold, names in self._folds:
            fold.setChecked(any(values.get(name) for name in names))

    def ask_reason(self) -> None:
        """Ask for a reason where one visitor came alone."""
        came = {visitor.name for visitor in cast("Sequence[Visitor]", self._value("visitors"))}
        came |= {str(self._value("leader"))} - {""}
        reason = bool(self._value("lone_visitor_reason"))
        lone = 0 < len(came) < MIN_VISITORS
        self.show_field("lone_visitor_reason", visible=lone or reason)

    def go_to(self, name: str) -> None:
        """Take the cursor to a field, opening its fold first."""
        if name.startswith(_GIVEN):
            _head, person, field = name.split("/")
            self.given.go_to(person, field)
            return
        for fold, names in self._folds:
            if name in names:
                fold.setChecked(True)
        super().go_to(name)

    def _value(self, name: str) -> object:
        return self.editor(name).value()

    def _choices(self, name: str) -> PinyinComboBox:
        return cast("PinyinComboBox", self.editor(name))

    def _current(self, list_id: str, used: Sequence[str] = ()) -> list[tuple[str, str]]:
        """List the choices of today, and after them the retired ones that are in use."""
        entries = self._lists[list_id]
        codes = [entry.code for entry in entries.current]
        codes += [code for code in dict.fromkeys(used) if code and code not in codes]
        return [(code, entries.label_of(code)) for code in codes]

    def _go_on(self) -> None:
        """Pass over the folds: a routine visit has nothing in them."""
        super()._go_on()
        while isinstance(QApplication.focusWidget(), Fold):
            self.focusNextPrevChild(True)

    def _words(self, issue: Issue) -> str:
        if issue.field.startswith(_GIVEN):
            return f"{self.given.name_of(issue.field.split('/')[1])}: {sentence(issue)}"
        return super()._words(issue)

    def _build_whom(self) -> None:
        self.add_group(_("Whom, when, where"), 0, abreast=3)
        self.add_field("beneficiaries", _("To whom"), self.people, wide=True)
        self.add_field("first_day", _("Day"), DateEdit(self._today), required=True)
        self.add_field("last_day", _("Last day, if several"), DateEdit(self._today))
        self.add_field("day_words", _("Or in words"), TextLine())
        self.add_field("manner", _("Manner"), PinyinComboBox(), required=True)
        self.add_field("place_kind", _("Type of place"), PinyinComboBox())
        self.add_field("place_name", _("Name of the place"), TextLine())
        self.add_field("risk_level", _("Risk level"), PinyinComboBox())
        self.add_field("campaign", _("Campaign"), PinyinComboBox(), wide=2)
        prompt = _("Name, title, unit; Enter adds")
        visitors = ChipLine(self._find_visitor, _describe, read=read_visitor, prompt=prompt)
        self.add_field("visitors", _("Who came (at least two)"), visitors, wide=True)
        reason = _("Why only one came")
        self.add_field("lone_visitor_reason", reason, TextLine(), wide=True)

        self._build_delegation()

    def _build_delegation(self) -> None:
        self._add_fold(_("Delegation, groups met, further places"), _DELEGATION)
        self.add_field("delegation", _("Delegation"), TextLine())
        self.add_field("leader", _("Leader"), TextLine())
        self.add_field("leader_title", _("Leader's title"), TextLine())
        self.add_field("groups", _("Groups met"), self._groups_table(), wide=True)
        self.add_field("more_places", _("Further places"), self._places_table(), wide=True)
        self.add_field("exhortation", _("What was said to them"), TextArea(1), wide=True)

    def _build_wishes(self) -> None:
        self.add_group(_("Difficulties and wishes"), 0)
        self.add_field("difficulties", _("Difficulties at home"), TextArea(1), wide=True)
        self.add_field("requests", _("Wishes and requests"), TextArea(1))
        self.add_field("remarks", _("Remarks"), TextArea(1))

    def _build_learnt(self) -> None:
        concerns = self._lists["concern"]
        self.add_group(_("Asked and learnt"), 1)
        for concern in HOME_CONCERNS:
            self.add_field(found_field(concern), concerns.label_of(concern), TextLine())
        self._add_fold(_("Other concerns"), _MORE)
        self.add_field("more_findings", _("Other concerns"), self._findings_table(), wide=True)

    def _add_fold(self, words: str, names: Sequence[str]) -> None:
        def show(visible: bool) -> None:
            for name in names:
                if name in self._fields:
                    self.show_field(name, visible=visible)

        fold = Fold(words, show)
        self._folds.append((fold, names))
        self.add_widget(fold)

    def _close_folds(self) -> None:
        self.open_what_is_filled({})
        for _fold, names in self._folds:
            for name in names:
                self.show_field(name, visible=False)

    def _find_visitor(self, text: str) -> list[Hit]:
        wanted = text.lower()
        fitting = [one for one in self._known if f" {wanted}" in f" {keys_of(one.name)}"]
        details = ("  ".join(p for p in (one.title, one.unit) if p) for one in fitting)
        return [Hit(one.name, detail, one) for one, detail in zip(fitting, details, strict=True)]

    def _groups_table(self) -> InlineTable:
        units = self._current("count_unit")
        return InlineTable(
            (
                InlineColumn(name="words", title=_("Who"), editor=TextLine, share=3),
                InlineColumn(
                    name="count", title=_("How many"), editor=NumberEdit, text=_figure, right=True
                ),
                InlineColumn(name="approximate", title=_("About"), editor=Tick, text=_about),
                InlineColumn(
                    name="unit",
                    title=_("Unit"),
                    editor=lambda: PinyinComboBox(units),
                    text=self._lists["count_unit"].label_of,
                ),
            )
        )

    def _places_table(self) -> InlineTable:
        kinds = self._current("place_type")
        return InlineTable(
            (
                InlineColumn(
                    name="kind",
                    title=_("Type of place"),
                    editor=lambda: PinyinComboBox(kinds),
                    text=self._lists["place_type"].label_of,
                    share=2,
                ),
                InlineColumn(name="name", title=_("Name of the place"), editor=TextLine, share=3),
            )
        )

    def _findings_table(self) -> InlineTable:
        concerns = self._current("concern")
        return InlineTable(
            (
                InlineColumn(
                    name="concern",
                    title=_("Concern"),
                    editor=lambda: PinyinComboBox(concerns),
                    text=self._lists["concern"].label_of,
                    share=2,
                ),
                InlineColumn(name="text", title=_("What was learnt"), editor=TextLine, share=3),
            )
        )


def _describe(payload: Hashable) -> str:
    return visitor_words(cast("Visitor", payload))


def _about(approximate: bool) -> str:
    return _("about") if approximate else ""


def _figure(count: int) -> str:
    return f"{count:,}"
