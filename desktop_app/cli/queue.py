"""`queue`: what waits for the printer, over all campaigns."""

from __future__ import annotations

from typing import Any

import click

from desktop_app.cli.answer import Answer
from desktop_app.cli.command import Command
from desktop_app.cli.session import Session, pass_session
from desktop_app.i18n import _
from desktop_app.services.print_queue import Entry
from desktop_app.services.queue_wording import DUE_WORDS, SHEET_WORDS, paper_words


@click.command(cls=Command)
@pass_session
def command(session: Session, /) -> Answer:
    """List what is due for the printer, in the order of the office."""
    with session.office() as office:
        entries = office.print_queue.entries()
    words = "\n".join(_line(one) for one in entries)
    return Answer(
        values={"queue": [_values(one) for one in entries]},
        words=words or _("Nothing waits for the printer."),
    )


def _values(one: Entry) -> dict[str, Any]:
    return {
        "due": str(one.due),
        "sheet": str(one.kind),
        "campaign": one.campaign,
        "sheets": one.sheets,
        "pages": one.pages,
        "pages_are_about": one.is_about,
        "volumes": one.volumes,
        "amount_fen": one.amount_fen,
        "set_aside": one.set_aside,
    }


def _line(one: Entry) -> str:
    aside = [_("set aside")] if one.set_aside else []
    parts = [
        *(_(SHEET_WORDS[one.kind]), one.campaign_name or "—"),
        *(_(DUE_WORDS[one.due]), paper_words(one), *aside),
    ]
    return " · ".join(parts)
