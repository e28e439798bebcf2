"""The sections of people and their children through the console, a process for every command."""

import json

import pytest

from tests.journeys.conftest import CLERK, found

CHILD = {
    "name": "马小军",
    "birth_year": 2012,
    "school": "西吉县第三小学",
    "grade": "二年级",
    "guardian": "马生财",
    "guardian_relation": "paternal_grandfather",
    "region": "640422",
    "home_union": "西吉县总工会",
    "wishes": "想和爸爸视频",
}
CONSENT = {"consent_by": "马生财", "consent_on": "2021-01-20", "consent_form": "signed_paper"}
SECTIONS = {
    "model_worker": {
        "level": "provincial",
        "honour": "model_worker",
        "honoured_year": 2010,
        "in_hardship": True,
        "aid_plan": "每季度上门走访",
        "aid_interval": "quarterly",
        "aid_due": "2030-03-01",
        "entitlements": "荣誉津贴按月发放",
        "money": [
            {"year": 2021, "kind": "new_year_money", "amount_fen": 200000, "remarks": ""},
            {"year": 2021, "kind": "honour_allowance", "amount_fen": 60000, "remarks": "全年"},
        ],
    },
    "frontline_post": {
        "occupation": "sanitation",
        "post": "夜间清扫",
        "shift": "night",
        "festival": "spring_festival",
        "kept_from": "2021-02-11",
        "kept_to": "2021-02-17",
        "conditions": ["low_temperature", "arduous"],
        "official": "5",
    },
    "migrant_origin": {
        "home_region": "640422",
        "home_union": "西吉县总工会",
        "host_union": "银川市总工会",
        "contract_term": "one_year",
        "is_member": True,
    },
    "staying_put": {
        "year": 2021,
        "home_risk": "low",
        "provided": ["stay_bonus", "new_year_pack"],
        "children_left_behind": False,
    },
    "platform_work": {
        "occupation": "rider",
        "platform": "美团",
        "accident_insurance": "mutual",
    },
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return found(tmp_path_factory.mktemp("sections") / "ledger")


@pytest.fixture(scope="module")
def parent(office, tmp_path_factory):
    file = tmp_path_factory.mktemp("people") / "roster.csv"
    file.write_text("姓名,身份证号,人员类别\n马国强,640104198003030026,农民工\n", encoding="utf-8")
    office("import", file, user=CLERK)
    (person,) = office("search", "马国强")["results"]
    return person["id"]


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_section_goes_in_and_comes_out_again_with_nothing_lost(office, parent, kind):
    assert kind in office("record", "kinds")["kinds"]
    given = {"beneficiary": parent} | SECTIONS[kind]
    described = office("record", "schema", kind)
    assert set(given) <= set(described["properties"])
    add = ("record", "add", kind, "--from-json", "-")
    made = office(*add, user=CLERK, stdin=json.dumps(given))["id"]
    assert office("record", "show", kind, made) == {"id": made} | given
    listed = office("record", "list", kind, "--where", f"beneficiary={parent}")["records"]
    assert [one["id"] for one in listed] == [made]


def test_a_child_is_refused_without_consent_and_kept_with_it(office, parent):
    given = {"parent": parent} | CHILD
    add = ("record", "add", "left_behind_child", "--from-json", "-")
    refused = office.run(*add, user=CLERK, stdin=json.dumps(given))
    assert refused.code == 1
    assert "without a guardian's consent" in refused.err
    assert office("record", "list", "left_behind_child")["records"] == []
    made = office(*add, user=CLERK, stdin=json.dumps(given | CONSENT))["id"]
    assert office("record", "show", "left_behind_child", made) == {"id": made} | given | CONSENT
    wanted = f"home_union={CHILD['home_union']}"
    listed = office("record", "list", "left_behind_child", "--where", wanted)["records"]
    assert [one["name"] for one in listed] == ["马小军"]
