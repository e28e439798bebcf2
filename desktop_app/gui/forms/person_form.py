"""Recording a person: shown, edited with a draft kept at every field, checked, saved."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.change import Reading
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import BeneficiaryId, new_id
from desktop_app.domain.issue import Issue, any_blocks
from desktop_app.domain.moment import local_moment
from desktop_app.domain.resident_id import LENGTH
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.forms.person_alike import LOOKED_AT, AlikeWatch
from desktop_app.gui.forms.person_sheet import PersonSheet
from desktop_app.gui.forms.person_values import (
    FIELDS,
    SHARED,
    packed,
    person_of,
    unpacked,
    values_of,
)
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark
from desktop_app.services.last_used import FIELDS as LAST_USED
from desktop_app.services.office import Office
from desktop_app.services.registering import NoSuchPersonError
from desktop_app.storage.beneficiaries import PeopleFilter
from desktop_app.storage.drafts import Draft

FORM = "person"
_MOST_EMPLOYERS = 1_000
# What else may be wrong as soon as the number is known.
_OF_THE_NUMBER = ("id_number", "sex", "birth_date")


class PersonForm(QWidget):
    """One person, new or known.

    Signals:
        saved: the Beneficiary as it is kept now, and whether the next one is wanted.
        draft_kept: what is typed is safe.
        refused: a sentence that says why it could not be kept.
        touched: something was typed, or all of it was taken back again.
        reopened: another record is in the form now, with what was typed before.
        person_requested: the id of another record to look at.
        merge_requested: the ids of the record in the form and of another to compare it with.
    """

    saved = Signal(object, bool)
    draft_kept = Signal()
    refused = Signal(str)
    touched = Signal()
    reopened = Signal()
    person_requested = Signal(str)
    merge_requested = Signal(str, str)

    form, words = FORM, mark("file of a person")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._base: Reading[Beneficiary] | None = None
        self._person = _nobody()
        self._previous: Beneficiary | None = None
        self._employers: list[str] | None = None
        self.sheet = PersonSheet()
        self._filled: dict[str, object] = {}
        self.alike = AlikeWatch(office, lambda: (self.collect(), self.is_new), self)
        self._build()
        self._connect()

    def _connect(self) -> None:
        self.sheet.field_edited.connect(self._edited)
        self.sheet.field_left.connect(self._look_at)
        self.sheet.copy_requested.connect(self._copy)
        self.sheet.uncover_requested.connect(self._uncover)
        self.sheet.save_requested.connect(lambda: self.save(and_next=True))
        self.sheet.field_entered.connect(self._keep_place)
        panel = self.alike.panel
        panel.use_requested.connect(self.use_record)
        panel.open_requested.connect(self.person_requested)
        panel.merge_requested.connect(lambda other: self.merge_requested.emit(self.record, other))
        panel.dismissed.connect(self._dismiss)
        QShortcut(QKeySequence(Shortcut.ALIKE.keys), self).activated.connect(panel.take_focus)

    @property
    def person(self) -> Beneficiary:
        """The person as the form was opened with."""
        return self._person

    @property
    def record(self) -> str:
        """The id under which the person is, or will be, kept."""
        return self._person.id

    @property
    def title(self) -> str:
        """Who is in the form."""
        return _("New person") if self.is_new else self._person.name

    def title_of(self, record: Beneficiary) -> str:
        """Say who it is."""
        return record.name

    @property
    def is_new(self) -> bool:
        """Tell whether the person is in the ledger yet."""
        return self._base is None

    @property
    def is_touched(self) -> bool:
        """Tell whether anything differs from what was shown first."""
        return bool(self._changed())

    def begin(self) -> None:
        """Start with nobody."""
        self._open(_nobody(), None)

    def open(self, person: str) -> None:
        """Show a person for editing, with the draft that a crash has left."""
        if draft := self._office.drafting.of(FORM, person):
            self.resume(draft)
        else:
            base = self._office.register.open(person)
            self._open(base.record, base)

    def resume(self, draft: Draft) -> None:
        """Go on with a draft."""
        try:
            found = self._office.register.open(draft.record)
        except NoSuchPersonError:
            self._open(replace(_nobody(), id=BeneficiaryId(draft.record)), None)
        else:
            self._open(found.record, Reading(found.record, draft.seen))
        self.alike.begin(draft.fields.get("others", ()))
        typed = unpacked(draft.fields)
        self.sheet.show_person({**values_of(self._person), **typed}, values_of(self._person))
        kept = local_moment(draft.at_ms)
        self._say_draft(_("Your draft of {time} goes on here.").format(time=f"{kept:%m-%d %H:%M}"))
        if left_in := self.sheet.return_to(draft.fields.get("at", {})):
            self.setFocusProxy(left_in)
        self.alike.look()
        self.touched.emit()

    def use_record(self, other: str) -> None:
        """Go on with a record that is there already; what was typed fills its empty fields."""
        typed = self._changed()
        self.give_up()
        self.open(other)
        for name, value in typed.items():
            if value not in (None, "") and self.sheet.values()[name] in (None, ""):
                self.sheet.put(name, value)
        self._say_draft(_("What you typed fills the empty fields of this record."))
        self.alike.look()
        self.reopened.emit()

    def collect(self) -> Beneficiary:
        """Give the person as the form says now; an untouched form gives back an equal one."""
        return person_of(self._person, self._changed())

    def save(self, *, and_next: bool = False) -> bool:
        """Keep the person if nothing stands in the way; otherwise say what does."""
        person = self.collect()
        issues = (*self.sheet.misreadings(), *self._office.register.objections(person))
        self.sheet.show_issues(issues)
        if any_blocks(issues):
            self.sheet.go_to(next(issue.field for issue in issues if issue.blocks))
            return False
        tells_apart = self.is_new or LOOKED_AT & set(self._changed())
        if tells_apart and self.alike.is_news():  # said once, to be read; saving again saves
            self.alike.panel.take_focus()
            return False
        try:
            kept = self._office.register.save(person, self._base)
        except CircumstanceError as circumstance:
            self.refused.emit(circumstance.sentence())
            return False
        self._office.drafting.drop(FORM, person.id)
        self._previous = kept
        if kept.employer and kept.employer not in (self._employers or ()):
            self._employers = None
        self._filled = self.sheet.values()
        for name in LAST_USED & set(self._filled):
            self._office.last_used.note(name, self._filled[name])
        self.saved.emit(kept, and_next)
        return True

    def give_up(self) -> None:
        """Forget what was typed, and its draft."""
        self._office.drafting.drop(FORM, self._person.id)

    def _build(self) -> None:
        self._notice = QWidget()
        self._draft_words = label("", "muted")
        forget = link(_("Forget the draft"))
        forget.clicked.connect(self._forget)
        row = QHBoxLayout(self._notice)
        row.setContentsMargins(em(1.3), em(0.6), em(1.3), 0)
        row.addWidget(self._draft_words)
        row.addWidget(forget)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.sheet, 1)
        beside.addWidget(self.alike.panel)
        column.addLayout(beside, 1)
        self._notice.hide()

    def _open(self, person: Beneficiary, base: Reading[Beneficiary] | None) -> None:
        self._person, self._base = person, base
        if self._employers is None:
            named = self._office.register.employers()[:_MOST_EMPLOYERS]
            self._employers = list(dict.fromkeys([*named, *self._office.employers.names()]))
            self.sheet.employer.suggest(self._employers)
        self.alike.begin()
        self._recall()
        self.sheet.show_person(values_of(person), values_of(person))
        self._filled = self.sheet.values()
        self._say_draft("")
        self.setFocusProxy(cast("QWidget", self.sheet.editor("name")))
        self.sheet.focus_first()
        self.touched.emit()

    def _recall(self) -> None:
        """Offer in each field what was typed there last."""
        for name in LAST_USED & set(FIELDS):
            cast("TextLine", self.sheet.editor(name)).recall(self._office.last_used.of(name))

    def _forget(self) -> None:
        """Give a draft up: a known person is shown anew, a new one begins again."""
        self.give_up()
        if self._base is None:
            self.begin()
        else:
            self.open(self._person.id)

    def _say_draft(self, words: str) -> None:
        self._draft_words.setText(words)
        self._notice.setVisible(bool(words))

    def _changed(self) -> dict[str, object]:
        now = self.sheet.values()
        return {name: value for name, value in now.items() if value != self._filled[name]}

    def _edited(self, name: str) -> None:
        self._keep_draft()
        self.alike.follow(name)
        number = self.sheet.values()["id_number"]
        if name == "id_override_reason" or (name == "id_number" and len(str(number)) >= LENGTH):
            self._look_at("id_number")
        self.touched.emit()

    def _keep_draft(self) -> None:
        changed = self._changed()
        if not changed:
            self._office.drafting.drop(FORM, self._person.id)
            return
        title = str(self.sheet.values()["name"] or "")
        seen = self._base.seen if self._base else {}
        fields = {**packed(changed), "at": self.sheet.where(), "others": list(self.alike.others)}
        self._office.drafting.keep(FORM, self._person.id, title, fields, seen)
        self.draft_kept.emit()

    def _keep_place(self, _name: str) -> None:
        """Keep in the draft where the cursor went."""
        if self._filled and self.is_touched:
            self._keep_draft()

    def _dismiss(self, other: str) -> None:
        """Take note that a record is about somebody else, and go on typing."""
        self.alike.is_somebody_else(other)
        if self.is_touched:
            self._keep_draft()
        if not self.alike.panel.take_focus():
            self.setFocus()

    def _look_at(self, name: str) -> None:
        """Say under a field that was filled what is wrong with it: an ID number known, a typo."""
        if not self.isVisible():  # a field is also left when the ledger is closed behind it
            return
        if not self.sheet.editor(name).value() or name not in self._changed():
            self.sheet.show_issues_of(name, ())
            return
        found: list[Issue] = [*self.sheet.misreadings()]
        found += self._office.register.objections(self.collect())
        for field in _OF_THE_NUMBER if name == "id_number" else (name,):
            self.sheet.show_issues_of(field, found)

    def _copy(self, name: str) -> None:
        """Take over what the person recorded before has there; numbers are everybody's own."""
        previous = self._previous or self._latest()
        if name in SHARED and previous is not None:
            self.sheet.put(name, getattr(previous, name))

    def _latest(self) -> Beneficiary | None:
        found = self._office.register.page(PeopleFilter(), order="n", down=True, limit=2)
        return next((one for one in found if one.id != self._person.id), None)

    def _uncover(self, name: str) -> None:
        """Show a covered number; the audit trail says who asked."""
        try:
            self._office.register.reveal(self._person.id, name, _("to correct the record"))
        except CircumstanceError as circumstance:
            self.refused.emit(circumstance.sentence())
        else:
            self.sheet.uncover(name)


def _nobody() -> Beneficiary:
    """Give an empty person; the id is there from the start, so that its draft has a name."""
    return Beneficiary(id=BeneficiaryId(new_id()), name="")
