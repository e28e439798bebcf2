"""The list of keys that F1 shows."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui.actions import Shortcut, page_keys
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import keys_as_shown
from desktop_app.gui.widgets.words import Badge, label
from desktop_app.i18n import _


class KeyListDialog(QDialog):
    """All keys in two columns, each with what it does; the rail has so many `pages`."""

    def __init__(self, parent: QWidget | None = None, *, pages: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        ground = QWidget()
        grid = QGridLayout(ground)
        grid.setContentsMargins(0, 0, em(1), 0)
        grid.setHorizontalSpacing(em(1))
        grid.setVerticalSpacing(em(0.6))
        shown = [(keys_as_shown(key.keys), _(key.meaning)) for key in Shortcut]
        shown.append(
            (
                f"{keys_as_shown('Alt+1')} … {page_keys(pages)[-1:]}",
                _("Go to a page of the left rail"),
            )
        )
        half = (len(shown) + 1) // 2
        for at, (keys, meaning) in enumerate(shown):
            row, column = at % half, at // half * 2
            grid.addWidget(Badge(keys, "key"), row, column)
            grid.addWidget(label(meaning), row, column + 1)
        close = QDialogButtonBox()
        button = close.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        button.setAccessibleName(button.text())
        close.rejected.connect(self.reject)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(em(1.5), em(1.5), em(1.5), em(1))
        column_layout.setSpacing(em(1.2))
        column_layout.addWidget(_scrolled(ground))
        column_layout.addWidget(close)


def _scrolled(ground: QWidget) -> QScrollArea:
    """Give the keys their room, and on a small screen with large text a bar to scroll."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(ground)
    area.setWidgetResizable(True)
    area.setAccessibleName(_("Keys"))
    for part in ground.findChildren(QWidget):
        part.ensurePolished()
    wanted = ground.sizeHint()
    room = QGuiApplication.primaryScreen().availableSize().height() - em(10)
    area.setMinimumSize(wanted.width() + em(1), min(wanted.height(), room))
    return area
