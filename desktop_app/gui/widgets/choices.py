"""Ticks: one yes or no, and several of a short list."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.flow_row import FlowRow


class Tick(QCheckBox):
    """A yes or no; the value is a bool.

    Signals:
        edited: a person has changed it.
    """

    edited = Signal()

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.clicked.connect(self.edited)

    def value(self) -> bool:
        """Tell whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Tick it or not; None is not."""
        self.setChecked(bool(value))

    def misread(self) -> str:
        """A tick is always read."""
        return ""


class SeveralChoices(FlowRow):
    """Chips of which any number may be on; the value is a tuple of codes in list order.

    Signals:
        edited: a person has switched one.
    """

    edited = Signal()

    def __init__(self, choices: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._chips: dict[str, Chip] = {}
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these (code, words); those offered already stay as they are."""
        wanted = dict(choices)
        if [(code, chip.text()) for code, chip in self._chips.items()] == list(wanted.items()):
            return
        on = self.value()
        for chip in self._chips.values():
            self.remove(chip)
        self._chips = {}
        for code, words in wanted.items():
            chip = Chip(words)
            chip.clicked.connect(self.edited)
            self._chips[code] = chip
            self.add(chip)
        self.set_value(on)
        if self._chips:
            self.setFocusProxy(next(iter(self._chips.values())))

    def value(self) -> tuple[str, ...]:
        """Give the codes that are on."""
        return tuple(code for code, chip in self._chips.items() if chip.isChecked())

    def set_value(self, value: object) -> None:
        """Switch on these codes and no others."""
        wanted = set(value) if isinstance(value, (tuple, list, set, frozenset)) else set()
        for code, chip in self._chips.items():
            chip.setChecked(code in wanted)

    def misread(self) -> str:
        """Chips are always read."""
        return ""
