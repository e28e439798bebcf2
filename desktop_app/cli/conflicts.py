"""`conflict`: values on which people disagree."""

from __future__ import annotations

import json

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.change import DELETED
from desktop_app.domain.exchange import Conflict, Rival, Take
from desktop_app.domain.moment import moment_of
from desktop_app.i18n import _
from desktop_app.services.office import Office


@click.group(cls=Group)
def command() -> None:
    """Everything about conflicts."""


@command.command("list", help=_("List the fields that have more than one value."))
@pass_session
def list_conflicts(session: Session) -> Answer:
    """List the conflicts."""
    with session.office() as office:
        found = office.conflicts.all()
    rows = [[one.id, rival.laptop, _shown(one, rival)] for one in found for rival in one.rivals]
    return Answer(
        values={"conflicts": [_values(one) for one in found]},
        words=table([_("Id"), _("Laptop"), _("Value")], rows) if rows else _("Nothing disagrees."),
    )


@command.command("settle", help=_("Settle a conflict."))
@click.argument("identifier", metavar="ID")
@click.option(
    "--take",
    required=True,
    metavar="ours|theirs|VALUE",
    help=_("The side that is right, or the right value itself."),
)
@pass_session
def settle(session: Session, identifier: str, take: str) -> Answer:
    """Settle one conflict for everybody."""
    with session.office() as office:
        done = _settle(office, identifier, take)
    return Answer(
        values={"id": done.id, "field": done.field, "record": done.record},
        words=_("Settled; the other laptops hear of it with the next bundle."),
    )


def _settle(office: Office, identifier: str, take: str) -> Conflict:
    if take in set(Take):
        return office.conflicts.settle(identifier, Take(take))
    return office.conflicts.settle_with(identifier, _value(office.conflicts.get(identifier), take))


def _value(conflict: Conflict, text: str) -> object:
    """Read a value as JSON where the field holds no text: numbers, lists, yes and no."""
    if all(isinstance(rival.value, str | None) for rival in conflict.rivals):
        return text or None
    try:
        value: object = json.loads(text)
    except ValueError:
        return text
    return value


def _shown(conflict: Conflict, rival: Rival) -> str:
    if conflict.field == DELETED:
        return _("deleted") if rival.value else _("kept")
    if rival.value is None:
        return "—"
    return rival.value if isinstance(rival.value, str) else json.dumps(rival.value)


def _values(one: Conflict) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind,
        "record": one.record,
        "name": one.name,
        "field": one.field,
        "values": [
            {
                "value": rival.value,
                "device": rival.device,
                "laptop": rival.laptop,
                "ours": rival.is_ours,
                "at": moment_of(rival.at_ms).isoformat(),
            }
            for rival in one.rivals
        ],
    }
