"""The filters of a list that a person has kept under names, behind one chip."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import Chip, link
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _

_NAME_ROLE = Qt.ItemDataRole.UserRole
_MOST_ROWS = 8


class KeptFilterChip(Chip):
    """Opens the kept filters of a list; each wish is answered by whoever keeps them.

    `names` is asked each time it opens; `perform` carries out a wish and raises a
    CircumstanceError where it cannot.

    Signals:
        wanted: the name of a kept filter to use.
    """

    wanted = Signal(str)

    def __init__(
        self,
        names: Callable[[], Sequence[str]],
        perform: Callable[[str, str, str], object],
        is_set: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"{_('Kept filters')}  ▾", parent=parent)
        self.setAccessibleName(_("Kept filters"))
        self.setProperty("leads", True)
        self._names = names
        self._perform = perform
        self._is_set = is_set
        self.clicked.connect(self.open)

    def open(self) -> KeptFilters:
        """Show the kept filters under the chip."""
        self.setChecked(False)
        opened = KeptFilters(self._names, self._perform, may_keep=self._is_set(), parent=self)
        opened.wanted.connect(self.wanted)
        opened.move(self.mapToGlobal(QPoint(0, self.height() + em(0.2))))
        opened.show()
        opened.setFocus()
        return opened


class KeptFilters(QFrame):
    """A line that keeps the present filter under a name, and the names kept before.

    Enter uses a filter, F2 renames it, Delete forgets it.

    Signals:
        wanted: the name of the filter to use.
    """

    wanted = Signal(str)

    def __init__(
        self,
        names: Callable[[], Sequence[str]],
        perform: Callable[[str, str, str], object],
        *,
        may_keep: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self._names = names
        self._perform = perform
        self.line = QLineEdit()
        self.list = _Names()
        self._trouble = label("", "blocks", wrap=True)
        self._undo = link("")
        self._build(may_keep)
        self.read()
        self.line.returnPressed.connect(self.keep)
        self.list.itemActivated.connect(self._use)
        self.list.itemClicked.connect(self._use)
        self.list.itemChanged.connect(self._rename)
        self.list.drop_requested.connect(self._drop)

    def read(self) -> None:
        """Show the names as they are kept now."""
        self.list.blockSignals(True)
        self.list.clear()
        for name in self._names():
            item = QListWidgetItem(name)
            item.setData(_NAME_ROLE, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.list.setVisible(self.list.count() > 0)
        self._keys.setVisible(self.list.count() > 0)
        rows = min(max(self.list.count(), 1), _MOST_ROWS)
        self.list.setFixedHeight(max(self.list.sizeHintForRow(0), em(2)) * rows + em(0.6))
        self.adjustSize()

    def keep(self) -> None:
        """Keep the present filter under the name that was typed."""
        if self._carry_out("keep", self.line.text(), ""):
            self.close()

    def _build(self, may_keep: bool) -> None:
        words = _("Keep the present filter as…")
        self.line.setPlaceholderText(words)
        self.line.setAccessibleName(words)
        self.line.setVisible(may_keep)
        self.list.setAccessibleName(_("Kept filters"))
        self.list.setProperty("role", "choices")
        self._keys = label(_("Enter uses it, F2 renames it, Del forgets it."), "caption")
        nothing = _("Set filters above the list; here they are kept under a name.")
        self._advice = label(nothing, "muted", wrap=True)
        self._advice.setVisible(not may_keep and not self._names())
        self._trouble.hide()
        self._undo.hide()
        self._undo.clicked.connect(self._bring_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(em(0.7), em(0.6), em(0.7), em(0.6))
        column.setSpacing(em(0.4))
        for part in (self.line, self._trouble, self._advice, self.list, self._keys, self._undo):
            column.addWidget(part)
        self.setFixedWidth(em(22))
        self.setFocusProxy(self.line if may_keep and not self._names() else self.list)

    def _use(self, item: QListWidgetItem) -> None:
        if self.list.state() != QAbstractItemView.State.EditingState:
            self.wanted.emit(str(item.data(_NAME_ROLE)))
            self.close()

    def _rename(self, item: QListWidgetItem) -> None:
        self._carry_out("rename", str(item.data(_NAME_ROLE)), item.text())
        self.read()

    def _drop(self, name: str) -> None:
        self._carry_out("drop", name, "")
        words = _("“{name}” is forgotten. Undo").format(name=name)
        self._undo.setText(words)
        self._undo.setAccessibleName(words)
        self._undo.show()
        self.read()

    def _bring_back(self) -> None:
        self._carry_out("undo", "", "")
        self._undo.hide()
        self.read()
        self.list.setFocus()

    def _carry_out(self, wish: str, name: str, new: str) -> bool:
        try:
            self._perform(wish, name, new)
        except CircumstanceError as circumstance:
            self._trouble.setText(circumstance.sentence())
            self._trouble.show()
            self.adjustSize()
            return False
        self._trouble.hide()
        return True


class _Names(QListWidget):
    """Names of filters.

    Signals:
        drop_requested: the name of a filter to forget.
    """

    drop_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item: QListWidgetItem | None = self.currentItem()
        is_editing = self.state() == QAbstractItemView.State.EditingState
        if item is None or is_editing:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self.drop_requested.emit(str(item.data(_NAME_ROLE)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.itemActivated.emit(item)
        else:
            super().keyPressEvent(event)
