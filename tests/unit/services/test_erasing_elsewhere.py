"""An erasure on its way: other laptops erase too, whatever came first."""

import random
import time
from dataclasses import replace
from itertools import permutations

import pytest

from desktop_app.domain.exchange import About, Purpose
from desktop_app.domain.identity import (
    SecondKeyingId,
    new_id,
)
from desktop_app.domain.second_keying import SecondKeying
from desktop_app.services import caretaking
from desktop_app.services.exchange import telling
from desktop_app.services.exchange.packing import Export
from desktop_app.services.office import Office
from desktop_app.storage import checks, kinds, lines, saves
from desktop_app.storage.undoing import ErasedError
from tests.laptops import acquaint, bundle_of, found
from tests.unit.services import erased
from tests.unit.services.erased import (
    OLD,
    OTHER,
    SECRET,
    change,
    erase,
    is_sound,
    log_of,
    says_nothing,
    share,
)

laptops, person = erased.laptops, erased.person
LONGEST_S = 4.0


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


def test_values_held_back_without_a_certificate_are_noticed(laptops, person):
    a, b, _c = laptops
    change(a, person, phone=OTHER)
    held = saves.held(b.store.db)
    late = [
        one
        for chain in saves.held(a.store.db)
        for one in saves.of_chain(a.store.db, chain, held.get(chain, 0))
    ]
    blanked = [
        replace(
            one, save=replace(one.save, cells=tuple(c.without({"phone"}) for c in one.save.cells))
        )
        for one in late
    ]
    written = [lines.write(replace(one, payload=one.save.payload())) for one in blanked]
    file = a.folder.parent / "kept-back.nuanfang"
    file.write_bytes(bundle_of(a, [b], written))
    b.merges.merge(file)
    health = Office(b.desk).caretaking.check()
    assert (health.uncertified, health.is_good) == (1, True)
    assert caretaking.words_of_erased(health)
    erase(a, person, "phone")
    b.merges.merge(a.export(b))
    assert Office(b.desk).caretaking.check().uncertified == 0
    assert Office(a.desk).caretaking.check().uncertified == 0


def test_a_certificate_of_everything_under_the_sun_costs_no_more_than_its_length(laptops, person):
    a, b, _c = laptops
    made = erase(a, person, "phone").erasure
    endless = replace(
        made,
        id=new_id(),
        targets=tuple(f"beneficiary/{number:08x}/phone" for number in range(9_000)),
        saves=tuple(f"{number:016x}/640100.pii/1" for number in range(9_000)),
    )
    a.save(kinds.ERASURE, endless)
    file = a.export(b)
    begun = time.process_time()
    b.merges.merge(file, copy=False)
    assert time.process_time() - begun < LONGEST_S
    assert is_sound(b)
    begun = time.process_time()
    a.merges.merge(b.export(a), copy=False)
    assert time.process_time() - begun < LONGEST_S
