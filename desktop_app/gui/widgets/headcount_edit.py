"""A number of people, exact or approximate, typed as reports say it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.headcount import Headcount, read_headcount
from desktop_app.gui.widgets.typed_line import TypedLine
from desktop_app.i18n import _


class HeadcountEdit(TypedLine):
    """A `Headcount` or None; 约320, 近7860 and 2500余 are approximate.

    The input method stays on, because the word for about is typed with it; ~320 does without.
    """

    objection_code = "number_misread"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, input_method=True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def read(self, text: str) -> Headcount | None:
        """Understand digits with or without a word for about."""
        return read_headcount(text)

    def write(self, value: object) -> str:
        """Write with thousands separators, and about before what is approximate."""
        return value.words if isinstance(value, Headcount) else ""

    def note(self) -> str:
        """Say that the number is kept as an approximate one."""
        count = self.read(self.text())
        return _("approximate") if count is not None and count.approximate else ""
