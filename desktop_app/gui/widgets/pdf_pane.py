"""A PDF held in memory, on the screen: the width of the pane, pages turned with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _

_FORWARD = (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Space)
_BACK = (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Backspace)


class PdfPane(QWidget):
    """Shows what was drawn; nothing of it touches the disk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Children go in this order: a view may still be drawing from document and buffer.
        self._view = _TurningView(self)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setAccessibleName(_("Preview"))
        self._where = label("", "caption")
        self._view.pageNavigator().currentPageChanged.connect(lambda _page: self._say_where())
        before, after = link(_("Page before")), link(_("Next page"))
        before.clicked.connect(lambda: self._view.turn(-1))
        after.clicked.connect(lambda: self._view.turn(1))
        foot = QHBoxLayout()
        foot.setSpacing(em(1))
        foot.addStretch()
        for part in (before, self._where, after):
            foot.addWidget(part)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.3))
        column.addWidget(self._view, 1)
        column.addLayout(foot)
        self.setFocusProxy(self._view)

    def show_pdf(self, pdf: bytes) -> None:
        """Show these pages from the first on."""
        self.clear()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._say_where()

    def clear(self) -> None:
        """Show nothing and forget what was shown."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())
        self._say_where()

    def page_count(self) -> int:
        """Count the pages."""
        return self._document.pageCount()

    def current_page(self) -> int:
        """Give the page in sight, from 1; 0 where there is none."""
        return self._view.pageNavigator().currentPage() + 1 if self.page_count() else 0

    def _say_where(self) -> None:
        words = _("Page {page} of {pages}").format(
            page=self.current_page(), pages=f"{self.page_count():,}"
        )
        self._where.setText(words if self.page_count() else "")


class _TurningView(QPdfView):
    """Pages up and down by whole pages."""

    def turn(self, by: int) -> None:
        document, navigator = self.document(), self.pageNavigator()
        page = max(0, min(navigator.currentPage() + by, document.pageCount() - 1))
        if document.pageCount():
            navigator.jump(page, QPointF(), navigator.currentZoom())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _FORWARD:
            self.turn(1)
        elif event.key() in _BACK:
            self.turn(-1)
        else:
            super().keyPressEvent(event)
