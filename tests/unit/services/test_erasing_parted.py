"""A value that a copied ledger tells again under its new name is erased under that one, too."""

import shutil

import pytest

from desktop_app.domain.exchange import About, Purpose
from desktop_app.domain.identity import new_id
from desktop_app.services.exchange.packing import Export
from desktop_app.services.office import Office
from desktop_app.storage import checks, lines, saves
from desktop_app.storage.forks import CloneError
from tests.laptops import Clock, acquaint, bundle_of, found, opened_again
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
TWIN = "13977770000"
"""The value that is known to be erased, written in the copy alone, under the former name."""


@pytest.fixture
def parted(laptops, person, tmp_path):
    """A ledger, its copy that has written a number, who knows the one, and who knows the other."""
    a, b, c = laptops
    shutil.copytree(a.folder, tmp_path / "copy")
    copy = opened_again(tmp_path / "copy", a, Clock(a.clock.ms + 1))
    change(a, person, address="金凤区")
    change(copy, person, phone=TWIN)
    b.merges.merge(a.export(b), copy=False)
    c.merges.merge(copy.export(c), copy=False)
    yield a, b, c, copy
    copy.close()


def tell_again(copy, witness, *others):
    """Let the copy notice the original in somebody's bundle, and go on under its new name."""
    file = witness.export(copy)
    with pytest.raises(CloneError):
        copy.merges.merge(file, copy=False)
    renewed = copy.laptops.renew()
    for one in others:
        one.laptops.enrol(renewed)
    copy.merges.merge(witness.export(copy), copy=False)


def index_of(laptop):
    """Give what the index of the search says, as it lies there."""
    blocks = [row["block"] for row in laptop.store.db["search_data"].rows]
    return b"".join(blocks).decode("latin-1")


def hand(sender, *receivers):
    for one in receivers:
        one.merges.merge(sender.export(one), copy=False)


def certificate_alone(sender, receiver):
    """Write what a laptop itself has signed in the office's stream, and nothing else."""
    own = saves.of_chain(sender.store.db, (sender.id, "admin"))
    file = sender.folder.parent / f"{new_id()}.nuanfang"
    file.write_bytes(bundle_of(sender, [receiver], [lines.write(one) for one in own], have={}))
    return file


def end_alike_without_it(*everybody):
    for _round in range(2):
        share(*everybody)
    assert len({one.state() for one in everybody}) == 1
    assert all(says_nothing(one, OLD, SECRET, TWIN) for one in everybody)
    assert all(is_sound(one) for one in everybody)


def test_who_tells_again_after_the_certificate_came_tells_nothing_of_it(parted, person):
    a, b, c, copy = parted
    erase(c, person, "phone")
    hand(c, copy)
    assert says_nothing(copy, OLD, SECRET, TWIN)
    tell_again(copy, b, a, b, c)
    assert says_nothing(copy, OLD, SECRET, TWIN)
    hand(copy, b)
    assert Office(b.desk).caretaking.check().uncertified == 0
    end_alike_without_it(copy, a, b, c)


def test_who_told_again_before_the_certificate_came_loses_it_under_both_names(parted, person):
    a, b, c, copy = parted
    tell_again(copy, b, a, b, c)
    assert TWIN in log_of(copy)
    erase(c, person, "phone")
    hand(c, copy)
    assert says_nothing(copy, OLD, SECRET, TWIN)
    assert is_sound(copy)
    end_alike_without_it(copy, a, b, c)


def test_who_knows_only_what_was_told_again_loses_it(parted, person):
    a, b, c, copy = parted
    tell_again(copy, b, a, b, c)
    hand(copy, a, b)
    assert TWIN in log_of(b)
    erase(c, person, "phone")
    hand(c, b)
    assert says_nothing(b, OLD, SECRET, TWIN)
    hand(b, a)
    assert says_nothing(a, OLD, SECRET, TWIN)
    assert a.state() == b.state()
    end_alike_without_it(copy, a, b, c)


def test_what_is_told_again_comes_to_those_who_know_the_certificate(parted, person):
    a, b, c, copy = parted
    tell_again(copy, b, a, b, c)
    late = {one.id: copy.export(one) for one in (b, c)}
    erase(c, person, "phone")
    c.merges.merge(late[c.id], copy=False)
    assert says_nothing(c, OLD, SECRET, TWIN)
    assert Office(c.desk).caretaking.check().uncertified == 0
    hand(c, b)
    b.merges.merge(late[b.id], copy=False)
    assert says_nothing(b, OLD, SECRET, TWIN)
    end_alike_without_it(copy, a, b, c)


def test_a_certificate_of_what_was_told_again_reaches_those_who_know_the_former_name(
    parted, person
):
    a, b, c, copy = parted
    tell_again(copy, b, a, b, c)
    hand(copy, b)
    erase(b, person, "phone")
    file = certificate_alone(b, c)
    assert TWIN in log_of(c)
    c.merges.merge(file, copy=False)
    assert says_nothing(c, OLD, SECRET, TWIN)
    end_alike_without_it(copy, a, b, c)


def test_a_newcomer_who_hears_it_all_at_once_never_holds_it(parted, person, tmp_path):
    a, b, c, copy = parted
    tell_again(copy, b, a, b, c)
    erase(c, person, "phone")
    d = found(tmp_path / "d", 5)
    acquaint([copy, c, d])
    hand(copy, d)
    hand(c, d)
    assert says_nothing(d, OLD, SECRET, TWIN)
    end_alike_without_it(copy, a, b, c)
    hand(copy, d)
    assert says_nothing(d, OLD, SECRET, TWIN)
    assert is_sound(d)
    d.close()


@pytest.mark.parametrize("number", [None, OTHER])
@pytest.mark.parametrize("is_certified_before", [False, True])
def test_a_team_that_was_given_what_was_told_again_loses_it_when_it_is_given_again(
    parted, person, tmp_path, number, is_certified_before
):
    a, b, c, copy = parted
    tell_again(copy, b, a, b, c)
    change(copy, person, employer="银川一厂")
    team = found(tmp_path / "team", 5)
    acquaint([copy, c, team])

    def give():
        about = About(unit="银川一厂")
        sent = Export(copy.desk).export(tmp_path / "stick", [team.id], Purpose.TEAM, about=about)
        team.merges.merge(sent.bundle, copy=False)

    give()
    assert TWIN in log_of(team)
    erase(c, person, "phone")
    if is_certified_before:
        team.merges.merge(certificate_alone(c, team), copy=False)
    hand(c, copy)
    if number:
        change(copy, person, phone=number)
    give()
    assert says_nothing(team, OLD, SECRET, TWIN)
    assert TWIN not in index_of(team)
    assert checks.log_makes_the_records(team.store.db)
    assert team.store.beneficiaries.get(person.id).phone == number
    assert team.conflicts.all() == []
    team.close()


def test_what_the_original_wrote_under_the_same_number_is_not_erased_with_it(
    laptops, person, tmp_path
):
    a, b, c = laptops
    shutil.copytree(a.folder, tmp_path / "copy")
    copy = opened_again(tmp_path / "copy", a, Clock(a.clock.ms + 1))
    change(a, person, phone=OTHER)
    change(copy, person, phone=TWIN)
    hand(copy, c)
    hand(a, b)
    erase(c, person, "phone")
    tell_again(copy, b, a, b, c)
    end_alike_without_it(copy, a, b, c)
    assert all(OTHER in log_of(one) for one in (a, b, c, copy))
    copy.close()


def test_a_save_that_waits_for_another_waits_without_what_is_erased(laptops, person):
    a, b, c = laptops
    held, chain = saves.held(c.store.db), (c.id, "640100.pii")
    change(c, person, phone="13977778888")
    change(c, person, phone=TWIN)
    (_lost, late) = saves.of_chain(c.store.db, chain, held.get(chain, 0))
    file = c.folder.parent / f"{new_id()}.nuanfang"
    file.write_bytes(bundle_of(c, [b], [lines.write(late)]))
    hand(c, a)
    erase(a, person, "phone")
    b.merges.merge(certificate_alone(a, b), copy=False)
    b.merges.merge(file, copy=False)
    assert b.merges.waiting()
    assert says_nothing(b, OLD, SECRET, TWIN)
    share(*laptops)
    assert len({one.state() for one in laptops}) == 1
    assert all(is_sound(one) for one in laptops)


def test_a_certificate_that_waited_for_an_undone_merge_leaves_nothing_in_the_index(laptops, person):
    a, b, _c = laptops
    change(a, person, remarks="住院")
    a.export(b)  # lost on its way
    merged = b.merges.merge(a.export(b), copy=False)
    b.merges.undo(merged.id)
    erase(a, person, "phone")
    b.merges.merge(certificate_alone(a, b), copy=False)
    assert b.merges.waiting()
    assert SECRET in log_of(b)
    b.merges.redo(merged.id)
    assert says_nothing(b, OLD, SECRET)
    assert SECRET not in index_of(b)
