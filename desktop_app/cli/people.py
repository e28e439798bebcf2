"""`search`: find people."""

from __future__ import annotations

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Command
from desktop_app.cli.session import Session, pass_session
from desktop_app.i18n import _


@click.command(cls=Command)
@click.argument("text")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help=_("At most so many.")
)
@pass_session
def command(session: Session, text: str, limit: int) -> Answer:
    """Find people by characters, pinyin, initials, or either end of a number."""
    with session.office() as office:
        found = office.register.search(text, limit)
    results = [
        {
            "id": person.id,
            "name": person.name,
            "id_number_masked": person.id_masked,
            "employer": person.employer or "",
        }
        for person in found
    ]
    heads = [_("Id"), _("Name"), _("ID number"), _("Employer")]
    words = (
        table(heads, [list(one.values()) for one in results]) if results else _("Nobody was found.")
    )
    return Answer(values={"results": results}, words=words)
