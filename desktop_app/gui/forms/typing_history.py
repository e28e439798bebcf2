"""Undo of typing over a whole form: the last changes of any field, in the order of their making."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.gui.widgets.typed_line import Editor

PAUSE_S = 2.0
MOST_STEPS = 200

Stand = tuple[object, str]
"""What stands in a field: its value, and the text where that is no value."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a form that is no field: what takes its values and puts them back."""

    widget: QWidget
    take: Callable[[], Any]
    put: Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Step:
    """One change: the field in which somebody typed, and before and after of all it moved."""

    field: str
    moved: Mapping[str, tuple[Stand, Stand]]


def typed_text(editor: QWidget) -> str:
    """Give the characters that stand in an editor; "" where it has none."""
    if isinstance(editor, QComboBox):
        return editor.currentText()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    has_text = isinstance(editor, QLineEdit) or hasattr(editor, "set_text")
    return str(cast("Any", editor).text()) if has_text else ""


def write_text(editor: QWidget, text: str) -> None:
    """Put characters into an editor that mean nothing yet."""
    if isinstance(editor, QComboBox):
        editor.setEditText(text)
    elif isinstance(editor, QLineEdit):
        editor.setText(text)
    elif hasattr(editor, "set_text"):
        editor.set_text(text)


class TypingHistory(QObject):
    """Remembers what changed in the fields of one form and puts it back.

    Letters typed in one go are one step, and so is what a field fills by itself in others.

    Signals:
        field_entered: the name of the field that has the keys now.
        restored: the name of a field that was put back.
    """

    field_entered = Signal(str)
    restored = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fields: dict[str, QWidget] = {}
        self._parts: dict[str, _Part] = {}
        self._names: dict[QObject, str] = {}
        self._is_quiet = False
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open = ""
        self._is_turn = False
        self._at, self._length, self._delta = 0.0, 0, 0
        self._typed_in: QWidget | None = None
        self._last: dict[str, Stand] = {}
        self._prior: dict[str, Stand] = {}

    def watch(self, name: str, editor: QWidget) -> None:
        """Know a field, and hear the keys before the editor's own small undo does."""
        self._fields[name] = editor
        parts = [editor, *editor.findChildren(QLineEdit)]
        if proxy := editor.focusProxy():
            parts.append(proxy)
        for part in dict.fromkeys(parts):
            self._names[part] = name
            part.installEventFilter(self)
        self._last[name] = self._prior[name] = self._stand(name)

    def watch_part(
        self, name: str, widget: QWidget, take: Callable[[], Any], put: Callable[[Any], object]
    ) -> None:
        """Know a part that is no field; its changes are told with `note`."""
        self._parts[name] = _Part(widget, take, put)
        self._last[name] = self._prior[name] = self._stand(name)

    def reset(self) -> None:
        """Begin anew with what stands in the form now."""
        self._done, self._undone, self._open = [], [], ""
        self._last = self._snapshot()
        self._prior = dict(self._last)

    def accept(self) -> None:
        """Take what the program itself has changed as given; the steps before stay."""
        self._close(self._prior)
        self._last = self._snapshot()
        self._prior = dict(self._last)

    def note(self, name: str) -> None:
        """Take note of a change that was made by hand in a field."""
        if self._is_quiet or name not in self._last:
            return
        now = self._snapshot()
        line = self._line(name)
        length = len(typed_text(line))
        if self._open and not self._goes_on(name, line):
            self._close({**now, name: self._prior[name]})
        if not self._open:
            self._open, self._length = name, self._length_before(name)
        if name == self._open:
            self._delta, self._length = length - self._length, length
            self._typed_in = line
        self._prior, self._at = now, time.monotonic()
        self._undone.clear()
        self._begin_turn()

    def undo(self) -> str:
        """Put the last change back; gives the name of its field, or "" where there is none."""
        self._close(self._snapshot())
        return self._move(self._done, self._undone, after=False)

    def redo(self) -> str:
        """Make the last change again that was undone."""
        return self._move(self._undone, self._done, after=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Ctrl+Z and Ctrl+Y for the whole form; tell which field is entered."""
        if event.type() == QEvent.Type.FocusIn:
            if watched in self._names:
                self.field_entered.emit(self._names[watched])
        elif event.type() == QEvent.Type.ShortcutOverride and is_undo(cast("QKeyEvent", event)):
            event.accept()
            return True
        elif event.type() == QEvent.Type.KeyPress:
            return self.take_key(cast("QKeyEvent", event))
        return False

    def take_key(self, event: QKeyEvent) -> bool:
        """Undo or do again if the key says so."""
        if not is_undo(event):
            return False
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            self.redo()
        return True

    def _length_before(self, name: str) -> int:
        """Count the characters that stood in a field before it was changed; of a part, none."""
        value, text = self._last[name]
        return len(text or str(value or "")) if name in self._fields else 0

    def _line(self, name: str) -> QWidget:
        """Give what is typed in: the field, or the line of a part that has the keys."""
        focused = QApplication.focusWidget()
        is_inside = name in self._parts and focused is not None and self._has_focus(name)
        return focused if is_inside and focused else self._widget(name)

    def _goes_on(self, name: str, line: QWidget) -> bool:
        """Tell whether a change belongs to the step that is open."""
        if name != self._open:
            return self._is_turn and not self._has_focus(name)
        length = len(typed_text(line))
        if line is not self._typed_in or not (length or self._length):
            return False
        delta = length - self._length
        rests = time.monotonic() - self._at > PAUSE_S
        return abs(delta) == 1 and delta == self._delta and not rests

    def _close(self, after: Mapping[str, Stand]) -> None:
        if not self._open:
            return
        moved = {
            name: (self._last[name], after[name])
            for name in self._last
            if self._last[name] != after[name]
        }
        if moved:
            self._done = [*self._done, Step(self._open, moved)][-MOST_STEPS:]
        self._last, self._open = {**self._last, **after}, ""

    def _move(self, source: list[Step], target: list[Step], *, after: bool) -> str:
        if not source:
            return ""
        step = source.pop()
        self._is_quiet = True
        for name, stands in step.moved.items():
            self._put(name, stands[1] if after else stands[0])
        for name in step.moved:
            self.restored.emit(name)
        for name in self._parts.keys() & step.moved.keys():  # they have followed the fields now
            self._put(name, step.moved[name][1 if after else 0])
        self._is_quiet = False
        target.append(step)
        self._last = self._snapshot()
        self._prior = dict(self._last)
        if not self._has_focus(step.field):
            self._widget(step.field).setFocus()
        return step.field

    def _put(self, name: str, stand: Stand) -> None:
        value, text = stand
        if name in self._parts:
            self._parts[name].put(value)
            return
        editor = self._fields[name]
        cast("Editor", editor).set_value(value)
        if text:
            write_text(editor, text)
        if isinstance(editor, QLineEdit):
            editor.end(False)

    def _snapshot(self) -> dict[str, Stand]:
        return {name: self._stand(name) for name in (*self._fields, *self._parts)}

    def _widget(self, name: str) -> QWidget:
        return self._parts[name].widget if name in self._parts else self._fields[name]

    def _stand(self, name: str) -> Stand:
        if name in self._parts:
            return self._parts[name].take(), ""
        editor = cast("Editor", self._fields[name])
        text = typed_text(self._fields[name]) if editor.misread() else ""
        return editor.value(), text

    def _has_focus(self, name: str) -> bool:
        focused, editor = QApplication.focusWidget(), self._widget(name)
        return focused is not None and (editor is focused or editor.isAncestorOf(focused))

    def _begin_turn(self) -> None:
        """What other fields say before the next event is the doing of this one."""
        self._is_turn = True
        QTimer.singleShot(0, self, self._end_turn)

    def _end_turn(self) -> None:
        self._is_turn = False
        for part in self._parts.values():  # lines that have come since hear the keys as well
            for line in part.widget.findChildren(QLineEdit):
                line.installEventFilter(self)


def is_undo(event: QKeyEvent) -> bool:
    """Tell whether a key means to undo or to do again."""
    keys = QKeySequence.StandardKey
    return event.matches(keys.Undo) or event.matches(keys.Redo) or _is_ctrl_y(event)


def _is_ctrl_y(event: QKeyEvent) -> bool:
    """Ctrl+Y does again on every system; on some, Qt knows only Ctrl+Shift+Z."""
    return QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+Y")
