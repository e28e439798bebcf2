"""The record of a visit: a draft until it is saved or printed, a marked copy after that."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.visit import Visit, Visitor
from desktop_app.gui.dialogs.visit_record import VisitRecordDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from tests.gui.conftest import nameless


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def visit(officer, campaign, enrol, make_person):
    made = Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=date(2021, 2, 8),
        visitors=(Visitor(name="王建国"), Visitor(name="马丽")),
        beneficiaries=(enrol(make_person("张𬱖")).id,),
    )
    return officer.visiting.save(made)


@pytest.fixture
def open_dialog(qtbot, officer, runner, visit):
    def build():
        dialog = VisitRecordDialog(officer, visit.id, runner)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return build


def test_saving_takes_a_number_and_a_copy_wants_a_reason(qtbot, officer, open_dialog, tmp_path):
    dialog = open_dialog()
    assert officer.issuing.lines() == []
    assert nameless(dialog) == []
    with qtbot.waitSignal(dialog.saved):
        dialog.save_pdf(tmp_path / "v.pdf")
    (line,) = officer.issuing.lines()
    assert (tmp_path / "v.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert line.copies == 1
    again = open_dialog()
    assert nameless(again) == []
    assert not any(button.isEnabled() for button in again.ways_out)
    again._again.editor("reason").setText("污损")
    again._again.editor("reason").edited.emit()
    assert all(button.isEnabled() for button in again.ways_out)
    with qtbot.waitSignal(again.saved):
        again.save_pdf(tmp_path / "c.pdf")
    assert officer.issuing.lines()[0].copies == 2


def test_looking_at_a_record_takes_no_number(officer, open_dialog):
    dialog = open_dialog()
    assert dialog._pane.page_count() == 1
    dialog.reject()
    assert officer.issuing.lines() == []
