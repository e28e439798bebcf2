"""`visit`: a visit as a JSON file, in and out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.visit import Visit
from desktop_app.i18n import _, mark
from desktop_app.services import visit_file
from desktop_app.services.office import Office
from desktop_app.services.visiting import NoSuchVisitError


class VisitExistsError(CircumstanceError):
    """A visit is added once."""

    message = mark("The visit {id} is in the ledger already; nothing was changed.")


@click.group(cls=Group)
def command() -> None:
    """Everything about visits."""


@command.command("add", help=_("Record a visit from a JSON file."))
@click.option(
    "--from-json",
    "file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    required=True,
    help=_("The file, as `visit schema` describes it; - is standard input."),
)
@pass_session
def add(session: Session, file: Path) -> Answer:
    """Record a visit with its hand-overs and the needs that were heard."""
    text = _text(file)
    with session.office() as office:  # its lists say which codes there are
        visit, given = visit_file.read(text)
        if _is_known(office, visit):
            raise VisitExistsError(id=visit.id)
        heard = office.needs.edits_for_heard(visit, visit_file.read_needs(text))
        office.visiting.save(visit, given, beside=heard)
    return Answer(
        values={"id": visit.id}, words=_("The visit has the id {id}.").format(id=visit.id)
    )


@command.command("show", help=_("Give a visit back as JSON."))
@click.argument("visit_id", metavar="ID")
@pass_session
def show(session: Session, visit_id: str) -> Answer:
    """Give back what `add` took."""
    with session.office() as office:
        visit = office.visiting.open(visit_id).record
        given = office.visiting.given(visit_id)
        needs = sorted(office.needs.heard_in(visit_id), key=lambda need: need.id)
        values = visit_file.write(visit, given, needs)
    return Answer(values=values, words=_readable(values))


@command.command("list", help=_("List visits, the latest first."))
@click.option("--campaign", default="", metavar="ID", help=_("Of one campaign only."))
@click.option("--limit", type=click.IntRange(min=1), help=_("At most so many."))
@pass_session
def list_visits(session: Session, campaign: str, limit: int | None) -> Answer:
    """List visits."""
    with session.office() as office:
        chosen = office.campaigns.get(campaign).id if campaign else ""
        visits = office.visiting.latest(campaign=chosen, limit=limit or -1)
    found = [_line(visit) for visit in visits]
    heads = [_("Id"), _("Day"), _("Manner"), _("Led by"), _("Where"), _("People")]
    return Answer(
        values={"visits": found}, words=table(heads, [list(line.values()) for line in found])
    )


@command.command("schema", help=_("Describe a visit file as JSON Schema."))
def schema() -> Answer:
    """Print the schema."""
    values = visit_file.schema()
    return Answer(values=values, words=_readable(values))


def _text(file: Path) -> str:
    with click.open_file(str(file), encoding="utf-8") as opened:
        try:
            return str(opened.read())
        except UnicodeDecodeError as error:
            raise visit_file.VisitFileError(what=error.reason) from error


def _is_known(office: Office, visit: Visit) -> bool:
    try:
        office.visiting.open(visit.id)
    except NoSuchVisitError:
        return False
    return True


def _line(visit: Visit) -> dict[str, object]:
    return {
        "id": visit.id,
        "day": visit.first_day.isoformat() if visit.first_day else visit.day_words,
        "manner": CodeLists.load()["visit_manner"].label_of(visit.manner),
        "leader": visit.leader or "、".join(visitor.name for visitor in visit.visitors),
        "place": "、".join(place.name for place in visit.places if place.name),
        "people": len(visit.beneficiaries),
    }


def _readable(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2)
