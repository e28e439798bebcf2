"""`export`: a bundle for other laptops."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from desktop_app.cli.answer import Answer
from desktop_app.cli.command import Command
from desktop_app.cli.console_progress import on_console
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import About, Purpose
from desktop_app.i18n import _
from desktop_app.services.exchange import ejecting
from desktop_app.services.exchange.packing import Exported


@click.command(cls=Command)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=_("The folder for the bundle, such as a stick."),
)
@click.option(
    "--for",
    "devices",
    multiple=True,
    required=True,
    metavar="DEVICE",
    help=_("For which laptop: label, code or id; repeat, or name several."),
)
@click.argument("further", nargs=-1, metavar="[DEVICE]…")
@click.option(
    "--purpose",
    type=click.Choice([purpose.value for purpose in Purpose]),
    default=Purpose.FULL.value,
    show_default=True,
    help=_("What the bundle is for."),
)
@click.option("--campaign", default="", metavar="ID", help=_("For a report, finance, publicity."))
@click.option("--route", default="", metavar="ID", help=_("For a team: its route."))
@click.option("--unit", default="", help=_("For a team: the employer's name."))
@click.option("--referral", default="", metavar="ID", help=_("Which referral, or its answer."))
@click.option(
    "--eject", "takes_out", is_flag=True, help=_("Take the stick out safely when it is written.")
)
@pass_session
def command(
    session: Session,
    /,
    folder: Path,
    devices: tuple[str, ...],
    further: tuple[str, ...],
    purpose: str,
    *,
    takes_out: bool,
    **about: str,
) -> Answer:
    """Write a bundle."""
    wanted = devices + further
    with session.office() as office, on_console(_("Packing")) as progress:
        done = office.bundles.export(folder, wanted, Purpose(purpose), progress, About(**about))
    answer = _answer(done)
    return _taken_out(answer, folder) if takes_out else answer


def _answer(done: Exported) -> Answer:
    said = _("{file}: {count} entries, {bytes} bytes.")
    return Answer(
        values={
            "bundle": str(done.bundle),
            "changes": done.changes,
            "bytes": done.bytes,
            "attachments": done.pictures,
            "more": [str(file) for file in done.more],
        },
        words=said.format(
            file=", ".join(str(file) for file in (done.bundle, *done.more)),
            count=done.changes,
            bytes=done.bytes,
        ),
    )


def _taken_out(answer: Answer, folder: Path) -> Answer:
    """Take the stick out; where that is not possible the bundle is written all the same."""
    try:
        said = _("The stick {stick} may be pulled out now.").format(
            stick=ejecting.eject(folder).label
        )
        is_out = True
    except CircumstanceError as refusal:
        said, is_out = refusal.sentence(), False
    return replace(
        answer, values={**answer.values, "ejected": is_out}, words=f"{answer.words}\n{said}"
    )
