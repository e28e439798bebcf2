"""Bundles of other laptops: looked at, told in plain words, and only then merged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import MergeReport
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.saving import ask_for_target
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.tables.exchange_columns import BUNDLES, Looked
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.cards import scrolling
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext
from desktop_app.services.exchange import telling
from desktop_app.services.exchange.bundle import SUFFIX
from desktop_app.services.exchange.merging import NotMergedError
from desktop_app.services.office import Office
from desktop_app.services.progress import CancelledError, Progress

Work = Callable[[Sequence[Path], Office, Progress], list[Looked]]


class ImportDialog(FootedDialog):
    """Up and down goes from bundle to bundle; Ctrl+Enter merges all that bring something.

    Signals:
        previewed: the list of `Looked` is on the screen.
        merged: the list of `Looked`; the ledger may have changed.
    """

    previewed = Signal(object)
    merged = Signal(object)

    def __init__(
        self,
        office: Office,
        runner: JobRunner,
        files: Iterable[Path] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Merge bundles"), (74, 40), parent, way_out=_("Close"))
        self._office = office
        self._runner = runner
        self._looked: list[Looked] = []
        self._is_done = False
        self.list = RecordList(
            BUNDLES,
            _("Bundles"),
            EmptyState(
                _("No bundle is chosen"),
                _("Choose the files that another laptop has written for this one."),
            ),
        )
        self._head = label("", "heading", wrap=True)
        self._words = label("", wrap=True)
        self._build()
        self.look_at(files)

    @property
    def looked(self) -> tuple[Looked, ...]:
        """What is shown."""
        return tuple(self._looked)

    @property
    def words(self) -> str:
        """What is said of the bundle under the cursor."""
        return self._words.text()

    def ask_for_files(self) -> None:
        """Let the person choose bundles."""
        kinds = _("Bundles ({patterns})").format(patterns=f"*{SUFFIX}")
        chosen, _filter = QFileDialog.getOpenFileNames(self, _("Choose bundles"), "", kinds)
        self.look_at([*(one.file for one in self._looked), *(Path(one) for one in chosen)])

    def look_at(self, files: Iterable[Path]) -> None:
        """Say what merging these files would do; nothing is written."""
        wanted = list(dict.fromkeys(files))
        if wanted and not self._is_done:
            self._run(_("Looking at the bundles"), wanted, _preview, self._show_preview)

    def merge(self) -> None:
        """Merge every bundle that brings something."""
        wanted = [one.file for one in self._looked if one.brings]
        if wanted and not self._is_done:
            self._run(_("Merging"), wanted, _merge, self._show_merged)

    def ask_where_to_save(self) -> None:
        """Let the person say where the list of the bundle under the cursor goes."""
        one = self.list.view.chosen_record()
        name = f"{one.file.stem}.xlsx"
        kinds = _("Workbooks ({patterns})").format(patterns="*.xlsx")
        if (target := ask_for_target(self, _("Save the list"), name, kinds)) is not None:
            self.save_list(one.file, target)

    def save_list(self, file: Path, target: Path) -> None:
        """Write the list of a bundle into a workbook, and say so."""
        work = at_own_office(self._office, partial(_save_list, file, target))
        perform(self, self._runner, _("Writing the list"), work, self._words.setText)

    def _build(self) -> None:
        self._head.setText(_("Nothing has been written yet"))
        self.list.filters.add(self._head)
        self.content.addWidget(self.list, 3)
        self.content.addWidget(scrolling(self._words), 2)
        self.list.view.record_chosen.connect(self._tell)
        self._save = self.add_button(_("Save the list…"), self.ask_where_to_save)
        self._save.hide()
        self._choose = self.add_button(_("Choose files…"), self.ask_for_files)
        keys = Shortcut.SAVE_AND_NEXT.keys
        self._do = self.add_button(_("Merge"), self.merge, keys, primary=True)
        self._do.setEnabled(False)
        self._choose.setFocus()

    def _run(
        self, what: str, files: Sequence[Path], do: Work, then: Callable[[list[Looked]], None]
    ) -> None:
        work = at_own_office(self._office, partial(do, tuple(files)))
        perform(self, self._runner, what, work, then)

    def _show_preview(self, looked: list[Looked]) -> None:
        self._head.setText(_("Nothing has been written yet"))
        self._offer(looked)
        self.previewed.emit(looked)

    def _offer(self, looked: list[Looked]) -> None:
        self._show(looked)
        count = sum(one.brings for one in looked)
        words = ngettext("Merge {count} bundle", "Merge {count} bundles", count)
        self._do.setText(words.format(count=count))
        self._do.setAccessibleName(self._do.text())
        self._do.setEnabled(count > 0)

    def _show_merged(self, looked: list[Looked]) -> None:
        done = {one.file: one for one in looked}
        now = [done.get(one.file, one) for one in self._looked]
        count = sum(one.report is not None for one in looked)
        words = ngettext("{count} bundle is merged", "{count} bundles are merged", count)
        self._head.setText(words.format(count=count))
        self._is_done = count > 0
        if self._is_done:
            self._show(now)
            self._do.hide()
            self._choose.hide()
        else:
            self._offer(now)
        self.merged.emit(looked)

    def _show(self, looked: list[Looked]) -> None:
        self._looked = looked
        self.list.show_records(looked)
        self.list.filters.reflow()
        self.list.view.choose_row(0)
        self.list.view.setFocus()

    def _tell(self, one: Looked | None) -> None:
        self._save.setVisible(one is not None and one.is_list)
        if one is None:
            self._words.clear()
            return
        if one.report is None:
            self._words.setText(one.trouble)
            return
        said = telling.sentences(one.report)
        if not (one.report.deleted or one.report.erased):
            said.append(_("Nothing is deleted."))
        if self._is_done and one.report.applied:
            said.append(_("It can be undone in the history of the exchange."))
        self._words.setText("\n".join(said))


def _save_list(file: Path, target: Path, own: Office, _progress: Progress) -> str:
    count = own.reading.write(own.reading.read(file), target)
    return _("{file} is written: {count} rows.").format(file=target, count=count)


def _preview(files: Sequence[Path], own: Office, progress: Progress) -> list[Looked]:
    told = own.merges.preview_row(files, progress)
    return [_looked(own, file, one) for file, one in zip(files, told, strict=True)]


def _merge(files: Sequence[Path], own: Office, progress: Progress) -> list[Looked]:
    """Merge one bundle after the other; one that cannot be taken keeps no other back.

    Where the person changes their mind, those that were merged before stay, and are told.
    """
    looked: list[Looked] = []
    for file in files:
        untouched = not any(one.report for one in looked)
        try:
            told: MergeReport | CircumstanceError = own.merges.merge(file, progress, copy=untouched)
        except CircumstanceError as circumstance:
            told = circumstance
        except CancelledError:
            if untouched:
                raise
            words = _("Cancelled before its turn; nothing of it is merged.")
            left = files[len(looked) :]
            return looked + [Looked(file=one, trouble=words, is_left=True) for one in left]
        looked.append(_looked(own, file, told))
    return looked


def _looked(own: Office, file: Path, told: MergeReport | CircumstanceError) -> Looked:
    if isinstance(told, NotMergedError):
        words = _("It holds a list and no changes: save it and read it.")
        return Looked(file=file, trouble=words, is_list=True)
    if isinstance(told, CircumstanceError):
        return Looked(file=file, trouble=told.sentence())
    return Looked(file=file, sender=own.peers.label_of(told.sender), report=told)
