"""`merge`: bundles of other laptops taken in, and out again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Command
from desktop_app.cli.console_progress import on_console
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import MergeReport, Missing
from desktop_app.i18n import _, in_a_row, mark
from desktop_app.services.exchange import telling
from desktop_app.services.exchange.peers import Receipt
from desktop_app.services.office import Office
from desktop_app.storage.meetings import Meeting

LIST, UNDO, REDO = "list", "undo", "redo"


class NotAllMergedError(CircumstanceError):
    """Some of several bundles could not be taken; what the others brought stays."""

    message = mark("{count} of {of} bundles could not be merged. {reasons} {others}")


@click.command(cls=Command)
@click.argument("words", nargs=-1, required=True, metavar="BUNDLE… | undo ID | redo ID | list")
@click.option("--preview", is_flag=True, help=_("Only tell what would happen."))
@click.option(
    "--as-conflicts",
    is_flag=True,
    help=_("Undo even what people have built upon; it then stands as conflicts."),
)
@pass_session
def command(session: Session, words: tuple[str, ...], preview: bool, as_conflicts: bool) -> Answer:
    """Merge bundles, or undo a merge."""
    with session.office() as office:
        if words == (LIST,):
            return _history([(one, office.peers.receipt(one)) for one in office.merges.history()])
        if words[0] in {UNDO, REDO}:
            exchange = _number(words[1:])
            if words[0] == REDO:
                row = office.merges.undone_row(exchange) or [exchange]
                return _row([_report(office.merges.redo(one), preview=False) for one in row])
            count = office.merges.undo(exchange, as_conflicts=as_conflicts, whole_row=True)
            return _undone(exchange, count)
        files = [Path(word) for word in words]
        return _previewed(office, files) if preview else _merged(office, files)


def _previewed(office: Office, files: Sequence[Path]) -> Answer:
    with on_console(_("Merging")) as progress:
        told = office.merges.preview_row(files, progress)
    for one in told:
        if isinstance(one, CircumstanceError):
            raise one
    return _row([_report(one, preview=True) for one in told if isinstance(one, MergeReport)])


def _merged(office: Office, files: Sequence[Path]) -> Answer:
    """Merge one bundle after the other; one that cannot be taken keeps no other back."""
    answers: list[Answer] = []
    refused: list[CircumstanceError] = []
    row = 0
    for file in files:
        try:
            with on_console(_("Merging")) as progress:
                report = office.merges.merge(file, progress, copy=not row, row=row)
        except CircumstanceError as circumstance:
            refused.append(circumstance)
            continue
        row = row or (report.id if report.applied else 0)
        answers.append(_report(report, preview=False))
    if len(refused) == 1 and not row:
        raise refused[0]
    if refused:
        raise NotAllMergedError(
            count=len(refused),
            of=len(files),
            reasons=in_a_row(one.sentence() for one in refused),
            others=_("The others are merged; `merge undo {id}` takes them back.").format(id=row)
            if row
            else "",
        )
    return _row(answers, row)


def _row(answers: Sequence[Answer], row: int = 0) -> Answer:
    """Sum what several bundles have brought; `row` is the number that takes all of it back."""
    if len(answers) == 1:
        return answers[0]
    each = [dict(one.values) for one in answers]
    summed = ("applied", "already", "conflicts", "duplicates")
    values = {name: sum(one[name] for one in each) for name in summed}
    return Answer(
        values={"id": row or each[-1]["id"], **values, "bundles": each},
        words="\n".join(one.words for one in answers),
    )


def _number(words: Sequence[str]) -> int:
    if len(words) != 1 or not words[0].isdecimal():
        raise click.UsageError(_("Give the number of one merge."))
    return int(words[0])


def _report(report: MergeReport, preview: bool) -> Answer:
    said = telling.sentences(report)
    if preview:
        said.append(_("This was a preview; nothing was changed."))
    elif report.applied:
        said.append(_("`merge undo {id}` takes it back.").format(id=report.id))
    return Answer(
        values={
            "id": report.id,
            "bundle": report.bundle,
            "from": report.sender,
            "applied": report.applied,
            "already": report.already,
            "conflicts": report.conflicts,
            "duplicates": report.duplicates,
            "handed_twice": report.handed_twice,
            "deleted": report.deleted,
            "erased": report.erased,
            "returned": report.returned,
            "aside": report.aside,
            "refused": report.refused,
            "revoked": list(report.revoked),
            "readmitted": list(report.readmitted),
            "unread": report.unread,
            "new": dict(report.new),
            "changed": dict(report.changed),
            "missing": [_missing(one) for one in report.missing],
            "attachments": report.pictures,
            "attachments_missing": report.pictures_missing,
        },
        words="\n".join(said),
    )


def _missing(one: Missing) -> dict[str, object]:
    return {
        "device": one.laptop,
        "stream": one.stream,
        "first": one.first,
        "last": one.last,
        "unknown": one.unknown,
        "forked": one.forked,
        "undone": one.undone,
    }


def _undone(exchange: int, count: int) -> Answer:
    said = _("Merge {id} is undone: {count} entries are set aside. `merge redo {id}` takes them.")
    return Answer(
        values={"id": exchange, "undone": count}, words=said.format(id=exchange, count=count)
    )


def _history(meetings: Sequence[tuple[Meeting, Receipt | None]]) -> Answer:
    values: list[dict[str, object]] = [
        {
            "id": one.id,
            "deed": one.deed.value,
            "bundle": one.bundle,
            "device": one.device,
            "at_ms": one.at_ms,
            "entries": one.saves,
            "of": one.of,
            "confirmed_by": list(receipt.confirmed) if receipt else [],
            "not_yet": list(receipt.awaited) if receipt else [],
        }
        for one, receipt in meetings
    ]
    rows = [
        [one.id, one.deed.value, one.bundle, one.device, one.saves, _confirmed(receipt)]
        for one, receipt in meetings
    ]
    heads = [_("Id"), _("Deed"), _("Bundle"), _("Laptop"), _("Entries"), _("Confirmed")]
    return Answer(values={"exchanges": values}, words=table(heads, rows))


def _confirmed(receipt: Receipt | None) -> str:
    return _(", ").join(receipt.confirmed) if receipt else ""
