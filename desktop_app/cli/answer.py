"""What a command has to say: to a program as one JSON object, to a person in words."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from desktop_app.domain.money import FEN_PER_YUAN

DONE = 0
FOUND_SOMETHING = 4
GAP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer of a command; `found_something` makes the exit code 4."""

    values: Mapping[str, Any]
    words: str
    found_something: bool = False

    @property
    def exit_code(self) -> int:
        """Tell the shell how it went."""
        return FOUND_SOMETHING if self.found_something else DONE

    def give(self, *, as_json: bool) -> None:
        """Write the answer to standard output."""
        if as_json:
            click.echo(json.dumps(self.values, ensure_ascii=False))
        elif self.words:
            click.echo(self.words)


def yuan(fen: int) -> float | int:
    """Give an amount as a JSON number in yuan: whole where it is whole."""
    return fen / FEN_PER_YUAN if fen % FEN_PER_YUAN else fen // FEN_PER_YUAN


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Set rows in columns; a Chinese character is two columns wide."""
    lines = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(_width(line[place]) for line in lines) for place in range(len(heads))]
    return "\n".join(_row(line, widths) for line in lines)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - _width(cell) + GAP) for cell, width in zip(cells, widths, strict=True)
    )
    return "".join(padded).rstrip()


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide
