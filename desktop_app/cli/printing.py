"""`print`: numbered sheets into a PDF, after every character was looked for in the fonts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from desktop_app.cli.answer import Answer
from desktop_app.cli.command import Command
from desktop_app.cli.console_progress import on_console
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.sheet import SheetKind
from desktop_app.i18n import _
from desktop_app.services.issuing import FORMS
from desktop_app.services.office import Office

CAME_OUT, RETURNED = "came-out", "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """The options of `print`."""

    sheet: str
    campaign: str
    out: Path | None
    preflight: bool
    reason: str
    form: str
    interrupted: str | None

    @property
    def kind(self) -> SheetKind:
        return SheetKind(self.sheet)


@click.command(cls=Command)
@click.argument("sheet", type=click.Choice([kind.value for kind in SheetKind]))
@click.option("--campaign", required=True, metavar="ID", help=_("For whom."))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help=_("The PDF file to write.")
)
@click.option(
    "--form",
    default="",
    type=click.Choice(["", *(form for forms in FORMS.values() for form in forms)]),
    help=_("Which form of the sheet; the usual one unless said otherwise."),
)
@click.option("--preflight", is_flag=True, help=_("Only look for characters that no font has."))
@click.option("--reason", default="", help=_("Why sheets are printed again."))
@click.option(
    "--interrupted",
    type=click.Choice([CAME_OUT, RETURNED]),
    help=_("What became of the sheets of a printing that was interrupted."),
)
@pass_session
def command(session: Session, /, **said: Any) -> Answer:  # noqa: ANN401 - the options, typed below
    """Print the sheets of a campaign."""
    wanted = _Wanted(**said)
    if wanted.out is None and not wanted.preflight:
        raise click.UsageError(_("Say where the PDF goes: --out FILE.pdf."))
    if wanted.form and wanted.form not in FORMS[wanted.kind]:
        forms = ", ".join(FORMS[wanted.kind])
        raise click.UsageError(_("The forms of this sheet are: {forms}.").format(forms=forms))
    with session.office() as office:
        campaign = office.campaigns.get(wanted.campaign).id
        if wanted.preflight:
            return _preflight(office, wanted.kind, campaign)
        if wanted.interrupted:
            _resolve(office, wanted.kind, campaign, came_out=wanted.interrupted == CAME_OUT)
        return _print(office, wanted, campaign)


def _resolve(office: Office, kind: SheetKind, campaign: str, *, came_out: bool) -> None:
    for line in office.issuing.unresolved():
        if (line.sheet.kind, line.sheet.campaign) == (kind, campaign):
            office.issuing.resolve(line.sheet.id, came_out=came_out)


def _preflight(office: Office, kind: SheetKind, campaign: str) -> Answer:
    missing = office.issuing.preflight(kind, campaign)
    found = [
        {"person": one.person, "field": one.field, "code_point": one.code_point} for one in missing
    ]
    lines = [
        f"{one.person} · {one.field_words} · {one.character} {one.code_point}" for one in missing
    ]
    return Answer(
        values={"ok": not found, "missing": found},
        words="\n".join(lines) or _("Every character can be printed."),
        found_something=bool(found),
    )


def _print(office: Office, wanted: _Wanted, campaign: str) -> Answer:
    target = wanted.out or Path()
    with on_console(_("Printing")) as progress:
        made = office.issuing.print_sheets(
            wanted.kind,
            campaign,
            target,
            reason=wanted.reason,
            form=wanted.form,
            progress=progress,
        )
    files = [str(file) for file in made.files]
    said = _("{sheets} sheets on {pages} pages: {files}").format(
        sheets=made.sheets, pages=made.pages, files="、".join(files)
    )
    return Answer(
        values={
            "sheets": made.sheets,
            "pages": made.pages,
            "files": files,
            "reprints": made.reprints,
        },
        words=said,
    )
