"""Taking back the last step of a procedure that was entered wrongly."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.procedure import ProcedureStep
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.office import Office


class WithdrawDialog(FootedDialog):
    """Asks why; the step stays readable among the withdrawn ones.

    Signals:
        withdrawn: the step does not count any more.
    """

    withdrawn = Signal()

    def __init__(
        self, office: Office, step: ProcedureStep, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Withdraw a step"), (34, 20), parent)
        self._office = office
        self._step = step
        self._form = FormSheet(plain=True)
        self.content.addWidget(label(words, "heading", wrap=True))
        consequence = _("It counts no more, and stays readable with your reason.")
        self.content.addWidget(label(consequence, wrap=True))
        self._form.add_field("reason", _("Reason"), TextArea(2), required=True, wide=True)
        self.content.addWidget(self._form, 1)
        self.add_button(_("Withdraw"), self.withdraw, primary=True)
        self._form.go_to("reason")

    def withdraw(self) -> None:
        """Take the step back; what stands against it is said and nothing happens."""
        try:
            self._office.proceeding.withdraw(self._step.id, str(self._form.values()["reason"]))
        except CircumstanceError as trouble:
            self._form.go_to("reason")
            tell(self, trouble.sentence())
            return
        self.withdrawn.emit()
        self.accept()
