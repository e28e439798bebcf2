"""A filter with many choices: closed it is a chip, open a list that is searched while typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.pinyin_combo_box import keys_of

_CODE_ROLE = Qt.ItemDataRole.UserRole
_FIND_ROLE = Qt.ItemDataRole.UserRole + 1
_TO_THE_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

Choices = Sequence[tuple[str, str]]


class _Opened(QFrame):
    """The list under the chip: typing narrows it, arrows and Enter choose, Escape closes.

    Signals:
        taken: the code of the choice.
    """

    taken = Signal(str)

    def __init__(self, name: str, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self._all = QStandardItemModel(self)
        for code, words in choices:
            item = QStandardItem(words)
            item.setData(code, _CODE_ROLE)
            item.setData(keys_of(words), _FIND_ROLE)
            self._all.appendRow(item)
        self._left = QSortFilterProxyModel(self)
        self._left.setSourceModel(self._all)
        self._left.setFilterRole(_FIND_ROLE)
        self._left.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._build(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list and Enter choose while the line is typed in."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _TO_THE_LIST:
                self._list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _build(self, name: str) -> None:
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(name)
        self.line.textEdited.connect(self._narrow)
        self.line.installEventFilter(self)
        self._list = QListView()
        self._list.setProperty("role", "choices")
        self._list.setAccessibleName(name)
        self._list.setModel(self._left)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(em(0.5), em(0.5), em(0.5), em(0.5))
        column.setSpacing(em(0.4))
        column.addWidget(self.line)
        column.addWidget(self._list)
        self.setFixedSize(em(20), em(24))
        self._narrow("")

    def _narrow(self, typed: str) -> None:
        self._left.setFilterFixedString(typed.strip())
        self._list.setCurrentIndex(self._left.index(0, 0))

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.taken.emit(str(index.data(_CODE_ROLE)))
            self.close()


class FilterChip(Chip):
    """Off it says what it filters by; on it says which value, and a click takes it off again.

    `choices` is asked each time the list opens.

    Signals:
        chosen: the code of the new value, or "" when the filter was taken off.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Callable[[], Choices], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent=parent)
        self._name = name
        self._choices = choices
        self._code = ""
        self._say("")
        self.clicked.connect(self._answer)

    def code(self) -> str:
        """Give the value that is filtered by, or ""."""
        return self._code

    def choose(self, code: str) -> None:
        """Filter by this value from now on; "" for none."""
        self._code = code
        words = dict(self._choices()).get(code, code) if code else ""
        self._say(words)
        self.chosen.emit(code)

    def _say(self, words: str) -> None:
        # Chinese and Latin names of employers are long; the whole of it is in the tool tip.
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, em(12))
        self.setText(f"{shown}  ×" if words else f"{self._name}  ▾")
        self.setToolTip(f"<p>{escape(words)}</p>" if shown != words else "")
        self.setAccessibleName(f"{self._name}: {words}" if words else self._name)
        self.setChecked(bool(words))
        self.updateGeometry()

    def _answer(self) -> None:
        if self._code:
            self.choose("")
            return
        self.setChecked(False)
        opened = _Opened(self._name, self._choices(), self)
        opened.taken.connect(self.choose)
        opened.move(self.mapToGlobal(QPoint(0, self.height() + em(0.2))))
        opened.show()
        opened.line.setFocus()
