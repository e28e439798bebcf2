"""One photo of a form with its caption under it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.attachment import MAX_CAPTION, Attachment
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.thumbnail import Thumbnail
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import _


class PhotoCard(QWidget):
    """One photo with its caption under it.

    Signals:
        opened, removed: a wish about this photo.
        moved: a wish to go that many places to the right.
        captioned: the caption was changed by hand.
    """

    opened = Signal()
    removed = Signal()
    moved = Signal(int)
    captioned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = Thumbnail()
        self.caption = TextLine()
        self.caption.setMaxLength(MAX_CAPTION)
        self.caption.setPlaceholderText(_("Caption"))
        self.caption.setFixedWidth(self.picture.sizeHint().width())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.3))
        column.addWidget(self.picture)
        column.addWidget(self.caption)
        self.picture.clicked.connect(self.opened)
        self.caption.edited.connect(lambda: self.captioned.emit(self.caption.value()))

    def show_photo(self, photo: Attachment, picture: QPixmap, place: str, instead: str) -> None:
        """Show a photo; `place` says which of how many, `instead` why it cannot be seen."""
        spoken = f"{place}: {photo.caption}" if photo.caption else place
        self.picture.show_picture(picture, spoken, instead)
        self.caption.setAccessibleName(_("Caption of {photo}").format(photo=place))
        if self.caption.value() != photo.caption:
            self.caption.set_value(photo.caption)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the photo, Delete takes it away."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() == Qt.Key.Key_Delete and self.picture.hasFocus():
            self.removed.emit()
        else:
            super().keyPressEvent(event)
