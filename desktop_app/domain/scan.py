"""Signed paper that came back through the scanner: pages, what was found, what a person said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.identity import GrantId, ScanId, SheetId, SignatureCheckId, UserId

SIGNED_FROM = 6
"""Thousandths of a place to sign that have to be inked, or it counts as empty; docs/scan-back.md
says how often either side is wrong."""


class ScanVerdict(StrEnum):
    """What a scanned sheet turned out to be."""

    MATCHED = "matched"
    UNREADABLE = "unreadable"  # no code of a sheet on the page
    UNCLEAR = "unclear"  # the number is known, where to sign could not be told
    WRONG = "wrong"  # speaks of our key and was not made with it, or says another sum
    UNKNOWN = "unknown"  # our union's, and not in this ledger
    VOID = "void"  # declared void, or its number was returned
    PLAIN = "plain"  # a sheet of ours without a number: nothing to file; not kept
    COVER = "cover"  # the list of a volume: says what was printed; not kept
    DUPLICATE = "duplicate"  # adds nothing to what was filed before; not kept
    FOREIGN = "foreign"  # another union's sheet; not kept


class SignatureVerdict(StrEnum):
    """What a person said of a place to sign; the latest word counts."""

    SIGNED = "signed"
    EMPTY = "empty"
    UNDONE = "undone"  # the word before is taken back; it waits again


@dataclass(frozen=True, slots=True)
class ScanBox:
    """Where one grant is signed for: ink in thousandths, the place in pixels of the kept page.

    The ink is `stray` where all of it may belong to a thumb in the row above or below.
    """

    grant: str
    ink: int
    left: int
    top: int
    width: int
    height: int
    stray: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether there is too little ink to be a signature."""
        return self.ink < SIGNED_FROM

    @property
    def is_inked(self) -> bool:
        """Tell whether there is enough ink to be a signature, and it is nobody else's."""
        return not self.is_empty and not self.stray


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A scanned page of a sheet, filed; the picture of the page is found by its SHA-256.

    `page` of `pages` is what the code says; `sheet` is None where the page could not be filed.
    """

    id: ScanId
    verdict: ScanVerdict
    sheet: SheetId | None = None
    number: str = ""
    page: int = 0
    pages: int = 0
    form: str = ""
    sha256: str
    width: int = 0
    height: int = 0
    boxes: tuple[ScanBox, ...] = ()
    scanned_by: UserId
    scanned_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureCheck:
    """A person's word on one place to sign; `at_once` where many were accepted together."""

    id: SignatureCheckId
    grant: GrantId
    sheet: SheetId
    scan: ScanId
    verdict: SignatureVerdict
    at_once: bool = False
    checked_by: UserId
    checked_on: date
