"""Photos of a visit and the signature of who was visited, in the visit's form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.attachment import Attachment, AttachmentRole
from desktop_app.domain.change import Edit
from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.photo_strip import PhotoStrip
from desktop_app.gui.widgets.signature_pad import SignaturePad
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.attaching import Readings, packed, unpacked
from desktop_app.services.office import Office

_KIND = "visit"


class VisitAttached(QWidget):
    """Holds what is attached to one visit; `edits` says what of it has changed.

    Signals:
        edited: a person has added, changed or removed something.
    """

    edited = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._attaching = office.attaching
        self._before: Readings = ()
        self._is_readable = False
        self.photos = PhotoStrip(office.attaching)
        self.signature = SignaturePad()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.5))
        for part in (
            label(_("Photos, at most twenty"), "caption"),
            self.photos,
            label(_("Signature of who was visited"), "caption"),
            self.signature,
        ):
            column.addWidget(part)
        for editor in (self.photos, self.signature):
            editor.edited.connect(self.edited)

    @property
    def is_filled(self) -> bool:
        """Tell whether there is a photo or a signature."""
        return bool(self.photos.value()) or not self.signature.is_empty

    def show_of(self, visit: str) -> None:
        """Show what belongs to a kept visit; nothing for a new one."""
        self._before = self._attaching.readings(_KIND, visit)
        self.photos.set_value(self._kept(AttachmentRole.PHOTO))
        signed = self._signed()
        self._is_readable = signed is not None
        self.signature.set_value(signed)

    def kept(self) -> dict[str, Any]:
        """Give all that stands here as plain JSON values, for a draft."""
        return {
            "photos": packed(self.photos.value()),
            "before": [one.record.id for one in self._before],
            "strokes": self.signature.strokes(),
            "cleared": self._is_readable and not self.signature.shows_kept,
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Show what `kept` gave; photos that others have added since stand behind them."""
        since = [one for one in self.photos.value() if one.id not in kept["before"]]
        self.photos.set_value([*unpacked(kept["photos"]), *since])
        self.signature.draw_again(kept["strokes"], cleared=kept["cleared"])

    def finish(self) -> None:
        """Read at once what was chosen and still waits."""
        self.photos.finish()

    def edits(self, visit: str) -> list[Edit]:
        """Say what to write in the transaction of the visit. Raises CircumstanceError."""
        others = [
            one.record
            for one in self._before
            if one.record.role not in (AttachmentRole.PHOTO, AttachmentRole.SIGNATURE)
        ]
        attached = [*self.photos.value(), *self._signatures(), *others]
        return self._attaching.edits_for(_KIND, visit, attached, self._before)

    def _signatures(self) -> Iterable[Attachment]:
        """Give the signature as it was kept, or take in the one that was drawn.

        One that cannot be read stays with the visit until another takes its place.
        """
        if not self.signature.strokes() and self.signature.shows_kept == self._is_readable:
            return self._kept(AttachmentRole.SIGNATURE)
        drawn = self.signature.value()
        return (self._attaching.take_signature(drawn),) if drawn else ()

    def _kept(self, role: AttachmentRole) -> list[Attachment]:
        return [one.record for one in self._before if one.record.role is role]

    def _signed(self) -> bytes | None:
        """Read the signature that was kept; one that is damaged is shown as none."""
        kept = self._kept(AttachmentRole.SIGNATURE)
        try:
            return self._attaching.read(kept[0].sha256) if kept else None
        except CircumstanceError:
            return None
