"""Declaring numbered paper void: a grant by the number of its receipt, or a roster or record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.money import format_yuan
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.tables.grant_columns import SHEET_STATES, SHORT_SHEETS, STATES
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import CodeLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext
from desktop_app.services.office import Office
from desktop_app.services.voiding import Numbered


class VoidDialog(FootedDialog):
    """Asks for number and reason, shows what bears it, and voids that.

    Signals:
        voided: the number that is void now.
    """

    voided = Signal(str)

    def __init__(self, office: Office, number: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_("Void a number"), (40, 30), parent)
        self._office = office
        self._whose = label("", "heading", wrap=True)
        self._form = FormSheet(plain=True)
        self._build()
        self._form.fill({"number": number})
        self._look()
        self._form.go_to("reason" if number else "number")

    def void(self) -> None:
        """Void what bears the number; what is missing is said and nothing happens."""
        values = self._form.values()
        number = str(values["number"])
        try:
            self._office.voiding.void(number, str(values["reason"]))
        except CircumstanceError as trouble:
            self._form.go_to("reason" if self._do.isEnabled() else "number")
            tell(self, trouble.sentence())
            return
        self.voided.emit(number)
        self.accept()

    def _build(self) -> None:
        consequence = _(
            "With the number of a receipt or a condolence sheet the grant and all its sheets"
            " become void; with that of a roster or of the record of a visit, that sheet alone."
            " The numbers stay taken, and paper that was printed has to be kept with the others."
            " This cannot be undone; what is printed anew gets a new number that names the old."
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
        """Say what bears this number, before anything happens to it."""
        number = str(self._form.values()["number"])
        found = self._office.voiding.find(number) if number else None
        self._do.setEnabled(found is not None and found.can_be_void)
        if found is not None and found.can_be_void:
            self._whose.setText(_about(found))
        else:
            self._whose.setText(_("No standing sheet has this number.") if number else "")


def _about(found: Numbered) -> str:
    """Say whose grant a number stands for; or which sheet it is, and how many stand on it."""
    sheet = found.sheet.sheet
    yuan = _("{yuan} yuan").format(yuan=format_yuan(sheet.amount_fen))
    if found.grant is not None:
        line, state = found.grant, _(STATES[found.grant.state][0])
        yuan = _("{yuan} yuan").format(yuan=format_yuan(line.grant.cash_fen))
        return " · ".join([line.name, line.employer or "—", yuan, state])
    parts = [_(SHORT_SHEETS[sheet.kind])]
    if people := len(sheet.frozen["grants"]):
        parts += [ngettext("{count} grant", "{count} grants", people).format(count=people), yuan]
    return " · ".join([*parts, _(SHEET_STATES[found.sheet.state][0])])
