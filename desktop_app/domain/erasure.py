"""Erasing values for good (个人信息删除): what was erased, by whom and why, never the value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.identity import ErasureId, UserId

Target = tuple[str, str, str]
"""A field of a record: kind, id and name."""

DIGITS = 32
"""How many hexadecimal digits of a value's hash a certificate names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """The certificate of an erasure: a fact.

    `targets` are kind/record/field; their values are taken out of the `saves`, wherever a laptop
    holds these, and when it gets them. Each save is named with the first digits of the hashes that
    stand for its values in the chain, by which they are known under whatever name it is told again;
    where no hash was known, with its name alone. `contents` are the SHA-256 of files that go with
    them. `of_kind` and `of` name the record that was asked about.
    """

    id: ErasureId
    of_kind: str
    of: str
    targets: tuple[str, ...]
    saves: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    reason: str
    erased_by: UserId
    erased_on: date

    @property
    def cells(self) -> Iterator[Target]:
        """Give the targets as kind, id and field; what is none is passed over."""
        for one in self.targets:
            kind, _slash, rest = one.partition("/")
            record, _slash, field = rest.partition("/")
            if kind and record and field:
                yield kind, record, field

    @property
    def bearers(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Give the saves by name, with what they name of the hashes of their values."""
        for one in self.saves:
            name, *digits = one.split("#")
            yield name, frozenset(digits)


def borne(save: str, digests: Iterable[str]) -> str:
    """Write a save as a certificate names it, with the hashes of the values that it bears."""
    return "#".join((save, *sorted({one[:DIGITS] for one in digests})))


def written(target: Target) -> str:
    """Write a target as a certificate names it."""
    return "/".join(target)
