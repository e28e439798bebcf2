"""`hardship`: the hardship files that want something."""

from __future__ import annotations

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.codelists import CodeLists
from desktop_app.i18n import _
from desktop_app.services.proceeding import FILE_LISTS
from desktop_app.storage.households import FileLine, FileList

_DUE = tuple(name for name in FILE_LISTS if name is not FileList.ALL)


@click.group(cls=Group)
def command() -> None:
    """Everything about hardship files."""


@command.command("due", help=_("List the files that want something, the longest waiting first."))
@click.option(
    "--list",
    "names",
    type=click.Choice([str(name) for name in _DUE]),
    multiple=True,
    help=_("Only this list; repeat for more."),
)
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True)
@pass_session
def due(session: Session, names: tuple[str, ...], limit: int) -> Answer:
    """List what is due, with the day from which each list counts."""
    wanted = [FileList(name) for name in names] or list(_DUE)
    with session.office() as office:
        counts = {str(name): office.proceeding.how_many(name) for name in wanted}
        found = [
            (name, line) for name in wanted for line in office.proceeding.due(name, limit=limit)
        ]
    results = [_result(name, line) for name, line in found]
    heads = [_("What is due"), _("Name"), _("Employer"), _("Since"), _("File")]
    rows = [[_(FILE_LISTS[name]), *_cells(line)] for name, line in found]
    words = table(heads, rows) if rows else _("Nothing is due.")
    return Answer(values={"results": results, "counts": counts}, words=words)


def _result(name: FileList, line: FileLine) -> dict[str, str]:
    category = CodeLists.load()["hardship_category"].label_of(line.category)
    return {
        "list": str(name),
        "id": line.beneficiary,
        "file": line.file,
        "name": line.name,
        "employer": line.employer,
        "category": category,
        "since": line.since.isoformat() if line.since else "",
    }


def _cells(line: FileLine) -> list[str]:
    return [line.name, line.employer, line.since.isoformat() if line.since else "", line.file]
