"""The children that a person has left behind: what is known, what may be known, the way there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.regions import region_name
from desktop_app.domain.role import Right
from desktop_app.gui.forms.child_form import CHILD_PLAN, ChildForm
from desktop_app.gui.forms.form_plan import words_of
from desktop_app.gui.pages.covered_value import covered_value
from desktop_app.gui.pages.person_parts import entry
from desktop_app.gui.pages.record_facts import Say, facts_of, grid_of
from desktop_app.gui.pages.removal import removed_line, removing
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.need_columns import referral_tone, referral_words
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.masked_value import MaskedValue
from desktop_app.gui.widgets.words import Badge, label
from desktop_app.i18n import _
from desktop_app.services.need_lines import ReferralLine, ReferralLines
from desktop_app.services.office import Office
from desktop_app.storage.kinds import LEFT_BEHIND_CHILD
from desktop_app.storage.referrals import ReferralFilter

Ask = Callable[[str, object], object]
Do = Callable[[Callable[[], object]], object]
_SAID_ABOVE = frozenset({"name", "id_number", "guardian_phone"})


class PersonChildren(QWidget):
    """Shows the children of a person; `ask` opens a form.

    `refer` takes a referral that is prepared, to be asked, or the id of one that was asked; `do`
    does something and shows how it stands then.
    """

    def __init__(
        self,
        office: Office,
        person: Beneficiary,
        *,
        ask: Ask,
        refer: Callable[[object], object],
        do: Do,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office, self._person = office, person
        self._ask, self._refer, self._do = ask, refer, do
        self._may_record = office.may(Right.RECORD)
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
            ground = FlowRow()
            ground.add(more)
            self._column.addWidget(ground)
        for child in office.children.removed(person.id):
            self._column.addWidget(self._put_back(child))

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
            removal = partial(self._office.children.remove, child.id)
            row.add(removing(child.name, self, lambda why: self._do(lambda: removal(why))))
        column.addWidget(row)
        column.addWidget(self._facts(child))
        for line in self._referrals(child):
            column.addWidget(self._referral(line))
        if self._may_record:
            column.addWidget(self._asking(child))
        return ground

    def _put_back(self, child: LeftBehindChild) -> QWidget:
        back = partial(self._office.children.put_back, child.id)
        reason = child.removed_because or ""
        return removed_line(child.name, reason, partial(self._do, back), may=self._may_record)

    def _referrals(self, child: LeftBehindChild) -> list[ReferralLine]:
        wanted = ReferralFilter(child=child.id)
        return ReferralLines(self._office.desk).page(wanted, order="asked_on", down=True)

    def _referral(self, line: ReferralLine) -> QWidget:
        """Show what was asked for the child, of whom, and what they answered."""
        one = line.referral
        way = link(f"{words_of('referral_kind', one.kind)} · {one.addressee}")
        way.setAccessibleName(f"{way.text()} {referral_words(line)}")
        way.clicked.connect(lambda: self._refer(one.id))
        days = [_("asked on {day}").format(day=one.asked_on.isoformat()) if one.asked_on else ""]
        if one.answered_on:
            days.append(_("answered on {day}").format(day=one.answered_on.isoformat()))
        said = [*days, words_of("referral_reply", one.reply), one.answer]
        badge = Badge(referral_words(line), "accent" if line.is_overdue else referral_tone(line))
        return entry([way, badge], " · ".join(part for part in said if part))

    def _asking(self, child: LeftBehindChild) -> QWidget:
        """Offer to ask the union of that place, once the guardian lets others know of the child."""
        if not self._office.children.may_be_visited(child):
            words = _("Another union is told of the child only with the guardian's consent.")
            return label(words, "muted", wrap=True)
        way = link(_("Ask the union there for a visit"))
        named = _("Ask the union there to visit {name}").format(name=child.name)
        way.setAccessibleName(named)
        way.clicked.connect(lambda: self._refer(self._office.children.visit_to_ask(child)))
        ground = FlowRow()
        ground.add(way)
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
        reveal = self._office.children.reveal
        return covered_value(reveal, child.id, field, masked, f"{child.name} {caption}")
