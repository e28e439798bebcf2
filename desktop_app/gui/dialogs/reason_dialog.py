"""Something that is done only with a reason: asked for in a line of its own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _


class ReasonDialog(FootedDialog):
    """Says what will happen, asks why, and waits for an answer that is not empty; `size` is in ems.

    Signals:
        given: the reason.
    """

    given = Signal(str)

    def __init__(
        self,
        title: str,
        consequence: str,
        action: str,
        parent: QWidget | None = None,
        *,
        size: tuple[float, float] = (34, 19),
    ) -> None:
        super().__init__(title, size, parent)
        self._form = FormSheet(plain=True)
        self.content.addWidget(label(consequence, wrap=True))
        self._form.add_field("reason", _("Reason"), TextArea(3), required=True, wide=True)
        self._form.field_edited.connect(lambda _name: self._look())
        self._form.save_requested.connect(self.give)
        self.content.addWidget(self._form, 1)
        self._do = self.add_button(action, self.give, primary=True)
        self._look()
        self._form.go_to("reason")

    @property
    def reason(self) -> str:
        """What was typed."""
        return str(self._form.values()["reason"])

    def give(self) -> None:
        """Hand the reason over; an empty one is none."""
        if self.reason:
            self.given.emit(self.reason)
            self.accept()

    def _look(self) -> None:
        self._do.setEnabled(bool(self.reason))
