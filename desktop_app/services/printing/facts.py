"""Labelled values and photos: what the record of a visit, a person or an employer is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value with its label; a `wide` one has the line to itself.

    `lines` is how many rows high it stands at least, for what is written by hand.
    """

    label: str
    value: str
    wide: bool = False
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """Facts under one heading."""

    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo as JPEG with its size in pixels and what is said of it.

    Its bytes are empty where the photo is on another laptop; its caption is printed all the same.
    `sha256` names the content where it is kept apart, as on sheets with a number.
    """

    jpeg: bytes
    width: int
    height: int
    caption: str = ""
    sha256: str = ""
