"""Cards of the settings page that only show or choose: appearance, this laptop, about."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app import __version__
from desktop_app.gui.dialogs.licences import LicencesDialog
from desktop_app.gui.forms.field import Field
from desktop_app.gui.preferences import Preferences
from desktop_app.gui.style.look import em
from desktop_app.gui.style.tokens import TEXT_SIZES, Theme
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.cards import Card, stack
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.words import SecureLabel, label
from desktop_app.i18n import DEFAULT_LANGUAGE, SOURCE_LANGUAGE, _, mark
from desktop_app.services.office import Office

LANGUAGES = ((DEFAULT_LANGUAGE, "简体中文"), (SOURCE_LANGUAGE, "English"))
THEMES = (
    (Theme.LIGHT, mark("Light")),
    (Theme.DARK, mark("Dark")),
    (Theme.HIGH_CONTRAST, mark("High contrast")),
)


class AppearanceCard(Card):
    """Language, theme and text size, applied as soon as they are chosen.

    Signals:
        preferences_chosen: the `Preferences` as they should be now.
    """

    preferences_chosen = Signal(object)

    def __init__(self, liked: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(_("Appearance"), parent)
        self._liked = liked
        self.language = self._choice("language", _("Language"), LANGUAGES)
        themes = [(str(theme), _(words)) for theme, words in THEMES]
        self.theme = self._choice("theme", _("Theme"), themes)
        sizes = [(str(size), f"{size} %") for size in TEXT_SIZES]
        self.text_size = self._choice("text_size", _("Text size"), sizes)

    def _choice(
        self, name: str, caption: str, choices: list[tuple[str, str]] | tuple[tuple[str, str], ...]
    ) -> PinyinComboBox:
        editor = PinyinComboBox(choices)
        editor.set_value(getattr(self._liked, name))
        editor.edited.connect(self._tell)
        self.add(Field(name, caption, editor, hint="", unit="", required=False))
        return editor

    def _tell(self) -> None:
        """Say what is chosen; an emptied field changes nothing."""
        chosen = replace(
            self._liked,
            language=self.language.value() or self._liked.language,
            theme=Theme(self.theme.value() or self._liked.theme),
            text_size=int(self.text_size.value() or self._liked.text_size),
        )
        if chosen != self._liked:
            self.preferences_chosen.emit(chosen)


class LaptopCard(Card):
    """Whose ledger this is, what the laptop is called, and where the ledger lies."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(_("This laptop"), parent)
        store = office.desk.store
        for caption, words in (
            (_("Name of the union"), office.union.name),
            (_("Region code"), office.union.region),
            (_("Name of this laptop"), office.device_label),
            (_("Code of this laptop in sheet numbers"), store.identity.code),
            (_("Folder of the ledger"), str(store.folder.path)),
        ):
            self.add(stack([label(caption, "caption"), SecureLabel(words)], 0.1))


class AboutCard(Card):
    """Version, keys and licences.

    Signals:
        keys_requested: somebody wants to see what every key does.
    """

    keys_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("About this program"), parent)
        self.add(label(_("Nuanfang {version}").format(version=__version__)))
        words = _("Works without a network; nothing is sent anywhere.")
        self.add(label(words, "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(em(0.7))
        keys = KeyedButton(_("Keys"))
        keys.clicked.connect(self.keys_requested)
        licences = KeyedButton(_("Licences"))
        licences.clicked.connect(lambda: LicencesDialog(self.window()).open())
        row.addWidget(keys)
        row.addWidget(licences)
        row.addStretch()
        self.add(row)
