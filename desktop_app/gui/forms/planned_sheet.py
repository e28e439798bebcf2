"""A form sheet made of a plan; groups that are rarely needed stand folded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.gui.forms.fold import Fold
from desktop_app.gui.forms.form_plan import FormField, FormGroup
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.i18n import _
from desktop_app.services.office import Office


class PlannedSheet(FormSheet):
    """Builds every field of a plan, in its order."""

    def __init__(
        self, office: Office, plan: Sequence[FormGroup], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._folds: list[tuple[Fold, tuple[FormField, ...]]] = []
        for group in plan:
            self._add_planned(office, group)
        self.open_what_is_filled()

    def editors(self) -> dict[str, QWidget]:
        """Give the editors by the names of their fields."""
        return {name: field.editor for name, field in self._fields.items()}

    def open_what_is_filled(self) -> None:
        """Open the folded groups that hold something, and close the others."""
        values = self.values()
        for fold, planned in self._folds:
            filled = any(_is_filled(values[field.name]) for field in planned)
            fold.setChecked(filled)
            self._show_fields(planned, filled)

    def go_to(self, name: str) -> None:
        """Take the cursor to a field, opening its fold."""
        for fold, planned in self._folds:
            if name in {field.name for field in planned}:
                fold.setChecked(True)
        super().go_to(name)

    def _add_planned(self, office: Office, group: FormGroup) -> None:
        self.add_group("" if group.folded else _(group.title), group.column, abreast=group.abreast)
        if group.folded:
            fold = Fold(_(group.title), partial(self._show_fields, group.fields))
            self._folds.append((fold, group.fields))
            self.add_widget(fold)
        for field in group.fields:
            self.add_field(
                field.name,
                _(field.caption),
                field.editor(office),
                hint=_(field.hint) if field.hint else "",
                unit=_(field.unit) if field.unit else "",
                required=field.required,
                wide=field.wide,
            )

    def _show_fields(self, planned: Sequence[FormField], visible: bool) -> None:
        for field in planned:
            if field.name in self._fields:
                self.show_field(field.name, visible=visible)


def _is_filled(value: object) -> bool:
    """Tell whether somebody has said something here; a zero is something."""
    return value is not False and value not in (None, "", ())
