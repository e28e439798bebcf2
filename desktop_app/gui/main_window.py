"""The frame: rail, title line, pages, status line, and every connection between pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.gui.actions import Shortcut, page_keys
from desktop_app.gui.dialogs.key_list import KeyListDialog
from desktop_app.gui.pages.page import Page
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.idle_watch import IdleWatch
from desktop_app.gui.widgets.rail import Rail, RailEntry
from desktop_app.gui.widgets.search_field import SearchField
from desktop_app.gui.widgets.status_line import StatusLine
from desktop_app.gui.widgets.title_line import TitleLine
from desktop_app.i18n import _


class MainWindow(QMainWindow):
    """Shows one page at a time; it knows no records.

    Signals:
        lock_requested: Ctrl+L.
        fell_idle: nobody has touched the laptop for five minutes.
        search_requested: the text in the search box; answer with `search.show_hits`.
        hit_chosen: the payload of a hit that was chosen.
        campaign_chosen: the id of the campaign to work on.
        closed: the window is going.
    """

    lock_requested = Signal()
    fell_idle = Signal()
    search_requested = Signal(str)
    hit_chosen = Signal(object)
    campaign_chosen = Signal(object)
    closed = Signal()

    def __init__(self, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Nuanfang"))
        self._pages = tuple(pages)
        self._titles = [(_(page.title), "") for page in self._pages]
        self._build_frame()
        self._build_keys()
        self._idle = IdleWatch(self)
        self._connect_frame()
        self._connect_pages()
        self.resize(em(97), em(54))
        if self._pages:
            self.go_to(0)
        self._idle.switch_on()

    @property
    def search(self) -> SearchField:
        """The search box."""
        return self.title_line.search

    @property
    def current_page(self) -> Page:
        """The page in front."""
        return self._pages[self._stack.currentIndex()]

    def page(self, name: str) -> Page:
        """Give a page by its name."""
        return next(page for page in self._pages if page.name == name)

    def go_to(self, at: int) -> bool:
        """Bring a page to the front, unless the one in front must not be left."""
        leaving = self._stack.currentIndex()
        if at != leaving and self._stack.isVisible() and not self.current_page.may_leave():
            self.rail.show_chosen(leaving)
            return False
        self._stack.setCurrentIndex(at)
        self.rail.show_chosen(at)
        self._show_head(at)
        self._pages[at].refresh()
        self._pages[at].setFocus()
        return True

    def open(self, name: str, record: object = None) -> None:
        """Go to a page by name and show a record there."""
        page = self.page(name)
        if self.go_to(self._pages.index(page)) and record is not None:
            page.show_record(record)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go only if nothing unsaved would be lost."""
        if self._pages and not self.current_page.may_leave():
            event.ignore()
            return
        self._idle.switch_off()
        self.closed.emit()
        super().closeEvent(event)

    def put_away(self) -> None:
        """Go without a question, with all that is shown: the program is being locked."""
        self._idle.switch_off()
        self.hide()
        self.deleteLater()

    def _build_frame(self) -> None:
        entries = [
            RailEntry(_(page.title), page.icon, page_keys(at))
            for at, page in enumerate(self._pages, start=1)
        ]
        self.rail = Rail(entries)
        self.title_line = TitleLine()
        self.status_line = StatusLine()
        self._stack = QStackedWidget()
        self._stack.setObjectName("page_ground")
        for page in self._pages:
            self._stack.addWidget(page)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.title_line)
        right.addWidget(self._stack, 1)
        right.addWidget(self.status_line)
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(ground)

    def _build_keys(self) -> None:
        for shortcut, act in (
            (Shortcut.KEY_LIST, self.show_keys),
            (Shortcut.SEARCH, self.title_line.search.setFocus),
            (Shortcut.LOCK, self.lock_requested.emit),
            (Shortcut.REFRESH, self.refresh),
        ):
            QShortcut(QKeySequence(shortcut.keys), self).activated.connect(act)

    def refresh(self) -> None:
        """Read the page in front again."""
        self.current_page.refresh()

    def show_keys(self) -> None:
        """Show what every key does."""
        KeyListDialog(self).open()

    def _connect_frame(self) -> None:
        self.rail.chosen.connect(self.go_to)
        self.title_line.search.search_requested.connect(self.search_requested)
        self.title_line.search.hit_chosen.connect(self.hit_chosen)
        self.title_line.campaign_chosen.connect(self.campaign_chosen)
        self._idle.fell_idle.connect(self.fell_idle)

    def _connect_pages(self) -> None:
        """Make every connection between pages; pages do not know each other."""
        for at, page in enumerate(self._pages):
            page.open_requested.connect(self.open)
            page.count_changed.connect(lambda words, at=at: self.rail.show_count(at, words))
            page.title_changed.connect(
                lambda title, badge, at=at: self._keep_title(at, title, badge)
            )
            page.actions_changed.connect(lambda at=at: self._show_head(at))
            page.state_changed.connect(lambda words: self.status_line.show_part("saved", words))

    def _keep_title(self, at: int, title: str, badge: str) -> None:
        self._titles[at] = (title or _(self._pages[at].title), badge)
        self._show_head(at)

    def _show_head(self, at: int) -> None:
        if at != self._stack.currentIndex():
            return
        self.title_line.show_title(*self._titles[at])
        buttons = []
        for action in self._pages[at].page_actions():
            button = KeyedButton(_(action.text), action.keys, primary=action.primary)
            button.clicked.connect(lambda _on=False, run=action.run: run())
            buttons.append(button)
        self.title_line.show_buttons(buttons)
