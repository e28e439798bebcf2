"""Taking a grant back by the number on its sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.money import format_yuan
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.tables.grant_columns import STATES
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import CodeLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.grant_history import find_number
from desktop_app.services.office import Office


class VoidDialog(FootedDialog):
    """Asks for number and reason, shows whose grant it is, and voids it with its sheets.

    Signals:
        voided: the number that is void now.
    """

    voided = Signal(str)

    def __init__(self, office: Office, number: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_("Void a grant"), (40, 28), parent)
        self._office = office
        self._whose = label("", "heading", wrap=True)
        self._form = FormSheet(plain=True)
        self._build()
        self._form.fill({"number": number})
        self._look()
        self._form.go_to("reason" if number else "number")

    def void(self) -> None:
        """Take the grant back; what is missing is said and nothing happens."""
        values = self._form.values()
        number = str(values["number"])
        try:
            self._office.granting.void(number, str(values["reason"]))
        except CircumstanceError as trouble:
            self._form.go_to("reason" if self._do.isEnabled() else "number")
            tell(self, trouble.sentence())
            return
        self.voided.emit(number)
        self.accept()

    def _build(self) -> None:
        consequence = _(
            "The grant and all its sheets become void. The numbers stay taken, and paper that"
            " was printed has to be kept with the others. This cannot be undone; a new grant"
            " gets a new number."
        )
        self.content.addWidget(label(consequence, wrap=True))
        self._form.add_field(
            "number", _("Number on the sheet"), CodeLine(), required=True, wide=True
        )
        self._form.add_field("reason", _("Reason"), TextArea(2), required=True, wide=True)
        self._form.field_edited.connect(lambda _name: self._look())
        self.content.addWidget(self._form, 1)
        self.content.addWidget(self._whose)
        self._do = self.add_button(_("Void"), self.void, primary=True)

    def _look(self) -> None:
        """Say whose number this is, before anything happens to it."""
        number = str(self._form.values()["number"])
        line = find_number(self._office.desk, number) if number else None
        self._do.setEnabled(line is not None)
        if line is not None:
            yuan = _("{yuan} yuan").format(yuan=format_yuan(line.grant.cash_fen))
            state = _(STATES[line.state][0])
            self._whose.setText(" · ".join([line.name, line.employer or "—", yuan, state]))
        else:
            self._whose.setText(_("No standing grant has this number.") if number else "")
