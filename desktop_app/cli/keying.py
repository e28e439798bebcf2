"""`keying`: values keyed a second time without seeing the first (盲录复核)."""

from __future__ import annotations

from collections.abc import Sequence

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.second_keying import KeyedField, Side
from desktop_app.i18n import _
from desktop_app.services.field_words import keyed_field_words

FIELD = click.Choice([str(field) for field in KeyedField])


@click.group(cls=Group)
def command() -> None:
    """Everything about second keying."""


@command.command("switch", help=_("Ask for a second keying of these fields, and of no others."))
@click.argument("fields", nargs=-1, type=FIELD)
@pass_session
def switch(session: Session, fields: Sequence[str]) -> Answer:
    """Switch second keying on or off."""
    with session.office() as office:
        office.keying.switch([KeyedField(one) for one in fields])
        now = sorted(str(one) for one in office.keying.fields)
    words = ", ".join(keyed_field_words(KeyedField(one)) for one in now)
    return Answer(values={"fields": now}, words=words or _("Second keying is switched off."))


@command.command("due", help=_("List the values that wait for a second keying by you."))
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)
@pass_session
def due(session: Session, limit: int) -> Answer:
    """List what waits; never the values."""
    with session.office() as office:
        found = office.keying.due(limit)
    values = [
        {
            "id": one.subject,
            "field": str(one.field),
            "name": one.name,
            "employer": one.employer,
            "first_by": one.first_by,
            "first_on": one.first_on.isoformat() if one.first_on else "",
        }
        for one in found
    ]
    heads = [_("Id"), _("Field"), _("Name"), _("Employer"), _("Typed by"), _("Day")]
    rows = [list(one.values()) for one in values]
    words = table(heads, rows) if rows else _("Nothing waits for a second keying by you.")
    return Answer(values={"due": values}, words=words)


@command.command("enter", help=_("Key a value again; it is asked for, or read from a pipe."))
@click.argument("subject", metavar="ID")
@click.argument("field", type=FIELD)
@pass_session
def enter(session: Session, subject: str, field: str) -> Answer:
    """Compare what is keyed with what stands in the record."""
    keyed = click.prompt(keyed_field_words(KeyedField(field)), err=True)
    with session.office() as office:
        made = office.keying.enter(subject, KeyedField(field), keyed)
    same, other = _("Both keyings are equal."), _("The two keyings differ.")
    return Answer(
        values={"id": made.id, "equal": made.equal},
        words=same if made.equal else other,
        found_something=not made.equal,
    )


@command.command("differences", help=_("List the differences that nobody has settled."))
@pass_session
def differences(session: Session) -> Answer:
    """List differences with who typed what; numbers show only where they differ."""
    with session.office() as office:
        found = office.keying.differences()
    values = [
        {
            "id": one.id,
            "field": str(one.field),
            "name": one.name,
            "first": one.first,
            "first_by": one.first_by,
            "second": one.second,
            "second_by": one.second_by,
        }
        for one in found
    ]
    heads = [
        *(_("Id"), _("Field"), _("Name"), _("Typed first"), _("by whom")),
        *(_("Typed second"), _("by whom")),
    ]
    words = table(heads, [list(one.values()) for one in values]) if values else ""
    return Answer(values={"differences": values}, words=words, found_something=bool(values))


@command.command("settle", help=_("Say which of two keyings was right."))
@click.argument("keying", metavar="ID")
@click.argument("side", type=click.Choice([str(side) for side in Side]))
@click.option("--reason", default="", help=_("Why; it stays in the audit trail."))
@pass_session
def settle(session: Session, keying: str, side: str, reason: str) -> Answer:
    """Settle a difference."""
    with session.office() as office:
        made = office.keying.settle(keying, Side(side), reason)
    return Answer(
        values={"id": made.id, "taken": made.taken}, words=_("The difference is settled.")
    )
