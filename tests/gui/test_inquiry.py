"""What is asked of the ledger beside the window: one at a time, and never an old answer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from desktop_app.domain.errors import NotPermittedError
from desktop_app.gui.jobs.inquiry import Inquiry
from desktop_app.gui.jobs.job_runner import JobRunner
from tests.gui.conftest import shown


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def parent(qtbot):
    return QObject()


def test_what_changes_before_an_answer_has_come_to_its_end_is_asked_once_more(
    qtbot, runner, parent
):
    ledger, answers = ["before"], []
    inquiry = Inquiry(runner, lambda _watch: list(ledger), parent)

    def change(answer):
        """Change the ledger as soon as an answer shows: whoever asked has not let go of it yet."""
        answers.append(answer)
        if len(ledger) == 1:
            ledger.append("after")
            for _time in range(3):
                inquiry.ask()

    inquiry.answered.connect(change)
    inquiry.ask()
    qtbot.waitUntil(lambda: answers[-1:] == [["before", "after"]])
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert answers == [["before"], ["before", "after"]]


def test_a_question_that_failed_can_be_asked_again(qtbot, runner, parent):
    asked = []

    def fall(_watch):
        asked.append(True)
        if len(asked) == 1:
            raise NotPermittedError(role="clerk", what="approve")
        return "answer"

    inquiry = Inquiry(runner, fall, parent)
    inquiry.ask()
    qtbot.waitUntil(lambda: len(shown(QMessageBox)) == 1 and not runner.is_busy)
    with qtbot.waitSignal(inquiry.answered):
        inquiry.ask()
