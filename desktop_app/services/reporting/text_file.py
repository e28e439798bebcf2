"""Tables as CSV: for programs that take nothing else; Excel reads it as Chinese all the same."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path

from desktop_app.services.progress import Progress, unwatched
from desktop_app.services.reporting.table import Cell, Table, whole_or_not_at_all

_BOM = "\ufeff"
# What a spreadsheet takes for a formula, also behind blanks.
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@|%＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d+)?")


def write_csv(
    table: Table,
    target: Path,
    *,
    progress: Progress = unwatched,
    before_it_counts: Callable[[], object] = bool,
) -> int:
    """Write headings and rows in UTF-8 with a mark of it; give the number of rows.

    A text that a spreadsheet would take for a formula gets an apostrophe before it. Raises
    FileRefusedError, and CancelledError from `progress`; no file is left then.
    """
    done = 0
    with whole_or_not_at_all(target, before_it_counts) as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        text.write(_BOM)
        writer = csv.writer(text)
        writer.writerow([_words(heading.title) for heading in table.headings])
        for row in table.rows:
            progress(done, table.count)
            writer.writerow([_words(value) for value in row])
            done += 1
        text.detach()
    progress(done, done)
    return done


def _words(value: Cell) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value)
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
