"""`record`: a record of any kind as a JSON file, in and out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.covered import COVERED
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import _, mark
from desktop_app.services import record_file
from desktop_app.services.exporting import RevealReasonError
from desktop_app.services.keeping import Keeping
from desktop_app.services.office import KEEPERS, Office
from desktop_app.storage.kinds import KINDS
from desktop_app.storage.records import id_of

KIND = click.argument("kind", type=click.Choice(sorted(KEEPERS)), metavar="KIND")
FILE = click.option(
    "--from-json",
    "file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    required=True,
    help=_("The file, as `record schema KIND` describes it; - is standard input."),
)


class RecordExistsError(CircumstanceError):
    """A record is added once."""

    message = mark("The record {id} is in the ledger already; nothing was changed.")


@click.group(cls=Group)
def command() -> None:
    """Everything about records of all kinds."""


@command.command("kinds", help=_("List the kinds of records."))
def kinds() -> Answer:
    """List the kinds."""
    return Answer(values={"kinds": sorted(KEEPERS)}, words="\n".join(sorted(KEEPERS)))


@command.command("schema", help=_("Describe a record of a kind as JSON Schema."))
@KIND
def schema(kind: str) -> Answer:
    """Print the schema."""
    values = record_file.schema(KINDS[kind])
    return Answer(values=values, words=_readable(values))


@command.command("add", help=_("Record something from a JSON file."))
@KIND
@FILE
@pass_session
def add(session: Session, kind: str, file: Path) -> Answer:
    """Keep a new record."""
    with session.office() as office:  # its lists say which codes there are
        record = record_file.read(KINDS[kind], _text(kind, file))
        keeping = _keeping(office, kind)
        if keeping.get(id_of(record)) is not None:
            raise RecordExistsError(id=id_of(record))
        kept = keeping.save(record)
    return _kept(id_of(kept))


@command.command("change", help=_("Change the fields that a JSON file gives; null empties one."))
@KIND
@click.argument("record_id", metavar="ID")
@FILE
@pass_session
def change(session: Session, kind: str, record_id: str, file: Path) -> Answer:
    """Change some fields of a kept record."""
    given = _values(kind, file)
    with session.office() as office:
        keeping = _keeping(office, kind)
        base = keeping.open(record_id)
        keeping.save(record_file.change(KINDS[kind], base.record, given), base)
    return _kept(record_id)


@command.command("show", help=_("Give a record back as JSON."))
@KIND
@click.argument("record_id", metavar="ID")
@click.option("--whole", is_flag=True, help=_("Show covered numbers in full; takes a reason."))
@click.option("--reason", default="", help=_("Why the whole numbers are needed."))
@pass_session
def show(session: Session, kind: str, record_id: str, whole: bool, reason: str) -> Answer:
    """Give back what `add` took, the numbers of people covered unless somebody says why not."""
    with session.office() as office:
        keeping = _keeping(office, kind)
        values = record_file.show(KINDS[kind], keeping.open(record_id).record)
        if whole:
            values |= _uncovered(keeping, record_id, values, reason)
    return Answer(values=values, words=_readable(values))


@command.command("list", help=_("List the records of a kind, the latest first."))
@KIND
@click.option(
    "--where", multiple=True, metavar="FIELD=VALUE", help=_("Only those with this value; repeat.")
)
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True)
@pass_session
def list_records(session: Session, kind: str, where: tuple[str, ...], limit: int) -> Answer:
    """List records, filtered by the values of fields."""
    wanted = [_condition(kind, one) for one in where]
    with session.office() as office:
        records = _keeping(office, kind).listed(wanted, limit)
    found = [record_file.show(KINDS[kind], record) for record in records]
    heads = list(dict.fromkeys(name for one in found for name in one))
    rows = [[one.get(name, "") for name in heads] for one in found]
    return Answer(values={"records": found}, words=table(heads, rows) if found else "")


def _keeping(office: Office, kind: str) -> Keeping[Any]:
    return KEEPERS[kind](office)


def _uncovered(
    keeping: Keeping[Any], record: str, values: dict[str, Any], reason: str
) -> dict[str, Any]:
    if not reason.strip():
        raise RevealReasonError
    fields = COVERED.get(keeping.records.kind.name, {})
    return {name: keeping.reveal(record, name, reason) for name in fields if name in values}


def _condition(kind: str, text: str) -> tuple[str, str]:
    name, given, value = text.partition("=")
    known = {column.name for column in KINDS[kind].columns}
    if not given or name not in known:
        raise click.UsageError(_("{text} is not FIELD=VALUE of this kind.").format(text=text))
    return name, value


def _kept(record: str) -> Answer:
    return Answer(values={"id": record}, words=_("The record has the id {id}.").format(id=record))


def _values(kind: str, file: Path) -> dict[str, Any]:
    try:
        values = json.loads(_text(kind, file))
    except ValueError as error:
        raise record_file.RecordFileError(kind=kind, what=str(error)) from error
    if not isinstance(values, dict):
        raise record_file.RecordFileError(kind=kind, what=type(values).__name__)
    return values


def _text(kind: str, file: Path) -> str:
    with click.open_file(str(file), encoding="utf-8") as opened:
        try:
            return str(opened.read())
        except UnicodeDecodeError as error:
            raise record_file.RecordFileError(kind=kind, what=error.reason) from error


def _readable(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2)
