"""Line icons in the colour of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from desktop_app import paths
from desktop_app.gui.style import tokens
from desktop_app.gui.style.look import colours, em

_DRAWN_COLOUR = "currentColor"
_SHARPNESS = 2  # drawn for screens of twice the usual density


def icon(name: str) -> QIcon:
    """Give an icon of `resources/icons`: ink, muted while disabled, accent while chosen."""
    worn = colours()
    made = QIcon()
    for colour, mode, state in (
        (worn.ink, QIcon.Mode.Normal, QIcon.State.Off),
        (worn.muted, QIcon.Mode.Disabled, QIcon.State.Off),
        (worn.accent, QIcon.Mode.Normal, QIcon.State.On),
    ):
        made.addPixmap(_drawn(name, colour), mode, state)
    return made


def on_accent(name: str) -> QIcon:
    """Give an icon for the ground of a primary button."""
    return QIcon(_drawn(name, colours().on_accent))


def icon_size() -> QSize:
    """Give the size of icons beside text."""
    return QSize(em(tokens.ICON), em(tokens.ICON))


def _drawn(name: str, colour: str) -> QPixmap:
    """Draw an icon once in each colour and size: a window asks for a thousand of them."""
    size = icon_size() * _SHARPNESS
    kept = f"{name}/{colour}/{size.width()}"
    pixmap = QPixmap()
    if QPixmapCache.find(kept, pixmap):
        return pixmap
    drawing = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace(_DRAWN_COLOUR, colour).encode()))
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(_SHARPNESS)
    QPixmapCache.insert(kept, pixmap)
    return pixmap
