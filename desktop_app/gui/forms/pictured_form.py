"""The form of a record that has photos: they are drafted, resumed and saved together with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from desktop_app.domain.change import Reading
from desktop_app.gui.forms.attached_editor import AttachedEditor
from desktop_app.gui.forms.form_plan import FormGroup
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.i18n import _
from desktop_app.services.keeping import Keeping
from desktop_app.services.office import Office
from desktop_app.storage.drafts import Draft
from desktop_app.storage.records import id_of

R = TypeVar("R")
ATTACHED = "attached"


class PicturedForm(RecordForm[R]):
    """A record's form with its photos in a card below, and papers and a signature if asked for."""

    papers = False
    signed = False

    def __init__(
        self,
        office: Office,
        keeping: Keeping[R],
        plan: Sequence[FormGroup],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(office, keeping, plan, parent)
        self.attached = AttachedEditor(office.attaching, papers=self.papers, signed=self.signed)
        self.photos = self.attached.photos
        self.sheet.add_group(_("Photos"))
        self.sheet.add_widget(self.attached)
        self.attached.edited.connect(lambda: self.follow(ATTACHED))

    def resume(self, draft: Draft) -> None:
        """Go on with a draft, its photos too."""
        super().resume(draft)
        if kept := draft.fields.get(ATTACHED):
            self.attached.restore(kept)
        self.touched.emit()

    def save(self, *, and_next: bool = False) -> bool:
        """Keep the record and its photos, those that are still being read as well."""
        self.attached.finish()
        return super().save(and_next=and_next)

    def keep(self, record: R, base: Reading[R] | None) -> R:
        """Hand over the photos together with the record."""
        beside = self.attached.edits(self._keeping.records.kind.name, id_of(record))
        return self._keeping.save(record, base, beside=beside)

    def _open(self, record: R, base: Reading[R] | None) -> None:
        kind = self._keeping.records.kind.name
        self.attached.open(kind, id_of(record), is_new=base is None)
        super()._open(record, base)

    def _state(self) -> dict[str, Any]:
        return {**super()._state(), ATTACHED: self.attached.state()}
