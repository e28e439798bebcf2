"""The list of keys that F1 shows."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from desktop_app.gui.actions import Shortcut, page_keys
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import keys_as_shown
from desktop_app.gui.widgets.words import Badge, label
from desktop_app.i18n import _


class KeyListDialog(QDialog):
    """All keys in two columns, each with what it does; the rail has so many `pages`."""

    def __init__(self, parent: QWidget | None = None, *, pages: int = 10) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        grid = QGridLayout()
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
        column_layout.addLayout(grid)
        column_layout.addWidget(close)
