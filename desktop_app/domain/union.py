"""A trade union (工会) as one place in the tree of unions, with the facts of its register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.domain import credit_code, phone
from desktop_app.domain.identity import UnionId
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.organisation import REGION_CODE

COUNTS = ("workers", "members", "migrant_workers", "hardship_workers", "model_workers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """One union; `parent` is the union above it, None at the root of the tree.

    `position` orders the unions below one parent. Counts are people, None where nobody has
    counted. A union is retired by a day, never deleted: what it did stays under its name.
    Fields after ORG, the register of working systems (domain notes, union organisation fields).
    """

    id: UnionId
    name: str
    parent: UnionId | None = None
    position: int = 0
    code: str = ""
    credit_code: str = ""
    level: str | None = None
    union_type: str | None = None
    union_form: str | None = None
    region: str = ""
    street: str = ""
    chair: str = ""
    chair_phone: str = ""
    term_from: date | None = None
    term_to: date | None = None
    audit_chair: str = ""
    audit_members: str = ""
    has_seal: bool | None = None
    account_name: str = ""
    bank: str = ""
    account: str = ""
    workers: int | None = None
    members: int | None = None
    migrant_workers: int | None = None
    hardship_workers: int | None = None
    model_workers: int | None = None
    counted_on: date | None = None
    valid_from: date | None = None
    retired_on: date | None = None
    source: str = ""
    remarks: str = ""

    @property
    def is_retired(self) -> bool:
        """Tell whether the union is no longer offered for new records."""
        return self.retired_on is not None


@dataclass(frozen=True, slots=True)
class Place:
    """A union in its tree: how deep it stands, and the names from the root down to it."""

    union: Union
    depth: int
    path: tuple[str, ...]


def in_order(unions: Iterable[Union]) -> list[Place]:
    """Put unions in the order of their tree, each parent before what stands below it.

    A union whose parent is not here stands at the root. What two laptops have put below one
    another without seeing each other stands at the root as well, so that nothing disappears.
    """
    known = {union.id: union for union in unions}
    below: dict[UnionId | None, list[Union]] = {}
    for union in known.values():
        parent = union.parent if union.parent in known else None
        below.setdefault(parent, []).append(union)
    places: list[Place] = []
    seen: set[UnionId] = set()

    def walk(union: Union, depth: int, path: tuple[str, ...]) -> None:
        if union.id in seen:
            return
        seen.add(union.id)
        here = (*path, union.name)
        places.append(Place(union, depth, here))
        for one in sorted(below.get(union.id, ()), key=_position):
            walk(one, depth + 1, here)

    for root in sorted(below.get(None, ()), key=_position):
        walk(root, 0, ())
    for lost in sorted(known.values(), key=_position):
        walk(lost, 0, ())
    return places


def above(union: UnionId | None, parents: Mapping[UnionId, UnionId | None]) -> list[UnionId]:
    """List the unions above one, the nearest first; a circle ends where it closes."""
    found: list[UnionId] = []
    here = parents.get(union) if union else None
    while here is not None and here not in found and here != union:
        found.append(here)
        here = parents.get(here)
    return found


def objections(union: Union, others: Iterable[Union]) -> tuple[Issue, ...]:
    """List what is wrong with a union beside the others of the tree."""
    known = [other for other in others if other.id != union.id]
    return (
        *_about_the_name(union, known),
        *_about_the_place(union, known),
        *_about_the_register(union),
        *_about_the_counts(union),
    )


def _position(union: Union) -> tuple[int, str, str]:
    return union.position, union.code, union.name


def _about_the_name(union: Union, known: list[Union]) -> list[Issue]:
    found = [] if union.name.strip() else [objection("name", "organisation_missing")]
    if union.code and any(other.code == union.code for other in known):
        found.append(objection("code", "union_code_taken"))
    if any(other.name == union.name and other.parent == union.parent for other in known):
        found.append(warning("name", "union_name_taken"))
    return found


def _about_the_place(union: Union, known: list[Union]) -> list[Issue]:
    parents = {other.id: other.parent for other in known} | {union.id: union.parent}
    if union.parent == union.id or _closes_a_circle(union, parents):
        return [objection("parent", "union_below_itself")]
    if union.parent is not None and union.parent not in parents:
        return [objection("parent", "union_unknown")]
    standing = [other for other in known if other.parent == union.id and not other.is_retired]
    if union.is_retired and standing:
        return [warning("retired_on", "union_has_unions_below", count=str(len(standing)))]
    return []


def _closes_a_circle(union: Union, parents: Mapping[UnionId, UnionId | None]) -> bool:
    chain = above(union.id, parents)
    return bool(chain) and parents.get(chain[-1]) is not None


def _about_the_register(union: Union) -> list[Issue]:
    found: list[Issue] = []
    if union.region and not REGION_CODE.match(union.region):
        found.append(objection("region", "region_code_form"))
    if union.credit_code:
        code, issues = credit_code.read_credit_code(union.credit_code)
        found.extend(issues)
        if code and not issues and not code.startswith("8"):
            found.append(warning("credit_code", "credit_code_of_no_union"))
    if union.chair_phone:
        found.extend(phone.read_phone(union.chair_phone, "chair_phone")[1])
    for first, last in (("term_from", "term_to"), ("valid_from", "retired_on")):
        begins, ends = getattr(union, first), getattr(union, last)
        if begins and ends and ends < begins:
            found.append(objection(last, "ends_before_start"))
    return found


def _about_the_counts(union: Union) -> list[Issue]:
    found: list[Issue] = []
    for name in COUNTS:
        count = getattr(union, name)
        if count is not None and count < 0:
            found.append(objection(name, "count_negative"))
    if union.members is not None and union.workers is not None and union.members > union.workers:
        found.append(warning("members", "more_members_than_workers"))
    return found
