"""Values erased for good: gone from the log, from other laptops, and from what is written later."""

import json
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.attachment import AttachmentRole
from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.grant import Grant, GrantBasis
from desktop_app.domain.household import HouseholdMember
from desktop_app.domain.identity import (
    CampaignId,
    GrantId,
    HouseholdMemberId,
    new_id,
)
from desktop_app.domain.role import Role
from desktop_app.domain.user import User
from desktop_app.services.erasing import (
    KeptByRuleError,
    NoSuchFieldError,
    NothingToEraseError,
    ReasonNeededError,
)
from desktop_app.services.erasure_reach import GrantsKeptError
from desktop_app.services.office import Office
from desktop_app.storage import kinds, lines, saves
from desktop_app.storage.cipher import IntegrityError
from desktop_app.storage.erasable import may_go
from desktop_app.storage.kinds import canonical
from desktop_app.storage.lines import DamagedBundleError
from tests.laptops import TODAY, opened_again
from tests.unit.services import erased
from tests.unit.services.erased import (
    OLD,
    OTHER,
    SECRET,
    erase,
    is_sound,
    jpeg,
    log_of,
    says_nothing,
    share,
)

laptops, person = erased.laptops, erased.person


def test_no_value_that_was_ever_there_stays_and_the_chain_holds(laptops, person):
    a = laptops[0]
    erase(a, person, "phone")
    assert says_nothing(a, OLD, SECRET)
    assert "西夏区怀远路8号" in log_of(a)
    assert a.store.beneficiaries.get(person.id).phone is None
    assert a.store.beneficiaries.get(person.id).address == "西夏区怀远路8号"
    assert Office(a.desk).register.search(SECRET, 5) == []
    assert is_sound(a)


def test_nobody_can_try_out_which_number_it_was(laptops, person):
    a = laptops[0]
    erase(a, person, "phone")
    blanked = [
        cells for one in saves.all_of(a.store.db) for cells in one.save.cells if cells.erased
    ]
    assert blanked
    assert all(cells.salt == "" and "phone" not in cells.salts for cells in blanked)


def test_the_log_cannot_be_changed_in_any_other_way(laptops, person):
    a = laptops[0]
    erase(a, person, "phone")
    for change in ("payload = x'00'", "reason = 'x'", "hash = x'00'", "taken = 7"):
        with pytest.raises(IntegrityError, match="never changed"), a.store.transaction():
            a.store.db.execute("UPDATE log_save SET " + change + " WHERE n = 5")  # noqa: S608


def test_a_blanked_save_may_not_become_another_one(laptops, person):
    a = laptops[0]
    db = a.store.db
    row = db.execute("SELECT device, stream, seq FROM log_save WHERE n = 5").fetchone()
    db.execute("INSERT INTO log_blanked VALUES (?, ?, ?, ?)", [*row, b"z"])
    with pytest.raises(IntegrityError, match="never changed"):
        db.execute("UPDATE log_save SET payload = ?, actor = 'x' WHERE n = 5", [b"z"])
    db.conn.rollback()


def test_the_certificate_says_who_when_why_and_who_has_confirmed(laptops, person):
    a, b, _c = laptops
    made = erase(a, person, "phone")
    assert (made.by, made.erasure.reason) == ("管理员0", "本人要求删除")
    assert made.erasure.erased_on == TODAY
    assert {target.split("/")[2] for target in made.erasure.targets} == {"phone"}
    assert SECRET not in repr(made)
    assert (made.confirmed, made.awaited) == ((), ("1号机", "2号机"))
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))
    (now,) = Office(a.desk).erasing.certificates()
    assert (now.confirmed, now.awaited) == (("1号机",), ("2号机",))


def test_copies_made_before_are_named(laptops, person):
    a = laptops[0]
    office = Office(a.desk)
    copy = office.caretaking.back_up()
    a.clock.ms += 5_000
    made = erase(a, person, "phone")
    assert copy in made.backups
    a.clock.ms += 5_000
    later = office.caretaking.back_up()
    (now,) = office.erasing.certificates()
    assert later not in now.backups


def test_a_whole_person_goes_with_what_is_recorded_of_the_person_alone(laptops, person):
    a, b, c = laptops
    office = Office(a.desk)
    member = HouseholdMember(
        id=HouseholdMemberId(new_id()), beneficiary=person.id, name="王小明", phone=OTHER
    )
    a.save(kinds.HOUSEHOLD_MEMBER, member)
    taken = office.attaching.take_photo(jpeg(), caption="门口合影")
    office.attaching.attach("beneficiary", person.id, [taken])
    share(a, b)
    a.store.close()
    a.desk = opened_again(a.folder, a).desk
    office = Office(a.desk)
    made = office.erasing.erase_whole("beneficiary", person.id, "本人要求删除")
    assert made.erasure.contents == (taken.sha256,)
    share(a, b, c)
    for one in laptops:
        assert one.store.beneficiaries.get(person.id) is None
        assert says_nothing(one, OLD, SECRET, OTHER, "马秀兰", "王小明", "门口合影", "怀远路")
        assert not one.store.blobs.holds(taken.sha256)
        assert is_sound(one)
    assert len({one.state() for one in laptops}) == 1
    assert taken.role is AttachmentRole.PHOTO


def test_who_was_given_something_stays_and_single_fields_go(laptops, person):
    a = laptops[0]
    grant = Grant(
        id=GrantId(new_id()), campaign=CampaignId(new_id()), beneficiary=person.id,
        basis=GrantBasis.ROSTER, cash_fen=100_000, fund_source="own_budget", method="cash",
        planned_on=date(2021, 2, 1), planned_by=a.desk.user.id,
    )  # fmt: skip
    a.save(kinds.GRANT, grant)
    office = Office(a.desk)
    with pytest.raises(GrantsKeptError):
        office.erasing.erase_whole("beneficiary", person.id, "本人要求删除")
    with pytest.raises(KeptByRuleError):
        office.erasing.erase("grant", grant.id, ["cash_fen"], "错误")
    erase(a, person, "phone", "address")
    assert says_nothing(a, SECRET, "怀远路")


def test_what_is_kept_by_rule_is_not_erased_for_a_laptop_that_certifies_it(laptops, person):
    a, b, _c = laptops
    user = a.desk.user
    made = Office(a.desk).erasing.erase("beneficiary", person.id, ["phone"], "本人要求删除")
    forged = replace(
        made.erasure, id=new_id(), targets=(f"user/{user.id}/name", "nonsense", "a/b"),
        saves=(*made.erasure.saves, f"{a.id}/admin/1", "no/save", "x/y/²"),
    )  # fmt: skip
    a.save(kinds.ERASURE, forged)
    b.merges.merge(a.export(b))
    assert b.store.users.get(user.id).name == user.name
    assert is_sound(b)


@pytest.mark.parametrize(
    ("fields", "reason", "error"),
    [
        (["phone"], " ", ReasonNeededError),
        (["ethnicity"], "本人要求", NothingToEraseError),
        (["name"], "本人要求", NoSuchFieldError),
        (["shoe_size"], "本人要求", NoSuchFieldError),
    ],
)
def test_what_cannot_be_erased_is_refused_and_nothing_changes(
    laptops, person, fields, reason, error
):
    a = laptops[0]
    before = a.state(), a.store.audit.head()
    with pytest.raises(error):
        erase(a, person, *fields, reason=reason)
    assert (a.state(), a.store.audit.head()) == before


def test_only_the_administrator_erases(laptops, person):
    a = laptops[0]
    a.desk = replace(a.desk, user=User(id=a.desk.user.id, name="文员", role=Role.CLERK))
    with pytest.raises(NotPermittedError):
        erase(a, person, "phone")


def test_a_drafted_form_loses_the_field(laptops, person):
    a = laptops[0]
    a.store.db.execute(
        "INSERT INTO draft VALUES ('person', ?, 'u', 't', ?, '{}', 1)",
        [person.id, f'{{"phone": "{SECRET}", "remarks": "x"}}'],
    )
    a.store.db.conn.commit()
    erase(a, person, "phone")
    assert says_nothing(a, SECRET)
    assert a.store.drafts.count() == 1


def test_certificates_say_no_values_of_other_kinds(laptops):
    assert not may_go(("sheet", "x", "frozen"))
    assert not may_go(("device", "x", "label"))
    assert may_go(("second_keying", "x", "keyed"))
    assert not may_go(("second_keying", "x", "subject"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda cells: [*cells[:6], cells[6], {**cells[7], "phone": "0" * 64}],
        lambda cells: [*cells[:6], {}, cells[7]],
        lambda cells: [*cells[:6], cells[6], {}],
        lambda cells: [*cells[:5], "0" * 32, *cells[6:]],
        lambda cells: [*cells[:7], {**cells[7], "name": "0" * 64}],
        lambda cells: cells[:7],
    ],
)
def test_an_altered_gap_is_noticed(laptops, person, spoil):
    a, b, _c = laptops
    erase(a, person, "phone")
    one = next(
        one for one in saves.all_of(a.store.db) if any(cells.erased for cells in one.save.cells)
    )
    line = json.loads(lines.write(one))
    (at,) = (n for n, cells in enumerate(line["values"]) if len(cells) == 8)
    line["values"][at] = spoil(line["values"][at])
    with pytest.raises(DamagedBundleError):  # noqa: PT012 - either the line or its hash
        read = lines.read(canonical(line).encode())
        if read.save.digest() != read.digest:
            raise DamagedBundleError(place="hash")
    assert b.store.audit.verify().holds
