"""The sheet on which every form is written: one call per field does all that a field needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.issue import Issue, any_blocks, objection
from desktop_app.gui.forms.columns import FieldGrid, TwoColumns
from desktop_app.gui.forms.field import Field
from desktop_app.gui.forms.fold import Fold
from desktop_app.gui.forms.issue_summary import IssueSummary
from desktop_app.gui.forms.typing_history import TypingHistory, is_undo
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.typed_line import Editor, TypedLine
from desktop_app.gui.widgets.words import label
from desktop_app.services.wording import sentence

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormSheet(QScrollArea):
    """Groups of fields on cards; Enter goes on, Ctrl+Enter saves, Ctrl+D copies, Ctrl+Z undoes.

    A `plain` sheet has no cards, no margins and no summary, for use inside another card.

    Signals:
        field_edited: the name of a field that a person has changed.
        save_requested: Ctrl+Enter.
        copy_requested: the name of the field to copy from the previous record.
        field_entered: the name of the field that has the keys now.
    """

    field_edited = Signal(str)
    field_entered = Signal(str)
    save_requested = Signal()
    copy_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, plain: bool = False) -> None:
        super().__init__(parent)
        self._plain = plain
        self._fields: dict[str, Field] = {}
        self._entered = ""
        self.history = TypingHistory(self)
        self.history.restored.connect(self.field_edited)
        self.history.field_entered.connect(self._enter)
        self.field_edited.connect(self.history.note)
        self._grid: FieldGrid | None = None
        self._summary = IssueSummary()
        self._summary.field_chosen.connect(self.go_to)
        self._cards = TwoColumns()
        ground = QWidget()
        column = QVBoxLayout(ground)
        edge = 0 if plain else em(1)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(em(1))
        column.addWidget(self._summary)
        column.addWidget(self._cards)
        column.addStretch()
        self.setWidget(ground)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def add_group(self, title: str, column: int | None = None, *, abreast: int = 2) -> None:
        """Begin a card with this title; its fields follow, so many of them in a line.

        `column` is 0 or 1 where two cards fit beside each other, WHOLE for one above both.
        """
        card = QFrame()
        card.setProperty("role", "" if self._plain else "card")
        inside = QVBoxLayout(card)
        if self._plain:
            inside.setContentsMargins(0, 0, 0, 0)
        else:
            inside.setContentsMargins(em(1.1), em(0.9), em(1.1), em(1.1))
        inside.setSpacing(em(0.7))
        if title:
            inside.addWidget(label(title, "heading"))
        self._grid = FieldGrid(abreast)
        inside.addWidget(self._grid)
        self._cards.add_card(card, column)

    def add_field(
        self,
        name: str,
        caption: str,
        editor: QWidget,
        *,
        hint: str = "",
        unit: str = "",
        required: bool = False,
        wide: bool | int = False,
    ) -> None:
        """Add one row; `name` is the field's name in the domain, `editor` one of the kit.

        `wide` is True for a whole line, or the number of places taken in it.
        """
        if self._grid is None:
            self.add_group("")
        field = Field(name, caption, editor, hint=hint, unit=unit, required=required)
        cast("FieldGrid", self._grid).add_cell(field, wide=wide)
        self._fields[name] = field
        cast("Editor", editor).edited.connect(lambda: self.field_edited.emit(name))
        if isinstance(editor, TypedLine):
            editor.note_changed.connect(field.set_note)
        self.history.watch(name, editor)

    def add_widget(self, widget: QWidget) -> None:
        """Add something to the current card that is no field, over the whole line."""
        if self._grid is None:
            self.add_group("")
        cast("FieldGrid", self._grid).add_cell(widget, wide=True)

    def show_field(self, name: str, *, visible: bool) -> None:
        """Show or hide a field with its caption; its value stays."""
        self._fields[name].setVisible(visible)

    def note(self, name: str, words: str) -> None:
        """Say something under a field that follows from its value; "" gives the hint back."""
        self._fields[name].set_note(words)

    def fill(self, values: Mapping[str, object]) -> None:
        """Show these values; a field without one is emptied, objections are forgotten."""
        for name in self._fields:
            self.editor(name).set_value(values.get(name))
        self.show_issues(())
        self.history.reset()

    def put(self, name: str, value: object) -> None:
        """Put a value into a field on a person's behalf, as if it had been typed."""
        self.editor(name).set_value(value)
        self.field_edited.emit(name)

    def where(self) -> dict[str, Any]:
        """Say as plain JSON values where in the form somebody is: field, cursor, folds, scroll."""
        editor = self._fields[self._entered].editor if self._entered in self._fields else None
        return {
            "field": self._entered,
            "cursor": editor.cursorPosition() if isinstance(editor, QLineEdit) else 0,
            "folds": [one.accessibleName() for one in self.findChildren(Fold) if one.isChecked()],
            "scroll": self.verticalScrollBar().value(),
        }

    def return_to(self, where: Mapping[str, Any]) -> QWidget | None:
        """Open the folds and scroll as `where` said; gives the editor to go on in, if any."""
        for fold in self.findChildren(Fold):
            if fold.accessibleName() in where.get("folds", ()):
                fold.setChecked(True)
        # The heights are known once the fields have been laid out.
        QTimer.singleShot(0, self, lambda: self._scroll_to(int(where.get("scroll", 0))))
        field = self._fields.get(str(where.get("field", "")))
        if field is not None and isinstance(field.editor, QLineEdit):
            field.editor.setCursorPosition(int(where.get("cursor", 0)))
        return field.editor if field else None

    def values(self) -> dict[str, object]:
        """Give what stands in the fields, by name."""
        return {name: self.editor(name).value() for name in self._fields}

    def misreadings(self) -> tuple[Issue, ...]:
        """List the fields whose text is no value; the form puts them before its own issues."""
        return tuple(
            objection(name, code, text=_typed(field.editor))
            for name, field in self._fields.items()
            if (code := self.editor(name).misread())
        )

    def editor(self, name: str) -> Editor:
        """Give the editor of a field."""
        return cast("Editor", self._fields[name].editor)

    def show_issues(self, issues: Iterable[Issue]) -> None:
        """Say every issue under its field and in the summary, and forget the earlier ones."""
        listed = sorted(issues, key=lambda issue: not issue.blocks)
        by_field: dict[str, list[Issue]] = defaultdict(list)
        for issue in listed:
            by_field[issue.field].append(issue)
        for name, field in self._fields.items():
            field.show_issues(by_field[name], sentence)
        if self._plain:  # few fields, all in sight
            return
        self._summary.show_issues([(issue, self._words(issue)) for issue in listed])
        if any_blocks(listed):
            self.ensureWidgetVisible(self._summary)

    def show_issues_of(self, name: str, issues: Iterable[Issue]) -> None:
        """Say what is wrong with one field under it, while it is typed in."""
        self._fields[name].show_issues([one for one in issues if one.field == name], sentence)

    def go_to(self, name: str) -> None:
        """Take the cursor to a field and bring it into view; an unknown name stays here."""
        if field := self._fields.get(name):
            field.take_focus()
            self.ensureWidgetVisible(field)

    def focus_first(self) -> None:
        """Take the cursor to the first field."""
        if self._fields:
            self.go_to(next(iter(self._fields)))

    def event(self, event: QEvent) -> bool:
        """Claim the form's keys before a button of the window that bears the same ones.

        Two shortcuts for one key are ambiguous to Qt, and then neither acts.
        """
        if event.type() == QEvent.Type.ShortcutOverride and _is_ours(cast("QKeyEvent", event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, Ctrl+D copies, Ctrl+Z undoes; Enter, which nobody wanted, goes on."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if self.history.take_key(event):
            event.accept()
        elif _is_ours(event):
            self._ask_for_copy() if event.key() == Qt.Key.Key_D else self.save_requested.emit()
        elif plain and event.key() in _ENTER:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _words(self, issue: Issue) -> str:
        field = self._fields.get(issue.field)
        return f"{field.caption}: {sentence(issue)}" if field else sentence(issue)

    def _go_on(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        else:
            self.focusNextPrevChild(True)

    def _enter(self, name: str) -> None:
        self._entered = name
        self.field_entered.emit(name)

    def _scroll_to(self, place: int) -> None:
        self.verticalScrollBar().setValue(place)

    def _ask_for_copy(self) -> None:
        focused = QApplication.focusWidget()
        for name, field in self._fields.items():
            if focused is not None and field.isAncestorOf(focused):
                self.copy_requested.emit(name)


def _is_ours(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return is_undo(event) or (control and event.key() in (*_ENTER, Qt.Key.Key_D))


def _typed(editor: QWidget) -> str:
    if isinstance(editor, QComboBox):
        return editor.currentText()
    return str(getattr(editor, "text", str)())
