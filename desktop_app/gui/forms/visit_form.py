"""The form of a visit: opens, keeps drafts, objects, saves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.domain import goods
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.change import Reading
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.issue import Issue, any_blocks, objection
from desktop_app.domain.money import format_yuan
from desktop_app.domain.need import Need
from desktop_app.domain.visit import Visit
from desktop_app.gui.forms.typing_history import write_text
from desktop_app.gui.forms.visit_draft import packed, unpacked
from desktop_app.gui.forms.visit_heard import HEARD, need_words, needs_of
from desktop_app.gui.forms.visit_heard import objections as objections_to
from desktop_app.gui.forms.visit_sheet import VisitSheet, given_field
from desktop_app.gui.forms.visit_values import blank, values_of, visit_of
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office
from desktop_app.services.visit_lines import VisitLines
from desktop_app.services.visiting import Given, NoSuchVisitError
from desktop_app.storage.drafts import Draft
from desktop_app.storage.grants import GrantLine

FORM = "visit"
_MANNER = "home"
_FIELDS = {"places": "place_name"}  # where the form says what is wrong with them
_ROUND = ("first_day", "manner", "visitors", "lone_visitor_reason", "risk_level", "campaign")

_MOST_NAMED = 3


class VisitForm(QWidget):
    """One visit at a time; every field that is touched is kept as a draft.

    Signals:
        saved: the visit, and whether the next one is wanted.
        draft_kept: what is typed is safe.
        refused: a sentence that says why it could not be kept.
    """

    saved = Signal(object, bool)
    draft_kept = Signal()
    refused = Signal(str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._lines = VisitLines(office.desk)
        self._visit = blank(VisitId(""))
        self._base: Reading[Visit] | None = None
        self._shown: dict[str, object] = {}
        self._begun: dict[str, Any] = {}
        self._said: frozenset[Issue] = frozenset()
        self.sheet = VisitSheet(office)
        self.sheet.field_edited.connect(self._follow)
        self.sheet.given.edited.connect(self._follow_given)
        self.sheet.attached.edited.connect(self._keep_draft)
        self.sheet.given.edited.connect(lambda: self.sheet.history.note("given"))
        self.sheet.save_requested.connect(lambda: self.save(and_next=True))
        self.sheet.copy_requested.connect(self._copy_from_previous)
        self.sheet.field_entered.connect(self._keep_place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet)
        self.setFocusProxy(self.sheet.people)

    form = FORM
    words = mark("record of a visit")

    @property
    def title(self) -> str:
        """Say whether a visit begins or is changed."""
        return _("New visit") if self.is_new else _("Edit visit")

    def title_of(self, record: Visit) -> str:
        """Say to whom a visit was, of many the first."""
        people = self._office.desk.store.beneficiaries.by_ids(record.beneficiaries[:_MOST_NAMED])
        named = "、".join(person.name for person in people.values())
        return _("Visit to {names}").format(names=named) if named else ""

    @property
    def record(self) -> str:
        """The id under which this visit is, or will be, kept."""
        return self._visit.id

    @property
    def is_new(self) -> bool:
        """Tell whether the visit is not in the ledger yet."""
        return self._base is None

    @property
    def is_touched(self) -> bool:
        """Tell whether anything was typed since the form was opened."""
        return self._state() != self._begun

    def begin(
        self,
        campaign: str,
        *,
        person: str = "",
        like: Visit | None = None,
        known: Mapping[str, object] | None = None,
    ) -> None:
        """Begin a new visit; `like` is the one before on the same round.

        Without it the visitors are those of one's own latest visit. `known` are values of the
        form's fields that are known already, such as the employer to be visited.
        """
        before = like or self._lines.latest_of_mine()
        given = values_of(before) if before else {}
        kept = {name: given[name] for name in _ROUND if name in given} if like else {}
        if like:
            kept |= {name: given[name] for name in ("place_kind", "place_name")}
        prefilled = {
            "first_day": self._office.desk.today(),
            "manner": _MANNER,
            "campaign": campaign or None,
            "visitors": given.get("visitors", ()),
            **kept,
            **(known or {}),
        }
        self._show(blank(VisitId(new_id())), None)
        self.sheet.fill({**self._shown, **prefilled})
        if person:
            self.sheet.people.set_value((person,))
        self._settle_in()
        self._begun = self._state()

    def open(self, visit: str) -> None:
        """Open a kept visit, with what was typed before if it was left half done.

        Raises NoSuchVisitError.
        """
        draft = self._office.drafting.of(FORM, visit)
        if draft is not None:
            self.resume(draft)
            return
        reading = self._office.visiting.open(visit)
        self._show(reading.record, reading)
        self._settle_in()
        self._begun = self._state()

    def resume(self, draft: Draft) -> None:
        """Go on with a draft; only what was typed stands over the record as it is now."""
        try:
            reading = self._office.visiting.open(draft.record)
            base: Reading[Visit] | None = Reading(reading.record, draft.seen)
            self._show(reading.record, base)
        except NoSuchVisitError:
            self._show(blank(VisitId(draft.record)), None)
        self._settle_in()
        self._begun = self._state()
        self.sheet.fill({**self._shown, **unpacked(draft.fields["values"])})
        self._settle_in()
        self.sheet.given.restore(draft.fields["given"])
        if "attached" in draft.fields:  # a draft of a former version has none
            self.sheet.attached.restore(draft.fields["attached"])
            self.sheet.open_what_is_filled(self.sheet.values())
        for name, text in draft.fields["typed"].items():
            write_text(cast("QWidget", self.sheet.editor(name)), text)
        self.sheet.history.reset()
        if left_in := self.sheet.return_to(draft.fields.get("at", {})):
            self.setFocusProxy(left_in)

    def give_up(self) -> None:
        """Forget what was typed."""
        self._office.drafting.drop(FORM, self.record)

    def save(self, *, and_next: bool = False) -> bool:
        """Keep the visit unless something stops it; a warning stops it once, to be read."""
        self._commit_cell()
        self.sheet.attached.finish()
        main, by_person = self._objections()
        found = [*main, *_with_person(by_person)]
        self._show_issues(main, by_person)
        if any_blocks(found) or not self._said.issuperset(found):
            self._said = frozenset(found)
            self.sheet.go_to(next((i for i in found if i.blocks), found[0]).field)
            return False
        try:
            visit = self._keep()
        except CircumstanceError as circumstance:
            self.refused.emit(circumstance.sentence())
            return False
        self._office.drafting.drop(FORM, visit.id)
        self._begun = self._state()
        self.saved.emit(visit, and_next)
        return True

    def _keep(self) -> Visit:
        """Keep the visit with what was handed over and heard in it, all or nothing."""
        visit, office = self._collected(), self._office
        beside = office.needs.edits_for_heard(visit, self._heard())
        beside += self.sheet.attached.edits(visit.id)
        return office.visiting.save(visit, self._given(), self._base, beside)

    def _show(self, visit: Visit, base: Reading[Visit] | None) -> None:
        self._visit, self._base, self._said = visit, base, frozenset()
        self.sheet.given.show_people((), _nothing_ready, None)
        self.sheet.offer(visit, self._lines.known_visitors(), self._lines.known_places())
        self.sheet.fill(values_of(visit))
        self._shown = self.sheet.values()
        self.setFocusProxy(self.sheet.people)
        line = self._lines.line(visit.id) if base else None
        recorded = [_recorded_words(one) for one in line.standing] if line else []
        self.sheet.given.show_recorded(recorded)
        self.sheet.attached.show_of(visit.id if base else "")
        heard = self._office.needs.heard_in(visit.id) if base else []
        self.sheet.show_heard([need_words(need) for need in heard])
        self.sheet.verticalScrollBar().setValue(0)

    def _settle_in(self) -> None:
        """Bring what depends on other fields in line with them."""
        self.sheet.open_what_is_filled(self.sheet.values())
        self.sheet.ask_reason()
        self.sheet.ask_for_a_place()
        self._show_given()
        self.sheet.history.accept()

    def _show_given(self) -> None:
        campaign = cast("str | None", self.sheet.editor("campaign").value())
        self.sheet.given.show_people(
            self.sheet.people.people(),
            lambda person: self._office.visiting.ready_for(person, campaign or ""),
            self._campaign(campaign),
        )

    def _campaign(self, campaign: str | None) -> Campaign | None:
        return self._office.campaigns.get(campaign) if campaign else None

    def _collected(self) -> Visit:
        visit = visit_of(self._visit, self._shown, self.sheet.values())
        moved = visit.places != self._visit.places
        return self._office.visiting.with_employers(visit) if moved else visit

    def _given(self) -> tuple[Given, ...]:
        return self.sheet.given.value()

    def _heard(self) -> tuple[Need, ...]:
        return needs_of(cast("Iterable[Mapping[str, Any]]", self.sheet.editor(HEARD).value()))

    def _objections(self) -> tuple[list[Issue], dict[str, list[Issue]]]:
        """List what is wrong with the visit, and by person with what is handed over."""
        visit = self._collected()
        of_visit = self._office.visiting.objections(visit)
        about = [replace(one, field=_FIELDS.get(one.field, one.field)) for one in of_visit]
        main = [*self.sheet.misreadings(), *self._own_objections(visit), *about]
        by_person: dict[str, list[Issue]] = {
            person: list(issues) for person, issues in self.sheet.given.misreadings().items()
        }
        for given in self._given():
            for issue in self._office.visiting.objections(visit, (given,)):
                if issue in of_visit:
                    continue
                here = main if issue.field == "campaign" else by_person[given.beneficiary]
                if issue not in here:
                    here.append(issue)
        return main, by_person

    def _own_objections(self, visit: Visit) -> list[Issue]:
        """Object to what no visit could hold: no manner, words about no concern."""
        found = [] if visit.manner else [objection("manner", "choice_unknown")]
        rows = cast("Iterable[Mapping[str, object]]", self.sheet.editor("more_findings").value())
        if any(row["text"] and not row["concern"] for row in rows):
            found.append(objection("more_findings", "choice_unknown"))
        return found + objections_to(self._office, visit, self._heard())

    def _show_issues(self, main: list[Issue], by_person: Mapping[str, list[Issue]]) -> None:
        self.sheet.show_issues([*main, *_with_person(by_person)])
        self.sheet.given.show_issues(by_person)

    def _follow(self, name: str) -> None:
        if name in ("beneficiaries", "campaign"):
            self._show_given()
        if name in ("visitors", "leader", "company_words"):
            self.sheet.ask_reason()
        if name == "manner":
            self.sheet.ask_for_a_place()
        self._keep_draft()

    def _follow_given(self) -> None:
        """Say at once where a cap or the cash threshold is passed; the rest waits for saving."""
        _main, by_person = self._objections()
        warnings = {
            person: [issue for issue in issues if not issue.blocks]
            for person, issues in by_person.items()
        }
        self.sheet.given.show_issues(warnings)
        self._said = self._said | frozenset(_with_person(warnings))
        self._keep_draft()

    def _copy_from_previous(self, name: str) -> None:
        before = self._lines.latest_of_mine()
        if before is not None and before.id != self.record:
            self.sheet.put(name, values_of(before)[name])

    def _state(self) -> dict[str, Any]:
        """Give all that stands in the form as plain JSON values."""
        values = self.sheet.values()
        if self._base is not None:
            values = {name: one for name, one in values.items() if one != self._shown[name]}
        typed = {one.field: dict(one.details)["text"] for one in self.sheet.misreadings()}
        return {
            "values": packed(values),
            "typed": typed,
            "given": self.sheet.given.kept(),
            "attached": self.sheet.attached.kept(),
        }

    def _keep_place(self, _name: str) -> None:
        """Keep in the draft where the cursor went."""
        if self._shown and self.is_touched:
            self._keep_draft()

    def _keep_draft(self) -> None:
        seen = self._base.seen if self._base else {}
        names = "、".join(person.name for person in self.sheet.people.people())
        state = {**self._state(), "at": self.sheet.where()}
        self._office.drafting.keep(FORM, self.record, names, state, seen)
        self.draft_kept.emit()

    def _commit_cell(self) -> None:
        """Let an opened cell or choice hand over what is typed in it."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()


def _with_person(by_person: Mapping[str, Iterable[Issue]]) -> list[Issue]:
    """Name the fields of the hand-overs as the summary knows them."""
    return [
        replace(issue, field=given_field(person, issue.field))
        for person, issues in by_person.items()
        for issue in issues
    ]


def _nothing_ready(_person: str) -> list[GrantLine]:
    return []


def _recorded_words(line: GrantLine) -> str:
    cash = _("{amount} yuan").format(amount=format_yuan(line.grant.cash_fen))
    parts = [cash if line.grant.cash_fen else "", goods.words_of(line.grant.goods)]
    what = " · ".join(part for part in parts if part)
    return _("{name} was handed {what}.").format(name=line.name, what=what)
