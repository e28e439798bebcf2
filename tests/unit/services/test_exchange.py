"""Two laptops that meet by stick: nothing lost, nothing twice, in any order."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import NeedId, NeedStepId, new_id
from desktop_app.domain.need import Need, NeedStep
from desktop_app.services.exchange.double_aid import DoubleAid
from desktop_app.services.exchange.merging import NoSuchMergeError, NotUndoneError
from desktop_app.services.exchange.telling import missing_words
from desktop_app.storage import checks, kinds, lines
from desktop_app.storage.cipher import IntegrityError
from desktop_app.storage.undoing import BuiltUponError, ContinuedError
from tests.laptops import (
    acquaint,
    add,
    bundle_of,
    edit,
    found,
    lines_of,
    person_of,
    write,
)


def test_what_one_laptop_recorded_is_on_the_other_and_both_state_codes_are_equal(pair, make_person):
    a, b = pair
    person = a.save(kinds.BENEFICIARY, make_person(phone="13900000001"))
    other = b.save(kinds.BENEFICIARY, make_person("王小明"))
    report = b.merges.merge(a.export(b))
    assert report.new["beneficiary"] == 1
    assert person_of(b, person) == person
    a.merges.merge(b.export(a))
    assert person_of(a, other) == other
    assert a.state() == b.state()
    for one in pair:
        assert one.store.audit.verify().holds
        assert checks.log_makes_the_records(one.store.db)


def test_merging_again_changes_nothing(pair, make_person):
    a, b = pair
    a.save(kinds.BENEFICIARY, make_person())
    file = a.export(b)
    first = b.merges.merge(file)
    state = b.state()
    again = b.merges.merge(file)
    assert (again.applied, again.already) == (0, first.applied)
    assert b.merges.merge(a.export(b)).applied == 1
    assert b.state() == state


def test_a_row_of_bundles_that_disagree_with_each_other_is_told_as_it_is_merged(
    tmp_path, make_person
):
    laptops = a, b, c = [found(tmp_path / name, at) for at, name in enumerate("abc")]
    acquaint(laptops)
    person = a.save(kinds.BENEFICIARY, make_person(phone="13900000001"))
    for one in (b, c):
        one.merges.merge(a.export(one))
    edit(b, person, phone="13900000002")
    edit(c, person, phone="13900000003")
    strange = write(tmp_path, b"nothing of ours")
    files = [b.export(a), strange, c.export(a)]
    before = a.state(), a.store.audit.head()
    first, trouble, last = a.merges.preview_row(files)
    assert (a.state(), a.store.audit.head()) == before
    assert isinstance(trouble, CircumstanceError)
    assert (first.conflicts, last.conflicts) == (0, 1)
    merged = [a.merges.merge(files[0]), a.merges.merge(files[2])]
    assert [replace(one, id=0) for one in merged] == [first, last]
    for one in laptops:
        one.close()


@pytest.mark.parametrize("again", ["redo", "merge"])
def test_a_merge_answers_to_its_first_number_however_often_it_is_undone(pair, make_person, again):
    a, b = pair
    a.save(kinds.BENEFICIARY, make_person())
    file, before = a.export(b), b.state()
    first = b.merges.merge(file)
    merged = b.state()
    for _time in range(3):
        assert b.merges.undo(first.id) == first.applied
        assert b.state() == before
        with pytest.raises(NoSuchMergeError):
            b.merges.undo(first.id)
        report = b.merges.redo(first.id) if again == "redo" else b.merges.merge(file)
        assert report.applied == first.applied
        assert b.state() == merged
        with pytest.raises(NotUndoneError):
            b.merges.redo(first.id)
    b.merges.undo(first.id)
    assert b.merges.merge(file).applied == first.applied
    assert b.state() == merged


def test_a_row_of_merges_is_undone_as_a_whole_and_taken_again(tmp_path, make_person):
    laptops = a, b, c = [found(tmp_path / name, at) for at, name in enumerate("abc")]
    acquaint(laptops)
    for one in (b, c):
        one.save(kinds.BENEFICIARY, make_person())
    before = a.state()
    first = a.merges.merge(b.export(a))
    last = a.merges.merge(c.export(a), row=first.id)
    merged = a.state()
    for number in (first.id, last.id):
        count = a.merges.undo(number, whole_row=True)
        assert (count, a.state()) == (first.applied + last.applied, before)
        assert len(a.merges.undone_row(number)) == 2
        for one in a.merges.undone_row(number):
            a.merges.redo(one)
        assert (a.state(), a.merges.undone_row(number)) == (merged, [])
    a.merges.undo(last.id)
    assert a.store.beneficiaries.count() == 1
    assert a.merges.undo(first.id, whole_row=True) == first.applied
    assert a.state() == before
    for one in laptops:
        one.close()


def test_a_preview_tells_what_a_merge_does_and_changes_nothing(pair, make_person):
    a, b = pair
    a.save(kinds.BENEFICIARY, make_person())
    file = a.export(b)
    before = b.state(), b.store.audit.head()
    seen = b.merges.preview(file)
    assert (b.state(), b.store.audit.head()) == before
    done = b.merges.merge(file)
    assert replace(seen, id=done.id) == done


def test_two_who_did_not_see_each_other_disagree_and_one_who_saw_both_settles(pair, make_person):
    a, b = pair
    person = a.save(kinds.BENEFICIARY, make_person(phone="13900000001"))
    b.merges.merge(a.export(b))
    for one, phone in ((a, "13900000002"), (b, "13900000003")):
        base = one.store.beneficiaries.reading(person.id)
        one.save(kinds.BENEFICIARY, replace(person, phone=phone), base)
    assert b.merges.merge(a.export(b)).conflicts == 1
    a.merges.merge(b.export(a))
    assert a.state() == b.state()
    (conflict,) = a.conflicts.all()
    assert {rival.value for rival in conflict.rivals} == {"13900000002", "13900000003"}
    a.conflicts.settle_with(conflict.id, "13900000002")
    b.merges.merge(a.export(b))
    assert b.conflicts.all() == []
    assert person_of(b, person).phone == "13900000002"
    assert a.state() == b.state()


# Undoing


def test_an_undone_merge_leaves_what_was_there_and_does_not_come_back_by_itself(pair):
    a, b = pair
    b.merges.merge(a.export(b))
    own = add(b, "王五")
    before = b.state()
    person = add(a)
    report = b.merges.merge(a.export(b))
    b.merges.undo(report.id)
    assert b.state() == before
    assert person_of(b, person) is None
    assert person_of(b, own) == own
    assert b.store.beneficiaries.search("张三") == []
    again = b.merges.merge(a.export(b))
    assert (again.applied, again.aside > 0) == (0, True)
    assert person_of(b, person) is None
    b.merges.redo(report.id)
    assert person_of(b, person) == person
    assert [one.name for one in b.store.beneficiaries.search("张三")] == ["张三"]
    assert b.store.audit.verify().holds
    assert checks.log_makes_the_records(b.store.db)


def test_merging_the_very_bundle_again_takes_what_was_undone_and_can_be_undone_again(pair):
    a, b = pair
    person = add(a)
    file = a.export(b)
    before = b.state()
    first = b.merges.merge(file)
    after = b.state()
    for _turn in range(2):
        b.merges.undo(b.merges.history(1)[0].id)
        assert b.state() == before
        seen, done = b.merges.preview(file), b.merges.merge(file)
        assert replace(seen, id=done.id) == done
        assert done.applied == first.applied
        assert (b.state(), person_of(b, person)) == (after, person)
        assert b.merges.merge(file).applied == 0
    assert not any(b.merges.is_undone(one.id) for one in b.merges.history(1))
    assert b.store.audit.verify().holds


def test_the_history_names_what_is_still_undone_however_much_came_after_it(pair):
    """It holds back all that follows on it, and is taken again by its number."""
    a, b = pair
    b.merges.merge(a.export(b))
    (first,) = b.merges.history()
    b.merges.undo(first.id)
    for _time in range(3):
        add(a)
        b.merges.merge(a.export(b))
    assert [one.id for one in b.merges.history(2)] == [5, 4, first.id]
    (waits,) = b.merges.waiting()
    assert waits.undone == first.id
    assert f"Merge {first.id} of the laptop" in missing_words(waits)
    b.merges.redo(first.id)
    assert [one.id for one in b.merges.history(2)] == [6, 5]
    assert b.merges.waiting() == ()


def test_merging_a_bundle_again_takes_what_had_waited_for_it_as_well(pair):
    """What came by another bundle and waited was undone with it; that bundle may be gone."""
    a, b = pair
    b.merges.merge(a.export(b))
    known = lines_of(a)
    add(a, "王五")
    earlier = [line for line in lines_of(a) if line not in known]
    late = add(a, "赵六")
    later = [line for line in lines_of(a) if line not in known + earlier]
    stick = a.folder.parent / "stick"
    first, second = stick / "first.nuanfang", stick / "second.nuanfang"
    second.write_bytes(bundle_of(a, [b], later))
    first.write_bytes(bundle_of(a, [b], earlier))
    assert b.merges.merge(second).applied == 0
    done = b.merges.merge(first)
    after = b.state()
    assert person_of(b, late) == late
    b.merges.undo(done.id)
    assert b.merges.merge(first).applied == done.applied
    assert (b.state(), person_of(b, late)) == (after, late)


def test_what_was_undone_stays_aside_where_merging_its_bundle_again_fails(pair, monkeypatch):
    a, b = pair
    person = add(a)
    file = a.export(b)
    done = b.merges.merge(file)
    b.merges.undo(done.id)
    with monkeypatch.context() as broken:
        broken.setattr(DoubleAid, "keep", lambda *_given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            b.merges.merge(file)
    assert person_of(b, person) is None
    assert b.merges.redo(done.id).applied == done.applied


def test_an_undo_is_refused_once_somebody_has_built_upon_it_unless_conflicts_may_stand(pair):
    a, b = pair
    person = add(a, phone="1")
    report = b.merges.merge(a.export(b))
    edit(b, person, phone="2")
    with pytest.raises(BuiltUponError):
        b.merges.undo(report.id)
    assert person_of(b, person).phone == "2"
    b.merges.undo(report.id, as_conflicts=True)
    assert person_of(b, person).phone == "2"
    assert checks.log_makes_the_records(b.store.db)
    a.merges.merge(b.export(a))
    b.merges.redo(report.id)
    assert b.conflicts.all() == []
    b.merges.merge(a.export(b))
    assert a.state() == b.state()


def test_an_earlier_merge_is_undone_only_after_the_later_one(pair):
    a, b = pair
    first = b.merges.merge(a.export(b))
    add(a)
    second = b.merges.merge(a.export(b))
    with pytest.raises(ContinuedError) as caught:
        b.merges.undo(first.id)
    assert str(second.id) in caught.value.sentence()
    b.merges.undo(second.id)
    b.merges.undo(first.id)
    with pytest.raises(NoSuchMergeError):
        b.merges.undo(first.id)
    with pytest.raises(NoSuchMergeError):
        b.merges.undo(99)


def test_undoing_keeps_a_laptop_whose_saves_came_later(trio):
    a, b, c = trio
    d = found(a.folder.parent / "d", 3)
    a.laptops.enrol(d.laptops.own())
    d.laptops.enrol(a.laptops.own())
    first = b.merges.merge(a.export(b))
    person = add(d)
    a.merges.merge(d.export(a))
    c.merges.merge(a.export(c))
    b.merges.merge(c.export(b))
    assert person_of(b, person) == person
    with pytest.raises(CircumstanceError):
        b.merges.undo(first.id)
    d.close()


# What is missing


def test_a_part_that_is_missing_is_named_and_what_follows_it_waits(pair, tmp_path):
    a, b = pair
    for name in ("一", "二", "三"):
        add(a, name)
    known = lines_of(a)
    lacking = [line for line in known if lines.read(line).save.name != f"{a.id}/640100.core/2"]
    report = b.merges.merge(write(tmp_path, bundle_of(a, [b], lacking)))
    (missing,) = report.missing
    assert (missing.laptop, missing.stream, missing.first, missing.last) == (
        "0号机", "640100.core", 2, 2,
    )  # fmt: skip
    assert {one.name for one in b.store.beneficiaries.where()} == {"一"}
    whole = b.merges.merge(a.export(b))
    assert whole.missing == ()
    assert {one.name for one in b.store.beneficiaries.where()} == {"一", "二", "三"}


def test_saves_of_a_laptop_nobody_enrolled_wait_until_somebody_does(trio, tmp_path):
    a, b, _c = trio
    d = found(tmp_path / "d", 3)
    d.laptops.enrol(a.laptops.own())
    a.laptops.enrol(d.laptops.own())
    person = add(d)
    a.merges.merge(d.export(a))
    without_word = [line for line in lines_of(a) if lines.read(line).save.device == d.id]
    report = b.merges.merge(write(tmp_path, bundle_of(a, [b], without_word)))
    assert report.applied == 0
    assert all(one.unknown for one in report.missing)
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person
    assert b.merges.waiting() == ()
    d.close()


def test_a_fact_that_comes_in_two_parts_is_completed(pair, tmp_path):
    a, b = pair
    need = Need(id=NeedId(new_id()), kind="medical", words="透析", heard_on=date(2021, 1, 20))
    a.save(kinds.NEED, need)
    step = NeedStep(id=NeedStepId(new_id()), need=need.id, kind="call", words="已联系医院")
    a.save(kinds.NEED_STEP, step)
    parts = {"core": [], "pii": []}
    for line in lines_of(a):
        of = lines.read(line).save.stream.rpartition(".")[2]
        parts["pii" if of == "pii" else "core"].append(line)
    b.merges.merge(write(tmp_path, bundle_of(a, [b], parts["core"])))
    assert b.store.need_steps.get(step.id).words == ""
    b.merges.merge(write(tmp_path, bundle_of(a, [b], parts["pii"])))
    assert b.store.need_steps.get(step.id) == step
    with pytest.raises(IntegrityError, match="a fact is never changed"):
        b.store.db.conn.execute("UPDATE need_step SET kind = 'x'")
    b.store.db.conn.rollback()
