"""The way from the program to a file or folder that it has made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.gui.faults import tell
from desktop_app.i18n import _


def open_path(path: Path) -> None:
    """Show a file or a folder with what the system has for it."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        tell(_("{path} could not be opened here.").format(path=path))
