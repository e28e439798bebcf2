"""A list leaves the ledger: who may have the whole numbers, and what the audit trail says of it."""

import openpyxl
import pytest

from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.role import Right, Role
from desktop_app.services import exporting
from desktop_app.services.exporting import EndingError, RevealReasonError
from desktop_app.services.people_table import NoSuchColumnError, facts_of, people_table
from desktop_app.storage.beneficiaries import PeopleFilter


@pytest.fixture
def people(enrol, make_person):
    return [
        enrol(make_person("马秀兰", employer="环卫处", phone="13900000417", tags=("二组",))),
        enrol(make_person("张𬱖", employer="元件厂", category="courier"), cash_fen=30_000),
    ]


def cells(file):
    return [
        [value or "" for value in row]
        for row in openpyxl.load_workbook(file).active.iter_rows(values_only=True)
    ]


def written(office, target, columns, **settings):
    reveals = settings.get("reveals", ())
    made = people_table(office.desk, PeopleFilter(), facts_of(columns), reveals=reveals)
    office.exporting.write("people", made, target, **settings)
    return cells(target)


def last_entry(office):
    return office.caretaking.entries()[0]


def test_numbers_stay_covered_unless_they_are_asked_for(clerk, people, tmp_path):
    rows = written(clerk, tmp_path / "a.xlsx", ["name", "id_number", "phone"])
    assert rows[-2:] == [
        ["马秀兰", "640***********0016", "139****0417"],
        ["张𬱖", "640***********0026", ""],
    ]
    entry = last_entry(clerk)
    assert (entry.action, entry.reason) == ("list.exported", "people · 2")


def test_whole_numbers_take_a_reason_and_stand_in_the_audit_trail(clerk, people, tmp_path):
    columns = ["name", "id_number", "phone"]
    with pytest.raises(RevealReasonError):
        written(clerk, tmp_path / "a.xlsx", columns, reveals=["id_number"], reason=" ")
    assert list(tmp_path.glob("*.xlsx*")) == []
    rows = written(
        clerk, tmp_path / "a.xlsx", columns, reveals=["id_number"], reason="报送民政局核对"
    )
    assert rows[-2] == ["马秀兰", "640102197001010016", "139****0417"]
    entry = last_entry(clerk)
    assert entry.action == "list.revealed"
    assert entry.reason == "people · 2 · id_number · 报送民政局核对"


def test_who_may_not_reveal_gets_no_whole_number(clerk, people, tmp_path, monkeypatch):
    monkeypatch.setattr(clerk.desk.__class__, "require", _refuse_reveal)
    with pytest.raises(NotPermittedError):
        written(clerk, tmp_path / "a.xlsx", ["id_number"], reveals=["id_number"], reason="x")
    assert list(tmp_path.glob("*.xlsx*")) == []


def _refuse_reveal(desk, right):
    if right is Right.REVEAL:
        raise NotPermittedError(role=str(Role.OFFICER), what=str(right))


def test_an_ending_that_is_no_list_is_refused(clerk, people, tmp_path):
    with pytest.raises(EndingError):
        written(clerk, tmp_path / "a.pdf", ["name"])
    assert exporting.ENDINGS == (".xlsx", ".csv")


def test_a_failed_writing_leaves_no_entry(clerk, people, tmp_path):
    before = clerk.caretaking.chain_head()
    with pytest.raises(Exception, match="cannot be written"):
        written(clerk, tmp_path / "gone" / "a.xlsx", ["name"])
    assert clerk.caretaking.chain_head() == before


def test_columns_are_named_or_the_usual_ones(clerk):
    assert [fact.name for fact in facts_of([])][:2] == ["name", "sex"]
    with pytest.raises(NoSuchColumnError) as refused:
        facts_of(["shoe_size"])
    assert "birth_date" in refused.value.sentence()
