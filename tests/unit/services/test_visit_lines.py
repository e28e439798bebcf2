"""Which visits a filter leaves, and whom they reached: three units, never added up."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.errors import RefusedError
from desktop_app.domain.identity import EmployerId, VisitId, new_id
from desktop_app.domain.visit import Finding, Group, Place, Visit, Visitor
from desktop_app.services.visit_lines import VisitLines
from desktop_app.storage.visits import GroupCount, VisitFilter

TWO = (Visitor(name="王建国"), Visitor(name="马丽"))


@pytest.fixture
def record(officer, campaign):
    def keep(**fields):
        given = {
            "campaign": campaign.id,
            "manner": "home",
            "first_day": date(2021, 2, 8),
            "visitors": TWO,
            **fields,
        }
        return officer.visiting.save(Visit(id=VisitId(new_id()), **given))

    return keep


@pytest.fixture
def lines(officer):
    return VisitLines(officer.desk)


@pytest.fixture
def person(enrol, make_person):
    return enrol(make_person("张建国"))


def found(lines, **wanted):
    return [line.visit.id for line in lines.page(VisitFilter(**wanted))]


def test_visits_are_found_by_manner_and_by_type_of_place(record, lines, person):
    home = record(beneficiaries=(person.id,))
    shop = record(manner="site", places=(Place(kind="community"), Place(kind="shop", name="店")))
    assert found(lines, manner="home") == [home.id]
    assert found(lines, place_type="shop") == [shop.id]
    assert found(lines, place_type="home") == []


def test_a_visit_over_several_days_is_found_by_each_of_them(record, lines, person):
    long = record(
        beneficiaries=(person.id,), first_day=date(2021, 1, 30), last_day=date(2021, 2, 2)
    )
    record(beneficiaries=(person.id,), first_day=None, day_words="从岁末到年初")
    assert found(lines, since="2021-02-01", until="2021-02-28") == [long.id]
    assert found(lines, since="2021-01-01", until="2021-01-31") == [long.id]
    assert found(lines, since="2021-02-03") == []
    assert lines.months() == ["2021-01"]


def test_visits_to_employers_are_found_by_their_id_and_by_the_place(record, lines, person, officer):
    plant = officer.employers.add("电子元件厂").id
    record(beneficiaries=(person.id,))
    named = record(places=(Place(kind="enterprise", name="电子元件厂"),))
    there = record(places=(Place(kind="enterprise", name="一车间", employer=plant),))
    chosen = record(employers=(plant,))
    assert set(found(lines, to_employers=True)) == {there.id, chosen.id}
    assert set(found(lines, employer=plant)) == {there.id, chosen.id}
    assert len(officer.visiting.at_employer(plant)) == 2
    at_plant = officer.visiting.at_employer(plant, ["电子元件厂"])
    assert {visit.id for visit in at_plant} == {named.id, there.id, chosen.id}
    assert lines.line(chosen.id).employers == ("电子元件厂",)
    assert lines.reach(VisitFilter()).employers == 1


def test_an_employer_that_nobody_recorded_is_refused(record):
    with pytest.raises(RefusedError):
        record(employers=(EmployerId("e" * 32),))


def test_a_place_that_bears_the_name_of_an_employer_is_the_employers(officer, record):
    plant = officer.employers.add("电子元件厂").id
    visit = record(groups=(Group(words="工人"),), places=(Place(kind="shop", name="店"),))
    there = replace(visit, places=(Place(kind="enterprise", name="电子元件厂"), *visit.places))
    first, second = officer.visiting.with_employers(there).places
    assert (first.employer, second.employer) == (plant, None)


@pytest.mark.parametrize("text", ["张建", "zjg", "透析", "江南", "马吉孝", "慰问金和大礼包"])
def test_text_is_looked_for_in_names_and_in_all_that_was_written(record, lines, person, text):
    visit = record(
        beneficiaries=(person.id,),
        places=(Place(kind="enterprise", name="苏州江南嘉捷电梯有限公司"),),
        leader="马吉孝",
        findings=(Finding(concern="health", text="透析每周三次"),),
        given_words="慰问金和大礼包",
    )
    record(groups=(Group(words="一线职工"),))
    assert found(lines, text=text) == [visit.id]


def test_a_household_is_found_by_its_worker_and_at_the_worker(record, lines, person, officer):
    visit = record(households=(person.id,))
    assert found(lines, text="张建国") == [visit.id]
    assert officer.visiting.to(person.id) == [visit]
    assert lines.line(visit.id).households == ("张建国",)


def test_people_households_and_person_times_are_counted_apart(
    record, lines, person, enrol, make_person
):
    other = enrol(make_person("李红军"))
    record(beneficiaries=(person.id, other.id), households=(person.id,))
    record(beneficiaries=(person.id,), households=(person.id,))
    record(
        groups=(
            Group(words="一线职工", count=30),
            Group(words="坚守岗位的职工", count=2500, approximate=True),
            Group(words="困难户", count=12, unit="households"),
            Group(words="社工"),
        )
    )
    record(groups=(Group(words="来访", count=7, unit="person_times"),))
    reach = lines.reach(VisitFilter())
    assert (reach.visits, reach.people, reach.person_times, reach.households) == (4, 2, 3, 1)
    assert reach.groups == (
        GroupCount("households", 12, approximate=False),
        GroupCount("people", 2530, approximate=True),
        GroupCount("person_times", 7, approximate=False),
    )


def test_the_reach_is_that_of_the_filter(record, lines, person):
    record(beneficiaries=(person.id,))
    record(manner="phone", beneficiaries=(person.id,))
    reach = lines.reach(VisitFilter(manner="phone"))
    assert (reach.visits, reach.people, reach.person_times) == (1, 1, 1)
    assert lines.reach(VisitFilter(manner="video")).people == 0
