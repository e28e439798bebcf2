"""Two laptops compared by their state codes: shown large, and the other's typed."""

from __future__ import annotations

import re
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.role import Right
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.laptop_identity import show_page
from desktop_app.gui.forms.field import Field
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.square_code import SquareCode
from desktop_app.gui.widgets.typed_line import CodeLine
from desktop_app.gui.widgets.words import Badge, label
from desktop_app.i18n import _, mark
from desktop_app.services.exchange.telling import unread_words
from desktop_app.services.office import Office
from desktop_app.storage.state_code import StateCode

_SQUARE = "NS1"
"""What a square code of a state begins with, where a reader types it."""
_MARKS = re.compile(r"[^0-9A-Z]")
_GROUP = 8


class Verdict(StrEnum):
    """What the typed code says."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNFINISHED = "unfinished"


WORDS = {
    Verdict.EQUAL: mark("Equal: both laptops hold the same records."),
    Verdict.DIFFERENT: mark(
        "Not equal: one of them has something that the other has not. Exchange bundles in both"
        " directions, then compare again."
    ),
}


def verdict_of(own: StateCode, typed: str) -> Verdict:
    """Compare a code as people type it, short or long, with or without marks between."""
    plain = _MARKS.sub("", typed.upper()).removeprefix(_SQUARE)
    short, long = _MARKS.sub("", own.short), own.long.upper()
    if plain in {short, long}:
        return Verdict.EQUAL
    return Verdict.DIFFERENT if len(plain) in {len(short), len(long)} else Verdict.UNFINISHED


def long_words(code: StateCode) -> str:
    """Write the long form in groups, four to a line."""
    groups = [code.long[at : at + _GROUP].upper() for at in range(0, len(code.long), _GROUP)]
    return "\n".join(" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4))


class StateDialog(FootedDialog):
    """Shows the code of this laptop, short, long and square, and compares it while one types."""

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(_("State code"), (46, 34), parent, way_out=_("Close"))
        self._code, self._unread = office.caretaking.state(), office.caretaking.unread()
        self.typed = CodeLine()
        self._verdict = Badge()
        self._advice = label("", "muted", wrap=True)
        self._build()
        self.typed.edited.connect(self._compare)
        if office.may(Right.PRINT):
            self.add_button(_("Print it…"), lambda: show_page(self, office, runner))
        self.typed.setFocus()

    @property
    def verdict(self) -> str:
        """What is said of the typed code."""
        return self._verdict.text()

    def _build(self) -> None:
        words = _(
            "Equal code means equal content, down to the last field. Let somebody read the code"
            " of the other laptop to you, or scan it; it stands at the right end of its status"
            " line, at the foot of every sheet, and on its enrolment page."
        )
        self.content.addWidget(label(words, "muted", wrap=True))
        if self._unread:
            kept = unread_words(self._unread).format(count=self._unread)
            self.content.addWidget(label(kept, "muted", wrap=True))
        facts = QVBoxLayout()
        facts.setSpacing(em(0.4))
        short = label(self._code.short, "name")
        short.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        long = label(long_words(self._code), "note")
        long.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for caption, shown in ((_("Short, for the telephone"), short), (_("Whole"), long)):
            facts.addWidget(label(caption, "caption"))
            facts.addWidget(shown)
        facts.addSpacing(em(0.6))
        caption = _("The code of the other laptop")
        facts.addWidget(Field("other", caption, self.typed, hint="", unit="", required=False))
        row = QHBoxLayout()
        row.addWidget(self._verdict)
        row.addStretch()
        facts.addLayout(row)
        facts.addWidget(self._advice)
        facts.addStretch()
        halves = QHBoxLayout()
        halves.setSpacing(em(2))
        halves.addLayout(facts, 1)
        code = SquareCode(self._code.square, _("Square code of the state"))
        halves.addWidget(code, 0, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(halves, 1)

    def _compare(self) -> None:
        found = verdict_of(self._code, self.typed.text())
        said = {Verdict.EQUAL: _("equal"), Verdict.DIFFERENT: _("not equal")}.get(found, "")
        self._verdict.show_word(said, "ok" if found is Verdict.EQUAL else "accent")
        self._advice.setText(_(WORDS[found]) if found in WORDS else "")
