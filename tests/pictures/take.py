"""Save a picture of every page and form, in both languages, both themes and two text sizes.

Run `python -m tests.pictures.take --out DIR [--only NAME]` and open what it has made.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_app import i18n
from desktop_app.gui import pictures
from desktop_app.gui.preferences import Preferences
from desktop_app.gui.session import Session
from desktop_app.gui.style import look
from desktop_app.gui.style.tokens import Theme
from desktop_app.services import setting_up
from desktop_app.services.office import Office
from desktop_app.services.season.playing import CLOSED, PASSPHRASE, play_season

WIDTH, HEIGHT = 1366, 768

Build = Callable[[], QWidget]


@dataclass(frozen=True)
class Dress:
    """One way of looking at a page."""

    language: str
    theme: Theme
    text_size: int

    @property
    def suffix(self) -> str:
        return f"{self.language}-{self.theme}-{self.text_size}"


DRESSES = tuple(
    Dress(language, theme, size)
    for language, theme, size in product(i18n.LANGUAGES, (Theme.LIGHT, Theme.DARK), (100, 150))
)


@contextmanager
def shown(build: Build, dress: Dress) -> Iterator[QWidget]:
    """Build a widget in this dress, show it at 1366×768, and take it away again."""
    app = QApplication.instance()
    i18n.use_language(dress.language)
    look.dress(app, dress.theme, dress.text_size)
    widget = build()
    if not isinstance(widget, QDialog):
        widget.resize(WIDTH, HEIGHT)
    widget.show()
    settle()
    try:
        yield widget
    finally:
        widget.hide()
        widget.deleteLater()
        settle()


def take(name: str, build: Build, folder: Path, dresses: tuple[Dress, ...] = DRESSES) -> list[Path]:
    """Save one picture per dress; the answer is the files."""
    made = []
    for dress in dresses:
        with shown(build, dress) as widget:
            file = folder / f"{name}-{dress.suffix}.png"
            if not widget.grab().save(str(file)):
                raise OSError(file)
            made.append(file)
    return made


def take_office(folder: Path, dresses: tuple[Dress, ...] = DRESSES) -> list[Path]:
    """Save every page, form and dialog of the sample office in every dress."""
    made = []
    with TemporaryDirectory() as place:
        played = play_season(Path(place))
        desk = setting_up.unlock(played.folder, played.clerk, PASSPHRASE, today=lambda: CLOSED)
        with closing(Office(desk)) as office:
            for dress in dresses:
                i18n.use_language(dress.language)
                look.dress(QApplication.instance(), dress.theme, dress.text_size)
                liked = Preferences(
                    language=dress.language, theme=dress.theme, text_size=dress.text_size
                )
                session = Session(office, liked)
                for name, view in pictures.views(session):
                    file = folder / f"{name}-{dress.suffix}.png"
                    made.append(pictures.save(view, session.runner, file))
                session.close(keep_office=True)
                settle()
    return made


def settle() -> None:
    """Let layouts and deferred deletions happen."""
    for _turn in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def main() -> None:
    """Take the pictures that were asked for."""
    from tests.pictures import subjects

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="", help="take subjects whose name contains this")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    asked.out.mkdir(parents=True, exist_ok=True)
    for name, build in subjects.SUBJECTS.items():
        if asked.only in name:
            for file in take(name, build, asked.out):
                sys.stdout.write(f"{file}\n")
    if asked.only in "office":
        for file in take_office(asked.out):
            sys.stdout.write(f"{file}\n")
    app.quit()


if __name__ == "__main__":
    main()
