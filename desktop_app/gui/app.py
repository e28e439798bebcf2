"""The application: language, theme, fault desk, then whatever window is shown first."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import PySide6
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop_app import i18n, logs, paths
from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui import pictures, preferences
from desktop_app.gui.entrance import Entrance
from desktop_app.gui.faults import FaultDesk
from desktop_app.gui.preferences import Preferences
from desktop_app.gui.session import Session
from desktop_app.gui.style import look
from desktop_app.i18n import mark
from desktop_app.services import setting_up
from desktop_app.services.office import Office
from desktop_app.services.season.playing import CLOSED
from desktop_app.storage.store import Folder

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


class NoScreenError(CircumstanceError):
    """Qt ends the whole program where it finds no screen, so we look first."""

    message = mark("There is no screen here for the window; the commands work without one.")


def insist_on_screen() -> None:
    """Raise NoScreenError on a Linux console without X11 or Wayland."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _SCREENS):
        raise NoScreenError


def refuse_unsafe_qt() -> None:
    """Stop before PySide6 6.12 on Python 3.10 or 3.11 stops us: it loses references there."""
    if PySide6.__version_info__[:2] == (6, 12) and sys.version_info < (3, 12):
        raise SystemExit(
            "PySide6 6.12 does not work with this Python; install a version below 6.12."
        )


class Application(QApplication):
    """Qt's application in the language, the theme and the text size of the preferences."""

    def __init__(self, arguments: Sequence[str], liked: Preferences | None = None) -> None:
        refuse_unsafe_qt()
        super().__init__(list(arguments))
        self.setApplicationName(paths.APPLICATION)
        self.setWindowIcon(QIcon(str(paths.resources() / "icons" / "nuanfang.svg")))
        self._qt_words = QTranslator(self)
        self.wear(liked or preferences.load())
        self.fault_desk = FaultDesk(self)
        self.fault_desk.open()

    def like(self, liked: Preferences) -> None:
        """Take other preferences and keep them. Open windows keep their language."""
        preferences.save(liked)
        self.wear(liked)

    def wear(self, liked: Preferences) -> None:
        """Put on language, theme and text size without keeping them."""
        self.liked = liked
        i18n.use_language(self.liked.language)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self.removeTranslator(self._qt_words)
        if self._qt_words.load(f"qtbase_{self.liked.language}", folder):
            self.installTranslator(self._qt_words)
        look.dress(self, self.liked.theme, self.liked.text_size)


def run(folder: Folder, user: str = "") -> int:
    """Open the window at the door of a ledger and stay until it is closed."""
    insist_on_screen()
    logs.write_to(paths.settings())
    app = Application(sys.argv[:1])
    entrance = Entrance(folder, app.liked, user)
    entrance.preferences_chosen.connect(app.like)
    entrance.preferences_chosen.connect(entrance.redress)
    app.aboutToQuit.connect(entrance.put_away)
    entrance.show()
    entrance.activateWindow()
    return app.exec()


def take_pictures(folder: Folder, user: str, passphrase: str, out: Path) -> list[Path]:
    """Save a picture of every page and form of the sample on its last day, as PNG files."""
    out.mkdir(parents=True, exist_ok=True)
    app = Application(sys.argv[:1], Preferences())
    made: list[Path] = []
    desk = setting_up.unlock(folder, user, passphrase, today=lambda: CLOSED)
    with closing(Office(desk)) as office:
        app.wear(Preferences())
        session = Session(office, app.liked)
        for name, view in pictures.views(session):
            made.append(pictures.save(view, session.runner, out / f"{name}.png"))
        session.close(keep_office=True)
    return made
