"""The left rail: an icon and a word for every page, and how much waits there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui.style import icons
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import IconButton
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _

WIDTH = 11.5


@dataclass(frozen=True, slots=True)
class RailEntry:
    """A page as the rail shows it; `keys` may be empty."""

    title: str
    icon: str
    keys: str = ""


class _RailButton(QPushButton):
    def __init__(self, entry: RailEntry) -> None:
        super().__init__(entry.title)
        self._entry = entry
        self._words = ""
        self.count = label("", "count")
        self.count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(entry.title)
        self.setToolTip(entry.title)
        QShortcut(QKeySequence(entry.keys), self).activated.connect(self.click)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, em(0.6), 0)
        row.addStretch()
        row.addWidget(self.count)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()

    def show_words(self, on: bool) -> None:
        self.setText(f" {self._entry.title}" if on else "")
        self.count.setVisible(on)

    def show_count(self, words: str) -> None:
        """Say "12 unsigned", or 12 alone where the page's name leaves no room for the word."""
        self._words = words
        self.setAccessibleDescription(words)
        self._fit_count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_count()

    def sizeHint(self) -> QSize:
        return QSize(em(4), self.fontMetrics().height() + em(1.33))

    def minimumSizeHint(self) -> QSize:
        """Give up the room around the word, where large text meets a low screen."""
        return QSize(em(4), self.fontMetrics().height() + em(0.3))

    def _draw(self) -> None:
        self.setIcon(icons.icon(self._entry.icon))
        self.setIconSize(icons.icon_size())

    def _fit_count(self) -> None:
        title = self.fontMetrics().horizontalAdvance(self._entry.title) + em(4.2)
        needed = self.count.fontMetrics().horizontalAdvance(self._words) + em(0.6)
        fits = title + needed <= self.width()
        self.count.setText(self._words if fits else self._words.partition(" ")[0])


class Rail(QWidget):
    """Buttons from top to bottom; it can be folded to the icons alone.

    Signals:
        chosen: the place of the page that was asked for, from 0.
    """

    chosen = Signal(int)

    def __init__(self, entries: Sequence[RailEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folded = False
        self._buttons = [_RailButton(entry) for entry in entries]
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(em(0.5), em(0.8), em(0.5), em(0.5))
        column.setSpacing(em(0.15))
        column.addLayout(self._build_emblem())
        column.addSpacing(em(0.6))
        for at, button in enumerate(self._buttons):
            self._group.addButton(button, at)
            column.addWidget(button)
        column.addStretch()
        fold = IconButton("menu", _("Fold or unfold the rail"))
        fold.clicked.connect(self.fold)
        column.addWidget(fold)
        self._group.idClicked.connect(self.chosen)
        self._arrange()

    def show_chosen(self, at: int) -> None:
        """Mark the page that is in front."""
        self._buttons[at].setChecked(True)

    def show_count(self, at: int, words: str) -> None:
        """Say how much waits on a page: "3 drafts", or nothing."""
        self._buttons[at].show_count(words)

    def fold(self) -> None:
        """Show icons alone, or icons and words."""
        self._folded = not self._folded
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the width right for the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _build_emblem(self) -> QHBoxLayout:
        self._emblem = QLabel("暖")
        self._emblem.setObjectName("emblem")
        self._emblem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._program = label(_("Nuanfang"), "title")
        row = QHBoxLayout()
        row.setContentsMargins(em(0.5), 0, 0, 0)
        row.setSpacing(em(0.6))
        row.addWidget(self._emblem)
        row.addWidget(self._program, 1)
        return row

    def _arrange(self) -> None:
        self.setFixedWidth(em(3.8 if self._folded else WIDTH))
        self._emblem.setFixedSize(em(1.7), em(1.7))
        self._program.setVisible(not self._folded)
        for button in self._buttons:
            button.show_words(not self._folded)
