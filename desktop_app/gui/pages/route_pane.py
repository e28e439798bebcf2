"""One route to read: its stops in their order, and the way from each to its visit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.role import Right
from desktop_app.domain.route import Route
from desktop_app.gui.pages.record_pane import Head, Part, RecordPane
from desktop_app.gui.pages.timeline import timeline_of
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.route_columns import progress_words, route_title
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.words import SecureLabel, label
from desktop_app.i18n import _
from desktop_app.services.office import Office
from desktop_app.services.routing import StopLine


class RoutePane(RecordPane):
    """Shows one route.

    Signals:
        visit_requested: the route and the stop at which a visit begins.
        visit_opened: the id of a visit that was made.
        print_requested: the route that is wanted on paper.
    """

    visit_requested = Signal(object, object)
    visit_opened = Signal(str)
    print_requested = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(_("Choose a route on the left to see its stops."), parent)
        self._office = office
        self._may_record = office.may(Right.RECORD)
        self.setAccessibleName(_("Route"))

    def show_route(self, route: Route | None) -> None:
        """Show a route of the list, or none."""
        if route is None:
            self.clear()
            return
        routing = self._office.routing
        day = route.day.isoformat() if route.day else ""
        facts = (day, route.team if route.title else "", routing.leader(route))
        head = Head(
            record=route.id,
            name=route_title(route),
            facts=" · ".join(part for part in facts if part),
            badge=progress_words(route),
            tone="ok" if route.done == len(route.stops) else "info",
            may_edit=self._may_record,
        )
        below = [label(route.remarks, wrap=True)] if route.remarks else []
        self.present(
            head,
            [Part(_("Stops"), self._stops(route))],
            *below,
            label(_("Changes to the record"), "heading"),
            timeline_of(routing.history(route.id)),
        )

    def _stops(self, route: Route) -> QWidget:
        paper = KeyedButton(_("Print the route"))
        paper.clicked.connect(lambda: self.print_requested.emit(route))
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(em(0.8))
        grid.setVerticalSpacing(em(0.15))
        grid.setColumnStretch(1, 1)
        for at, line in enumerate(self._office.routing.lines(route)):
            words = " ".join(part for part in (line.stop.time, line.name) if part)
            grid.addWidget(label(str(line.number), "caption"), 3 * at, 0)
            grid.addWidget(SecureLabel(words), 3 * at, 1)
            grid.addWidget(self._way(route, line), 3 * at, 2)
            if details := _details(line):
                grid.addWidget(label(details, "muted", wrap=True), 3 * at + 1, 1, 1, 2)
            grid.setRowMinimumHeight(3 * at + 2, em(0.5))
        foot = QHBoxLayout()
        foot.addWidget(paper)
        foot.addStretch()
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.6))
        column.addWidget(table)
        column.addLayout(foot)
        return ground

    def _way(self, route: Route, line: StopLine) -> QWidget:
        if line.stop.visit:
            way = link(_("Visited"))
            way.clicked.connect(partial(self.visit_opened.emit, line.stop.visit))
        elif self._may_record:
            way = link(_("Start the visit"))
            way.clicked.connect(lambda: self.visit_requested.emit(route, line.stop))
        else:
            return label(_("open"), "muted")
        way.setAccessibleName(f"{way.text()}: {line.name}")
        return way


def _details(line: StopLine) -> str:
    """Say what helps to find the way there."""
    details = (line.unit, line.address, line.phone, line.stop.note)
    return "  ".join(part for part in details if part)
