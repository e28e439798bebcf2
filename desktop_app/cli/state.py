"""`state`: the code that two people can compare by phone."""

from __future__ import annotations

import click

from desktop_app.cli.answer import Answer
from desktop_app.cli.command import Command
from desktop_app.cli.session import Session, pass_session
from desktop_app.services.exchange.telling import unread_words


@click.command(cls=Command)
@pass_session
def command(session: Session) -> Answer:
    """Digest the ledger's content, short and long."""
    with session.office() as office:
        code, unread = office.caretaking.state(), office.caretaking.unread()
    said = [code.short, *([unread_words(unread).format(count=unread)] if unread else [])]
    return Answer(
        values={"short": code.short, "long": code.long, "unread": unread}, words="\n".join(said)
    )
