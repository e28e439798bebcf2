"""Exchange by stick (U盘交换): laptops, disagreements, likely duplicates, history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop_app.domain.role import Right
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.export_bundle import ExportDialog
from desktop_app.gui.dialogs.import_bundles import ImportDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.stick_watch import InSight, NoSticks, Sticks, StickWatch
from desktop_app.gui.pages import stick_words
from desktop_app.gui.pages.disputes_part import DisputesPart
from desktop_app.gui.pages.duplicates_part import DuplicatesPart
from desktop_app.gui.pages.laptops_part import LaptopsPart
from desktop_app.gui.pages.meetings_part import MeetingsPart
from desktop_app.gui.pages.page import Page, PageAction
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.notice import Notice
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office


class ExchangePage(Page):
    """Tabs over four lists; `sticks` is whoever knows this system's sticks.

    Signals:
        ledger_changed: other laptops' changes came into the ledger, or went out of it.
        exchanged: a bundle was written or merged.
    """

    ledger_changed = Signal()
    exchanged = Signal()

    name, title, icon = "exchange", mark("Exchange"), "exchange"

    def __init__(
        self,
        office: Office,
        runner: JobRunner,
        sticks: Sticks | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._runner = runner
        self._may_exchange = office.may(Right.EXCHANGE)
        own = office.desk.store.identity.device
        self._watch = StickWatch(sticks or NoSticks(), own, runner, self)
        self.laptops = LaptopsPart(office, runner)
        self.disputes = DisputesPart(office)
        self.duplicates = DuplicatesPart(office, runner)
        self.meetings = MeetingsPart(office, runner)
        self.parts: tuple[Page, ...] = (
            *(self.laptops, self.disputes),
            *(self.duplicates, self.meetings),
        )
        self.notice = Notice()
        self._bar = QTabBar()
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.setFocusProxy(self.part)  # read when it comes to the front, not at every log-in

    @property
    def part(self) -> Page:
        """The list in front."""
        return self.parts[self._stack.currentIndex()]

    def show_part(self, part: Page) -> None:
        """Bring a list to the front."""
        self._bar.setCurrentIndex(self.parts.index(part))

    def page_actions(self) -> Sequence[PageAction]:
        """Offer to write a bundle and to merge some."""
        if not self._may_exchange:
            return ()
        return (
            PageAction(mark("Write a bundle"), Shortcut.EXPORT.keys, self.export),
            PageAction(mark("Merge"), Shortcut.IMPORT.keys, self.begin_merging, primary=True),
        )

    def refresh(self) -> None:
        """Read the list in front again, and how much there is to settle."""
        self.part.refresh()
        if self.part is not self.duplicates:
            self.duplicates.refresh()  # its tab tells how many there are, whichever is in front
        self.say_how_many()

    def show_record(self, record: object) -> None:
        """Show the part of this name."""
        for part in self.parts:
            if part.name == record:
                self.show_part(part)

    def show_disputes(self) -> None:
        """Show what people disagree on."""
        self.show_part(self.disputes)

    def show_campaign(self, _campaign: object) -> None:
        """Laptops belong to no campaign; what is to settle is told as soon as the office opens."""
        self.say_how_many()

    def export(self, device: str = "") -> ExportDialog:
        """Write a bundle, for one laptop or for those for whom something waits."""
        chosen = (device,) if device else ()
        dialog = ExportDialog(self._office, self._runner, self._watch.seen, chosen, self)
        dialog.exported.connect(self._note_exported)
        self._watch.changed.connect(dialog.place.show_sticks)
        dialog.open()
        return dialog

    def begin_merging(self) -> ImportDialog:
        """Look at what lies on the sticks; where nothing does, ask for files."""
        if self._watch.seen.bundles:
            return self.merge(self._watch.seen.bundles)
        dialog = self.merge(())
        if not self._watch.seen.sticks:
            dialog.ask_for_files()
        return dialog

    def merge(self, files: Iterable[Path]) -> ImportDialog:
        """Say what merging these files would do, and merge them when that is wanted."""
        dialog = ImportDialog(self._office, self._runner, files, self)
        dialog.merged.connect(lambda _looked: self._note_changed())
        dialog.open()
        return dialog

    def dialogs(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Name the dialogs in which much is filled in or read, with what opens each."""
        if self._may_exchange:
            yield "write_bundle", self.export
            yield "merge_bundles", lambda: self.merge(())
        yield "identity", self.laptops.show_identity
        yield "state_code", self.laptops.compare_states

    def say_how_many(self) -> None:
        """Say in the rail how many disagreements there are, and on their tab."""
        count = self._office.conflicts.count()
        words = ngettext("{count} to settle", "{count} to settle", count).format(count=count)
        self.count_changed.emit(words if count else "")
        self._number(self.disputes, count)

    def _number(self, part: Page, count: int) -> None:
        words = f"{_(part.title)} {count}" if count else _(part.title)
        self._bar.setTabText(self.parts.index(part), words)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks while the page is shown."""
        super().showEvent(event)
        self._watch.switch(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        self._watch.switch(on=False)
        super().hideEvent(event)

    def _build(self) -> None:
        self._bar.setAccessibleName(_("Parts of the exchange"))
        self._bar.setExpanding(False)
        self._bar.setDrawBase(False)
        for part in self.parts:
            self._bar.addTab(_(part.title))
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(em(1), em(0.4), em(1), 0)
        head.setSpacing(em(0.3))
        head.addWidget(self.notice)
        head.addWidget(self._bar)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._bar.currentChanged.connect(self._show_part)
        self._watch.changed.connect(self._show_sticks)
        self.laptops.export_wanted.connect(self.export)
        self.laptops.changed.connect(self._tell_saved)
        self.disputes.settled.connect(self._note_settled)
        self.duplicates.merged.connect(self._note_settled)
        self.duplicates.list.table.modelReset.connect(self._number_duplicates)
        self.meetings.changed.connect(self._note_changed)
        for part in self.parts:
            part.open_requested.connect(self.open_requested)

    def _number_duplicates(self) -> None:
        self._number(self.duplicates, self.duplicates.count)

    def _show_part(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        self.setFocusProxy(self.part)
        self.part.refresh()

    def _show_sticks(self, seen: InSight) -> None:
        self.meetings.show_lying(dict(seen.lying))
        if not seen.sticks:
            self.notice.hide()
            return
        steps = [(_("Look at them"), lambda: self.merge(seen.bundles))]
        offered = steps if seen.bundles and self._may_exchange else ()
        self.notice.say(stick_words.words_of(seen), offered)

    def _note_exported(self, _done: object) -> None:
        self.refresh()
        self.exchanged.emit()

    def _note_settled(self) -> None:
        self.say_how_many()
        self._tell_saved()

    def _tell_saved(self) -> None:
        now = datetime.now().astimezone()
        self.state_changed.emit(_("Saved {time}").format(time=f"{now:%H:%M}"))

    def _note_changed(self) -> None:
        self.refresh()
        self.ledger_changed.emit()
        self.exchanged.emit()
