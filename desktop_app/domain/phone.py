"""Telephone numbers: mobile, landline with area code, hotline."""

from __future__ import annotations

import math
import re
import unicodedata

from desktop_app.domain.issue import Issue, warning

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(?:0[1-9][0-9]{1,2})?[2-9][0-9]{6,7}(?:-[0-9]{1,6})?")
_HOTLINE = re.compile(r"1[0-9]{2,5}|[48]00[0-9]{7}")
_COUNTRY = re.compile(r"^(?:\+|00)86(?=[0-9]{9,})")
_IN_WORDS = re.compile(r"\d(?:[\d-]{5,})\d")
_NOT_DIALLED = re.compile(r"[\s'’‘()\u200b-\u200f\u2060\ufeff]")

Reading = tuple[str | None, tuple[Issue, ...]]


def read_phone(value: object, field: str = "phone") -> Reading:
    """Read a number from a form or a cell, where 18064584253.0 means the same; None if empty.

    A number of an unusual form is kept as it is, with the warning `phone_unusual`.
    """
    number = _dialled(value)
    if not number:
        return None, ()
    if any(form.fullmatch(number) for form in (_MOBILE, _LANDLINE, _HOTLINE)):
        return number, ()
    return number, (warning(field, "phone_unusual"),)


def mask(number: str) -> str:
    """Show the first three and the last four digits; a short number shows its last two."""
    if len(number) < 8:
        return "*" * max(len(number) - 2, 0) + number[-2:]
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def mask_within(words: str) -> str:
    """Cover the numbers in a line of words, such as 王主任 13912345678; the words stay."""
    return _IN_WORDS.sub(lambda found: mask(found[0]), words)


def _dialled(value: object) -> str:
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        value = int(value)
    text = "" if value is None else unicodedata.normalize("NFKC", str(value))
    text = _COUNTRY.sub("", re.sub("[‐-―]", "-", _NOT_DIALLED.sub("", text)))
    together = text.replace("-", "")
    if _MOBILE.fullmatch(together) or _HOTLINE.fullmatch(together):
        return together
    return re.sub(r"^(0[1-9][0-9]{1,2})-", r"\1", text)
