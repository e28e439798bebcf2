"""Importing a roster from the window: seen first, written when somebody says so."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.identity import BeneficiaryId, new_id
from desktop_app.gui.dialogs.roster_import import RosterImport
from desktop_app.gui.dialogs.roster_preview import ADDED, CHANGED, REFUSED
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.services.enrolling import Enrolling
from tests.gui.conftest import nameless

ROSTER = Path(__file__).parents[2] / "resources" / "sample" / "花名册-样例.xlsx"


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def ground(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1300, 760)
    window.show()
    return window


@pytest.fixture
def look_at(qtbot, runner, clerk, campaign, ground):
    """Open the dialog on a file and wait until the roster is on the screen."""

    def open_dialog(file=ROSTER, chosen=None):
        dialog = RosterImport(clerk, runner, file, chosen or campaign.id, ground)
        with qtbot.waitSignal(dialog.previewed, timeout=20_000):
            dialog.open()
        qtbot.waitUntil(lambda: not runner.is_busy)
        return dialog

    return open_dialog


def outcome(dialog):
    return dialog.findChild(QLabel, "outcome").text()


def rows(dialog, part):
    return dialog.preview._lines[part]


def test_the_preview_counts_and_sums_and_writes_nothing(look_at, clerk):
    dialog = look_at()
    assert dialog.preview.parts[ADDED].text() == "114 added"
    assert dialog.preview.findChild(QLabel, "total").text() == "90,000.00 yuan in all"
    assert clerk.register.how_many() == 0


def test_every_refused_row_says_where_it_stands_and_why(look_at):
    refused = {line.place: line.what for line in rows(look_at(), REFUSED)}
    assert len(refused) == 6
    assert "Excel turned this ID number into a number" in refused["建筑快递 !8"][0]


def test_a_change_shows_the_old_and_the_new_value_with_numbers_covered(look_at, clerk):
    first = Enrolling(clerk.desk).preview(ROSTER).added[0].person
    known = Beneficiary(
        id=BeneficiaryId(new_id()),
        name=first.name,
        id_number=first.id_number,
        employer="原单位",
        phone="13900000001",
    )
    clerk.register.save(known)
    (line,) = rows(look_at(), CHANGED)
    said = " ".join(line.what)
    assert f"Employer: 原单位 → {first.employer}" in said
    assert "139****0001 →" in said
    assert "13900000001" not in said


def test_importing_writes_all_of_it_and_offers_the_next_step(qtbot, look_at, clerk, campaign):
    dialog = look_at()
    with qtbot.waitSignal(dialog.imported, timeout=20_000):
        dialog.import_now()
    assert clerk.register.how_many() == 114
    assert clerk.campaigns.roster_size(campaign.id) == 114
    assert "114 people added" in outcome(dialog)
    with qtbot.waitSignal(dialog.grants_requested):
        dialog._grants.click()
    assert not dialog.isVisible()


def test_the_second_time_there_is_nothing_to_import(qtbot, look_at, clerk, campaign):
    enrolling = Enrolling(clerk.desk)
    enrolling.take(enrolling.preview(ROSTER, campaign.id))
    dialog = look_at()
    assert not dialog._import.isEnabled()
    assert "nothing to import" in outcome(dialog)


def test_another_campaign_is_looked_at_anew(qtbot, look_at, clerk, campaign):
    dialog = look_at()
    with qtbot.waitSignal(dialog.previewed, timeout=20_000) as again:
        dialog.preview.campaign_chosen.emit("")
    assert again.args[0].campaign is None


def test_stopping_while_it_is_written_loses_nothing_and_keeps_nothing(qtbot, look_at, clerk):
    dialog = look_at()
    dialog.import_now()
    with qtbot.waitSignal(dialog._job.cancelled, timeout=20_000):
        dialog._stop()
    assert clerk.register.how_many() == 0
    assert outcome(dialog) == "Stopped. Nothing was imported."
    assert dialog._import.isEnabled()


def test_escape_stops_the_reading_and_closes(qtbot, runner, clerk, campaign, ground):
    dialog = RosterImport(clerk, runner, ROSTER, campaign.id, ground)
    dialog.open()
    with qtbot.waitSignal(dialog.rejected, timeout=20_000):
        dialog.reject()
    assert not dialog.isVisible()
    assert clerk.register.how_many() == 0


def test_a_file_that_is_no_roster_is_told_calmly(qtbot, runner, clerk, campaign, ground, tmp_path):
    file = tmp_path / "照片.xlsx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n not a workbook")
    dialog = RosterImport(clerk, runner, file, campaign.id, ground)
    dialog.open()
    qtbot.waitUntil(lambda: outcome(dialog) != "", timeout=20_000)
    assert "照片.xlsx is not a workbook" in outcome(dialog)
    assert not dialog._import.isVisible()
    dialog.reject()


def test_the_refused_rows_go_back_as_a_workbook(qtbot, look_at, tmp_path, monkeypatch):
    dialog = look_at()
    target = tmp_path / "退回.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    dialog.save_refused()
    qtbot.waitUntil(lambda: str(target) in outcome(dialog), timeout=20_000)
    assert target.stat().st_size > 1000


def test_everything_that_takes_the_focus_has_a_name(look_at):
    assert nameless(look_at()) == []
