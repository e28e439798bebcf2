"""The photos of a record, its papers and its signature, for any form that saves them with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.attachment import Attachment, AttachmentRole
from desktop_app.domain.change import Edit
from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.paper_list import PaperList
from desktop_app.gui.widgets.photo_strip import PhotoStrip
from desktop_app.gui.widgets.signature_pad import SignaturePad
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.attaching import Attaching, Readings, packed, unpacked


class AttachedEditor(QWidget):
    """A strip of photos; where there are `papers`, a list of them; where `signed`, a pad.

    A form calls `open` when it shows a record, puts `state` into its draft and gives it to
    `restore`, and saves what `edits` says together with the record. Attachments of other roles
    stay as they are.

    Signals:
        edited: a person has changed a photo, a paper or the signature.
    """

    edited = Signal()

    def __init__(
        self,
        attaching: Attaching,
        *,
        papers: bool = False,
        signed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._attaching = attaching
        self._before: Readings = ()
        self._signature: Attachment | None = None
        self.photos = PhotoStrip(attaching)
        self.papers = PaperList(attaching, offered("attachment_kind")) if papers else None
        self.pad = SignaturePad() if signed else None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(0.7))
        self._column.addWidget(self.photos)
        self.photos.edited.connect(self.edited)
        if self.papers is not None:
            self._add(_("Papers"), self.papers)
            self.papers.edited.connect(self.edited)
        if self.pad is not None:
            self._add(_("Signature"), self.pad)
            self.pad.edited.connect(self.edited)
        self.setFocusProxy(self.photos)

    def open(self, of_kind: str, of: str, *, is_new: bool) -> None:
        """Show what belongs to a record; nothing where it is not in the ledger yet."""
        self._before = () if is_new else self._attaching.readings(of_kind, of)
        kept = [base.record for base in self._before]
        self.photos.set_value([one for one in kept if one.role is AttachmentRole.PHOTO])
        if self.papers is not None:
            self.papers.set_value([one for one in kept if one.role is AttachmentRole.DOCUMENT])
        self._signature = None
        if self.pad is not None:
            signatures = [one for one in kept if one.role is AttachmentRole.SIGNATURE]
            self._show_signature(signatures[-1] if signatures else None)

    def finish(self) -> None:
        """Read at once the photos that still wait, before the form is saved."""
        self.photos.finish()

    def state(self) -> dict[str, Any]:
        """Give all of it as plain JSON values."""
        said: dict[str, Any] = {
            "now": packed(self.photos.value()),
            "before": [base.record.id for base in self._before],
        }
        if self.papers is not None:
            said["papers"] = packed(self.papers.value())
        if self.pad is not None:
            cleared = self._signature is not None and not self.pad.shows_kept
            said |= {"strokes": self.pad.strokes(), "cleared": cleared}
        return said

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Go on with a draft after `open`; what others have added since stands behind it."""
        self._go_on_with(self.photos, kept, "now")
        if self.papers is not None:
            self._go_on_with(self.papers, kept, "papers")
        if self.pad is not None:
            self.pad.draw_again(kept.get("strokes", ()), cleared=kept.get("cleared", False))

    def edits(self, of_kind: str, of: str) -> list[Edit]:
        """Say what changes in the ledger. Raises RefusedError, or what a full disk says."""
        papers = self.papers.value() if self.papers is not None else ()
        attached = [*self.photos.value(), *papers, *self._signed(), *self._others()]
        return self._attaching.edits_for(of_kind, of, attached, self._before)

    def _add(self, words: str, part: QWidget) -> None:
        self._column.addWidget(label(words, "caption"))
        self._column.addWidget(part)

    def _go_on_with(self, part: PhotoStrip | PaperList, kept: Mapping[str, Any], name: str) -> None:
        since = [one for one in part.value() if one.id not in kept["before"]]
        part.set_value([*unpacked(kept.get(name, ())), *since])

    def _show_signature(self, kept: Attachment | None) -> None:
        """Show the signature; one whose content is not here stays in the record unseen."""
        png = None
        if kept is not None:
            try:
                png = self._attaching.read(kept.sha256)
                self._signature = kept
            except CircumstanceError:
                self._signature = None
        if self.pad is not None:
            self.pad.set_value(png)

    def _signed(self) -> list[Attachment]:
        png = self.pad.value() if self.pad is not None else None
        if self.pad is None or png is None:
            return []
        if self._signature is not None and self.pad.shows_kept and not self.pad.strokes():
            return [self._signature]
        return [self._attaching.take_signature(png)]

    def _others(self) -> list[Attachment]:
        kept = [base.record for base in self._before]
        shown = {AttachmentRole.PHOTO}
        if self.papers is not None:
            shown.add(AttachmentRole.DOCUMENT)
        return [one for one in kept if one.role not in shown and one != self._signature]
