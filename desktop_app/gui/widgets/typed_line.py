"""One line that holds a value or nothing; text that is no value is said to be unread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.gui.widgets.code_point_key import turned
from desktop_app.gui.widgets.pinyin_combo_box import Finder, found_by

Hint = Qt.InputMethodHint


class Editor(Protocol):
    """What every field of a form can do; all editors of the kit keep to it.

    `edited` is emitted when a person has changed the value, never when the program has.
    """

    @property
    def edited(self) -> SignalInstance:
        """The signal for a change made by hand."""

    def value(self) -> object:
        """Give the value, or None where the field is empty or unreadable."""

    def set_value(self, value: object, /) -> None:
        """Show this value without telling anybody."""

    def misread(self) -> str:
        """Give the code of the objection where text stands that is no value, else ""."""


class TypedLine(QLineEdit):
    """The ground of all one-line editors.

    Signals:
        edited: a person has changed the text.
        note_changed: a remark to stand under the field, or "".
    """

    edited = Signal()
    note_changed = Signal(str)

    objection_code = "unreadable"

    def __init__(self, parent: QWidget | None = None, *, input_method: bool = False) -> None:
        super().__init__(parent)
        if not input_method:
            self.setInputMethodHints(Hint.ImhPreferLatin | Hint.ImhNoPredictiveText)
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.textEdited.connect(self._tell)
        self.editingFinished.connect(self._tidy)

    def value(self) -> object:
        """Give what the text means, or None."""
        return self.read(self.text())

    def set_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        self.setText("" if value is None else self.write(value))
        self.setCursorPosition(0)
        self.note_changed.emit(self.note())

    def misread(self) -> str:
        """Tell whether text stands here that means nothing."""
        return self.objection_code if self.text().strip() and self.value() is None else ""

    def read(self, text: str) -> object:
        """Understand a text; None where it is no value."""
        return text.strip() or None

    def write(self, value: object) -> str:
        """Write a value as people expect to see it."""
        return str(value)

    def note(self) -> str:
        """Give the remark under the field."""
        return ""

    def _tell(self) -> None:
        self.note_changed.emit(self.note())
        self.edited.emit()

    def _tidy(self) -> None:
        value = self.value()
        if value is not None and self.text() != self.write(value):
            self.setText(self.write(value))


class TextLine(TypedLine):
    """Words: names, addresses, remarks. The input method is on; value is a str, never None.

    Suggestions come while typing, found by pinyin initials too; F4 or Down shows all of them,
    what was typed last first.
    """

    def __init__(self, parent: QWidget | None = None, *, suggestions: Sequence[str] = ()) -> None:
        super().__init__(parent, input_method=True)
        self._known: tuple[str, ...] = ()
        self._recent: tuple[str, ...] = ()
        self._finder: Finder | None = None
        if suggestions:
            self.suggest(suggestions)

    def value(self) -> str:
        """Give the text without blanks around it."""
        return self.text().strip()

    def misread(self) -> str:
        """Every text is a text."""
        return ""

    def suggest(self, suggestions: Sequence[str]) -> None:
        """Offer these values while typing."""
        self._known = tuple(suggestions)
        self._offer()

    def recall(self, recent: Sequence[str]) -> None:
        """Offer what was typed here last before everything else."""
        self._recent = tuple(recent)
        self._offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 and Down open the suggestions, Alt+X turns a code point into its character."""
        if turned(self, event):
            return
        if self._finder and event.key() in (Qt.Key.Key_F4, Qt.Key.Key_Down):
            self._finder.setCompletionPrefix("")
            self._finder.complete()
        else:
            super().keyPressEvent(event)

    def _offer(self) -> None:
        words = dict.fromkeys(one for one in (*self._recent, *self._known) if one)
        if not words:
            return
        choices = QStandardItemModel(self)
        for one in words:
            choices.appendRow(found_by(one))
        self._finder = Finder(choices, self)
        self.setCompleter(self._finder)


class CodeLine(TextLine):
    """Phone, bank card, credit code, region: text of Latin letters and digits, input method off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInputMethodHints(Hint.ImhPreferLatin | Hint.ImhNoPredictiveText)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
