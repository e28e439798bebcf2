"""The bar above a list while several rows are marked: how many, what they come to, what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _


def always() -> bool:
    """Tell that something may be done whenever rows are marked."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedAction:
    """What can be done with the marked records: its words (a msgid), and the deed.

    `possible` is asked each time other rows are marked.
    """

    text: str
    run: Callable[[Sequence[Any]], object]
    possible: Callable[[], bool] = always


class MarkedBar(QFrame):
    """Stands where the filters are as long as several rows are marked.

    Signals:
        run_requested: the MarkedAction whose button was pressed.
        clear_requested: the marks should be taken off.
    """

    run_requested = Signal(object)
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "marked")
        self._buttons: list[tuple[MarkedAction, QWidget]] = []
        self._words = label("", "strong")
        self._flow = FlowRow()
        self._flow.add(self._words)
        clear = link(_("Take the marks off"))
        clear.clicked.connect(self.clear_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(em(1), em(0.6), em(0.6), em(0.4))
        row.setSpacing(em(0.6))
        row.addWidget(self._flow, 1)
        row.addWidget(clear, 0, Qt.AlignmentFlag.AlignTop)

    def offer(self, actions: Sequence[MarkedAction]) -> None:
        """Put these buttons beside the words, in this order."""
        for _action, button in self._buttons:
            self._flow.remove(button)
        self._buttons = []
        for action in actions:
            button = KeyedButton(_(action.text))
            button.clicked.connect(lambda _on=False, action=action: self.run_requested.emit(action))
            self._buttons.append((action, button))
            self._flow.add(button)

    def say(self, words: str) -> None:
        """Show how many are marked and what they come to."""
        self._words.setText(words)
        for action, button in self._buttons:
            button.setVisible(action.possible())
        self._flow.reflow()

    def words(self) -> str:
        """Give what is said, or "" while hidden."""
        return "" if self.isHidden() else self._words.text()

    def buttons(self) -> dict[str, QWidget]:
        """Give the buttons that are offered now, by their msgids."""
        return {action.text: one for action, one in self._buttons if not one.isHidden()}
