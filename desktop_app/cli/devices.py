"""`device`: the laptops that may exchange."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.organisation import Device
from desktop_app.i18n import _
from desktop_app.services.exchange import wiping
from desktop_app.services.exchange.identity_file import LaptopIdentity

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(cls=Group)
def command() -> None:
    """Everything about laptops."""


@command.command("identity", help=_("Write the file by which other laptops enrol this one."))
@click.option("--out", "file", type=FILE, required=True, help=_("The file to write."))
@pass_session
def identity(session: Session, file: Path) -> Answer:
    """Write this laptop's identity."""
    with session.office() as office:
        own = office.laptops.write_identity(file)
    said = _("{file} is written. Its six words are: {words}")
    return Answer(
        values={**_identity(own), "file": str(file)},
        words=said.format(file=file, words=" ".join(own.words)),
    )


@command.command("enrol", help=_("Exchange with the laptop of an identity file from now on."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--words", default="", help=_("The six words as the other laptop shows them."))
@pass_session
def enrol(session: Session, file: Path, words: str) -> Answer:
    """Enrol a laptop, after its six words were compared."""
    with session.office() as office:
        other = office.laptops.read_identity(file)
        if words and words.split() != list(other.words):
            raise click.BadParameter(_("These are not its words: {words}").format(words=words))
        if not words and sys.stdin.isatty():
            shown = _("Does {laptop} show these words: {words}?")
            click.confirm(
                shown.format(laptop=other.label, words=" ".join(other.words)), abort=True, err=True
            )
        office.laptops.enrol(other)
    said = _(
        "{laptop} ({code}) is enrolled. Its six words: {words}. If it shows others, revoke it."
    )
    return Answer(
        values=_identity(other),
        words=said.format(laptop=other.label, code=other.code, words=" ".join(other.words)),
    )


@command.command("list", help=_("List the enrolled laptops."))
@pass_session
def list_devices(session: Session) -> Answer:
    """List the laptops."""
    with session.office() as office:
        devices, own = office.laptops.all(), office.desk.store.identity.device
        revoked = office.laptops.revoked()
    rows = [[one.label, one.code, one.id, _state(one, own, revoked)] for one in devices]
    values = [_values(one, one.id in revoked) | {"own": one.id == own} for one in devices]
    return Answer(
        values={"devices": values},
        words=table([_("Laptop"), _("Code"), _("Id"), ""], rows),
    )


@command.command("revoke", help=_("Take nothing more from a laptop, by its label, code or id."))
@click.argument("name")
@click.option("--reason", default="", help=_("Why; it stays in the audit trail."))
@pass_session
def revoke(session: Session, name: str, reason: str) -> Answer:
    """Revoke a laptop that was lost."""
    with session.office() as office:
        gone = office.laptops.revoke(name, reason)
    said = _("{laptop} is revoked: what it saves from now on is not taken by any laptop.")
    return Answer(
        values=_values(gone, is_revoked=True) | {"last": dict(gone.revoked)},
        words=said.format(laptop=gone.label),
    )


@command.command("safe-to-wipe", help=_("Tell whether all that is here is elsewhere as well."))
@pass_session
def safe_to_wipe(session: Session) -> Answer:
    """Tell what would be lost with this laptop."""
    with session.office() as office:
        answer = wiping.safe_to_wipe(office.desk)
    values = {
        "safe": answer.is_safe,
        "changes": answer.changes,
        "entries": answer.entries,
        "attachments": answer.pictures,
        "drafts": answer.drafts,
        "unheld": [asdict(one) for one in answer.unheld],
        "confirmed_by": [one.laptop for one in answer.witnesses],
    }
    return Answer(values=values, words="\n".join(wiping.sentences(answer)))


@command.command("renew", help=_("Give this laptop a new identity, such as a copied folder needs."))
@pass_session
def renew(session: Session) -> Answer:
    """Start a new series of saves and numbers under a new name."""
    with session.office() as office:
        own = office.laptops.renew()
    said = _("This laptop is {id} ({code}) now. Let the other laptops enrol it anew.")
    return Answer(values=_identity(own), words=said.format(id=own.device, code=own.code))


def _identity(one: LaptopIdentity) -> dict[str, object]:
    return {
        "id": one.device,
        "device": one.label,
        "code": one.code,
        "scope": one.scope,
        "words": list(one.words),
    }


def _values(one: Device, is_revoked: bool) -> dict[str, object]:
    return {
        "id": one.id,
        "device": one.label,
        "code": one.code,
        "scope": one.scope,
        "revoked": is_revoked,
    }


def _state(one: Device, own: str, revoked: frozenset[str]) -> str:
    if one.id in revoked:
        return _("revoked")
    return _("this laptop") if one.id == own else ""
