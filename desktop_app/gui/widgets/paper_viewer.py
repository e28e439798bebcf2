"""A document of a record, page by page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.pdf_pane import PdfPane
from desktop_app.gui.widgets.words import SecureLabel
from desktop_app.i18n import _


class PaperViewer(QDialog):
    """Shows a PDF from memory; page keys turn it, Escape leaves."""

    def __init__(self, words: str, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Document"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.paper = PdfPane()
        close = KeyedButton(_("Close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(SecureLabel(words, "heading"), 1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(em(1), em(1), em(1), em(1))
        column.addWidget(self.paper, 1)
        column.addLayout(foot)
        if parent is not None:
            self.resize(parent.window().size() * 0.9)
        self.paper.show_pdf(pdf)
        if not self.paper.page_count():
            foot.insertWidget(0, SecureLabel(_("This document cannot be shown."), "blocks"), 1)
        self.paper.setFocus()
