"""Work that somebody waits for, and what is said when it could not be done."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from desktop_app.domain.errors import NotPermittedError
from desktop_app.gui import faults
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.progress_dialog import ProgressDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from tests.gui.conftest import shown


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def desk(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (NotPermittedError(role="clerk", what="approve"), QMessageBox),
        (KeyError("approve"), faults.ReportDialog),
    ],
)
def test_what_failed_behind_the_progress_is_still_read_when_the_progress_has_gone(
    qtbot, desk, runner, caplog, trouble, kind
):
    seen = threading.Event()

    def fall(_watch):
        seen.wait(20)
        raise trouble

    job = perform(desk, runner, "Adding up", fall, print)
    # Work that takes a moment has its progress in front, as the active window.
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), ProgressDialog))
    (progress,) = desk.findChildren(ProgressDialog)
    with qtbot.waitSignals([job.finished, progress.destroyed]):
        seen.set()
    (said,) = shown(kind)
    assert said.parentWidget() is desk
    caplog.clear()
