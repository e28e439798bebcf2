"""Values erased for good: gone from the log, from other laptops, and from what is written later."""

import json
import random
import zlib
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from desktop_app.domain.attachment import AttachmentRole
from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.exchange import About, Purpose
from desktop_app.domain.grant import Grant, GrantBasis
from desktop_app.domain.household import HouseholdMember
from desktop_app.domain.identity import (
    CampaignId,
    GrantId,
    HouseholdMemberId,
    SecondKeyingId,
    new_id,
)
from desktop_app.domain.role import Role
from desktop_app.domain.second_keying import SecondKeying
from desktop_app.domain.user import User
from desktop_app.services.erasing import (
    KeptByRuleError,
    NoSuchFieldError,
    NothingToEraseError,
    ReasonNeededError,
)
from desktop_app.services.erasure_reach import GrantsKeptError
from desktop_app.services.exchange import telling
from desktop_app.services.exchange.packing import Export
from desktop_app.services.office import Office
from desktop_app.storage import checks, erasing, kinds, lines, saves
from desktop_app.storage.cipher import IntegrityError
from desktop_app.storage.kinds import canonical
from desktop_app.storage.lines import DamagedBundleError
from desktop_app.storage.undoing import ErasedError
from tests.laptops import TODAY, acquaint, bundle_of, found, opened_again

OLD, SECRET, OTHER = "13911112222", "13933334444", "13955556666"


@pytest.fixture
def laptops(tmp_path):
    made = [found(tmp_path / name, number) for number, name in enumerate("abc")]
    acquaint(made)
    yield made
    for one in made:
        one.close()


@pytest.fixture
def person(laptops, make_person):
    """Somebody whose phone was changed once and who is known everywhere."""
    a = laptops[0]
    kept = a.save(kinds.BENEFICIARY, make_person("马秀兰", phone=OLD, address="西夏区怀远路8号"))
    changed = change(a, kept, phone=SECRET)
    share(*laptops)
    return changed


def change(laptop, person, **values):
    base = laptop.store.beneficiaries.reading(person.id)
    changed = replace(base.record, **values)
    laptop.save(kinds.BENEFICIARY, changed, base, "person.changed")
    return changed


def share(*laptops):
    for _round in range(2):
        for one in laptops:
            others = [other for other in laptops if other is not one]
            file = one.export(*others)
            for other in others:
                other.merges.merge(file, copy=False)


def erase(laptop, person, *fields, reason="本人要求删除"):
    return Office(laptop.desk).erasing.erase("beneficiary", person.id, fields, reason)


def log_of(laptop):
    """Give everything that the log and what lies beside it says, unpacked."""
    db = laptop.store.db
    parts = [zlib.decompress(one) for (one,) in db.execute("SELECT payload FROM log_save")]
    parts += [zlib.decompress(one) for (one,) in db.execute("SELECT payload FROM log_aside")]
    parts += [zlib.decompress(one) for (one,) in db.execute("SELECT line FROM log_parked")]
    tables = ("log_given", "log_record", "draft", "beneficiary", "second_keying", "person_merge")
    for table in tables:
        parts += [repr(row).encode() for row in db[table].rows]
    return b"\n".join(parts).decode()


def says_nothing(laptop, *values):
    said = log_of(laptop)
    return all(value not in said for value in values)


def is_sound(laptop):
    db = laptop.store.db
    return laptop.store.audit.verify().holds and checks.log_makes_the_records(db)


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


def test_other_laptops_erase_when_they_merge_and_say_so(laptops, person):
    a, b, _c = laptops
    erase(a, person, "phone")
    file = a.export(b)
    preview = b.merges.preview(file)
    assert preview.erased == 1
    assert any("erased for good" in words for words in telling.sentences(preview))
    assert not says_nothing(b, SECRET)
    assert b.merges.merge(file).erased == 1
    assert says_nothing(b, OLD, SECRET)
    assert is_sound(b)
    assert a.state() == b.state()


def test_what_is_written_later_does_not_hold_it(laptops, person, tmp_path):
    a, b, _c = laptops
    erase(a, person, "phone")
    written = [lines.write(one) for one in saves.all_of(a.store.db)]
    assert all(SECRET.encode() not in line and OLD.encode() not in line for line in written)
    assert [lines.write(lines.read(line)) for line in written] == written
    d = found(tmp_path / "d", 3)
    acquaint([a, b, d])
    d.merges.merge(a.export(d))
    assert says_nothing(d, OLD, SECRET)
    assert is_sound(d)
    d.close()


@pytest.mark.parametrize("order", list(permutations(range(3)))[::2])
def test_in_any_order_of_meeting_every_laptop_ends_without_it(laptops, person, order):
    a, b, c = laptops
    change(b, person, address="金凤区")
    erase(a, person, "phone")
    change(c, person, remarks="住院")
    mixed = [laptops[at] for at in order]
    share(*mixed)
    share(*mixed)
    assert len({one.state() for one in laptops}) == 1
    assert all(says_nothing(one, OLD, SECRET) for one in laptops)
    assert all(is_sound(one) for one in laptops)


def test_a_save_that_comes_after_the_certificate_is_taken_without_the_value(laptops, person):
    a, b, c = laptops
    d_only = c.export(b)  # written before the erasure, merged after it
    change(c, person, remarks="住院")
    late = c.export(b)
    erase(a, person, "phone")
    b.merges.merge(a.export(b))
    for file in (d_only, late):
        b.merges.merge(file)
    assert says_nothing(b, OLD, SECRET)
    assert is_sound(b)


def test_who_never_had_the_value_and_gets_it_from_one_who_has_not_heard(laptops, person, tmp_path):
    a, b, c = laptops
    d = found(tmp_path / "d", 3)
    acquaint([a, b, c, d])
    erase(a, person, "phone")
    certificate_only = [
        one
        for one in saves.all_of(a.store.db)
        if any(cells.kind == "erasure" for cells in one.save.cells)
    ]
    assert certificate_only
    d.merges.merge(a.export(d))
    d.merges.merge(c.export(d))
    assert says_nothing(d, OLD, SECRET)
    assert is_sound(d)
    d.close()


def test_a_new_value_from_somebody_who_had_not_heard_stands_as_a_disagreement(laptops, person):
    a, b, _c = laptops
    erase(a, person, "phone")
    change(b, person, phone=OTHER)
    a.merges.merge(b.export(a))
    (conflict,) = a.conflicts.all()
    assert {rival.value for rival in conflict.rivals} == {None, OTHER}
    assert says_nothing(a, OLD, SECRET)
    a.conflicts.settle_with(conflict.id, None)
    held = {one.field: one for one in Office(a.desk).erasing.fields("beneficiary", person.id)}
    assert (held["phone"].is_shown, held["phone"].saves) == (False, 1)
    erase(a, person, "phone")
    assert says_nothing(a, OTHER)
    share(*laptops)
    assert len({one.state() for one in laptops}) == 1
    assert all(says_nothing(one, OLD, SECRET, OTHER) for one in laptops)


def test_what_waits_or_was_set_aside_loses_it_as_well(laptops, person):
    a, b, c = laptops
    change(c, person, phone=OTHER)
    merged = b.merges.merge(c.export(b))
    b.merges.undo(merged.id)
    assert not says_nothing(b, OTHER)
    a.merges.merge(c.export(a))
    a.conflicts.all()
    erase(a, person, "phone")
    b.merges.merge(a.export(b))
    assert says_nothing(b, OLD, SECRET, OTHER)
    assert is_sound(b)


def test_a_merge_that_brought_an_erasure_cannot_be_undone(laptops, person):
    a, b, _c = laptops
    erase(a, person, "phone")
    merged = b.merges.merge(a.export(b))
    with pytest.raises(ErasedError):
        b.merges.undo(merged.id)


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
    taken = office.attaching.take_photo(_jpeg(), caption="门口合影")
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
    assert not erasing.may_go(("sheet", "x", "frozen"))
    assert not erasing.may_go(("device", "x", "label"))
    assert erasing.may_go(("second_keying", "x", "keyed"))
    assert not erasing.may_go(("second_keying", "x", "subject"))


def _jpeg():
    from io import BytesIO

    from PIL import Image

    buffer = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(buffer, "JPEG")
    return buffer.getvalue()


def test_what_is_parked_loses_it_while_it_waits(laptops, person):
    a, b, c = laptops
    change(c, person, phone="13977778888")
    c.export(b)  # lost on its way
    tip = saves.held(c.store.db)
    change(c, person, phone=OTHER)
    late = [one for chain in tip for one in saves.of_chain(c.store.db, chain, tip[chain])]
    file = c.folder.parent / "late.nuanfang"
    file.write_bytes(bundle_of(c, [b], [lines.write(one) for one in late]))
    b.merges.merge(file)
    assert b.merges.waiting()
    assert OTHER in log_of(b)
    a.merges.merge(c.export(a))
    erase(a, person, "phone")
    b.merges.merge(a.export(b))
    assert says_nothing(b, OLD, SECRET, OTHER)
    assert is_sound(b)
    share(*laptops)
    assert len({one.state() for one in laptops}) == 1


def test_a_team_that_was_given_parts_loses_it_too(laptops, person):
    a, b, _c = laptops
    change(a, person, employer="银川一厂")
    stick = a.folder.parent / "team"
    team = found(a.folder.parent / "team-laptop", 4)
    acquaint([a, b, team])

    def give():
        sent = Export(a.desk).export(stick, [team.id], Purpose.TEAM, about=About(unit="银川一厂"))
        team.merges.merge(sent.bundle)

    give()
    assert SECRET in log_of(team)
    erase(a, person, "phone")
    give()
    assert says_nothing(team, OLD, SECRET)
    assert checks.log_makes_the_records(team.store.db)
    team.close()


def test_a_second_keying_and_the_merging_of_two_records_keep_no_copy(laptops, person, make_person):
    a, b, _c = laptops
    twin = a.save(kinds.BENEFICIARY, make_person("马秀蓝", phone=OTHER))
    office = Office(a.desk)
    office.merging.merge(twin.id, person.id, take={"phone"})
    keying = SecondKeying(
        id=SecondKeyingId(new_id()), subject=person.id, field="id_number", seen=(),
        keyed_by=a.desk.user.id, keyed="640102197001010024",
    )  # fmt: skip
    a.save(kinds.SECOND_KEYING, keying)
    share(a, b)
    erase(a, person, "phone", "id_number")
    share(a, b)
    for one in (a, b):
        assert says_nothing(one, OLD, SECRET, OTHER, "640102197001010024", "640102197001010016")
        assert is_sound(one)
    assert a.state() == b.state()


@pytest.mark.parametrize("seed", range(2))
def test_random_histories_with_erasures_end_alike(tmp_path, make_person, seed):
    chance = random.Random(seed)  # noqa: S311 - a game, repeated by its seed
    made = [found(tmp_path / str(n), n) for n in range(3)]
    acquaint(made)
    people = [made[0].save(kinds.BENEFICIARY, make_person(f"员工{n}")) for n in range(3)]
    share(*made)
    gone = []
    for step in range(25):
        laptop, person = chance.choice(made), chance.choice(people)
        deed = chance.choice(["change", "change", "meet", "meet", "erase"])
        here = laptop.store.beneficiaries.get(person.id)
        if deed == "change" and here:
            change(laptop, person, phone=f"139{seed:04}{step:04}")
        elif deed == "meet":
            other = chance.choice([one for one in made if one is not laptop])
            other.merges.merge(laptop.export(other), copy=False)
        elif deed == "erase" and here and here.phone:
            gone.append(here.phone)
            erase(laptop, person, "phone")
    share(*made)
    share(*made)
    assert gone
    assert len({one.state() for one in made}) == 1
    assert all(says_nothing(one, *gone) for one in made)
    assert all(is_sound(one) for one in made)
    for one in made:
        one.close()


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
