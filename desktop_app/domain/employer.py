"""An employer or site (单位): whom the union visits beside people, and what it does for staying."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.domain import credit_code, headcount, phone, regions
from desktop_app.domain.headcount import Headcount
from desktop_app.domain.identity import CampaignId, EmployerId, EmployerMeasureId
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.organisation import REGION_CODE

MAX_NAME = 100
MAX_TEXT = 2_000
HARD_STATES = frozenset({"losses", "closed"})
"""States of business (企业状况) that make an employer one in difficulty (困难企业)."""

CARRIED_OUT, NOT_DONE = "carried_out", "not_done"
COUNTS = ("headcount", "members", "migrant_workers", "staying_put", "hardship_workers")
_TEXTS = ("business", "difficulties", "history", "remarks")
_WORDS = re.compile(r"[\s|]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """An enterprise, institution, shop, building site, station or community.

    A site names the employer to which it belongs. `also_called` are former and short names, by
    which rosters and people's records know it too. `staying_put` counts who stays at the place
    of work over the festival (就地过年). Code-list values are codes.
    """

    id: EmployerId
    name: str
    kind: str | None = None
    also_called: tuple[str, ...] = ()
    credit_code: str | None = None
    belongs_to: EmployerId | None = None
    nature: str | None = None
    state: str | None = None
    industry: str | None = None
    region: str | None = None
    address: str = ""
    union: str = ""
    contact: str = ""
    phone: str | None = None
    headcount: Headcount | None = None
    members: Headcount | None = None
    migrant_workers: Headcount | None = None
    staying_put: Headcount | None = None
    hardship_workers: Headcount | None = None
    business: str = ""
    difficulties: str = ""
    history: str = ""
    remarks: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Give every name by which it is known, today's first."""
        return tuple(dict.fromkeys([self.name, *self.also_called]))

    @property
    def is_in_difficulty(self) -> bool:
        """Tell whether it is one in difficulty (困难企业): by its state, or by what was learnt."""
        return bool(self.difficulties) or self.state in HARD_STATES

    @property
    def phone_masked(self) -> str:
        """Give the phone number as pages show it."""
        return phone.mask(self.phone) if self.phone else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerMeasure:
    """Something an employer does so that workers stay and are treated lawfully (稳岗留工措施).

    `measure`, `state` and `evidence_kinds` are codes; the amount is in fen and the employer's own
    money. `reached` counts the workers to whom it came.
    """

    id: EmployerMeasureId
    employer: EmployerId
    measure: str
    state: str | None = None
    starts: date | None = None
    ends: date | None = None
    reached: Headcount | None = None
    amount_fen: int | None = None
    evidence_kinds: tuple[str, ...] = ()
    evidence: str = ""
    campaign: CampaignId | None = None
    remarks: str = ""


def objections(employer: Employer, above: Iterable[EmployerId] = ()) -> tuple[Issue, ...]:
    """List what is wrong with an employer; `above` are those it belongs to, the nearest first."""
    return (
        *_about_the_names(employer),
        *_about_the_place(employer, above),
        *_about_the_codes(employer),
        *(one for name in COUNTS for one in headcount.objections(getattr(employer, name), name)),
        *_about_the_parts(employer),
        *_too_long(employer, _TEXTS),
    )


def measure_objections(measure: EmployerMeasure, *, today: date) -> tuple[Issue, ...]:
    """List what is wrong with a measure."""
    found: list[Issue] = []
    if not measure.employer:
        found.append(objection("employer", "employer_missing"))
    if not measure.measure:
        found.append(objection("measure", "measure_missing"))
    if not measure.state:
        found.append(warning("state", "measure_state_missing"))
    if measure.starts and measure.ends and measure.ends < measure.starts:
        found.append(objection("ends", "ends_before_start"))
    if measure.state == CARRIED_OUT:
        found.extend(_about_the_deed(measure, today))
    if measure.amount_fen is not None and measure.amount_fen < 0:
        found.append(objection("amount_fen", "amount_not_positive"))
    found.extend(headcount.objections(measure.reached, "reached"))
    return (*found, *_too_long(measure, ("evidence", "remarks")))


def tidy_name(text: str) -> str:
    """Write a name the one way in which it is kept: single blanks, brackets as they were typed."""
    return " ".join(text.split())


def finding_keys(name: str, also_called: Iterable[str], code: str | None) -> str:
    """Give the text in which an employer is found by any part of a name, initials or code.

    Every key begins with a bar, so that looking for a bar and the typed letters finds the
    beginnings of characters only: 银行 is found by `yh` and `yinhang`, not by `nha`.
    """
    keys: dict[str, None] = {}
    for one in (name, *also_called):
        keys |= dict.fromkeys(_keys_of_name(one))
    if code:
        keys |= dict.fromkeys(_endings(code.lower()))
    return "".join(f"|{key}" for key in keys)


def sort_key(name: str) -> str:
    """Order names as a Chinese reader expects: by pinyin, then by the characters."""
    return f"{' '.join(_syllables(name))} {name}"


def _about_the_names(employer: Employer) -> list[Issue]:
    found: list[Issue] = []
    if not tidy_name(employer.name):
        found.append(objection("name", "employer_name_missing"))
    for field, names in (("name", [employer.name]), ("also_called", employer.also_called)):
        if any(len(name) > MAX_NAME for name in names):
            found.append(objection(field, "name_too_long", limit=str(MAX_NAME)))
    if not employer.kind:
        found.append(warning("kind", "employer_kind_missing"))
    return found


def _about_the_place(employer: Employer, above: Iterable[EmployerId]) -> list[Issue]:
    if employer.belongs_to == employer.id:
        return [objection("belongs_to", "belongs_to_itself")]
    if employer.id in set(above):
        return [objection("belongs_to", "belongs_in_a_circle")]
    return []


def _about_the_codes(employer: Employer) -> list[Issue]:
    found: list[Issue] = []
    if employer.credit_code:
        found.extend(credit_code.read_credit_code(employer.credit_code)[1])
    if employer.region and not REGION_CODE.match(employer.region):
        found.append(objection("region", "region_code_form"))
    elif employer.region and regions.unknown_part(employer.region):
        found.append(warning("region", "region_unknown"))
    if employer.phone:
        found.extend(phone.read_phone(employer.phone, "phone")[1])
    return found


def _about_the_parts(employer: Employer) -> list[Issue]:
    """Compare the parts with the whole where both were counted exactly."""
    whole = employer.headcount
    if whole is None or whole.approximate:
        return []
    parts = {name: getattr(employer, name) for name in COUNTS[1:]}
    return [
        warning(name, "part_above_whole", whole=whole.words)
        for name, part in parts.items()
        if part is not None and not part.approximate and part.number > whole.number
    ]


def _about_the_deed(measure: EmployerMeasure, today: date) -> list[Issue]:
    found: list[Issue] = []
    if measure.starts and measure.starts > today:
        found.append(objection("starts", "in_the_future"))
    if not (measure.evidence or measure.evidence_kinds):
        found.append(warning("evidence", "evidence_missing"))
    return found


def _too_long(record: object, fields: Iterable[str]) -> list[Issue]:
    long = (name for name in fields if len(getattr(record, name)) > MAX_TEXT)
    return [objection(name, "text_too_long", limit=str(MAX_TEXT)) for name in long]


def _keys_of_name(name: str) -> list[str]:
    written = _WORDS.sub("", name).lower()
    syllables = _syllables(written)
    initials = "".join(one[:1] for one in syllables)
    spelled = ["".join(syllables[at:]) for at in range(len(syllables))]
    return [*_endings(written), *_endings(initials), *spelled]


def _syllables(text: str) -> list[str]:
    """Read a name in pinyin, word by word: 银行 is yin hang; what is Latin stays in one piece."""
    from pypinyin import lazy_pinyin  # its tables take a seventh of a second to load

    return [syllable.lower() for syllable in lazy_pinyin(text)]


def _endings(text: str) -> list[str]:
    return [text[at:] for at in range(len(text))]
