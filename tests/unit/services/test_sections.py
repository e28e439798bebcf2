"""Sections of people's records: one of a kind, suggested by the category, found by a filter."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.household import HardshipFile
from desktop_app.domain.identity import HardshipFileId, WorkerProfileId, new_id
from desktop_app.domain.migrant import MigrantOrigin, StayingPut
from desktop_app.domain.model_worker import ModelWorker, ModelWorkerMoney
from desktop_app.domain.role import Role
from desktop_app.domain.section import SECTIONS
from desktop_app.domain.working_post import FrontlinePost, PlatformWork
from desktop_app.services.overview import survey
from desktop_app.services.removing import RemovalWithoutReasonError
from desktop_app.storage import kinds
from desktop_app.storage.beneficiaries import PeopleFilter
from desktop_app.storage.records import edit_of
from tests.unit.conftest import TODAY


@pytest.fixture
def person(clerk, make_person):
    return clerk.register.save(make_person("马秀兰", employer="市环卫处", category="model_worker"))


def new(record, person, **fields):
    return record(id=WorkerProfileId(new_id()), beneficiary=person.id, **fields)


def every_section(person):
    return {
        "model_worker": new(
            ModelWorker,
            person,
            level="provincial",
            honour="model_worker",
            in_hardship=True,
            aid_plan="每季度上门走访",
            aid_interval="quarterly",
            aid_due=date(2021, 2, 10),
            money=(ModelWorkerMoney(year=2021, kind="new_year_money", amount_fen=200_000),),
        ),
        "frontline_post": new(
            FrontlinePost, person, occupation="sanitation", conditions=("low_temperature",)
        ),
        "migrant_origin": new(MigrantOrigin, person, home_region="640422"),
        "staying_put": new(StayingPut, person, year=2021, provided=("stay_bonus",)),
        "platform_work": new(PlatformWork, person, occupation="rider", is_member=False),
    }


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_section_is_kept_and_read_back_as_it_was(clerk, person, kind):
    record = every_section(person)[kind]
    keeping = clerk.sections.keepers[kind]
    assert keeping.save(record) == record
    assert keeping.get(record.id) == record
    assert [(held.kind, held.record) for held in clerk.sections.of(person.id)] == [(kind, record)]


@pytest.mark.parametrize("kind", [kind for kind in SECTIONS if kind != "staying_put"])
def test_a_second_section_of_one_kind_is_refused_by_name(clerk, person, kind):
    keeping = clerk.sections.keepers[kind]
    record = keeping.save(every_section(person)[kind])
    with pytest.raises(RefusedError) as refused:
        keeping.save(replace(record, id=WorkerProfileId(new_id())))
    assert "马秀兰" in str(refused.value)
    keeping.save(replace(record, remarks="改"), keeping.open(record.id))


def test_every_new_year_is_a_record_of_its_own(clerk, person):
    keeping = clerk.sections.stays
    last = keeping.save(new(StayingPut, person, year=2020))
    keeping.save(new(StayingPut, person, year=2021))
    with pytest.raises(RefusedError):
        keeping.save(new(StayingPut, person, year=2020))
    with pytest.raises(RefusedError):
        keeping.save(replace(last, year=2021), keeping.open(last.id))


def test_a_section_of_nobody_is_refused(clerk, make_person):
    with pytest.raises(RefusedError):
        clerk.sections.model_workers.save(new(ModelWorker, make_person(), level="national"))


def test_only_what_is_missing_is_offered(clerk, person):
    assert clerk.sections.missing(person.id) == list(SECTIONS)
    for kind, record in every_section(person).items():
        clerk.sections.keepers[kind].save(record)
    assert clerk.sections.missing(person.id) == []


def test_a_new_year_is_offered_again_when_it_comes_round(clerk, person):
    clerk.sections.stays.save(new(StayingPut, person, year=2020))
    assert "staying_put" in clerk.sections.missing(person.id)


def test_the_category_suggests_a_section_until_it_is_there(clerk, person):
    assert clerk.sections.suggested(person) == "model_worker"
    clerk.sections.model_workers.save(every_section(person)["model_worker"])
    assert clerk.sections.suggested(person) == ""
    assert clerk.sections.suggested(replace(person, category="hardship_worker")) == ""


def keep_file(clerk, person, level):
    file = HardshipFile(id=HardshipFileId(new_id()), beneficiary=person.id, model_worker_type=level)
    clerk.desk.save([edit_of(kinds.HARDSHIP_FILE, file)], "file.added", file.id)


def test_the_word_of_the_hardship_file_stands_until_there_is_a_section(clerk, person):
    keep_file(clerk, person, "provincial")
    assert clerk.sections.level_of_file(person.id) == "provincial"
    assert clerk.sections.prefilled("model_worker", person)["level"] == "provincial"
    clerk.sections.model_workers.save(new(ModelWorker, person, level="national"))
    assert clerk.sections.level_of_file(person.id) == ""


def test_who_is_no_model_worker_in_the_file_is_none_here(clerk, person):
    keep_file(clerk, person, "none")
    assert clerk.sections.level_of_file(person.id) == ""


def test_a_section_begins_with_what_the_ledger_knows(clerk, person):
    known = {kind: clerk.sections.prefilled(kind, person) for kind in SECTIONS}
    assert all(fields["beneficiary"] == person.id for fields in known.values())
    assert known["migrant_origin"]["home_region"] == person.id_number[:6]
    assert known["migrant_origin"]["host_union"] == "银川市总工会"
    assert known["staying_put"]["year"] == TODAY.year
    assert known["frontline_post"]["unit"] == "市环卫处"


def test_aid_that_was_given_is_due_again_after_its_interval(clerk, person):
    kept = clerk.sections.model_workers.save(every_section(person)["model_worker"])
    assert clerk.sections.model_workers.aid_given(kept.id).aid_due == date(2021, 5, 8)
    assert clerk.sections.model_workers.get(kept.id).aid_due == date(2021, 5, 8)


def test_people_are_found_by_their_section_and_by_the_day_of_their_aid(clerk, person, make_person):
    clerk.register.save(make_person("张𬱖"))
    for kind, record in every_section(person).items():
        assert clerk.register.page(PeopleFilter(section=kind)) == []
        clerk.sections.keepers[kind].save(record)
        assert clerk.register.page(PeopleFilter(section=kind)) == [person]
        assert clerk.register.how_many(PeopleFilter(section=kind, category="courier")) == 0
    assert clerk.register.page(PeopleFilter(aid_due_by="2021-02-09")) == []
    assert clerk.register.page(PeopleFilter(aid_due_by="2021-02-10")) == [person]


def test_a_section_that_does_not_exist_is_no_way_into_the_ledger(clerk):
    with pytest.raises(ValueError, match="user"):
        clerk.register.page(PeopleFilter(section="user"))


def test_the_unions_of_other_places_are_offered_once(clerk, person):
    origin = every_section(person)["migrant_origin"]
    clerk.sections.migrant_origins.save(replace(origin, home_union="西吉县总工会"))
    assert clerk.sections.home_unions() == ["西吉县总工会"]


def test_an_auditor_reads_sections_and_changes_none(sit, clerk, person):
    clerk.sections.model_workers.save(every_section(person)["model_worker"])
    auditor = sit(Role.AUDITOR)
    assert auditor.sections.of(person.id)
    with pytest.raises(NotPermittedError):
        auditor.sections.migrant_origins.save(every_section(person)["migrant_origin"])


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_removed_section_is_out_of_sight_and_can_be_put_back(clerk, person, kind):
    keeping = clerk.sections.keepers[kind]
    record = keeping.save(every_section(person)[kind])
    keeping.remove(record.id, "登记错人")
    assert clerk.sections.of(person.id) == []
    assert kind in clerk.sections.missing(person.id)
    assert clerk.register.page(PeopleFilter(section=kind)) == []
    assert clerk.register.page(PeopleFilter(aid_due_by="2030-01-01")) == []
    (gone,) = clerk.sections.removed(person.id)
    assert gone.record.removed_because == "登记错人"
    told = keeping.history(record.id)[0]
    assert (told.action, told.reason) == (f"{kind}.removed", "登记错人")
    assert keeping.put_back(record.id) == record
    assert [held.record for held in clerk.sections.of(person.id)] == [record]


def test_a_section_is_not_removed_without_a_reason(clerk, person):
    keeping = clerk.sections.migrant_origins
    record = keeping.save(every_section(person)["migrant_origin"])
    with pytest.raises(RemovalWithoutReasonError):
        keeping.remove(record.id, " ")
    assert keeping.of(person.id) == [record]


def test_what_another_has_replaced_is_not_put_back(clerk, person):
    keeping = clerk.sections.migrant_origins
    record = keeping.save(every_section(person)["migrant_origin"])
    keeping.remove(record.id, "重填")
    keeping.save(replace(record, id=WorkerProfileId(new_id())))
    with pytest.raises(RefusedError):
        keeping.put_back(record.id)


def test_an_auditor_removes_nothing(sit, clerk, person):
    record = clerk.sections.migrant_origins.save(every_section(person)["migrant_origin"])
    with pytest.raises(NotPermittedError):
        sit(Role.AUDITOR).sections.migrant_origins.remove(record.id, "x")


def test_aid_that_is_due_stands_in_the_overview_of_the_first_page(clerk, person):
    assert survey(clerk.desk, None).aid_due == 0
    section = every_section(person)["model_worker"]
    clerk.sections.model_workers.save(replace(section, aid_due=TODAY))
    assert survey(clerk.desk, None).aid_due == 1
