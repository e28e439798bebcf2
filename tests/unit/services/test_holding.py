"""Activities in the ledger: kept, found, added up without mixing what is counted apart."""

import json
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.activity import Activity, Partner
from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.identity import ActivityId, CampaignId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.visit import Group
from desktop_app.services import record_file
from desktop_app.services.activity_lines import ActivityLines
from desktop_app.storage.activities import ActivityFilter, Counted
from desktop_app.storage.kinds import ACTIVITY
from tests.unit.services.pictured import jpeg


@pytest.fixture
def lines(clerk):
    return ActivityLines(clerk.desk)


@pytest.fixture
def hold(clerk):
    def keep(name="同吃年夜饭", **fields) -> Activity:
        given = {
            "kind": "new_year_dinner",
            "first_day": date(2021, 2, 11),
            "participants": (Group(words="就地过年职工", count=120, approximate=True),),
        } | fields
        return clerk.activities.save(Activity(id=ActivityId(new_id()), name=name, **given))

    return keep


@pytest.fixture
def full(campaign):
    """An activity of which everything is said."""
    return Activity(
        id=ActivityId(new_id()),
        name="促消费助力乡村振兴线上年货大集",
        kind="online_fair",
        service_dimension="universal",
        campaign=campaign.id,
        first_day=date(2021, 1, 20),
        last_day=date(2021, 2, 5),
        day_words="春节前",
        place_type="online",
        venue="某工会APP",
        online=True,
        host="银川市总工会",
        partners=(
            Partner(kind="business_park", name="工友创业园"),
            Partner(kind="farm_enterprise"),
        ),
        participants=(
            Group(words="职工", count=7860, approximate=True),
            Group(words="困难职工家庭", count=45, unit="households"),
        ),
        recipients=("migrant_worker", "courier"),
        budget_fen=5_000_000,
        spent_fen=0,
        fund_source="own_budget",
        goods=(GoodsLine(name="年货礼包", quantity=200, unit="份", unit_price_fen=15_000),),
        content="线上展销农产品",
        feedback="价格实惠",
        remarks="共12家企业参加",
    )


def names(lines, **wanted):
    return [one.activity.name for one in lines.page(ActivityFilter(**wanted))]


def test_everything_that_is_said_comes_back(clerk, full):
    clerk.activities.save(full)
    assert clerk.activities.get(full.id) == full
    text = json.dumps(record_file.write(ACTIVITY, full))
    assert record_file.read(ACTIVITY, text) == full


def test_a_change_keeps_the_rest_and_is_told_in_the_history(clerk, full):
    clerk.activities.save(full)
    base = clerk.activities.open(full.id)
    clerk.activities.save(replace(full, spent_fen=4_800_000), base)
    assert clerk.activities.get(full.id) == replace(full, spent_fen=4_800_000)
    actions = [deed.action for deed in clerk.activities.history(full.id)]
    assert actions == ["activity.changed", "activity.added"]


def test_what_blocks_is_refused_and_nothing_is_kept(clerk, full):
    with pytest.raises(RefusedError):
        clerk.activities.save(replace(full, name=""))
    assert clerk.activities.get(full.id) is None


def test_a_campaign_that_does_not_exist_is_refused(clerk, full):
    with pytest.raises(RefusedError) as refused:
        clerk.activities.save(replace(full, campaign=CampaignId("f" * 32)))
    assert "no such campaign" in refused.value.sentence()


def test_photos_are_kept_in_the_same_deed_and_not_without_the_activity(clerk, full, lines):
    photo = clerk.attaching.take_photo(jpeg())
    edits = clerk.attaching.edits_for("activity", full.id, [photo], ())
    with pytest.raises(RefusedError):
        clerk.activities.save(replace(full, name=""), beside=edits)
    assert clerk.attaching.of("activity", full.id) == ()
    clerk.activities.save(full, beside=edits)
    assert len(clerk.attaching.of("activity", full.id)) == 1
    assert lines.line(full.id).photos == 1


def test_the_latest_activities_come_first(lines, hold):
    hold("元旦联欢", first_day=date(2021, 1, 1))
    hold("年夜饭", first_day=date(2021, 2, 11))
    hold("前夕", first_day=None, day_words="2021年新年前夕")
    assert names(lines) == ["年夜饭", "元旦联欢", "前夕"]
    down = lines.page(ActivityFilter(), order="day", down=False)
    assert [one.activity.name for one in down] == ["前夕", "元旦联欢", "年夜饭"]


def test_each_order_is_one_the_ledger_knows(lines, hold):
    hold()
    for order in lines.ORDERS:
        assert len(lines.page(ActivityFilter(), order=order)) == 1
    with pytest.raises(ValueError, match="nothing"):
        lines.page(ActivityFilter(), order="nothing")


@pytest.mark.parametrize(
    "text", ["年夜饭", "nyf", "nianye", "文化宫", "总工会", "文化宫 年夜饭", "100%"]
)
def test_words_sound_venue_and_host_find_an_activity(lines, hold, text):
    hold("同吃年夜饭100%", venue="工人文化宫", host="银川市总工会")
    hold("读书分享", venue="职工书屋")
    found = names(lines, text=text)
    assert found == ["同吃年夜饭100%"]


@pytest.mark.parametrize("text", ["%", "_", "饭年"])
def test_signs_that_stand_for_anything_elsewhere_stand_for_themselves(lines, hold, text):
    hold("同吃年夜饭")
    assert names(lines, text=text) == []


def test_filters_leave_what_they_say(lines, hold, campaign):
    hold("甲", kind="party", service_dimension="universal", campaign=campaign.id)
    hold("乙", first_day=date(2020, 12, 28), last_day=date(2021, 1, 3))
    hold("丙", first_day=date(2019, 5, 1))
    assert names(lines, kind="party") == ["甲"]
    assert names(lines, service_dimension="universal") == ["甲"]
    assert names(lines, campaign=campaign.id) == ["甲"]
    assert names(lines, since=date(2021, 1, 1), until=date(2021, 12, 31)) == ["甲", "乙"]
    assert names(lines, until=date(2020, 12, 31)) == ["乙", "丙"]
    assert lines.how_many(ActivityFilter(kind="party")) == 1
    assert lines.years() == [2021, 2020, 2019]


def test_households_people_and_person_times_are_never_added_to_one_another(lines, hold):
    hold(participants=(Group(words="职工", count=120, approximate=True),))
    hold(
        participants=(
            Group(words="家属", count=30),
            Group(words="家庭", count=45, unit="households"),
            Group(words="咨询", count=7, unit="person_times"),
            Group(words="志愿者"),
        ),
        budget_fen=1_000_00,
        spent_fen=900_00,
        fund_source="own_budget",
    )
    hold(participants=())
    totals = lines.totals(ActivityFilter())
    assert totals.activities == 3
    assert totals.participants == {
        "people": Counted(count=150, approximate=True),
        "households": Counted(count=45, approximate=False),
        "person_times": Counted(count=7, approximate=False),
    }
    assert (totals.budget_fen, totals.spent_fen) == (1_000_00, 900_00)


def test_totals_follow_the_filter(lines, hold):
    hold(kind="party", spent_fen=100, fund_source="own_budget")
    hold(spent_fen=200, fund_source="own_budget")
    totals = lines.totals(ActivityFilter(kind="party", text="年夜饭"))
    assert (totals.activities, totals.spent_fen) == (1, 100)
    assert totals.participants["people"].count == 120


def test_hosts_and_venues_are_remembered_the_most_frequent_first(clerk, hold):
    for venue in ("职工书屋", "工人文化宫", "工人文化宫"):
        hold(venue=venue)
    assert clerk.activities.known("venue") == ["工人文化宫", "职工书屋"]


def test_an_auditor_reads_and_does_not_record(sit, hold, full):
    kept = hold()
    auditor = sit(Role.AUDITOR)
    assert auditor.activities.get(kept.id) == kept
    with pytest.raises(NotPermittedError):
        auditor.activities.save(full)
