"""The slim line at the foot of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.words import Badge, SecureLabel, label
from desktop_app.i18n import _

PARTS = ("user", "campaign", "saved", "exchange")


class StatusLine(QWidget):
    """User and role, campaign, what is saved, the last exchange; the state code at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._parts = {name: SecureLabel() for name in PARTS}
        for part in self._parts.values():
            part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._code_caption, self._code = label(_("State code")), label()
        self._code.setObjectName("state_code")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(em(1.3), em(0.35), em(1.3), em(0.35))
        row.setSpacing(em(1.5))
        self._warning = Badge()
        row.addWidget(self._warning)
        for part in self._parts.values():
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self._code_caption)
        row.addWidget(self._code)
        self.show_state("")

    def show_part(self, name: str, words: str) -> None:
        """Say one thing: `name` is user, campaign, saved or exchange."""
        self._parts[name].show_text(words)
        self._parts[name].setVisible(bool(words))

    def show_warning(self, words: str) -> None:
        """Say what must not be overlooked on any page, such as that the data are a sample."""
        self._warning.show_word(words, "warn")

    def show_state(self, code: str, whole: str = "") -> None:
        """Show the state code that two people can compare by telephone; the tool tip is whole."""
        self._code.setText(code)
        self._code.setToolTip(whole)
        for part in (self._code_caption, self._code):
            part.setVisible(bool(code))
