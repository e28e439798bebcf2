"""The record on the right of a list: head, parts behind tabs, what was done to it below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.gui.actions import Shortcut
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.part_tabs import PartTabs
from desktop_app.gui.widgets.words import Badge, SecureLabel, label
from desktop_app.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above a record; `tone` is that of the badge."""

    record: str
    name: str
    facts: str = ""
    badge: str = ""
    tone: str = "plain"
    may_edit: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """One tab: its words, what it shows, and a count beside the words where it is not zero."""

    words: str
    body: QWidget
    count: int = 0


class RecordPane(QWidget):
    """Shows one record, or what to do where none is chosen.

    Signals:
        edit_requested: the id of the record shown.
    """

    edit_requested = Signal(str)

    def __init__(self, advice: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Head | None = None
        self._left = ("", 0)
        self._parts: list[QWidget] = []
        self._bodies: list[QWidget] = []
        self._name = SecureLabel("", "name")
        self._facts = SecureLabel("", "muted")
        self._badge = Badge()
        self._edit = KeyedButton(_("Edit"), Shortcut.EDIT.keys)
        self._edit.clicked.connect(self._ask_to_edit)
        self._tabs = PartTabs(_("Parts of the record"))
        self._tabs.turned.connect(self._show_part)
        self._build(advice)
        self.clear()

    @property
    def record(self) -> str:
        """The id of the record shown, or ""."""
        return self._shown.record if self._shown else ""

    @property
    def count(self) -> int:
        """How many parts the record has."""
        return len(self._parts)

    def clear(self) -> None:
        """Show no record."""
        self._leave()
        self._forget()
        self._shown = None
        self._show_something(visible=False)

    def present(self, head: Head, parts: Sequence[Part], *below: QWidget) -> None:
        """Show a record, its parts behind tabs and the rest below; the same one keeps its tab."""
        self._leave()
        record, place = self._left
        at = place if record == head.record else 0
        self._forget()
        self._shown = head
        self._say_head(head)
        self._lay(parts, below, at if 0 <= at < len(parts) else 0)
        self._show_something(visible=True)
        self._show_part(self._tabs.place)
        self._order_stops()

    def go_to_part(self, at: int) -> None:
        """Bring one tab to the front."""
        self._tabs.turn_to(at)

    def _build(self, advice: str) -> None:
        self._top = QWidget()
        column = QVBoxLayout(self._top)
        column.setContentsMargins(em(1.4), em(1.2), em(1.4), 0)
        column.setSpacing(em(0.3))
        for left, right, stretch in (
            (self._name, self._edit, 2),
            (self._facts, self._badge, 1),
        ):
            row = QHBoxLayout()
            row.setSpacing(em(0.8))
            row.addWidget(left, stretch)
            row.addWidget(right)
            column.addLayout(row)
        column.addWidget(self._tabs)
        ground = QWidget()
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(em(1.4), em(0.8), em(1.4), em(1.2))
        self._column.setSpacing(em(1))
        self._column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidget(ground)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = label(advice, "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._nothing, 1)

    def _say_head(self, head: Head) -> None:
        self._name.show_text(head.name)
        self._facts.show_text(head.facts)
        self._badge.show_word(head.badge, head.tone)
        self._edit.setVisible(head.may_edit)

    def _lay(self, parts: Sequence[Part], below: Sequence[QWidget], front: int) -> None:
        self._parts = [part.body for part in parts]
        self._bodies = [*self._parts, *below]
        for at, body in enumerate(self._bodies):
            self._column.insertWidget(at, body)
        texts = [f"{part.words} {part.count}" if part.count else part.words for part in parts]
        self._tabs.show_texts(texts, front)
        self._tabs.setVisible(len(parts) > 1)

    def _order_stops(self) -> None:
        """Let Tab go from the tabs into the record: what is made last would come last of all."""
        before: QWidget = self._edit
        within = (one for body in self._bodies for one in body.findChildren(QWidget))
        for stop in (*self._tabs.stops, *within):
            if stop.focusPolicy() != Qt.FocusPolicy.NoFocus:
                self.setTabOrder(before, stop)
                before = stop

    def _leave(self) -> None:
        """Remember which tab of the record was in front, also while a form stands before it."""
        if self._shown:
            self._left = (self._shown.record, self._tabs.place)

    def _forget(self) -> None:
        for body in self._bodies:
            self._column.removeWidget(body)
            body.hide()
            body.deleteLater()
        self._bodies, self._parts = [], []

    def _show_something(self, *, visible: bool) -> None:
        self._top.setVisible(visible)
        self._scroll.setVisible(visible)
        self._nothing.setVisible(not visible)

    def _show_part(self, at: int) -> None:
        for place, body in enumerate(self._parts):
            body.setVisible(place == at)

    def _ask_to_edit(self) -> None:
        if self.record:
            self.edit_requested.emit(self.record)
