"""What is wrong with a record, as data: the faces of the program find the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a record with this issue may be kept."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Issue:
    """One objection to one field.

    `code` names the objection (`id_check`, `amount_unreadable` …); `details` are the values
    that its sentence needs, as pairs so that an issue stays hashable.
    """

    field: str
    code: str
    severity: Severity = Severity.BLOCKS
    details: tuple[tuple[str, str], ...] = ()

    @property
    def blocks(self) -> bool:
        """Tell whether the record must not be kept as it is."""
        return self.severity is Severity.BLOCKS


def warning(field: str, code: str, **details: str) -> Issue:
    """Make an objection that lets the record pass."""
    return Issue(field, code, Severity.WARNS, tuple(details.items()))


def objection(field: str, code: str, **details: str) -> Issue:
    """Make an objection that stops the record."""
    return Issue(field, code, Severity.BLOCKS, tuple(details.items()))


def any_blocks(issues: Iterable[Issue]) -> bool:
    """Tell whether at least one of these stops the record."""
    return any(issue.blocks for issue in issues)
