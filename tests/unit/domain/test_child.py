"""Children left behind: what may be kept with the guardian's consent, and what without."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain import child
from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.identity import BeneficiaryId, ChildId
from desktop_app.domain.resident_id import Sex

TODAY = date(2021, 2, 8)
BARE = LeftBehindChild(
    id=ChildId("1" * 32), parent=BeneficiaryId("2" * 32), name="马小军", birth_year=2012
)
CONSENT = {
    "consent_by": "马国强",
    "consent_on": date(2021, 1, 20),
    "consent_form": "signed_paper",
}


def codes(**fields):
    found = child.objections(replace(BARE, **fields), today=TODAY)
    return [(issue.field, issue.code, issue.blocks) for issue in found]


def test_name_birth_year_and_parent_need_no_consent():
    assert codes() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth_date", date(2012, 5, 4)),
        ("sex", Sex.MALE),
        ("id_number", "640422201205040015"),
        ("school", "西吉县第三小学"),
        ("grade", "二年级"),
        ("guardian", "马国强"),
        ("guardian_relation", "paternal_grandfather"),
        ("guardian_phone", "13909540000"),
        ("region", "640422"),
        ("address", "将台堡镇"),
        ("home_union", "西吉县总工会"),
        ("wishes", "想和爸爸视频"),
        ("remarks", "成绩好"),
    ],
)
def test_anything_more_of_a_child_under_fourteen_is_refused_without_consent(field, value):
    assert codes(**{field: value})[:2] == [
        ("consent_by", "consent_missing", True),
        (field, "only_with_consent", True),
    ]
    assert ("consent_by", "consent_missing", True) not in codes(**{field: value}, **CONSENT)


def test_every_field_is_either_free_or_under_consent():
    free = child.WITHOUT_CONSENT | set(child.CONSENT)
    asked = {name for name in LeftBehindChild.__dataclass_fields__ if name not in free}
    full = dict.fromkeys(asked, "x")
    assert set(child.kept_without_consent(replace(BARE, **full))) == asked


@pytest.mark.parametrize("left_out", child.CONSENT)
def test_half_a_consent_is_none(left_out):
    half = {name: value for name, value in CONSENT.items() if name != left_out}
    assert codes(school="西吉县第三小学", **half) == [(left_out, "consent_incomplete", True)]


def test_a_consent_is_not_from_the_future():
    later = CONSENT | {"consent_on": date(2021, 2, 9)}
    assert codes(**later) == [("consent_on", "in_the_future", True)]


@pytest.mark.parametrize(
    ("birth", "needs"),
    [
        ({"birth_date": date(2007, 2, 8)}, False),
        ({"birth_date": date(2007, 2, 9)}, True),
        ({"birth_year": 2006}, False),
        ({"birth_year": 2007}, True),
        ({"birth_year": None}, True),
    ],
)
def test_a_child_counts_as_under_fourteen_until_the_birth_says_otherwise(birth, needs):
    assert replace(BARE, **({"birth_year": None} | birth)).needs_consent(TODAY) is needs


def test_a_child_of_fourteen_needs_no_consent():
    assert codes(birth_year=2006, school="固原一中") == []


def test_without_a_birth_year_one_is_told_what_follows():
    assert codes(birth_year=None) == [("birth_year", "birth_year_missing", False)]


def test_who_is_grown_up_is_told():
    assert codes(birth_year=2002) == [("birth_year", "child_grown", False)]


def test_birth_year_and_date_do_not_contradict_each_other():
    found = codes(birth_date=date(2011, 5, 4), **CONSENT)
    assert found == [("birth_year", "birth_year_differs", True)]


def test_the_number_of_a_child_is_checked_and_compared():
    wrong = codes(id_number="640422201205040011", **CONSENT)
    assert wrong == [("id_number", "id_check", True)]
    number = "640422201205040015"
    assert codes(id_number=number, **CONSENT) == []
    differing = codes(id_number=number, sex=Sex.FEMALE, birth_date=date(2012, 5, 5), **CONSENT)
    assert differing == [("birth_date", "birth_date_differs", False), ("sex", "sex_differs", False)]


def test_the_numbers_are_masked():
    shown = replace(BARE, id_number="640422201205040015", guardian_phone="13909540000")
    assert shown.id_masked == "640***********0015"
    assert shown.phone_masked == "139****0000"
    assert BARE.id_masked == BARE.phone_masked == ""
