"""A picture of a page, or of a piece of it, as large as there is room, with a place marked."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.gui.style import tokens
from desktop_app.gui.style.look import colours, em


class PagePicture(QWidget):
    """Shows a picture whole, or words where there is none; it takes no keys."""

    def __init__(self, least: tuple[float, float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture, self._marked, self._instead = QPixmap(), QRect(), ""
        self.setMinimumSize(em(least[0]), em(least[1]))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def picture(self) -> QPixmap:
        """Give what is shown."""
        return self._picture

    def show_picture(self, picture: QPixmap, name: str, marked: QRect | None = None) -> None:
        """Show a picture; `name` is what a screen reader says, `marked` a place in its pixels."""
        self._picture, self._marked, self._instead = picture, marked or QRect(), ""
        self.setAccessibleName(name)
        self.update()

    def show_words(self, words: str) -> None:
        """Show words instead of a picture."""
        self._picture, self._marked, self._instead = QPixmap(), QRect(), words
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for little more than the least."""
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, picture or words, the mark and the frame."""
        worn, painter = colours(), QPainter(self)
        painter.fillRect(self.rect(), QColor(worn.canvas))
        if self._picture.isNull():
            painter.setPen(QColor(worn.muted))
            edge = em(0.8)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(edge, edge, -edge, -edge), flags, self._instead)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = self._place()
            painter.drawPixmap(place, self._picture)
            self._paint_mark(painter, place)
        painter.setPen(QPen(QColor(worn.line), tokens.LINE_WEIGHT_PX))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_mark(self, painter: QPainter, place: QRect) -> None:
        if self._marked.isNull():
            return
        scale = place.width() / self._picture.width()
        marked = QRectF(
            place.x() + self._marked.x() * scale,
            place.y() + self._marked.y() * scale,
            self._marked.width() * scale,
            self._marked.height() * scale,
        )
        painter.setPen(QPen(QColor(colours().accent), 2 * tokens.LINE_WEIGHT_PX))
        painter.drawRect(marked)

    def _place(self) -> QRect:
        room = self.size() - QSize(em(0.8), em(0.8))
        size = self._picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        return place
