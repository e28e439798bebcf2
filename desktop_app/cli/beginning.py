"""`init`: a new ledger and the page for the safe."""

from __future__ import annotations

from pathlib import Path

import click

from desktop_app.cli import founders
from desktop_app.cli.answer import Answer
from desktop_app.cli.command import Command
from desktop_app.cli.session import PASSPHRASE, Session, pass_session, passphrase, today
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import _, mark
from desktop_app.services import setting_up
from desktop_app.services.printing import press
from desktop_app.services.printing.contents import RecoveryContent
from desktop_app.services.setting_up import Founding
from desktop_app.storage.store import Folder, LedgerExistsError


class PageExistsError(CircumstanceError):
    """A recovery page is never written over another one."""

    message = mark("{file} exists already; choose another name with --recovery-out.")


class PageFailedError(CircumstanceError):
    """The ledger is there and its code must not be lost."""

    message = mark(
        "The ledger is ready, but its recovery page could not be written."
        " Copy this code and put it into the safe: {code}"
    )


@click.command(cls=Command)
@click.option(
    "--org",
    "organisation",
    required=True,
    metavar="NAME",
    help=_("The union that keeps the ledger."),
)
@click.option("--region", required=True, metavar="CODE", help=_("Its six-digit region code."))
@click.option("--device", required=True, metavar="NAME", help=_("What this laptop is called."))
@click.option("--admin", required=True, metavar="USER", help=_("The administrator's name."))
@click.option("--level", default="", help=_("The level of the union, such as city or county."))
@click.option(
    "--recovery-out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=_("Where the recovery page goes; beside the data folder unless said otherwise."),
)
@pass_session
def command(
    session: Session,
    /,
    *,
    organisation: str,
    region: str,
    device: str,
    admin: str,
    level: str,
    recovery_out: Path | None,
) -> Answer:
    """Begin a new ledger without a question, and write the page for the safe."""
    if Folder(session.data).holds_ledger():
        raise LedgerExistsError(folder=session.data)
    page = recovery_out or _beside(session.data)
    _insist_on_room_for(page)
    words = passphrase(PASSPHRASE, _("Passphrase of the administrator"), twice=True)
    answers = Founding(
        organisation=organisation,
        region=region,
        device=device,
        admin=admin,
        passphrase=words,
        level=level,
    )
    desk, code = setting_up.found(Folder(session.data), answers, today=today)
    desk.store.close()
    _write(page, answers, code)
    founders.remember(session.data, admin)
    values = {"org": organisation, "device": device, "admin": admin, "recovery_file": str(page)}
    ready = _("The ledger is ready. Print {file}, put it into the safe and delete the file.")
    return Answer(values=values, words=ready.format(file=page))


def _beside(data: Path) -> Path:
    """Name the page beside the data folder: whoever copies the folder does not copy the page."""
    folder = data.resolve()
    return folder.with_name(f"{folder.name}-recovery.pdf")


def _insist_on_room_for(page: Path) -> None:
    """Refuse before the ledger is made: its recovery code is said only once."""
    page.parent.mkdir(parents=True, exist_ok=True)
    try:
        page.touch(0o600, exist_ok=False)
    except FileExistsError:
        raise PageExistsError(file=page) from None
    page.unlink()


def _write(page: Path, answers: Founding, code: str) -> None:
    content = RecoveryContent(
        union=answers.organisation, device=answers.device, code=code, day=today()
    )
    try:
        press.print_recovery(page, content)
    except CircumstanceError as error:
        raise PageFailedError(code=code) from error
