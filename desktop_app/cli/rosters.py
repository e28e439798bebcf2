"""`import`: a roster from a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from desktop_app.cli.answer import Answer
from desktop_app.cli.command import Command
from desktop_app.cli.console_progress import on_console
from desktop_app.cli.session import Session, pass_session
from desktop_app.i18n import _
from desktop_app.services.enrolling import Enrolling
from desktop_app.services.importing.preview import Counts, Preview
from desktop_app.services.wording import sentences


@click.command(cls=Command)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--campaign", default="", metavar="ID", help=_("Put the people on its roster."))
@click.option("--dry-run", is_flag=True, help=_("Only say what would happen."))
@click.option(
    "--errors",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT.xlsx",
    help=_("Write the refused rows with their reasons into this workbook."),
)
@pass_session
def command(
    session: Session, file: Path, campaign: str, dry_run: bool, errors: Path | None
) -> Answer:
    """Import what can be imported; refused rows go back with their reasons."""
    with session.office() as office, on_console(_("Importing")) as progress:
        enrolling = Enrolling(office.desk)
        previewed = enrolling.preview(file, campaign, progress)
        if errors and previewed.refused:
            enrolling.write_back(previewed, errors)
        if not dry_run:
            enrolling.take(previewed, progress)
    counts = previewed.counts
    values = {
        "read": counts.read,
        "added": counts.added,
        "updated": counts.changed,
        "unchanged": counts.unchanged,
        "rejected": counts.refused,
        "repeated": counts.repeated,
        "dry_run": dry_run,
        "refused": _refused(previewed),
        "errors": str(errors) if errors and previewed.refused else None,
    }
    return Answer(values=values, words=_words(counts, previewed, errors))


def _refused(previewed: Preview) -> list[dict[str, str]]:
    return [
        {"at": str(one.place), "reason": one.reasons[0].code, "why": sentences(one.reasons)}
        for one in previewed.refused
    ]


def _words(counts: Counts, previewed: Preview, errors: Path | None) -> str:
    said = _(
        "{read} rows read: {added} people added, {changed} changed, {unchanged} unchanged;"
        " {refused} rows refused."
    )
    lines = [
        said.format(
            read=counts.read,
            added=counts.added,
            changed=counts.changed,
            unchanged=counts.unchanged,
            refused=counts.refused,
        )
    ]
    lines += [f"  {one['at']}: {one['why']}" for one in _refused(previewed)]
    if errors and previewed.refused:
        lines.append(_("The refused rows are in {file}.").format(file=errors))
    return "\n".join(lines)
