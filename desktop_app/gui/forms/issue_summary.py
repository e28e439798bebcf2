"""All objections to a form in one place, each a way to its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.domain.issue import Issue, any_blocks
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.words import label, set_role
from desktop_app.i18n import ngettext


class IssueSummary(QFrame):
    """Hidden while nothing is wrong.

    Signals:
        field_chosen: the name of the field to go to.
    """

    field_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "summary")
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(em(1), em(0.6), em(1), em(0.6))
        self._column.setSpacing(em(0.2))
        self.hide()

    def show_issues(self, issues: Sequence[tuple[Issue, str]]) -> None:
        """List these issues, each with its words."""
        self._clear()
        blocks = any_blocks(issue for issue, _words in issues)
        set_role(self, "false" if blocks else "true", "warns")
        if issues:
            self._add(label(_headline(len(issues), blocks=blocks), "heading"))
        for issue, words in issues:
            way = link(words)
            way.setAccessibleName(words)
            way.clicked.connect(lambda _on=False, name=issue.field: self.field_chosen.emit(name))
            self._add(way)
        self.setVisible(bool(issues))

    def _add(self, line: QWidget) -> None:
        self._lines.append(line)
        self._column.addWidget(line)

    def _clear(self) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []


def _headline(count: int, *, blocks: bool) -> str:
    if blocks:
        words = ngettext("Not saved yet: {count} remark", "Not saved yet: {count} remarks", count)
    else:
        words = ngettext(
            "{count} remark, it can be saved", "{count} remarks, it can be saved", count
        )
    return words.format(count=count)
