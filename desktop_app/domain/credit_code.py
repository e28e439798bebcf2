"""Unified social credit codes of organisations, GB 32100."""

from __future__ import annotations

import re
import unicodedata

from stdnum.cn import uscc

from desktop_app.domain.issue import Issue, warning

GRASSROOTS_UNION = "81"
_NOT_PRINTED = re.compile(r"[\s'’‘\-‐-―\u200b-\u200f\u2060\ufeff]")
_CODE = re.compile("[0-9A-HJ-NPQRTUWXY]{18}")

Reading = tuple[str | None, tuple[Issue, ...]]


def read_credit_code(text: str, field: str = "credit_code") -> Reading:
    """Read a code as people write it; None where there is none.

    Codes that fail the check are in real use, so `credit_code_check` only warns.
    """
    code = _NOT_PRINTED.sub("", unicodedata.normalize("NFKC", text)).upper()
    if not code:
        return None, ()
    # Only the check character is asked of the library: its form check knows no letter in
    # front, which the standard gives to the army, farming and other registers.
    fits = _CODE.fullmatch(code) and code[-1] == uscc.calc_check_digit(code[:17])
    return code, () if fits else (warning(field, "credit_code_check"),)


def is_grassroots_union(code: str) -> bool:
    """Tell whether the code was given by the union register to a grassroots union."""
    return code.startswith(GRASSROOTS_UNION)
