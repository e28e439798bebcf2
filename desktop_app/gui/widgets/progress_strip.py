"""How far long work is, what it is doing, how long it will take, and the way to stop it."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext

_WORTH_GUESSING_S = 2.0


class ProgressStrip(QFrame):
    """Hidden until work begins; it ends with what happened.

    Signals:
        cancel_requested: the person has changed their mind.
    """

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._began = 0.0
        self._what, self._left = label(), label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = KeyedButton(_("Cancel"))
        self._cancel.clicked.connect(self._ask_to_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(em(0.8), em(0.5), em(0.8), em(0.5))
        row.setSpacing(em(0.8))
        row.addWidget(self._what)
        row.addWidget(self._bar, 1)
        row.addWidget(self._left)
        row.addWidget(self._cancel)
        self.hide()

    def begin(self, what: str) -> None:
        """Say what is being done; how much is not known yet."""
        self._began = monotonic()
        self._what.setText(what)
        self._left.clear()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(what)
        for part in (self._bar, self._cancel):
            part.show()
        self._cancel.setEnabled(True)
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many items are behind us and guess the rest."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._left.setText(f"{done:,} / {total:,}  {self._guess(done, total)}".rstrip())

    def end(self, what_happened: str) -> None:
        """Say what happened and keep it readable."""
        self._what.setText(what_happened)
        self._left.clear()
        for part in (self._bar, self._cancel):
            part.hide()
        self.setVisible(bool(what_happened))

    def _ask_to_stop(self) -> None:
        self._cancel.setEnabled(False)
        self._left.setText(_("Stopping…"))
        self.cancel_requested.emit()

    def _guess(self, done: int, total: int) -> str:
        spent = monotonic() - self._began
        if not done or spent < _WORTH_GUESSING_S:
            return ""
        seconds = round(spent / done * (total - done))
        if seconds < 60:
            return ngettext("{count} second left", "{count} seconds left", seconds).format(
                count=seconds
            )
        minutes = round(seconds / 60)
        return ngettext("{count} minute left", "{count} minutes left", minutes).format(
            count=minutes
        )
