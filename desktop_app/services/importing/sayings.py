"""What the cells of a row say about one record, gathered field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.domain.issue import Issue, warning
from desktop_app.domain.resident_id import ResidentId, Sex
from desktop_app.services.importing.parsing import Cell
from desktop_app.services.importing.values import Reader, Value

_EMPTY: tuple[object, ...] = (None, "", ())
_AILMENT = "ailment"


@dataclass(slots=True)
class Sayings:
    """What the cells of a row say about one record."""

    values: dict[str, Any] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def take(self, name: str, read: Value) -> None:
        """Take the value of a field in; an empty one leaves it unsaid."""
        self.issues.extend(read.issues)
        if read.original:
            self.originals[name] = read.original
        if read.value not in _EMPTY:
            self.values[name] = read.value


def said_by(cells: Mapping[str, Cell], readers: Mapping[str, Reader], prefix: str = "") -> Sayings:
    """Read the cells of a row that belong to one record; `prefix` names it in issues."""
    said = Sayings()
    for name, read in readers.items():
        if name in cells:
            said.take(name, read(cells[name], prefix + name))
    _settle_ailment(said)
    return said


def settle_by_number(said: Sayings, number: ResidentId | None, prefix: str = "") -> None:
    """Let a sound ID number decide on sex and birth date, and say where the row says otherwise."""
    stated, born = said.values.get("sex"), said.values.get("birth_date")
    if stated:
        said.values["sex"] = Sex(stated)
    if number is None or not number.check_fits:
        return
    if stated and Sex(stated) != number.sex:
        said.issues.append(warning(f"{prefix}sex", "sex_differs"))
    if born and born != number.birth_date:
        of_id = str(number.birth_date)
        said.issues.append(warning(f"{prefix}birth_date", "birth_date_differs", of_id=of_id))
    said.values.update(sex=number.sex, birth_date=number.birth_date)


def _settle_ailment(said: Sayings) -> None:
    """Put what stands under 疾病/残疾类别 where it belongs: disability, or which illness."""
    found = said.values.pop(_AILMENT, None)
    word = said.originals.pop(_AILMENT, "")
    if found is None:
        if word:
            said.originals[_AILMENT] = word
        return
    name, code = found
    said.values[name] = code
    if word:
        said.originals[name] = word
