"""`gui`: the window, from the console."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from desktop_app.cli.command import Command
from desktop_app.cli.session import PASSPHRASE, Session, WindowRequest, pass_session, passphrase
from desktop_app.i18n import _


@click.command(cls=Command)
@click.option("--pictures", type=click.Path(file_okay=False, path_type=Path), hidden=True)
@pass_session
def command(session: Session, pictures: Path | None) -> int:
    """Open the window; with `--pictures` only photograph its pages."""
    request = WindowRequest(data=session.data, user=session.user)
    if pictures:
        words = passphrase(PASSPHRASE, _("Passphrase"))
        request = replace(request, user=session.who(), pictures=pictures, passphrase=words)
    return session.open_window(request)
