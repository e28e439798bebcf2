"""The form of a hardship file with its household, and that of a step of its procedure."""

from dataclasses import fields, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.domain.household import HardshipFile
from desktop_app.domain.identity import new_id
from desktop_app.gui.forms.hardship_form import HardshipForm
from tests.gui import hardship_forms
from tests.gui.conftest import nameless, write
from tests.gui.hardship_forms import FULL, WIFE, shown
from tests.unit.conftest import TODAY

household, worker = hardship_forms.household, hardship_forms.worker


@pytest.fixture
def form(qtbot, clerk):
    return shown(qtbot, HardshipForm(clerk))


def family(form):
    return form.sheet.editor("members")


def note(form, name):
    return form.sheet._fields[name]._note.text()


def put(form, at, **values):
    """Write into cells of a line as their editors do."""
    table = family(form).table
    names = [column.name for column in table._rows.columns]
    for name, value in values.items():
        table._rows.put(table._rows.index(at, names.index(name)), value)
    table.edited.emit()


def test_the_test_fills_every_field_of_a_file():
    assert {one.name for one in fields(HardshipFile)} - {"id", "beneficiary", "changed_on"} == set(
        FULL
    )


def test_an_untouched_form_gives_back_file_and_household(form, clerk, household):
    form.open(household.id)
    assert form.collect() == household
    assert not form.is_touched
    assert clerk.drafting.mine() == []
    assert form.title == "马建国: hardship file"


def test_looking_at_a_member_changes_nothing(form, household):
    form.open(household.id)
    family(form).table._grid.selectRow(0)
    family(form).fold.setChecked(True)
    assert family(form).details["remarks"].value() == "长期服药"
    assert family(form).details["medical_insurance"].value() == "rural_cooperative"
    assert form.collect() == household
    assert not form.is_touched


def test_what_is_typed_is_what_is_kept_and_the_rest_stays(qtbot, form, clerk, household):
    form.open(household.id)
    write(qtbot, form.sheet.editor("assets"), "，有债务")
    family(form).table._grid.selectRow(0)
    family(form).fold.setChecked(True)
    write(qtbot, family(form).details["education"], "初中毕业")
    assert not form.save()  # the figures that were stated differ: to be read once
    with qtbot.waitSignal(form.saved):
        assert form.save()
    kept = clerk.households.open(household.id).record
    (wife,) = kept.members
    assert wife == replace(household.members[0], education="初中毕业")
    assert kept == replace(household, assets=kept.assets, members=kept.members, changed_on=TODAY)
    assert "有债务" in kept.assets


def test_members_are_added_and_removed_with_insert_and_delete(qtbot, form, clerk, household):
    form.open(household.id)
    grid = family(form).table._grid
    grid.selectRow(0)
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Insert)
    cell = QApplication.focusWidget()
    write(qtbot, cell, "马强")
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.currentIndex().column() == 1)
    grid.closePersistentEditor(grid.currentIndex())
    assert [one.name for one in form.collect().members] == ["李芳", "马强"]
    form.sheet.setFocus()
    grid.selectRow(0)
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert [one.name for one in form.collect().members] == ["马强"]
    assert form.save()
    assert form.save()  # the same person again, not another one
    kept = clerk.households.open(household.id).record
    assert [one.name for one in kept.members] == ["马强"]


def test_an_id_number_fills_birth_date_and_sex_of_a_member(form, worker, clerk):
    form.begin(**clerk.households.beginning(worker.id))
    family(form).table.add_row()
    put(form, 0, name="马丽", id_number="640104198506060040")
    (daughter,) = form.collect().members
    assert (daughter.birth_date, daughter.sex) == (date(1985, 6, 6), "female")


def test_figures_follow_what_is_typed_until_somebody_states_them(qtbot, form, worker, clerk):
    form.begin(**clerk.households.beginning(worker.id))
    write(qtbot, form.sheet.editor("own_monthly_income_fen"), "3000")
    assert form.collect().household_annual_income_fen == 3_600_000
    assert form.collect().per_head_monthly_fen == 300_000
    family(form).table.add_row()
    put(form, 0, name="李芳", monthly_income_fen=0)
    assert (form.collect().household_size, form.collect().per_head_monthly_fen) == (2, 150_000)
    stated = form.sheet.editor("per_head_monthly_fen")
    stated.selectAll()
    write(qtbot, stated, "1400")
    write(qtbot, form.sheet.editor("other_annual_income_fen"), "600")
    assert form.collect().per_head_monthly_fen == 140_000
    assert form.collect().household_annual_income_fen == 3_660_000
    assert note(form, "per_head_monthly_fen") == "36,600.00 ÷ 12 ÷ 2 = 1,525.00"


def test_the_arithmetic_stands_under_the_category_while_one_types(qtbot, form, worker, clerk):
    form.begin(**clerk.households.beginning(worker.id))
    assert "needed" in note(form, "hardship_category")
    write(qtbot, form.sheet.editor("own_monthly_income_fen"), "1000")
    write(qtbot, form.sheet.editor("subsistence_line_fen"), "650")
    assert note(form, "hardship_category").splitlines()[:2] == [
        "The figures suggest: Relative hardship",
        "Deep hardship: 12,000.00 ÷ 12 ÷ 1 = 1,000.00 is not below 650.00",
    ]
    write(qtbot, form.sheet.editor("medical_expense_fen"), "6000")
    assert "The figures suggest: Deep hardship" in note(form, "hardship_category")
    assert form.collect().hardship_category is None  # a person decides


def test_a_form_that_was_left_goes_on_with_its_household(qtbot, form, clerk, household):
    form.open(household.id)
    family(form).table.add_row()
    put(form, 1, name="马强", relation="son", monthly_income_fen=0)
    family(form).table._grid.selectRow(1)
    family(form).fold.setChecked(True)
    write(qtbot, family(form).details["school_years"], "4")
    write(qtbot, family(form).details["birth_date"], "2001-02-03")
    form.sheet.editor("declared_on").clear()
    write(qtbot, form.sheet.editor("declared_on"), "20x")
    later = HardshipForm(clerk)
    qtbot.addWidget(later)
    later.resume(clerk.drafting.of("hardship_file", household.id))
    assert later.collect() == form.collect()
    assert later.collect().members[1].school_years == "4"
    assert later.collect().members[1].birth_date == date(2001, 2, 3)
    assert later.collect().members[0] == household.members[0]
    assert later.sheet.editor("declared_on").text() == "20x"
    assert later.is_touched


def test_a_new_file_that_was_left_keeps_its_beginning(qtbot, form, clerk, worker):
    clerk.household_members.save(replace(WIFE, id=new_id(), beneficiary=worker.id))
    form.begin(**clerk.households.beginning(worker.id))
    write(qtbot, form.sheet.editor("worker_number"), "000018")
    later = HardshipForm(clerk)
    qtbot.addWidget(later)
    later.resume(clerk.drafting.of("hardship_file", form.record))
    assert later.collect() == form.collect()
    assert [one.name for one in later.collect().members] == ["李芳"]
    assert later.collect().list_year == 2018
    later.save()
    assert later.save()
    assert len(clerk.desk.store.household_members.of(worker.id)) == 1


def test_what_blocks_is_said_under_its_field_and_nothing_is_kept(qtbot, form, clerk, household):
    form.open(household.id)
    family(form).table.add_row()
    put(form, 1, relation="son")
    assert not form.save()
    assert not form.save()
    said = form.findChild(QLabel, "members_issue").text()
    assert "—: The name is missing." in said
    assert clerk.households.open(household.id).record == household
    assert clerk.drafting.of("hardship_file", household.id) is not None


def test_what_is_no_value_stays_to_be_corrected_and_stops_the_save(qtbot, form, clerk, household):
    form.open(household.id)
    family(form).table.add_row()
    put(form, 1, name="马强")
    born = family(form).details["birth_date"]
    family(form).table._grid.selectRow(0)
    family(form).fold.setChecked(True)
    write(qtbot, born, "19x")
    family(form).table._grid.selectRow(1)
    assert born.text() == ""
    family(form).table._grid.selectRow(0)
    assert born.text() == "19x"
    assert not form.save()
    assert not form.save()
    assert "not a day" in form.findChild(QLabel, "members_issue").text()
    born.clear()
    write(qtbot, born, "1990-01-02")
    form.save()
    assert form.save()
    assert clerk.households.open(household.id).record.members[0].birth_date == date(1990, 1, 2)


def test_everything_that_takes_the_focus_has_a_name(form, household):
    form.open(household.id)
    family(form).table._grid.selectRow(0)
    family(form).fold.setChecked(True)
    assert nameless(form) == []


def test_the_id_number_of_a_member_is_covered_in_its_line(form, worker, clerk):
    form.begin(**clerk.households.beginning(worker.id))
    family(form).table.add_row()
    put(form, 0, name="马丽", id_number="640104198506060040")
    rows = family(form).table._rows
    told = [rows.index(0, column).data() for column in range(rows.columnCount())]
    assert "640***********0040" in told
    assert "640104198506060040" not in told
