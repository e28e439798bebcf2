"""Two records of one person side by side: which is kept, and what is right field by field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.second_keying import shown_difference
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.forms.field import Field
from desktop_app.gui.forms.person_values import FIELDS as IN_ORDER
from desktop_app.gui.forms.person_values import NUMBERS
from desktop_app.gui.forms.person_words import field_name, value_words
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.cards import scrolling
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext
from desktop_app.services.merging import Comparison
from desktop_app.services.office import Office

LEFT, RIGHT = 0, 1


class _Choice(QWidget):
    """A radio button with words of any length behind it; a click on the words chooses, too."""

    def __init__(self, words: str, spoken: str) -> None:
        super().__init__()
        self.button = QRadioButton()
        self.button.setAccessibleName(spoken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(0.3))
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words, wrap=True), 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose."""
        super().mousePressEvent(event)
        self.button.setChecked(True)
        self.button.setFocus()


class MergeDialog(FootedDialog):
    """Up and down goes from field to field, left and right chooses, Ctrl+Enter merges.

    Raises, when it is made, the circumstances of `Merging.compare`.

    Signals:
        merged: the PersonMerge.
    """

    merged = Signal(object)

    def __init__(self, office: Office, one: str, other: str, parent: QWidget | None = None) -> None:
        found = office.merging.compare(duplicate=other, kept=one)
        super().__init__(_("Merge two records of one person"), (70, 46), parent)
        self._office = office
        self._found = found
        self._rows: dict[str, QButtonGroup] = {}
        self._reason = TextLine()
        self._build()

    def take(self) -> tuple[str, ...]:
        """Name the fields in which the record that is not kept is right."""
        kept = self._kept_side()
        return tuple(
            name for name, group in self._rows.items() if name and group.checkedId() != kept
        )

    def merge(self) -> None:
        """Make one record of two."""
        kept, duplicate = self._found.kept.id, self._found.duplicate.id
        if self._kept_side() == RIGHT:
            kept, duplicate = duplicate, kept
        try:
            made = self._office.merging.merge(
                duplicate, kept, take=self.take(), reason=self._reason.value()
            )
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return
        self.merged.emit(made)
        self.accept()

    def choose(self, name: str, side: int) -> None:
        """Choose a side for a field, or with "" the record that is kept."""
        self._rows[name].button(side).setChecked(True)

    def _kept_side(self) -> int:
        return self._rows[""].checkedId()

    def _build(self) -> None:
        words = _(
            "One record is shown from now on, found under both names and numbers, with the "
            "visits, grants and history of both. Nothing is deleted, and it can be undone."
        )
        self.content.addWidget(label(words, "muted", wrap=True))
        ground = QWidget()
        self._grid = QGridLayout(ground)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(em(1.2))
        self._grid.setVerticalSpacing(em(0.7))
        for column, share in ((0, 2), (1, 4), (2, 4)):
            self._grid.setColumnStretch(column, share)
        heads = self._head_words(self._found.kept), self._head_words(self._found.duplicate)
        self._add_row("", _("Which record is kept"), heads, LEFT)
        for name in sorted(self._found.differing, key=IN_ORDER.index):
            side = RIGHT if name in self._found.likely else LEFT
            shown = _sides(self._found, name)
            self._add_row(name, field_name(name), shown, side)
        self.content.addWidget(scrolling(ground), 1)
        self._add_same()
        hint = _("It stays in the audit trail.")
        self.content.addWidget(
            Field("reason", _("Reason"), self._reason, hint=hint, unit="", required=False)
        )
        self.add_button(_("Merge"), self.merge, Shortcut.SAVE_AND_NEXT.keys, primary=True)
        self._rows[""].button(LEFT).setFocus()

    def _add_row(self, name: str, caption: str, sides: tuple[str, str], side: int) -> None:
        at = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(caption, "caption", wrap=True), at, 0, top)
        group = QButtonGroup(self)
        for where, said in enumerate(sides):
            choice = _Choice(said, f"{caption}: {said}")
            group.addButton(choice.button, where)
            self._grid.addWidget(choice, at, where + 1, top)
        group.button(side).setChecked(True)
        self._rows[name] = group

    def _add_same(self) -> None:
        same = [
            field_name(name)
            for name in IN_ORDER
            if name not in self._found.differing and getattr(self._found.kept, name)
        ]
        if same:
            words = _("The same in both: {fields}").format(fields="、".join(same))
            self.content.addWidget(label(words, "note", wrap=True))

    def _head_words(self, person: Beneficiary) -> str:
        visits = len(self._office.visiting.to(person.id))
        grants = len(self._office.register.grants(person.id))
        counted = (
            ngettext("{count} visit", "{count} visits", visits).format(count=visits),
            ngettext("{count} grant", "{count} grants", grants).format(count=grants),
        )
        return f"{person.name} ({' · '.join(counted)})"


def _sides(found: Comparison, name: str) -> tuple[str, str]:
    """Say a field of both; numbers whose covered forms are equal by what differs in them."""
    one, other = getattr(found.kept, name), getattr(found.duplicate, name)
    words = value_words(name, one), value_words(name, other)
    if name in NUMBERS and one and other and words[0] == words[1]:
        return shown_difference(one, other)
    return words
