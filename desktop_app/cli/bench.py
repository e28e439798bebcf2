"""`bench`: how fast this machine does the main jobs."""

from __future__ import annotations

from pathlib import Path

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Command
from desktop_app.i18n import _
from desktop_app.services.measuring import suite


@click.command(cls=Command)
@click.option(
    "--people",
    type=click.IntRange(4, 1_000_000),
    default=suite.PROVINCE,
    show_default=True,
    help=_("On so many made-up people; a province by default."),
)
@click.option(
    "--only",
    "names",
    type=click.Choice(suite.NAMES),
    multiple=True,
    help=_("Only these measurements; may be given several times."),
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build") / "bench",
    show_default=True,
    help=_("The folder for the table and the figures as JSON."),
)
def command(people: int, names: tuple[str, ...], out: Path) -> Answer:
    """Measure, and write the table and the figures."""
    suite.write((), people, out)  # whether the folder takes anything is known before the work
    figures = []
    for figure in suite.measure(names or suite.NAMES, people):
        click.echo(" · ".join(cell for cell in figure.cells() if cell), err=True)
        figures.append(figure)
    files = suite.write(figures, people, out)
    return Answer(
        values=suite.told(figures, people) | {"files": [str(file) for file in files]},
        words=table(suite.HEADS, (figure.cells() for figure in figures)),
    )
