"""`user`: who may come in, and as what."""

from __future__ import annotations

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.session import (
    NEW_PASSPHRASE,
    RECOVERY,
    Session,
    pass_session,
    passphrase,
)
from desktop_app.domain.role import ROLE_NAMES, Role
from desktop_app.domain.user import User
from desktop_app.i18n import _
from desktop_app.services import setting_up
from desktop_app.storage.store import Folder


@click.group(cls=Group)
def command() -> None:
    """Everything about users."""


@command.command("add", help=_("Let one more person in."))
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help=_("What the person is in the office."),
)
@pass_session
def add(session: Session, name: str, role: str) -> Answer:
    """Add a user."""
    with session.office() as office:
        words = passphrase(NEW_PASSPHRASE, _("Passphrase of the new user"), twice=True)
        user = setting_up.add_user(office.desk, name, Role(role), words)
    said = _("{name} may come in now as {role}.")
    return Answer(values=_values(user), words=said.format(name=user.name, role=_role(user)))


@command.command("list", help=_("List the people who may come in."))
@pass_session
def list_users(session: Session) -> Answer:
    """List the users."""
    with session.office() as office:
        users = setting_up.users(office.desk)
    rows = [(user.name, _role(user)) for user in users]
    return Answer(
        values={"users": [_values(user) for user in users]},
        words=table([_("Name"), _("Role")], rows),
    )


@command.command("passwd", help=_("Give yourself, or as administrator --of NAME, a passphrase."))
@click.option("--of", "name", metavar="NAME", default="", help=_("Whose passphrase."))
@pass_session
def passwd(session: Session, name: str) -> Answer:
    """Change a passphrase."""
    with session.office() as office:
        whose = name or office.user.name
        words = passphrase(NEW_PASSPHRASE, _("New passphrase"), twice=True)
        setting_up.change_passphrase(office.desk, whose, words)
        user = next(user for user in setting_up.users(office.desk) if user.name == whose)
    said = _("{name} comes in with the new passphrase from now on.")
    return Answer(values=_values(user), words=said.format(name=whose))


@command.command("recover", help=_("Set a new passphrase with the code from the recovery page."))
@pass_session
def recover(session: Session) -> Answer:
    """Let somebody in again who has forgotten the passphrase."""
    name = session.who()
    code = passphrase(RECOVERY, _("Code on the recovery page"))
    words = passphrase(NEW_PASSPHRASE, _("New passphrase"), twice=True)
    was_off = setting_up.recover(Folder(session.data), code, name, words)
    said = _("{name} comes in with the new passphrase from now on.").format(name=name)
    if not was_off:
        return Answer(values={"name": name}, words=said)
    said += "\n" + setting_up.switched_on_words(name)
    return Answer(values={"name": name, "switched_on": True}, words=said)


def _values(user: User) -> dict[str, str]:
    return {"name": user.name, "role": user.role.value}


def _role(user: User) -> str:
    return _(ROLE_NAMES[user.role])
