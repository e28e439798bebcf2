"""A code that is on no list is refused, in a field or in a row of any kind of record."""

import json
from dataclasses import fields, is_dataclass, replace
from typing import get_args, get_origin, get_type_hints

import pytest

from desktop_app.domain.change import Reading
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.errors import RefusedError
from desktop_app.domain.role import Role
from desktop_app.domain.workplace_check import Risk
from desktop_app.services import record_file
from desktop_app.services.office import KEEPERS
from desktop_app.services.record_file import UnknownCodeError
from desktop_app.storage.kinds import KINDS
from tests.employers import risk_check, shop

WRONG = "no_such_code"
# What is said in free words in the rows of a record.
FREE = {
    ("activity", "partners"): {"name"},
    ("activity", "participants"): {"words"},
    ("activity", "goods"): {"name", "unit"},
    ("campaign", "standards"): set(),
    ("grant", "goods"): {"name", "unit"},
    ("model_worker", "money"): {"remarks"},
    ("risk_check", "risks"): {"words"},
    ("roster_entry", "goods"): {"name", "unit"},
    ("route", "stops"): {"words", "time", "note"},
    ("safety_check", "findings"): {"what", "how"},
    ("scan", "boxes"): {"grant"},
    ("visit", "places"): {"name", "region", "day_words", "remarks"},
    ("visit", "visitors"): {"name", "title", "unit"},
    ("visit", "groups"): {"words"},
    ("visit", "findings"): {"text"},
}
HELD = [
    (kind.name, column.name, row, codes)
    for kind in KINDS.values()
    for column in kind.columns
    for row, codes in ((("", column.codes),) if column.codes else column.row_codes)
]
KEPT = [one for one in HELD if one[0] in KEEPERS]


def cell(kind, column, row, code):
    """Give the cell of a column that holds a code: alone, among several, or in a row."""
    if row:
        return [{row: code}]
    return [code] if KINDS[kind].column(column).is_json else code


def rows_of(kind):
    """Give the columns of repeating rows, each with the class of its rows."""
    hints = get_type_hints(kind.record)
    for column in kind.columns:
        row = next(iter(get_args(hints[column.name])), None)
        if get_origin(hints[column.name]) is tuple and is_dataclass(row):
            yield column, row


def smallest(kind):
    """Make a record of a kind with what its schema requires."""
    described = record_file.schema(kind)
    given = {}
    for name in described["required"]:
        one = described["properties"][name]
        given[name] = one["enum"][0] if "enum" in one else "1" * 32
    return record_file.record_of(kind, given)


def with_code(kind, column, row, code):
    """Lay a wrong code over the smallest record of a kind."""
    known = KINDS[kind]
    if not row:
        held = (code,) if known.column(column).is_json else code
        return replace(smallest(known), **{column: held})
    classes = {one.name: made for one, made in rows_of(known)}
    hints = get_type_hints(classes[column])
    texts = {one.name: "x" for one in fields(classes[column]) if hints[one.name] is str}
    return replace(smallest(known), **{column: (classes[column](**texts | {row: code}),)})


def test_every_text_in_a_row_is_free_words_or_of_a_list():
    found = {}
    for kind in KINDS.values():
        for column, row in rows_of(kind):
            texts = {
                name for name, hint in get_type_hints(row).items() if hint in (str, str | None)
            }
            found[kind.name, column.name] = texts - set(dict(column.row_codes))
    assert found == FREE
    lists = CodeLists.load()
    assert all(codes in lists for _kind, _column, _row, codes in HELD)


@pytest.mark.parametrize(("kind", "column", "row", "codes"), HELD)
def test_a_file_with_a_code_of_no_list_is_refused_by_name(kind, column, row, codes):
    text = json.dumps({column: cell(kind, column, row, WRONG)})
    with pytest.raises(UnknownCodeError) as refused:
        record_file.read(KINDS[kind], text)
    sentence = refused.value.sentence()
    assert all(word in sentence for word in (WRONG, column, codes))


def test_the_keepers_refuse_a_code_of_no_list(sit):
    office = sit(Role.ADMINISTRATOR)
    for kind, column, row, codes in KEPT:
        keeping, record = KEEPERS[kind](office), with_code(kind, column, row, WRONG)
        found = [one for one in keeping.against(record, None) if one.code == "code_unknown"]
        assert [(one.field, dict(one.details)["text"]) for one in found] == [(column, WRONG)]
        with pytest.raises(RefusedError) as refused:
            keeping.save(record)
        assert CodeLists.load()[codes].label in refused.value.sentence()
        assert keeping.get(record.id) is None


def test_a_code_that_the_record_has_already_stands(sit):
    office = sit(Role.ADMINISTRATOR)
    for kind, column, row, _codes in KEPT:
        record = with_code(kind, column, row, WRONG)
        found = KEEPERS[kind](office).against(record, Reading(record, {}))
        assert "code_unknown" not in {one.code for one in found}
        standing = record_file.write(KINDS[kind], record)
        assert record_file.change(KINDS[kind], record, {}) == record, kind
        assert record_file.read(KINDS[kind], json.dumps(standing), standing) == record


def test_a_retired_code_in_a_row_is_kept_with_its_record(sit, clerk):
    admin = sit(Role.ADMINISTRATOR)
    clerk.employers.save(shop())
    kept = clerk.risk_checks.save(risk_check())
    try:
        admin.codebook.retire("labour_risk", kept.risks[0].kind)
        base = clerk.risk_checks.open(kept.id)
        more = (*kept.risks, Risk(kind="other", words="新的风险"))
        assert clerk.risk_checks.save(replace(kept, risks=more), base).risks == more
    finally:
        CodeLists.put_in_force(None)
