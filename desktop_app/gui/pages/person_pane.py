"""The record on the right of the list of people: who it is, what is known, what happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.gui.dialogs import questions
from desktop_app.gui.forms.person_words import value_words
from desktop_app.gui.pages import person_needs
from desktop_app.gui.pages import person_parts as parts
from desktop_app.gui.pages.hardship_part import HardshipPart
from desktop_app.gui.pages.person_children import PersonChildren
from desktop_app.gui.pages.person_overview import PersonOverview
from desktop_app.gui.pages.person_sections import PersonSections
from desktop_app.gui.pages.record_pane import Head, Part, RecordPane
from desktop_app.gui.pages.same_person import SamePerson
from desktop_app.gui.tables.people_columns import category_words, sex_words
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.need_lines import NeedLines
from desktop_app.services.office import Office
from desktop_app.services.people_lines import PersonLine
from desktop_app.services.person_history import person_history
from desktop_app.storage.needs import NeedFilter


class PersonPane(RecordPane):
    """Shows one person, or what to do where nobody is chosen.

    Signals:
        visit_requested: the id of a visit, or the person to be visited.
        grant_requested: the id of a grant.
        need_requested: the id of a need or a referral, the person who has a new need, or a
            referral that is prepared.
        form_requested: the name of another form about this person, and the id of the record to
            open in it or, for a new one, a dict of what is filled in already.
        merge_requested: the ids of the person shown and of a record to be merged with it.
        person_requested: the id of another person to show.
        register_changed: a merge was undone; the list has to be read again.
    """

    visit_requested = Signal(object)
    grant_requested = Signal(str)
    need_requested = Signal(object)
    form_requested = Signal(str, object)
    merge_requested = Signal(str, str)
    person_requested = Signal(str)
    register_changed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(_("Choose a person in the list to see the record here."), parent)
        self._office = office
        self._person: Beneficiary | None = None
        self._line: PersonLine | None = None
        self._may_record = office.may(Right.RECORD)

    @property
    def person(self) -> Beneficiary | None:
        """Who is shown."""
        return self._person

    def show_line(self, line: PersonLine | None) -> None:
        """Show a person of the list, or nobody."""
        self._line, self._person = line, line.person if line else None
        if line is None:
            self.clear()
            return
        self.present(
            self._head(line),
            [part for build in PARTS if (part := build(self, line.person)) is not None],
            label(_("History"), "heading"),
            parts.history(person_history(self._office.desk, line.person.id)),
        )

    def _head(self, line: PersonLine) -> Head:
        age = "" if line.age is None else _("{age} years old").format(age=line.age)
        ethnicity = value_words("ethnicity", line.person.ethnicity)
        said = [sex_words(line), age, ethnicity if line.person.ethnicity else ""]
        return Head(
            record=line.person.id,
            name=line.person.name,
            facts=" · ".join(part for part in said if part),
            badge=category_words(line),
            may_edit=self._may_record,
        )

    def overview(self, person: Beneficiary) -> Part:
        """Show who it is."""
        return Part(_("Overview"), PersonOverview(self._office, person))

    def household(self, person: Beneficiary) -> Part:
        """Show who lives with the person."""
        found = self._office.desk.store.household_members.of(person.id)
        members = [one.record for one in found if not one.record.gone]
        gone = [one.record for one in found if one.record.gone]
        back = self._take_back if self._may_record else None
        body = parts.household(members, gone, back, self._office.desk.today())
        return Part(_("Household"), body, len(members))

    def hardship(self, person: Beneficiary) -> Part:
        """Show the hardship file, its figures and its procedure."""
        ask = self.form_requested.emit if self._may_record else None
        body = HardshipPart(self._office, person.id, ask, self._show_again)
        return Part(_("Hardship file"), body)

    def sections(self, person: Beneficiary) -> Part:
        """Show the sections that concern the person, and the way to more."""
        body = PersonSections(self._office, person, ask=self.form_requested.emit, do=self._do)
        return Part(_("Sections"), body, len(body.held))

    def children_left_behind(self, person: Beneficiary) -> Part:
        """Show the children left behind, and the way to another one."""
        ask, refer = self.form_requested.emit, self.need_requested.emit
        body = PersonChildren(self._office, person, ask=ask, refer=refer, do=self._do)
        return Part(_("Children"), body, len(body.shown))

    def visits(self, person: Beneficiary) -> Part:
        """Show the visits, and the way to another one."""
        found = self._office.visiting.to(person.id)
        body = parts.visits(found, self.visit_requested.emit, self._beginning(person))
        return Part(_("Visits"), body, len(found))

    def grants(self, person: Beneficiary) -> Part:
        """Show what the person is given."""
        found = self._office.register.grants(person.id)
        campaigns: dict[str, str] = {one.id: one.name for one in self._office.campaigns.all()}
        body = parts.grants(found, campaigns, self.grant_requested.emit)
        return Part(_("Grants"), body, len(found))

    def needs(self, person: Beneficiary) -> Part:
        """Show what the person asked for, and the way to another need."""
        found = NeedLines(self._office.desk).page(NeedFilter(beneficiary=person.id))
        begin = (lambda: self.need_requested.emit(person)) if self._may_record else None
        body = person_needs.needs(found, self.need_requested.emit, begin)
        return Part(_("Needs"), body, sum(not line.need.is_closed for line in found))

    def _do(self, deed: Callable[[], object]) -> None:
        """Do something to what belongs to the person, and show how it stands now."""
        try:
            deed()
        except CircumstanceError as circumstance:
            questions.tell(self, circumstance.sentence())
        self._show_again()

    def _take_back(self, member: str) -> None:
        """Let somebody belong to the household again."""
        base = self._office.household_members.open(member)
        back = replace(base.record, gone=None)
        self._do(lambda: self._office.household_members.save(back, base))

    def _show_again(self) -> None:
        self.show_line(self._line)

    def same_person(self, person: Beneficiary) -> Part | None:
        """Show who may be the same person, and the merges; nothing where there is neither."""
        body = SamePerson(self._office, person)
        if body.is_empty:
            body.deleteLater()
            return None
        body.merge_requested.connect(lambda other: self.merge_requested.emit(person.id, other))
        body.person_requested.connect(self.person_requested)
        body.undone.connect(self.register_changed)
        return Part(_("Same person?"), body, body.count)

    def _beginning(self, person: Beneficiary) -> Callable[[], object] | None:
        return (lambda: self.visit_requested.emit(person)) if self._may_record else None


PARTS: tuple[Callable[[PersonPane, Beneficiary], Part | None], ...] = (
    PersonPane.overview,
    PersonPane.household,
    PersonPane.hardship,
    PersonPane.sections,
    PersonPane.children_left_behind,
    PersonPane.visits,
    PersonPane.grants,
    PersonPane.needs,
    PersonPane.same_person,
)
