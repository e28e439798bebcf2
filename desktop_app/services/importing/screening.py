"""What an .xlsx must be like before a parser may see it (docs/decisions/020-reading-workbooks.md).

The parser keeps a sheet as one block from its first to its last filled cell, so a single cell in
the last corner would ask for more memory than there is. Everything here is counted on the real
bytes: the sizes that a zip states about itself may lie.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from desktop_app.i18n import _, mark
from desktop_app.services.importing.refusals import (
    DamagedWorkbookError,
    NotAWorkbookError,
    UnusualWorkbookError,
    WorkbookTooLargeError,
)

MAX_FILE = 50_000_000
MAX_MEMBERS = 2_000
MAX_UNPACKED = 500_000_000
MAX_RATIO = 200
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_BLOCK = 12_000_000
"""Cells between the first and the last filled one of a sheet, empty ones included."""
MAX_TEXT_BYTES = 2_000_000_000
"""Filled text cells times the longest text: what the parser could be made to copy."""

FILE_LIMIT = mark("a file may have 50 MB")
ROW_LIMIT = mark("a sheet may have 200,000 rows and 200 columns")
UNPACKED_LIMIT = mark("unpacked, a file may have 500 MB")

_STEP = 4 << 20
_LONGEST_TAG = 1 << 20
_SMALL = 1 << 20  # below this, a ratio says nothing
_DOCTYPE = b"<!DOCTYPE"
_FILLED = re.compile(rb"<(?:\w+:)?c(?:\s[^>]*[^>/])?>")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_HIDDEN = re.compile(rb"<(?:\w+:)?row\s[^>]*?\bhidden\s*=\s*[\"'](?:1|true)[\"'][^>]*>")
_ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"']([0-9]{1,7})[\"']")
_TEXT_TYPE = re.compile(rb"\st\s*=\s*[\"']s[\"']")
_TEXT_ITEM = re.compile(rb"</(?:\w+:)?si>")


@dataclass(slots=True)
class Extent:
    """What one sheet takes up, as its cells say themselves."""

    rows: int = 0
    columns: int = 0
    texts: int = 0
    hidden_rows: frozenset[int] = frozenset()


def screen(path: Path) -> dict[str, Extent]:
    """Look through an .xlsx and give the extent of every sheet by the name of its part.

    Raises a CircumstanceError where the file must not reach the parser.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(path, archive)
            return _Screening(path, archive).extents()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise DamagedWorkbookError(file=path.name) from error


def check_block(file: str, rows: int, columns: int) -> None:
    """Refuse a sheet larger than any roster."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_BLOCK:
        raise WorkbookTooLargeError(file=file, limit=_(ROW_LIMIT))


def _check_members(path: Path, archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if "xl/workbook.xml" not in names:
        raise NotAWorkbookError(file=path.name)
    sane = all(_is_sane(name) for name in names)
    if len(names) > MAX_MEMBERS or len({name.casefold() for name in names}) < len(names):
        sane = False
    if not sane:
        raise UnusualWorkbookError(file=path.name)


def _is_sane(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name.isprintable() and "\\" not in name and ".." not in parts and parts[:1] != ("/",)


class _Screening:
    """One pass over the members of a workbook."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive
        self._unpacked = 0
        self._longest_text = 0

    def extents(self) -> dict[str, Extent]:
        found = {}
        for member in self._archive.infolist():
            is_sheet = member.filename.startswith("xl/worksheets/") and _is_xml(member.filename)
            if is_sheet:
                found[member.filename] = self._sheet(member)
            else:
                self._other(member)
        texts = sum(extent.texts for extent in found.values())
        if texts * self._longest_text > MAX_TEXT_BYTES:
            raise UnusualWorkbookError(file=self._path.name)
        return found

    def _sheet(self, member: zipfile.ZipInfo) -> Extent:
        extent, hidden = Extent(), set[int]()
        for text in self._pieces(member):
            self._measure(_FILLED.findall(text), extent)
            for row in _HIDDEN.findall(text) if b"hidden" in text else ():
                hidden.update(int(number) for number in _ROW_NUMBER.findall(row))
        extent.hidden_rows = frozenset(hidden)
        check_block(self._path.name, extent.rows, extent.columns)
        return extent

    def _measure(self, cells: list[bytes], extent: Extent) -> None:
        if not cells:
            return
        together = b"".join(cells)
        places = _PLACE.findall(together)
        if len(places) != len(cells):
            raise UnusualWorkbookError(file=self._path.name)
        columns = {letters for letters, _row in places}
        extent.columns = max(extent.columns, *map(_column_number, columns))
        extent.rows = max(extent.rows, *(int(row) for _letters, row in places))
        extent.texts += len(_TEXT_TYPE.findall(together))

    def _other(self, member: zipfile.ZipInfo) -> None:
        is_texts = member.filename.casefold() == "xl/sharedstrings.xml"
        length = 0
        for text in self._pieces(member):
            if is_texts:
                first, *rest = _TEXT_ITEM.split(text)
                length += len(first)
                self._longest_text = max(self._longest_text, length, *map(len, rest), 0)
                length = len(rest[-1]) if rest else length

    def _pieces(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """Give a member piece by piece, each ending before a tag; only XML is held together."""
        is_xml, rest = _is_xml(member.filename), b""
        with self._archive.open(member) as file:
            while chunk := file.read(_STEP):
                self._count(member, len(chunk), file.tell())
                if not is_xml:
                    continue
                text = rest + chunk
                if b"\0" in chunk or _DOCTYPE in text:
                    raise UnusualWorkbookError(file=self._path.name)
                end = text.rfind(b"<")
                text, rest = text[:end], text[end:]
                if len(rest) > _LONGEST_TAG:
                    raise UnusualWorkbookError(file=self._path.name)
                yield text
        if is_xml:
            yield rest

    def _count(self, member: zipfile.ZipInfo, size: int, so_far: int) -> None:
        self._unpacked += size
        if self._unpacked > MAX_UNPACKED:
            raise WorkbookTooLargeError(file=self._path.name, limit=_(UNPACKED_LIMIT))
        if so_far > _SMALL and so_far > MAX_RATIO * max(member.compress_size, 1):
            raise UnusualWorkbookError(file=self._path.name)


def _is_xml(name: str) -> bool:
    return name.casefold().endswith((".xml", ".rels", ".vml"))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
