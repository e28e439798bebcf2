"""How many people: exact, or approximate as reports say it (近7860名, 2500余名)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from desktop_app.domain.issue import Issue, objection
from desktop_app.i18n import _

_BLANKS = re.compile(r"[\s,，]")
_WRITTEN = re.compile(
    r"(?P<before>about|[约近逾超]|大约|将近|接近|超过|~|≈)?(?P<number>\d{1,9})(?P<after>余|多|来|左右|\+)?"
    r"[人名位个]?(?P<last>左右|上下)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """A number of people; an approximate one stays marked as one."""

    number: int
    approximate: bool = False

    @property
    def words(self) -> str:
        """Write the number as lists show it: 7,860, or about 2,500."""
        number = f"{self.number:,}"
        return _("about {number}").format(number=number) if self.approximate else number


def read_headcount(text: str) -> Headcount | None:
    """Read `320`, `约320人`, `近7860名`, `2500余名`, `300人左右`; None where it is no number."""
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower()
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        return None
    about = found["before"] or found["after"] or found["last"]
    return Headcount(number=int(found["number"]), approximate=bool(about))


def objections(count: Headcount | None, field: str) -> tuple[Issue, ...]:
    """List what is wrong with a number of people."""
    below = count is not None and count.number < 0
    return (objection(field, "count_negative"),) if below else ()
