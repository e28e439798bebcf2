"""Alt+X in a field of words: a code point becomes its character, and a character its code point."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolTip

from desktop_app.domain.code_points import character_before, code_point_of, standard_of
from desktop_app.i18n import _


def turned(editor: QLineEdit | QPlainTextEdit, event: QKeyEvent) -> bool:
    """Do what Alt+X asks for, and tell whether it was that key.

    The text arrives as from an input method, so that undo, drafts and completion know of it.
    Where neither a code point nor a character stands before the cursor, a hint says what to type;
    fields of codes and numbers stay as they are.
    """
    alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
    if not alt or event.key() != Qt.Key.Key_X:
        return False
    if editor.isReadOnly() or not editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
        return True
    before = _before_cursor(editor)
    found = character_before(before)
    if found:
        _replace(editor, found[1], found[0])
    elif before and not before[-1].isascii():
        last = before[-1]
        _replace(editor, _units(last), standard_of(last) or code_point_of(last))
    else:
        hint = _("Type a code point first, such as U+2CC56, then press Alt+X.")
        QToolTip.showText(editor.mapToGlobal(editor.rect().bottomLeft()), hint, editor)
    return True


def _before_cursor(editor: QLineEdit | QPlainTextEdit) -> str:
    """Give the text of the line up to the cursor, which Qt counts in units of UTF-16."""
    if isinstance(editor, QLineEdit):
        text, position = editor.text(), editor.cursorPosition()
    else:
        cursor = editor.textCursor()
        text, position = cursor.block().text(), cursor.positionInBlock()
    return text.encode("utf-16-le")[: position * 2].decode("utf-16-le", "ignore")


def _replace(editor: QLineEdit | QPlainTextEdit, units: int, text: str) -> None:
    """Put a text in place of so many units of UTF-16 before the cursor."""
    if isinstance(editor, QLineEdit):
        editor.deselect()
    else:
        cursor = editor.textCursor()
        cursor.clearSelection()
        editor.setTextCursor(cursor)
    commit = QInputMethodEvent()
    commit.setCommitString(text, -units, units)
    QApplication.sendEvent(editor, commit)


def _units(character: str) -> int:
    return len(character.encode("utf-16-le")) // 2
