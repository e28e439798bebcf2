"""The one write path: rows, log and audit entry together or not at all."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.change import Actor, Deed, Edit, Head, disagree, surviving
from desktop_app.domain.identity import NeedId, NeedStepId, new_id
from desktop_app.domain.need import Need, NeedStep
from desktop_app.domain.role import Role
from desktop_app.storage import checks, kinds, lines, saves
from desktop_app.storage.changes import FactError, TooLargeError
from desktop_app.storage.cipher import IntegrityError
from desktop_app.storage.log import Cells
from desktop_app.storage.migrations import m0030_buckets, migrations
from desktop_app.storage.records import edit_of

ME = Actor("me", Role.CLERK)
DEED = Deed("person.saved")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def save(ledger, record, base=None, kind=kinds.BENEFICIARY):
    ledger.changes.save([edit_of(kind, record, base)], actor=ME, deed=DEED)


def test_a_saved_person_is_read_back_equal(ledger, make_person):
    person = make_person(tags=("劳模",), phone="13900000001")
    save(ledger, person)
    assert ledger.beneficiaries.get(person.id) == person


def test_a_save_is_one_entry_per_stream_and_both_are_signed(ledger, make_person):
    before = ledger.audit.verify().entries
    save(ledger, make_person())
    verdict = ledger.audit.verify()
    assert verdict.holds
    assert verdict.entries == before + 2


def test_only_changed_fields_enter_the_log(ledger, make_person):
    person = make_person(phone="13900000001")
    save(ledger, person)
    base = ledger.beneficiaries.reading(person.id)
    edit = edit_of(kinds.BENEFICIARY, replace(person, phone="13900000002"), base)
    assert edit.values == {"phone": "13900000002"}


def test_an_untouched_record_writes_nothing(ledger, clerk, make_person):
    person = make_person()
    save(ledger, person)
    before = ledger.audit.head()
    base = ledger.beneficiaries.reading(person.id)
    clerk.desk.save([edit_of(kinds.BENEFICIARY, person, base)], "person.changed")
    assert ledger.audit.head() == before


def test_a_form_that_did_not_see_a_change_does_not_overwrite_it(ledger, make_person):
    person = make_person(phone="13900000001")
    save(ledger, person)
    opened = ledger.beneficiaries.reading(person.id)
    save(ledger, replace(person, phone="13900000002"), opened)
    save(ledger, replace(person, phone="13900000003"), opened)
    row = "SELECT contested, heads FROM log_record WHERE id = ?"
    contested, heads = ledger.db.execute(row, [person.id]).fetchone()
    assert contested == 1
    assert "13900000002" in heads
    assert "13900000003" in heads


def test_one_who_saw_both_values_settles_them(ledger, make_person):
    person = make_person(phone="13900000001")
    save(ledger, person)
    opened = ledger.beneficiaries.reading(person.id)
    save(ledger, replace(person, phone="13900000002"), opened)
    save(ledger, replace(person, phone="13900000003"), opened)
    both = ledger.beneficiaries.reading(person.id)
    save(ledger, replace(person, phone="13900000004"), both)
    row = "SELECT contested FROM log_record WHERE id = ?"
    assert ledger.db.execute(row, [person.id]).fetchone() == (0,)
    assert ledger.beneficiaries.get(person.id).phone == "13900000004"


def test_a_field_can_be_emptied_and_filled_again(ledger, make_person):
    person = make_person(phone="13900000001")
    save(ledger, person)
    save(ledger, replace(person, phone=None), ledger.beneficiaries.reading(person.id))
    assert ledger.beneficiaries.get(person.id).phone is None
    save(ledger, person, ledger.beneficiaries.reading(person.id))
    assert ledger.beneficiaries.get(person.id) == person
    assert checks.log_makes_the_records(ledger.db)


def test_a_failing_edit_takes_the_whole_save_with_it(ledger, make_person):
    person, before = make_person(), ledger.state_code()
    good = edit_of(kinds.BENEFICIARY, person)
    bad = Edit("campaign", "0" * 32, {"no_such_field": "x"})
    with pytest.raises(KeyError):
        ledger.changes.save([good, bad], actor=ME, deed=DEED)
    assert ledger.beneficiaries.get(person.id) is None
    assert ledger.state_code() == before
    assert ledger.audit.verify().holds


def test_a_fact_is_never_changed(ledger, clerk, campaign, enrol, make_person):
    enrol(make_person())
    grant = clerk.granting.plan(campaign.id).grants[0]
    base = ledger.grants.reading(grant.id)
    with pytest.raises(FactError):
        save(ledger, replace(grant, cash_fen=1), base, kinds.GRANT)
    for statement in ('UPDATE "grant" SET cash_fen = 1', 'DELETE FROM "grant"'):
        with pytest.raises(IntegrityError, match="a fact is never changed"):
            ledger.db.conn.execute(statement)
    ledger.db.conn.rollback()


def test_a_save_in_the_log_can_be_neither_changed_nor_deleted(ledger):
    for statement in ("UPDATE log_save SET reason = 'x'", "DELETE FROM log_save"):
        with pytest.raises(IntegrityError, match="a save is never"):
            ledger.db.conn.execute(statement)
    ledger.db.conn.rollback()


@pytest.mark.parametrize("column", ["actor", "reason", "payload", "sig", "at_ms", "hash"])
def test_one_altered_value_in_the_log_is_found(ledger, make_person, column):
    save(ledger, make_person())
    ledger.db.execute("DROP TRIGGER log_save_stays")
    value = "X'00'" if column in ("payload", "sig", "hash") else "7"
    ledger.db.execute(f"UPDATE log_save SET {column} = {value} WHERE n = 2")  # noqa: S608
    ledger.db.conn.commit()
    verdict = ledger.audit.verify()
    assert not verdict.holds
    assert verdict.first_bad


def test_a_missing_entry_in_the_middle_is_found(ledger, make_person):
    save(ledger, make_person())
    ledger.db.execute("DROP TRIGGER log_save_is_kept")
    ledger.db.execute("DELETE FROM log_save WHERE n = 2")
    ledger.db.conn.commit()
    assert ledger.audit.verify().why == "gap"


def test_a_row_altered_behind_the_logs_back_is_found(ledger, make_person):
    person = make_person()
    save(ledger, person)
    assert checks.log_makes_the_records(ledger.db)
    ledger.db.execute("UPDATE beneficiary SET phone = '1' WHERE id = ?", [person.id])
    ledger.db.conn.commit()
    assert not checks.log_makes_the_records(ledger.db)


def test_equal_content_has_an_equal_state_code_and_changed_content_another(ledger, make_person):
    empty = ledger.state_code()
    person = make_person(phone="13900000001")
    save(ledger, person)
    first = ledger.state_code()
    save(ledger, replace(person, phone="2"), ledger.beneficiaries.reading(person.id))
    second = ledger.state_code()
    save(ledger, person, ledger.beneficiaries.reading(person.id))
    assert len({empty.long, first.long, second.long}) == 3
    assert ledger.state_code() == first


def test_what_is_made_together_lies_in_few_buckets_of_the_code(ledger, make_person):
    people = [make_person(f"张{n}") for n in range(200)]
    ledger.changes.save([edit_of(kinds.BENEFICIARY, one) for one in people], actor=ME, deed=DEED)
    made_in = {int(person.id[:12], 16) for person in people}
    (touched,) = ledger.db.execute(
        "SELECT count(DISTINCT bucket) FROM log_record WHERE kind = 'beneficiary'"
    ).fetchone()
    assert touched == len({ms % 4096 for ms in made_in})


def test_a_ledger_with_the_old_buckets_gets_the_new_ones(ledger, make_person):
    save(ledger, make_person())
    code = ledger.state_code()
    ledger.db.execute("UPDATE log_record SET bucket = 7")
    ledger.db.execute("UPDATE log_bucket SET bucket = bucket + 4096")
    assert ledger.state_code() != code
    m0030_buckets.m0030_buckets(ledger.db)
    assert ledger.state_code() == code


@given(cells=st.dictionaries(st.sampled_from("abcd"), JSON, min_size=1))
def test_a_save_is_stored_as_the_canonical_form_of_its_cells(cells):
    one = Cells.new("note", "ab12cd34", cells, {"a": ("d/s/1",), "b": ()}, {"a": 7})
    told = ["note", "ab12cd34", cells, {"a": ["d/s/1"]}, {"a": 7}, one.salt]
    assert one.stored == kinds.canonical(told)


def test_a_laptop_whose_clock_went_back_still_replaces_what_it_saw(ledger, clock, make_person):
    person = make_person(phone="13900000001")
    save(ledger, person)
    clock.ms -= 10 * 365 * 86_400_000
    save(ledger, replace(person, phone="2"), ledger.beneficiaries.reading(person.id))
    assert ledger.beneficiaries.get(person.id).phone == "2"
    assert checks.log_makes_the_records(ledger.db)


def test_an_operation_never_replaces_itself_and_equal_values_do_not_disagree():
    one, two = Head.of("a/x/1", 5, "v"), Head.of("b/x/1", 5, "v")
    assert surviving([one], one, ["a/x/1"]) == (one,)
    assert surviving([one], two, []) == (one, two)
    assert not disagree([one, two])
    assert disagree([one, Head.of("b/x/1", 5, "w")])


def test_every_kind_has_exactly_the_columns_that_the_migrations_made(ledger):
    for name, kind in kinds.KINDS.items():
        made = set(ledger.db.table(name).columns_dict) - {"n", "id"}
        assert made == {column.name for column in kind.columns} | set(kind.derived or {})


def test_the_schema_is_exactly_what_the_migrations_declare(ledger):
    fresh = type(ledger.db)(memory=True)
    migrations.apply(fresh)
    wanted = (
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
    )
    assert ledger.db.execute(wanted).fetchall() == fresh.execute(wanted).fetchall()
    fresh.conn.close()


def test_a_fact_that_lies_in_two_streams_is_made_again_from_the_log(ledger):
    need = Need(id=NeedId(new_id()), kind="medical", words="透析", heard_on=date(2021, 1, 20))
    save(ledger, need, kind=kinds.NEED)
    step = NeedStep(id=NeedStepId(new_id()), need=need.id, kind="call", words="已联系医院")
    save(ledger, step, kind=kinds.NEED_STEP)
    assert len({column.stream for column in kinds.NEED_STEP.columns}) > 1
    assert checks.log_makes_the_records(ledger.db)


def test_a_record_that_no_other_laptop_could_take_is_not_kept(ledger, make_person):
    person = make_person(remarks="记" * 400_000)
    before = ledger.audit.head()
    with pytest.raises(TooLargeError, match="Nothing was kept"):
        save(ledger, person)
    assert ledger.beneficiaries.get(person.id) is None
    assert ledger.audit.head() == before


def test_whatever_is_kept_fits_into_lines_that_are_read_again(ledger, make_person):
    save(ledger, make_person(remarks="记" * 300_000))
    several = [make_person(f"员工{n}", remarks="历" * 100_000) for n in range(4)]
    edits = [edit_of(kinds.BENEFICIARY, one) for one in several]
    ledger.changes.save(edits, actor=ME, deed=DEED)
    written = [lines.write(one) for one in saves.all_of(ledger.db)]
    assert max(map(len, written)) > 2**20 * 3 // 4
    assert [lines.write(lines.read(one)) for one in written] == written


def test_a_reason_without_end_is_not_kept(ledger, make_person):
    with pytest.raises(TooLargeError):
        ledger.changes.save([], actor=ME, deed=Deed("sheet.voided", "", "错" * 250_000))
