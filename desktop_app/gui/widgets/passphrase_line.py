"""Where a passphrase is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.gui.widgets.typed_line import TextLine


class PassphraseLine(TextLine):
    """A passphrase: hidden, kept letter by letter, pasting allowed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        """Give every letter, blanks at the ends too."""
        return self.text()
