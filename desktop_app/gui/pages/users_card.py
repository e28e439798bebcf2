"""Who may come in, and under which passphrase."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import ROLE_NAMES, Right, Role
from desktop_app.gui.faults import report
from desktop_app.gui.forms.field import Field
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.cards import Card
from desktop_app.gui.widgets.passphrase_line import PassphraseLine
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import Badge, SecureLabel, label, set_role
from desktop_app.i18n import _
from desktop_app.services import setting_up
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress

Deed = Callable[[Progress], str]


class DeedCard(Card):
    """A few fields, a button, and a line that says what came of it."""

    def __init__(self, title: str, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._runner = runner
        self.outcome = label("", wrap=True)

    def add_field(self, name: str, caption: str, editor: QWidget) -> None:
        """Add a field that has to be filled."""
        self.add(Field(name, caption, editor, hint="", unit="", required=False))

    def add_button(self, words: str, press: Callable[[], None]) -> KeyedButton:
        """Add the button and, under it, the line for the outcome."""
        button = KeyedButton(words)
        button.clicked.connect(press)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch()
        self.add(row)
        self.add(self.outcome)
        self.outcome.hide()
        return button

    def perform(self, deed: Deed) -> None:
        """Do it beside the window: deriving a key takes a third of a second."""
        self.setEnabled(False)
        job = self._runner.submit(deed)
        job.succeeded.connect(self.say_done)
        job.failed.connect(self.say_refused)
        job.finished.connect(self._wake)

    def say_done(self, words: str) -> None:
        """Say that it was done."""
        self._say(words, "muted")

    def say_refused(self, trouble: Exception) -> None:
        """Say what stands in the way; a fault of ours goes to the report."""
        if isinstance(trouble, CircumstanceError):
            self._say(trouble.sentence(), "blocks")
        else:
            report(trouble)

    def _say(self, words: str, role: str) -> None:
        self.outcome.setText(words)
        set_role(self.outcome, role)
        self.outcome.show()

    def _wake(self) -> None:
        self.setEnabled(True)


class PassphraseCard(DeedCard):
    """A new passphrase: one's own, or as administrator anybody's.

    The present one is asked first: whoever finds the laptop open must not take it over.
    """

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(_("New passphrase"), runner, parent)
        self._office = office
        self.whom: PinyinComboBox | None = None
        if office.may(Right.SET_UP):
            users = setting_up.users(office.desk)
            self.whom = PinyinComboBox((user.name, user.name) for user in users)
            self.whom.set_value(office.user.name)
            self.add_field("whom", _("For"), self.whom)
        self.present, self.new, self.repeated = (PassphraseLine() for _line in range(3))
        self.add_field("present", _("Your present passphrase"), self.present)
        self.add_field("new", _("New passphrase, at least 12 characters"), self.new)
        self.add_field("repeated", _("The same once more"), self.repeated)
        self.add_button(_("Change the passphrase"), self.change)

    def change(self) -> None:
        """Change it, if both new ones are the same."""
        if self.new.value() != self.repeated.value():
            self._say(_("This is not the same passphrase."), "blocks")
            return
        whom = (self.whom and self.whom.value()) or self._office.user.name
        self.perform(partial(_change, self._office, self.present.value(), whom, self.new.value()))
        for line in (self.present, self.new, self.repeated):
            line.clear()


class UsersCard(DeedCard):
    """The people of the office; the administrator lets more of them in."""

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(_("Users"), runner, parent)
        self._office = office
        self.show_users()
        if office.may(Right.SET_UP):
            self._build_door()

    def _build_door(self) -> None:
        self.name = TextLine()
        self.role = PinyinComboBox((str(role), _(ROLE_NAMES[role])) for role in Role)
        self.passphrase = PassphraseLine()
        self.add_field("user_name", _("Name of the new user"), self.name)
        self.add_field("role", _("Role"), self.role)
        self.add_field("first_passphrase", _("First passphrase"), self.passphrase)
        self.add_button(_("Let this person in"), self.let_in)

    def let_in(self) -> None:
        """Add the user that the fields describe."""
        role = self.role.value()
        if role is None:
            self._say(_("Choose a role."), "blocks")
            return
        name, words = self.name.value(), self.passphrase.value()
        self.perform(partial(_let_in, self._office, name, Role(role), words))
        self.passphrase.clear()

    def say_done(self, words: str) -> None:
        """Show the new user among the others."""
        super().say_done(words)
        self.name.clear()
        self.role.set_value(None)
        self.show_users()

    def show_users(self) -> None:
        """List who may come in."""
        ground = QWidget()
        grid = QGridLayout(ground)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(em(0.4))
        grid.setColumnStretch(0, 1)
        for row, user in enumerate(setting_up.users(self._office.desk)):
            grid.addWidget(SecureLabel(user.name), row, 0)
            role = Badge(_(ROLE_NAMES[user.role]))
            grid.addWidget(role, row, 1, Qt.AlignmentFlag.AlignRight)
        self.show_content(ground)


def _change(office: Office, present: str, whom: str, new: str, _progress: Progress) -> str:
    desk = office.desk
    own = setting_up.unlock(desk.store.folder, desk.user.name, present, today=desk.today)
    with closing(own.store):
        setting_up.change_passphrase(own, whom, new)
    return _("The new passphrase of {name} holds from now on.").format(name=whom)


def _let_in(office: Office, name: str, role: Role, passphrase: str, _progress: Progress) -> str:
    with closing(office.for_another_thread()) as other:
        user = setting_up.add_user(other.desk, name, role, passphrase)
    return _("{name} may come in now.").format(name=user.name)
