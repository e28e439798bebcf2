"""`codes`: the code lists, and what the office changes in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.code_entry import CodeEntry, code_entry_id
from desktop_app.domain.codelists import CodeList, Entry
from desktop_app.i18n import _
from desktop_app.services.codebook import Codebook, NoSuchCodeError

LIST = click.argument("list_id", metavar="LIST")
CODE = click.argument("code", metavar="CODE")
NAME = click.option("--name", default="", help=_("The Chinese words."))
ENGLISH = click.option("--english", default="", help=_("The English words."))
SOURCE = click.option("--source", default="", help=_("The document it comes from."))
NOTE = click.option("--note", default="", help=_("What it means."))
FROM = click.option(
    "--from", "year", type=int, metavar="YEAR", help=_("The year from which it is offered.")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What the options say of a choice; what is empty was not said."""

    name: str
    english: str
    source: str
    note: str
    year: int | None

    def over(self, entry: CodeEntry) -> CodeEntry:
        return replace(
            entry,
            name=self.name or entry.name,
            english=self.english or entry.english,
            source=self.source or entry.source,
            note=self.note or entry.note,
            valid_from=entry.valid_from if self.year is None else self.year,
        )


@click.group(cls=Group)
def command() -> None:
    """Everything about code lists."""


@command.command("list", help=_("List the code lists, or the choices of one."))
@click.argument("list_id", metavar="LIST", default="")
@pass_session
def list_codes(session: Session, list_id: str) -> Answer:
    """Give the lists, or one with its choices."""
    with session.office() as office:
        if not list_id:
            return _lists(office.codebook.all())
        return _choices(office.codebook, office.codebook.list_of(list_id))


@command.command("add", help=_("Add a choice to a list."))
@LIST
@CODE
@NAME
@ENGLISH
@SOURCE
@NOTE
@FROM
@pass_session
def add(session: Session, /, list_id: str, code: str, **said: Any) -> Answer:  # noqa: ANN401 - typed at once
    """Add a choice."""
    with session.office() as office:
        blank = CodeEntry(id=code_entry_id(list_id, code), list_id=list_id, code=code)
        kept = office.codebook.save(_Said(**said).over(blank))
        return _done(office.codebook, kept)


@command.command("change", help=_("Give a choice other words; its code and meaning stay."))
@LIST
@CODE
@NAME
@ENGLISH
@SOURCE
@NOTE
@FROM
@pass_session
def change(session: Session, /, list_id: str, code: str, **said: Any) -> Answer:  # noqa: ANN401 - typed at once
    """Rename a choice, or say since when it holds and where it comes from."""
    with session.office() as office:
        base = office.codebook.choice(list_id, code)
        kept = office.codebook.save(_Said(**said).over(base.record), base)
        return _done(office.codebook, kept)


@command.command("retire", help=_("Offer a choice no longer; old records keep it."))
@LIST
@CODE
@pass_session
def retire(session: Session, list_id: str, code: str) -> Answer:
    """Retire a choice."""
    with session.office() as office:
        return _done(office.codebook, office.codebook.retire(list_id, code))


@command.command("restore", help=_("Offer a retired choice again."))
@LIST
@CODE
@pass_session
def restore(session: Session, list_id: str, code: str) -> Answer:
    """Take a retirement back."""
    with session.office() as office:
        return _done(office.codebook, office.codebook.retire(list_id, code, retired=False))


@command.command("move", help=_("Put a choice at a place in its list, 1 being the first."))
@LIST
@CODE
@click.option("--to", "place", type=click.IntRange(min=1), required=True, metavar="PLACE")
@pass_session
def move(session: Session, list_id: str, code: str, place: int) -> Answer:
    """Order a list."""
    with session.office() as office:
        office.codebook.move(list_id, code, place - 1)
        return _choices(office.codebook, office.codebook.list_of(list_id))


def _lists(lists: tuple[CodeList, ...]) -> Answer:
    values = [
        {
            "id": one.id,
            "name": one.title,
            "english": one.english,
            "choices": len(one.current),
            "source": one.source_words,
        }
        for one in lists
    ]
    rows = [(one.id, one.label, len(one.current)) for one in lists]
    words = table([_("Id"), _("List"), _("Choices")], rows)
    return Answer(values={"lists": values}, words=words)


def _choices(codebook: Codebook, chosen: CodeList) -> Answer:
    rows = [(one.code, one.label, _state(one)) for one in chosen.entries]
    words = table([_("Code"), _("Choice"), _("State")], rows)
    found = [_values(codebook, chosen.id, one) for one in chosen.entries]
    return Answer(values={"id": chosen.id, "choices": found}, words=words)


def _done(codebook: Codebook, kept: CodeEntry) -> Answer:
    entry = codebook.list_of(kept.list_id).entry(kept.code)
    if entry is None:
        raise NoSuchCodeError(name=kept.list_id, code=kept.code)
    said = _("{code} means “{name}”.").format(code=entry.code, name=entry.label)
    return Answer(values=_values(codebook, kept.list_id, entry), words=f"{said} {_state(entry)}")


def _values(codebook: Codebook, list_id: str, entry: Entry) -> dict[str, object]:
    return {
        "code": entry.code,
        "name": entry.name,
        "english": entry.english,
        "retired": entry.retired,
        "valid_from": entry.valid_from,
        "source": entry.source,
        "own": codebook.is_own(list_id, entry.code),
    }


def _state(entry: Entry) -> str:
    if entry.retired:
        return _("out of use")
    if entry.ahead:
        return _("from {year} on").format(year=entry.valid_from)
    return ""
