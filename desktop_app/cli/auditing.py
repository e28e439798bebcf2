"""`audit`: is the audit trail as it was written."""

from __future__ import annotations

import click

from desktop_app.cli.answer import Answer
from desktop_app.cli.command import Group
from desktop_app.cli.session import Session, pass_session
from desktop_app.i18n import _, mark

WHY = {
    "gap": mark("an entry is missing before it"),
    "altered": mark("it was altered"),
    "signature": mark("its signature does not hold"),
}


@click.group(cls=Group)
def command() -> None:
    """Everything about the audit trail."""


@command.command("verify", help=_("Check every entry, its place in the chain and its signature."))
@pass_session
def verify(session: Session) -> Answer:
    """Verify the chain; the first bad entry is named."""
    with session.office() as office:
        verdict = office.caretaking.verify()
    said = _("{count} entries hold; the head of the chain is {head}.").format(
        count=verdict.entries, head=verdict.head
    )
    why = _(WHY[verdict.why]) if verdict.why else ""
    bad = _("Entry {entry} does not hold: {why}.").format(entry=verdict.first_bad, why=why)
    exceptions = [] if verdict.holds else [{"entry": verdict.first_bad, "why": why}]
    return Answer(
        values={
            "ok": verdict.holds,
            "entries": verdict.entries,
            "head": verdict.head,
            "exceptions": exceptions,
        },
        words=said if verdict.holds else bad,
        found_something=not verdict.holds,
    )
