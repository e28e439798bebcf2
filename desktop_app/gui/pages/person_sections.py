"""The sections of a person: what is recorded, what the category calls for, what can be added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.model_worker import ModelWorker, ModelWorkerMoney
from desktop_app.domain.money import format_yuan
from desktop_app.domain.regions import region_name
from desktop_app.domain.role import Right
from desktop_app.domain.section import MODEL_WORKER
from desktop_app.gui.forms.section_forms import section_words
from desktop_app.gui.forms.section_plans import PLANS
from desktop_app.gui.pages.record_facts import Fact, facts_of, grid_of
from desktop_app.gui.pages.removal import removed_line, removing
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.words import Badge, label
from desktop_app.i18n import _
from desktop_app.services.office import Office
from desktop_app.services.sections import Held
from desktop_app.storage.kinds import KINDS

Ask = Callable[[str, object], object]
Do = Callable[[Callable[[], object]], object]


class PersonSections(QWidget):
    """Shows the sections of a person; `ask` opens a form, `do` does something and shows it."""

    def __init__(
        self,
        office: Office,
        person: Beneficiary,
        *,
        ask: Ask,
        do: Do,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office, self._person = office, person
        self._ask, self._do = ask, do
        self._may_record = office.may(Right.RECORD)
        self.held = office.sections.of(person.id)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, em(0.4), 0, 0)
        self._column.setSpacing(em(0.9))
        self._suggest()
        for one in self.held:
            self._column.addWidget(self._section(one))
        self._say_file()
        if not self.held:
            self._column.addWidget(label(_("No section is recorded."), "muted", wrap=True))
        if self._may_record:
            self._offer()
        for one in office.sections.removed(person.id):
            self._column.addWidget(self._put_back(one))

    def _suggest(self) -> None:
        """Say which section the category calls for, while it is missing."""
        kind = self._office.sections.suggested(self._person)
        if not kind:
            return
        category = CodeLists.load()["recipient_category"].label_of(self._person.category)
        said = _("The category “{category}” calls for the section “{section}”.")
        words = said.format(category=category, section=section_words(kind))
        self._column.addWidget(label(words, "muted", wrap=True))
        if self._may_record:
            self._column.addWidget(self._adding(kind, _("Record it now")))

    def _section(self, held: Held) -> QWidget:
        ground, column = _stack()
        row = FlowRow(gap=0.6)
        row.add(label(_title(held), "heading"))
        for words, tone in _badges(held.record, self._office):
            row.add(Badge(words, tone))
        for way in self._ways(held):
            row.add(way)
        column.addWidget(row)
        facts = facts_of(KINDS[held.kind], held.record, PLANS[held.kind], self._said())
        column.addWidget(grid_of(one for one in facts if one.name != "in_hardship"))
        return ground

    def _ways(self, held: Held) -> Sequence[QWidget]:
        """Offer what can be done with a section: aid that comes round, and changing it."""
        if not self._may_record:
            return ()
        change = link(_("Change"))
        change.setAccessibleName(_("Change {section}").format(section=section_words(held.kind)))
        change.clicked.connect(lambda: self._ask(held.kind, held.record.id))
        keeper = self._office.sections.keepers[held.kind]
        removal = partial(keeper.remove, held.record.id)
        remove = removing(
            section_words(held.kind), self, lambda why: self._do(lambda: removal(why))
        )
        if isinstance(held.record, ModelWorker) and held.record.aid_interval:
            given = link(_("Aid given today"))
            given.clicked.connect(lambda: self._do(lambda: self._give_aid(held)))
            return (given, change, remove)
        return (change, remove)

    def _give_aid(self, held: Held) -> None:
        self._office.sections.model_workers.aid_given(held.record.id)

    def _put_back(self, held: Held) -> QWidget:
        """Say what was removed and why, and offer to put it back."""
        keeper = self._office.sections.keepers[held.kind]
        reason = held.record.removed_because or ""
        back = partial(keeper.put_back, held.record.id)
        return removed_line(_title(held), reason, partial(self._do, back), may=self._may_record)

    def _say_file(self) -> None:
        """Say what the hardship file knows of a model worker who has no section yet."""
        level = self._office.sections.level_of_file(self._person.id)
        if not level:
            return
        ground, column = _stack()
        column.addWidget(label(section_words(MODEL_WORKER), "heading"))
        words = CodeLists.load()["model_worker_type"].label_of(level)
        caption = _("From the hardship file")
        column.addWidget(grid_of([Fact(name="level", caption=caption, words=words)]))
        self._column.addWidget(ground)

    def _offer(self) -> None:
        missing = self._office.sections.missing(self._person.id)
        if not missing:
            return
        self._column.addWidget(label(_("Add a section"), "caption"))
        row = FlowRow(gap=1.2)
        for kind in missing:
            row.add(self._adding(kind, section_words(kind)))
        self._column.addWidget(row)

    def _adding(self, kind: str, words: str) -> QWidget:
        way = link(words)
        way.setAccessibleName(_("Add {section}").format(section=section_words(kind)))
        way.clicked.connect(lambda: self._ask(kind, self._prefilled(kind)))
        return way

    def _prefilled(self, kind: str) -> dict[str, object]:
        return self._office.sections.prefilled(kind, self._person)

    def _said(self) -> dict[str, Callable[[Any], str]]:
        """Say what is no plain code: regions, campaigns, lines of money."""
        campaigns: dict[str, str] = {one.id: one.name for one in self._office.campaigns.all()}
        return {
            "home_region": lambda code: region_name(code) or code,
            "campaign": lambda one: campaigns.get(one, one),
            "money": lambda rows: "\n".join(_money_words(row) for row in rows),
        }


def _stack() -> tuple[QWidget, QVBoxLayout]:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(em(0.3))
    return ground, column


def _title(held: Held) -> str:
    year = getattr(held.record, "year", None)
    words = section_words(held.kind)
    return f"{words} {year}" if year else words


def _badges(record: object, office: Office) -> Sequence[tuple[str, str]]:
    if not isinstance(record, ModelWorker):
        return ()
    found = [(_("in hardship"), "warn")] if record.in_hardship else []
    if record.aid_due and record.aid_due <= office.desk.today():
        found.append((_("aid is due"), "accent"))
    return found


def _money_words(row: ModelWorkerMoney) -> str:
    kind = CodeLists.load()["model_worker_money"].label_of(row.kind)
    amount = _("{amount} yuan").format(amount=format_yuan(row.amount_fen or 0))
    return " · ".join(part for part in (str(row.year or ""), kind, amount, row.remarks) if part)
