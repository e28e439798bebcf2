"""The stops of a route: found while typing, put in order by hand."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.route import Stop
from desktop_app.gui.forms.chip_line import ChipLine
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.inline_table import InlineColumn, Row
from desktop_app.gui.widgets.ordered_table import OrderedTable
from desktop_app.gui.widgets.search_field import Hit
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import _
from desktop_app.services.office import Office

_OFFERED = 8
_FIELDS = tuple(Stop.__dataclass_fields__)
_NAME, _PHONE = "name", "phone"


class _Shown(TextLine):
    """A cell that is read and not typed in."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)


class StopsEditor(QWidget):
    """The value is a tuple of dicts with the fields of `Stop`, in the order of the day.

    A line above adds people and employers of the register, and places in words.

    Signals:
        edited: a stop was added, changed, moved or taken away, or something was typed.
    """

    edited = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        prompt = _("Add a person, an employer or a place; Enter adds")
        self.line = ChipLine(self._find, str, read=_place, prompt=prompt)
        self.line.edited.connect(self._take_over)
        self.table = OrderedTable(self._columns(), can_add=False)
        self.table.edited.connect(self.edited)
        cast("QWidget", self.table.focusProxy()).setAccessibleName(_("Stops"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.5))
        column.addWidget(self.line)
        column.addWidget(self.table)
        self.setFocusProxy(self.line.line)

    def value(self) -> tuple[Row, ...]:
        """Give the stops."""
        return tuple(
            {name: row.get(name) or _empty(name) for name in _FIELDS} for row in self.table.value()
        )

    def set_value(self, value: object) -> None:
        """Show these stops and no others."""
        self.line.set_value(())
        rows = cast("Iterable[Mapping[str, Any]]", value or ())
        self.table.set_value([self._row(Stop(**row)) for row in rows])

    def misread(self) -> str:
        """Tell whether something is typed that was not added."""
        return self.line.misread()

    def text(self) -> str:
        """Give what is typed and not yet added."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put back what was typed."""
        self.line.set_text(text)

    def add_stops(self, stops: Iterable[Stop]) -> int:
        """Add stops that are not there yet; tell how many were."""
        known = {Stop(**row).whither for row in cast("tuple[dict[str, Any], ...]", self.value())}
        new = [stop for stop in stops if stop.whither not in known]
        for stop in new:
            self.table.append(self._row(stop))
        return len(new)

    def _columns(self) -> tuple[InlineColumn, ...]:
        return (
            InlineColumn(name=_NAME, title=_("To whom"), editor=_Shown, share=3),
            InlineColumn(name=_PHONE, title=_("Phone and address"), editor=_Shown, share=3),
            InlineColumn(name="time", title=_("Time"), editor=TextLine),
            InlineColumn(name="note", title=_("Note"), editor=TextLine, share=2),
        )

    def _row(self, stop: Stop) -> Row:
        """Give the fields of a stop and what its cells show."""
        name, details = stop.words, ""
        if stop.beneficiary:
            person = self._office.desk.store.beneficiaries.get(stop.beneficiary)
            name = person.name if person else name
            said = (person.phone_masked, person.address) if person else ()
            details = "  ".join(part for part in said if part)
        elif stop.employer:
            employer = self._office.employers.get(stop.employer)
            name = employer.name if employer else name
            details = (employer.address or "") if employer else ""
        fields: Row = {field: getattr(stop, field) for field in _FIELDS}
        return {**fields, _NAME: name, _PHONE: details}

    def _find(self, text: str) -> list[Hit]:
        people = self._office.register.search(text, _OFFERED)
        employers = self._office.employers.find(text, _OFFERED)
        found = [Hit(one.name, _detail(one), Stop(beneficiary=one.id)) for one in people]
        at = [Hit(one.name, one.address or "", Stop(employer=one.id)) for one in employers]
        return found + at

    def _take_over(self) -> None:
        """Turn what was chosen in the line into a row; the line is for the next one."""
        chosen = cast("tuple[Stop, ...]", self.line.value())
        if chosen:
            self.line.set_value(())
            self.add_stops(chosen)
        else:
            self.edited.emit()


def _detail(person: Beneficiary) -> str:
    return "  ".join(part for part in (person.id_masked, person.employer) if part)


def _place(text: str) -> Hashable | None:
    """Take words that are in no register as the name of a place; initials are no name."""
    return None if text.isascii() else Stop(words=text.strip())


def _empty(name: str) -> object:
    return Stop.__dataclass_fields__[name].default
