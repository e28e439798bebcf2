"""Printed wrongly: a reason is pressed and that is all; or only the paper is spoiled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.queue_columns import whose
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext
from desktop_app.services.office import Office
from desktop_app.services.spoiling import REASONS
from desktop_app.storage.sheets import SheetLine

ABREAST = 2


class SpoilDialog(FootedDialog):
    """Says what will happen and to which sheets; each reason is a button that does it.

    Signals:
        spoilt: the Spoilt.
        copy_requested: only the paper is spoiled; these lines are to be printed again as they are.
    """

    spoilt = Signal(object)
    copy_requested = Signal(object)

    def __init__(
        self, office: Office, lines: Sequence[SheetLine], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Printed wrongly"), (46, 27), parent)
        self._office = office
        self._lines = tuple(lines)
        self.reasons: list[KeyedButton] = []
        self._build()
        self.reasons[0].setFocus()

    def spoil(self, reason: str) -> None:
        """Void the sheets for this reason, or ask for it; what is in the way is told."""
        try:
            done = self._office.spoiling.spoil([line.sheet.id for line in self._lines], reason)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return
        self.spoilt.emit(done)
        self.accept()

    def _build(self) -> None:
        self.content.addWidget(label(_which(self._lines), "heading", wrap=True))
        if self._office.may(Right.VOID):
            words = _(
                "The number becomes void, and the sheet is queued under a new number that names"
                " the old one. Keep the void paper with the others."
            )
        else:
            words = _(
                "An approver is asked to void the number. Until then the sheet stands; afterwards"
                " it is queued under a new number that names the old one."
            )
        self.content.addWidget(label(words, wrap=True))
        self.content.addWidget(label(_("What is wrong? Press the reason."), "caption"))
        grid = QGridLayout()
        grid.setSpacing(em(0.6))
        for at, msgid in enumerate(REASONS):
            button = KeyedButton(_(msgid))
            button.clicked.connect(partial(self.spoil, _(msgid)))
            self.reasons.append(button)
            grid.addWidget(button, at // ABREAST, at % ABREAST)
        self.content.addLayout(grid)
        self.content.addLayout(self._build_other())
        self.content.addStretch()
        if self._office.may(Right.PRINT):
            self.content.addWidget(
                label(
                    _("Is only the paper smudged, torn or lost? Then the number stands."),
                    "muted",
                    wrap=True,
                )
            )
            self.add_button(_("Print again, marked 补打…"), self._ask_for_copy)

    def _build_other(self) -> QHBoxLayout:
        self.other = TextLine()
        self.other.setAccessibleName(_("Another reason"))
        self.other.setPlaceholderText(_("Another reason"))
        do = KeyedButton(_("Void for this reason"))
        do.setEnabled(False)
        do.clicked.connect(lambda _on=False: self.spoil(self.other.text()))
        self.other.edited.connect(lambda: do.setEnabled(bool(self.other.text().strip())))
        row = QHBoxLayout()
        row.setSpacing(em(0.7))
        row.addWidget(self.other, 1)
        row.addWidget(do)
        return row

    def _ask_for_copy(self) -> None:
        self.copy_requested.emit(self._lines)
        self.reject()


def _which(lines: Sequence[SheetLine]) -> str:
    if len(lines) == 1:
        return " · ".join(part for part in (lines[0].sheet.number, whose(lines[0])) if part)
    words = ngettext("{count} sheet", "{count} sheets", len(lines))
    first, last = lines[0].sheet.number, lines[-1].sheet.number
    return f"{words.format(count=f'{len(lines):,}')} · {first} … {last}"
