"""`print`: sheets into a PDF, after every character was looked for in the fonts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from desktop_app.cli.answer import Answer
from desktop_app.cli.command import Command
from desktop_app.cli.console_progress import on_console
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.sheet import PlainKind, SheetKind
from desktop_app.i18n import _
from desktop_app.services.going_on import Stopped
from desktop_app.services.issuing import FORMS, Printed
from desktop_app.services.office import Office
from desktop_app.services.plain_sheets import OF_CAMPAIGN, PLAIN_FORMS, Wanted
from desktop_app.services.printing.press import write_whole
from desktop_app.services.printing.typefaces import MissingGlyph
from desktop_app.services.progress import Progress
from desktop_app.services.visit_issuing import visits_of

CAME_OUT, RETURNED = "came-out", "returned"
_ALL_FORMS: dict[str, tuple[str, ...]] = {
    **{kind.value: forms for kind, forms in FORMS.items()},
    **{kind.value: forms for kind, forms in PLAIN_FORMS.items()},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The options of `print`."""

    sheet: str
    campaign: str
    visits: tuple[str, ...]
    people: tuple[str, ...]
    year: int
    phone: str
    out: Path | None
    preflight: bool
    reason: str
    form: str
    interrupted: str | None
    resume_at: int | None
    torn: bool

    @property
    def plain(self) -> PlainKind | None:
        """Which sheet without a number is asked for, if it is one."""
        return PlainKind(self.sheet) if self.sheet not in list(SheetKind) else None

    def insist(self) -> None:
        """Refuse what does not say enough."""
        if self.out is None and not self.preflight:
            raise click.UsageError(_("Say where the PDF goes: --out FILE.pdf."))
        if self.torn and self.resume_at is None:
            raise click.UsageError(_("Say which sheet was torn: --resume-at N."))
        if self.resume_at is not None and self.plain is not None:
            raise click.UsageError(_("Only sheets with a number can be gone on with."))
        if self.form and self.form not in _ALL_FORMS[self.sheet]:
            forms = ", ".join(_ALL_FORMS[self.sheet])
            raise click.UsageError(_("The forms of this sheet are: {forms}.").format(forms=forms))
        if lacking := self._lacking():
            raise click.UsageError(lacking)

    def _lacking(self) -> str:
        """Say what has to be named for this sheet, where it is not."""
        if self.sheet == SheetKind.VISIT_RECORD:
            named, words = self.visits, _("Say of which visits: --visit ID or --campaign ID.")
        elif self.sheet == PlainKind.ARCHIVE_FILE:
            return "" if self.people else _("Say of whom: --person ID.")
        elif self.plain is PlainKind.PUBLIC_NOTICE:
            named = self.people
            words = _("Say of what: --campaign ID, or --person ID for hardship files.")
        elif self.plain is None or self.plain in OF_CAMPAIGN:
            named, words = (), _("Say for which campaign: --campaign ID.")
        else:
            return ""
        return "" if self.campaign or named else words


@click.command(cls=Command)
@click.argument("sheet", type=click.Choice(list(_ALL_FORMS)))
@click.option("--campaign", default="", metavar="ID", help=_("For whom."))
@click.option("--visit", "visits", multiple=True, metavar="ID", help=_("Of this visit; repeat."))
@click.option("--person", "people", multiple=True, metavar="ID", help=_("Of whom; repeat."))
@click.option("--year", default=0, type=int, help=_("Only numbers of this year."))
@click.option("--phone", default="", help=_("Where to object to a public notice."))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help=_("The PDF file to write.")
)
@click.option(
    "--form",
    default="",
    type=click.Choice(["", *(form for forms in _ALL_FORMS.values() for form in forms)]),
    help=_("Which form of the sheet; the usual one unless said otherwise."),
)
@click.option("--preflight", is_flag=True, help=_("Only look for characters that no font has."))
@click.option("--reason", default="", help=_("Why sheets are printed again."))
@click.option(
    "--interrupted",
    type=click.Choice([CAME_OUT, RETURNED]),
    help=_("What became of the sheets of a printing that was interrupted."),
)
@click.option(
    "--resume-at",
    type=click.IntRange(min=1),
    metavar="N",
    help=_("Go on with the N-th sheet of a printing that broke off; those before came out."),
)
@click.option("--torn", is_flag=True, help=_("The sheet to go on with came out spoiled."))
@pass_session
def command(session: Session, /, **said: Any) -> Answer:  # noqa: ANN401 - the options, typed below
    """Print sheets."""
    asked = _Asked(**said)
    asked.insist()
    with session.office() as office:
        campaign = office.campaigns.get(asked.campaign).id if asked.campaign else ""
        if asked.plain is not None:
            return _print_plain(office, asked, campaign)
        kind = SheetKind(asked.sheet)
        visits = asked.visits or visits_of(office.desk, campaign)
        if asked.preflight:
            if kind is SheetKind.VISIT_RECORD:
                return _missing(office.visit_records.preflight(visits))
            return _missing(office.issuing.preflight(kind, campaign))
        if asked.interrupted:
            of_visits = visits if kind is SheetKind.VISIT_RECORD else ()
            _resolve(office, kind, of_visits or campaign, came_out=asked.interrupted == CAME_OUT)
        with on_console(_("Printing")) as progress:
            made = _print(office, asked, campaign, progress)
    files = [str(file) for file in made.files]
    values: dict[str, object] = {"sheets": made.sheets, "pages": made.pages, "files": files}
    return Answer(values=values | {"reprints": made.reprints}, words=_words(made))


def _print(office: Office, asked: _Asked, campaign: str, progress: Progress) -> Printed:
    """Print numbered sheets: by the campaign's grants, or by visits."""
    target = asked.out or Path()
    kind = SheetKind(asked.sheet)
    if asked.resume_at is not None:
        at = Stopped(
            kind=kind,
            campaign=campaign,
            came_out=asked.resume_at - 1,
            torn=asked.torn,
            form=asked.form,
        )
        return office.going_on.go_on(at, target, progress)
    if kind is SheetKind.VISIT_RECORD:
        visits = asked.visits or visits_of(office.desk, campaign)
        return office.visit_records.print_sheets(
            visits, target, reason=asked.reason, progress=progress
        )
    return office.issuing.print_sheets(
        kind, campaign, target, reason=asked.reason, form=asked.form, progress=progress
    )


def _print_plain(office: Office, asked: _Asked, campaign: str) -> Answer:
    """Print a sheet without a number."""
    kind = PlainKind(asked.sheet)
    wanted = Wanted(
        campaign=campaign, people=asked.people, year=asked.year, phone=asked.phone.strip()
    )
    if asked.preflight:
        return _missing(office.plain_sheets.preflight(kind, wanted))
    target = asked.out or Path()
    drawn = office.plain_sheets.draw(kind, wanted, asked.form)
    write_whole(target, drawn.pdf)
    made = Printed(files=(target,), sheets=drawn.sheets, pages=drawn.pages, reprints=0)
    values = {"sheets": made.sheets, "pages": made.pages, "files": [str(target)]}
    return Answer(values=values, words=_words(made))


def _resolve(office: Office, kind: SheetKind, of: str | Sequence[str], *, came_out: bool) -> None:
    """Note what became of the sheets in doubt: those of a campaign, or those of visits."""
    for line in office.issuing.unresolved():
        sheet = line.sheet
        about = sheet.campaign == of if isinstance(of, str) else sheet.visit in of
        if sheet.kind is kind and about:
            office.issuing.resolve(line.sheet.id, came_out=came_out)


def _missing(missing: Sequence[MissingGlyph]) -> Answer:
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


def _words(made: Printed) -> str:
    files = "、".join(str(file) for file in made.files)
    return _("{sheets} sheets on {pages} pages: {files}").format(
        sheets=made.sheets, pages=made.pages, files=files
    )
