"""What happened, the latest first, along a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.tables.visit_columns import moment_words
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark
from desktop_app.services.keeping import Deed
from desktop_app.services.revealed_words import REVEALED_WORDS

_TOP = Qt.AlignmentFlag.AlignTop
_ENDINGS = {"added": mark("Recorded"), "changed": mark("Record changed")}
_ANYWHERE = {
    "conflict.settled": mark("Disagreement settled"),
    "printed.record": mark("Record printed"),
    "value.erased": mark("Value erased"),
}


def timeline(lines: Iterable[tuple[str, str]]) -> QWidget:
    """List moments and what happened then."""
    ground = QWidget()
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(em(0.9))
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedWidth(em(0.15))
    row.addWidget(line)
    grid = QGridLayout()
    grid.setHorizontalSpacing(em(0.9))
    grid.setVerticalSpacing(em(0.6))
    grid.setColumnStretch(1, 1)
    row.addLayout(grid, 1)
    for at, (when, words) in enumerate(lines):
        grid.addWidget(label(when, "caption"), at, 0, _TOP)
        grid.addWidget(label(words, wrap=True), at, 1, _TOP)
    return ground


def timeline_of(deeds: Iterable[Deed], words: Mapping[str, str] | None = None) -> QWidget:
    """List what was done to a record; `words` are msgids by action, beside the usual ones."""
    return timeline((moment_words(deed.at_ms), _deed_words(deed, words or {})) for deed in deeds)


def _deed_words(deed: Deed, words: Mapping[str, str]) -> str:
    ending = deed.action.rpartition(".")[2]
    usual = _ANYWHERE.get(deed.action) or REVEALED_WORDS.get(deed.action) or _ENDINGS.get(ending)
    said = _(words.get(deed.action) or usual or deed.action)
    return " · ".join(part for part in (said, deed.reason, deed.by) if part)
