"""A word by which somebody enrolled a laptop goes on counting whatever is written over it."""

from itertools import pairwise

import pytest

from desktop_app.storage import checks, registry
from desktop_app.storage.log import Cells
from tests.history_oddities import append_raw
from tests.laptops import acquaint, add, found, person_of


@pytest.fixture
def row(tmp_path):
    """Four laptops in a row; each has enrolled its neighbours only."""
    made = [found(tmp_path / f"l{n}", n) for n in range(4)]
    for one, other in pairwise(made):
        acquaint([one, other])
    yield made
    for one in made:
        one.close()


def hand_on(*laptops):
    """Let each laptop give to the next one what it holds."""
    for sender, receiver in pairwise(laptops):
        receiver.merges.merge(sender.export(receiver))


def known_to(laptop):
    return set(registry.read(laptop.store.db, laptop.id)) | {laptop.id}


def test_a_newcomer_who_enrols_his_office_cuts_nobody_off_from_it(row):
    """His word replaces that of others, but he is himself known through the office alone."""
    a, b, c, d = row
    hand_on(a, b, c, d)
    d.laptops.enrol(b.laptops.own())
    person = add(d)
    hand_on(d, c, b, a)
    assert person_of(a, person) == person
    assert known_to(a) == {one.id for one in row}
    hand_on(a, b, c, d)
    assert len({one.state() for one in row}) == 1
    assert [one.merges.waiting() for one in row] == [()] * 4
    assert all(checks.log_makes_the_records(one.store.db) for one in row)


@pytest.mark.parametrize("choice", [0, 1])
@pytest.mark.parametrize(("field", "false"), [("enrolled", None), ("sign_pub", "00" * 32)])
def test_what_a_laptop_settles_about_itself_cuts_it_off_from_nobody(row, field, false, choice):
    """An altered program had said something else of it, so its own people were asked."""
    a, b, *_others = row
    hand_on(a, b, a)
    other = Cells("device", b.id, {field: false}, {}, {}, "0" * 32)
    append_raw(a, "admin", other, "administrator")
    hand_on(a, b)
    (contested,) = [one for one in b.conflicts.all() if one.field == field]
    values = sorted({rival.value for rival in contested.rivals}, key=repr)
    b.conflicts.settle_with(contested.id, values[choice])
    person = add(b)
    hand_on(b, a)
    assert person_of(a, person) == person
    assert a.merges.waiting() == ()
    hand_on(a, b)
    assert a.state() == b.state()
    assert a.store.audit.verify().holds
    assert b.store.audit.verify().holds


def test_a_second_word_is_whole_so_that_it_can_stand_alone(row):
    """The first one is cut off with its author, before whose revocation nothing was held."""
    a, b, c, d = row
    hand_on(c, b)
    for one, other in ((b, d), (d, b)):
        one.laptops.enrol(other.laptops.own())
    acquaint([a, c])
    a.laptops.revoke(c.id)
    person = add(d)
    hand_on(d, b, a)
    assert person_of(a, person) == person
    assert [one.label for one in a.laptops.others()] == ["1号机", "3号机"]
    a.export(d)


def test_whoever_revokes_the_one_who_brought_him_stays_known(row):
    """He holds nothing of that laptop, so its word for him goes with it."""
    a, b, c, d = row
    hand_on(a, b, c, b, a)
    d.laptops.enrol(b.laptops.own())
    d.laptops.revoke(c.id)
    person, late = add(d), add(c)
    hand_on(c, b)
    hand_on(d, b, a)
    hand_on(b, d)
    for one in (a, b, d):
        assert known_to(one) == {one.id for one in row}
        assert (person_of(one, person), person_of(one, late)) == (person, None)
    assert a.state() == b.state() == d.state()
