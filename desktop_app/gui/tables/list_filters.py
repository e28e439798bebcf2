"""The filters that stand above a list, read and set as one thing, so that they can be kept."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.filter_chip import FilterChip
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.services.list_views import FilterState

ON = "on"


class ListFilters:
    """What the chips and lines of a row are set to.

    A filter goes by its object name, else by its kind and place. Chips that lead elsewhere are
    marked with the property `leads` and are none; one that is hidden has no say at the moment.
    """

    def __init__(self, row: FlowRow) -> None:
        self._row = row

    def state(self) -> dict[str, str]:
        """Give what is set; what is off is left out."""
        values = ((name, _value(widget)) for name, widget in self._filters())
        return {name: value for name, value in values if value}

    def restore(self, state: FilterState) -> None:
        """Set every filter as it was; the list is told as if somebody had done it by hand."""
        for name, widget in self._filters():
            wanted = state.get(name, "")
            if wanted != _value(widget):
                _set(widget, wanted)

    def words(self) -> list[str]:
        """Say what is filtered by, for the head of a workbook."""
        return [_words(widget) for _name, widget in self._filters() if _value(widget)]

    def _filters(self) -> Iterator[tuple[str, QWidget]]:
        counted: dict[str, int] = {}
        for widget in self._row.flowing:
            kind = _kind(widget)
            if kind:
                counted[kind] = counted.get(kind, 0) + 1
                if not widget.isHidden():
                    yield widget.objectName() or f"{kind} {counted[kind]}", widget


def _kind(widget: QWidget) -> str:
    if widget.property("leads"):
        return ""
    if isinstance(widget, FilterChip):
        return "choice"
    if isinstance(widget, Chip):
        return "chip" if widget.isCheckable() else ""
    return "text" if isinstance(widget, QLineEdit) else ""


def _value(widget: QWidget) -> str:
    if isinstance(widget, FilterChip):
        return widget.code()
    if isinstance(widget, Chip):
        return ON if widget.isChecked() else ""
    return widget.text().strip() if isinstance(widget, QLineEdit) else ""


def _set(widget: QWidget, value: str) -> None:
    if isinstance(widget, FilterChip):
        widget.choose(value)
    elif isinstance(widget, Chip):
        widget.click()
    elif isinstance(widget, QLineEdit):
        widget.setText(value)


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        return f"“{widget.text().strip()}”"
    return widget.accessibleName()
