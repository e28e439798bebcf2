"""The form of a hardship file and its household, with the figures that follow from it."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.household import Household
from desktop_app.domain.household_figures import Figures, figures_of
from desktop_app.domain.identity import BeneficiaryId, HardshipFileId, new_id
from desktop_app.gui.forms.family_editor import FamilyEditor
from desktop_app.gui.forms.hardship_plan import PLAN
from desktop_app.gui.forms.pictured_form import PicturedForm
from desktop_app.gui.widgets.covered_line import CoveredLine
from desktop_app.i18n import _, mark
from desktop_app.services.household_words import explain
from desktop_app.services.office import Office

FORM = "hardship_file"
# What the figures are reckoned from; a change by hand brings them in line.
_SOURCES = frozenset({"members", "own_monthly_income_fen", "other_annual_income_fen"})


class HardshipForm(PicturedForm[Household]):
    """Reckons size, income and income per head as far as nobody has stated them otherwise.

    Under each figure stands its arithmetic, under the category what the figures suggest; the
    person decides.
    """

    form, words = FORM, mark("Hardship file")
    papers = True

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.households, PLAN, parent)
        self._family.uncover_requested.connect(self._uncover_member)
        self._reckoned: dict[str, object] = {}

    def blank(self) -> Household:
        """Make the file of nobody yet."""
        return Household(id=HardshipFileId(new_id()), beneficiary=BeneficiaryId(""))

    def title_of(self, record: Household) -> str:
        """Say whose file it is."""
        person = self._office.desk.store.beneficiaries.get(record.beneficiary)
        return _("{name}: hardship file").format(name=person.name) if person else ""

    def prepare(self, record: Household) -> None:
        """Keep the numbers of the household covered that the ledger knows."""
        members = self._office.desk.store.household_members.of(record.beneficiary)
        self._family.know({one.record.id: one.record for one in members})

    @property
    def _family(self) -> FamilyEditor:
        return cast("FamilyEditor", self.sheet.editor("members"))

    def _uncover_member(self, member: str, field: str, line: CoveredLine) -> None:
        """Show a covered number of somebody of the household; the audit trail says who asked."""
        try:
            self._office.household_members.reveal(member, field, _("to correct the record"))
        except CircumstanceError as circumstance:
            self.refused.emit(circumstance.sentence())
        else:
            line.uncover()

    def follow(self, name: str) -> None:
        """Bring the figures that nobody stated in line with what was typed."""
        if name in _SOURCES:
            self._fill_figures()
        super().follow(name)
        self._explain()

    def _settle_in(self) -> None:
        super()._settle_in()
        record = self.collect()
        self._reckoned = _figures(figures_of(record, record.members))
        self._explain()

    def _fill_figures(self) -> None:
        """Write a figure where the field is empty or still holds what was reckoned before."""
        record = self.collect()
        new = _figures(figures_of(record, record.members))
        for name, value in new.items():
            editor = self.sheet.editor(name)
            if editor.value() in (None, self._reckoned.get(name)) and not editor.misread():
                editor.set_value(value)
        self._reckoned = new

    def _explain(self) -> None:
        record = self.collect()
        said = explain(record.file, record.members, self._office.households.rule)
        for name, words in said.items():
            self.sheet.note(name, words)


def _figures(figures: Figures) -> dict[str, object]:
    """Give what may be written for a figure; an income that is not whole is left to people."""
    complete = figures.income.is_complete
    return {
        "household_size": figures.size.listed,
        "household_annual_income_fen": figures.income.sum_fen if complete else None,
        "per_head_monthly_fen": figures.per_head_fen if complete else None,
    }
