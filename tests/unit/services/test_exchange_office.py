"""What somebody does to the office's own records with a valid key."""

import pytest

from desktop_app.services.exchange import telling
from desktop_app.storage import checks, registry, standing, unread
from desktop_app.storage.log import Cells
from tests.history_oddities import append_raw
from tests.laptops import add, person_of


def delete(liar, kind, record):
    """Let an insider delete one of the office's own records, with all its fields in view."""
    seen = standing.read(liar.store.db, kind, record).seen()
    every = sorted({save for saves in seen.values() for save in saves})
    cells = Cells(kind, record, {"_deleted": True}, {"_deleted": every}, {"_deleted": 2**52},
                  "0" * 32)  # fmt: skip
    append_raw(liar, "admin", cells, "administrator")


@pytest.fixture
def deleting(trio):
    """Three laptops that have met; the third deletes records of the office's own for the first."""
    a, b, c = trio
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))
    c.merges.merge(a.export(c))

    def play(kind, record):
        delete(c, kind, record)
        return a.merges.merge(c.export(a))

    return play


def test_a_laptop_stays_enrolled_whoever_deletes_its_record(trio, deleting):
    a, b, c = trio
    report = deleting("device", b.id)
    assert report.unread == 1
    assert "cannot show" in " ".join(telling.sentences(report))
    assert b.id in registry.read(a.store.db, a.id)
    person = add(b)
    a.merges.merge(b.export(a))
    assert person_of(a, person) == person
    c.merges.merge(a.export(c))
    assert a.state() == c.state()
    assert checks.log_makes_the_records(a.store.db)


def test_the_own_record_union_and_user_stay_whoever_deletes_them(trio, deleting):
    a, b, _c = trio
    store = a.store
    deleting("device", a.id)
    deleting("organisation", store.identity.organisation)
    deleting("user", a.desk.user.id)
    assert store.organisations.get(store.identity.organisation)
    assert store.users.get(a.desk.user.id)
    person = add(a)
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person
    assert store.audit.verify().holds
    assert a.laptops.renew().device == a.id


def test_what_an_earlier_program_took_for_deleted_is_there_again(trio, deleting, monkeypatch):
    a, b, _c = trio
    with monkeypatch.context() as before:
        before.setattr(unread, "_OFFICE", frozenset())
        deleting("device", b.id)
    assert a.store.devices.get(b.id) is None
    state = a.state()
    a.open_again()
    assert a.store.devices.get(b.id).label == "1号机"
    assert a.state() == state
    assert checks.log_makes_the_records(a.store.db)
