"""What is handed over in a visit: one part per person visited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.issue import Issue
from desktop_app.gui.forms.person_given import PersonGiven
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.visiting import Given
from desktop_app.storage.grants import GrantLine

Ready = Callable[[str], Sequence[GrantLine]]


class GivenEditor(QWidget):
    """Follows the people chosen in the form; what was typed for one of them stays with them.

    `follows` is the field from which Tab comes here.

    Signals:
        edited: a person has changed something.
    """

    edited = Signal()

    def __init__(self, follows: QWidget) -> None:
        super().__init__()
        self._follows = follows
        self._parts: dict[str, PersonGiven] = {}
        self._campaign: Campaign | None = None
        self._recorded = label("", "", wrap=True)
        self._advice = label(
            _("Choose whom the visit is to; what is approved for them then stands here."),
            "muted",
            wrap=True,
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(0.8))
        self._column.addWidget(self._recorded)
        self._column.addWidget(self._advice)
        self._recorded.hide()

    def show_recorded(self, words: Sequence[str]) -> None:
        """Say what was handed over in this visit before; it cannot be taken back here."""
        self._recorded.setText("\n".join(words))
        self._recorded.setVisible(bool(words))

    def show_people(
        self, people: Sequence[Beneficiary], ready: Ready, campaign: Campaign | None
    ) -> None:
        """Have one part for each of these people; another campaign begins all of them anew."""
        wanted = {person.id: person for person in people}
        if campaign != self._campaign:
            self._campaign = campaign
            self._forget(list(self._parts))
        self._forget([one for one in self._parts if one not in wanted])
        for identifier, person in wanted.items():
            if identifier not in self._parts:
                self._add(person, ready)
        for part in self._parts.values():
            part.show_name(visible=len(self._parts) > 1)
        self._advice.setVisible(not self._parts)

    def value(self) -> tuple[Given, ...]:
        """Give everything that is handed over."""
        return tuple(given for part in self._parts.values() for given in part.given())

    def kept(self) -> dict[str, Any]:
        """Give all that stands here as plain JSON values, by person."""
        return {person: part.kept() for person, part in self._parts.items()}

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Show what `kept` gave, for the people who are still chosen."""
        for person, values in kept.items():
            if person in self._parts:
                self._parts[person].restore(values)

    def misreadings(self) -> dict[str, tuple[Issue, ...]]:
        """List what cannot be read, by person."""
        return {person: part.misreadings() for person, part in self._parts.items()}

    def show_issues(self, issues: Mapping[str, Iterable[Issue]]) -> None:
        """Say every issue under its field, by person."""
        for person, part in self._parts.items():
            part.show_issues(issues.get(person, ()))

    def name_of(self, person: str) -> str:
        """Say the name of one of the people."""
        return self._parts[person].person.name

    def go_to(self, person: str, field: str) -> None:
        """Take the cursor to a field."""
        self._parts[person].go_to(field)

    def _add(self, person: Beneficiary, ready: Ready) -> None:
        part = PersonGiven(person, ready(person.id), self._campaign)
        part.edited.connect(self.edited)
        self._parts[person.id] = part
        self._column.addWidget(part)
        part.show()
        before = self._follows
        for stop in (stop for one in self._parts.values() for stop in one.stops):
            self.setTabOrder(before, stop)
            before = stop

    def _forget(self, people: Iterable[str]) -> None:
        for person in people:
            part = self._parts.pop(person)
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
