"""A sheet to sign on: with a pen, a finger or the mouse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.gui.style import tokens
from desktop_app.gui.style.look import colours, em
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.thumbnail import png_of
from desktop_app.gui.widgets.words import SecureLabel
from desktop_app.i18n import _

WIDTH, HEIGHT = 1200, 400
INK_WIDTH = 7
_WIDEST, _NARROWEST = 30.0, 15.0

Stroke = list[tuple[int, int]]


class _Sheet(QWidget):
    """The white ground and what is drawn on it, in units of which WIDTH make its width.

    Signals:
        stroke_ended: a line was finished.
        undo_requested, clear_requested: keys for the last line, or for all.
    """

    stroke_ended = Signal()
    undo_requested = Signal()
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strokes: list[Stroke] = []
        self.kept = QImage()
        self._drawing = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(em(_WIDEST))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    def sizeHint(self) -> QSize:
        """Ask for three by one."""
        return QSize(em(_WIDEST), em(_WIDEST) * HEIGHT // WIDTH)

    def minimumSizeHint(self) -> QSize:
        """Be large enough for a name."""
        return QSize(em(_NARROWEST), em(_NARROWEST) * HEIGHT // WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the shape in which the signature is stored."""
        super().resizeEvent(event)
        self.setFixedHeight(self.width() * HEIGHT // WIDTH)

    def event(self, event: QEvent) -> bool:
        """Draw with the first finger; the others rest."""
        kinds = QEvent.Type
        if event.type() in (kinds.TouchBegin, kinds.TouchUpdate, kinds.TouchEnd):
            touch = event
            if isinstance(touch, QTouchEvent) and touch.points():
                self._follow(touch.points()[0].position(), event.type() == kinds.TouchBegin)
            if event.type() == kinds.TouchEnd:
                self._end()
            event.accept()
            return True
        return super().event(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen while it touches the sheet."""
        kinds = QEvent.Type
        if event.type() in (kinds.TabletPress, kinds.TabletMove):
            begins = event.type() == kinds.TabletPress
            if begins or self._drawing:
                self._follow(event.position(), begins)
        else:
            self._end()
        event.accept()  # otherwise the same line comes again as the mouse's

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a line."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._follow(event.position(), begins=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the line."""
        if self._drawing:
            self._follow(event.position(), begins=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the line."""
        self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z takes the last line back, Delete all of them."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw paper in every theme: what is signed is printed."""
        worn, painter = colours(), QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self.kept.isNull():
            painter.drawImage(QRectF(self.rect()), self.kept)
        draw(painter, self.strokes, self.width() / WIDTH)
        weight = tokens.LINE_WEIGHT_PX * (2 if self.hasFocus() else 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(worn.info if self.hasFocus() else worn.muted), weight))
        painter.drawRect(self.rect().adjusted(weight // 2, weight // 2, -weight, -weight))
        painter.end()

    def _follow(self, place: QPointF, begins: bool) -> None:
        share = WIDTH / max(1, self.width())
        x = min(max(round(place.x() * share), 0), WIDTH)
        y = min(max(round(place.y() * share), 0), HEIGHT)
        if begins or not self._drawing:
            self._drawing = True
            self.strokes.append([])
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self.strokes[-1] or self.strokes[-1][-1] != (x, y):
            self.strokes[-1].append((x, y))
        self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self.stroke_ended.emit()


class SignaturePad(QWidget):
    """An editor of the kit; the value is the PNG of a signature, or None.

    A signature kept before is shown and given back as it is until it is cleared. `strokes` are
    what a draft keeps: few numbers, and undo still works after it is resumed.

    Signals:
        edited: a person has drawn a line or taken lines back.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: bytes | None = None
        self._sheet = _Sheet()
        self._sheet.setAccessibleName(_("Signature"))
        self._undo, self._clear = link(_("Take the last line back")), link(_("Clear"))
        self._clear.setAccessibleName(_("Clear the signature"))
        self._state = SecureLabel("", "note")
        foot = QHBoxLayout()
        foot.setSpacing(em(0.9))
        for part in (self._undo, self._clear):
            foot.addWidget(part)
        foot.addWidget(self._state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.3))
        column.addWidget(self._sheet)
        column.addLayout(foot)
        column.addStretch()
        self.setFocusProxy(self._sheet)
        self._sheet.stroke_ended.connect(self._tell)
        self._sheet.undo_requested.connect(self.undo)
        self._sheet.clear_requested.connect(self.clear)
        self._undo.clicked.connect(self.undo)
        self._clear.clicked.connect(self.clear)
        self._say()

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody has signed."""
        return self._kept is None and not self._sheet.strokes

    @property
    def shows_kept(self) -> bool:
        """Tell whether the signature that was kept before still stands."""
        return self._kept is not None

    def value(self) -> bytes | None:
        """Give the signature as a PNG: black on transparent ground, 1200 by 400 pixels."""
        if not self._sheet.strokes:
            return self._kept
        image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        if not self._sheet.kept.isNull():
            painter.drawImage(image.rect(), self._sheet.kept)
        draw(painter, self._sheet.strokes, 1)
        painter.end()
        return png_of(image)

    def set_value(self, value: object) -> None:
        """Show a signature that was kept, or an empty sheet for None."""
        self._kept = value if isinstance(value, bytes) else None
        self._sheet.kept = QImage.fromData(self._kept) if self._kept else QImage()
        self._sheet.strokes = []
        self._say()

    def misread(self) -> str:
        """Every line is a signature."""
        return ""

    def strokes(self) -> list[Stroke]:
        """Give the lines drawn since the signature was shown, as plain numbers."""
        return [list(stroke) for stroke in self._sheet.strokes]

    def draw_again(
        self, strokes: Iterable[Sequence[Sequence[int]]], *, cleared: bool = False
    ) -> None:
        """Draw lines that a draft has kept; `cleared` where what was kept before is gone."""
        if cleared:
            self._forget_kept()
        self._sheet.strokes = [[(int(x), int(y)) for x, y in stroke] for stroke in strokes]
        self._say()

    def undo(self) -> None:
        """Take the last line back."""
        if self._sheet.strokes:
            self._sheet.strokes.pop()
            self._tell()

    def clear(self) -> None:
        """Take everything back, also what was kept before."""
        if not self.is_empty:
            self._sheet.strokes = []
            self._forget_kept()
            self._tell()

    def _forget_kept(self) -> None:
        self._kept, self._sheet.kept = None, QImage()

    def _tell(self) -> None:
        self._say()
        self.edited.emit()

    def _say(self) -> None:
        self._undo.setEnabled(bool(self._sheet.strokes))
        self._clear.setEnabled(not self.is_empty)
        self._state.show_text(
            _("Sign here with a pen, a finger or the mouse.") if self.is_empty else ""
        )
        said = _("not signed yet") if self.is_empty else _("signed")
        self._sheet.setAccessibleDescription(said)
        self._sheet.update()


def draw(painter: QPainter, strokes: Iterable[Stroke], scale: float) -> None:
    """Draw lines with round ends, smooth between their points; a tap is a dot."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ends, joins = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(
        QPen(Qt.GlobalColor.black, INK_WIDTH * scale, Qt.PenStyle.SolidLine, ends, joins)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        points = [QPointF(x * scale, y * scale) for x, y in stroke]
        if len(points) == 1:
            painter.drawPoint(points[0])
            continue
        path = QPainterPath(points[0])
        for here, after in zip(points[1:], [*points[2:], points[-1]], strict=True):
            path.quadTo(here, (here + after) / 2)
        painter.drawPath(path)
