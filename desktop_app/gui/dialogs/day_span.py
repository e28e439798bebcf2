"""From which day to which day a list is looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.issue import objection
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.i18n import _


class DaySpan(FootedDialog):
    """Asks for two days, both included.

    Signals:
        chosen: the first and the last day.
    """

    chosen = Signal(object, object)

    def __init__(
        self, title: str, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, (30, 15), parent)
        self.form = FormSheet(plain=True)
        self.form.add_field("first_day", _("First day"), DateEdit(today), required=True)
        self.form.add_field("last_day", _("Last day"), DateEdit(today), required=True)
        self.content.addWidget(self.form, 1)
        self.add_button(_("Show these visits"), self._take, primary=True)
        self.form.save_requested.connect(self._take)
        self.form.focus_first()

    def _take(self) -> None:
        """Hand the days over; one that is missing, or an end before the beginning, is said."""
        values = cast("dict[str, date | None]", self.form.values())
        first, last = values["first_day"], values["last_day"]
        missing = [objection(name, "day_misread") for name, day in values.items() if day is None]
        if first is None or last is None:
            self.form.show_issues(missing)
        elif last < first:
            self.form.show_issues([objection("last_day", "ends_before_start")])
        else:
            self.chosen.emit(first, last)
            self.accept()
