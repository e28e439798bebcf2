"""Which employers or sites: found while typing, or added on the spot by their name."""

from __future__ import annotations

from collections.abc import Hashable
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.employer import Employer
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import EmployerId
from desktop_app.gui.forms.chip_line import ChipLine
from desktop_app.gui.forms.form_plan import words_of
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.search_field import Hit
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.office import Office


class EmployersPicker(QWidget):
    """The value is a tuple of ids of employers, in the order of choosing.

    Signals:
        edited: an employer was added or taken away, or something was typed.
    """

    edited = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        prompt = _("Name, initials, credit code")
        self.chips = ChipLine(self._find, self._describe, goes_on=True, prompt=prompt)
        self.chips.edited.connect(self._follow)
        self._unknown = link("")
        self._unknown.clicked.connect(self.add_typed)
        self._refusal = label("", "blocks", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.25))
        for part in (self.chips, self._unknown, self._refusal):
            column.addWidget(part)
        self._unknown.hide()
        self._refusal.hide()
        self.setFocusProxy(self.chips.line)

    def value(self) -> object:
        """Give the ids of the employers chosen."""
        return self._chosen()

    def set_value(self, value: object) -> None:
        """Show these employers and no others."""
        self.chips.set_value(value)
        self._offer_new()

    def misread(self) -> str:
        """Tell whether a name is typed that was not chosen."""
        return self.chips.misread()

    def text(self) -> str:
        """Give what is typed and not yet chosen."""
        return self.chips.text()

    def set_text(self, text: str) -> None:
        """Put back what was typed."""
        self.chips.set_text(text)
        self._offer_new()

    def employers(self) -> tuple[Employer, ...]:
        """Give the employers chosen, as they stand in the ledger."""
        found = self._office.desk.store.employers.by_ids(self._chosen())
        return tuple(found[one] for one in self._chosen() if one in found)

    def add_typed(self) -> None:
        """Keep a new employer of the name that is typed, and choose it."""
        try:
            kept = self._office.employers.add(self.chips.text().strip())
        except CircumstanceError as circumstance:
            self._refusal.setText(circumstance.sentence())
            self._refusal.show()
            return
        self.chips.choose(kept.id)
        self.chips.line.setFocus()
        self.chips.line.focusNextPrevChild(True)

    def _chosen(self) -> tuple[EmployerId, ...]:
        return tuple(EmployerId(str(one)) for one in self.chips.value())

    def _follow(self) -> None:
        self._offer_new()
        self.edited.emit()

    def _find(self, text: str) -> list[Hit]:
        return [
            Hit(one.name, self._detail(one), one.id) for one in self._office.employers.find(text)
        ]

    def _detail(self, employer: Employer) -> str:
        above = self._office.employers.get(employer.belongs_to) if employer.belongs_to else None
        kind = words_of("employer_kind", employer.kind)
        said = (kind, above.name if above else "", employer.address)
        return "  ".join(part for part in said if part)

    def _describe(self, payload: Hashable) -> str:
        employer = self._office.employers.get(cast("str", payload))
        return employer.name if employer else str(payload)

    def _offer_new(self) -> None:
        """Offer to add one as soon as none fits what is typed; initials are no name."""
        typed = self.chips.text().strip()
        unknown = (
            len(typed) > 1 and not typed.isascii() and not self._office.employers.find(typed, 1)
        )
        self._unknown.setText(_("No employer fits “{text}”: add it").format(text=typed))
        self._unknown.setAccessibleName(self._unknown.text())
        self._unknown.setVisible(unknown)
        self._refusal.hide()


class EmployerPicker(EmployersPicker):
    """One employer or none; the value is its id, and another choice takes its place."""

    def value(self) -> EmployerId | None:
        """Give the id of the employer chosen."""
        return next(iter(self._chosen()), None)

    def set_value(self, value: object) -> None:
        """Show this employer, or nothing for None."""
        super().set_value((value,) if value else ())

    def _follow(self) -> None:
        if len(self._chosen()) > 1:
            self.chips.set_value(self._chosen()[-1:])
        super()._follow()
