"""A day that may be absent, typed the way people write days, or chosen from a calendar."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QWidget

from desktop_app.gui.style import icons
from desktop_app.gui.widgets.typed_line import TypedLine
from desktop_app.i18n import _

_WHOLE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")


def read_day(text: str, today: date) -> date | None:
    """Read 2021-02-08, 20210208, 2021年2月8日, or 2.8 for the 8th of February of this year."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if found := _WHOLE.fullmatch(plain) or _COMPACT.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
    elif found := _SHORT.fullmatch(plain):
        year, month, day = today.year, int(found[1]), int(found[2])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DateEdit(TypedLine):
    """A `date` or None; F4 or the button opens the calendar."""

    objection_code = "day_misread"

    def __init__(
        self, today: Callable[[], date] = date.today, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self.setPlaceholderText("2021-02-08")
        self._choose = QAction(icons.icon("calendar"), _("Choose a day"), self)
        self._choose.triggered.connect(self.open_calendar)
        self.addAction(self._choose, QLineEdit.ActionPosition.TrailingPosition)

    def read(self, text: str) -> date | None:
        """Understand a typed day."""
        return read_day(text, self._today())

    def write(self, value: object) -> str:
        """Write 2021-02-08."""
        return value.isoformat() if isinstance(value, date) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar on F4."""
        if event.key() == Qt.Key.Key_F4:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._choose.setIcon(icons.icon("calendar"))

    def open_calendar(self) -> None:
        """Show a month under the field; a click or Enter takes the day."""
        day = self.read(self.text()) or self._today()
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setAccessibleName(self.accessibleName())
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.activated.connect(self._take)
        calendar.clicked.connect(self._take)
        calendar.activated.connect(calendar.close)
        calendar.clicked.connect(calendar.close)
        calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        calendar.show()
        calendar.setFocus()

    def _take(self, chosen: QDate) -> None:
        self.set_value(date(chosen.year(), chosen.month(), chosen.day()))
        self.edited.emit()
