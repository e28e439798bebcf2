"""The children that a person has left behind: what is known, what may be known, the way there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.regions import region_name
from desktop_app.domain.role import Right, may
from desktop_app.gui.dialogs import questions
from desktop_app.gui.forms.child_form import CHILD_PLAN, ChildForm
from desktop_app.gui.forms.form_plan import words_of
from desktop_app.gui.pages.record_facts import Say, facts_of, grid_of
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.masked_value import MaskedValue
from desktop_app.gui.widgets.words import Badge, label
from desktop_app.i18n import _
from desktop_app.services.office import Office
from desktop_app.storage.kinds import LEFT_BEHIND_CHILD

Ask = Callable[[str, object], object]
_SAID_ABOVE = frozenset({"name", "id_number", "guardian_phone"})


class PersonChildren(QWidget):
    """Shows the children of a person; `ask` opens a form."""

    def __init__(
        self, office: Office, person: Beneficiary, *, ask: Ask, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._person, self._ask = office, person, ask
        self._may_record = may(office.user.role, Right.RECORD)
        self.shown = office.children.of(person.id)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, em(0.4), 0, 0)
        self._column.setSpacing(em(0.9))
        for child in self.shown:
            self._column.addWidget(self._child(child))
        if not self.shown:
            self._column.addWidget(label(self._nobody(), "muted", wrap=True))
        if self._may_record:
            more = link(_("Record a child left behind"))
            more.clicked.connect(lambda: self._ask(ChildForm.form, {"parent": person.id}))
            self._column.addWidget(more)

    def _nobody(self) -> str:
        stays = self._office.sections.stays.of(self._person.id)
        if any(one.children_left_behind for one in stays):
            return _("Children are left behind, but none is recorded yet.")
        return _("No child left behind is recorded.")

    def _child(self, child: LeftBehindChild) -> QWidget:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.3))
        row = FlowRow(gap=0.6)
        row.add(label(child.name, "heading"))
        row.add(Badge(*self._consent(child)))
        if self._may_record:
            change = link(_("Change"))
            change.setAccessibleName(_("Change {section}").format(section=child.name))
            change.clicked.connect(lambda: self._ask(ChildForm.form, child.id))
            row.add(change)
        column.addWidget(row)
        column.addWidget(self._facts(child))
        return ground

    def _consent(self, child: LeftBehindChild) -> tuple[str, str]:
        if child.has_consent:
            return _("guardian consents"), "ok"
        if child.needs_consent(self._office.desk.today()):
            return _("no consent: name and birth year only"), "warn"
        return _("fourteen or older"), "plain"

    def _facts(self, child: LeftBehindChild) -> QWidget:
        said: dict[str, Say] = {
            "region": lambda code: region_name(code) or code,
            "sex": partial(words_of, "sex"),
        }
        facts = facts_of(LEFT_BEHIND_CHILD, child, CHILD_PLAN, said)
        covered = []
        if child.id_number:
            covered.append((_("ID number"), self._covered(child, "id_number", child.id_masked)))
        if child.guardian_phone:
            shown = self._covered(child, "guardian_phone", child.phone_masked)
            covered.append((_("Guardian's phone"), shown))
        return grid_of((one for one in facts if one.name not in _SAID_ABOVE), *covered)

    def _covered(self, child: LeftBehindChild, field: str, masked: str) -> MaskedValue:
        caption = _("ID number") if field == "id_number" else _("Guardian's phone")
        shown = MaskedValue(f"{child.name} {caption}")
        shown.show_masked(masked)
        shown.reveal_requested.connect(lambda: self._reveal(child, field, shown))
        return shown

    def _reveal(self, child: LeftBehindChild, field: str, shown: MaskedValue) -> None:
        """Show a number for a while; the audit trail says who looked."""
        try:
            why = _("looked at on the screen")
            shown.reveal(self._office.children.reveal(child.id, field, why))
        except CircumstanceError as circumstance:
            questions.tell(self, circumstance.sentence())
