"""One visit to read: what was recorded, heard and photographed, and what was done to it since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.need import Need
from desktop_app.domain.role import Right
from desktop_app.gui.pages import visit_words as say
from desktop_app.gui.pages.attachments_part import attachments_part
from desktop_app.gui.pages.record_pane import Head, Part, RecordPane
from desktop_app.gui.pages.timeline import timeline_of
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.visit_columns import moment_words, people_words
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office
from desktop_app.services.visit_lines import VisitLine, VisitLines
from desktop_app.storage.drafts import Draft

_DEEDS = {"visit.recorded": mark("Visit recorded"), "visit.changed": mark("Visit changed")}


class VisitPane(RecordPane):
    """Shows a visit read-only, or a draft of one.

    Signals:
        elsewhere_requested: the name of another page and the id of the record to show there.
        draft_wanted: the draft to go on with.
        draft_unwanted: the draft to forget.
    """

    elsewhere_requested = Signal(str, object)
    draft_wanted = Signal(object)
    draft_unwanted = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(_("Choose a visit on the left to read it here."), parent)
        self._office = office
        self._lines = VisitLines(office.desk)
        self._may_record = office.may(Right.RECORD)
        self.setAccessibleName(_("Visit"))

    def show_draft(self, draft: Draft | None) -> None:
        """Show that a visit was left half typed, and what can be done with it."""
        if draft is None:
            self.clear()
            return
        body = _Lines()
        body.add_way(_("Go on with it"), lambda: self.draft_wanted.emit(draft))
        body.add_way(_("Discard it"), lambda: self.draft_unwanted.emit(draft))
        typed = _("Typed last {moment}").format(moment=moment_words(draft.at_ms))
        name = draft.title or _("Nobody chosen yet")
        head = Head(record=draft.record, name=name, facts=typed, may_edit=False)
        self.present(head, [Part(_("Draft"), body)])

    def show_line(self, line: VisitLine | None) -> None:
        """Show a visit with what was given and its history."""
        if line is None:
            self.clear()
            return
        visit = line.visit
        head = Head(
            record=visit.id,
            name=people_words(line),
            facts=say.headline(visit),
            badge=say.occasion(visit),
            may_edit=self._may_record,
        )
        needs = self._office.needs.heard_in(visit.id)
        photos = attachments_part(self._office, "visit", visit.id, partial(self._again, visit.id))
        self.present(
            head,
            [
                Part(_("Overview"), self._overview(line)),
                Part(_("Needs"), self._heard(needs), len(needs)),
                photos,
            ],
            label(_("Changes to the record"), "heading"),
            timeline_of(self._lines.history(visit.id), _DEEDS),
        )

    def _again(self, visit: str) -> None:
        self.show_line(self._lines.line(visit))

    def _overview(self, line: VisitLine) -> QWidget:
        visit, body = line.visit, _Lines()
        for page, words, ids, names in (
            ("people", _("Open the file of {name}"), visit.beneficiaries, line.people),
            ("people", _("Household of {name}"), visit.households, line.households),
            ("employers", _("Open the record of {name}"), visit.employers, line.employers),
        ):
            for one, name in zip(ids, names, strict=False):
                go = partial(self.elsewhere_requested.emit, page, one)
                body.add_way(words.format(name=name), go)
        for caption, lines in say.parts(line):
            body.add_part(caption, lines)
        return body

    def _heard(self, needs: Sequence[Need]) -> QWidget:
        body = _Lines()
        for need in needs:
            go = partial(self.elsewhere_requested.emit, "needs", need.id)
            body.add_way(say.need(need, self._office.needs.state(need)), go)
        if not needs:
            body.add_line(_("No need was recorded in this visit."), "muted")
        return body


class _Lines(QWidget):
    """Captions with their lines under each other, and words that lead elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(0.3))

    def add_line(self, words: str, role: str = "") -> None:
        """Add one line of text that can be selected."""
        said = label(words, role, wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(said)

    def add_part(self, caption: str, lines: Sequence[str]) -> None:
        """Add a caption with its lines, or nothing where there is nothing to say."""
        said = [line for line in lines if line]
        if said:
            self._column.addSpacing(em(0.5))
            self.add_line(caption, "caption")
        for line in said:
            self.add_line(line)

    def add_way(self, words: str, follow: Callable[[], object]) -> None:
        """Add words that can be followed."""
        way = link(words)
        way.clicked.connect(lambda _on=False: follow())
        self._column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
