"""Code points as people write them: the way to a character that no input method offers."""

from __future__ import annotations

import re
import unicodedata

# The prefix may be missing; then at least four digits are a code point, as in word processors.
_WRITTEN = re.compile(
    r"(?:(?:U\+|0X|&#X)([0-9A-F]{2,6});?|(?<![0-9A-F])([0-9A-F]{4,6}))$", re.ASCII | re.IGNORECASE
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LONGEST = 10  # &#x10FFFF;
_NOT_TYPED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_IDEOGRAPHIC_PLANES = range(0x20000, 0x40000)


def code_point_of(character: str) -> str:
    """Write the code point of a character: U+3106C."""
    return f"U+{ord(character):04X}"


def character_before(text: str) -> tuple[str, int] | None:
    """Read the code point at the end of a text: its character, and how long it was written.

    Reads U+3106C, 3106c, 0x3106C and &#x3106C;, full-width too. None where no code point
    stands there, or one that is no character of a text: a control, a surrogate, private use.
    """
    found = _WRITTEN.search(text[-_LONGEST:].translate(_FULL_WIDTH))
    if found is None:
        return None
    code_point = int(found[1] or found[2], 16)
    return (chr(code_point), len(found[0])) if _may_be_typed(code_point) else None


def _may_be_typed(code_point: int) -> bool:
    """Tell characters from controls; ideographs younger than Python's tables count."""
    if code_point > 0x10FFFF or code_point & 0xFFFE == 0xFFFE:
        return False
    category = unicodedata.category(chr(code_point))
    if category == "Cn":
        return code_point in _IDEOGRAPHIC_PLANES
    return category not in _NOT_TYPED
