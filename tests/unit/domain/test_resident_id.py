from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from desktop_app.domain.issue import Severity
from desktop_app.domain.resident_id import (
    ResidentId,
    Sex,
    mask,
    read_resident_id,
    read_resident_id_cell,
)

GOOD = "11010519491231002X"
TODAY = date(2021, 2, 8)


def codes(text, reader=read_resident_id):
    return [issue.code for issue in reader(text, today=TODAY)[1]]


def test_a_good_number_says_birth_date_sex_region_and_age():
    number, issues = read_resident_id(GOOD, today=TODAY)
    assert (number.text, issues) == (GOOD, ())
    assert number.birth_date == date(1949, 12, 31)
    assert number.sex is Sex.FEMALE
    assert number.region == "110105"
    assert number.age_on(date(2020, 12, 30)) == 70
    assert number.age_on(date(2020, 12, 31)) == 71


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X ",
        "110105　19491231\u00a0002X",
        "'11010519491231002X",
        "\u2018110105-19491231-002X\u2019",
        "\ufeff11010519491231\u200b002X",
    ],
)
def test_the_ways_in_which_people_write_a_number_are_one_number(written):
    assert read_resident_id(written, today=TODAY)[0] == ResidentId(GOOD)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "id_missing"),
        (" 　'", "id_missing"),
        ("1101051949123100", "id_length"),
        ("11010519491231002X1", "id_characters"),
        ("110105194912310021X", "id_length"),
        ("1101051949123100ZX", "id_characters"),
        ("无", "id_characters"),
        ("110105194912310021", "id_check"),
        ("6.40106E+17", "id_spoiled_by_excel"),
        ("6.40106196702047e+17", "id_spoiled_by_excel"),
        ("640106196702046000", "id_spoiled_by_excel"),
    ],
)
def test_a_fault_is_named_and_blocks(written, code):
    issues = read_resident_id(written, today=TODAY)[1]
    assert issues[0].code == code
    assert issues[0].severity is Severity.BLOCKS


def test_a_number_whose_check_alone_is_wrong_is_given_for_the_office_to_decide():
    number, issues = read_resident_id("110105194912310021", today=TODAY)
    assert number == ResidentId("110105194912310021")
    assert [issue.code for issue in issues] == ["id_check"]


def test_an_impossible_day_is_refused_after_the_check():
    number, issues = read_resident_id("610113196713225408", today=TODAY)
    assert number is None
    assert [issue.code for issue in issues] == ["id_check", "id_birth_date"]


def test_a_birth_in_the_future_is_refused():
    body = "64010420210209001"
    assert codes(body + ric.calc_check_digit(body + "0")) == ["id_birth_date"]


def test_a_number_of_a_century_ago_is_still_a_number():
    assert codes("440524188001010014") == ["id_region_revoked"]


def test_an_old_number_of_fifteen_digits_is_upgraded_and_says_so():
    number, issues = read_resident_id("640104700731416", today=TODAY)
    assert number.text == "640104197007314160"
    assert [(issue.code, issue.blocks) for issue in issues] == [("id_upgraded", False)]


def test_an_unknown_region_warns_and_names_the_part():
    body = "79990119700731416"
    number, issues = read_resident_id(body + ric.calc_check_digit(body + "0"), today=TODAY)
    assert number is not None
    assert [(issue.code, dict(issue.details), issue.blocks) for issue in issues] == [
        ("id_region_unknown", {"part": "79"}, False)
    ]


def test_a_revoked_region_is_known_for_life_and_warned_of():
    value, issues = read_resident_id("320123196606123753")
    assert value is not None
    assert [(issue.code, issue.blocks) for issue in issues] == [("id_region_revoked", False)]
    assert "六合县" in dict(issues[0].details)["region"]


@pytest.mark.parametrize("region", ["810000", "820000", "830000"])
def test_residence_permits_of_hong_kong_macao_and_taiwan_are_read(region):
    body = f"{region}19700731416"
    assert codes(body + ric.calc_check_digit(body + "0")) == []


def test_a_foreigners_permanent_residence_number_has_no_region_to_check():
    body = "93184019700731416"
    number, issues = read_resident_id(body + ric.calc_check_digit(body + "0"), today=TODAY)
    assert number.is_foreigner
    assert issues == ()


@pytest.mark.parametrize("cell", [6.401061967020468e17, 640106196702046000, 6.4e17])
def test_a_number_that_a_spreadsheet_cut_off_is_never_guessed(cell):
    number, issues = read_resident_id_cell(cell, today=TODAY)
    assert number is None
    assert [issue.code for issue in issues] == ["id_spoiled_by_excel"]


def test_a_fifteen_digit_number_survives_as_a_spreadsheet_number():
    assert read_resident_id_cell(640104700731416.0, today=TODAY)[0].text == "640104197007314160"


@pytest.mark.parametrize("cell", [None, "", "  "])
def test_an_empty_cell_is_a_missing_number(cell):
    assert codes(cell, read_resident_id_cell) == ["id_missing"]


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), 0.5, True, date(2021, 2, 8)])
def test_other_things_in_the_cell_are_not_a_number(cell):
    assert codes(cell, read_resident_id_cell)[0] in {"id_characters", "id_length"}


def test_the_middle_is_hidden_on_lists_and_in_reports_of_faults():
    number = ResidentId(GOOD)
    assert number.masked == "110***********002X"
    assert GOOD not in f"{number} {number!r}"
    assert mask("1234567") == "*******"


@given(
    st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.sampled_from(["640104", "110101"])
)
def test_every_number_with_a_right_check_is_read_back(born, order, region):
    body = f"{region}{born:%Y%m%d}{order:03d}"
    number, issues = read_resident_id(body + ric.calc_check_digit(body + "0"), today=TODAY)
    assert issues == ()
    assert number.birth_date == born
    assert (number.sex is Sex.MALE) == (order % 2 == 1)


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_fail(text):
    number, issues = read_resident_id(text, today=TODAY)
    assert number is not None or issues
