"""Erasing what is recorded of a person: which fields, why, and once more whether it is meant."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.forms.field import Field
from desktop_app.gui.forms.person_picker import PersonPicker
from desktop_app.gui.forms.rival_words import field_words
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.widgets.cards import scrolling
from desktop_app.gui.widgets.choices import Tick
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext
from desktop_app.services.erasing import Certificate, Held
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress

KIND = "beneficiary"


class EraseDialog(FootedDialog):
    """Nothing is erased before a field is ticked, a reason given, and the last tick set.

    Signals:
        erased: the `Certificate`.
    """

    erased = Signal(object)

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(_("Erase for good"), (50, 42), parent)
        self._office, self._runner = office, runner
        self.person = PersonPicker(office)
        self.whole = Tick(_("The whole person, with household, file, sections and photos"))
        self.reason = TextLine()
        self.sure = Tick(_("It is meant: what is erased cannot come back"))
        self.ticks: dict[str, QCheckBox] = {}
        for last in (self.whole, self.sure):
            last.setAccessibleName(last.text())
        self._listed = FlowRow(gap=1)
        self._refusal = label("", "blocks", wrap=True)
        self._build()
        self._do = self.add_button(_("Erase"), self.erase, primary=True)
        for editor in (self.reason, self.whole, self.sure):
            editor.edited.connect(self._look)
        self.person.edited.connect(self._show_fields)
        self._show_fields()
        self.person.setFocus()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are ticked."""
        return tuple(name for name, tick in self.ticks.items() if tick.isChecked())

    def erase(self) -> None:
        """Erase what is ticked, beside the window."""
        person = self.person.value()
        if person is None or not self._do.isEnabled():
            return
        chosen = () if self.whole.value() else self.fields
        work = partial(_erase, str(person), chosen, str(self.reason.value()))
        perform(self, self._runner, _("Erasing"), at_own_office(self._office, work), self._tell)

    def _tell(self, done: Certificate | CircumstanceError) -> None:
        if isinstance(done, CircumstanceError):
            self._refuse(done.sentence())
            return
        self.erased.emit(done)
        self.accept()

    def _build(self) -> None:
        words = _(
            "For somebody who asks that personal data be erased. The values leave the whole log of"
            " this laptop, and of the others when they merge the next bundle. Grants, sheets and"
            " signatures stay, as the accounting rules ask."
        )
        self.content.addWidget(label(words, "muted", wrap=True))
        self.content.addWidget(_field("person", _("Whose values"), self.person))
        self.content.addWidget(label(_("What is, or was, recorded"), "caption"))
        self.content.addWidget(scrolling(self._listed), 1)
        self.content.addWidget(self.whole)
        caption = _("Why; other laptops will read it, so name nobody")
        self.content.addWidget(_field("reason", caption, self.reason))
        self.content.addWidget(self.sure)
        self.content.addWidget(self._refusal)

    def _show_fields(self) -> None:
        for tick in self.ticks.values():
            self._listed.remove(tick)
        self.ticks = {}
        person = self.person.value()
        held = self._office.erasing.fields(KIND, str(person)) if person else []
        for one in held:
            tick = QCheckBox(_words(one))
            tick.setAccessibleName(tick.text())
            tick.clicked.connect(self._look)
            self.ticks[one.field] = tick
            self._listed.add(tick)
        stops = [self.person.people.chips.line, *self.ticks.values(), self.whole]
        for before, after in pairwise(stops):  # what is made later stands last in the order else
            self.setTabOrder(before, after)
        self._refuse("")
        self._look()

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

    def _look(self) -> None:
        whole = self.whole.value()
        for tick in self.ticks.values():
            tick.setEnabled(not whole)
        what = bool(self.person.value()) and (whole or bool(self.fields))
        self._do.setEnabled(what and self.sure.value() and bool(self.reason.value()))


def _field(name: str, caption: str, editor: QWidget) -> Field:
    return Field(name, caption, editor, hint="", unit="", required=True)


def _words(one: Held) -> str:
    count = ngettext("{count} entry of the log", "{count} entries of the log", one.saves)
    when = "" if one.is_shown else _("earlier only")
    said = " · ".join(part for part in (when, count.format(count=one.saves)) if part)
    return _("{field} ({how})").format(field=field_words(KIND, one.field), how=said)


def _erase(
    person: str, fields: tuple[str, ...], reason: str, own: Office, _progress: Progress
) -> Certificate | CircumstanceError:
    """Erase; a refusal is an answer, to be told in the dialog."""
    do: Callable[[], Certificate] = (
        partial(own.erasing.erase, KIND, person, fields, reason)
        if fields
        else partial(own.erasing.erase_whole, KIND, person, reason)
    )
    try:
        return do()
    except CircumstanceError as refusal:
        return refusal
