"""A list of choices found by initials, pinyin or any part of the Chinese words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QWidget

from desktop_app.gui.style.look import em

_CODE_ROLE = Qt.ItemDataRole.UserRole
_FIND_ROLE = Qt.ItemDataRole.UserRole + 1


@lru_cache(maxsize=4096)
def keys_of(words: str) -> str:
    """Give the text in which typed letters are looked for: words, pinyin, initials."""
    pinyin = "".join(lazy_pinyin(words))
    initials = "".join(lazy_pinyin(words, style=Style.FIRST_LETTER))
    return f"{words} {pinyin} {initials}".lower()


class Finder(QCompleter):
    """Offers choices by pinyin, initials or any part of the words; looks in keys, writes words."""

    def __init__(self, choices: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(choices, parent)
        self.setCompletionRole(_FIND_ROLE)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered = QListView()
        offered.setProperty("role", "choices")
        self.setPopup(offered)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Give the words of a found choice."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


def found_by(words: str, code: str = "") -> QStandardItem:
    """Make a choice that a Finder finds."""
    item = QStandardItem(words)
    item.setData(code, _CODE_ROLE)
    item.setData(keys_of(words), _FIND_ROLE)
    return item


class PinyinComboBox(QComboBox):
    """One choice of many, or none. The value is the code of the choice.

    Typing narrows the list, F4 opens all of it, leaving the field takes the first match.

    Signals:
        edited: a person has chosen.
    """

    edited = Signal()

    def __init__(
        self, choices: Iterable[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._line = QLineEdit()
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self._chosen = -1
        self._choices = QStandardItemModel(self)
        self.setModel(self._choices)
        self._build_finder()
        self._line.editingFinished.connect(self.settle)
        self.activated.connect(self._take)
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these (code, words); nothing is chosen."""
        self._choices.clear()
        for code, words in choices:
            self._choices.appendRow(found_by(words, code))
        self.set_value(None)

    def show_former(self, code: str, words: str) -> None:
        """Choose what is offered no longer: it stays where a record has kept it."""
        if self.findData(code, _CODE_ROLE) < 0:
            self._choices.appendRow(found_by(words, code))
        self.set_value(code)

    def value(self) -> str | None:
        """Give the code of the choice."""
        return None if self._chosen < 0 else str(self.itemData(self._chosen, _CODE_ROLE))

    def set_value(self, value: object) -> None:
        """Choose by code; None and a code that is not offered leave the field empty."""
        found = -1 if value is None else self.findData(str(value), _CODE_ROLE)
        self._chosen = found
        self.setCurrentIndex(found)
        self.setEditText(self.itemText(found) if found >= 0 else "")
        self._line.setCursorPosition(0)

    def misread(self) -> str:
        """Tell whether words stand here that are no choice."""
        typed = self.currentText().strip()
        unknown = typed and self._chosen < 0
        return "choice_unknown" if unknown else ""

    def settle(self) -> None:
        """Take the first match of what is typed; an emptied field is no choice."""
        typed = self.currentText().strip()
        if self._chosen >= 0 and typed == self.itemText(self._chosen):
            return
        match = self._match(typed) if typed else -1
        if match >= 0 or not typed:
            self._take(match)
        else:
            self._chosen = -1

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let typing replace what stands there."""
        super().focusInEvent(event)
        self._line.selectAll()

    def minimumSizeHint(self) -> QSize:
        """Need little: long words are read in the opened list."""
        return QSize(em(6), super().minimumSizeHint().height())

    def _build_finder(self) -> None:
        self.setCompleter(Finder(self._choices, self))

    def _match(self, typed: str) -> int:
        exact = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        if exact >= 0:
            return exact
        wanted = typed.lower()
        keys = [str(self.itemData(row, _FIND_ROLE)) for row in range(self.count())]
        ranked = [row for row, key in enumerate(keys) if f" {wanted}" in f" {key}"]
        return next(iter(ranked or [row for row, key in enumerate(keys) if wanted in key]), -1)

    def _take(self, row: int) -> None:
        changed = row != self._chosen
        self._chosen = row
        self.setCurrentIndex(row)
        self.setEditText(self.itemText(row) if row >= 0 else "")
        if changed:
            self.edited.emit()
