from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel

from desktop_app.gui.actions import Shortcut, page_keys
from desktop_app.gui.dialogs.key_list import KeyListDialog
from desktop_app.gui.dialogs.questions import build_confirmation


def test_no_key_does_two_things():
    keys = [shortcut.keys for shortcut in Shortcut] + [page_keys(n) for n in range(1, 11)]
    assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_every_key_is_one_that_qt_knows(qtbot):
    for shortcut in Shortcut:
        assert QKeySequence(shortcut.keys).toString() == shortcut.keys


def test_the_key_list_shows_every_key(qtbot):
    dialog = KeyListDialog(pages=10)
    qtbot.addWidget(dialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    for shortcut in Shortcut:
        assert shortcut.meaning in words


def test_a_question_has_the_safe_answer_as_its_default(qtbot):
    box = build_confirmation(None, "Void this receipt?", "It cannot be taken back.", "Void")
    qtbot.addWidget(box)
    assert box.defaultButton().text() == "Cancel"
    assert box.escapeButton() is box.defaultButton()
