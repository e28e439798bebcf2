"""`erase`: values that somebody has the right to have erased, taken out for good."""

from __future__ import annotations

import sys

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import _, mark
from desktop_app.services import erasure_words
from desktop_app.services.erasing import Certificate

KIND = click.argument("kind", metavar="KIND")
RECORD = click.argument("record", metavar="ID")
REASON = click.option(
    "--reason", default="", help=_("Why; it travels with the certificate, so name nobody.")
)


class NotSureError(CircumstanceError):
    """Nobody said that it is meant."""

    message = mark("What is erased cannot come back. Say --yes if it is meant; nothing was erased.")


def _make_sure(_ctx: click.Context, _option: click.Parameter, value: bool) -> None:
    """Ask whether it is meant, unless that was said."""
    if value:
        return
    if not sys.stdin.isatty():
        raise NotSureError
    click.confirm(_("What is erased cannot come back. Erase it?"), abort=True, err=True)


YES = click.option(
    "--yes",
    is_flag=True,
    expose_value=False,
    callback=_make_sure,
    help=_("Erase without asking again."),
)


@click.group(cls=Group)
def command() -> None:
    """Everything about erasing."""


@command.command("fields", help=_("List the fields of a record that hold or held a value."))
@KIND
@RECORD
@pass_session
def fields(session: Session, kind: str, record: str) -> Answer:
    """List what could be erased."""
    with session.office() as office:
        found = office.erasing.fields(kind, record)
    rows = [[one.field, _("yes") if one.is_shown else _("no"), str(one.saves)] for one in found]
    return Answer(
        values={
            "fields": [
                {"field": one.field, "shown": one.is_shown, "saves": one.saves} for one in found
            ]
        },
        words=table([_("Field"), _("Stands now"), _("Entries of the log")], rows),
    )


@command.command("value", help=_("Erase fields of a record, with every value they ever had."))
@KIND
@RECORD
@click.option("--field", "names", multiple=True, required=True, help=_("A field; may be repeated."))
@REASON
@YES
@pass_session
def value(session: Session, kind: str, record: str, names: tuple[str, ...], reason: str) -> Answer:
    """Erase fields."""
    with session.office() as office:
        made = office.erasing.erase(kind, record, names, reason)
    return _answer(made)


@command.command("whole", help=_("Delete a record and erase all it ever held, photos too."))
@KIND
@RECORD
@REASON
@YES
@pass_session
def whole(session: Session, kind: str, record: str, reason: str) -> Answer:
    """Erase a whole record."""
    with session.office() as office:
        made = office.erasing.erase_whole(kind, record, reason)
    return _answer(made)


@command.command("list", help=_("List what was erased, and which laptops have confirmed it."))
@pass_session
def certificates(session: Session) -> Answer:
    """List the certificates."""
    with session.office() as office:
        found = office.erasing.certificates()
    words = [
        "\n  ".join([erasure_words.headline(one), *erasure_words.sentences(one)]) for one in found
    ]
    return Answer(
        values={"erasures": [_values(one) for one in found]},
        words="\n".join(words) or _("Nothing was erased."),
    )


def _answer(made: Certificate) -> Answer:
    words = "\n".join([erasure_words.headline(made), *erasure_words.sentences(made)])
    return Answer(values=_values(made), words=words)


def _values(one: Certificate) -> dict[str, object]:
    return {
        "id": one.erasure.id,
        "kind": one.erasure.of_kind,
        "record": one.erasure.of,
        "targets": list(one.erasure.targets),
        "files": len(one.erasure.contents),
        "by": one.by,
        "on": one.erasure.erased_on.isoformat(),
        "reason": one.erasure.reason,
        "confirmed_by": list(one.confirmed),
        "not_yet": list(one.awaited),
        "backups": [str(file) for file in one.backups],
        "counts": one.counts,
    }
