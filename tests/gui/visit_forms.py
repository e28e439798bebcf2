"""The form of a visit over a real office, and how tests type into it."""

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.visit import Visit, Visitor
from desktop_app.gui.forms.visit_form import VisitForm
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of
from tests.unit.conftest import TODAY

TWO = (Visitor(name="王建国"), Visitor(name="马丽", title="干事", unit="县总工会"))


def from_elsewhere(office, visit):
    """Keep a visit as a merge does: another laptop knows codes that this one lacks."""
    office.desk.save([edit_of(kinds.VISIT, visit)], "visit.recorded", visit.id)


@pytest.fixture
def person(enrol, make_person):
    return enrol(make_person("张建国"))


@pytest.fixture
def form(officer, campaign, qtbot):
    made = VisitForm(officer)
    qtbot.addWidget(made)
    made.resize(1200, 690)
    made.show()
    return made


@pytest.fixture
def plain(campaign, person):
    return Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=TODAY,
        visitors=TWO,
        beneficiaries=(person.id,),
    )


def commit(widget, text):
    """Type as an input method does: no key, only the text."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def fill(form, campaign, person):
    form.begin(campaign.id, person=person.id)
    for visitor in TWO:
        form.sheet.editor("visitors").choose(visitor)


def part(form, person):
    return form.sheet.given._parts[person.id]


def shown_words(widget):
    return "\n".join(found.text() for found in widget.findChildren(QLabel) if found.isVisible())


def issue_under(form, name):
    return form.sheet.findChild(QLabel, f"{name}_issue").text()
