"""The audit committee's own ledger: everything is in it, and nothing can be changed there."""

from dataclasses import replace

import pytest

from desktop_app.domain.exchange import About, Purpose
from desktop_app.services.exchange.audit_copies import AuditCopyError, WorkedInError
from desktop_app.services.exchange.packing import Export
from desktop_app.storage import kinds
from desktop_app.storage.drafts import Draft
from tests.laptops import acquaint, found


@pytest.fixture
def pair(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("ab")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


def for_the_audit(a, b):
    return Export(a.desk).export(a.folder.parent / "stick", [b.id], Purpose.AUDIT).bundle


def test_a_copy_for_the_audit_holds_everything_and_lets_nothing_be_changed(pair, make_person):
    a, b = pair
    person = a.save(kinds.BENEFICIARY, make_person(phone="13900000001"))
    b.merges.merge(for_the_audit(a, b))
    reading = b.store.beneficiaries.reading(person.id)
    assert reading.record == person
    assert b.store.audit.verify().holds
    with pytest.raises(AuditCopyError, match="read, searched and checked only"):
        b.save(kinds.BENEFICIARY, replace(person, phone="13900000002"), reading)
    with pytest.raises(AuditCopyError):
        b.export(a)
    b.desk.note("audit.looked")
    later = a.save(kinds.BENEFICIARY, make_person("李四"))
    b.merges.merge(for_the_audit(a, b))
    assert b.store.beneficiaries.get(later.id) == later


def test_an_audit_bundle_holds_the_log_from_its_beginning_whatever_was_claimed(pair, make_person):
    a, b = pair
    a.save(kinds.BENEFICIARY, make_person())
    whole = Export(a.desk)
    first = whole.export(a.folder.parent / "stick", [b.id], Purpose.AUDIT).changes
    a.merges.merge(b.export(a))
    assert whole.export(a.folder.parent / "stick", [b.id], Purpose.AUDIT).changes > first


def test_a_ledger_in_which_people_work_is_never_locked_by_an_audit_bundle(pair, make_person):
    a, b = pair
    person = b.save(kinds.BENEFICIARY, make_person(phone="13900000001"))
    file = for_the_audit(a, b)
    before = b.state()
    for look in (b.merges.preview, b.merges.merge):
        with pytest.raises(WorkedInError):
            look(file)
    assert b.state() == before
    reading = b.store.beneficiaries.reading(person.id)
    b.save(kinds.BENEFICIARY, replace(person, phone="13900000002"), reading)


def test_looking_at_an_audit_bundle_locks_nothing(pair, make_person):
    a, b = pair
    b.merges.preview(for_the_audit(a, b))
    b.save(kinds.BENEFICIARY, make_person())


@pytest.mark.parametrize("what", ["parts", "draft"])
def test_a_team_at_work_is_never_locked_although_it_has_saved_nothing_yet(pair, make_person, what):
    a, b = pair
    person = a.save(kinds.BENEFICIARY, make_person(employer="环卫一队"))
    if what == "parts":
        about = About(unit=person.employer)
        stick = a.folder.parent / "stick"
        b.merges.merge(Export(a.desk).export(stick, [b.id], Purpose.TEAM, about=about).bundle)
    else:
        b.store.drafts.keep(
            Draft(form="visit", record="r", user="u", title="", fields={}, seen={}, at_ms=1)
        )
    with pytest.raises(WorkedInError):
        b.merges.merge(for_the_audit(a, b))
    b.save(kinds.BENEFICIARY, make_person("李四"))
