"""Two records for one person become one: which is kept, what it takes over, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.domain.identity import BeneficiaryId, MergeId

# What goes together: a number without the reason why it is kept would be refused.
TOGETHER = {"id_number": ("id_override_reason",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMerge:
    """The statement that two records are one person; withdrawn, both stand by themselves again.

    `taken` are the values, as JSON, that the kept record took over from the duplicate, `former`
    what stood there before; both by the name of the field.
    """

    id: MergeId
    duplicate: BeneficiaryId
    kept: BeneficiaryId
    reason: str = ""
    taken: Mapping[str, Any] = field(default_factory=dict)
    former: Mapping[str, Any] = field(default_factory=dict)
    merged_by: str = ""
    withdrawn: bool = False


def kept_ids(merges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Lead from each duplicate to the record that is shown for it.

    `merges` are pairs of duplicate and kept record, the earliest first. Chains are followed to
    their end; where two laptops merged crosswise, the smallest id of the circle is shown, so that
    nobody vanishes.
    """
    following = dict(merges)
    found = {duplicate: _end_of(duplicate, following) for duplicate in following}
    return {duplicate: kept for duplicate, kept in found.items() if duplicate != kept}


def default_choice(kept: object, duplicate: object, *, duplicate_is_newer: bool) -> bool:
    """Tell whether the duplicate's value is the likelier one: what is filled, else the newer."""
    if duplicate in (None, "", ()):
        return False
    return kept in (None, "", ()) or duplicate_is_newer


def _end_of(start: str, following: Mapping[str, str]) -> str:
    passed = [start]
    while (at := following.get(passed[-1])) is not None:
        if at in passed:
            return min(passed[passed.index(at) :])
        passed.append(at)
    return passed[-1]
