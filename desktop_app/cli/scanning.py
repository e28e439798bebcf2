"""`scan`: signed sheets back from the scanner, filed to their grants."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from desktop_app.cli.answer import Answer
from desktop_app.cli.command import Command
from desktop_app.cli.console_progress import on_console
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.scan import ScanBox, ScanVerdict
from desktop_app.i18n import _, ngettext
from desktop_app.services.office import Office
from desktop_app.services.scanning.filing import Filed, Missing, ScanReport
from desktop_app.services.scanning.pages import sources_in
from desktop_app.services.scanning.wording import VERDICTS

NOT_FILED = (
    ScanVerdict.FOREIGN,
    ScanVerdict.WRONG,
    ScanVerdict.VOID,
    ScanVerdict.UNKNOWN,
    ScanVerdict.UNCLEAR,
    ScanVerdict.PLAIN,
    ScanVerdict.COVER,
)


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--campaign", default="", metavar="ID", help=_("Whose missing sheets to list."))
@click.option(
    "--accept",
    is_flag=True,
    help=_("Take every place with enough ink for signed, without looking at it."),
)
@pass_session
def command(session: Session, paths: tuple[Path, ...], campaign: str, accept: bool) -> Answer:
    """File signed sheets from PDFs, JPEGs, PNGs, TIFFs or folders of them."""
    with session.office() as office:
        wanted = office.campaigns.get(campaign).id if campaign else ""
        with on_console(_("Reading pages")) as progress:
            report = office.scan_back.scan(
                sources_in(list(paths)), campaign=wanted, progress=progress
            )
        accepted = _accept(office, report) if accept else 0
    values = _values(report) | {"accepted": accepted}
    return Answer(
        values=values, words=_words(report, accepted), found_something=not report.is_clean
    )


def _accept(office: Office, report: ScanReport) -> int:
    scans = [one.scan.id for one in report.filed if one.scan is not None]
    return office.scan_back.accept(office.scan_back.places(scans=scans)) if scans else 0


def _values(report: ScanReport) -> dict[str, Any]:
    unreadable = [_where(one) for one in report.of(ScanVerdict.UNREADABLE)]
    unreadable += [
        {"file": one.source, "page": one.page, "reason": one.reason.sentence()}
        for one in report.refused
    ]
    return {
        "pages": report.pages,
        "matched": [_matched(one, report) for one in report.of(ScanVerdict.MATCHED)],
        "empty": [_place(one, box, report) for one in report.filed for box in one.empty],
        "doubtful": [_place(one, box, report) for one in report.filed for box in one.doubtful],
        "duplicates": [_told(one) for one in report.of(ScanVerdict.DUPLICATE)],
        "unreadable": unreadable,
        **{str(verdict): [_told(one) for one in report.of(verdict)] for verdict in NOT_FILED},
        "still_missing": [_missing(one) for one in report.still_missing],
    }


def _where(one: Filed) -> dict[str, Any]:
    return {"file": one.source, "page": one.source_page}


def _place(one: Filed, box: ScanBox, report: ScanReport) -> dict[str, Any]:
    return {"number": one.number, "name": report.names.get(box.grant, ""), **_where(one)}


def _told(one: Filed) -> dict[str, Any]:
    return {"number": one.number, "sheet_page": one.page, "sheet_pages": one.pages} | _where(one)


def _matched(one: Filed, report: ScanReport) -> dict[str, Any]:
    boxes = one.scan.boxes if one.scan else ()
    signed = [report.names.get(box.grant, "") for box in boxes if box.is_inked]
    return _told(one) | {"sheet": str(one.kind or ""), "inked": signed}


def _missing(one: Missing) -> dict[str, Any]:
    names = [line.name for line in one.lines]
    return {"number": one.sheet.number, "sheet": str(one.sheet.kind), "names": names}


def _words(report: ScanReport, accepted: int) -> str:
    count = ngettext("{count} page read", "{count} pages read", report.pages)
    lines = [count.format(count=report.pages)]
    tally = Counter(one.verdict for one in report.filed)
    lines += [f"{_(VERDICTS[one])}: {tally[one]}" for one in ScanVerdict if tally[one]]
    lines += [f"{one.source} ({one.page}): {one.reason.sentence()}" for one in report.refused]
    for one in report.filed:
        for words, boxes in (
            (_("Empty: {number} {name}"), one.empty),
            (_("Look closely: {number} {name}"), one.doubtful),
        ):
            names = (report.names.get(box.grant, "") for box in boxes)
            lines += [words.format(number=one.number, name=name) for name in names]
    lines += [
        _("Still missing: {number} {names}").format(
            number=one.sheet.number, names="、".join(line.name for line in one.lines)
        )
        for one in report.still_missing
    ]
    if accepted:
        words = ngettext("{count} signature accepted", "{count} signatures accepted", accepted)
        lines.append(words.format(count=accepted))
    return "\n".join(lines)
