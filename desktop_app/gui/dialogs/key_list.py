"""The list of keys that F1 shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui.actions import Shortcut
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import keys_as_shown
from desktop_app.gui.widgets.words import Badge, label
from desktop_app.i18n import _


class KeyListDialog(QDialog):
    """All keys in two columns, each with what it does; large text scrolls on a small screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        keys_ground = QWidget()
        grid = QGridLayout(keys_ground)
        grid.setContentsMargins(0, 0, em(1), 0)
        grid.setHorizontalSpacing(em(1))
        grid.setVerticalSpacing(em(0.6))
        shown = [(keys_as_shown(key.keys), _(key.meaning)) for key in Shortcut]
        shown.append((f"{keys_as_shown('Alt+1')} … 0", _("Go to a page of the left rail")))
        half = (len(shown) + 1) // 2
        for at, (keys, meaning) in enumerate(shown):
            row, column = at % half, at // half * 2
            grid.addWidget(Badge(keys, "key"), row, column)
            grid.addWidget(label(meaning), row, column + 1)
        close = QDialogButtonBox()
        close.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.rejected.connect(self.reject)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(em(1.5), em(1.5), em(1.5), em(1))
        column_layout.setSpacing(em(1.2))
        column_layout.addWidget(_scrolling(keys_ground), 1)
        column_layout.addWidget(close)
        room = self.screen().availableGeometry().height() - em(3)
        wanted = self.sizeHint()
        self.resize(wanted.width(), min(wanted.height(), room))


def _scrolling(ground: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(ground)
    area.setWidgetResizable(True)
    area.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumWidth(ground.sizeHint().width())
    area.setAccessibleName(_("Keys"))
    return area
