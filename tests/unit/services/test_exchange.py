"""Two laptops that meet by stick: nothing lost, nothing twice, in any order."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import AttachmentId, BeneficiaryId, NeedId, NeedStepId, new_id
from desktop_app.domain.need import Need, NeedStep
from desktop_app.services.exchange import attached
from desktop_app.services.exchange.identity_file import NotAnIdentityError
from desktop_app.services.exchange.laptops import (
    CodeTakenError,
    OwnLaptopError,
    RevokedLaptopError,
    UnknownLaptopError,
)
from desktop_app.services.exchange.merging import NoSuchMergeError
from desktop_app.storage import checks, kinds, lines, rebuilding, standing, unread, upgrading
from desktop_app.storage.cipher import IntegrityError
from desktop_app.storage.incoming import CloneError, ForkError
from desktop_app.storage.undoing import BuiltUponError, ContinuedError
from tests.laptops import acquaint, bundle_of, found, lines_of, opened_again


@pytest.fixture
def pair(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("ab")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


def person_of(laptop, person):
    return laptop.store.beneficiaries.get(person.id)


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


@pytest.fixture
def trio(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("abc")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


def add(laptop, name="张三", **fields):
    person = Beneficiary(id=BeneficiaryId(new_id()), name=name, **fields)
    return laptop.save(kinds.BENEFICIARY, person)


def edit(laptop, person, **fields):
    base = laptop.store.beneficiaries.reading(person.id)
    return laptop.save(kinds.BENEFICIARY, replace(base.record, **fields), base, "person.changed")


def write(folder, content):
    file = folder / f"{new_id()}.nuanfang"
    file.write_bytes(content)
    return file


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


# Copies and lost laptops


def test_a_copied_ledger_is_noticed_whichever_copy_comes_first(trio, tmp_path):
    a, b, c = trio
    b.merges.merge(a.export(b))
    shutil.copytree(a.folder, tmp_path / "copy")
    copy = opened_again(tmp_path / "copy", a)
    add(a, "一")
    add(copy, "二")
    bundles = [a.export(b, c), copy.export(b, c)]
    b.merges.merge(bundles[0])
    c.merges.merge(bundles[1])
    for laptop, other in ((b, bundles[1]), (c, bundles[0])):
        before = laptop.state()
        with pytest.raises(ForkError) as caught:
            laptop.merges.merge(other)
        assert "0号机" in caught.value.sentence()
        assert laptop.state() == before
        assert laptop.merges.history(1)[0].deed == "forked"
    with pytest.raises(ForkError):
        b.merges.merge(c.export(b))
    copy.close()


def test_a_copy_hears_that_another_one_went_on_and_goes_on_itself_under_a_new_name(pair, tmp_path):
    a, b = pair
    shutil.copytree(a.folder, tmp_path / "copy")
    copy = opened_again(tmp_path / "copy", a)
    person = add(a)
    b.merges.merge(a.export(b))
    bundle = b.export(a)
    with pytest.raises(CloneError):
        copy.merges.merge(bundle)
    before = copy.laptops.own()
    renewed = copy.laptops.renew()
    assert renewed.device != before.device
    assert renewed.code != before.code
    b.laptops.enrol(renewed)
    copy.merges.merge(b.export(copy))
    assert person_of(copy, person) == person
    other = add(copy, "副本")
    b.merges.merge(copy.export(b))
    assert person_of(b, other) == other
    assert b.state() == copy.state()
    assert copy.store.audit.verify().holds
    copy.close()


def test_what_a_revoked_laptop_saves_later_is_taken_by_nobody(trio):
    a, b, c = trio
    early = add(c)
    for one in (a, b):
        one.merges.merge(c.export(one))
    revoked = a.laptops.revoke("2号机", "丢失")
    late = add(c, "迟")
    b.merges.merge(c.export(b))
    assert person_of(b, late) == late
    b.merges.merge(a.export(b))
    assert person_of(b, late) is None
    assert person_of(b, early) == early
    a.merges.merge(b.export(a))
    report = a.merges.merge(c.export(a))
    assert report.refused > 0
    assert report.applied == 0
    assert a.state() == b.state()
    assert revoked.is_revoked
    with pytest.raises(RevokedLaptopError):
        a.export(c)
    with pytest.raises(RevokedLaptopError):
        a.laptops.enrol(c.laptops.own())


# A newer program


def test_an_older_program_keeps_and_forwards_what_it_does_not_know(trio, monkeypatch):
    a, b, c = trio
    person = add(a, phone="139", employer="环卫一队")
    newer = add(a, "新")
    edit(a, person, employer="环卫二队")
    older = older_kinds()
    with monkeypatch.context() as before_update:
        for module in (standing, unread, rebuilding):
            before_update.setattr(module, "KINDS", older)
        b.merges.merge(a.export(b))
        assert b.store.db.execute("SELECT employer FROM beneficiary").fetchall() == [(None,)] * 2
        assert b.store.db.table("log_unread").count > 0
        forwarded = lines_of(b)
    assert set(lines_of(a)) <= set(forwarded)
    c.merges.merge(b.export(c))
    assert person_of(c, person).employer == "环卫二队"
    upgrading.read_what_was_left(b.store.db)
    assert person_of(b, person) == person_of(a, person)
    assert person_of(b, newer) == newer
    assert checks.log_makes_the_records(b.store.db)
    for one in (a, b):
        one.merges.merge((b if one is a else a).export(one))
    assert a.state() == b.state()


def older_kinds():
    """The kinds of a program whose people have no employer."""
    columns = tuple(one for one in kinds.BENEFICIARY.columns if one.name != "employer")
    older = replace(kinds.BENEFICIARY, columns=columns)
    return {**kinds.KINDS, "beneficiary": older}


# Making oneself known


def test_a_laptop_is_enrolled_by_its_file_and_both_read_the_same_six_words(tmp_path):
    a, b = (found(tmp_path / name, number) for number, name in enumerate("ab"))
    own = b.laptops.write_identity(tmp_path / "b.json")
    read = a.laptops.read_identity(tmp_path / "b.json")
    assert read == own
    assert len(read.words) == 6
    a.laptops.enrol(read)
    assert [one.label for one in a.laptops.others()] == ["1号机"]
    assert a.laptops.find(read.code).id == b.id
    a.laptops.enrol(read)
    with pytest.raises(OwnLaptopError):
        a.laptops.enrol(a.laptops.own())
    with pytest.raises(UnknownLaptopError):
        a.laptops.find("3号机")
    a.close()
    b.close()


def test_an_identity_file_with_one_altered_character_is_refused(tmp_path):
    a = found(tmp_path / "a", 0)
    file = tmp_path / "a.json"
    a.laptops.write_identity(file)
    content = file.read_bytes()
    for at in range(len(content)):
        file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(NotAnIdentityError):
            a.laptops.read_identity(file)
    a.close()


def test_two_laptops_of_one_code_do_not_meet_until_one_is_renewed(tmp_path):
    a, b = found(tmp_path / "a", 0), found(tmp_path / "b", 0)
    with pytest.raises(CodeTakenError):
        a.laptops.enrol(b.laptops.own())
    b.laptops.renew()
    a.laptops.enrol(b.laptops.own())
    a.close()
    b.close()


# Pictures


def test_photos_travel_with_their_records_and_a_lost_one_is_counted(pair):
    a, b = pair
    person = add(a)
    for content in (b"one", b"two"):
        sha256 = a.store.blobs.put(content)
        a.save(
            kinds.ATTACHMENT,
            Attachment(
                id=AttachmentId(new_id()), of_kind="beneficiary", of=person.id, sha256=sha256
            ),
        )
    file = a.export(b)
    beside = sorted(attached.folder_of(file).iterdir())
    assert len(beside) == 2
    assert all(b"one" not in one.read_bytes() and sha256 not in one.name for one in beside)
    beside[0].unlink()
    report = b.merges.merge(file)
    assert (report.pictures, report.pictures_missing) == (1, 1)
    kept = [b.store.blobs.holds(sha) for sha in b.store.attachments.contents()]
    assert sorted(kept) == [False, True]
