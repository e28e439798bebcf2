"""Choosing the columns of a list: ticked ones are shown, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _

_KEY_ROLE = Qt.ItemDataRole.UserRole
_MOST_ROWS = 12


class ColumnChooser(QFrame):
    """Opens under its button; every change is seen in the list at once, Escape closes.

    Signals:
        chosen: the keys of the columns to show, from left to right.
        usual_requested: the usual columns are wanted back.
    """

    chosen = Signal(object)
    usual_requested = Signal()

    def __init__(
        self, titles: dict[str, str], shown: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.setAccessibleName(_("Columns"))
        self.list = _Columns()
        self.list.setProperty("role", "choices")
        self._titles = titles
        self._build()
        self.show_columns(shown)
        self.list.itemChanged.connect(lambda _item: self._tell())
        self.list.model().rowsMoved.connect(self._tell)

    def show_columns(self, shown: Sequence[str]) -> None:
        """Tick these, first and in this order; the others follow unticked."""
        self.list.blockSignals(True)
        self.list.clear()
        for key in [*shown, *(key for key in self._titles if key not in shown)]:
            item = QListWidgetItem(self._titles[key])
            item.setData(_KEY_ROLE, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        rows = min(self.list.count(), _MOST_ROWS)
        self.list.setFixedHeight(self.list.sizeHintForRow(0) * rows + em(0.6))

    def ticked(self) -> tuple[str, ...]:
        """Give the keys of the ticked columns in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            str(item.data(_KEY_ROLE))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def shift(self, by: int) -> None:
        """Put the column under the cursor one place up or down."""
        at = self.list.currentRow()
        if 0 <= at + by < self.list.count():
            self.list.blockSignals(True)
            item = self.list.takeItem(at)
            self.list.insertItem(at + by, item)
            self.list.setCurrentRow(at + by)
            self.list.blockSignals(False)
            self._tell()

    def _tell(self) -> None:
        if self.ticked():  # a list without any column shows nothing at all
            self.chosen.emit(self.ticked())

    def _build(self) -> None:
        self.list.setAccessibleName(_("Columns, ticked ones are shown"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        up, down = KeyedButton(_("Move up"), "Alt+Up"), KeyedButton(_("Move down"), "Alt+Down")
        up.clicked.connect(lambda: self.shift(-1))
        down.clicked.connect(lambda: self.shift(1))
        usual = link(_("Back to the usual columns"))
        usual.clicked.connect(self.usual_requested)
        moves = QHBoxLayout()
        moves.setSpacing(em(0.5))
        moves.addWidget(up)
        moves.addWidget(down)
        moves.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(em(0.8), em(0.7), em(0.8), em(0.7))
        column.setSpacing(em(0.5))
        column.addWidget(label(_("Columns"), "heading"))
        column.addWidget(self.list)
        column.addLayout(moves)
        column.addWidget(usual, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.list)


class _Columns(QListWidget):
    """Space ticks, as everywhere; Enter does too, since nothing is to be confirmed here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item: QListWidgetItem | None = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            is_on = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)
