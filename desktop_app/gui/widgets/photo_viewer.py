"""Pictures of a record, large, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.thumbnail import picture_of
from desktop_app.gui.widgets.words import SecureLabel, label
from desktop_app.i18n import _

Read = Callable[[str], bytes]

_FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Space)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)


class PhotoViewer(QDialog):
    """Shows one picture in the whole dialog; the arrow keys turn over, Escape leaves."""

    def __init__(
        self, pictures: Sequence[Attachment], at: int, read: Read, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pictures = tuple(pictures)
        self._read = read
        self._at = at
        self._whole = QPixmap()
        self._build()
        self.setWindowTitle(_("Photos"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if parent is not None:
            self.resize(parent.window().size() * 0.9)
        self.show_at(at)
        self._sheet.setFocus()

    @property
    def at(self) -> int:
        """Which picture is shown, from 0."""
        return self._at

    def show_at(self, at: int) -> None:
        """Show one of the pictures; before the first and behind the last nothing happens."""
        if not 0 <= at < len(self._pictures):
            return
        self._at = at
        one = self._pictures[at]
        said = self._load(one)
        self._where.setText(f"{at + 1} / {len(self._pictures)}")
        self._caption.show_text(one.caption or _("Without a caption"))
        facts = [one.taken_on.isoformat() if one.taken_on else ""]
        facts.append(_("with its place") if one.with_location else "")
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        self._sheet.setAccessibleName(said or self._caption.whole_text())
        self._before.setEnabled(at > 0)
        self._after.setEnabled(at < len(self._pictures) - 1)
        self._fit(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn over, go to either end, or leave."""
        key = event.key()
        if key in _FORWARD or key in _BACK:
            self.show_at(self._at + (1 if key in _FORWARD else -1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.show_at(0 if key == Qt.Key.Key_Home else len(self._pictures) - 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new size."""
        super().resizeEvent(event)
        self._fit(self._sheet.text())

    def _build(self) -> None:
        self._sheet = QLabel()
        self._sheet.setTextFormat(Qt.TextFormat.PlainText)
        self._sheet.setWordWrap(True)
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sheet.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._sheet.setMinimumSize(em(20), em(12))
        # The arrows would go from button to button if one of them had the keys first.
        self._sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._caption = SecureLabel("", "heading")
        self._facts, self._where = label("", "caption"), label("", "caption")
        self._before = KeyedButton(_("Photo before"))
        self._after = KeyedButton(_("Next photo"))
        close = KeyedButton(_("Close"))
        self._before.clicked.connect(lambda: self.show_at(self._at - 1))
        self._after.clicked.connect(lambda: self.show_at(self._at + 1))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(em(0.7))
        foot.addWidget(self._caption, 1)
        for part in (self._facts, self._where, self._before, self._after, close):
            foot.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(em(1), em(1), em(1), em(1))
        column.setSpacing(em(0.8))
        column.addWidget(self._sheet, 1)
        column.addLayout(foot)

    def _load(self, one: Attachment) -> str:
        """Read a picture; what stands in the way is the answer."""
        self._whole = QPixmap()
        try:
            data = self._read(one.sha256)
        except CircumstanceError as circumstance:
            return circumstance.sentence()
        self._whole = picture_of(data, self.screen().size() * self.devicePixelRatioF())
        return _("This picture is damaged and cannot be read.") if self._whole.isNull() else ""

    def _fit(self, instead: str) -> None:
        if self._whole.isNull():
            self._sheet.setText(instead)
            return
        room = self._sheet.size().boundedTo(self._whole.size())
        how = Qt.TransformationMode.SmoothTransformation
        self._sheet.setPixmap(self._whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, how))
