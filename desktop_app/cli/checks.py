"""`check`: is the ledger whole."""

from __future__ import annotations

import click

from desktop_app.cli.answer import Answer
from desktop_app.cli.command import Command
from desktop_app.cli.session import Session, pass_session
from desktop_app.i18n import _
from desktop_app.services.caretaking import Health, words_of_attachments, words_of_erased


@click.command(cls=Command)
@pass_session
def command(session: Session) -> Answer:
    """Check the file, the chain, the attachments, and that the log makes these records."""
    with session.office() as office:
        health = office.caretaking.check()
    found = _found(health)
    return Answer(
        values={
            "ok": health.is_good,
            "problems": found,
            "entries": health.chain.entries,
            "erased_without_certificate": health.uncertified,
        },
        words="\n".join([*(found or [_("The ledger is whole.")]), *words_of_erased(health)]),
        found_something=not health.is_good,
    )


def _found(health: Health) -> list[str]:
    found = [*health.problems, *words_of_attachments(health)]
    if not health.chain.holds:
        found.append(_("The audit trail breaks at {entry}.").format(entry=health.chain.first_bad))
    if not found and not health.log_makes_the_records:
        found.append(_("The records differ from what the change log says."))
    return found
