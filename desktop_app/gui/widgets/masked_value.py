"""A number that shows its ends only, until somebody asks for all of it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import IconButton
from desktop_app.gui.widgets.words import SecureLabel
from desktop_app.i18n import _

SHOWN_FOR_MS = 20_000


class MaskedValue(QWidget):
    """An identity, phone or card number with an eye.

    It never holds the whole number while masked: the page answers `reveal_requested` with
    `reveal`, after the office has written down who looked.

    Signals:
        reveal_requested: the eye was pressed.
    """

    reveal_requested = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._masked = ""
        self._shown = SecureLabel()
        self._eye = IconButton("eye", _("Show {name} for 20 seconds").format(name=name))
        self._eye.clicked.connect(self.reveal_requested)
        self._until = QTimer(self)
        self._until.setSingleShot(True)
        self._until.setInterval(SHOWN_FOR_MS)
        self._until.timeout.connect(self.hide_again)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(0.3))
        row.addWidget(self._shown, 1)
        row.addWidget(self._eye)

    def show_masked(self, masked: str) -> None:
        """Show what may be seen by everybody; without text there is no eye."""
        self._masked = masked
        self._eye.setVisible(bool(masked))
        self.hide_again()

    def reveal(self, whole: str) -> None:
        """Show all of it for twenty seconds."""
        self._shown.show_text(whole)
        self._until.start()

    def hide_again(self) -> None:
        """Go back to the masked text."""
        self._until.stop()
        self._shown.show_text(self._masked or "—")

    def text(self) -> str:
        """Give what is shown now."""
        return self._shown.whole_text()
