"""The three lists of the printing page, each with what it offers to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.gui.actions import Shortcut
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.queue_columns import ENTRY_COLUMNS, REQUEST_COLUMNS, SHEET_COLUMNS
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.i18n import _, ngettext
from desktop_app.services.print_queue import Entry
from desktop_app.services.spoiling import Waiting
from desktop_app.storage.sheets import SheetLine


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRead:
    """What the page shows, as it was read at one moment."""

    entries: tuple[Entry, ...] = ()
    recent: tuple[SheetLine, ...] = ()
    requests: tuple[Waiting, ...] = ()


class WaitingList(QWidget):
    """What is due, in the clerk's order.

    Signals:
        moved: the key of an entry, and how far down it should go, negative for up.
        aside_requested: the Entry that should be put aside or taken up again.
    """

    moved = Signal(str, int)
    aside_requested = Signal(object)

    def __init__(self, *, may_print: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        nothing = EmptyState(
            _("Nothing waits for the printer"),
            _("Approved grants and recorded visits stand here until their sheets are printed."),
        )
        self.list = RecordList(ENTRY_COLUMNS, _("What waits for the printer"), nothing)
        self.list.view.setSortingEnabled(False)
        self.list.view.record_chosen.connect(lambda _entry: self._look())
        self._may_print = may_print
        self.up = KeyedButton(_("Up"), Shortcut.MOVE_UP.keys)
        self.down = KeyedButton(_("Down"), Shortcut.MOVE_DOWN.keys)
        self.aside = KeyedButton(_("Set aside"))
        self.up.clicked.connect(lambda _on=False: self._move(-1))
        self.down.clicked.connect(lambda _on=False: self._move(1))
        self.aside.clicked.connect(self._set_aside)
        _stack(self, self.list, (self.up, self.down, self.aside))
        for button in (self.up, self.down, self.aside):
            button.setVisible(may_print)
        self._look()

    def show_entries(self, entries: Sequence[Entry], key: str = "") -> None:
        """Show the queue with the cursor on an entry."""
        self.list.show_records(entries, _summary(entries))
        keys = [one.key for one in entries]
        self.list.view.choose_row(keys.index(key) if key in keys else 0)
        self._look()

    def chosen(self) -> Entry | None:
        """Give the entry under the cursor."""
        found: Entry | None = self.list.view.chosen_record()
        return found

    def _move(self, steps: int) -> None:
        if entry := self.chosen():
            self.moved.emit(entry.key, steps)

    def _set_aside(self) -> None:
        if entry := self.chosen():
            self.aside_requested.emit(entry)

    def _look(self) -> None:
        entry = self.chosen()
        for button in (self.up, self.down, self.aside):
            button.setEnabled(entry is not None)
        put = entry is not None and entry.set_aside
        self.aside.setText(_("Take up again") if put else _("Set aside"))
        self.aside.setAccessibleName(self.aside.text())


class SheetsList(RecordList):
    """Sheets that came out of the printer, the latest first; several can be marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        nothing = EmptyState(
            _("Nothing was printed here yet"),
            _("Sheets that came out stand here, to be printed again or declared wrong."),
        )
        super().__init__(SHEET_COLUMNS, _("Printed lately"), nothing, parent)


class RequestsList(RecordList):
    """What somebody wants voided and an approver has not settled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        nothing = EmptyState(
            _("Nobody wants a sheet voided"),
            _("What a clerk declares printed wrongly waits here for an approver."),
        )
        super().__init__(REQUEST_COLUMNS, _("To be voided"), nothing, parent)


def _stack(ground: QWidget, shown: RecordList, buttons: Sequence[QWidget]) -> None:
    ground.setProperty("role", "surface")
    ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout()
    row.setContentsMargins(em(1), em(0.5), em(1), em(0.7))
    row.setSpacing(em(0.7))
    for button in buttons:
        row.addWidget(button)
    row.addStretch()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(shown, 1)
    column.addLayout(row)
    ground.setFocusProxy(shown)


def _summary(entries: Sequence[Entry]) -> str:
    """Say how many sheets on how many pages wait; what was set aside does not count."""
    waiting = [one for one in entries if not one.set_aside]
    if not waiting:
        return ""
    sheets, pages = sum(one.sheets for one in waiting), sum(one.pages for one in waiting)
    words = [
        ngettext("{count} sheet", "{count} sheets", sheets).format(count=f"{sheets:,}"),
        ngettext("{count} page", "{count} pages", pages).format(count=f"{pages:,}"),
    ]
    return " · ".join(words)
