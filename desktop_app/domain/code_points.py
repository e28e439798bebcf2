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

# GBK kept these at private code points from U+E815 on; GB 18030 has moved them, the last in 2022.
_FIRST_PRIVATE = 0xE815
_STANDARD = (
    "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱"
    "䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"
)
_MOVED = {chr(_FIRST_PRIVATE + at): character for at, character in enumerate(_STANDARD)}


def standard_of(character: str) -> str:
    """Give the standard character of a private code of GBK: U+E863 is 䶮; "" for all others."""
    return _MOVED.get(character, "")


def code_point_of(character: str) -> str:
    """Write the code point of a character: U+3106C."""
    return f"U+{ord(character):04X}"


def character_before(text: str) -> tuple[str, int] | None:
    """Read the code point at the end of a text: its character, and how long it was written.

    Reads U+3106C, 3106c, 0x3106C and &#x3106C;, full-width too; a private code of GBK gives its
    standard character. None where no code point stands there, or one that is no character of a
    text: a control, a surrogate, private use.
    """
    found = _WRITTEN.search(text[-_LONGEST:].translate(_FULL_WIDTH))
    if found is None:
        return None
    code_point = int(found[1] or found[2], 16)
    if not _may_be_typed(code_point):
        return None
    character = chr(code_point)
    return standard_of(character) or character, len(found[0])


def _may_be_typed(code_point: int) -> bool:
    """Tell characters from controls; ideographs younger than Python's tables count."""
    if code_point > 0x10FFFF or code_point & 0xFFFE == 0xFFFE:
        return False
    if standard_of(chr(code_point)):
        return True
    category = unicodedata.category(chr(code_point))
    if category == "Cn":
        return code_point in _IDEOGRAPHIC_PLANES
    return category not in _NOT_TYPED
