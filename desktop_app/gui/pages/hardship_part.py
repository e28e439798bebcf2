"""The hardship file on a person's record: what it says, how it was reckoned, where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain import procedure
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.domain.procedure import ProcedureStep
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import PlainKind
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.dialogs.withdraw_step import WithdrawDialog
from desktop_app.gui.forms import hardship_form, step_form
from desktop_app.gui.forms.columns import FieldGrid
from desktop_app.gui.forms.fold import Fold
from desktop_app.gui.forms.person_words import FIELDS, field_name, value_words
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages import person_parts as parts
from desktop_app.gui.pages.attachments_part import attachments_part
from desktop_app.gui.pages.timeline import timeline, timeline_of
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.words import Badge, label
from desktop_app.i18n import _
from desktop_app.services.household_words import explain
from desktop_app.services.office import Office
from desktop_app.services.plain_sheets import Wanted
from desktop_app.services.proceeding import Standing

_ROOM_OF_A_FACT = 11
_SHOWN_APART = frozenset({"id", "beneficiary", "originals", "hardship_category"})
_STATE_TONES = {"filed": "ok", "released": "plain", "cancelled": "plain", "notice_objected": "warn"}

Ask = Callable[[str, object], object]


class HardshipPart(QWidget):
    """One person's hardship file, or the way to begin one.

    `ask` opens a form by its name with a record or with what is filled in already; `again`
    shows the person anew after a change that was made here.
    """

    def __init__(
        self, office: Office, person: str, ask: Ask | None, again: Callable[[], object]
    ) -> None:
        super().__init__()
        self._office = office
        self._person = person
        self._ask = ask
        self._again = again
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, em(0.4), 0, 0)
        self._column.setSpacing(em(0.9))
        found = office.desk.store.hardship_files.of(person)
        if found is None:
            self._build_nothing()
        else:
            members = office.desk.store.household_members.present(person)
            self._build(found.record, members)

    def _build_nothing(self) -> None:
        self._column.addWidget(label(_("There is no hardship file."), "muted", wrap=True))
        if self._ask is not None:
            begin = KeyedButton(_("Begin a hardship file"))
            begin.clicked.connect(lambda _on=False: self._begin())
            self._column.addWidget(_left(begin))

    def _build(self, file: HardshipFile, members: list[HouseholdMember]) -> None:
        standing = self._office.proceeding.standing(file)
        self._column.addWidget(_head(file, standing))
        if self._ask is not None:
            self._column.addWidget(self._buttons(file, standing))
        self._column.addWidget(self._procedure(standing))
        for kind, record, words in self._owners(file, standing):
            if self._office.attaching.of(kind, record) or self._office.attaching.removed(
                kind, record
            ):
                part = attachments_part(self._office, kind, record, self._again, words)
                self._column.addWidget(label(part.words, "heading"))
                self._column.addWidget(part.body)
        self._column.addWidget(label(_("Figures"), "heading"))
        self._column.addWidget(_figures(file, explain(file, members, self._office.households.rule)))
        self._column.addWidget(label(_("What the file says"), "heading"))
        self._column.addWidget(_facts(file))
        if file.originals:
            self._column.addWidget(_originals(file))
        if deeds := self._office.households.history(file.id):
            self._column.addWidget(label(_("Changes of the file"), "heading"))
            self._column.addWidget(timeline_of(deeds))

    def _buttons(self, file: HardshipFile, standing: Standing) -> QWidget:
        edit = KeyedButton(_("Edit file and household"))
        edit.clicked.connect(lambda _on=False: self._open(hardship_form.FORM, file.id))
        offered = [edit]
        if standing.coming:
            steps = CodeLists.load()["hardship_step"]
            words = _("Record: {step}").format(step=steps.label_of(standing.coming[0]))
            coming = KeyedButton(words)
            coming.clicked.connect(lambda _on=False: self._record(file, standing.coming[0]))
            offered.append(coming)
        if self._office.may(Right.PRINT):
            paper = KeyedButton(_("Print the archive form"))
            paper.clicked.connect(lambda _on=False: self.print_form(file.beneficiary))
            offered.append(paper)
            if _is_put_up(standing):
                notice = KeyedButton(_("Print the public notice"))
                notice.clicked.connect(lambda _on=False: self.print_notice(file.beneficiary))
                offered.append(notice)
        return _left(*offered)

    def print_form(self, person: str) -> None:
        """Show the official archive form as it will lie on paper, both sides."""
        title = _("Archive form of a worker in hardship")
        self._print(PlainKind.ARCHIVE_FILE, person, title)

    def print_notice(self, person: str) -> None:
        """Show the public notice of this file, with the name masked."""
        self._print(PlainKind.PUBLIC_NOTICE, person, _("Public notice, names masked"))

    def _print(self, kind: PlainKind, person: str, title: str) -> None:
        try:
            drawn = self._office.plain_sheets.draw(kind, Wanted(people=(person,)))
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return
        runner, two_sided = JobRunner(parent=self), kind is PlainKind.ARCHIVE_FILE
        PaperDialog(title, drawn.pdf, runner, self.window(), two_sided=two_sided).open()

    def _procedure(self, standing: Standing) -> QWidget:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.5))
        column.addWidget(label(_("Procedure"), "heading"))
        if not standing.steps:
            column.addWidget(label(_("No step is recorded yet."), "muted", wrap=True))
        else:
            latest_first = reversed(standing.steps)
            column.addWidget(timeline((_day(one), step_words(one)) for one in latest_first))
        if self._ask is not None and (last := standing.last) is not None:
            back = link(_("Withdraw the last step …"))
            back.clicked.connect(lambda _on=False: self._withdraw(last))
            column.addWidget(_left(back))
        if standing.withdrawn:
            lines = timeline((_day(one), step_words(one)) for one in standing.withdrawn)
            column.addWidget(Fold(_("Withdrawn"), lines.setVisible))
            column.addWidget(lines)
        return ground

    def _owners(self, file: HardshipFile, standing: Standing) -> Iterator[tuple[str, str, str]]:
        """Name what photos and papers may belong to: the file, and each step."""
        yield "hardship_file", file.id, _("Photos and papers of the file")
        for step in standing.steps:
            words = _("Photos and papers: {step}").format(step=value_words("step", step.step))
            yield "procedure_step", step.id, words

    def _begin(self) -> None:
        self._open(hardship_form.FORM, self._office.households.beginning(self._person))

    def _record(self, file: HardshipFile, step: str) -> None:
        self._open(step_form.FORM, self._office.proceeding.beginning(file.id, step))

    def _open(self, form: str, record: object) -> None:
        if self._ask is not None:
            self._ask(form, record)

    def _withdraw(self, step: ProcedureStep) -> None:
        words = f"{_day(step)}  {step_words(step)}"
        dialog = WithdrawDialog(self._office, step, words, self.window())
        dialog.withdrawn.connect(self._again)
        dialog.open()


def step_words(step: ProcedureStep) -> str:
    """Say what a step was: result, who, papers, remarks."""
    said = [
        value_words("step", step.step),
        value_words("result", step.result) if step.result else "",
        _("until {day}").format(day=step.until.isoformat()) if step.until else "",
        value_words("exit_route", step.exit_route) if step.exit_route else "",
        "、".join(step.by),
        value_words("documents", step.documents) if step.documents else "",
        step.document_words or "",
        step.remarks or "",
    ]
    return " · ".join(part for part in said if part)


def _head(file: HardshipFile, standing: Standing) -> QWidget:
    row = [label(value_words("hardship_category", file.hardship_category), "heading")]
    if standing.state:
        words = CodeLists.load()["archive_state"].label_of(standing.state)
        row.append(Badge(words, _STATE_TONES.get(standing.state, "info")))
    if standing.review_due:
        due = _("Review due {day}").format(day=standing.review_due.isoformat())
        row.append(label(due, "muted"))
    return _left(*row)


def _figures(file: HardshipFile, said: dict[str, str]) -> QWidget:
    """Show each figure as stated and, below, as it follows from the others."""
    grid = FieldGrid(1)
    for name, words in said.items():
        value = value_words(name, getattr(file, name))
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.1))
        column.addWidget(label(value))
        if words:
            column.addWidget(label(words, "muted", wrap=True))
        grid.add_cell(parts.named(field_name(name), shown))
    return grid


def _facts(file: HardshipFile) -> QWidget:
    """Show what the file says; what it does not say has no place."""
    grid = FieldGrid(2, _ROOM_OF_A_FACT)
    for one in fields(file):
        value = getattr(file, one.name)
        if one.name not in _SHOWN_APART and value not in (None, "", ()):
            words = value_words(one.name, value)
            long = isinstance(value, str) and len(words) > 2 * _ROOM_OF_A_FACT
            shown = label(words, wrap=True) if long else None
            named = parts.named(field_name(one.name), shown) if shown else None
            grid.add_cell(named or parts.fact(field_name(one.name), words), wide=long)
    return grid


def _originals(file: HardshipFile) -> QWidget:
    """Show the words of the source where a list has renamed them since."""
    said = "；".join(
        f"{field_name(name) if name in FIELDS else name}：{word}"
        for name, word in file.originals.items()
    )
    return parts.named(_("Words of the source"), label(said, wrap=True))


def _is_put_up(standing: Standing) -> bool:
    """Tell whether the public notice is what comes next, or hangs now."""
    hangs = standing.last is not None and standing.last.step == procedure.NOTICE
    return hangs or procedure.NOTICE in standing.coming


def _day(step: ProcedureStep) -> str:
    return step.day.isoformat() if step.day else ""


def _left(*shown: QWidget) -> QWidget:
    """Put things after each other, going on below where the line is full."""
    row = FlowRow(0.6)
    for one in shown:
        row.add(one)
    return row
