"""Any record as a JSON file: every kind has a schema, and what goes in comes out again."""

import json
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.household import HouseholdMember
from desktop_app.domain.identity import BeneficiaryId, HouseholdMemberId
from desktop_app.services import record_file
from desktop_app.services.record_file import CoveredNumberError, RecordFileError
from desktop_app.storage.kinds import HOUSEHOLD_MEMBER, KINDS, VISIT

MEMBER = HouseholdMember(
    id=HouseholdMemberId("1" * 32),
    beneficiary=BeneficiaryId("2" * 32),
    name="马强",
    birth_date=date(2001, 2, 3),
    monthly_income_fen=0,
    originals={"relation": "长子"},
)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_kind_can_be_described(kind):
    described = record_file.schema(kind)
    assert set(described["properties"]) == {"id", *(column.name for column in kind.columns)}
    assert set(described["required"]) <= set(described["properties"])


def test_what_is_written_is_read_back():
    text = json.dumps(record_file.write(HOUSEHOLD_MEMBER, MEMBER))
    assert record_file.read(HOUSEHOLD_MEMBER, text) == MEMBER


def test_rows_are_described_by_their_fields():
    places = record_file.schema(VISIT)["properties"]["places"]
    assert places["items"]["required"] == ["kind"]
    assert set(places["items"]["properties"]) >= {"kind", "name"}


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"beneficiary": "x"}',
        '{"beneficiary": "x", "name": "马强", "age": 3}',
        '{"beneficiary": "x", "name": "马强", "birth_date": "2001-02-31"}',
        '{"beneficiary": "x", "name": "马强", "monthly_income_fen": "100"}',
    ],
)
def test_what_does_not_fit_is_a_sentence(text):
    with pytest.raises(RecordFileError) as refused:
        record_file.read(HOUSEHOLD_MEMBER, text)
    assert "record schema household_member" in str(refused.value)


def test_numbers_of_people_are_covered_where_a_record_is_shown():
    member = replace(MEMBER, id_number="640104200102030017", phone="13900000417")
    shown = record_file.show(HOUSEHOLD_MEMBER, member)
    assert shown["id_number"] == "640***********0017"
    assert shown["phone"] == "139****0417"
    assert shown["name"] == "马强"


def test_a_covered_number_stays_what_it_was_when_the_record_comes_back_changed():
    member = replace(MEMBER, id_number="640104200102030017", phone="13900000417")
    shown = record_file.show(HOUSEHOLD_MEMBER, member)
    back = record_file.change(HOUSEHOLD_MEMBER, member, {**shown, "remarks": "在读"})
    assert back == replace(member, remarks="在读")
    emptied = record_file.change(HOUSEHOLD_MEMBER, member, {"phone": None})
    assert emptied == replace(member, phone=None)


def test_stars_never_get_into_a_record():
    member = replace(MEMBER, phone="13900000417")
    with pytest.raises(CoveredNumberError):
        record_file.change(HOUSEHOLD_MEMBER, member, {"phone": "138****0417"})
    shown = record_file.show(HOUSEHOLD_MEMBER, member)
    with pytest.raises(CoveredNumberError):
        record_file.read(HOUSEHOLD_MEMBER, json.dumps(shown))
