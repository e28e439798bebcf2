"""One line of the scan review to look at: the name, the signature below it, the page beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.money import format_yuan
from desktop_app.domain.scan import Scan
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.grant_columns import unit_of
from desktop_app.gui.tables.scan_rows import STATES, ScanRow
from desktop_app.gui.widgets.page_picture import PagePicture
from desktop_app.gui.widgets.words import Badge, label
from desktop_app.i18n import _
from desktop_app.services.office import Office


class ScanPane(QWidget):
    """Shows a line; the whole page stands in `page`, which lies wherever its owner puts it."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._pixels = QPixmap()
        self._shown = ""
        self.page = PagePicture((18, 20))
        self.signature = PagePicture((16, 8))
        self._name, self._about = label("", "name", wrap=True), label("", "muted", wrap=True)
        self._badge = Badge()
        self._advice = label("", "note", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(em(1), em(0.6), em(1), em(0.6))
        column.setSpacing(em(0.6))
        for part in (self._name, self._badge, self._about):
            column.addWidget(part)
        column.addWidget(self.signature, 1)
        column.addWidget(self._advice)

    def show_row(self, row: ScanRow | None) -> None:
        """Show a line of the review, or nothing."""
        if row is None:
            for line in (self._name, self._about, self._advice):
                line.setText("")
            self._badge.show_word("")
            self.signature.show_words("")
            self.page.show_words("")
            return
        words, tone = STATES[row.state]
        self._name.setText(row.name or row.where)
        self._badge.show_word(_(words), tone)
        self._about.setText(_about(row))
        self._advice.setText(row.words or _("Enter: signed · E: empty · Ctrl+Z: undo"))
        self._show_page(row)

    def _show_page(self, row: ScanRow) -> None:
        trouble = self._load(row.scan) if row.scan else _("There is no picture of this sheet.")
        if trouble:
            self.page.show_words(trouble)
            self.signature.show_words("")
            return
        if row.place is None:
            self.page.show_picture(self._pixels, _("The scanned page"))
            self.signature.show_words("")
            return
        box = row.place.box
        place = QRect(box.left, box.top, box.width, box.height)
        self.page.show_picture(self._pixels, _("The scanned page"), place)
        name = _("The place to sign of {name}").format(name=row.name)
        self.signature.show_picture(self._pixels.copy(place), name)

    def _load(self, scan: Scan) -> str:
        """Read a page, unless it is in sight already; what stands in the way is the answer."""
        if self._shown == scan.sha256:
            return ""
        self._shown, self._pixels = "", QPixmap()
        try:
            data = self._office.scan_back.picture(scan)
        except CircumstanceError as circumstance:
            return circumstance.sentence()
        if not self._pixels.loadFromData(data):
            return _("This picture is damaged and cannot be read.")
        self._shown = scan.sha256
        return ""


def _about(row: ScanRow) -> str:
    parts = [row.sheet, row.number]
    if row.place is not None:
        grant = row.place.line.grant
        parts += [
            unit_of(row.place.line),
            _("{yuan} yuan").format(yuan=format_yuan(grant.cash_fen)),
        ]
    return " · ".join(part for part in parts if part)
