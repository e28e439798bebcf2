"""The paper of the sample season beside what is handed out: records, lists, letters, scans."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

from desktop_app.domain.grant import GrantState
from desktop_app.domain.sheet import PlainKind, SheetKind
from desktop_app.services.issuing import NothingToPrintError, Printed
from desktop_app.services.office import Office
from desktop_app.services.plain_sheets import Wanted
from desktop_app.services.printing.paper import Box
from desktop_app.services.printing.press import write_whole
from desktop_app.services.visit_issuing import visits_of
from desktop_app.storage.grants import GrantFilter

HANDED_OUT = (
    SheetKind.CONDOLENCE,
    SheetKind.RECEIPT,
    SheetKind.SIGN_ROSTER,
    SheetKind.GOODS_ROSTER,
)
LISTS = (
    PlainKind.LETTER,
    PlainKind.PUBLIC_NOTICE,
    PlainKind.LEDGER,
    PlainKind.SUMMARY,
    PlainKind.BLANK,
    PlainKind.ENROLMENT,
    PlainKind.NUMBER_REGISTER,
)
FILES, SCANS, EMPTY, UNSEEN, UNPRINTED = 3, 6, 1, 2, 2
"""Hardship files on paper; receipts that come back, how many of them nobody has signed, and how
many of the signed wait to be looked at; visits whose record waits for the printer."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file, and how many sheets and pages are in it."""

    file: Path
    sheets: int
    pages: int


def hand_out(office: Office, campaign: str, folder: Path) -> Iterator[Made]:
    """Print every numbered sheet that is signed for what is given."""
    for kind in HANDED_OUT:
        with suppress(NothingToPrintError):
            made = office.issuing.print_sheets(kind, campaign, folder / f"{kind.value}.pdf")
            yield from _made(made)


def round_off(office: Office, campaign: str, folder: Path) -> Iterator[Made]:
    """Print the records of all but the last visits, then letters, lists, files and forms."""
    visits = visits_of(office.desk, campaign)[:-UNPRINTED]
    file = folder / f"{SheetKind.VISIT_RECORD.value}.pdf"
    yield from _made(office.visit_records.print_sheets(visits, file))
    for kind in LISTS:
        yield _plain(office, kind, Wanted(campaign=campaign), folder / f"{kind.value}.pdf")
    files = office.desk.store.hardship_files.where(order="n", limit=FILES)
    wanted = Wanted(people=tuple(one.beneficiary for one in files))
    if files:
        kind, file = PlainKind.ARCHIVE_FILE, folder / f"{PlainKind.ARCHIVE_FILE.value}.pdf"
        yield _plain(office, kind, wanted, file)
        notice = folder / "public-notice-hardship.pdf"
        yield _plain(office, PlainKind.PUBLIC_NOTICE, wanted, notice)


def spoil(office: Office, campaign: str, spared: Container[str], reason: str) -> None:
    """Ask for a receipt to be voided that was printed wrongly; none of the `spared` grants'."""
    receipts = (one.sheet for one in office.issuing.lines(campaign))
    free = (one.id for one in receipts if one.kind is SheetKind.RECEIPT and one.grant not in spared)
    for sheet in islice(free, 1):
        office.spoiling.spoil([sheet], reason)


def let_go(office: Office) -> None:
    """Let the approver void what was printed wrongly."""
    office.spoiling.settle([one.request.id for one in office.spoiling.waiting()])


def bring_back(
    office: Office, campaign: str, receipts: Path, folder: Path, lot: Random
) -> Iterator[Path]:
    """Scan receipts that were signed, one that was not, and look at most of them.

    `receipts` is the file of all of them, in the order of their numbers.
    """
    # Drawing and reading pages is loaded for this alone.
    from desktop_app.services.scanning.known_forms import known_forms
    from desktop_app.services.scanning.pages import sources_in
    from desktop_app.services.scanning.specimen import signed

    (form, *_others) = known_forms()[SheetKind.RECEIPT]
    place, *_proxy = form.signed
    part = Box(place.box.x, place.box.y + form.size.height, place.box.width, place.box.height)
    pdf, chosen = receipts.read_bytes(), _handed_over(office, campaign)[:SCANS]
    for at, page in enumerate(chosen):
        target = folder / f"scan-{at + 1}.jpg"
        inked = [part] if at < len(chosen) - EMPTY else []
        target.write_bytes(signed(pdf, page, inked, lot))
        yield target
    if chosen:
        office.scan_back.scan(sources_in([folder]), campaign=campaign)
        with_ink = [one for one in office.scan_back.places(campaign) if one.box.is_inked]
        office.scan_back.accept(with_ink[:-UNSEEN])


def _handed_over(office: Office, campaign: str) -> list[int]:
    """Give the places, among all receipts, of those whose grants were handed over."""
    given = GrantFilter(campaign=campaign, states=frozenset({GrantState.HANDED_OVER}))
    grants = {line.grant.id for line in office.granting.lines(given)}
    sheets = [one.sheet for one in office.issuing.lines(campaign)]
    receipts = [one for one in sheets if one.kind is SheetKind.RECEIPT]
    return [at for at, one in enumerate(receipts) if one.grant in grants]


def _made(printed: Printed) -> Iterator[Made]:
    first, *more = printed.files
    yield Made(first, printed.sheets, printed.pages)
    yield from (Made(file, 0, 0) for file in more)


def _plain(office: Office, kind: PlainKind, wanted: Wanted, file: Path) -> Made:
    drawn = office.plain_sheets.draw(kind, wanted)
    write_whole(file, drawn.pdf)
    return Made(file, drawn.sheets, drawn.pages)
