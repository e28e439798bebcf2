"""A file as sheets of cells: .xlsx, .xls and .csv, told apart by what they hold.

Sheets come from python-calamine, after `screening` (docs/decisions/020-reading-workbooks.md).
"""

from __future__ import annotations

import csv
import io
import posixpath
import re
import zipfile
from pathlib import Path

import defusedxml.ElementTree

from desktop_app.i18n import _
from desktop_app.services.importing import screening
from desktop_app.services.importing.parsing import Row, Sheet, parse
from desktop_app.services.importing.parsing_apart import parse_apart
from desktop_app.services.importing.refusals import (
    DamagedWorkbookError,
    EncryptedWorkbookError,
    NotAWorkbookError,
    UnreadableFileError,
    WorkbookTooLargeError,
)

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TEXT_ENDINGS = (".csv", ".txt", ".tsv")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHEET_NAME = 31


def read_sheets(path: Path) -> list[Sheet]:
    """Read every sheet of a workbook or text table.

    Raises a CircumstanceError for whatever is not one.
    """
    try:
        if path.stat().st_size > screening.MAX_FILE:
            raise WorkbookTooLargeError(file=path.name, limit=_(screening.FILE_LIMIT))
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(file=path.name) from error
    if content.startswith(_ZIP):
        return _xlsx(path, content)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise EncryptedWorkbookError(file=path.name)
        return parse_apart(path.name, content)
    if path.suffix.casefold() in _TEXT_ENDINGS:
        return [_text_table(path, content)]
    raise NotAWorkbookError(file=path.name)


def _xlsx(path: Path, content: bytes) -> list[Sheet]:
    extents = screening.screen(path)
    parts = _parts(path)
    hidden = {name: extents[part].hidden_rows for name, part in parts.items() if part in extents}
    return parse(path.name, content, hidden)


def _parts(path: Path) -> dict[str, str]:
    """Tell which member of the zip holds which sheet."""
    try:
        with zipfile.ZipFile(path) as archive:
            book = defusedxml.ElementTree.fromstring(archive.read("xl/workbook.xml"))
            links = defusedxml.ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, SyntaxError, ValueError) as error:
        raise DamagedWorkbookError(file=path.name) from error
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", "")))[1:]
        for link in links
    }
    sheets = [one for one in book.iter() if one.tag.rpartition("}")[2] == "sheet"]
    return {one.get("name", ""): targets.get(one.get(f"{_OFFICE}id"), "") for one in sheets}


def _text_table(path: Path, content: bytes) -> Sheet:
    text = _decoded(path, content)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise DamagedWorkbookError(file=path.name) from error
    screening.check_block(path.name, len(lines), max(map(len, lines), default=0))
    rows: list[Row] = [
        [_FORMULA_TEXT.sub(r"\1", field) or None for field in line] for line in lines
    ]
    return Sheet(name=path.stem[:_SHEET_NAME], rows=rows)


def _decoded(path: Path, content: bytes) -> str:
    """Decode what Excel and others write: UTF-16 and UTF-8 by their marks, UTF-8, GB 18030."""
    encodings = ("utf-16",) if content.startswith(_UTF16) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NOT_TEXT.search(text):
            return text
    raise NotAWorkbookError(file=path.name)


def _delimiter(text: str) -> str:
    """Take the separator that stands most often in the first lines."""
    start = text[:10_000]
    return max(",\t;", key=start.count)
