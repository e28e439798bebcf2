"""A year in four digits, or nothing."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtWidgets import QWidget

from desktop_app.gui.widgets.typed_line import TypedLine

_YEAR = re.compile(r"([12]\d{3})年?")


class YearEdit(TypedLine):
    """A year such as 2021; the value is an `int` or None."""

    objection_code = "year_misread"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("2021")

    def read(self, text: str) -> int | None:
        """Understand 2021, 2021年 and full-width digits."""
        found = _YEAR.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
        return int(found[1]) if found else None
