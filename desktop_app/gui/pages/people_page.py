"""The people whom the union supports: found, read, recorded, imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.person_merge import PersonMerge
from desktop_app.domain.role import Right
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.merge_people import MergeDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.dialogs.roster_import import RosterImport
from desktop_app.gui.dialogs.second_keying import SecondKeyingDialog
from desktop_app.gui.dialogs.tag_people import TagDialog
from desktop_app.gui.forms.child_form import ChildForm
from desktop_app.gui.forms.hardship_form import HardshipForm
from desktop_app.gui.forms.person_form import PersonForm
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.forms.section_forms import SECTION_FORMS
from desktop_app.gui.forms.step_form import StepForm
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.pages.page import Deed, MarkedPeople, PageAction
from desktop_app.gui.pages.person_pane import PersonPane
from desktop_app.gui.pages.record_page import Form, FormClass, RecordPage
from desktop_app.gui.tables.marked_bar import MarkedAction, always
from desktop_app.gui.tables.people_list import PeopleList
from desktop_app.gui.widgets.notice import Notice
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office
from desktop_app.services.people_lines import PersonLine
from desktop_app.services.progress import Progress
from desktop_app.services.tagging import Tagged

_ROSTER_FILES = (".xlsx", ".xls", ".csv")


class PeoplePage(RecordPage):
    """List on the left, record on the right; recording takes the whole page."""

    name, title, icon = "people", mark("Beneficiaries"), "people"

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self._runner = runner
        self._may_import = office.may(Right.IMPORT)
        self._list = PeopleList(office)
        self._pane = PersonPane(office)
        self._outcome = Notice()
        forms: list[FormClass[QWidget]] = [
            *(PersonForm, HardshipForm, StepForm),
            *SECTION_FORMS,
            ChildForm,
        ]
        self.build(self._list, self._pane, forms)
        self._list.put_above(self._outcome)
        self._list.offer_for_marked(self._for_marked())
        self._connect()
        self.setAcceptDrops(self._may_import)

    @property
    def _form(self) -> PersonForm:
        return self.made(PersonForm)

    def list_actions(self) -> Sequence[PageAction]:
        """Offer recording and importing."""
        offered = []
        if self._may_import:
            keys = Shortcut.IMPORT.keys
            offered.append(PageAction(mark("Import roster"), keys, self.choose_roster))
        if self._may_record:
            keys = Shortcut.NEW.keys
            offered.append(PageAction(mark("New person"), keys, self.begin_new, primary=True))
        return tuple(offered)

    def read(self) -> None:
        """Read the list again and keep the person in sight."""
        chosen = self._pane.person
        self._list.forget_employers()
        self._list.read()
        if chosen is not None and not self._list.choose(chosen.id):
            self._show_alone(chosen.id)

    def choose(self, record: str) -> None:
        """Put the cursor on a person; the list narrows to the name if need be.

        A record that was merged into another is shown as that other one.
        """
        record = self._office.register.kept_id(record)
        if self._list.choose(record):
            return
        found = self._office.desk.store.beneficiaries.get(record)
        if found is None:
            return
        self._list.look_for(found.name)
        if not self._list.choose(record):
            self._show_alone(record)

    def begin_like(self, form: Form, kept: object) -> None:
        """Begin the next person, or go back to whom another form was about."""
        if isinstance(form, PersonForm):
            form.begin()
        elif isinstance(form, ChildForm) and isinstance(kept, LeftBehindChild):
            form.begin_sibling(kept)
        else:
            super().begin_like(form, kept)

    def join(self, form: QWidget) -> None:
        """Follow what a person's form asks for beside saving."""
        if isinstance(form, PersonForm):
            form.reopened.connect(self._say_title)
            form.person_requested.connect(self._look_at)
            form.merge_requested.connect(self.merge)

    def show_campaign(self, campaign: object) -> None:
        """Show what this campaign has for each person."""
        chosen = campaign.id if isinstance(campaign, Campaign) else str(campaign or "")
        self._list.show_campaign(chosen)
        if self.isVisible():
            self.refresh()

    def begin_new(self) -> None:
        """Record somebody who is not in the register yet."""
        if self._may_record:
            self.write(self._form, lambda _form: self._form.begin())

    def show_aid_due(self) -> None:
        """Show the model workers whose lasting aid is due."""
        self.show_list()
        self._list.show_aid_due()

    def show_reviews_due(self) -> None:
        """Leave only those whose hardship file is due for its annual review."""
        self.show_list()
        self._list.show_reviews_due()

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

    def merge_marked(self) -> None:
        """Compare the two people that are marked in the list."""
        marked = [line.person.id for line in self._list.view.chosen_records()]
        try:
            self._office.desk.require(Right.MERGE)
        except CircumstanceError as refusal:
            tell(self, refusal.sentence())
            return
        if self.is_writing or len(marked) != 2:
            tell(
                self,
                _(
                    "Mark two records in the list first: go to one, with Ctrl and an arrow to "
                    "the other, and press Space; or click one and Ctrl+click the other."
                ),
            )
        else:
            self.merge(*marked)

    def merge(self, one: str, other: str) -> MergeDialog | None:
        """Compare two records and merge them if the person says so."""
        try:
            dialog = MergeDialog(self._office, one, other, self)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return None
        dialog.merged.connect(self._show_merged)
        dialog.open()
        return dialog

    def key_again(self) -> SecondKeyingDialog | None:
        """Key values a second time that others have typed."""
        if not self._may_record:
            return None
        dialog = SecondKeyingDialog(self._office, self)
        dialog.keyed.connect(self.refresh)
        dialog.open()
        return dialog

    def settle_keyings(self) -> None:
        """Show what was keyed twice and differs."""
        dialog = self.key_again()
        if dialog is not None:
            dialog.show_differences()

    def dialogs(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Name the dialogs of this page, with what opens each for the first people of the list."""
        rows = range(min(2, self._list.table.rowCount()))
        first = [self._list.table.record(row) for row in rows]
        yield "tag", partial(self.tag, first)
        if first[1:]:
            yield "merge", partial(self.merge, *(line.person.id for line in first))
        yield "columns", self._list.choose_columns
        yield "second_keying", self.key_again

    def _show_merged(self, merge: PersonMerge) -> None:
        self.show_list()
        self.read()
        self.choose(merge.kept)
        words = _("Two records are shown as {name} now; undo it under “Same person?”.")
        shown = self._office.register.open(merge.kept).record
        self.state_changed.emit(words.format(name=shown.name))

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

    def tag(self, lines: Sequence[PersonLine]) -> TagDialog | None:
        """Put tags on these people or take some off."""
        if not self._may_record or not lines:
            return None
        people = [line.person for line in lines]
        dialog = TagDialog(self._office, self._runner, people, self)
        dialog.tagged.connect(self._tell_tagged)
        dialog.open()
        return dialog

    def _for_marked(self) -> Sequence[MarkedAction]:
        offered = (
            (Right.PLAN, mark("Plan grants"), partial(self._ask_grants, Deed.PLAN), True),
            (Right.PRINT, mark("Print…"), partial(self._ask_grants, Deed.PRINT), True),
            (Right.RECORD, mark("Tag…"), self.tag, False),
        )
        return [
            MarkedAction(text=text, run=run, possible=self._has_campaign if asks else always)
            for right, text, run, asks in offered
            if self._office.may(right)
        ]

    def _has_campaign(self) -> bool:
        return bool(self._list.campaign)

    def _ask_grants(self, deed: Deed, lines: Sequence[PersonLine]) -> None:
        people = tuple(line.person.id for line in lines)
        self.open_requested.emit("grants", MarkedPeople(people, deed))

    def _tell_tagged(self, done: Tagged) -> None:
        self.refresh()
        count = len(done.people)
        words = ngettext("{count} person tagged.", "{count} people tagged.", count)
        if not count:
            self._outcome.say(_("Nothing was to be changed."))
            return
        steps = [(_("Undo"), lambda: self._take_back(done))]
        self._outcome.say(words.format(count=f"{count:,}"), steps)

    def _take_back(self, done: Tagged) -> None:
        work = at_own_office(self._office, partial(_undo_tags, done))
        perform(self, self._runner, _("Changing the tags"), work, self._tell_taken_back)

    def _tell_taken_back(self, _done: Tagged) -> None:
        self._outcome.hide()
        self.refresh()

    def _connect(self) -> None:
        self._list.view.record_chosen.connect(self._pane.show_line)
        self._list.view.record_activated.connect(lambda line: self._edit(line.person.id))
        tag = QShortcut(QKeySequence(Shortcut.TAG.keys), self._list)
        tag.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        tag.activated.connect(lambda: self.tag(self._list.view.chosen_records()))
        self._pane.edit_requested.connect(self._edit)
        self._pane.visit_requested.connect(lambda one: self.open_requested.emit("visits", one))
        self._pane.grant_requested.connect(lambda one: self.open_requested.emit("grants", one))
        self._pane.need_requested.connect(lambda one: self.open_requested.emit("needs", one))
        self._pane.form_requested.connect(self._open_form)
        self._pane.merge_requested.connect(self.merge)
        self._pane.person_requested.connect(self.choose)
        self._pane.register_changed.connect(self.refresh)
        for shortcut, act in (
            (Shortcut.MERGE, self.merge_marked),
            (Shortcut.KEY_AGAIN, self.key_again),
        ):
            QShortcut(QKeySequence(shortcut.keys), self).activated.connect(act)

    def _look_at(self, person: str) -> None:
        """Put the form aside, with its draft, and show another person."""
        self.show_list()
        self.choose(person)

    def _edit(self, person: str) -> None:
        self.edit(self._form, person)

    def _open_form(self, name: str, record: object) -> None:
        """Open another form about the person shown: a kept record by its id, or a new one."""
        form = self.form_of(name)
        if isinstance(record, dict) and self._may_record:
            self.write(form, lambda _form: cast("RecordForm[object]", form).begin(**record))
        elif isinstance(record, str):
            self.edit(form, record)

    def _show_alone(self, person: str) -> None:
        """Show a person beside a list that goes on elsewhere."""
        found = self._office.desk.store.beneficiaries.get(person)
        if found is not None:
            age = found.age_on(self._office.desk.today())
            self._pane.show_line(PersonLine(person=found, age=age))


def _undo_tags(done: Tagged, office: Office, progress: Progress) -> Tagged:
    return office.tagging.undo(done, progress)


def _roster_in(event: QDropEvent) -> Path | None:
    """Give the roster file that is dragged, if it is one and alone."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    file = Path(urls[0].toLocalFile())
    return file if file.suffix.lower() in _ROSTER_FILES else None
