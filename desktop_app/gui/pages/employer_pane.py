"""The record on the right of the list of employers: what it is, what is agreed, feared, found."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.role import Right
from desktop_app.gui.forms.columns import FieldGrid
from desktop_app.gui.pages import employer_parts, person_parts
from desktop_app.gui.pages.covered_value import covered_value
from desktop_app.gui.pages.record_pane import Head, Part, RecordPane
from desktop_app.gui.pages.timeline import timeline_of
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.employer_list import RISK_TONES, kind_words, risk_words
from desktop_app.gui.tables.employer_words import FIELDS, facts_of, field_name, value_words
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.photo_viewer import PhotoViewer
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.employer_lines import EmployerLine
from desktop_app.services.office import Office

MEASURE, RISK_CHECK, SAFETY_CHECK = "employer_measure", "risk_check", "safety_check"
"""The forms of the page about an employer, by the names of their drafts."""

_PEOPLE_SHOWN = 100
_ROOM_OF_A_FACT = 11
_LONG = ("business", "difficulties", "history", "remarks")
_WIDE = ("address", "union", "also_called", "credit_code")
_DEEDS = {
    "employer_measure.added": mark("Measure recorded"),
    "employer_measure.changed": mark("Measure changed"),
    "risk_check.added": mark("Risk check recorded"),
    "risk_check.changed": mark("Risk check changed"),
    "safety_check.added": mark("Safety check recorded"),
    "safety_check.changed": mark("Safety check changed"),
}


class EmployerPane(RecordPane):
    """Shows one employer, or what to do where none is chosen.

    Signals:
        form_requested: the name of another form about this employer, and the id of the record
            to open in it or, for a new one, a dict of what is filled in already.
        employer_requested: the id of another employer.
        person_requested: the id of a person.
        visit_requested: the id of a visit, or the employer to be visited.
    """

    form_requested = Signal(str, object)
    employer_requested = Signal(str)
    person_requested = Signal(str)
    visit_requested = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(_("Choose an employer in the list to see it here."), parent)
        self._office = office
        self._may_record = office.may(Right.RECORD)

    def show_line(self, line: EmployerLine | None) -> None:
        """Show an employer of the list, or none."""
        if line is None:
            self.clear()
            return
        self.present(
            self._head(line),
            [build(self, line) for build in PARTS],
            label(_("History"), "heading"),
            timeline_of(self._office.employers.story(line.employer.id), _DEEDS),
        )

    def overview(self, line: EmployerLine) -> Part:
        """Show what is known of it."""
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.8))
        column.addWidget(self._known(line))
        sites = self._office.employers.sites(line.employer.id)
        if sites:
            column.addWidget(label(_("Its sites"), "heading"))
            for site in employer_parts.sites(sites, self.employer_requested.emit):
                column.addWidget(site)
        return Part(_("Overview"), ground)

    def measures(self, line: EmployerLine) -> Part:
        """Show what it does so that workers stay."""
        campaigns: dict[str, str] = {one.id: one.name for one in self._office.campaigns.all()}
        body = employer_parts.measures(line.measures, campaigns, self._ways(MEASURE, line))
        return Part(_("Measures"), body, len(line.measures))

    def risk_checks(self, line: EmployerLine) -> Part:
        """Show the labour-relations risk checks."""
        found = self._office.desk.store.risk_checks.of(line.employer.id)
        today = self._office.desk.today()
        body = employer_parts.risk_checks(found, today, self._ways(RISK_CHECK, line))
        return Part(_("Risk checks"), body, len(found))

    def safety_checks(self, line: EmployerLine) -> Part:
        """Show the safety checks."""
        found = self._office.desk.store.safety_checks.of(line.employer.id)
        today = self._office.desk.today()
        body = employer_parts.safety_checks(found, today, self._ways(SAFETY_CHECK, line))
        return Part(_("Safety checks"), body, len(found))

    def people(self, line: EmployerLine) -> Part:
        """Show the people on record who work there."""
        found = self._office.employers.people(line.employer, _PEOPLE_SHOWN)
        body = employer_parts.people(found, line.people, self.person_requested.emit)
        return Part(_("People there"), body, line.people)

    def visits(self, line: EmployerLine) -> Part:
        """Show the visits."""
        found = self._office.employers.visits(line.employer)
        begin = (lambda: self.visit_requested.emit(line.employer)) if self._may_record else None
        body = person_parts.visits(found, self.visit_requested.emit, begin)
        return Part(_("Visits"), body, len(found))

    def _head(self, line: EmployerLine) -> Head:
        risk = risk_words(line)
        return Head(
            record=line.employer.id,
            name=line.employer.name,
            facts=facts_of(line.employer, line.belongs_to) or kind_words(line),
            badge=_("risk: {level}").format(level=risk) if risk else kind_words(line),
            tone=RISK_TONES.get(line.risk, "plain"),
            may_edit=self._may_record,
        )

    def _ways(self, form: str, line: EmployerLine) -> employer_parts.Ways:
        """Give the way to a kept record in a form, to a new one, and to a record's photos."""
        photos = partial(self._photos, form)
        if not self._may_record:
            return employer_parts.Ways(None, None, photos)
        prefilled = {"employer": line.employer.id}
        return employer_parts.Ways(
            lambda record: self.form_requested.emit(form, record),
            lambda: self.form_requested.emit(form, prefilled),
            photos,
        )

    def _photos(self, of_kind: str, of: str) -> QWidget | None:
        """Lead to the photos of a measure or check, if it has any."""
        found = [one for one in self._office.attaching.of(of_kind, of) if one.is_picture]
        if not found:
            return None
        words = ngettext("{count} photo", "{count} photos", len(found)).format(count=len(found))
        way = link(words)
        read = self._office.attaching.read
        way.clicked.connect(lambda: PhotoViewer(found, 0, read, self).open())
        return way

    def _known(self, line: EmployerLine) -> QWidget:
        employer = line.employer
        grid = FieldGrid(2, _ROOM_OF_A_FACT)
        for name in FIELDS:
            value = value_words(name, getattr(employer, name))
            if name == "name" or not value:
                continue
            grid.add_cell(self._fact(name, value, line), wide=name in (*_LONG, *_WIDE))
        return grid

    def _fact(self, name: str, value: str, line: EmployerLine) -> QWidget:
        if name == "phone":
            reveal, employer = self._office.employers.reveal, line.employer
            shown = covered_value(
                reveal, employer.id, name, employer.phone_masked, field_name(name)
            )
            return person_parts.named(field_name(name), shown)
        if name == "belongs_to":
            way = link(line.belongs_to)
            way.clicked.connect(lambda: self.employer_requested.emit(value))
            return person_parts.named(field_name(name), way)
        if name in _LONG:
            return person_parts.named(field_name(name), label(value, wrap=True))
        return person_parts.fact(field_name(name), value)


PARTS: tuple[Callable[[EmployerPane, EmployerLine], Part], ...] = (
    EmployerPane.overview,
    EmployerPane.measures,
    EmployerPane.risk_checks,
    EmployerPane.safety_checks,
    EmployerPane.people,
    EmployerPane.visits,
)
