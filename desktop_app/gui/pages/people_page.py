"""The people whom the union supports: found, read, recorded, imported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right, may
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs import questions
from desktop_app.gui.dialogs.roster_import import RosterImport
from desktop_app.gui.forms.person_form import FORM, PersonForm
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.page import Page, PageAction
from desktop_app.gui.pages.person_pane import PersonPane
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.people_list import PeopleList
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office
from desktop_app.services.people_lines import PersonLine
from desktop_app.storage.drafts import Draft

_ROSTER_FILES = (".xlsx", ".xls", ".csv")


class PeoplePage(Page):
    """List on the left, record on the right; recording takes the whole page."""

    name, title, icon = "people", mark("Beneficiaries"), "people"

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._runner = runner
        self._may_record = may(office.user.role, Right.RECORD)
        self._may_import = may(office.user.role, Right.IMPORT)
        self._list = PeopleList(office)
        self._pane = PersonPane(office)
        self._form = PersonForm(office)
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.setAcceptDrops(self._may_import)

    @property
    def is_writing(self) -> bool:
        """Tell whether somebody is being recorded."""
        return self._stack.currentWidget() is self._form

    def page_actions(self) -> Sequence[PageAction]:
        """Offer recording and importing, or saving while somebody is recorded."""
        if self.is_writing:
            save_and_next = Shortcut.SAVE_AND_NEXT
            return (
                PageAction(mark("Cancel"), Shortcut.LEAVE.keys, self.leave_form),
                PageAction(mark("Save"), Shortcut.SAVE.keys, self._save),
                PageAction(mark("Save and next"), save_and_next.keys, self._save_and_next, True),
            )
        offered = []
        if self._may_import:
            keys = Shortcut.IMPORT.keys
            offered.append(PageAction(mark("Import roster"), keys, self.choose_roster))
        if self._may_record:
            keys = Shortcut.NEW.keys
            offered.append(PageAction(mark("New person"), keys, self.begin_new, primary=True))
        return tuple(offered)

    def refresh(self) -> None:
        """Read the list again and keep the person in sight."""
        chosen = self._pane.person
        self._list.forget_employers()
        self._list.read()
        self._tell_drafts()
        if chosen is not None and not self._list.choose(chosen.id):
            self._show_alone(chosen.id)

    def show_record(self, record: object) -> None:
        """Show a person by record or id; the list narrows to the name if need be."""
        if isinstance(record, Draft):
            self.show_draft(record)
            return
        person = record.id if isinstance(record, Beneficiary) else str(record)
        self._show_front(self._browser)
        if self._list.choose(person):
            return
        found = self._office.desk.store.beneficiaries.get(person)
        if found is None:
            return
        self._list.look_for(found.name)
        if not self._list.choose(person):
            self._show_alone(person)

    def show_draft(self, draft: Draft) -> None:
        """Go on with a form that was left unfinished."""
        self._form.resume(draft)
        self._show_front(self._form)

    def show_campaign(self, campaign: object) -> None:
        """Show what this campaign has for each person."""
        chosen = campaign.id if isinstance(campaign, Campaign) else str(campaign or "")
        self._list.show_campaign(chosen)
        if self.isVisible():
            self.refresh()

    def begin_new(self) -> None:
        """Record somebody who is not in the register yet."""
        if self._may_record:
            self._form.begin()
            self._show_front(self._form)

    def edit(self, person: str) -> None:
        """Change what is known of a person."""
        if not self._may_record:
            return
        try:
            self._form.open(person)
        except CircumstanceError as circumstance:
            questions.tell(self, circumstance.sentence())
            return
        self._show_front(self._form)

    def leave_form(self) -> None:
        """Go back to the list; ask first if something was typed."""
        if not self._form.is_touched:
            self._show_front(self._browser)
            return
        box = questions.build_confirmation(
            self,
            _("Give up what was typed?"),
            _("It was not saved yet."),
            _("Give up"),
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.buttonClicked.connect(lambda button: self._settle_leaving(box, button))
        box.open()

    def choose_roster(self) -> None:
        """Let the person choose a roster file and look at it."""
        patterns = " ".join(f"*{ending}" for ending in _ROSTER_FILES)
        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a roster"), "", _("Rosters ({patterns})").format(patterns=patterns)
        )
        if chosen:
            self.import_roster(Path(chosen))

    def import_roster(self, file: Path) -> RosterImport:
        """Look at a roster; nothing is written before the person says so."""
        dialog = RosterImport(self._office, self._runner, file, self._list.campaign, self)
        dialog.imported.connect(self.refresh)
        dialog.grants_requested.connect(lambda: self.open_requested.emit("grants", None))
        dialog.open()
        return dialog

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one roster file, and nothing else."""
        if _roster_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the roster that was dropped."""
        file = _roster_in(event)
        if file is not None:
            event.acceptProposedAction()
            self.import_roster(file)

    def _build(self) -> None:
        self._browser = QSplitter()
        self._browser.addWidget(self._list)
        self._browser.addWidget(self._pane)
        self._browser.setChildrenCollapsible(False)
        self._pane.setMinimumWidth(em(18))
        self._browser.setStretchFactor(0, 6)
        self._browser.setStretchFactor(1, 4)
        self._stack.addWidget(self._browser)
        self._stack.addWidget(self._form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self._list)

    def _connect(self) -> None:
        self._list.view.record_chosen.connect(self._pane.show_line)
        self._list.view.record_activated.connect(lambda line: self.edit(line.person.id))
        self._pane.edit_requested.connect(self.edit)
        self._pane.visit_requested.connect(lambda one: self.open_requested.emit("visits", one))
        self._pane.grant_requested.connect(lambda one: self.open_requested.emit("grants", one))
        self._form.saved.connect(self._say_saved)
        self._form.refused.connect(lambda words: questions.tell(self, words))
        self._form.touched.connect(self._say_title)
        self._form.sheet.save_requested.connect(self._save_and_next)

    def _show_alone(self, person: str) -> None:
        """Show a person beside a list that goes on elsewhere."""
        found = self._office.desk.store.beneficiaries.get(person)
        if found is not None:
            age = found.age_on(self._office.desk.today())
            self._pane.show_line(PersonLine(person=found, age=age))

    def _show_front(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self.setFocusProxy(self._form if part is self._form else self._list)
        self.setFocus()
        self._say_title()
        self._tell_drafts()
        self.actions_changed.emit()

    def _say_title(self) -> None:
        if not self.is_writing:
            self.title_changed.emit("", "")
            return
        title = _("New person") if self._form.is_new else self._form.person.name
        badge = _("draft, kept at every field") if self._form.is_touched else ""
        self.title_changed.emit(title, badge)

    def _tell_drafts(self) -> None:
        count = sum(draft.form == FORM for draft in self._office.drafting.mine())
        words = ngettext("{count} draft", "{count} drafts", count).format(count=count)
        self.count_changed.emit(words if count else "")

    def _save(self) -> None:
        if self._form.save():
            kept = self._form.person.id
            self._show_front(self._browser)
            self._list.read()
            self.show_record(kept)

    def _save_and_next(self) -> None:
        if self._form.save():
            self._form.begin()
            self._say_title()

    def _say_saved(self, person: Beneficiary) -> None:
        now = datetime.now().astimezone()
        words = _("{name} saved at {time}").format(name=person.name, time=f"{now:%H:%M}")
        self.state_changed.emit(words)
        self._list.forget_employers()

    def _settle_leaving(self, box: QMessageBox, button: object) -> None:
        if button is not box.escapeButton():
            self._form.discard()
            self._show_front(self._browser)


def _roster_in(event: QDropEvent) -> Path | None:
    """Give the roster file that is dragged, if it is one and alone."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    file = Path(urls[0].toLocalFile())
    return file if file.suffix.lower() in _ROSTER_FILES else None
