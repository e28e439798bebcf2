"""When two records may be about one person."""

from datetime import date

import pytest

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.identity import BeneficiaryId, new_id
from desktop_app.domain.likeness import Why, differ_by_one, is_similar, why_alike
from desktop_app.domain.person_merge import default_choice, kept_ids

BORN = date(1970, 1, 1)


def person(name, **fields):
    return Beneficiary(id=BeneficiaryId(new_id()), name=name, **fields)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("张伟", "章伟"),
        ("張偉", "张伟"),
        ("张𬱖", "张頔"),
        ("马秀兰", "马秀蓝"),
        ("马秀兰", "马秀"),
        ("古丽努尔·阿不都热合曼", "古丽努尔•阿不都热合曼"),
    ],
)
def test_names_that_sound_alike_or_differ_in_one_character_are_similar(one, other):
    assert is_similar(one, other)
    assert is_similar(other, one)


@pytest.mark.parametrize(("one", "other"), [("张伟", "李娜"), ("王建国", "王国建"), ("", "张伟")])
def test_other_names_are_not_similar(one, other):
    assert not is_similar(one, other)


@pytest.mark.parametrize(
    ("one", "other", "so"),
    [("abc", "abc", True), ("abc", "axc", True), ("abc", "ac", True), ("abc", "c", False)],
)
def test_one_character_may_differ_be_missing_or_be_too_many(one, other, so):
    assert differ_by_one(one, other) is so
    assert differ_by_one(other, one) is so


def test_the_same_number_is_the_strongest_reason():
    one = person("张伟", id_number="640102197001010016", birth_date=BORN)
    assert why_alike(one, person("李娜", id_number="640102197001010016")) is Why.SAME_ID


def test_the_same_name_and_birth_date_look_like_one_person():
    one = person("古丽努尔·阿不都", birth_date=BORN)
    assert why_alike(one, person("古丽努尔.阿不都", birth_date=BORN)) is Why.SAME_NAME_AND_BIRTH
    assert why_alike(one, person("古丽努尔·阿不都")) is None


def test_either_phone_counts_together_with_a_similar_name():
    one = person("张伟", phone="13900000417")
    assert why_alike(one, person("章伟", other_phone="13900000417")) is Why.SIMILAR_NAME_AND_PHONE
    assert why_alike(one, person("李娜", phone="13900000417")) is None


def test_colleagues_have_to_resemble_each_other_more():
    works = {"employer": "银川市环卫处"}
    one = person("张伟", **works)
    assert why_alike(one, person("章伟", employer="银川市 环卫处")) is Why.SIMILAR_NAME_AND_EMPLOYER
    assert why_alike(one, person("张娜", **works)) is None
    assert why_alike(person("王建国", **works), person("王建军", **works)) is not None
    born = person("王建国", birth_date=BORN, **works)
    assert why_alike(born, person("王建军", birth_date=date(1985, 1, 1), **works)) is None
    assert why_alike(born, person("王建国", birth_date=date(1970, 1, 10), **works)) is not None


def test_chains_of_merges_lead_to_their_end_and_circles_to_one_record():
    assert kept_ids([("a", "b"), ("b", "c")]) == {"a": "c", "b": "c"}
    assert kept_ids([("a", "b"), ("b", "a")]) == {"b": "a"}
    assert kept_ids([("x", "a"), ("a", "b"), ("b", "a")]) == {"x": "a", "b": "a"}


@pytest.mark.parametrize(
    ("kept", "duplicate", "newer", "takes"),
    [
        (None, "x", False, True),
        ("x", None, True, False),
        ("x", "y", True, True),
        ("x", "y", False, False),
        ("", "y", False, True),
        ("x", "", True, False),
    ],
)
def test_what_is_filled_is_likelier_and_else_the_newer(kept, duplicate, newer, takes):
    assert default_choice(kept, duplicate, duplicate_is_newer=newer) is takes
