"""A line across the page: what happened or waits, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import IconButton, link
from desktop_app.gui.widgets.words import label, set_role
from desktop_app.i18n import _

Step = tuple[str, Callable[[], object]]


class Notice(QFrame):
    """Hidden until there is something to say; `warns` colours what must not be overlooked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("", wrap=True)
        self._steps = QHBoxLayout()
        self._close = IconButton("close", _("Close"))
        self._close.clicked.connect(self.hide)
        self._buttons: list[QWidget] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(em(1), em(0.4), em(0.5), em(0.4))
        row.setSpacing(em(1))
        row.addWidget(self._words, 1)
        row.addLayout(self._steps)
        row.addWidget(self._close)
        self.hide()

    def say(self, words: str, steps: Sequence[Step] = (), *, warns: bool = False) -> None:
        """Say something and offer the next steps; a warning cannot be closed."""
        set_role(self, "summary" if warns else "card")
        set_role(self, "true" if warns else "false", "warns")
        self._words.setText(words)
        self.setAccessibleName(words)
        self._clear()
        for text, run in steps:
            button = link(text)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _on=False, run=run: run())
            self._buttons.append(button)
            self._steps.addWidget(button)
        self._close.setVisible(not warns)
        self.show()

    def words(self) -> str:
        """Give what is said, or "" while hidden."""
        return "" if self.isHidden() else self._words.text()

    def steps(self) -> list[QWidget]:
        """Give the buttons of the next steps."""
        return list(self._buttons)

    def _clear(self) -> None:
        for button in self._buttons:
            self._steps.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
