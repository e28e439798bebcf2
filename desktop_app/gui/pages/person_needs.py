"""What a person's record shows of the needs: the open ones first, each a way to its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.gui.pages.person_parts import Open, entry, stacked
from desktop_app.gui.tables.need_columns import code_words, state_tone, state_words
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.words import Badge
from desktop_app.i18n import _
from desktop_app.services.need_lines import NeedLine


def needs(found: Sequence[NeedLine], go: Open, begin: Callable[[], object] | None) -> QWidget:
    """List the needs of a person; `begin` records another one."""
    ground = stacked([_need(line, go) for line in found], _("Nothing was asked for yet."))
    column = ground.layout()
    if begin is not None and isinstance(column, QVBoxLayout):
        more = link(_("Record a need"))
        more.clicked.connect(lambda _on=False: begin())
        column.addWidget(more)
    return ground


def _need(line: NeedLine, go: Open) -> QWidget:
    need = line.need
    way = link(code_words("need_kind", need.kind))
    way.setAccessibleName(f"{way.text()} {state_words(line)}")
    way.clicked.connect(lambda: go(need.id))
    tone = "accent" if line.is_overdue else state_tone(line)
    heard = need.heard_on.isoformat() if need.heard_on else ""
    outcome = code_words("need_outcome", need.outcome)
    said = [heard, need.words, outcome, need.outcome_words, _due(line), line.owner]
    words = " · ".join(part for part in said if part)
    return entry([way, Badge(state_words(line), tone)], words)


def _due(line: NeedLine) -> str:
    if line.need.due is None or line.need.is_closed:
        return ""
    words = _("overdue since {day}") if line.is_overdue else _("due {day}")
    return words.format(day=line.need.due.isoformat())
