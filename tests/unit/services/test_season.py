import csv

import pytest

from desktop_app.domain.exchange import Purpose
from desktop_app.domain.grant import GrantState
from desktop_app.domain.resident_id import read_resident_id
from desktop_app.domain.role import Role
from desktop_app.domain.sheet import PlainKind, SheetKind
from desktop_app.services import setting_up
from desktop_app.services.exchange import sticks
from desktop_app.services.office import Office
from desktop_app.services.print_queue import Due
from desktop_app.services.season import invented, papers, playing, script
from desktop_app.storage.grants import GrantFilter


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    return playing.play_season(tmp_path_factory.mktemp("season"), people=40)


@pytest.fixture
def office(played):
    desk = setting_up.unlock(
        played.folder, played.clerk, playing.PASSPHRASE, today=lambda: playing.CLOSED
    )
    opened = Office(desk)
    yield opened
    opened.close()


def test_the_season_gives_everyone_a_grant_and_records_thirty_visits(played):
    assert (played.people, played.grants, played.refused) == (40, 40, 0)
    assert played.visits == 30
    assert played.total_fen > 0


def test_the_season_ends_with_a_whole_ledger_and_a_proven_copy(played):
    assert played.health.is_good
    assert played.field_health.is_good
    assert played.verdict.holds
    assert all(file.is_file() for file in played.files)
    assert [file.suffix for file in played.files if file.suffix not in (".pdf", ".jpg")] == [
        ".nuanfang"
    ]


def test_every_sheet_of_the_season_is_on_paper(played):
    printed = {file.stem for file in played.files if file.suffix == ".pdf"}
    kinds = {*SheetKind, *PlainKind} - {
        SheetKind.GOODS_ROSTER,  # invented people are given money alone
        PlainKind.ARCHIVE_FILE,  # and have no hardship files
        PlainKind.ROUTE,
        PlainKind.RECORD,
        PlainKind.COVER,  # at the front of a volume, and these are small batches
        PlainKind.RULER,
    }
    assert printed == {kind.value for kind in kinds}


def test_receipts_come_back_signed_empty_and_still_to_be_looked_at(office, played):
    places = office.scan_back.places()
    assert len(places) == papers.SCANS
    assert sum(place.box.is_empty for place in places) == papers.EMPTY
    waiting = [place for place in places if place.word is None and place.box.is_inked]
    assert len(waiting) == papers.UNSEEN
    signed = office.granting.lines(GrantFilter(states=frozenset({GrantState.SIGNED})))
    assert len(signed) == papers.SCANS - papers.EMPTY - papers.UNSEEN
    assert sum(file.suffix == ".jpg" for file in played.files) == papers.SCANS


def test_every_receipt_condolence_and_roster_is_numbered(played):
    assert played.sheets >= 2 * played.grants + 1


def test_everything_is_marked_as_a_sample(office):
    assert office.union.is_sample


def test_nobody_did_anothers_work(office):
    did = {(entry.role, entry.action) for entry in office.caretaking.entries(limit=10_000)}
    by = {
        role: {action for who, action in did if who == role} - {"login", "user.added"}
        for role in Role
    }
    assert by[Role.APPROVER] == {"grants.decided", "sheet.voided"}
    on_the_way = {"visit.recorded", "person.changed", "person.added", "route.changed"}
    assert by[Role.OFFICER] == on_the_way | {"bundle.exported", "bundle.merged"}
    assert by[Role.AUDITOR] == set()
    assert {"grants.planned", "sheets.scanned", "signature.signed"} <= by[Role.CLERK]
    set_up = {"ledger.founded", "device.identity_written", "device.enrolled"}
    assert by[Role.ADMINISTRATOR] == set_up | {"bundle.merged"}


def test_what_was_handed_over_had_been_approved_and_printed_before(office, played):
    visits = office.visiting.latest()
    given = [one for visit in visits for one in office.visiting.given(visit.id)]
    assert len(given) > 10
    assert all(one.grant for one in given)


def test_the_seven_visits_of_the_newspaper_are_among_them(office):
    leaders = {visit.leader for visit in office.visiting.latest() if visit.leader}
    assert leaders == {"李尧钟", "马吉孝", "魏地春", "张茂华", "王俊冶", "张少琴", "蔡振华"}


def test_the_visits_were_recorded_on_the_teams_laptop(office):
    (other,) = office.laptops.others()
    visits = [visit.id for visit in office.visiting.latest()]
    assert {office.desk.store.made_by("visit", one) for one in visits} == {other.id}


def test_both_laptops_end_with_the_same_content(played):
    assert played.is_whole
    assert played.state == played.field_state


def test_the_team_knew_its_route_alone_until_everything_was_exchanged(played):
    first, *later = played.bundles
    assert first.parent.name == "usb"
    heads = [sticks.bundles_on(first.parent)[-1].purpose]
    assert heads == [Purpose.TEAM]
    assert {one.purpose for one in sticks.bundles_on(first.parent)} == {Purpose.TEAM, Purpose.FULL}
    assert len(later) == 3


def test_a_disagreement_and_a_likely_duplicate_are_left_in_their_lists(office, played):
    assert (played.brought.conflicts, played.brought.duplicates) == (2, 1)
    (conflict,) = office.conflicts.all()
    assert conflict.field == "phone"
    assert {rival.laptop for rival in conflict.rivals} == {"样例内勤机", "样例外勤机"}
    assert (played.conflicts, played.duplicates) == (1, 1)


def test_something_is_due_for_the_printer(office):
    due = {(entry.due, entry.kind) for entry in office.print_queue.entries()}
    assert (Due.ANEW, SheetKind.RECEIPT) in due
    assert (Due.FIRST, SheetKind.VISIT_RECORD) in due


def test_a_sample_roster_comes_with_the_program():
    assert [file.name for file in script.rosters()] == ["花名册-样例.xlsx"]


def test_invented_people_have_numbers_that_are_right_and_their_own(tmp_path):
    invented.write_roster(tmp_path / "a.csv", 5_000, seed=1)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        numbers = [row["身份证号"] for row in csv.DictReader(file)]
    assert len(set(numbers)) == 5_000
    assert {read_resident_id(number, "id_number")[1] for number in numbers} == {()}


def test_the_same_seed_invents_the_same_people(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        invented.write_roster(tmp_path / name, 50, seed)
    a, b, c = ((tmp_path / name).read_bytes() for name in "abc")
    assert a == b != c
