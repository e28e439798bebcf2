"""The list of routes, the latest day first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.route_columns import ROUTE_COLUMNS
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.i18n import _, ngettext
from desktop_app.services.office import Office


class RouteList(RecordList):
    """All routes, or today's alone.

    Signals:
        visits_requested: the visits are wanted again.
    """

    visits_requested = Signal()

    def __init__(self, office: Office, *, may_record: bool, parent: QWidget | None = None) -> None:
        advice = _("Plan one with Ctrl+N: add the people and put them in order.")
        action = _("New route") if may_record else ""
        nothing = EmptyState(_("No route here"), advice, action)
        super().__init__(ROUTE_COLUMNS, _("Routes"), nothing, parent)
        self._routing = office.routing
        self.back, self.today = Chip(_("Routes")), Chip(_("Today"))
        for chip in (self.back, self.today):
            self.filters.add(chip)
        self.back.setChecked(True)
        self.back.setProperty("leads", True)
        self.back.clicked.connect(self._go_back)
        self.today.clicked.connect(self.read)

    def read(self) -> None:
        """Read the list again."""
        routes = self._routing.today() if self.today.isChecked() else self._routing.latest()
        count = len(routes)
        words = ngettext("{count} route", "{count} routes", count)
        self.show_records(routes, words.format(count=count))

    def choose(self, route: str) -> bool:
        """Put the cursor on a route, or on the first one."""
        rows = range(self.table.rowCount())
        found = [row for row in rows if self.table.record(row).id == route]
        self.view.choose_row(found[0] if found else 0)
        return bool(found)

    def _go_back(self) -> None:
        self.back.setChecked(True)
        self.back.setProperty("leads", True)
        self.visits_requested.emit()
