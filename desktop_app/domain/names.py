"""Names of people: one way of writing them, rare characters, and pinyin to find them by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice, product

from desktop_app.domain.code_points import code_point_of, standard_of
from desktop_app.domain.issue import Issue, objection, warning

MAX_LENGTH = 50
MAX_READINGS = 3
MAX_VARIANTS = 16
SEPARATOR = "\u00b7"

_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff\ue000-\uf8ff"
)
_COMPATIBILITY = "\uf900-\ufaff\U0002f800-\U0002fa1f"
_ORDINARY_TEXT = re.compile(f"[^{_COMPATIBILITY}]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_DOTS = re.compile(r"\s*[\u00b7\u2022\u2027\u30fb\uff65\u2219\u22c5\u0387\u25cf]+\s*")
# A full stop separates only between characters; in "J. Smith" it belongs to the name.
_STOPS = re.compile(rf"(?<=[{_HAN}])\s*[.\uff0e\u3002]\s*(?=[{_HAN}])")
_HAN_GAP = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")

_WORDS = re.compile(f"[{_HAN}]|[^\\W\\d_{_HAN}]+|[0-9]+")

# Surnames of two characters whose reading differs from that of the single characters.
_LONG_SURNAMES = {
    "万俟": ("mo", "qi"),
    "单于": ("chan", "yu"),
    "尉迟": ("yu", "chi"),
    "澹台": ("tan", "tai"),
    "长孙": ("zhang", "sun"),
    "宰父": ("zai", "fu"),
    "亓官": ("qi", "guan"),
    "夏侯": ("xia", "hou"),
    "相里": ("xiang", "li"),
}
# How a character is read as a surname, where that is not its first everyday reading.
_SURNAMES = dict(
    re.findall(
        r"(\S):(\S+)",
        "单:shan 曾:zeng 仇:qiu 解:xie 查:zha 朴:piao 盖:ge 区:ou 员:yun 乐:yue 任:ren 华:hua "
        "缪:miao 秘:bi 冼:xian 洗:xian 佴:nai 能:nai 种:chong 祭:zhai 召:shao 覃:qin 折:she "
        "阚:kan 那:na 哈:ha 逄:pang 郇:xun 乜:nie 繁:po 晁:chao 牟:mu 宓:mi 翟:zhai 隗:kui "
        "燕:yan 令:ling 纪:ji 过:guo 应:ying 宁:ning 车:che 石:shi 沈:shen 谌:chen 郗:xi 贾:jia "
        "薄:bo 柏:bai 卜:bu 谷:gu 褚:chu 句:gou 都:du 盛:sheng 揭:jie 尉:wei 万:wan 臧:zang "
        "黑:he 呙:guo 訾:zi 瞿:qu 佟:tong 葛:ge 邸:di 靳:jin 郄:qie 仉:zhang 撒:sa 藏:zang "
        "占:zhan 强:qiang 幺:yao 重:chong 行:xing 炅:gui 郦:li 郏:jia 逯:lu 妫:gui 麴:qu",
    )
)


def normalise_name(text: str) -> str:
    """Write a name the one way in which it is kept, found and compared.

    Separators of minority names become U+00B7 (民委发〔2016〕33号), spaces between characters
    go, those between Latin words become one. Compatibility ideographs stay what they are: a
    person's character is not ours to change.
    """
    plain = _ORDINARY_TEXT.sub(lambda part: unicodedata.normalize("NFC", part[0]), text)
    plain = _INVISIBLE.sub("", plain.translate(_FULL_WIDTH)).strip()
    plain = _DOTS.sub(SEPARATOR, _STOPS.sub(SEPARATOR, plain))
    plain = re.sub(f"{SEPARATOR}+", SEPARATOR, plain).strip(SEPARATOR)
    return re.sub(r"\s+", " ", _HAN_GAP.sub("", plain))


def objections(name: str, field: str = "name") -> tuple[Issue, ...]:
    """List what is wrong with a name; lengths are counted in characters, not in bytes."""
    written = normalise_name(name)
    if not written:
        return (objection(field, "name_missing"),)
    found: list[Issue] = []
    if len(written) > MAX_LENGTH:
        found.append(objection(field, "name_too_long", limit=str(MAX_LENGTH)))
    if not any(_is_letter(character) for character in written):
        found.append(objection(field, "name_characters", characters=written))
    elif refused := sorted({code_point_of(one) for one in written if _is_refused(one)}):
        found.append(objection(field, "name_characters", characters=" ".join(refused)))
    if private := [_private(one) for one in _PRIVATE.findall(written)]:
        found.append(warning(field, "name_private_character", characters=" ".join(private)))
    return tuple(found)


def mask(name: str) -> str:
    """Hide a name but for its first character: 王*, however long the name is."""
    return f"{name[:1]}*" if name else ""


def rare_characters(text: str) -> list[tuple[str, str]]:
    """List the Han characters outside GBK with their code points: 𬱖 is U+2CC56.

    Old input methods, fonts and bank systems stop at GBK.
    """
    han = dict.fromkeys(re.findall(f"[{_HAN}]", text))
    return [(character, code_point_of(character)) for character in han if not _in_gbk(character)]


def pinyin_keys(name: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Give the syllables of a name in their likeliest reading, and all its likely initials.

    单雄信 gives (shan, xiong, xin) and {sxx, dxx, cxx}: a surname is read as a surname, and who
    types the everyday reading still finds it. Latin words count as one syllable. A character
    that no table reads stands for itself among the syllables and has no initial.
    """
    readings = _readings(name)
    spellings = islice(product(*readings), MAX_VARIANTS)
    initials = {"".join(one[0] for one in spelling if one.isascii()) for spelling in spellings}
    return tuple(choices[0] for choices in readings), frozenset(initials - {""})


def pinyin_spellings(name: str) -> tuple[str, ...]:
    """Give the likely full spellings without spaces, the likeliest first."""
    spelled = islice(product(*_readings(name)), MAX_VARIANTS)
    return tuple(dict.fromkeys("".join(spelling) for spelling in spelled))


@lru_cache(maxsize=1_024)  # a saved name is asked for its key, its spellings and its order
def _readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Give the likely readings of each character or Latin word, the likeliest first."""
    words = _WORDS.findall(name)
    readings = [_readings_of(word) for word in words]
    surname = _LONG_SURNAMES.get(name[:2]) or (_SURNAMES.get(name[:1]),)
    for place, syllable in enumerate(surname):
        if syllable:
            readings[place] = _first(syllable, readings[place])
    return tuple(readings)


def _first(likeliest: str, readings: tuple[str, ...]) -> tuple[str, ...]:
    return (likeliest, *(one for one in readings if one != likeliest))[:MAX_READINGS]


@lru_cache(maxsize=32_768)
def _readings_of(word: str) -> tuple[str, ...]:
    if len(word) > 1 or word.isascii():
        bare = unicodedata.normalize("NFKD", word).casefold()
        return ("".join(one for one in bare if not unicodedata.combining(one)),)
    from pypinyin import Style, pinyin  # its tables take a seventh of a second to load

    found = pinyin(word, style=Style.NORMAL, heteronym=True)[0]
    return tuple(found[:MAX_READINGS])


def _is_letter(character: str) -> bool:
    return character.isalpha() or re.fullmatch(f"[{_HAN}]", character) is not None


def _is_refused(character: str) -> bool:
    """Recognise control characters, halves of surrogate pairs and line ends."""
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}


def _in_gbk(character: str) -> bool:
    try:
        character.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _private(character: str) -> str:
    """Name a private code, and the standard character that has taken its place: U+E863 → 䶮."""
    standard = standard_of(character)
    return f"{code_point_of(character)} → {standard}" if standard else code_point_of(character)
