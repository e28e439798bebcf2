"""Widgets one after the other, going on below where the line is full, as words do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.gui.style.look import em


class FlowRow(QWidget):
    """Places its widgets itself: a `QLayout` written in Python may be collected too early."""

    def __init__(self, gap: float = 0.45, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._flowing: list[QWidget] = []
        self._was_shown = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def flowing(self) -> tuple[QWidget, ...]:
        """The widgets in their order, hidden ones too."""
        return tuple(self._flowing)

    def add(self, widget: QWidget, *, before: QWidget | None = None) -> None:
        """Add one after the others, or before one of them."""
        widget.setParent(self)
        widget.show()
        at = self._flowing.index(before) if before else len(self._flowing)
        self._flowing.insert(at, widget)
        self._flow()

    def remove(self, widget: QWidget) -> None:
        """Take one away for good."""
        self._flowing.remove(widget)
        widget.hide()
        widget.deleteLater()
        self._flow()

    def reflow(self) -> None:
        """Place them anew after one has come to want another size."""
        self._flow()

    def heightForWidth(self, width: int) -> int:
        """Count the lines at this width."""
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        sizes = [widget.sizeHint() for widget in self._flowing if not widget.isHidden()]
        width = sum(size.width() + em(self._gap) for size in sizes)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        """Need what the widest of them needs, and the lines it takes at the present width.

        Before it is shown it has no width yet; many lines in a page that nobody has opened would
        make the window taller than a small screen.
        """
        widest = max((widget.minimumSizeHint().width() for widget in self._flowing), default=0)
        if not self._was_shown:
            return QSize(widest, self.sizeHint().height())
        return QSize(widest, self._place(max(self.width(), widest), move=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow anew."""
        super().resizeEvent(event)
        self._flow()

    def event(self, event: QEvent) -> bool:
        """Flow anew when one of the widgets has come to want another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._flow()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Flow anew: until now the stylesheet had given the widgets no sizes."""
        super().showEvent(event)
        self._was_shown = True
        self._flow()

    def changeEvent(self, event: QEvent) -> None:
        """Flow anew at another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._flow()

    def _flow(self) -> None:
        self._place(self.width(), move=True)
        self.updateGeometry()

    def _place(self, width: int, *, move: bool) -> int:
        """Walk along the lines; the answer is the height used."""
        y, gap = 0, em(self._gap)
        for line in self._lines(width, gap):
            height = max(widget.sizeHint().height() for widget in line)
            x = 0
            for widget in line:
                size = widget.sizeHint().boundedTo(QSize(width, height))
                if move:
                    place = QPoint(x, y + (height - size.height()) // 2)
                    widget.setGeometry(QRect(place, size))
                x += size.width() + gap
            y += height + gap
        return max(0, y - gap)

    def _lines(self, width: int, gap: int) -> list[list[QWidget]]:
        """Deal what is not hidden out to lines of this width."""
        lines: list[list[QWidget]] = []
        x = 0
        for widget in self._flowing:
            if widget.isHidden():
                continue
            wanted = widget.sizeHint().width()
            if not lines or x + wanted > width:
                lines.append([])
                x = 0
            lines[-1].append(widget)
            x += wanted + gap
        return lines
