"""The press: contents in, PDF files out, each whole or not at all.

A batch is written in volumes, large ones by several processes at once; each goes into a `.part`
file that is synced and only then gets its name.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.printing.book import Book
from desktop_app.services.printing.contents import (
    CondolenceContent,
    Content,
    GoodsRosterContent,
    Imprint,
    ReceiptContent,
    RecoveryContent,
    VisitRecordContent,
)
from desktop_app.services.printing.form_files import read_form
from desktop_app.services.printing.forms import (
    CondolenceForm,
    CoverForm,
    GoodsRosterForm,
    ReceiptForm,
    RecoveryForm,
    RosterForm,
)
from desktop_app.services.printing.sheets.condolence import CondolenceSheets
from desktop_app.services.printing.sheets.cover import draw_cover
from desktop_app.services.printing.sheets.frame import Sheets
from desktop_app.services.printing.sheets.goods_roster import GoodsRosterSheets
from desktop_app.services.printing.sheets.receipt import ReceiptSheets
from desktop_app.services.printing.sheets.recovery import draw_recovery
from desktop_app.services.printing.sheets.sign_roster import RosterSheets
from desktop_app.services.printing.sheets.visit_record import VisitRecordSheets
from desktop_app.services.printing.side_by_side import cores, side_by_side
from desktop_app.services.printing.typefaces import MissingGlyph, missing_glyphs
from desktop_app.services.printing.visit_forms import VisitRecordForm
from desktop_app.services.progress import Progress, unwatched

SHEETS_PER_VOLUME = 500
MANY = (
    4 * SHEETS_PER_VOLUME
)  # from here on several processes are quicker than starting them is slow
PART = ".part"
_BINARY = getattr(os, "O_BINARY", 0)  # Windows turns line ends into pairs without it

Work = tuple[Content, Imprint]


class TargetError(CircumstanceError):
    """The file for the sheets cannot be written."""

    message = mark("{file} cannot be written: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which sheet file to print by, where not the usual one, and the office's own folder."""

    sheet: str = ""
    folder: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A file on the disk: how many numbered sheets on how many pages, and which numbers."""

    path: Path
    sheets: int
    pages: int
    sha256: str
    numbers: tuple[str, ...]


USUAL = Layout()


def preflight(contents: Iterable[Content | RecoveryContent]) -> tuple[MissingGlyph, ...]:
    """Find every character of a batch that would print as an empty box."""
    return missing_glyphs(contents)


def print_to(
    stream: BinaryIO,
    work: Sequence[Work],
    *,
    sheet_key: bytes,
    layout: Layout = USUAL,
    progress: Progress = unwatched,
    volume: tuple[int, int] = (1, 1),
) -> int:
    """Draw sheets of one kind into a stream; give the number of pages.

    `volume` is which one of how many this is; one of several begins with its list.
    """
    batch = _Batch(work, sheet_key, layout, Path(), *volume)
    return _print(stream, batch, _Counter(len(work), progress).add)


def print_volumes(
    work: Iterable[Work],
    target: Path,
    *,
    count: int,
    sheet_key: bytes,
    layout: Layout = USUAL,
    progress: Progress = unwatched,
) -> Iterator[Volume]:
    """Write `count` sheets of one kind as `target`, or as `target-01`, `target-02` … if many.

    Each volume is given when it stands on the disk under its name; each of several begins with
    a list of what is in it. Work is taken a volume or two ahead, so that a batch of any size
    needs the same memory. Raises TargetError when the disk is full and SheetFileError when a
    sheet file is wrong; the volumes given before are whole, and nothing is left of the others.
    """
    paths = _names(target, -(-count // SHEETS_PER_VOLUME))
    batches = (
        _Batch(part, sheet_key, layout, path, volume, len(paths))
        for volume, (path, part) in enumerate(zip(paths, _parts(work), strict=False), start=1)
    )
    counter = _Counter(count, progress)
    many = count > MANY and cores() > 1
    try:
        for volume in _by_several(batches, counter) if many else _by_one(batches, counter):
            _part_of(volume.path).replace(volume.path)
            yield volume
    except OSError as error:
        raise TargetError(file=target.name, reason=error.strerror or error) from error
    finally:
        for path in paths:
            with suppress(OSError):
                _part_of(path).unlink(missing_ok=True)


def print_recovery(path: Path, content: RecoveryContent, *, layout: Layout = USUAL) -> None:
    """Write the page for the safe as a new file that only its owner may read.

    Raises TargetError where it cannot be written or is there already.
    """
    form = read_form(RecoveryForm, layout.sheet or "recovery", layout.folder)
    book = Book(form.title, datetime.combine(content.day, time()))
    draw_recovery(book, form, content)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            book.write(file)
    except OSError as error:
        raise TargetError(file=path.name, reason=error.strerror or error) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file down to the disk, whole or not at all. Raises TargetError."""
    part = _part_of(path)
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise TargetError(file=path.name, reason=error.strerror or error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


class _Counter:
    """Counts sheets over all volumes and tells whoever waits."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def add(self, sheets: int = 1) -> None:
        self._done += sheets
        self._progress(self._done, self._total)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What goes into one volume, where it goes, and which volume of how many it is."""

    work: Sequence[Work]
    sheet_key: bytes
    layout: Layout
    path: Path = Path()
    volume: int = 1
    volumes: int = 1


def _parts(work: Iterable[Work]) -> Iterator[list[Work]]:
    """Part work into volumes, each taken only when it is asked for."""
    rest = iter(work)
    while part := list(islice(rest, SHEETS_PER_VOLUME)):
        yield part


def _by_one(batches: Iterable[_Batch], counter: _Counter) -> Iterator[Volume]:
    return (_write(batch, counter.add) for batch in batches)


def _by_several(batches: Iterable[_Batch], counter: _Counter) -> Iterator[Volume]:
    for volume in side_by_side(_write, batches, cores()):
        counter.add(volume.sheets)
        yield volume


def _print(stream: BinaryIO, batch: _Batch, told: Callable[[], None]) -> int:
    first, imprint = batch.work[0]
    title, sheets_of = _sheets(first, batch.layout)
    book = Book(f"{title} {first.campaign}", imprint.printed_at)
    if batch.volumes > 1:
        form = read_form(CoverForm, "cover", batch.layout.folder)
        place = (batch.volume, batch.volumes)
        draw_cover(book, form, title, batch.work, place, sheet_key=batch.sheet_key)
    sheets = sheets_of(book, batch.sheet_key)
    for content, of in batch.work:
        sheets.draw(content, of)
        told()
    sheets.finish()
    book.write(stream)
    return book.pages


def _sheets(content: Content, layout: Layout) -> tuple[str, Callable[[Book, bytes], Sheets[Any]]]:
    """Choose form and drawing by what the first content is; a batch is of one kind."""
    name, folder = layout.sheet, layout.folder
    if isinstance(content, ReceiptContent):
        receipt = read_form(ReceiptForm, name or "receipt", folder)
        return receipt.title, lambda book, key: ReceiptSheets(book, receipt, key)
    if isinstance(content, CondolenceContent):
        letter = read_form(CondolenceForm, name or "condolence", folder)
        return letter.title, lambda book, key: CondolenceSheets(book, letter, key)
    if isinstance(content, GoodsRosterContent):
        goods = read_form(GoodsRosterForm, name or "goods-roster", folder)
        return goods.title, lambda book, key: GoodsRosterSheets(book, goods, key)
    if isinstance(content, VisitRecordContent):
        visit = read_form(VisitRecordForm, name or "visit-record", folder)
        return visit.title, lambda book, key: VisitRecordSheets(book, visit, key)
    roster = read_form(RosterForm, name or "sign-roster", folder)
    return roster.title, lambda book, key: RosterSheets(book, roster, key)


def _untold() -> None:
    """Tell nobody of a sheet: whoever waits is in another process."""


def _write(batch: _Batch, told: Callable[[], None] = _untold) -> Volume:
    """Write one volume beside its name, down to the disk."""
    stream = BytesIO()
    pages = _print(stream, batch, told)
    content = stream.getbuffer()
    with _part_of(batch.path).open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return Volume(
        path=batch.path,
        sheets=len(batch.work),
        pages=pages,
        sha256=hashlib.sha256(content).hexdigest(),
        numbers=tuple(one.number for one, _imprint in batch.work),
    )


def _names(target: Path, count: int) -> list[Path]:
    if count < 2:
        return [target]
    digits = max(2, len(str(count)))
    return [
        target.with_name(f"{target.stem}-{index:0{digits}d}{target.suffix}")
        for index in range(1, count + 1)
    ]


def _part_of(path: Path) -> Path:
    return path.with_name(path.name + PART)
