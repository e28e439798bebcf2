"""The search box of the title line and the list of what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from desktop_app.gui.style import icons
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.code_point_key import turned

_PAYLOAD = Qt.ItemDataRole.UserRole
_WIDEST = 52  # ems of a list of hits


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its words, what tells it from others of the name, and what it is."""

    text: str
    detail: str
    payload: object


class SearchField(QLineEdit):
    """Asks while it is typed in; arrows and Enter choose.

    Signals:
        search_requested: the text so far; answer with `show_hits`.
        hit_chosen: the payload of the chosen hit.
    """

    search_requested = Signal(str)
    hit_chosen = Signal(object)

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        glass = QAction(icons.icon("search"), "", self)
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._hits = QStandardItemModel(self)
        self._offer = QCompleter(self._hits, self)
        self._offer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list = QListView()
        self._list.setProperty("role", "choices")
        self._offer.setPopup(self._list)
        self._offer.setWidget(self)
        self._offer.activated[QModelIndex].connect(self._choose)  # type: ignore[index]
        self.textEdited.connect(self._ask)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Offer what was found under the field."""
        self._hits.clear()
        for hit in hits:
            item = QStandardItem(f"{hit.text}    {hit.detail}" if hit.detail else hit.text)
            item.setData(hit.payload, _PAYLOAD)
            self._hits.appendRow(item)
        if hits:
            self._offer.complete(self._room_for_hits())
        else:
            self._list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the first hit, Escape empties the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._hits.rowCount():
            self._choose(self._hits.index(0, 0))
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif not turned(self, event):
            super().keyPressEvent(event)

    def _room_for_hits(self) -> QRect:
        """Give the list the width of its longest line, ending where the field ends."""
        longest = self._list.sizeHintForColumn(0) + em(3)  # edges and a bar
        width = max(self.width(), min(longest, em(_WIDEST)))
        return QRect(self.width() - width, 0, width, self.height())

    def _ask(self, text: str) -> None:
        if text.strip():
            self.search_requested.emit(text.strip())
        else:
            self.show_hits(())

    def _choose(self, index: QModelIndex) -> None:
        payload = index.data(_PAYLOAD)
        self._hits.clear()
        self.clear()
        self.hit_chosen.emit(payload)
