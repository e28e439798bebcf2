from __future__ import annotations

import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from desktop_app.domain.errors import NotPermittedError
from desktop_app.gui import faults
from tests.gui.conftest import shown


def trouble_with(value):
    try:
        try:
            int(value)
        except ValueError as cause:
            raise KeyError(value) from cause
    except KeyError as trouble:
        return trouble
    raise AssertionError


def test_a_report_says_where_it_happened_and_not_what_was_typed():
    report = faults.describe(trouble_with("马秀兰 640104197003151234"))
    assert "KeyError" in report
    assert "ValueError" in report
    assert "trouble_with" in report
    assert "马秀兰" not in report
    assert "6401" not in report


def test_a_circumstance_is_one_calm_sentence(qtbot):
    faults.report(NotPermittedError(role="clerk", what="approve"))
    (box,) = shown(QMessageBox)
    assert box.text() == "Your role (clerk) may not do this: approve."
    assert shown(faults.ReportDialog) == []


def test_a_bug_opens_one_report_however_often_it_happens(qtbot):
    for _time in range(3):
        faults.report(trouble_with("x"))
    (dialog,) = shown(faults.ReportDialog)
    dialog.copy_report()
    assert "KeyError" in QGuiApplication.clipboard().text()


@pytest.fixture
def desk(qtbot):
    made = faults.FaultDesk()
    made.open()
    yield made
    made.close()


def test_what_a_thread_raises_reaches_the_window(qtbot, desk):
    def fall():
        raise NotPermittedError(role="clerk", what="approve")

    with qtbot.waitSignal(desk.arrived):
        thread = threading.Thread(target=fall)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: len(shown(QMessageBox)) == 1)
