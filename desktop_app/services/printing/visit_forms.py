"""What an office may change on the record of a visit, filled in or blank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.i18n import mark
from desktop_app.services.printing.forms import Fault
from desktop_app.services.printing.plain_forms import RecordSheetForm
from desktop_app.services.visit_fields import VISIT_FIELDS


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFact:
    """A field of the visit on paper: its label, the group it stands in.

    `abreast` is 1 for a field that has the line to itself; `lines` is how many rows a blank form
    leaves for writing.
    """

    group: str
    field: str
    label: str
    abreast: int = 2
    lines: int = 1


@dataclass(frozen=True, kw_only=True)
class VisitRecordForm(RecordSheetForm):
    """走访慰问登记表: which fields of a visit stand on it, in which order, under which labels."""

    head: str
    facts: tuple[VisitFact, ...]

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        for index, fact in enumerate(self.facts):
            if fact.field not in VISIT_FIELDS:
                reason = mark("there is no field “{field}”")
                yield Fault(("facts", index, "field"), reason, {"field": fact.field})
