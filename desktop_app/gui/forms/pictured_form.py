"""The form of a record that has photos: they are drafted, resumed and saved together with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from desktop_app.domain.attachment import AttachmentRole
from desktop_app.domain.change import Reading
from desktop_app.gui.forms.form_plan import FormGroup
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.widgets.photo_strip import PhotoStrip
from desktop_app.i18n import _
from desktop_app.services.attaching import Readings, packed, unpacked
from desktop_app.services.keeping import Keeping
from desktop_app.services.office import Office
from desktop_app.storage.drafts import Draft
from desktop_app.storage.records import id_of

R = TypeVar("R")
PHOTOS = "photos"


class PicturedForm(RecordForm[R]):
    """A record's form with its photos in a card below the fields.

    Attachments of other roles, such as signatures, are left as they are.
    """

    def __init__(
        self,
        office: Office,
        keeping: Keeping[R],
        plan: Sequence[FormGroup],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(office, keeping, plan, parent)
        self._before: Readings = ()
        self.photos = PhotoStrip(office.attaching)
        self.sheet.add_group(_("Photos"))
        self.sheet.add_widget(self.photos)
        self.photos.edited.connect(lambda: self.follow(PHOTOS))

    def resume(self, draft: Draft) -> None:
        """Go on with a draft, its photos too; what others have added since stands behind them."""
        super().resume(draft)
        if kept := draft.fields.get(PHOTOS):
            since = [one for one in self.photos.value() if one.id not in kept["before"]]
            self.photos.set_value([*unpacked(kept["now"]), *since])
        self.touched.emit()

    def save(self, *, and_next: bool = False) -> bool:
        """Keep the record and its photos, those that are still being read as well."""
        self.photos.finish()
        return super().save(and_next=and_next)

    def keep(self, record: R, base: Reading[R] | None) -> R:
        """Hand over the photos together with the record."""
        kind = self._keeping.records.kind.name
        others = [one.record for one in self._before if not _is_photo(one)]
        attached = [*self.photos.value(), *others]
        beside = self._office.attaching.edits_for(kind, id_of(record), attached, self._before)
        return self._keeping.save(record, base, beside=beside)

    def _open(self, record: R, base: Reading[R] | None) -> None:
        kind = self._keeping.records.kind.name
        self._before = self._office.attaching.readings(kind, id_of(record)) if base else ()
        self.photos.set_value([one.record for one in self._before if _is_photo(one)])
        super()._open(record, base)

    def _state(self) -> dict[str, Any]:
        before = [one.record.id for one in self._before]
        now = packed(self.photos.value())
        return {**super()._state(), PHOTOS: {"now": now, "before": before}}


def _is_photo(one: Reading[Any]) -> bool:
    return bool(one.record.role is AttachmentRole.PHOTO)
