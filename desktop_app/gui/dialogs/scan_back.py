"""Scanning back: pages in, then a glance at each signature beside the name it stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QWidget

from desktop_app.domain.role import Right
from desktop_app.domain.scan import SignatureVerdict
from desktop_app.gui.dialogs.camera import CameraDialog
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.dialogs.scan_pane import ScanPane
from desktop_app.gui.faults import report as report_trouble
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.style.look import em
from desktop_app.gui.tables import scan_rows
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.scan_rows import STATES, ScanRow
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.camera_feed import CameraFeed, has_camera
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.filter_chip import Choices, FilterChip
from desktop_app.gui.widgets.progress_strip import ProgressStrip
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress, unwatched
from desktop_app.services.scanning.filing import ScanReport
from desktop_app.services.scanning.pages import ENDINGS, Source, sources_in
from desktop_app.services.scanning.scan_back import Place
from desktop_app.services.scanning.wording import VERDICTS

_SLOW_MS = 300  # before a reading says how far it is
_SIGNED_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScanBackDialog(FootedDialog):
    """Reads pages and lists what they hold; Enter says signed, E empty, Ctrl+Z takes it back.

    Signals:
        changed: pages were filed, or words were said; when the review is left.
        listed: everything there is to look at stands in the list.
        read: a batch was read, with its ScanReport.
    """

    changed = Signal()
    listed = Signal()
    read = Signal(object)

    def __init__(
        self, office: Office, runner: JobRunner, campaign: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Scan back"), (104, 58), parent, way_out=_("Close"))
        self._office, self._runner, self._campaign = office, runner, campaign
        self._rows: list[ScanRow] = []
        self._unkept: list[ScanRow] = []
        self._said: list[Place] = []
        self._has_changed = False
        self._build()
        self.setAcceptDrops(office.may(Right.SCAN))
        self._look()
        self._list.setFocus()

    def choose_files(self) -> None:
        """Let the person choose scans."""
        patterns = " ".join(f"*{ending}" for ending in ENDINGS)
        files, _filter = QFileDialog.getOpenFileNames(
            self, _("Choose scans"), "", _("Scans ({patterns})").format(patterns=patterns)
        )
        if files:
            self.scan(sources_in([Path(file) for file in files]))

    def choose_folder(self) -> None:
        """Let the person choose a folder of scans."""
        folder = QFileDialog.getExistingDirectory(self, _("Choose a folder of scans"))
        if folder:
            self.scan(sources_in([Path(folder)]))

    def take_pages(self) -> None:
        """Take pages with the camera."""
        dialog = CameraDialog(CameraFeed(self), self)
        dialog.taken.connect(self.scan)
        dialog.open()

    def scan(self, sources: list[Source]) -> None:
        """Read pages and file them."""
        if not sources:
            tell(self, _("There is no PDF, JPEG, PNG or TIFF in it."))
            return
        work = at_own_office(self._office, partial(_scan, sources, self._campaign))
        job = perform(self, self._runner, _("Reading pages"), work, self._take)
        job.finished.connect(self._take_keys)

    def say(self, verdict: SignatureVerdict) -> None:
        """Say a word on the place in sight and go to the next that waits."""
        row = self._list.view.chosen_record()
        if row is None or row.place is None or not self._may:
            return
        self._office.scan_back.say(row.place, verdict)
        self._said.append(row.place)
        self._after_word([row.place], go_on=True)

    def undo(self) -> None:
        """Take the last word back."""
        if self._said:
            place = self._said.pop()
            self._office.scan_back.say(place, SignatureVerdict.UNDONE)
            self._after_word([place], go_on=False)

    def accept_all(self) -> None:
        """Take every place with enough ink on which nobody has said a word for signed."""
        places = [row.place for row in self._rows if row.place and row.state == scan_rows.INKED]
        if places and self._may:
            work = at_own_office(self._office, partial(_accept, places, self._campaign))
            words = _("Accepting signatures")
            job = perform(self, self._runner, words, work, partial(self._accepted, places))
            job.finished.connect(self._take_keys)

    def done(self, result: int) -> None:
        """Tell whoever shows grants, once."""
        super().done(result)
        self._job.cancel()
        if self._has_changed:
            self._has_changed = False
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the words that are said with single keys, before the list takes them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if plain and event.key() in _SIGNED_KEYS:
                self.say(SignatureVerdict.SIGNED)
                return True
            if plain and event.key() == Qt.Key.Key_E:
                self.say(SignatureVerdict.EMPTY)
                return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        dropped = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.scan(sources_in(dropped))

    @property
    def _may(self) -> bool:
        return self._office.may(Right.SCAN)

    def _build(self) -> None:
        self.content.addLayout(self._build_ways())
        self._strip = ProgressStrip()
        self._strip.cancel_requested.connect(self.reject)
        self.content.addWidget(self._strip)
        empty = EmptyState(
            _("Nothing has come back yet"),
            _("Choose scans of the signed sheets, or drop files or a folder here."),
        )
        self._list = RecordList(scan_rows.COLUMNS, _("Scanned sheets"), empty)
        self._list.view.installEventFilter(self)
        self._list.view.record_chosen.connect(self._show)
        self._state = FilterChip(_("State"), self._states)
        self._state.chosen.connect(lambda _code: self._list_rows())
        self._list.filters.add(self._state)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self._list)
        self._pane = ScanPane(self._office)
        split.addWidget(self._pane)
        split.addWidget(self._pane.page)
        split.setSizes([em(44), em(26), em(32)])
        self.content.addWidget(split, 1)
        self._undo = self.add_button(_("Undo"), self.undo, "Ctrl+Z")
        self._all = self.add_button(_("Accept all with ink"), self.accept_all, "Ctrl+Shift+A")
        self._no = self.add_button(_("Empty"), partial(self.say, SignatureVerdict.EMPTY))
        self._yes = self.add_button(
            _("Signed"), partial(self.say, SignatureVerdict.SIGNED), primary=True
        )

    def _build_ways(self) -> QHBoxLayout:
        """Offer the ways in which pages come."""
        files = KeyedButton(_("Choose scans…"), "Ctrl+O")
        folder = KeyedButton(_("Choose a folder…"))
        self.camera = KeyedButton(_("Camera…"))
        ways = ((files, self.choose_files), (folder, self.choose_folder))
        row = QHBoxLayout()
        row.setSpacing(em(0.7))
        for button, run in (*ways, (self.camera, self.take_pages)):
            button.clicked.connect(lambda _on=False, run=run: run())
            button.setVisible(self._may)
            row.addWidget(button)
        self.camera.setVisible(self._may and has_camera())
        self._told = label("", "muted", wrap=True)
        row.addWidget(self._told, 1)
        return row

    def _look(self) -> None:
        """Read what there is to look at beside the window; say so where it takes a while."""
        self._job = self._runner.submit(at_own_office(self._office, partial(_read, self._campaign)))
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(self._tell_looking)
        self._slow.start()
        self._job.progressed.connect(self._strip.show_progress)
        self._job.succeeded.connect(self._take_rows)
        self._job.failed.connect(report_trouble)
        self._job.finished.connect(self._end_looking)

    def _tell_looking(self) -> None:
        self._strip.begin(_("Reading the signed sheets"))

    def _end_looking(self) -> None:
        """Give the keys to the list, which had nothing to hold them before."""
        self._slow.stop()
        self._strip.end("")
        self._list.setFocus()

    def _take(self, found: tuple[ScanReport, list[ScanRow]]) -> None:
        report, rows = found
        self._unkept = list(scan_rows.rows_of_report(report))
        self._state.choose("")
        self._take_rows(rows)
        count = Counter(one.verdict for one in report.filed)
        pages = ngettext("{count} page read", "{count} pages read", report.pages)
        parts = [pages.format(count=f"{report.pages:,}")]
        parts += [f"{_(VERDICTS[one])} {count[one]}" for one in count]
        if report.refused:
            parts.append(f"{_(STATES[scan_rows.REFUSED][0])} {len(report.refused)}")
        self._told.setText(" · ".join(parts))
        self._has_changed = True
        self.read.emit(report)

    def _accepted(self, places: Sequence[Place], rows: list[ScanRow]) -> None:
        self._said += places
        self._has_changed = True
        self._take_rows(rows)

    def _take_rows(self, rows: list[ScanRow]) -> None:
        self._rows = _in_order([*rows, *self._unkept])
        self._list_rows()
        self.listed.emit()

    def _take_keys(self) -> None:
        """Have the keys again after the progress has gone; not every desktop gives them back."""
        self.activateWindow()
        self._list.setFocus()

    def _list_rows(self) -> None:
        state = self._state.code()
        shown = [row for row in self._rows if not state or row.state == state]
        asks = sum(row.asks for row in self._rows)
        words = ngettext("{count} to look at", "{count} to look at", asks)
        self._list.show_records(shown, words.format(count=f"{asks:,}") if asks else "")
        self._list.view.choose_row(0)
        inked = any(row.state == scan_rows.INKED for row in self._rows)
        self._all.setEnabled(self._may and inked)
        self._undo.setEnabled(self._may and bool(self._said))
        if not shown:
            self._show(None)

    def _after_word(self, places: Sequence[Place], *, go_on: bool) -> None:
        """Show the words that were said; the cursor stays, or goes to the next that waits."""
        said = {place.key: self._office.scan_back.again(place) for place in places}
        before = [self._list.table.record(at) for at in range(self._list.table.rowCount())]
        key = places[0].key if len(places) == 1 else None
        at = next((n for n, row in enumerate(before) if _key(row) == key), 0)
        following = [*before[at + 1 :], *before[:at]] if go_on else []
        wanted = next((_key(row) for row in following if row.asks and row.place), key)
        grants = {place.box.grant for place in said.values()}
        kept = [
            row for row in self._rows if row.state != scan_rows.MISSING or row.grant not in grants
        ]
        self._rows = [
            scan_rows.row_of_place(said[row.place.key])
            if row.place and row.place.key in said
            else row
            for row in kept
        ]
        missing = (scan_rows.row_missing(place) for place in said.values())
        self._rows = _in_order([*self._rows, *(row for row in missing if row is not None)])
        self._list_rows()
        after = [self._list.table.record(at) for at in range(self._list.table.rowCount())]
        found = (n for n, row in enumerate(after) if _key(row) == wanted)
        self._list.view.choose_row(next(found, 0))
        self._has_changed = True

    def _states(self) -> Choices:
        count = Counter(row.state for row in self._rows)
        return [(one, f"{_(STATES[one][0])}  {count[one]:,}") for one in STATES if count[one]]

    def _show(self, row: ScanRow | None) -> None:
        judged = row is not None and row.place is not None and self._may
        for button in (self._yes, self._no):
            button.setEnabled(judged)
        self._pane.show_row(row)


def _in_order(rows: Sequence[ScanRow]) -> list[ScanRow]:
    """Put what waits first, then what is told, what is missing, and what is done."""

    def rank(row: ScanRow) -> int:
        if row.asks:
            return 0
        if row.place is not None:
            return 3
        return 2 if row.state == scan_rows.MISSING else 1

    return sorted(rows, key=rank)


def _key(row: ScanRow) -> tuple[str, str] | None:
    return row.place.key if row.place else None


def _read(campaign: str, office: Office, progress: Progress) -> list[ScanRow]:
    """Read everything anew: what waits first, then what is told, then what is missing."""
    review = office.scan_back.review(campaign, progress)
    places = [scan_rows.row_of_place(place) for place in review.places]
    kept = [scan_rows.row_of_scan(scan) for scan in review.unfiled]
    return _in_order([*places, *kept, *scan_rows.rows_missing(review.missing)])


def _scan(
    sources: list[Source], campaign: str, office: Office, progress: Progress
) -> tuple[ScanReport, list[ScanRow]]:
    report = office.scan_back.scan(sources, campaign=campaign, progress=progress)
    return report, _read(campaign, office, unwatched)


def _accept(
    places: Sequence[Place], campaign: str, office: Office, progress: Progress
) -> list[ScanRow]:
    office.scan_back.accept(places, progress)
    return _read(campaign, office, unwatched)
