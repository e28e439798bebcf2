"""The code lists: which there are on the left, the choices of one in their order on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.code_entry import CLOSED_LISTS, code_entry_id
from desktop_app.domain.codelists import CodeList, Entry
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.forms.code_entry_form import CodeEntryForm
from desktop_app.gui.pages.page import PageAction
from desktop_app.gui.pages.record_page import Form, RecordPage
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.code_columns import CHOICE_COLUMNS, LIST_COLUMNS, ChoiceLine, ListLine
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.find_line import FindLine
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.pinyin_combo_box import keys_of
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office


class CodeListsPage(RecordPage):
    """The administrator adds, renames, orders and retires choices; everybody else reads them."""

    name, title, icon = "code_lists", mark("Code lists"), "settings"
    remembers = False

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self._may_record = office.may(Right.SET_UP)
        self.lists = RecordList(
            LIST_COLUMNS,
            _("Code lists"),
            EmptyState(_("No list fits"), _("Type less of its name.")),
        )
        self.search_line = FindLine(_("Find a list or a choice"))
        self.lists.filters.add(self.search_line)
        self.choices = ChoicePane(may_change=self._may_record)
        self.build(self.lists, self.choices, [CodeEntryForm])
        self._browser.setStretchFactor(0, 0)
        self._browser.setStretchFactor(1, 1)
        self._browser.setSizes([em(24), em(56)])
        self._connect()

    @property
    def _form(self) -> CodeEntryForm:
        return self.made(CodeEntryForm)

    def list_actions(self) -> Sequence[PageAction]:
        """Offer a new choice where the list takes one."""
        chosen = self.chosen_list
        if not self._may_record or chosen is None or chosen.id in CLOSED_LISTS:
            return ()
        return (PageAction(mark("New choice"), Shortcut.NEW.keys, self.begin_new, primary=True),)

    @property
    def chosen_list(self) -> CodeList | None:
        """The list whose choices are shown."""
        line = self.lists.view.chosen_record()
        return line.chosen if line is not None else None

    def read(self) -> None:
        """Read the lists again; list and choice in sight stay so."""
        shown, choice = self.chosen_list, self.choices.chosen_code
        wanted = self.search_line.text().strip().casefold()
        lines = [self._line(one) for one in self._office.codebook.all() if _fits(one, wanted)]
        words = ngettext("{count} list", "{count} lists", len(lines))
        self.lists.show_records(lines, words.format(count=len(lines)))
        self._show_list(shown.id if shown else "", choice)

    def choose(self, record: str) -> None:
        """Show a choice, given by the id of its record."""
        try:
            entry = self._office.codebook.open(record).record
        except CircumstanceError:
            return
        self.search_line.clear()
        self.search_line.settle()
        self.read()
        self._show_list(entry.list_id, entry.code)

    def begin_new(self) -> None:
        """Add a choice to the list in sight."""
        chosen = self.chosen_list
        if self._may_record and chosen is not None:
            self.write(self._form, lambda _form: self._form.begin(list_id=chosen.id))

    def begin_like(self, form: Form, kept: object) -> None:
        """Begin the next choice of the same list."""
        list_id = self._office.codebook.open(form.record).record.list_id
        self._form.begin(list_id=list_id)

    def _connect(self) -> None:
        self.search_line.text_settled.connect(self.read)
        self.lists.view.record_chosen.connect(self._show_choices)
        self.lists.view.record_activated.connect(lambda _line: self.choices.setFocus())
        self.choices.edit_requested.connect(self._edit)
        self.choices.retire_requested.connect(self._retire)
        self.choices.move_requested.connect(self._move)

    def _line(self, chosen: CodeList) -> ListLine:
        is_own = self._office.codebook.is_own
        return ListLine(
            chosen=chosen, own=sum(is_own(chosen.id, one.code) for one in chosen.entries)
        )

    def _show_list(self, list_id: str, code: str) -> None:
        table = self.lists.table
        rows = range(table.rowCount())
        found = (row for row in rows if table.record(row).chosen.id == list_id)
        self.lists.view.choose_row(next(found, 0))
        self.choices.choose(code)

    def _show_choices(self, line: ListLine | None) -> None:
        chosen = line.chosen if line else None
        self.choices.show_list(chosen, [self._choice(chosen, one) for one in chosen.entries]
                               if chosen else [])  # fmt: skip
        self.actions_changed.emit()

    def _choice(self, chosen: CodeList, entry: Entry) -> ChoiceLine:
        is_own = self._office.codebook.is_own(chosen.id, entry.code)
        return ChoiceLine(entry=entry, is_own=is_own)

    def _edit(self, code: str) -> None:
        if self.chosen_list is not None:
            self.edit(self._form, code_entry_id(self.chosen_list.id, code))

    def _retire(self, code: str, retired: bool) -> None:
        self._change(lambda list_id: self._office.codebook.retire(list_id, code, retired=retired))

    def _move(self, code: str, place: int) -> None:
        self._change(lambda list_id: self._office.codebook.move(list_id, code, place))

    def _change(self, deed: Callable[[str], object]) -> None:
        chosen = self.chosen_list
        if chosen is None:
            return
        try:
            deed(chosen.id)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return
        focused = QApplication.focusWidget()
        was_here = focused is not None and self.choices.isAncestorOf(focused)
        self.read()
        if was_here:  # the buttons have nothing to act on while the list is read
            self.choices.entries.view.setFocus()
        self.state_changed.emit(_("The list “{name}” is saved.").format(name=chosen.label))


class ChoicePane(QWidget):
    """The choices of one list in their order, and what can be done with one of them.

    Signals:
        edit_requested: the code of a choice whose words should change.
        retire_requested: its code, and whether it is retired or offered again.
        move_requested: its code, and its new place from 0.
    """

    edit_requested = Signal(str)
    retire_requested = Signal(str, bool)
    move_requested = Signal(str, int)

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._may_change = may_change
        self.entries = RecordList(
            CHOICE_COLUMNS,
            _("Choices"),
            EmptyState(_("No list is chosen"), _("Choose one on the left.")),
        )
        self.entries.view.setSortingEnabled(False)  # their order is what is arranged here
        self._title = label("", "name")
        self._about = label("", "muted", wrap=True)
        self._build()
        self.entries.view.record_chosen.connect(lambda _line: self._settle())
        self.entries.view.record_activated.connect(lambda _line: self._ask_to_edit())
        self.setFocusProxy(self.entries)

    @property
    def chosen_code(self) -> str:
        """The code of the choice under the cursor, or ""."""
        line = self.entries.view.chosen_record()
        return line.entry.code if line is not None else ""

    def show_list(self, chosen: CodeList | None, lines: Sequence[ChoiceLine]) -> None:
        """Show the choices of a list."""
        self._title.setText(chosen.label if chosen else "")
        said = _("Holds from {year} on · {source}")
        self._about.setText(
            said.format(year=chosen.valid_from, source=chosen.source_words) if chosen else ""
        )
        offered = sum(not (one.entry.retired or one.entry.ahead) for one in lines)
        words = ngettext("{count} choice offered", "{count} choices offered", offered)
        self.entries.show_records(lines, words.format(count=offered) if lines else "")
        self.entries.view.choose_row(0)
        self._settle()

    def choose(self, code: str) -> None:
        """Put the cursor on a choice."""
        table = self.entries.table
        rows = range(table.rowCount())
        found = (row for row in rows if table.record(row).entry.code == code)
        self.entries.view.choose_row(next(found, 0))

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(em(1), em(0.9), em(1), 0)
        head.setSpacing(em(0.2))
        head.addWidget(self._title)
        head.addWidget(self._about)
        self._edit = self._button(_("Edit"), Shortcut.EDIT.keys, self._ask_to_edit)
        self._retire = self._button(_("Take out of use"), "", self._ask_to_retire)
        self._up = self._button(_("Move up"), "Alt+Up", lambda: self._ask_to_move(-1))
        self._down = self._button(_("Move down"), "Alt+Down", lambda: self._ask_to_move(1))
        flow = FlowRow()
        for button in (self._edit, self._retire, self._up, self._down):
            flow.add(button)
            button.setVisible(self._may_change)
        row = QHBoxLayout()
        row.setContentsMargins(em(1), em(0.5), em(1), em(0.8))
        row.addWidget(flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.entries, 1)
        column.addLayout(row)

    def _button(self, words: str, keys: str, press: Callable[[], None]) -> KeyedButton:
        button = KeyedButton(words, keys)
        button.clicked.connect(lambda _on=False: press())
        return button

    def _settle(self) -> None:
        line = self.entries.view.chosen_record()
        last = self.entries.table.rowCount() - 1
        row = self.entries.view.currentIndex().row()
        for button, possible in (
            (self._edit, True),
            (self._retire, True),
            (self._up, row > 0),
            (self._down, row < last),
        ):
            button.setEnabled(line is not None and possible)
        is_retired = line is not None and line.entry.retired
        words = _("Offer again") if is_retired else _("Take out of use")
        self._retire.setText(words)
        self._retire.setAccessibleName(words)

    def _ask_to_edit(self) -> None:
        if self._may_change and self.chosen_code:
            self.edit_requested.emit(self.chosen_code)

    def _ask_to_retire(self) -> None:
        line = self.entries.view.chosen_record()
        if line is not None:
            self.retire_requested.emit(line.entry.code, not line.entry.retired)

    def _ask_to_move(self, by: int) -> None:
        row = self.entries.view.currentIndex().row()
        if self.chosen_code and 0 <= row + by < self.entries.table.rowCount():
            self.move_requested.emit(self.chosen_code, row + by)


def _fits(chosen: CodeList, wanted: str) -> bool:
    """Tell whether a list, or one of its choices, bears these words."""
    if not wanted:
        return True
    words = [chosen.id, chosen.title, chosen.english, *(one.name for one in chosen.entries)]
    return any(wanted in keys_of(one) for one in words)
