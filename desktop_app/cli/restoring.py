"""`restore`: a backup in place of the present ledger, or into an empty folder."""

from __future__ import annotations

from pathlib import Path

import click

from desktop_app.cli import founders
from desktop_app.cli.answer import Answer
from desktop_app.cli.command import Command
from desktop_app.cli.session import PASSPHRASE, Session, pass_session, passphrase, today
from desktop_app.i18n import _
from desktop_app.services import restoring, setting_up
from desktop_app.services.restoring import Restored
from desktop_app.storage.store import Folder


@click.command(cls=Command)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_session
def command(session: Session, file: Path) -> Answer:
    """Restore a backup; what is there now is kept beside it."""
    name, folder = session.who(), Folder(session.data)
    words = passphrase(PASSPHRASE, _("Passphrase"))
    if folder.holds_ledger():
        desk = setting_up.unlock(folder, name, words, today=today)
        try:
            desk, done = restoring.restore(desk, file, words)
        finally:
            desk.store.close()
    else:
        desk, done = restoring.restore_into(folder, file, name, words, today=today)
        desk.store.close()
        founders.remember(session.data, name)
    return Answer(values=_values(done), words="\n".join(_words(done)))


def _values(done: Restored) -> dict[str, object]:
    return {
        "entries": done.entries,
        "left": done.left,
        "kept": str(done.kept) if done.kept else "",
        "state_before": done.state_before,
        "state": done.state,
        "device": done.device,
        "code": done.code,
    }


def _words(done: Restored) -> list[str]:
    said = [
        _("The backup is in place: {count} entries, state code {code}.").format(
            count=done.entries, code=done.state
        )
    ]
    if done.kept:
        kept = _(
            "The ledger before ({code}) is kept in {file}; {count} of its entries are not in the"
            " backup."
        )
        said.append(kept.format(code=done.state_before, file=done.kept, count=done.left))
    new = _(
        "This laptop has a new name ({id}): let the others enrol it, then merge what they hold."
    )
    return [*said, new.format(id=done.device)]
