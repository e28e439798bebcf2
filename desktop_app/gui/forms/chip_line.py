"""One field for several: what was chosen stands in it as chips, the next one is typed behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.code_point_key import turned
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.search_field import Hit
from desktop_app.gui.widgets.words import set_role
from desktop_app.i18n import _

_PAYLOAD = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ENDED = re.compile(r"[^（(]*(?:[（(].*[）)])?[,，、;；]")

Find = Callable[[str], Sequence[Hit]]
Describe = Callable[[Hashable], str]


class _Line(QLineEdit):
    """The typing end of the field; it offers hits and says what was chosen.

    Signals:
        chosen: the payload of a hit, and whether Enter chose it.
        entered: Enter or a separator on text without a hit, and whether it was Enter.
        backed: Backspace where nothing is typed.
        focus_moved: whether it has the focus now.
    """

    chosen = Signal(object, bool)
    entered = Signal(str, bool)
    backed = Signal()
    focus_moved = Signal(bool)

    def __init__(self, find: Find, parent: QWidget, *, free: bool) -> None:
        super().__init__(parent)
        self._find = find
        self._free = free
        self.room = 18.0
        self._hits = QStandardItemModel(self)
        self._offer = QCompleter(self._hits, self)
        self._offer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list = cast("QAbstractItemView", self._offer.popup())
        self._list.setProperty("role", "choices")
        self._offer.setWidget(self)
        self._offer.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        self.textEdited.connect(self._look)

    def sizeHint(self) -> QSize:
        """Ask for the room that the field leaves to it."""
        return QSize(em(self.room), self.fontMetrics().height() + em(0.4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the marked hit or the first; on an empty line it is the form's."""
        typed = self.text().strip()
        enter = (
            event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if typed and enter:
            self.settle(enter=True)
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.backed.emit()
        elif not turned(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the frame to wear the ring."""
        super().focusInEvent(event)
        self.focus_moved.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the frame; the list of hits takes the focus without leaving the field."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.focus_moved.emit(False)

    def clear_typed(self) -> None:
        """Begin anew."""
        self.clear()
        self._hits.clear()
        self._list.hide()

    def _look(self, text: str) -> None:
        if _ENDED.fullmatch(text):  # looked for here, not among the keys: input methods send none
            self.setText(text[:-1])
            self.settle(enter=False)
            return
        self._hits.clear()
        for hit in self._find(text.strip()) if text.strip() else ():
            item = QStandardItem(f"{hit.text}    {hit.detail}" if hit.detail else hit.text)
            item.setData(hit.payload, _PAYLOAD)
            self._hits.appendRow(item)
        if self._hits.rowCount():
            self._offer.complete()
        else:
            self._list.hide()

    def settle(self, *, enter: bool) -> None:
        """Take the marked hit; else the first, or where names are free the very same name."""
        typed = self.text().strip()
        if not typed:
            return
        marked = self._list.currentIndex()
        rows: Sequence[int] = range(self._hits.rowCount())
        if self._list.isVisible() and marked.isValid():
            rows = range(marked.row(), marked.row() + 1)
        elif self._free and not typed.isascii():
            rows = [row for row in rows if self._hits.item(row).text().split()[0] == typed]
        if rows:
            self.chosen.emit(self._hits.index(rows[0], 0).data(_PAYLOAD), enter)
        else:
            self.entered.emit(typed, enter)

    def _take(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(_PAYLOAD), True)


class ChipLine(QFrame):
    """Several of something; the value is a tuple of payloads in the order of choosing.

    Enter or a comma takes the marked hit, else the first. With `read` text that nobody knows
    becomes a payload of its own, Chinese also when the field is left. Backspace on the empty line
    takes the last one away. Where `goes_on`, Enter moves on to the next field.

    Signals:
        edited: a person has added one, taken one away, or typed.
        unknown_entered: Enter on a text that finds nothing and that `read` does not take.
    """

    edited = Signal()
    unknown_entered = Signal(str)

    def __init__(
        self,
        find: Find,
        describe: Describe,
        *,
        read: Callable[[str], Hashable | None] | None = None,
        goes_on: bool = False,
        prompt: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._describe = describe
        self._read = read
        self._goes_on = goes_on
        self._prompt = prompt
        self._chosen: dict[Hashable, Chip] = {}
        self._flow = FlowRow()
        self.line = _Line(find, self, free=read is not None)
        self._flow.add(self.line)
        self.setProperty("role", "chips")
        row = QHBoxLayout(self)
        row.setContentsMargins(em(0.5), em(0.25), em(0.5), em(0.25))
        row.addWidget(self._flow)
        self.setFocusProxy(self.line)
        self.line.chosen.connect(self._choose)
        self.line.entered.connect(self._enter)
        self.line.backed.connect(self._drop_last)
        self.line.focus_moved.connect(self._wear_ring)
        self.line.textEdited.connect(self.edited)
        self._make_room()

    def value(self) -> tuple[Hashable, ...]:
        """Give the payloads that were chosen."""
        return tuple(self._chosen)

    def set_value(self, value: object) -> None:
        """Show these and no others, with nothing half typed."""
        for chip in self._chosen.values():
            self._flow.remove(chip)
        self._chosen = {}
        self.line.clear_typed()
        for payload in value if isinstance(value, (tuple, list)) else ():
            self._add(payload)
        self._make_room()

    def misread(self) -> str:
        """Tell whether something is typed that was not chosen."""
        return "not_chosen" if self.line.text().strip() else ""

    def text(self) -> str:
        """Give what is typed and not yet chosen."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put back what was typed."""
        self.line.setText(text)

    def choose(self, payload: Hashable) -> None:
        """Add one as if it had been chosen by hand."""
        self._add(payload)
        self._make_room()
        self.line.clear_typed()
        self.edited.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the cursor to the typing end."""
        super().mousePressEvent(event)
        self.line.setFocus()

    def _choose(self, payload: Hashable, enter: bool) -> None:
        self.choose(payload)
        if enter and self._goes_on:
            self.line.focusNextPrevChild(True)

    def _enter(self, typed: str, enter: bool) -> None:
        payload = self._read(typed) if self._read else None
        if payload is not None:
            self._choose(payload, enter)
        elif enter:
            self.unknown_entered.emit(typed)

    def _add(self, payload: Hashable) -> None:
        if payload in self._chosen:
            return
        words = self._describe(payload)
        chip = Chip(words, closing=True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter and Tab go from field to field
        chip.setToolTip(
            _("Click to take {words} away; Backspace takes the last").format(words=words)
        )
        chip.removed.connect(lambda: self._drop(payload))
        self._chosen[payload] = chip
        self._flow.add(chip, before=self.line)

    def _drop(self, payload: Hashable) -> None:
        self._flow.remove(self._chosen.pop(payload))
        self._make_room()
        self.edited.emit()

    def _drop_last(self) -> None:
        if self._chosen:
            self._drop(next(reversed(self._chosen)))

    def _make_room(self) -> None:
        """Leave the line to the typing while nothing is chosen, a short end of it after."""
        self.line.room = 7.0 if self._chosen else 28.0
        self.line.setPlaceholderText("" if self._chosen else self._prompt)
        spoken = ", ".join(self._describe(payload) for payload in self._chosen)
        self.line.setAccessibleDescription(spoken)
        self._flow.reflow()

    def _wear_ring(self, has_focus: bool) -> None:
        set_role(self, "true" if has_focus else "", "ringed")
        letters_only = self.line.text().isascii()  # initials, which name nobody by themselves
        if not has_focus and self._read and not letters_only:
            self.line.settle(enter=False)
