"""At a ledger that a newer program has written: every page can be read, nothing can be changed."""

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.services.office import Office
from desktop_app.storage.changes import SCHEMA_VERSION
from desktop_app.storage.store import open_with_key
from tests.gui.conftest import in_session


@pytest.fixture
def reader(clerk, make_person, folder, founded):
    """Read, as the clerk, what a newer program wrote last."""
    clerk.register.save(make_person("马秀兰"))
    clerk.desk.store.db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    store = open_with_key(folder, founded[1], clerk.desk.store.clock_ms)
    office = Office(type(clerk.desk)(store, clerk.user, clerk.desk.today))
    yield office
    office.close()


@pytest.fixture
def session(qtbot, reader):
    with in_session(qtbot, reader) as made:
        yield made


def test_the_foot_of_the_window_says_that_it_is_only_read(session):
    said = [one.text() for one in session.window.status_line.findChildren(QLabel)]
    assert any("newer version" in words for words in said)


def test_every_page_opens_and_offers_nothing_that_writes(qtbot, session):
    offered = set()
    for page in session.pages:
        session.window.open(page.name)
        qtbot.waitUntil(lambda: not session.runner.is_busy, timeout=20_000)
        offered |= {action.text for action in page.page_actions()}
    assert offered == set()


def test_a_person_is_found_and_shown_and_no_form_opens(session, reader):
    (person,) = reader.register.search("马秀兰")
    session.window.open("people", person.id)
    page = session.window.current_page
    assert "马秀兰" in " ".join(one.text() for one in page.findChildren(QLabel))
    page.begin_new()
    assert not page.is_writing
