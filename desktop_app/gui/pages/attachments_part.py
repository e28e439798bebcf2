"""What is attached to a record, as its pane shows it: pictures to open, what was removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.attachment import Attachment, AttachmentRole
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.pages.record_pane import Part
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.paper_viewer import PaperViewer
from desktop_app.gui.widgets.photo_viewer import PhotoViewer
from desktop_app.gui.widgets.thumbnail import Thumbnail, small_picture
from desktop_app.gui.widgets.words import SecureLabel, label
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office

_SHARE = 0.88  # two beside each other in a pane of the usual width

DEED_WORDS = {"attachment.added": mark("Photo or paper attached")}


def attachments_part(
    office: Office, of_kind: str, of: str, changed: Callable[[], object], words: str = ""
) -> Part:
    """Make the tab of a record's photos, signatures and documents.

    `changed` is called when something was put back; `words` are those of the tab.
    """
    attached = office.attaching.of(of_kind, of)
    removed = office.attaching.removed(of_kind, of)
    body = _Attached(office, attached, removed, changed)
    return Part(words or _("Photos"), body, len(attached))


class _Attached(QWidget):
    """Pictures side by side, documents under each other, and the way back for what was removed."""

    def __init__(
        self,
        office: Office,
        attached: Sequence[Attachment],
        removed: Sequence[Attachment],
        changed: Callable[[], object],
    ) -> None:
        super().__init__()
        self._office = office
        self._pictures = [one for one in attached if one.is_picture]
        self._changed = changed
        column = QVBoxLayout(self)
        column.setContentsMargins(0, em(0.4), 0, 0)
        column.setSpacing(em(0.9))
        if self._pictures:
            column.addWidget(self._row())
        for one in attached:
            if not one.is_picture:
                column.addWidget(self._paper(one))
        if not attached:
            column.addWidget(label(_("No photo is attached."), "muted", wrap=True))
        if removed and office.may(Right.RECORD):
            column.addWidget(self._way_back(removed))

    def _row(self) -> FlowRow:
        row = FlowRow(gap=0.7)
        for at, one in enumerate(self._pictures):
            row.add(self._picture(at, one))
        return row

    def _picture(self, at: int, one: Attachment) -> QWidget:
        ground = QWidget()
        shown = Thumbnail(_SHARE)
        try:
            picture, instead = small_picture(self._office.attaching.read(one.sha256)), ""
        except CircumstanceError as circumstance:
            picture, instead = QPixmap(), circumstance.sentence()
        place = _("photo {number} of {count}").format(number=at + 1, count=len(self._pictures))
        words = attachment_words(one)
        shown.show_picture(picture, f"{place}: {words}" if words else place, instead)
        shown.clicked.connect(lambda: self._show(at))
        caption = SecureLabel(words, "caption")
        caption.setFixedWidth(shown.sizeHint().width())
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.2))
        column.addWidget(shown)
        column.addWidget(caption)
        return ground

    def _paper(self, one: Attachment) -> QWidget:
        way = link(attachment_words(one) or _("Document"))
        way.clicked.connect(lambda: self._read(one))
        return way

    def _way_back(self, removed: Sequence[Attachment]) -> QWidget:
        count = len(removed)
        words = ngettext(
            "Put back {count} removed attachment", "Put back {count} removed attachments", count
        )
        way = link(words.format(count=count))
        way.clicked.connect(lambda: self._put_back(removed))
        return way

    def _show(self, at: int) -> None:
        PhotoViewer(self._pictures, at, self._office.attaching.read, self).open()

    def _read(self, one: Attachment) -> None:
        try:
            pdf = self._office.attaching.read(one.sha256)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return
        PaperViewer(attachment_words(one), pdf, self).open()

    def _put_back(self, removed: Sequence[Attachment]) -> None:
        try:
            for one in removed:
                self._office.attaching.put_back(one.id)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
        self._changed()


def attachment_words(one: Attachment) -> str:
    """Say what an attachment is: its caption, else its kind, else its role."""
    kind = CodeLists.load()["attachment_kind"].label_of(one.kind)
    roles = {
        AttachmentRole.PHOTO: "",
        AttachmentRole.SIGNATURE: _("Signature"),
        AttachmentRole.DOCUMENT: _("Document"),
    }
    return one.caption or kind or roles[one.role]
