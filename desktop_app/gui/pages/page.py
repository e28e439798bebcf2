"""What the frame knows of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QWidget

from desktop_app.gui.widgets.part_tabs import PartTabs


@dataclass(frozen=True, slots=True)
class PageAction:
    """A button of the title line: its words (msgid), its key, what it does."""

    text: str
    keys: str
    run: Callable[[], object]
    primary: bool = False


class Deed(StrEnum):
    """What one page may ask another to do with people that were marked there."""

    PLAN = "plan"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class MarkedPeople:
    """People by their ids, and what is to be done with them."""

    people: tuple[str, ...]
    deed: Deed


@dataclass(frozen=True, slots=True)
class WrongSheets:
    """Sheets by their numbers of which somebody says that they were printed wrongly."""

    numbers: tuple[str, ...]


class Page(QWidget):
    """One subject of the office.

    A page sets `name` (stable, Latin), `title` (msgid) and `icon` on its class, and its focus
    proxy to what takes the keys when the page comes to the front.

    Signals:
        title_changed: other words for the title line and a badge beside it.
        actions_changed: `page_actions` would answer differently now.
        count_changed: the short words beside the page's name in the rail.
        state_changed: what the status line says of saving, such as "saved 14:32".
        open_requested: the name of another page and the record it should show.
        export_requested: what a list shows, to be written into a file.
        paper_requested: what a list shows, to be put on paper.
    """

    title_changed = Signal(str, str)
    actions_changed = Signal()
    count_changed = Signal(str)
    state_changed = Signal(str)
    open_requested = Signal(str, object)
    export_requested = Signal(object)
    paper_requested = Signal(object)

    name = ""
    title = ""
    icon = ""

    @property
    def is_writing(self) -> bool:
        """Tell whether a form is in front."""
        return False

    @property
    def forms(self) -> Mapping[str, str]:
        """Give the forms of this page by the names of their drafts, each with its msgid."""
        return {}

    def page_actions(self) -> Sequence[PageAction]:
        """Give the buttons of the title line; at most one is primary and stands last."""
        return ()

    def refresh(self) -> None:
        """Read again what is shown; called when the page comes to the front."""

    def show_record(self, record: object) -> None:
        """Show a record that another page or the search has asked for."""

    def may_leave(self) -> bool:
        """Tell whether nothing unsaved would be lost by going elsewhere."""
        return True

    def turn(self, steps: int) -> None:
        """Go so many tabs on, or back: those of a record before those of the page."""
        parts = [one for one in self.findChildren(PartTabs) if one.isVisible()]
        bars = [one for one in self.findChildren(QTabBar) if one.isVisible() and one.count()]
        if parts:
            parts[-1].turn_to((parts[-1].place + steps) % len(parts[-1].texts))
        elif bars:
            bars[-1].setCurrentIndex((bars[-1].currentIndex() + steps) % bars[-1].count())

    def show_campaign(self, campaign: object) -> None:
        """Work on this campaign from now on."""
