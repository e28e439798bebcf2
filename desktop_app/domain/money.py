"""Money as whole fen: reading what people write, printing it in figures and in capitals."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise

from desktop_app.domain.issue import Issue, objection

FEN_PER_YUAN = 100
LARGEST_FEN = 999_999_999_999
PREFIX = "人民币"

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("亿", "万", "")
_NO_AMOUNT = {"", "-", "--", "—", "——", "/", "无"}
_FIGURES = re.compile(
    r"(?:人民币|RMB|CNY)?[¥]?(?P<number>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?)"
    r"(?P<thousands>[千万]?)(?:元|圆|块|块钱)?(?:整|正)?(?:/人|每人)?"
)
_TIMES = {"": 1, "千": 1_000, "万": 10_000}

# Everyday and old forms that people write for the same capital.
_PLAIN_FORMS = str.maketrans(
    "〇○一壱弌二貳弐两三參叄四五六陸七八九十什百千萬億圆園塊块正毛",
    "零零壹壹壹贰贰贰贰叁叁叁肆伍陆陆柒捌玖拾拾佰仟万亿元元元元整角",
)
_CAPITALS = re.compile(
    r"(?:人民币)?(?:(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?"
    r"零?(?:(?P<jiao>[零壹贰叁肆伍陆柒捌玖])角)?零?(?:(?P<fen>[零壹贰叁肆伍陆柒捌玖])分)?整?"
)
_PLACE_VALUES = {"拾": 10, "佰": 100, "仟": 1_000}

Reading = tuple[int | None, tuple[Issue, ...]]


def read_yuan(value: object, field: str = "amount") -> Reading:
    """Read an amount in yuan from a form or a spreadsheet cell; the answer is in fen.

    Takes numbers, `500元`, `￥1,000.00`, full-width digits, `1.2万元` and capitals.
    """
    if value is None or (isinstance(value, str) and _plain(value) in _NO_AMOUNT):
        return None, (objection(field, "amount_missing"),)
    yuan = _as_decimal(value)
    if yuan is None:
        return None, (objection(field, "amount_unreadable", text=str(value)),)
    if fault := _fault(yuan):
        return None, (objection(field, fault, text=str(value)),)
    return int(yuan * FEN_PER_YUAN), ()


def format_yuan(fen: int) -> str:
    """Write fen as yuan with thousands separators and two decimals: 1,000.00."""
    return f"{Decimal(fen) / FEN_PER_YUAN:,.2f}"


def capitals(fen: int) -> str:
    """Write an amount in the capitals of vouchers: 人民币壹仟元整.

    Source: the central bank's rules for filling in notes and settlement vouchers; 整 ends an
    amount without fen. `fen` runs from 0 to 9,999,999,999.99 yuan.
    """
    if not 0 <= fen <= LARGEST_FEN:
        raise ValueError(f"no capitals for {fen} fen")
    yuan, rest = divmod(fen, FEN_PER_YUAN)
    jiao, last = divmod(rest, 10)
    whole = _whole_yuan(yuan) + "元" if yuan or not rest else ""
    return PREFIX + whole + _small_change(jiao, last, after_yuan=bool(whole))


def read_capitals(text: str) -> int:
    """Read capitals back into fen; everyday forms (一千元) are understood.

    Raises `ValueError` where the text is not an amount.
    """
    plain = re.sub(r"\s", "", text).translate(_PLAIN_FORMS)
    found = _CAPITALS.fullmatch(plain)
    if not found or not (found["yuan"] or found["jiao"] or found["fen"]):
        raise ValueError("not an amount in capitals")
    yuan = _read_whole(found["yuan"]) if found["yuan"] else 0
    jiao, fen = (_DIGITS.index(found[part] or "零") for part in ("jiao", "fen"))
    return yuan * FEN_PER_YUAN + jiao * 10 + fen


def _plain(text: str) -> str:
    """Take out spaces and give full-width figures and signs their ordinary form."""
    return re.sub(r"[\s\u200b\ufeff]", "", unicodedata.normalize("NFKC", text)).upper()


def _as_decimal(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, Decimal)):
        return Decimal(value) if Decimal(value).is_finite() else None
    if isinstance(value, float):
        # Fifteen digits are what a spreadsheet shows; beyond them is only binary noise.
        return Decimal(f"{value:.15g}") if math.isfinite(value) else None
    return _from_text(value) if isinstance(value, str) else None


def _from_text(text: str) -> Decimal | None:
    plain = _plain(text)
    if found := _FIGURES.fullmatch(plain):
        return Decimal(found["number"].replace(",", "")) * _TIMES[found["thousands"]]
    try:
        return Decimal(read_capitals(plain)) / FEN_PER_YUAN
    except ValueError:
        return None


def _fault(yuan: Decimal) -> str | None:
    if yuan <= 0:
        return "amount_not_positive"
    if yuan * FEN_PER_YUAN > LARGEST_FEN:
        return "amount_too_large"
    if yuan != yuan.quantize(Decimal("0.01"), ROUND_HALF_EVEN):
        return "amount_too_precise"
    return None


def _whole_yuan(yuan: int) -> str:
    """Write whole yuan; a run of zeros is one 零, and none stands at the end."""
    if not yuan:
        return "零"
    written, gap = "", False
    for size, name in zip((100_000_000, 10_000, 1), _GROUPS, strict=True):
        four = yuan // size % 10_000
        if four:
            written += ("零" if written and (gap or four < 1_000) else "") + _four(four) + name
        gap = four == 0
    return written


def _four(number: int) -> str:
    """Write 1 to 9999."""
    figures = f"{number:04d}".lstrip("0")
    places = _PLACES[-len(figures) :]
    marked = "".join(
        _DIGITS[int(figure)] + place if figure != "0" else "零"
        for figure, place in zip(figures, places, strict=True)
    )
    return re.sub("零+", "零", marked).rstrip("零")


def _small_change(jiao: int, fen: int, *, after_yuan: bool) -> str:
    tens = f"{_DIGITS[jiao]}角" if jiao else ""
    if not fen:
        return tens + "整"
    gap = "零" if after_yuan and not jiao else ""
    return f"{tens}{gap}{_DIGITS[fen]}分"


def _read_whole(text: str) -> int:
    """Add up 亿 and 万 groups, which must stand in falling order."""
    total = 0
    for size, name in ((100_000_000, "亿"), (10_000, "万"), (1, "")):
        head, found, tail = text.partition(name) if name else (text, "x", "")
        if found:
            total += _read_four(head) * size
            text = tail
    return total


def _read_four(text: str) -> int:
    """Read up to four places, digit and place in falling order, 零 between; 拾 may stand bare."""
    steps = re.findall("([壹贰叁肆伍陆柒捌玖]?)(拾)|([壹贰叁肆伍陆柒捌玖])([佰仟]?)", text)
    parts = [(ten or digit, tens or place) for ten, tens, digit, place in steps]
    if "".join(digit + place for digit, place in parts) != text.replace("零", ""):
        raise ValueError("not an amount in capitals")
    values = [_PLACE_VALUES.get(place, 1) for _, place in parts]
    if any(first <= second for first, second in pairwise(values)):
        raise ValueError("places out of order")
    digits = (_DIGITS.index(digit or "壹") for digit, _ in parts)
    return sum(digit * value for digit, value in zip(digits, values, strict=True))
