"""Tabs that go on in a second line where the first is full: nothing has to be scrolled to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop_app.gui.widgets.flow_row import FlowRow


class PartTabs(FlowRow):
    """Buttons of which one is pressed; the arrow keys go from one to the next.

    Signals:
        turned: the place of the tab that is in front now, from 0.
    """

    turned = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(gap=0, parent=parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idToggled.connect(self._tell)

    @property
    def texts(self) -> tuple[str, ...]:
        """What the tabs say, from left to right."""
        return tuple(button.text() for button in self._tabs())

    @property
    def place(self) -> int:
        """Which tab is in front, from 0; -1 where there is none."""
        return self._group.checkedId()

    @property
    def stops(self) -> Sequence[QWidget]:
        """The tabs as widgets; Tab stops at the one in front, arrows go to the others."""
        return self._tabs()

    def show_texts(self, texts: Sequence[str], place: int) -> None:
        """Show these tabs, with this one in front, and tell nobody."""
        self._group.blockSignals(True)
        for at, text in enumerate(texts):
            self._tab(at).setText(text)
            self._tab(at).setAccessibleName(text)
        for button in self._tabs()[len(texts) :]:
            self._group.removeButton(button)
            self.remove(button)
        if texts:
            self._tab(place).setChecked(True)
        self._group.blockSignals(False)
        self._stop_at_front()
        self.reflow()

    def turn_to(self, place: int) -> None:
        """Bring a tab to the front."""
        self._tab(place).setChecked(True)

    def _tab(self, at: int) -> QPushButton:
        tabs = self._tabs()
        if at < len(tabs):
            return tabs[at]
        made = QPushButton()
        made.setProperty("role", "tab")
        made.setCheckable(True)
        made.setAutoDefault(False)
        self._group.addButton(made, at)
        self.add(made)
        return made

    def _tabs(self) -> list[QPushButton]:
        return [one for one in self.flowing if isinstance(one, QPushButton)]

    def _tell(self, place: int, is_in_front: bool) -> None:
        if is_in_front:
            self._stop_at_front()
            self.turned.emit(place)

    def _stop_at_front(self) -> None:
        for tab in self._tabs():
            policy = Qt.FocusPolicy.StrongFocus if tab.isChecked() else Qt.FocusPolicy.ClickFocus
            tab.setFocusPolicy(policy)
