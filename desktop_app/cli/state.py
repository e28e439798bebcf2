"""`state`: the code that two people can compare by phone."""

from __future__ import annotations

import click

from desktop_app.cli.answer import Answer
from desktop_app.cli.command import Command
from desktop_app.cli.session import Session, pass_session


@click.command(cls=Command)
@pass_session
def command(session: Session) -> Answer:
    """Digest the ledger's content, short and long."""
    with session.office() as office:
        code = office.caretaking.state()
    return Answer(values={"short": code.short, "long": code.long}, words=code.short)
