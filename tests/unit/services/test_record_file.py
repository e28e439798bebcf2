"""Any record as a JSON file: every kind has a schema, and what goes in comes out again."""

import json
from datetime import date

import pytest

from desktop_app.domain.household import HouseholdMember
from desktop_app.domain.identity import BeneficiaryId, HouseholdMemberId
from desktop_app.services import record_file
from desktop_app.services.record_file import RecordFileError
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
