"""Second keying (盲录复核): what waits, one value after the other, and what differs."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.second_keying import KeyedField, Side
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.forms.field import Field
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.keying_columns import DIFFERENCES, DUE
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.typed_line import CodeLine, TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.field_words import keyed_field_words
from desktop_app.services.keying_again import Due
from desktop_app.services.office import Office


class SecondKeyingDialog(FootedDialog):
    """The first value is never shown; Enter compares and goes on to the next.

    Signals:
        keyed: a value was keyed again or a difference settled.
    """

    keyed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(_("Second keying"), (82, 46), parent, way_out=_("Close"))
        self._office = office
        self._tabs = QTabBar()
        self._pages = QStackedWidget()
        self.line = CodeLine()
        self.reason = TextLine()
        self._due = RecordList(
            DUE,
            _("Values that wait"),
            EmptyState(
                _("Nothing waits for you"),
                _("What others type is listed here; what you typed yourself is for somebody else."),
            ),
        )
        self._differences = RecordList(
            DIFFERENCES,
            _("Differences"),
            EmptyState(_("No differences"), _("Both keyings of every value agree.")),
        )
        self._outcome = label("", "note", wrap=True)
        self._asked = label("", "heading", wrap=True)
        self._build()
        self.read()
        self.line.setFocus()

    def read(self) -> None:
        """Read again what waits and what differs."""
        due, differing = self._office.keying.due(), self._office.keying.differences()
        self._due.show_records(due)
        self._differences.show_records(differing)
        for at, (words, count) in enumerate(
            ((_("To be keyed"), len(due)), (_("Differences"), len(differing)))
        ):
            self._tabs.setTabText(at, f"{words} {count}" if count else words)
        self._due.view.choose_row(0)
        self._differences.view.choose_row(0)
        self._ask_for(self._due.view.chosen_record())
        for button in self._sides:
            button.setEnabled(bool(differing))

    def show_differences(self) -> None:
        """Bring the differences to the front."""
        self._tabs.setCurrentIndex(1)

    def compare(self) -> None:
        """Compare what is typed with what stands in the record."""
        due = self._due.view.chosen_record()
        if due is None or not self.line.value():
            return
        try:
            made = self._office.keying.enter(due.subject, due.field, self.line.value())
        except CircumstanceError as circumstance:
            self._say(circumstance.sentence(), "blocks")
            self.line.selectAll()
            return
        self.keyed.emit()
        self.read()
        if made.equal:
            self._say(_("{name}: both keyings are equal.").format(name=due.name), "note")
        else:
            words = _("{name}: the two keyings differ; both people see it under Differences.")
            self._say(words.format(name=due.name), "warns")
        self.line.setFocus()

    def settle(self, side: Side) -> None:
        """Say which keying of the marked difference was right."""
        chosen = self._differences.view.chosen_record()
        if chosen is None:
            return
        try:
            self._office.keying.settle(chosen.id, side, self.reason.value())
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return
        self.reason.set_value("")
        self.keyed.emit()
        self.read()

    def _build(self) -> None:
        self._tabs.setAccessibleName(_("Second keying"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for _tab in range(2):
            self._tabs.addTab("")
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self._pages.addWidget(self._build_due())
        self._pages.addWidget(self._build_differences())
        self.content.addWidget(self._tabs)
        self.content.addWidget(self._pages, 1)
        self._due.view.record_chosen.connect(self._ask_for)
        self._due.view.record_activated.connect(lambda _one: self.line.setFocus())
        self.line.returnPressed.connect(self.compare)
        for listed, words in (
            (self._due, _("Values that wait")),
            (self._differences, _("Differences")),
        ):
            listed.filters.add(label(words, "heading"))

    def _build_due(self) -> QWidget:
        words = _("Type it from the paper, not from the screen")
        field = Field("keyed_again", words, self.line, hint="", unit="", required=False)
        compare = KeyedButton(_("Compare"), "", primary=True)
        compare.clicked.connect(self.compare)
        return _page(self._due, self._asked, field, self._outcome, _row(compare))

    def _build_differences(self) -> QWidget:
        reason = Field("reason", _("Reason"), self.reason, hint="", unit="", required=False)
        self._sides = []
        for side, words in (
            (Side.FIRST, _("The first is right")),
            (Side.SECOND, _("The second is right")),
        ):
            button = KeyedButton(words)
            button.clicked.connect(lambda _on=False, side=side: self.settle(side))
            self._sides.append(button)
        return _page(self._differences, reason, _row(*self._sides))

    def _ask_for(self, due: object) -> None:
        self.line.clear()
        self.line.setEnabled(due is not None)
        waiting = cast("Due | None", due)
        words = ""
        if waiting is not None:
            words = f"{waiting.name} · {keyed_field_words(KeyedField(waiting.field))}"
        self._asked.setText(words)
        self._say("", "note")

    def _say(self, words: str, role: str) -> None:
        self._outcome.setText(words)
        self._outcome.setProperty("role", role)
        self._outcome.style().polish(self._outcome)
        self._outcome.setVisible(bool(words))


def _page(*parts: QWidget) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(em(0.6))
    for at, part in enumerate(parts):
        column.addWidget(part, 0 if at else 1)
    return ground


def _row(*buttons: QWidget) -> QWidget:
    ground = QWidget()
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(em(0.7))
    for button in buttons:
        row.addWidget(button)
    row.addStretch()
    return ground
