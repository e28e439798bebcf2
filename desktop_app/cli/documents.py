"""`document`: the lists that came in bundles: figures, finance, publicity."""

from __future__ import annotations

from pathlib import Path

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Command
from desktop_app.cli.session import Session, pass_session
from desktop_app.i18n import _


@click.command(cls=Command)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("Write it as a workbook or as CSV."),
)
@pass_session
def command(session: Session, file: Path, target: Path | None) -> Answer:
    """Read the list in a bundle; nothing of it is merged."""
    with session.office() as office:
        read = office.reading.read(file)
        document = read.document
        if target is not None:
            office.reading.write(read, target)
    shown = document.table()
    heads = [heading.title for heading in shown.headings]
    rows = [["" if cell is None else cell for cell in row] for row in shown.rows]
    words = [f"{document.title} · {document.union} · {document.day}", table(heads, rows)]
    if target is not None:
        words = [_("{file} is written: {count} rows.").format(file=target, count=shown.count)]
    elif document.note:
        words.append(document.note)
    return Answer(
        values={
            "purpose": document.purpose.value,
            "title": document.title,
            "union": document.union,
            "from": read.sender,
            "day": document.day.isoformat(),
            "rows": document.records(),
            "file": str(target or ""),
        },
        words="\n".join(words),
    )
