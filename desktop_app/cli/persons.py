"""`person`: likely duplicates, making two records of one person one, and undoing it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.i18n import _
from desktop_app.services.alike_words import why_words
from desktop_app.services.merging import FIELDS
from desktop_app.services.registering import Alike

REASON = click.option("--reason", default="", help=_("Why; it stays in the audit trail."))


@click.group(cls=Group)
def command() -> None:
    """Everything about two records of one person."""


@command.command("alike", help=_("List records that look as if two were about one person."))
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)
@pass_session
def alike(session: Session, limit: int) -> Answer:
    """List pairs with the reason."""
    with session.office() as office:
        pairs = office.register.likely_duplicates(limit)
    heads = [_("Why"), _("Id"), _("Name"), _("ID number"), _("Id"), _("Name"), _("ID number")]
    rows = [
        [why_words(other.why), *_shown(one).values(), *_shown(other.person).values()]
        for one, other in pairs
    ]
    return Answer(
        values={"pairs": [_pair(one, other) for one, other in pairs]},
        words=table(heads, rows) if rows else _("No two records look like one person."),
    )


@command.command("merge", help=_("Show one record, KEPT, in place of two; nothing is deleted."))
@click.argument("duplicate", metavar="DUPLICATE")
@click.argument("kept", metavar="KEPT")
@click.option(
    "--take",
    multiple=True,
    type=click.Choice(FIELDS),
    help=_("A field in which DUPLICATE is right; repeat. Left out: what is filled, or newer."),
)
@REASON
@pass_session
def merge(session: Session, duplicate: str, kept: str, take: Sequence[str], reason: str) -> Answer:
    """Merge two records."""
    with session.office() as office:
        made = office.merging.merge(duplicate, kept, take=take or None, reason=reason)
        name = office.register.open(made.kept).record.name
    return Answer(
        values={"id": made.id, "kept": made.kept, "taken": sorted(made.taken)},
        words=_("Both are shown as {name} now; `person unmerge {id}` undoes it.").format(
            name=name, id=made.id
        ),
    )


@command.command("unmerge", help=_("Undo a merge by its id."))
@click.argument("merge_id", metavar="ID")
@REASON
@pass_session
def unmerge(session: Session, merge_id: str, reason: str) -> Answer:
    """Let both records stand by themselves again."""
    with session.office() as office:
        undone = office.merging.undo(merge_id, reason)
    words = _("Both records stand by themselves again.")
    if undone.edited_since:
        left = _("Edited since the merge and left as they are: {fields}.")
        words = f"{words} {left.format(fields=', '.join(undone.edited_since))}"
    return Answer(
        values={"id": undone.merge.id, "edited_since": list(undone.edited_since)}, words=words
    )


@command.command("merges", help=_("List the merges of a person, undone ones too."))
@click.argument("person", metavar="ID")
@pass_session
def merges(session: Session, person: str) -> Answer:
    """List the merges of a person."""
    with session.office() as office:
        found = office.merging.of(person)
    values = [
        {
            "id": one.id,
            "duplicate": one.duplicate,
            "kept": one.kept,
            "reason": one.reason,
            "withdrawn": one.withdrawn,
        }
        for one in found
    ]
    heads = [_("Id"), _("Duplicate"), _("Kept"), _("Reason"), _("Undone")]
    rows = [[*list(one.values())[:-1], _("yes") if one["withdrawn"] else ""] for one in values]
    return Answer(values={"merges": values}, words=table(heads, rows) if rows else "")


def _shown(person: Beneficiary) -> dict[str, str]:
    return {"id": person.id, "name": person.name, "id_number_masked": person.id_masked}


def _pair(one: Beneficiary, other: Alike) -> dict[str, object]:
    return {"why": str(other.why), "people": [_shown(one), _shown(other.person)]}
