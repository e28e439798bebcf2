"""Second keying: what waits for whom, what is equal, what differs, and who settles it."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.second_keying import KeyedField, Side, shown_difference
from desktop_app.domain.visit import Visit, Visitor
from desktop_app.services.keying_again import (
    GrantStaysError,
    NothingToKeyError,
    OwnKeyingError,
    SettledAlreadyError,
    State,
    UnreadableKeyingError,
)
from desktop_app.services.visiting import Given
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of

ID, CARD, AMOUNT = KeyedField.ID_NUMBER, KeyedField.BANK_CARD, KeyedField.AMOUNT
OTHER_ID = "640104198003030026"


@pytest.fixture
def asked(sit):
    """Switch it on for everything, as the administrator does."""
    sit(Role.ADMINISTRATOR).keying.switch([ID, CARD, AMOUNT])


@pytest.fixture
def person(asked, clerk, make_person):
    return clerk.register.save(make_person("马秀兰", bank_card="6228480010000000018"))


@pytest.fixture
def granted(asked, clerk, campaign, make_person):
    """Hand something over in a visit; the grant's amount was typed by hand."""
    person = clerk.register.save(make_person("李娜", id_number=None))
    visit = Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=date(2021, 2, 6),
        visitors=(Visitor(name="王建国"), Visitor(name="马丽")),
        beneficiaries=(person.id,),
    )
    given = Given(beneficiary=person.id, cash_fen=50_000, fund_source="own_budget")
    clerk.visiting.save(visit, [given])
    (line,) = clerk.register.grants(person.id)
    return line.grant


def test_only_the_administrator_switches_it_on(clerk, sit):
    assert clerk.keying.fields == frozenset()
    with pytest.raises(NotPermittedError):
        clerk.keying.switch([ID])
    sit(Role.ADMINISTRATOR).keying.switch([ID])
    assert clerk.keying.fields == {ID}


def test_what_was_typed_waits_for_somebody_else(clerk, officer, person):
    assert clerk.keying.due() == []
    due = officer.keying.due()
    assert [(one.field, one.name, one.first_by) for one in due] == [
        (ID, "马秀兰", "clerk"),
        (CARD, "马秀兰", "clerk"),
    ]
    assert person.id_number not in repr(due)
    assert officer.keying.how_many_due() == 2


def test_what_was_there_before_and_what_was_imported_does_not_wait(
    clerk, officer, sit, clock, make_person
):
    clerk.register.save(make_person("张三"))
    clock.ms += 1000
    sit(Role.ADMINISTRATOR).keying.switch([ID])
    imported = make_person("李四")
    clerk.desk.save([edit_of(kinds.BENEFICIARY, imported)], "roster.imported")
    assert officer.keying.due() == []


def test_an_equal_value_is_verified_and_nothing_of_it_is_stored_again(clerk, officer, person):
    made = officer.keying.enter(person.id, ID, f" {person.id_number.lower()} ")
    assert (made.equal, made.keyed) == (True, "")
    assert clerk.keying.state_of(person.id, ID) is State.VERIFIED
    assert [one.field for one in officer.keying.due()] == [CARD]
    with pytest.raises(NothingToKeyError):
        officer.keying.enter(person.id, ID, person.id_number)


def test_nobody_keys_their_own_value_again(clerk, person):
    with pytest.raises(OwnKeyingError):
        clerk.keying.enter(person.id, ID, person.id_number)


def test_a_changed_value_waits_anew(clerk, officer, person):
    officer.keying.enter(person.id, ID, person.id_number)
    base = clerk.register.open(person.id)
    clerk.register.save(replace(base.record, id_number=OTHER_ID), base)
    assert clerk.keying.state_of(person.id, ID) is State.DUE


def test_a_difference_is_shown_to_both_with_who_typed_what(clerk, officer, person):
    officer.keying.enter(person.id, ID, OTHER_ID)
    assert clerk.keying.differences() == officer.keying.differences()
    (found,) = clerk.keying.differences()
    assert (found.name, found.first_by, found.second_by) == ("马秀兰", "clerk", "officer")
    assert found.first != found.second
    assert "*" in found.first
    assert person.id_number not in (found.first, found.second)
    assert clerk.keying.state_of(person.id, ID) is State.DIFFERS


def test_a_difference_can_be_settled_for_the_first(clerk, officer, person):
    made = officer.keying.enter(person.id, ID, OTHER_ID)
    clerk.keying.settle(made.id, Side.FIRST)
    assert clerk.keying.differences() == []
    assert clerk.register.open(person.id).record == person
    assert clerk.keying.state_of(person.id, ID) is State.VERIFIED
    with pytest.raises(SettledAlreadyError):
        clerk.keying.settle(made.id, Side.FIRST)


def test_a_difference_can_be_settled_for_the_second_and_what_hangs_on_the_number_follows(
    clerk, officer, person
):
    made = officer.keying.enter(person.id, ID, OTHER_ID)
    clerk.keying.settle(made.id, Side.SECOND, "对照身份证")
    now = clerk.register.open(person.id).record
    assert (now.id_number, now.birth_date) == (OTHER_ID, date(1980, 3, 3))
    assert clerk.keying.state_of(person.id, ID) is State.VERIFIED
    assert clerk.keying.differences() == []
    assert ID not in [one.field for one in officer.keying.due()]
    entry = clerk.caretaking.entries(subject=person.id)[0]
    assert (entry.action, entry.reason) == ("person.keying_settled", "对照身份证")


def test_a_difference_lapses_when_the_value_is_replaced(clerk, officer, person):
    officer.keying.enter(person.id, ID, OTHER_ID)
    base = clerk.register.open(person.id)
    clerk.register.save(replace(base.record, id_number="64010519900505003X"), base)
    assert clerk.keying.differences() == []


def test_what_cannot_be_read_is_said_and_not_kept(officer, person, granted):
    for subject, field in ((person.id, CARD), (granted.id, AMOUNT)):
        with pytest.raises(UnreadableKeyingError):
            officer.keying.enter(subject, field, "  " if field is CARD else "许多")


def test_an_amount_is_keyed_again_however_it_is_written(clerk, officer, granted):
    assert [one.field for one in officer.keying.due()] == [AMOUNT]
    officer.keying.enter(granted.id, AMOUNT, "伍佰元整")
    assert clerk.keying.state_of(granted.id, AMOUNT) is State.VERIFIED


def test_an_amount_that_differs_is_settled_by_taking_the_grant_back(
    clerk, officer, approver, campaign, granted
):
    made = officer.keying.enter(granted.id, AMOUNT, "5000")
    (found,) = clerk.keying.differences()
    assert (found.first, found.second, found.name) == ("500.00", "5,000.00", "李娜")
    with pytest.raises(GrantStaysError):
        clerk.keying.settle(made.id, Side.SECOND)
    ((_line, issues),) = approver.granting.waiting(campaign.id)
    assert [issue.code for issue in issues] == ["amount_not_verified"]
    assert clerk.keying.settle(made.id, Side.FIRST).settles == made.id
    ((_line, issues),) = approver.granting.waiting(campaign.id)
    assert issues == ()


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("640102197001010016", "640102197001070016", ("*************1****", "*************7****")),
        ("1234", "1244", ("**3*", "**4*")),
        ("1234", "124", ("**3*", "***")),
    ],
)
def test_of_two_numbers_only_the_difference_is_shown(first, second, shown):
    assert shown_difference(first, second) == shown
