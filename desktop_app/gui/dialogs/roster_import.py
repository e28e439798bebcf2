"""Importing a roster: read, looked at, and only then written; it can be stopped at any time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.roster_preview import RosterPreview
from desktop_app.gui.dialogs.saving import ask_for_target
from desktop_app.gui.faults import report
from desktop_app.gui.jobs.job_runner import Job, JobRunner
from desktop_app.gui.jobs.office_work import OfficeWork, at_own_office
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.progress_strip import ProgressStrip
from desktop_app.gui.widgets.words import SecureLabel, label
from desktop_app.i18n import _, ngettext
from desktop_app.services.enrolling import Enrolling
from desktop_app.services.importing.preview import Preview
from desktop_app.services.importing.writing import ImportResult
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress


class RosterImport(QDialog):
    """Begins to read as soon as it is made; Escape stops whatever is going on and closes.

    Signals:
        previewed: the `Preview` is on the screen.
        imported: the `ImportResult`; the ledger has changed.
        grants_requested: the person wants to go on to the grants.
    """

    previewed = Signal(object)
    imported = Signal(object)
    grants_requested = Signal()

    def __init__(
        self, office: Office, runner: JobRunner, file: Path, campaign: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import a roster"))
        self._office = office
        self._runner = runner
        self._file = file
        self._job: Job | None = None
        self._preview: Preview | None = None
        self._is_leaving = False
        self._strip = ProgressStrip()
        self._words = label("", wrap=True)
        self._words.setObjectName("outcome")
        self.preview = RosterPreview(office.campaigns.all())
        self._build()
        self._strip.cancel_requested.connect(self._stop)
        self.preview.campaign_chosen.connect(self._read)
        self._read(campaign)

    def reject(self) -> None:
        """Close, after stopping what is going on."""
        if self._job is None:
            super().reject()
            return
        self._is_leaving = True
        self._stop()

    def import_now(self) -> None:
        """Write what is previewed, all of it or nothing."""
        if self._preview is not None and self._job is None:
            self._import.setEnabled(False)
            self._run(_("Importing"), partial(_take, self._preview), self._show_result)

    def save_refused(self) -> None:
        """Write the refused rows with their reasons into a workbook for the sender."""
        if self._preview is None or self._job is not None:
            return
        name = _("{name}, returned rows.xlsx").format(name=self._file.stem)
        kinds = _("Workbooks ({patterns})").format(patterns="*.xlsx")
        offered = self._file.with_name(name)
        target = ask_for_target(self, _("Save the refused rows"), offered, kinds)
        if target is not None:
            work = partial(_write_back, self._preview, target)
            self._run(_("Writing the refused rows"), work, self._tell_written)

    def _build(self) -> None:
        self._leave = KeyedButton(_("Cancel"), Shortcut.LEAVE.keys)
        self._back = KeyedButton(_("Save the refused rows…"))
        self._import = KeyedButton(_("Import"), Shortcut.SAVE_AND_NEXT.keys, primary=True)
        self._grants = KeyedButton(_("Go to the grants"), primary=True)
        self._leave.clicked.connect(self.reject)
        self._back.clicked.connect(self.save_refused)
        self._import.clicked.connect(self.import_now)
        self._grants.clicked.connect(self._go_to_grants)
        buttons = QHBoxLayout()
        buttons.setSpacing(em(0.7))
        buttons.addStretch()
        for button in (self._leave, self._back, self._import, self._grants):
            buttons.addWidget(button)
        for button in (self._back, self._import, self._grants):
            button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(em(1.3), em(1.1), em(1.3), em(1.1))
        column.setSpacing(em(0.8))
        column.addWidget(SecureLabel(self._file.name, "title"))
        column.addWidget(self._strip)
        column.addWidget(self._words)
        column.addWidget(self.preview, 1)
        column.addStretch()
        column.addLayout(buttons)
        self._words.hide()
        self.preview.hide()
        room = self.screen().availableSize()
        self.resize(min(em(76), room.width() * 9 // 10), min(em(46), room.height() * 9 // 10))

    def _read(self, campaign: str) -> None:
        self.preview.setEnabled(False)
        self._import.setEnabled(False)
        work = partial(_look_at, self._file, campaign)
        self._run(_("Reading {file}").format(file=self._file.name), work, self._show_preview)

    def _run(self, what: str, do: OfficeWork, then: Callable[..., object]) -> None:
        self._say("")
        self._strip.begin(what)
        self._job = self._runner.submit(at_own_office(self._office, do))
        self._job.progressed.connect(self._strip.show_progress)
        self._job.succeeded.connect(then)
        self._job.failed.connect(self._tell_trouble)
        self._job.cancelled.connect(self._tell_stopped)
        self._job.finished.connect(self._end)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self._strip.end("")
        if self._is_leaving:
            super().reject()

    def _show_preview(self, found: Preview) -> None:
        self._preview = found
        self.preview.setEnabled(True)
        self.preview.show_preview(found)
        self.preview.show()
        people = found.counts.added + found.counts.changed
        words = ngettext("Import {count} person", "Import {count} people", people)
        self._import.setText(words.format(count=f"{people:,}"))
        self._import.setAccessibleName(self._import.text())
        self._import.setEnabled(people > 0)
        self._import.setVisible(people > 0)
        self._back.setVisible(bool(found.refused))
        if not people:
            self._say(_("The ledger knows all of this already; there is nothing to import."))
        self.preview.rows.setFocus()
        self.previewed.emit(found)

    def _show_result(self, result: ImportResult) -> None:
        said = _(
            "{read} rows read: {added} people added, {changed} changed, {unchanged} unchanged;"
            " {refused} rows refused."
        )
        self._say(
            said.format(
                read=result.read,
                added=result.added,
                changed=result.updated,
                unchanged=result.unchanged,
                refused=result.rejected,
            )
        )
        self.preview.hide()
        self._import.hide()
        self._leave.setText(_("Close"))
        self._leave.setAccessibleName(_("Close"))
        self._grants.show()
        self._grants.setFocus()
        self.imported.emit(result)

    def _tell_written(self, file: Path) -> None:
        self._say(_("The refused rows are in {file}.").format(file=file))
        self._allow_again()

    def _tell_trouble(self, trouble: Exception) -> None:
        if isinstance(trouble, CircumstanceError):
            self._say(trouble.sentence())
        else:
            report(trouble)
            self._say(_("The file could not be read to its end. Nothing was imported."))
        self._allow_again()

    def _tell_stopped(self) -> None:
        self._say(_("Stopped. Nothing was imported."))
        self._allow_again()

    def _allow_again(self) -> None:
        self.preview.setEnabled(True)
        self._import.setEnabled(not self._import.isHidden())

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def _go_to_grants(self) -> None:
        self.accept()
        self.grants_requested.emit()


def _look_at(file: Path, campaign: str, own: Office, progress: Progress) -> Preview:
    return Enrolling(own.desk).preview(file, campaign, progress)


def _take(preview: Preview, own: Office, progress: Progress) -> ImportResult:
    return Enrolling(own.desk).take(preview, progress)


def _write_back(preview: Preview, file: Path, own: Office, _progress: Progress) -> Path:
    Enrolling(own.desk).write_back(preview, file)
    return file
