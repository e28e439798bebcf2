"""In a person's record: who may be the same person, what was merged, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.person_merge import PersonMerge
from desktop_app.domain.role import Right
from desktop_app.gui.dialogs.questions import build_confirmation, tell
from desktop_app.gui.forms.alike_panel import facts_of
from desktop_app.gui.forms.person_words import field_name
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.alike_words import why_words
from desktop_app.services.office import Office
from desktop_app.services.registering import Alike


class SamePerson(QWidget):
    """Lists likely duplicates and merges of one person.

    Signals:
        merge_requested: the id of a record to be merged with the person shown.
        person_requested: the id of another person to show.
        undone: a merge was taken back.
    """

    merge_requested = Signal(str)
    person_requested = Signal(str)
    undone = Signal()

    def __init__(self, office: Office, person: Beneficiary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._may_merge = office.may(Right.MERGE)
        self._alike = office.register.alike(person)
        self._merges = office.merging.of(person.id)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, em(0.4), 0, 0)
        column.setSpacing(em(1))
        for one in self._alike:
            column.addWidget(self._likely(one))
        for merge in self._merges:
            column.addWidget(self._merge(merge))

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not (self._alike or self._merges)

    @property
    def count(self) -> int:
        """Count the records that may be the same person."""
        return len(self._alike)

    def _likely(self, one: Alike) -> QWidget:
        way = link(one.person.name)
        way.clicked.connect(lambda: self.person_requested.emit(one.person.id))
        steps = [way]
        if self._may_merge:
            merge = link(_("Compare and merge"))
            merge.setAccessibleName(_("Compare and merge with {name}").format(name=one.person.name))
            merge.clicked.connect(lambda: self.merge_requested.emit(one.person.id))
            steps.append(merge)
        facts = " · ".join(words for _caption, words in facts_of(one.person))
        return _entry(steps, why_words(one.why), facts)

    def _merge(self, merge: PersonMerge) -> QWidget:
        duplicate = self._office.register.open(merge.duplicate).record
        words = _("Undone: merged with {name}") if merge.withdrawn else _("Merged with {name}")
        steps: list[QWidget] = [label(words.format(name=duplicate.name))]
        if self._may_merge and not merge.withdrawn:
            back = link(_("Undo this merge"))
            back.setAccessibleName(_("Undo the merge with {name}").format(name=duplicate.name))
            back.clicked.connect(lambda: self._ask(merge))
            steps.append(back)
        return _entry(steps, "", merge.reason)

    def _ask(self, merge: PersonMerge) -> None:
        box = build_confirmation(
            self.window(),
            _("Undo this merge?"),
            _("Both records are shown by themselves again, as they were before."),
            _("Undo the merge"),
        )
        box.buttonClicked.connect(
            lambda button: None if button is box.escapeButton() else self.undo(merge)
        )
        box.open()

    def undo(self, merge: PersonMerge) -> None:
        """Take a merge back, and say what was left as it is."""
        try:
            done = self._office.merging.undo(merge.id)
        except CircumstanceError as circumstance:
            tell(self.window(), circumstance.sentence())
            return
        if done.edited_since:
            fields = "、".join(field_name(name) for name in done.edited_since)
            words = _("Edited since the merge and left as they are: {fields}.")
            tell(self.window(), words.format(fields=fields))
        self.undone.emit()


def _entry(steps: Sequence[QWidget], why: str, more: str) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(em(0.15))
    row = QHBoxLayout()
    row.setSpacing(em(1))
    for step in steps:
        row.addWidget(step)
    row.addStretch()
    column.addLayout(row)
    for words, role in ((why, "warns"), (more, "muted")):
        if words:
            column.addWidget(label(words, role, wrap=True))
    return ground
