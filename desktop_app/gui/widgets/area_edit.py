"""An area in square metres."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from desktop_app.gui.widgets.number_edit import NumberEdit

_DM2 = 100


class AreaEdit(NumberEdit):
    """Square metres with up to two decimals on the screen, hundredths of them in the value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(2, parent)

    def read(self, text: str) -> int | None:
        """Understand `94` and `94.5`."""
        metres = super().read(text)
        return None if metres is None else int(metres * _DM2)

    def write(self, value: object) -> str:
        """Write square metres without needless zeros."""
        metres = Decimal(str(value)) / _DM2
        return f"{metres:,f}"
