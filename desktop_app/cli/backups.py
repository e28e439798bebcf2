"""`backup`: a copy of the ledger that was opened and compared."""

from __future__ import annotations

from pathlib import Path

import click

from desktop_app.cli.answer import Answer
from desktop_app.cli.command import Command
from desktop_app.cli.session import Session, pass_session
from desktop_app.i18n import _


@click.command(cls=Command)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("The folder for the copy; the ledger's own folder of copies unless said otherwise."),
)
@pass_session
def command(session: Session, folder: Path | None) -> Answer:
    """Copy the ledger with its key file and prove the copy."""
    with session.office() as office:
        state = office.caretaking.state()
        copy = office.caretaking.back_up(folder)
    return Answer(
        values={"file": str(copy), "state": state.short},
        words=_("The copy is in {file}; its state code is {code}.").format(
            file=copy, code=state.short
        ),
    )
