"""One row of a form: caption, editor, unit, remark and objections, in sight and in sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.issue import Issue, any_blocks
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.words import label, set_role
from desktop_app.i18n import _

Say = Callable[[Issue], str]


class Field(QWidget):
    """Label above, editor with its unit, then the remark and the objections under it."""

    def __init__(
        self, name: str, caption: str, editor: QWidget, *, hint: str, unit: str, required: bool
    ) -> None:
        super().__init__()
        self.name = name
        self.caption = caption
        self.editor = editor
        self._hint = hint
        self._note = label(hint, "note", wrap=True)
        self._issue = label("", "blocks", wrap=True)
        self._issue.setObjectName(f"{name}_issue")
        self._name_editor(unit)
        self._build(unit, required=required)
        self._show_lines()

    def set_note(self, note: str) -> None:
        """Show a remark that changes with the value; the hint stands where there is none."""
        self._note.setText(note or self._hint)
        self._show_lines()

    def show_issues(self, issues: Sequence[Issue], say: Say) -> None:
        """Say everything that is wrong here, the blocking ones first."""
        ordered = sorted(issues, key=lambda issue: not issue.blocks)
        severity = "blocks" if any_blocks(ordered) else "warns"
        self._issue.setText("\n".join(say(issue) for issue in ordered))
        set_role(self._issue, severity)
        set_role(self.editor, severity if ordered else "", "issue")
        spoken = [self._hint, self._issue.text()]
        self._target().setAccessibleDescription(" ".join(words for words in spoken if words))
        self._show_lines()

    def take_focus(self) -> None:
        """Go to the editor."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _target(self) -> QWidget:
        """Give what takes the keys: of a compound editor, a part."""
        return self.editor.focusProxy() or self.editor

    def _name_editor(self, unit: str) -> None:
        self.editor.setObjectName(self.name)
        spoken = f"{self.caption} ({unit})" if unit else self.caption
        for part in {self.editor, self._target()}:
            if part is self.editor or not part.accessibleName():
                part.setAccessibleName(spoken)
                part.setAccessibleDescription(self._hint)

    def _build(self, unit: str, *, required: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.25))
        column.addLayout(self._heading(required=required))
        line = QHBoxLayout()
        line.setSpacing(em(0.5))
        line.addWidget(self.editor, 1)
        if unit:
            line.addWidget(label(unit, "unit"))
        column.addLayout(line)
        column.addWidget(self._note)
        column.addWidget(self._issue)

    def _heading(self, *, required: bool) -> QHBoxLayout:
        caption: QLabel = label(self.caption, "caption")
        caption.setBuddy(self._target())
        heading = QHBoxLayout()
        heading.setSpacing(em(0.5))
        heading.addWidget(caption)
        if required:
            heading.addWidget(label(_("required"), "required"))
        heading.addStretch()
        return heading

    def _show_lines(self) -> None:
        """Let what blocks speak alone: a remark that judges the same value would say it twice."""
        blocked = self._issue.property("role") == "blocks" or getattr(self.editor, "judges", False)
        spoken_of = bool(self._issue.text()) and blocked and self._note.text() != self._hint
        self._note.setVisible(bool(self._note.text()) and not spoken_of)
        self._issue.setVisible(bool(self._issue.text()))
