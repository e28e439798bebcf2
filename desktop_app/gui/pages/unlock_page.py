"""The door: user name and passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import SecureLabel, label
from desktop_app.i18n import _, ngettext

_SECOND_MS = 1000


class UnlockPage(QWidget):
    """Asks for the passphrase; it keeps neither passphrase nor key.

    Signals:
        unlock_requested: user name and passphrase.
        recovery_requested: the user name of somebody who has forgotten the passphrase.
    """

    unlock_requested = Signal(str, str)
    recovery_requested = Signal(str)

    def __init__(
        self, union: str, last_user: str = "", notice: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page_ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._seconds = 0
        self._user = TextLine()
        self._user.setText(last_user)
        self._passphrase = QLineEdit()
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._refusal = label("", "blocks", wrap=True)
        self._open = KeyedButton(_("Unlock"), primary=True)
        self._open.clicked.connect(self._ask)
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._count_down)
        self._build(union, notice)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor where something is still to be typed."""
        (self._passphrase if self._user.value() else self._user).setFocus()

    def show_refusal(self, sentence: str, wait_seconds: int = 0) -> None:
        """Say why it did not open; the next try is possible after so many seconds."""
        self._passphrase.clear()
        self._refusal.setText(sentence)
        self._refusal.show()
        self._seconds = wait_seconds
        self._show_wait()
        if wait_seconds:
            self._clock.start()
        self.take_focus()

    def show_opening(self) -> None:
        """Take no second try while the first is under way: deriving the key takes a moment."""
        self._open.setEnabled(False)
        self._open.setText(_("Opening…"))
        self._refusal.hide()

    def _build(self, union: str, notice: str) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(em(26))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(em(2), em(2), em(2), em(2))
        inside.setSpacing(em(0.5))
        inside.addWidget(label(_("Nuanfang"), "name"))
        inside.addWidget(SecureLabel(union, "muted"))
        if notice:
            inside.addWidget(label(notice, "note", wrap=True))
        inside.addSpacing(em(0.8))
        for words, editor in ((_("User"), self._user), (_("Passphrase"), self._passphrase)):
            caption = label(words, "caption")
            caption.setBuddy(editor)
            editor.setAccessibleName(words)
            editor.returnPressed.connect(self._open.click)
            inside.addWidget(caption)
            inside.addWidget(editor)
        inside.addWidget(self._refusal)
        inside.addSpacing(em(0.6))
        inside.addWidget(self._open)
        forgotten = link(_("Passphrase forgotten…"))
        forgotten.clicked.connect(lambda: self.recovery_requested.emit(self._user.value()))
        inside.addWidget(forgotten, 0, Qt.AlignmentFlag.AlignHCenter)
        self._refusal.hide()
        column = QVBoxLayout(self)
        column.addStretch()
        middle = QHBoxLayout()  # an alignment would cut sentences of several lines
        middle.addStretch()
        middle.addWidget(card)
        middle.addStretch()
        column.addLayout(middle)
        column.addStretch()

    def _ask(self) -> None:
        if self._user.value() and self._passphrase.text():
            self.unlock_requested.emit(self._user.value(), self._passphrase.text())
        else:
            self.show_refusal(_("Please give your user name and your passphrase."))

    def _count_down(self) -> None:
        self._seconds -= 1
        self._show_wait()
        if self._seconds <= 0:
            self._clock.stop()
            self.take_focus()

    def _show_wait(self) -> None:
        waiting = self._seconds > 0
        self._open.setEnabled(not waiting)
        words = ngettext(
            "Unlock again in {count} second", "Unlock again in {count} seconds", self._seconds
        )
        self._open.setText(words.format(count=self._seconds) if waiting else _("Unlock"))
