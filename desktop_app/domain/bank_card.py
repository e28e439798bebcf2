"""Bank card and passbook numbers."""

from __future__ import annotations

import math
import re
import unicodedata

from stdnum import luhn

from desktop_app.domain.issue import Issue, warning

# A spreadsheet keeps 15 digits of a number; the rest of a longer one is lost.
_SPREADSHEET_DIGITS = 15
_NOT_PRINTED = re.compile(r"[\s'’‘\-‐-―\u200b-\u200f\u2060\ufeff]")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]*)?E\+?[0-9]+")

Reading = tuple[str | None, tuple[Issue, ...]]


def read_card(value: object, field: str = "bank_card") -> Reading:
    """Read a number from a form or a cell; None where there is none.

    Passbooks and old cards have no check digit, so `card_check` only warns. A number that a
    spreadsheet cut off is not guessed: it is left out, with `card_spoiled_by_excel`.
    """
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        value = int(value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    text = "" if value is None else unicodedata.normalize("NFKC", str(value))
    number = _NOT_PRINTED.sub("", text).upper()
    if not number:
        return None, ()
    if (whole and len(number) > _SPREADSHEET_DIGITS) or _SCIENTIFIC.fullmatch(number):
        return None, (warning(field, "card_spoiled_by_excel"),)
    if not re.fullmatch(r"[0-9]{8,32}", number) or not luhn.is_valid(number):
        return number, (warning(field, "card_check"),)
    return number, ()


def mask(number: str) -> str:
    """Show only the last four digits."""
    return "*" * max(len(number) - 4, 0) + number[-4:]
