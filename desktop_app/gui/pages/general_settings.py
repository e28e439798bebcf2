"""General settings: how the program looks, who may come in, and how the ledger is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.gui.forms.columns import TwoColumns
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.care_card import CareCard
from desktop_app.gui.pages.keying_card import KeyingCard
from desktop_app.gui.pages.page import Page
from desktop_app.gui.pages.printers_card import PrintersCard
from desktop_app.gui.pages.settings_cards import AboutCard, AppearanceCard, LaptopCard
from desktop_app.gui.pages.users_card import PassphraseCard, UsersCard
from desktop_app.gui.preferences import Preferences
from desktop_app.gui.widgets.cards import scrolling
from desktop_app.i18n import mark
from desktop_app.services.office import Office


class GeneralSettings(Page):
    """Cards, each of one subject; a change is made at once.

    Signals:
        preferences_chosen: the `Preferences` as they should be now.
        keys_requested: somebody wants to see what every key does.
    """

    preferences_chosen = Signal(object)
    keys_requested = Signal()

    name, title, icon = "general", mark("General"), "settings"

    def __init__(
        self,
        office: Office,
        runner: JobRunner,
        liked: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.appearance = AppearanceCard(liked)
        self.appearance.preferences_chosen.connect(self.preferences_chosen)
        self.passphrase = PassphraseCard(office, runner)
        self.users = UsersCard(office, runner)
        self.care = CareCard(office, runner)
        self.keying = KeyingCard(office)
        self.printers = PrintersCard(office, runner)
        about = AboutCard()
        about.keys_requested.connect(self.keys_requested)
        self._build((self.appearance, self.care, LaptopCard(office), about))

    def _build(self, left: tuple[QWidget, ...]) -> None:
        cards = TwoColumns(narrow=58)
        for card in left:
            cards.add_card(card, 0)
        for card in (self.printers, self.users, self.passphrase, self.keying):
            cards.add_card(card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(cards))
        self.setFocusProxy(self.appearance.language)
