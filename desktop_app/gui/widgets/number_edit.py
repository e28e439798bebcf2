"""Numbers and amounts of money: a value or nothing, never a zero that nobody typed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain import money
from desktop_app.gui.widgets.typed_line import Hint, TypedLine

_SIGNIFICANT = re.compile(r"[1-9]")
_MILLIMETRES = re.compile(r"[+-]?\d{1,3}(\.\d?)?")
_BLANKS = re.compile(r"[\s,，]")


class NumberEdit(TypedLine):
    """A number that is not negative, or nothing.

    The value is an `int`, with `decimals` a `Decimal`.
    """

    objection_code = "number_misread"

    def __init__(self, decimals: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        places = rf"(\.\d{{0,{decimals}}})?" if decimals else ""
        self._decimals = decimals
        self._figures = re.compile(rf"\d{{1,12}}{places}")
        self.setInputMethodHints(Hint.ImhFormattedNumbersOnly)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def read(self, text: str) -> int | Decimal | None:
        """Understand digits, full-width ones and thousands separators too."""
        plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
        if not self._figures.fullmatch(plain):
            return None
        return Decimal(plain) if self._decimals else int(plain)

    def write(self, value: object) -> str:
        """Write with thousands separators."""
        return f"{value:,}"


class MillimetreEdit(TypedLine):
    """A distance in mm with one decimal, to either side; the value is a `Decimal`."""

    objection_code = "number_misread"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInputMethodHints(Hint.ImhFormattedNumbersOnly)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def read(self, text: str) -> Decimal | None:
        """Understand a sign of either kind before the figures."""
        plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text)).replace("−", "-")
        found = _MILLIMETRES.fullmatch(plain)
        return Decimal(plain) if found else None

    def write(self, value: object) -> str:
        """Write with one decimal."""
        return f"{value:.1f}"


class YearEdit(NumberEdit):
    """A year of four figures, or nothing; the value is an `int`."""

    def write(self, value: object) -> str:
        """Write the figures as they are: a year has no thousands separator."""
        return str(value)


class AmountEdit(TypedLine):
    """Money in yuan on the screen, whole fen in the value, capitals as the note.

    What is given is never zero; an income `may_be_zero`.
    """

    objection_code = "amount_unreadable"

    def __init__(self, parent: QWidget | None = None, *, may_be_zero: bool = False) -> None:
        super().__init__(parent)
        self._may_be_zero = may_be_zero
        self.setInputMethodHints(Hint.ImhFormattedNumbersOnly)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def read(self, text: str) -> int | None:
        """Understand `1000`, `1,000.00`, `￥500`, `1.2万`."""
        fen, issues = money.read_yuan(text)
        if self._may_be_zero and [issue.code for issue in issues] == ["amount_not_positive"]:
            return None if _SIGNIFICANT.search(unicodedata.normalize("NFKC", text)) else 0
        return fen

    def write(self, value: object) -> str:
        """Write yuan with separators and two decimals."""
        return money.format_yuan(int(str(value)))

    def note(self) -> str:
        """Say the amount in capitals."""
        fen = self.read(self.text())
        return "" if fen is None else money.capitals(fen)
