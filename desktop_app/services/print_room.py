"""Everything that prints, loaded when somebody prints: most commands never do."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from desktop_app.services.desk import Desk

if TYPE_CHECKING:
    from desktop_app.services.going_on import GoingOn
    from desktop_app.services.issuing import Issuing
    from desktop_app.services.papers import Papers
    from desktop_app.services.plain_sheets import PlainSheets
    from desktop_app.services.print_queue import PrintQueue
    from desktop_app.services.route_paper import RoutePaper
    from desktop_app.services.spoiling import Spoiling
    from desktop_app.services.visit_issuing import VisitRecords


class PrintRoom:
    """The use cases of paper at one desk; each comes into being when it is first asked for."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @cached_property
    def issuing(self) -> Issuing:
        """Print numbered sheets of a campaign."""
        from desktop_app.services.issuing import Issuing

        return Issuing(self.desk)

    @cached_property
    def going_on(self) -> GoingOn:
        """Go on after a printing that broke off."""
        from desktop_app.services.going_on import GoingOn

        return GoingOn(self.desk)

    @cached_property
    def print_queue(self) -> PrintQueue:
        """Tell what is due for the printer."""
        from desktop_app.services.print_queue import PrintQueue

        return PrintQueue(self.desk)

    @cached_property
    def spoiling(self) -> Spoiling:
        """Say of a sheet that it was printed wrongly."""
        from desktop_app.services.spoiling import Spoiling

        return Spoiling(self.desk)

    @cached_property
    def visit_records(self) -> VisitRecords:
        """Print the records of visits."""
        from desktop_app.services.visit_issuing import VisitRecords

        return VisitRecords(self.desk)

    @cached_property
    def papers(self) -> Papers:
        """Print lists and records that take no number."""
        from desktop_app.services.papers import Papers

        return Papers(self.desk)

    @cached_property
    def plain_sheets(self) -> PlainSheets:
        """Print the sheets that take no number and have a form of their own."""
        from desktop_app.services.plain_sheets import PlainSheets

        return PlainSheets(self.desk)

    @cached_property
    def route_paper(self) -> RoutePaper:
        """Put the route of a day on paper."""
        from desktop_app.services.route_paper import RoutePaper

        return RoutePaper(self.desk)
