"""A small picture that one can press, with its frame, its focus and its name in sound."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_app.gui.style import tokens
from desktop_app.gui.style.look import colours, em

WIDTH, HEIGHT = 10.4, 7.8
_SHARPNESS = 2  # read for screens of twice the usual density
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Thumbnail(QAbstractButton):
    """Shows a picture whole inside its frame, or words where there is none.

    `share` is the part of the usual size that it takes. Keys together with Alt are left to
    whoever holds it.
    """

    def __init__(self, share: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = share
        self._picture = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: QPixmap, name: str, instead: str = "") -> None:
        """Show a picture, or the words `instead` of it; `name` is what a screen reader says."""
        self._picture = picture
        self.setText(instead)
        self.setAccessibleName(name)
        self.setToolTip(instead)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for four by three."""
        return QSize(em(WIDTH * self._share), em(HEIGHT * self._share))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, picture, frame, and a ring while it has the focus."""
        worn, painter = colours(), QPainter(self)
        painter.fillRect(self.rect(), QColor(worn.canvas))
        if self._picture.isNull():
            painter.setPen(QColor(worn.muted))
            edge = em(0.5)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(edge, edge, -edge, -edge), flags, self.text())
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self._place(), self._picture)
        weight = tokens.LINE_WEIGHT_PX * (2 if self.hasFocus() else 1)
        painter.setPen(QPen(QColor(worn.info if self.hasFocus() else worn.line), weight))
        painter.drawRect(self.rect().adjusted(weight // 2, weight // 2, -weight, -weight))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses like the space bar."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.key() in _ENTER and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def _place(self) -> QRect:
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        return place


def small_picture(data: bytes) -> QPixmap:
    """Read a picture at the size of a thumbnail; a null one where it cannot be read."""
    return picture_of(data, QSize(em(WIDTH), em(HEIGHT)) * _SHARPNESS)


def picture_of(data: bytes, within: QSize) -> QPixmap:
    """Read a picture no larger than it is and no larger than `within`."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() > within.width() or size.height() > within.height():
        reader.setScaledSize(size.scaled(within, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())


def png_of(image: QImage) -> bytes:
    """Encode a picture."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows bytes alone
    return bytes(buffer.data().data())
