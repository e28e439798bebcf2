"""Settings: one tab per subject, each a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.code_lists_page import CodeListsPage
from desktop_app.gui.pages.erasures_page import ErasuresPage
from desktop_app.gui.pages.general_settings import GeneralSettings
from desktop_app.gui.pages.page import Page, PageAction
from desktop_app.gui.pages.unions_page import UnionsPage
from desktop_app.gui.preferences import Preferences
from desktop_app.gui.style.look import em
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office
from desktop_app.storage.drafts import Draft


class SettingsPage(Page):
    """Tabs; the buttons of the title line and the forms are those of the tab in front.

    Signals:
        preferences_chosen: the `Preferences` as they should be now.
        keys_requested: somebody wants to see what every key does.
    """

    preferences_chosen = Signal(object)
    keys_requested = Signal()

    name, title, icon = "settings", mark("Settings"), "settings"

    def __init__(
        self,
        office: Office,
        runner: JobRunner,
        liked: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tabs: list[Page] = []
        self._bar = QTabBar()
        self._stack = QStackedWidget()
        self._build()
        self.general = GeneralSettings(office, runner, liked)
        self.general.preferences_chosen.connect(self.preferences_chosen)
        self.general.keys_requested.connect(self.keys_requested)
        self.code_lists = CodeListsPage(office)
        self.add_tab(self.general)
        self.add_tab(self.code_lists)
        self.unions = UnionsPage(office)
        self.add_tab(self.unions)
        self.erasures = ErasuresPage(office, runner)
        self.add_tab(self.erasures)
        self._show_tab(0)

    def add_tab(self, page: Page) -> None:
        """Put one more subject behind the others."""
        self._tabs.append(page)
        self._stack.addWidget(page)
        self._bar.addTab(_(page.title))
        page.title_changed.connect(self._say_title)
        page.actions_changed.connect(self._follow)
        page.state_changed.connect(self.state_changed)
        page.open_requested.connect(self.open_requested)
        page.export_requested.connect(self.export_requested)
        page.paper_requested.connect(self.paper_requested)

    @property
    def tabs(self) -> Sequence[Page]:
        """All subjects, from left to right."""
        return tuple(self._tabs)

    @property
    def tab(self) -> Page:
        """The subject in front."""
        return self._tabs[self._stack.currentIndex()]

    def show_tab(self, page: Page) -> None:
        """Bring a subject to the front."""
        self._bar.setCurrentIndex(self._tabs.index(page))

    @property
    def is_writing(self) -> bool:
        """Tell whether a form is in front."""
        return self.tab.is_writing

    @property
    def forms(self) -> Mapping[str, str]:
        """Give the forms of all tabs."""
        return {name: words for page in self._tabs for name, words in page.forms.items()}

    def page_actions(self) -> Sequence[PageAction]:
        """Give the buttons of the tab in front."""
        return self.tab.page_actions()

    def refresh(self) -> None:
        """Read the tab in front again."""
        self.tab.refresh()

    def show_record(self, record: object) -> None:
        """Go on with a draft on the tab that has its form."""
        form = record.form if isinstance(record, Draft) else ""
        for page in self._tabs:
            if form in page.forms:
                self.show_tab(page)
                page.show_record(record)

    def may_leave(self) -> bool:
        """Tell whether nothing unsaved would be lost by going elsewhere."""
        return self.tab.may_leave()

    def show_campaign(self, campaign: object) -> None:
        """Tell every tab which campaign is worked on."""
        for page in self._tabs:
            page.show_campaign(campaign)

    def _build(self) -> None:
        self._bar.setAccessibleName(_("Parts of the settings"))
        self._bar.setExpanding(False)
        self._bar.setDrawBase(False)
        self._bar.setUsesScrollButtons(True)
        self._bar.currentChanged.connect(self._show_tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(em(1), em(0.4), em(1), 0)
        head.addWidget(self._bar)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _show_tab(self, at: int) -> None:
        if not 0 <= at < self._stack.count():
            return
        self._stack.setCurrentIndex(at)
        self.setFocusProxy(self.tab)
        self.tab.refresh()
        self._follow()

    def _follow(self) -> None:
        """Hide the tabs behind a form: they are reached by leaving it."""
        self._bar.setVisible(not self.is_writing)
        self.actions_changed.emit()

    def _say_title(self, title: str, badge: str) -> None:
        if self.sender() is self.tab:
            self.title_changed.emit(title, badge)
