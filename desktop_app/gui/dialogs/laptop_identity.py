"""Who a laptop is: six words and a square code, of this one to show, of another to compare."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import PlainKind
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.dialogs.saving import ask_for_target
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.choices import Tick
from desktop_app.gui.widgets.notice import Notice
from desktop_app.gui.widgets.square_code import SquareCode
from desktop_app.gui.widgets.words import Badge, SecureLabel, label
from desktop_app.i18n import _
from desktop_app.services.exchange.identity_file import LaptopIdentity
from desktop_app.services.fingerprints import code_of
from desktop_app.services.office import Office
from desktop_app.services.plain_sheets import Wanted
from desktop_app.services.printing.plain_press import Drawn
from desktop_app.services.progress import Progress

SUFFIX = ".nuanfang-id"
_ABREAST = 3


class SixWords(QWidget):
    """The words of a laptop in large type, each with its number, to be read aloud."""

    def __init__(self, identity: LaptopIdentity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(" ".join(identity.words))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(em(1.6))
        grid.setVerticalSpacing(em(0.7))
        for at, word in enumerate(identity.words):
            cell = QHBoxLayout()
            cell.setSpacing(em(0.5))
            cell.addWidget(Badge(str(at + 1), "key"))
            cell.addWidget(label(word, "name"))
            cell.addStretch()
            grid.addLayout(cell, at // _ABREAST, at % _ABREAST)


class _IdentityDialog(FootedDialog):
    """Name, union, words and square code of a laptop."""

    def __init__(
        self, title: str, identity: LaptopIdentity, parent: QWidget | None, way_out: str = ""
    ) -> None:
        super().__init__(title, (52, 29), parent, way_out=way_out)
        self.identity = identity
        self.notice = Notice()
        facts = QVBoxLayout()
        facts.setSpacing(em(0.5))
        facts.addWidget(SecureLabel(identity.label, "name"))
        said = _("{union} · code {code} in sheet numbers")
        words = said.format(union=identity.organisation, code=identity.code)
        facts.addWidget(SecureLabel(words, "muted"))
        facts.addSpacing(em(0.8))
        facts.addWidget(SixWords(identity))
        facts.addStretch()
        row = QHBoxLayout()
        row.setSpacing(em(2))
        row.addLayout(facts, 1)
        text = code_of(identity.code, identity.sign_pub)
        code = SquareCode(
            text, _("Square code of the key of {laptop}").format(laptop=identity.label)
        )
        row.addWidget(code, 0, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(row, 1)
        self.content.addWidget(self.notice)


class OwnIdentityDialog(_IdentityDialog):
    """Shows who this laptop is, and writes the file by which others enrol it.

    Raises OldIdentityError when it is made.
    """

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(
            _("This laptop's identity"), office.laptops.own(), parent, way_out=_("Close")
        )
        self._office = office
        self._runner = runner
        words = _(
            "Carry the file to the administrator's laptop on a stick. There these six words have"
            " to appear; read them to each other before the laptop is enrolled."
        )
        self.content.insertWidget(0, label(words, "muted", wrap=True))
        if office.may(Right.PRINT):
            self.add_button(_("Print the enrolment page…"), self.print_page)
        if office.may(Right.EXCHANGE):
            self._write = self.add_button(
                _("Write the identity file…"), self.ask_for_file, primary=True
            )
            self._write.setFocus()

    def ask_for_file(self) -> None:
        """Let the person say where the file goes, and write it."""
        name = f"{self.identity.scope}_{self.identity.code}{SUFFIX}"
        kinds = _("Identity files ({patterns})").format(patterns=f"*{SUFFIX}")
        target = ask_for_target(self, _("Write the identity file"), name, kinds)
        if target is not None:
            self.write_to(target)

    def write_to(self, file: Path) -> None:
        """Write the file and say so."""
        try:
            self._office.laptops.write_identity(file)
        except CircumstanceError as circumstance:
            self.notice.say(circumstance.sentence(), warns=True)
            return
        self.notice.say(_("{file} is written.").format(file=file))

    def print_page(self) -> None:
        """Draw the enrolment page and show it."""
        show_page(self, self._office, self._runner)


class EnrolDialog(_IdentityDialog):
    """Asks whether the other laptop shows the same words, and only then enrols it.

    Signals:
        enrolled: the `Device`.
    """

    enrolled = Signal(object)

    def __init__(
        self, office: Office, identity: LaptopIdentity, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Enrol a laptop"), identity, parent)
        self._office = office
        words = _(
            "Open “This laptop's identity” on {laptop} and let somebody read its six words to you,"
            " best by telephone or face to face. One word that differs means that the file was"
            " exchanged on its way: cancel then."
        )
        self.content.insertWidget(0, label(words.format(laptop=identity.label), wrap=True))
        self.same = Tick(_("All six words are the same there"))
        self.same.setAccessibleName(self.same.text())
        self.same.edited.connect(self._settle)
        self.content.insertWidget(2, self.same)
        keys = Shortcut.SAVE_AND_NEXT.keys
        self._do = self.add_button(_("Enrol"), self.enrol, keys, primary=True)
        self.same.setFocus()
        self._settle()

    def enrol(self) -> None:
        """Take saves of the laptop from now on."""
        if not self.same.value():
            return
        try:
            device = self._office.laptops.enrol(self.identity)
        except CircumstanceError as circumstance:
            self.notice.say(circumstance.sentence(), warns=True)
            return
        self.enrolled.emit(device)
        self.accept()

    def _settle(self) -> None:
        self._do.setEnabled(self.same.value())


def show_page(parent: QWidget, office: Office, runner: JobRunner) -> None:
    """Draw the page that says who this laptop is and what its ledger holds, and show it."""

    def show(drawn: Drawn) -> None:
        PaperDialog(_("Enrolment page of this laptop"), drawn.pdf, runner, parent).open()

    perform(parent, runner, _("Drawing the sheets"), at_own_office(office, _draw), show)


def _draw(own: Office, _progress: Progress) -> Drawn:
    return own.plain_sheets.draw(PlainKind.ENROLMENT, Wanted(), "enrolment")
