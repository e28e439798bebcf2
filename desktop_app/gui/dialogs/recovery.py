"""In again with the code from the safe, under a new passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.widgets.passphrase_line import PassphraseLine
from desktop_app.gui.widgets.typed_line import CodeLine, TextLine
from desktop_app.gui.widgets.words import label, set_role
from desktop_app.i18n import _


class RecoveryDialog(FootedDialog):
    """Asks for the user, the code on the recovery page and a new passphrase, twice.

    Signals:
        recovery_requested: user name, code and new passphrase; answer with `show_refusal`, or
            close the dialog.
    """

    recovery_requested = Signal(str, str, str)

    def __init__(self, user: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_("Passphrase forgotten"), (40, 30), parent)
        self._form = FormSheet(plain=True)
        self._refusal = label("", "blocks", wrap=True)
        self._build()
        self._form.fill({"user": user})
        self._form.go_to("code" if user else "user")

    def show_refusal(self, sentence: str) -> None:
        """Say why it was not done; what was typed stays."""
        self._refusal.setText(sentence)
        set_role(self._refusal, "blocks")
        self._refusal.show()
        self._do.setEnabled(True)

    def _build(self) -> None:
        words = _(
            "The recovery page lies in the safe. Its code lets you in under a new passphrase; "
            "seal the page again afterwards."
        )
        self.content.addWidget(label(words, wrap=True))
        add = self._form.add_field
        add("user", _("User"), TextLine(), required=True, wide=True)
        add("code", _("Code on the recovery page"), CodeLine(), required=True, wide=True)
        add("new", _("New passphrase, at least 12 characters"), PassphraseLine(), required=True)
        add("repeated", _("The same once more"), PassphraseLine(), required=True)
        self.content.addWidget(self._form, 1)
        self.content.addWidget(self._refusal)
        self._refusal.hide()
        self._do = self.add_button(_("Set the new passphrase"), self._ask, primary=True)
        self._form.save_requested.connect(self._ask)

    def _ask(self) -> None:
        values = {name: str(value or "") for name, value in self._form.values().items()}
        if values["new"] != values["repeated"]:
            self.show_refusal(_("This is not the same passphrase."))
        elif not (values["user"] and values["code"] and values["new"]):
            self.show_refusal(_("Please fill in all four fields."))
        else:
            self._do.setEnabled(False)
            self._refusal.hide()
            self.recovery_requested.emit(values["user"], values["code"], values["new"])
