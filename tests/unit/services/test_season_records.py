"""The sample season beside rosters and money: every kind of record occurs, whole and by right."""

import pytest

from desktop_app.domain.need import NeedState
from desktop_app.domain.role import Role
from desktop_app.services import setting_up
from desktop_app.services.need_lines import NeedLines
from desktop_app.services.office import KEEPERS, Office
from desktop_app.services.overview import survey
from desktop_app.services.season import deeds, playing
from desktop_app.storage.needs import NeedFilter


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    return playing.play_season(tmp_path_factory.mktemp("season"))


@pytest.fixture(scope="module")
def office(played):
    desk = setting_up.unlock(
        played.folder, played.clerk, playing.PASSPHRASE, today=lambda: playing.CLOSED
    )
    opened = Office(desk)
    yield opened
    opened.close()


def test_every_kind_of_record_occurs(office):
    counted = {kind: keeper(office).records.count() for kind, keeper in KEEPERS.items()}
    assert [kind for kind, count in counted.items() if not count] == []


def test_nobody_but_whom_the_team_met_is_added_and_the_money_stays_as_it_was(played, office):
    assert (played.people, played.grants, played.total_fen) == (114, 114, 90_000_00)
    assert office.register.how_many() == 115
    assert played.is_whole
    assert played.visits == 30


def test_the_ledger_is_whole_though_facts_lie_in_several_streams(played):
    assert played.health.is_good
    assert played.health.log_makes_the_records


def test_needs_stand_in_every_state_and_one_is_overdue(office):
    lines = NeedLines(office.desk).page(NeedFilter())
    assert {office.needs.state(line.need) for line in lines} == set(NeedState)
    assert office.needs.overdue(playing.CLOSED) == 1
    assert office.referrals.overdue(playing.CLOSED) == 1


def test_a_household_was_taken_in_and_its_file_has_come_as_far_as_filed(office):
    (person,) = [one for one in office.register.search("唐桂英") if one.name == "唐桂英"]
    file = office.desk.store.hardship_files.of(person.id).record
    assert office.proceeding.standing(file).state == "filed"
    assert len(office.desk.store.household_members.present(person.id)) == 3


def test_a_visit_has_photos_and_a_signature(office):
    (need,) = office.needs.listed([("kind", "medical")], 5)
    roles = [one.role for one in office.attaching.of("visit", need.visit)]
    assert sorted(roles) == ["photo", "photo", "signature"]


def test_a_stop_of_the_days_route_was_made_and_four_wait(office):
    (route,) = office.routing.today()
    assert (route.done, len(route.stops)) == (1, 5)


def test_two_records_of_one_person_are_one_now(office):
    (person,) = office.register.search("买买提")
    (merge,) = office.merging.of(person.id)
    assert merge.kept == person.id


def test_something_is_due_at_an_employer_and_for_a_second_keying(office):
    kinds = {one.kind for one in office.employers.due()}
    assert kinds == {"risk_check", "safety_check"}
    assert survey(office.desk, None).employers_due == 2
    assert office.keying.how_many_due() == 1


def test_everybody_does_only_what_their_role_allows():
    assert {deed.by for deed in deeds.read()} == {Role.OFFICER, Role.CLERK, Role.ADMINISTRATOR}
