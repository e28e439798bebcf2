"""Resident identity numbers, GB 11643: what they say and what may be wrong with them."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from stdnum.cn import ric

from desktop_app.domain import regions
from desktop_app.domain.issue import Issue, objection, warning

LENGTH = 18
EARLIEST_YEAR = 1800
FOREIGNER = "9"
_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_OLD = re.compile(r"[0-9]{15}")
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]*)?E\+?[0-9]+")
_DROPPED = re.compile(r"[\s'’‘`´\"“”\-‐-―\u200b-\u200f\u2060\ufeff]")
# A spreadsheet keeps 15 digits of a number; the rest of a longer one is lost.
_SPREADSHEET_DIGITS = 15


class Sex(StrEnum):
    """What the seventeenth digit says."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True, repr=False)
class ResidentId:
    """A well-formed number of 18 characters; its repr and str hide the middle."""

    text: str

    @property
    def birth_date(self) -> date:
        """The day of birth, digits 7 to 14."""
        return date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))

    @property
    def sex(self) -> Sex:
        """Odd sequence numbers are men's, even ones women's."""
        return Sex.MALE if int(self.text[16]) % 2 else Sex.FEMALE

    @property
    def region(self) -> str:
        """The six digits of the place where the number was given, current or revoked."""
        return self.text[:6]

    @property
    def is_foreigner(self) -> bool:
        """Tell whether it stands on a permanent-resident card (2023): 9, province, nationality."""
        return self.text.startswith(FOREIGNER)

    @property
    def masked(self) -> str:
        """The first three and the last four characters, stars between."""
        return mask(self.text)

    @property
    def check_fits(self) -> bool:
        """Tell whether the last character is the one that the first seventeen ask for."""
        return self.text[-1] == ric.calc_check_digit(self.text)

    def age_on(self, day: date) -> int:
        """Count the full years lived on this day."""
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def __repr__(self) -> str:
        return f"ResidentId({self.masked})"

    __str__ = __repr__


def mask(text: str) -> str:
    """Show the first three and the last four characters of a number, stars between.

    What is too short for that is hidden whole.
    """
    return text[:3] + "*" * (len(text) - 7) + text[-4:] if len(text) > 7 else "*" * len(text)


Reading = tuple[ResidentId | None, tuple[Issue, ...]]


def read_resident_id(text: str, field: str = "id_number", *, today: date | None = None) -> Reading:
    """Read a number as people write it: full-width digits, spaces, apostrophes, small x.

    A number whose only fault is the check character is given together with the blocking
    issue `id_check`, so that the office can keep it when somebody answers for it.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    number = _DROPPED.sub("", plain)
    if not number:
        return None, (objection(field, "id_missing"),)
    if _lost_its_end(plain.strip(" '"), number):
        return None, (objection(field, "id_spoiled_by_excel"),)
    if _OLD.fullmatch(number):
        return _upgraded(number, field, today)
    if fault := _shape_fault(number, field):
        return None, (fault,)
    return _examined(number, field, today)


def read_resident_id_cell(
    value: object, field: str = "id_number", *, today: date | None = None
) -> Reading:
    """Read a number from a spreadsheet cell, where it may have become a number.

    Beyond 15 digits such a number has lost its end: it is refused, never guessed.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not math.isfinite(value) or value != int(value):
            return None, (objection(field, "id_characters"),)
        if len(str(int(value))) > _SPREADSHEET_DIGITS:
            return None, (objection(field, "id_spoiled_by_excel"),)
        value = int(value)
    return read_resident_id("" if value is None else str(value), field, today=today)


def _lost_its_end(plain: str, number: str) -> bool:
    """Recognise 6.40106E+17, and an end of zeros where no such number exists."""
    if _SCIENTIFIC.fullmatch(plain):
        return True
    zeroed = re.fullmatch(r"[0-9]{15}000", number)
    return zeroed is not None and ric.calc_check_digit(number) != "0"


def _shape_fault(number: str, field: str) -> Issue | None:
    if _NUMBER.fullmatch(number):
        return None
    if not re.fullmatch(r"[0-9X]+", number) or "X" in number[:-1]:
        return objection(field, "id_characters")
    return objection(field, "id_length", length=str(len(number)))


def _upgraded(number: str, field: str, today: date | None) -> Reading:
    longer = f"{number[:6]}19{number[6:]}"
    value, issues = _examined(longer + ric.calc_check_digit(longer + "0"), field, today)
    return value, (*issues, warning(field, "id_upgraded")) if value else issues


def _examined(number: str, field: str, today: date | None) -> Reading:
    value = ResidentId(number)
    issues = [] if value.check_fits else [objection(field, "id_check")]
    if not _was_born(value, today or _today()):
        return None, (*issues, objection(field, "id_birth_date", digits=number[6:14]))
    unknown = None if value.is_foreigner else regions.unknown_part(value.region)
    if unknown:
        issues.append(warning(field, "id_region_unknown", part=unknown))
    elif not value.is_foreigner and regions.is_revoked(value.region):
        name = regions.region_name(value.region) or value.region
        issues.append(warning(field, "id_region_revoked", region=name))
    return value, tuple(issues)


def _was_born(value: ResidentId, today: date) -> bool:
    try:
        born = value.birth_date
    except ValueError:
        return False
    return born <= today and born.year >= EARLIEST_YEAR


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
