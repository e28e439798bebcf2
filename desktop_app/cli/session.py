"""One call of the program: which ledger, who, and how to answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli import founders
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import _, mark

if TYPE_CHECKING:
    from desktop_app.services.office import Office

PASSPHRASE = "NUANFANG_PASSPHRASE"  # noqa: S105 - the name of a variable
RECOVERY = "NUANFANG_RECOVERY"
NEW_PASSPHRASE = "NUANFANG_NEW_PASSPHRASE"  # noqa: S105 - the name of a variable


class PassphraseMissingError(CircumstanceError):
    """Nobody is there to be asked."""

    message = mark("A passphrase is needed: put it into {variable}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRequest:
    """What the window should show.

    With `pictures`, a folder, it logs in by itself, photographs its pages and closes.
    """

    data: Path
    user: str = ""
    pictures: Path | None = None
    passphrase: str = field(default="", repr=False)


OpenWindow = Callable[[WindowRequest], int]


@dataclass(kw_only=True)
class Session:
    """What the words before the command said, and the window for whoever wants it."""

    open_window: OpenWindow
    data: Path = Path()
    user: str = ""
    as_json: bool = False

    def who(self) -> str:
        """Name the person at the console: as said, who founded the ledger here, or as asked."""
        self.user = self.user or founders.founder_of(self.data)
        if not self.user and sys.stdin.isatty():
            self.user = click.prompt(_("User"), err=True)
        if not self.user:
            raise click.UsageError(_("Say who you are: --user NAME."))
        return self.user

    @contextmanager
    def office(self) -> Iterator[Office]:
        """Open the ledger for the person, and close it whatever happens."""
        from desktop_app.services import setting_up
        from desktop_app.services.office import Office
        from desktop_app.storage.store import Folder

        name = self.who()
        words = passphrase(PASSPHRASE, _("Passphrase"))
        office = Office(setting_up.unlock(Folder(self.data), name, words, today=today))
        if office.is_only_read:
            click.echo(
                _("Written by a newer version: to be read only. Please update the program"),
                err=True,
            )
        try:
            yield office
        finally:
            office.close()


pass_session = click.make_pass_decorator(Session)


def passphrase(variable: str, prompt: str, *, twice: bool = False) -> str:
    """Take a passphrase from the environment or from the keyboard, never from an argument."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise PassphraseMissingError(variable=variable)
    typed: str = click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True)
    return typed


def today() -> date:
    """Tell what day it is where the laptop stands."""
    return datetime.now(UTC).astimezone().date()
