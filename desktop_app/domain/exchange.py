"""What laptops exchange: purposes, claims, and what a merge did or would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.i18n import mark

Claim = Mapping[tuple[str, str], int]
"""What a laptop says it holds: per laptop and stream the last sequence number."""


class Purpose(StrEnum):
    """What a bundle is for; it chooses what goes into it when it is written.

    Report, finance, publicity and referral are documents: lists that are signed and read, and
    never merged as changes.
    """

    FULL = "full"
    TEAM = "team"
    REPORT = "report"
    FINANCE = "finance"
    PUBLICITY = "publicity"
    AUDIT = "audit"
    REFERRAL = "referral"

    @property
    def is_document(self) -> bool:
        """Tell whether it is a list of its own rather than a part of the log."""
        return self in _DOCUMENTS

    @property
    def carries_filters(self) -> bool:
        """Tell whether the double-aid filters go with it: to those alone who plan gifts.

        Whoever holds one can try out ID numbers, so none goes where no number may.
        """
        return self in _WITH_FILTERS


_WITH_FILTERS = frozenset({Purpose.FULL, Purpose.TEAM, Purpose.REFERRAL})
_DOCUMENTS = frozenset({Purpose.REPORT, Purpose.FINANCE, Purpose.PUBLICITY, Purpose.REFERRAL})

PURPOSE_NAMES = {
    Purpose.FULL: mark("everything"),
    Purpose.TEAM: mark("for a team"),
    Purpose.REPORT: mark("figures for a report"),
    Purpose.FINANCE: mark("for the finance office"),
    Purpose.PUBLICITY: mark("for publicity"),
    Purpose.AUDIT: mark("for the audit committee"),
    Purpose.REFERRAL: mark("referral to another union"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a bundle is about, by id or name, where its purpose does not say it all.

    A team gets a `route` or a `unit` (an employer's name); report, finance and publicity are
    about a `campaign`; a referral about itself.
    """

    campaign: str = ""
    route: str = ""
    unit: str = ""
    referral: str = ""

    @property
    def what(self) -> str:
        """Name it in the audit trail, without anybody's data."""
        return self.campaign or self.route or self.referral or ("unit" if self.unit else "")


class Take(StrEnum):
    """Which side a conflict is settled for."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What has to come before a part of a bundle can be taken.

    `laptop` is the label where it is known; saves `first` to `last` of `stream` are missing.
    `unknown` says that nobody has enrolled that laptop yet, `forked` that the part contradicts
    what is held, so that it is only kept. `undone` is the merge that has brought them and was
    undone here; 0 where none has.
    """

    laptop: str
    stream: str
    first: int
    last: int
    unknown: bool = False
    forked: bool = False
    undone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What a merge did, or would do: `id` is 0 for a preview and where nothing came.

    `applied` and `already` count saves; `new` and `changed` count records by kind. `aside` are
    saves that an earlier undo holds back, `refused` those made after a laptop was revoked,
    `unread` records of which something is kept that this program cannot show, `erased` fields
    whose values are erased for good, `returned` fields that had been erased by a word that does not
    count and are back, `handed_twice` grants of which two teams say that they have
    handed them over. `revoked` names laptops of which nothing later is taken any more, `readmitted`
    those whose revocation counts no longer, `switched_off` users who may not come in any more.
    """

    id: int
    bundle: str
    sender: str
    applied: int
    already: int
    new: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    deleted: int = 0
    conflicts: int = 0
    duplicates: int = 0
    handed_twice: int = 0
    aside: int = 0
    refused: int = 0
    unread: int = 0
    missing: tuple[Missing, ...] = ()
    pictures: int = 0
    pictures_missing: int = 0
    erased: int = 0
    returned: int = 0
    revoked: tuple[str, ...] = ()
    readmitted: tuple[str, ...] = ()
    switched_off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """One of the values of a field on which people disagree."""

    value: object
    save: str
    device: str
    laptop: str
    is_ours: bool
    at_ms: int
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A field with more than one value, none of whose authors had seen the other.

    `id` is kind/record/field; the last rival is the one that is shown meanwhile. The field
    `_deleted` stands for the whole record: deleted on one side, edited on the other.
    """

    id: str
    kind: str
    record: str
    name: str
    field: str
    rivals: tuple[Rival, ...]
