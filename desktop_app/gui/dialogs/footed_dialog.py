"""The frame of the office's dialogs: content above, buttons at the foot, the primary one last."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.i18n import _


class FootedDialog(QDialog):
    """A dialog of the window with a way out; it goes for good when it is closed.

    `size` is width and height in ems, as far as the window behind it has that room; `way_out` is
    what the button that leaves is called, where there is nothing to cancel.
    """

    def __init__(
        self,
        title: str,
        size: tuple[float, float],
        parent: QWidget | None = None,
        *,
        way_out: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.content = QVBoxLayout()
        self.content.setSpacing(em(0.8))
        self._foot = QHBoxLayout()
        self._foot.setSpacing(em(0.7))
        self._foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(em(1.5), em(1.2), em(1.5), em(1.2))
        column.setSpacing(em(1.1))
        column.addLayout(self.content, 1)
        column.addLayout(self._foot)
        self.add_button(way_out or _("Cancel"), self.reject)
        wanted = QSize(em(size[0]), em(size[1]))
        self.resize(wanted.boundedTo(parent.window().size()) if parent else wanted)

    def done(self, result: int) -> None:
        """Give the keys back to the window behind; not every desktop does so by itself."""
        behind = self.parentWidget()
        super().done(result)
        if behind is not None:
            behind.window().activateWindow()

    def add_button(
        self, text: str, run: Callable[[], object], keys: str = "", *, primary: bool = False
    ) -> KeyedButton:
        """Add a button to the right of the others."""
        button = KeyedButton(text, keys, primary=primary)
        button.clicked.connect(lambda _on=False: run())
        self._foot.addWidget(button)
        return button
