"""`attach`: photos and papers of a record, in and out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.attachment import Attachment
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services import record_file
from desktop_app.services.office import Office
from desktop_app.storage.kinds import ATTACHMENT, KINDS

_PAPERS = [entry.code for entry in CodeLists.load()["attachment_kind"].entries]
OF_KIND = click.argument("kind", type=click.Choice(sorted(KINDS)), metavar="KIND")
OF = click.argument("record_id", metavar="ID")
ATTACHMENT_ID = click.argument("attachment", metavar="ATTACHMENT")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """The options of `add`."""

    kind: str
    record_id: str
    files: tuple[Path, ...]
    caption: str
    keep_location: bool
    paper: bool
    paper_kind: str | None


class FileThereError(CircumstanceError):
    """A file is never written over."""

    message = mark("There is a file {file} already; nothing was written.")


@click.group(cls=Group)
def command() -> None:
    """Everything about photos and papers."""


@command.command("add", help=_("Attach photos, or papers as they are, to a record."))
@OF_KIND
@OF
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE...",
)
@click.option("--caption", default="", help=_("What they show."))
@click.option("--keep-location", is_flag=True, help=_("Keep the place where a photo was taken."))
@click.option("--paper", is_flag=True, help=_("Keep them as papers, unchanged; PDF is possible."))
@click.option("--paper-kind", type=click.Choice(_PAPERS), help=_("Which kind of paper it is."))
@pass_session
def add(session: Session, /, **said: Any) -> Answer:  # noqa: ANN401 - the options, typed below
    """Take files in; one that cannot be taken stops all of them."""
    wanted = _Wanted(**said)
    with session.office() as office:
        taken = [_take(office, wanted, file) for file in wanted.files]
        office.attaching.attach(wanted.kind, wanted.record_id, taken)
    words = ngettext("{count} file is attached.", "{count} files are attached.", len(taken))
    return Answer(values={"ids": [one.id for one in taken]}, words=words.format(count=len(taken)))


@command.command("list", help=_("List what is attached to a record."))
@OF_KIND
@OF
@click.option("--removed", is_flag=True, help=_("List what was removed instead."))
@pass_session
def listed(session: Session, kind: str, record_id: str, removed: bool) -> Answer:
    """List attachments in their order."""
    with session.office() as office:
        found = (office.attaching.removed if removed else office.attaching.of)(kind, record_id)
    values = [record_file.write(ATTACHMENT, one) for one in found]
    rows = [[one.id, one.role, one.caption, one.size] for one in found]
    heads = ["id", "role", "caption", "size"]
    return Answer(values={"attachments": values}, words=table(heads, rows) if found else "")


@command.command("save", help=_("Write the content of an attachment into a file."))
@ATTACHMENT_ID
@click.option("--out", "file", type=click.Path(dir_okay=False, path_type=Path), required=True)
@pass_session
def save(session: Session, attachment: str, file: Path) -> Answer:
    """Give a content back."""
    with session.office() as office:
        data = office.attaching.read(office.attaching.open(attachment).record.sha256)
    if file.exists():
        raise FileThereError(file=file.name)
    file.write_bytes(data)
    return Answer(
        values={"file": str(file), "bytes": len(data)},
        words=_("Written: {file}").format(file=file),
    )


@command.command("remove", help=_("Take an attachment away; it can be put back."))
@ATTACHMENT_ID
@pass_session
def remove(session: Session, attachment: str) -> Answer:
    """Mark it as removed."""
    with session.office() as office:
        office.attaching.remove(attachment)
    return Answer(values={"id": attachment}, words=_("It was taken away and can be put back."))


@command.command("put-back", help=_("Put a removed attachment back."))
@ATTACHMENT_ID
@pass_session
def put_back(session: Session, attachment: str) -> Answer:
    """Let it stand again."""
    with session.office() as office:
        office.attaching.put_back(attachment)
    return Answer(values={"id": attachment}, words=_("It stands again."))


def _take(office: Office, wanted: _Wanted, file: Path) -> Attachment:
    data = file.read_bytes()
    if wanted.paper or wanted.paper_kind:
        return office.attaching.take_document(data, caption=wanted.caption, kind=wanted.paper_kind)
    return office.attaching.take_photo(
        data, caption=wanted.caption, keep_location=wanted.keep_location
    )
