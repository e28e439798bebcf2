"""The photos of a record: added, captioned, put in order, taken away and put back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop_app.domain.attachment import MAX_PHOTOS, Attachment
from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.choices import Tick
from desktop_app.gui.widgets.chosen_file import content_of
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.photo_card import PhotoCard
from desktop_app.gui.widgets.photo_viewer import PhotoViewer
from desktop_app.gui.widgets.thumbnail import png_of, small_picture
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext
from desktop_app.services.attaching import Attaching

ENDINGS = (".jpg", ".jpeg", ".png", ".tif", ".tiff")
_HEIC = (".heic", ".heif")


class PhotoStrip(QWidget):
    """An editor of the kit; the value is a tuple of photos (`Attachment`) in their order.

    A photo is sealed as soon as it is chosen, so a draft that names it loses nothing. Several
    are read one after the other while the form stays usable; `finish` reads the rest at once.

    Signals:
        edited: a person has added, captioned, moved, removed or put back a photo.
    """

    edited = Signal()

    def __init__(self, attaching: Attaching, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attaching = attaching
        self._photos: list[Attachment] = []
        self._removed: list[tuple[int, Attachment]] = []
        self._waiting: list[Path | bytes] = []
        self._refused: list[str] = []
        self._small: dict[str, tuple[QPixmap, str]] = {}
        self._cards: list[PhotoCard] = []
        self._build()
        self.setAcceptDrops(True)
        self.setFocusProxy(self.add)
        self._show()

    def value(self) -> tuple[Attachment, ...]:
        """Give the photos as they stand."""
        return tuple(self._photos)

    def set_value(self, value: object) -> None:
        """Show these photos and no others."""
        self._photos = list(value) if isinstance(value, (tuple, list)) else []
        self._removed, self._waiting, self._refused = [], [], []
        self._show()

    def misread(self) -> str:
        """Tell whether some photos were chosen and not read yet."""
        return "photos_still_read" if self._waiting else ""

    def refusals(self) -> str:
        """Say which photos could not be taken, and why."""
        return "\n".join(self._refused)

    def add_files(self, files: Iterable[Path]) -> None:
        """Take in these files, one in each turn of the event loop."""
        self._begin_reading(list(files))

    def add_image(self, image: QImage) -> None:
        """Take in a picture from the clipboard or another window."""
        self._begin_reading([png_of(image)])

    def finish(self) -> None:
        """Read at once what still waits, before the form is saved."""
        while self._waiting:
            self._take_next()

    def choose_files(self) -> None:
        """Let the person choose photos."""
        patterns = " ".join(f"*{ending}" for ending in ENDINGS)
        words = _("Photos ({patterns})").format(patterns=patterns)
        chosen, _filter = QFileDialog.getOpenFileNames(self, _("Choose photos"), "", words)
        self.add_files(Path(one) for one in chosen)

    def put_back(self) -> None:
        """Put the photo that was taken away last back into its place."""
        if self._removed:
            at, photo = self._removed.pop()
            self._photos.insert(at, photo)
            self._changed(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds, Ctrl+V pastes, Ctrl+Z puts back."""
        if event.key() == Qt.Key.Key_Insert:
            self.choose_files()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._take_in(QGuiApplication.clipboard().mimeData())
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.put_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words below the lines that they need at this width."""
        super().resizeEvent(event)
        self._make_room_for_words()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures and files of pictures."""
        if event.mimeData().hasImage() or _files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        if self._take_in(event.mimeData()):
            event.acceptProposedAction()

    def _build(self) -> None:
        self._flow = FlowRow(gap=0.9)
        self.add = KeyedButton(_("Add photos"))
        self.add.clicked.connect(self.choose_files)
        self.keep_location = Tick(_("Keep the place where a photo was taken"))
        self.keep_location.setAccessibleName(self.keep_location.text())
        self._back = link("")
        self._back.clicked.connect(self.put_back)
        self._notes = label("", "note", wrap=True)
        self._issue = label("", "blocks", wrap=True)
        foot = self._foot = FlowRow(gap=0.9)
        for part in (self.add, self.keep_location, self._back):
            foot.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.5))
        column.addWidget(self._flow)
        column.addWidget(foot)
        column.addWidget(self._notes)
        column.addWidget(self._issue)

    def _take_in(self, mime: QMimeData) -> bool:
        files = _files_in(mime)
        if files:
            self.add_files(files)
        elif mime.hasImage():
            image = mime.imageData()
            self.add_image(image if isinstance(image, QImage) else QImage(image))
        return bool(files) or mime.hasImage()

    def _begin_reading(self, sources: Sequence[Path | bytes]) -> None:
        if not sources:
            return
        was_reading, self._refused = bool(self._waiting), []
        self._waiting += sources
        self._say()
        if not was_reading:
            QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        if self._waiting:
            self._take_next()
        if self._waiting:
            QTimer.singleShot(0, self, self._go_on)

    def _take_next(self) -> None:
        source = self._waiting.pop(0)
        if len(self._photos) >= MAX_PHOTOS:
            self._waiting = []
            words = _("A record holds at most {limit} photos; the others were not taken.")
            self._refused.append(words.format(limit=MAX_PHOTOS))
            self._say()
            return
        try:
            data = content_of(source) if isinstance(source, Path) else source
            keep = self.keep_location.value()
            photo = self._attaching.take_photo(data, keep_location=keep)
        except CircumstanceError as circumstance:
            name = source.name if isinstance(source, Path) else _("The pasted picture")
            self._refused.append(f"{name}: {circumstance.sentence()}")
            self._say()
            return
        self._photos.append(photo)
        self._changed()

    def _remove(self, card: PhotoCard) -> None:
        at = self._cards.index(card)
        self._removed.append((at, self._photos.pop(at)))
        self._changed(min(at, len(self._photos) - 1))

    def _move(self, card: PhotoCard, by: int) -> None:
        at = self._cards.index(card)
        to = at + by
        if 0 <= to < len(self._photos):
            self._photos[at], self._photos[to] = self._photos[to], self._photos[at]
            on_caption = card.caption.hasFocus()
            self._changed(to)
            if on_caption:
                self._cards[to].caption.setFocus()

    def _caption(self, card: PhotoCard, caption: str) -> None:
        at = self._cards.index(card)
        self._photos[at] = replace(self._photos[at], caption=caption)
        self._show()
        self.edited.emit()

    def _open(self, card: PhotoCard) -> None:
        at = self._cards.index(card)
        PhotoViewer(self._photos, at, self._attaching.read, self).open()

    def _changed(self, focused: int | None = None) -> None:
        """Show what stands now, with the focus on one of the photos; tell it."""
        self._show()
        if focused is not None:
            target = self._cards[focused].picture if focused >= 0 else self.add
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _show(self) -> None:
        while len(self._cards) > len(self._photos):
            self._flow.remove(self._cards.pop())
        while len(self._cards) < len(self._photos):
            self._cards.append(self._new_card())
        count = len(self._photos)
        for at, (card, photo) in enumerate(zip(self._cards, self._photos, strict=True), 1):
            place = _("photo {number} of {count}").format(number=at, count=count)
            blocker = QSignalBlocker(card)
            card.show_photo(photo, *self._seen(photo, place))
            blocker.unblock()
        self._flow.setVisible(bool(self._photos))
        self._flow.reflow()
        self._say()

    def _new_card(self) -> PhotoCard:
        card = PhotoCard()
        card.opened.connect(lambda: self._open(card))
        card.removed.connect(lambda: self._remove(card))
        card.moved.connect(lambda by: self._move(card, by))
        card.captioned.connect(lambda caption: self._caption(card, caption))
        self._flow.add(card)
        return card

    def _seen(self, photo: Attachment, place: str) -> tuple[QPixmap, str, str]:
        if photo.sha256 not in self._small:
            try:
                shown = small_picture(self._attaching.read(photo.sha256)), ""
            except CircumstanceError as circumstance:
                shown = QPixmap(), circumstance.sentence()
            self._small[photo.sha256] = shown
        picture, instead = self._small[photo.sha256]
        return picture, place, instead

    def _say(self) -> None:
        count = len(self._waiting)
        reading = ngettext(
            "{count} photo is being read …", "{count} photos are being read …", count
        )
        help_words = _("Drop or paste photos here. Alt+← and Alt+→ move one, Delete takes it away.")
        self._notes.setText(reading.format(count=count) if count else help_words)
        self._issue.setText(self.refusals())
        self._issue.setVisible(bool(self._refused))
        if self._removed:
            named = self._removed[-1][1].caption or _("the photo taken away")
            self._back.setText(_("Put back {photo}").format(photo=named))
            self._back.setAccessibleName(self._back.text())
        self._back.setVisible(bool(self._removed))
        self._foot.reflow()
        self._make_room_for_words()

    def _make_room_for_words(self) -> None:
        # The card around asks for the least height, in which words would stand in one line.
        for words in (self._notes, self._issue):
            words.setMinimumHeight(0)  # a label's height is never below its minimum
            words.setMinimumHeight(max(0, words.heightForWidth(self.width())))


def _files_in(mime: QMimeData) -> list[Path]:
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.lower() in (*ENDINGS, *_HEIC)]
