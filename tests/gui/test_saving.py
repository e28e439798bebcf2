"""Where a file goes: its ending, and files that nobody was asked about."""

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.gui.dialogs import saving


@pytest.fixture
def ask(qtbot, monkeypatch):
    """Let somebody choose a name and answer yes or no; give the target and what was asked."""
    parent = QWidget()
    qtbot.addWidget(parent)

    def asked(chosen, *, may=False):
        questions = []
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(chosen), ""))
        monkeypatch.setattr(
            saving, "confirm", lambda _parent, question, *_rest: questions.append(question) or may
        )
        return saving.ask_for_target(parent, "Save", "单位.pdf", "PDF (*.pdf)"), questions

    return asked


def test_the_ending_is_added_to_the_whole_name(ask, tmp_path):
    assert ask(tmp_path / "二组.2021") == (tmp_path / "二组.2021.pdf", [])
    assert ask(tmp_path / "二组.PDF") == (tmp_path / "二组.PDF", [])


@pytest.mark.parametrize("may", [True, False])
def test_a_file_that_gets_its_ending_here_is_replaced_only_where_that_is_wanted(ask, tmp_path, may):
    there = tmp_path / "二组.pdf"
    there.write_bytes(b"mine")
    assert ask(tmp_path / "二组", may=may) == (there if may else None, ["Replace 二组.pdf?"])


def test_a_file_that_the_system_has_asked_about_is_not_asked_about_again(ask, tmp_path):
    (tmp_path / "二组.pdf").write_bytes(b"mine")
    assert ask(tmp_path / "二组.pdf") == (tmp_path / "二组.pdf", [])


def test_whoever_closes_the_question_writes_nothing(ask):
    assert ask("") == (None, [])
