"""Taking pages with the laptop's camera, where it has one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.widgets.camera_feed import Feed
from desktop_app.gui.widgets.page_picture import PagePicture
from desktop_app.gui.widgets.thumbnail import png_of
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext
from desktop_app.services.scanning.pages import Source


class CameraDialog(FootedDialog):
    """Shows what a feed sees; each press takes one page, then all are filed together.

    Signals:
        taken: the pages as a list of Source.
    """

    taken = Signal(object)

    def __init__(self, feed: Feed, parent: QWidget | None = None) -> None:
        super().__init__(_("Take pages with the camera"), (60, 44), parent)
        self._pages: list[Source] = []
        self._frame = QImage()
        self._feed = feed
        self._feed.frame_seen.connect(self._show)
        self._view = PagePicture((40, 24))
        self._view.show_words(_("Waiting for the camera…"))
        self._told = label("", "muted")
        advice = _("Lay the whole sheet flat in good light, then press the space bar.")
        self.content.addWidget(label(advice, wrap=True))
        self.content.addWidget(self._view, 1)
        self.content.addWidget(self._told)
        self.take_button = self.add_button(_("Take this page"), self.take, "Space")
        self.file_button = self.add_button(
            _("File these pages"), self.file, "Ctrl+Return", primary=True
        )
        self.take_button.setEnabled(False)
        self.file_button.setEnabled(False)
        self._feed.start()

    def take(self) -> None:
        """Keep the frame in sight as a page."""
        if self._frame.isNull():
            return
        count = len(self._pages) + 1
        name = _("Camera, page {page}").format(page=count)
        self._pages.append(Source(name, data=png_of(self._frame)))
        words = ngettext("{count} page taken", "{count} pages taken", count)
        self._told.setText(words.format(count=count))
        self.file_button.setEnabled(True)

    def file(self) -> None:
        """Hand the pages over."""
        if self._pages:
            self.taken.emit(list(self._pages))
            self.accept()

    def done(self, result: int) -> None:
        """Let the camera go."""
        self._feed.stop()
        super().done(result)

    def _show(self, image: QImage) -> None:
        if not image.isNull():
            self._frame = image
            self._view.show_picture(QPixmap.fromImage(image), _("What the camera sees"))
            self.take_button.setEnabled(True)
