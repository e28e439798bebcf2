"""The square code on a sheet: what it says, and whether this union's laptops said it.

`NF1:R:640100-A2-21-000418-K:1/2:200000:ABC:4QX7K2PM9A` is format version, sheet kind, number,
page of pages, amount in fen, the mark of the union's key, and a keyed code over all before it.
A sheet without a number says in the number's place at which head of the audit chain it was
printed: `NF1:T:9F3A51C07BE2:1/3:0:ABC:4QX7K2PM9A`. The list of a volume says there its first and
its last number, `FIRST--LAST`, and as the amount what its sheets come to.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import zxingcpp

from desktop_app.domain.sheet import PlainKind, SheetKind

FORMAT = "NF1"
KEY_MARK_LENGTH, MAC_LENGTH = 3, 10  # characters of five bits each
SPAN = "--"  # between the first and the last number of a volume
# 15 % of a code may be spoiled: a crease, a thumb. Trying all eight masks takes three quarters of
# the time of a code, and its seal makes every one as good as random already.
OPTIONS = "ecLevel=M,dataMask=3"
KIND_LETTERS: dict[SheetKind | PlainKind, str] = {
    SheetKind.CONDOLENCE: "C",
    SheetKind.RECEIPT: "R",
    SheetKind.SIGN_ROSTER: "S",
    SheetKind.GOODS_ROSTER: "G",
    SheetKind.VISIT_RECORD: "V",
    PlainKind.LEDGER: "T",
    PlainKind.RECORD: "D",
    PlainKind.ARCHIVE_FILE: "A",
    PlainKind.PUBLIC_NOTICE: "P",
    PlainKind.LETTER: "L",
    PlainKind.SUMMARY: "U",
    PlainKind.BLANK: "B",
    PlainKind.ROUTE: "W",
    PlainKind.ENROLMENT: "E",
    PlainKind.NUMBER_REGISTER: "N",
    PlainKind.COVER: "K",
    PlainKind.RULER: "M",
}
_KINDS = {letter: kind for kind, letter in KIND_LETTERS.items()}
_SHAPE = re.compile(
    rf"(?P<said>{FORMAT}:(?P<kind>[A-Z]):(?P<number>[0-9A-Z-]+):(?P<page>\d+)/(?P<pages>\d+)"
    rf":(?P<amount>\d+):(?P<key>[A-Z2-7]{{{KEY_MARK_LENGTH}}})):(?P<mac>[A-Z2-7]{{{MAC_LENGTH}}})"
)


class Verdict(StrEnum):
    """What a code turns out to be."""

    RIGHT = "right"
    WRONG = "wrong"  # speaks of this union's key and was not made with it
    FOREIGN = "foreign"  # another union's sheet, or no sheet of ours at all


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCode:
    """What a sheet's code says; the amount is in fen.

    `number` of a sheet of a PlainKind is the head of the audit chain at its printing.
    """

    kind: SheetKind | PlainKind
    number: str
    page: int
    pages: int
    amount_fen: int

    @property
    def is_numbered(self) -> bool:
        """Tell whether the sheet has a number under which it is filed."""
        return isinstance(self.kind, SheetKind)

    def text(self, sheet_key: bytes) -> str:
        """Write the code's text, sealed with the union's key."""
        said = (
            f"{FORMAT}:{KIND_LETTERS[self.kind]}:{self.number}:{self.page}/{self.pages}"
            f":{self.amount_fen}:{_key_mark(sheet_key)}"
        )
        return f"{said}:{_mac(said, sheet_key)}"


def span(numbers: Sequence[str]) -> str:
    """Name a volume by its first and its last number."""
    return f"{numbers[0]}{SPAN}{numbers[-1]}"


def read_code(text: str, sheet_key: bytes) -> tuple[Verdict, SheetCode | None]:
    """Read a code found on paper; nothing of a wrong or foreign code is believed.

    The code is None where it is not one of ours; otherwise it says what it claims to be.
    """
    found = _SHAPE.fullmatch(text)
    if not found or found["kind"] not in _KINDS:
        return Verdict.FOREIGN, None
    code = SheetCode(
        kind=_KINDS[found["kind"]],
        number=found["number"],
        page=int(found["page"]),
        pages=int(found["pages"]),
        amount_fen=int(found["amount"]),
    )
    if found["key"] != _key_mark(sheet_key):
        return Verdict.FOREIGN, code
    is_right = hmac.compare_digest(found["mac"], _mac(found["said"], sheet_key))
    return (Verdict.RIGHT if is_right else Verdict.WRONG), code


def read_code_of_any(text: str, sheet_keys: Sequence[bytes]) -> tuple[Verdict, SheetCode | None]:
    """Read a code that any laptop of the union may have printed, each with its own key."""
    read: tuple[Verdict, SheetCode | None] = (Verdict.FOREIGN, None)
    for key in sheet_keys:
        read = read_code(text, key)
        if read[0] is not Verdict.FOREIGN:
            break
    return read


def modules_of(text: str) -> tuple[bytes, ...]:
    """Give the rows of the square code of a text: one byte per module, 0 where there is ink."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, options=OPTIONS)
    image = code.to_image(scale=1, add_quiet_zones=False)
    pixels = bytes(image)  # type: ignore[call-overload]  # the stub omits its buffer
    side = math.isqrt(len(pixels))
    return tuple(pixels[row * side : (row + 1) * side] for row in range(side))


@lru_cache(maxsize=8)
def _key_mark(sheet_key: bytes) -> str:
    return _letters(hmac.digest(sheet_key, b"key mark", hashlib.sha256), KEY_MARK_LENGTH)


def _mac(said: str, sheet_key: bytes) -> str:
    return _letters(hmac.digest(sheet_key, said.encode("ascii"), hashlib.sha256), MAC_LENGTH)


def _letters(digest: bytes, count: int) -> str:
    return base64.b32encode(digest).decode("ascii")[:count]
