"""The fields of a visit and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import cast

from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.issue import Issue
from desktop_app.domain.visit import MIN_VISITORS, REMOTE, Visit, Visitor
from desktop_app.gui.forms.chip_line import ChipLine
from desktop_app.gui.forms.employer_picker import EmployersPicker
from desktop_app.gui.forms.fold import Fold
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.forms.people_picker import PeoplePicker
from desktop_app.gui.forms.place_when import WhenLine
from desktop_app.gui.forms.visit_attached import VisitAttached
from desktop_app.gui.forms.visit_given import GivenEditor
from desktop_app.gui.forms.visit_heard import whose
from desktop_app.gui.forms.visit_tables import (
    findings_table,
    groups_table,
    heard_table,
    places_table,
)
from desktop_app.gui.forms.visit_values import HOME_CONCERNS, Values, found_field
from desktop_app.gui.forms.visitor_words import read_visitor, visitor_words
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox, keys_of
from desktop_app.gui.widgets.search_field import Hit
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.office import Office
from desktop_app.services.wording import sentence

_LISTS = {
    "manner": "visit_manner",
    "place_kind": "place_type",
    "risk_level": "risk_level",
    "occasion": "visit_occasion",
}
_WHOM = ("employers", "households", "groups")
_DELEGATION = (
    *("delegation", "leader", "leader_title", "title_remarks", "company_words"),
    *("occasion", "sources"),
)
_PLACES = ("place_region", "place_when", "place_remarks", "more_places")
_MORE = ("more_findings",)
_ACCOUNT = ("account", "exhortation", "given_words")
_HEARD = ("heard",)
_AT_A_PLACE = ("place_kind", "place_name", "risk_level")
_GIVEN = "given/"


def given_field(person: str, field: str) -> str:
    """Name a field of what one person is handed, for the summary of objections."""
    return f"{_GIVEN}{person}/{field}"


class VisitSheet(FormSheet):
    """Whom, when and where; who came; what was learnt; what was handed over."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._today: Callable[[], date] = office.desk.today
        self._known: Sequence[Visitor] = ()
        self._places: Sequence[str] = ()
        self.people = PeoplePicker(office)
        self._folds: list[tuple[Fold, Sequence[str]]] = []
        self._build_whom()
        self._build_learnt()
        self._build_wishes()
        self.given = GivenEditor(cast("QWidget", self.editor("remarks")))
        self.add_group(_("Money and goods handed over"), 1)
        self.add_widget(self.given)
        self.attached = VisitAttached(office)
        self._attached = Fold(_("Photos and signature"), self.attached.setVisible)
        self.add_widget(self._attached)
        self.add_widget(self.attached)
        self.history.watch_part("given", self.given, self.given.kept, self.given.restore)
        self._close_folds()

    def offer(self, visit: Visit, known: Sequence[Visitor], places: Sequence[str]) -> None:
        """Offer today's choices, and the old ones this visit uses."""
        self._known, self._places = known, places
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
        self._attached.setChecked(self.attached.is_filled)

    def ask_reason(self) -> None:
        """Ask for a reason where one visitor came alone."""
        came = {visitor.name for visitor in cast("Sequence[Visitor]", self._value("visitors"))}
        came |= {str(self._value("leader"))} - {""}
        reason = bool(self._value("lone_visitor_reason"))
        lone = 0 < len(came) < MIN_VISITORS
        self.show_field("lone_visitor_reason", visible=lone or reason)

    def ask_for_a_place(self) -> None:
        """Ask where it was, unless nobody went anywhere and nothing is said of it."""
        remote = self._value("manner") in REMOTE
        for name in _AT_A_PLACE:
            self.show_field(name, visible=not remote or bool(self._value(name)))

    def show_heard(self, words: Sequence[str]) -> None:
        """Say which needs were recorded in this visit before; they go on as cases of their own."""
        self._recorded.setText("\n".join(words))
        self._recorded.setVisible(bool(words))

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
        entries = CodeLists.load()[list_id]
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
        self._add_folds(
            (_("Household, employer, group"), _WHOM),
            (_("Delegation, company"), _DELEGATION),
            (_("More places"), _PLACES),
        )
        self._build_more_whom()
        self._build_delegation()
        self._build_places()

    def _build_more_whom(self) -> None:
        self.employers = EmployersPicker(self._office)
        self.add_field("employers", _("Employers and sites"), self.employers, wide=True)
        self._households = PeoplePicker(self._office)
        words = _("Households, by their worker")
        self.add_field("households", words, self._households, wide=True)
        self.add_field("groups", _("Groups met"), groups_table(), wide=True)

    def _build_delegation(self) -> None:
        self.add_field("delegation", _("Delegation"), TextLine())
        self.add_field("leader", _("Leader"), TextLine())
        self.add_field("leader_title", _("Leader's title"), TextLine())
        self.add_field("title_remarks", _("Remarks on the title"), TextLine())
        self.add_field("company_words", _("Companions without a name"), TextLine(), wide=2)
        self.add_field("occasion", _("Occasion"), PinyinComboBox())
        self.add_field("sources", _("Where it was told"), TextLine(), wide=2)

    def _build_places(self) -> None:
        self.add_field("place_region", _("Region of the place"), TextLine())
        self.add_field("place_when", _("When there"), WhenLine(self._today))
        self.add_field("place_remarks", _("Remarks on the place"), TextLine())
        table = places_table(self._today, lambda: self._places)
        self.add_field("more_places", _("Further places"), table, wide=True)

    def _build_wishes(self) -> None:
        self.add_group(_("Difficulties and wishes"), 0)
        self.add_field("difficulties", _("Difficulties at home"), TextArea(1), wide=True)
        self.add_field("requests", _("Wishes and requests"), TextArea(1))
        self.add_field("remarks", _("Remarks"), TextArea(1))

    def _build_learnt(self) -> None:
        concerns = CodeLists.load()["concern"]
        self.add_group(_("Asked and learnt"), 1)
        for concern in HOME_CONCERNS:
            self.add_field(found_field(concern), concerns.label_of(concern), TextLine())
        self._add_folds(
            (_("Other concerns"), _MORE),
            (_("Needs to see to"), _HEARD),
            (_("How it went, what was said and given"), _ACCOUNT),
        )
        self.add_field("more_findings", _("Other concerns"), findings_table(), wide=True)
        self._build_heard()
        self.add_field("account", _("How it went"), TextArea(3), wide=True)
        self.add_field("exhortation", _("What was said to them"), TextArea(2), wide=True)
        given = _("Given to groups and employers, in words")
        self.add_field("given_words", given, TextLine(), wide=True)

    def _build_heard(self) -> None:
        self._recorded = label("", "note", wrap=True)
        self.add_widget(self._recorded)
        self._recorded.hide()
        heard = heard_table(self._find_whose)
        self.add_field("heard", _("Needs to see to"), heard, wide=True)

    def _add_folds(self, *named: tuple[str, Sequence[str]]) -> None:
        """Add the lines that open further fields; the fields themselves follow them."""
        row = FlowRow(gap=1)
        for words, names in named:
            fold = Fold(words, partial(self._show_fields, names))
            fold.clicked.connect(lambda is_open, names=names: self._enter_fold(names, is_open))
            self._folds.append((fold, names))
            row.add(fold)
        self.add_widget(row)

    def _enter_fold(self, names: Sequence[str], is_open: bool) -> None:
        """Go on in the fields that somebody has just opened."""
        if is_open:
            super().go_to(names[0])

    def _show_fields(self, names: Sequence[str], visible: bool) -> None:
        for name in names:
            if name in self._fields:
                self.show_field(name, visible=visible)

    def _close_folds(self) -> None:
        self.open_what_is_filled({})
        for _fold, names in self._folds:
            self._show_fields(names, visible=False)

    def _find_whose(self) -> list[tuple[str, str]]:
        people = [*self.people.people(), *self._households.people()]
        groups = cast("Sequence[Mapping[str, object]]", self._value("groups"))
        employers = [(one.id, one.name) for one in self.employers.employers()]
        words = (str(row["words"] or "") for row in groups)
        return whose(dict.fromkeys(people), employers, words)

    def _find_visitor(self, text: str) -> list[Hit]:
        wanted = text.lower()
        fitting = [one for one in self._known if f" {wanted}" in f" {keys_of(one.name)}"]
        details = ("  ".join(p for p in (one.title, one.unit) if p) for one in fitting)
        return [Hit(one.name, detail, one) for one, detail in zip(fitting, details, strict=True)]


def _describe(payload: Hashable) -> str:
    """Say who came in few words: the title, or else the unit, stands behind the name."""
    visitor = cast("Visitor", payload)
    return visitor_words(replace(visitor, unit="") if visitor.title else visitor)
