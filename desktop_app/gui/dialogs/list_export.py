"""A list into a file: which numbers in full and why, where to, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.moment import local_moment
from desktop_app.domain.role import Right
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.opening import open_path
from desktop_app.gui.dialogs.saving import may_replace
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.jobs.job_runner import Job, JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.tables.list_table import covered, for_another_thread, table_of
from desktop_app.gui.tables.record_list import Shown
from desktop_app.gui.tables.record_table import RecordSource
from desktop_app.gui.widgets.choices import Tick
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import SecureLabel, label
from desktop_app.i18n import _, ngettext
from desktop_app.services.desk import Desk
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The file that was made, and how many rows it holds."""

    file: Path
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What work beside the window is asked to write."""

    shown: Shown
    read: Callable[[Desk], RecordSource[object]]
    target: Path
    reveals: tuple[str, ...]
    reason: str


class ListExport(QObject):
    """Writes lists of a window into files, one after the other.

    Signals:
        written: the Written; the dialog that says so is open.
    """

    written = Signal(object)

    def __init__(self, office: Office, runner: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._office = office
        self._runner = runner
        self._window = window

    def begin(self, shown: Shown) -> None:
        """Ask about covered numbers where there are any and the person may see them, then go on."""
        fields = covered(shown)
        if not fields or not self._office.may(Right.REVEAL):
            self.ask_for_file(shown)
            return
        dialog = CoveredNumbersDialog(list(fields.values()), self._window)
        dialog.decided.connect(
            lambda whole, reason: self.ask_for_file(shown, tuple(fields) if whole else (), reason)
        )
        dialog.open()

    def ask_for_file(self, shown: Shown, reveals: tuple[str, ...] = (), reason: str = "") -> None:
        """Ask where to; nothing personal is in the name that is proposed."""
        name = f"{shown.title} {self._office.desk.today().isoformat()}.xlsx"
        kinds = ";;".join((_("Excel workbooks (*.xlsx)"), _("CSV files (*.csv)")))
        chosen, kind = QFileDialog.getSaveFileName(
            self._window, _("Export to Excel"), str(Path.home() / name), kinds
        )
        if chosen:
            target = Path(chosen)
            if target.suffix.lower() not in (".xlsx", ".csv"):
                target = target.with_name(target.name + (".csv" if "csv" in kind else ".xlsx"))
                if not may_replace(self._window, target):
                    return
            self.write(shown, target, reveals, reason)

    def write(
        self, shown: Shown, target: Path, reveals: tuple[str, ...] = (), reason: str = ""
    ) -> Job:
        """Write it beside the window; it can be cancelled and leaves nothing then."""
        order = _Order(
            shown=shown,
            read=for_another_thread(shown.source),
            target=target,
            reveals=reveals,
            reason=reason,
        )
        work = at_own_office(self._office, partial(_write, order))
        return perform(self._window, self._runner, _("Writing the list"), work, self._tell)

    def _tell(self, done: Written) -> None:
        WrittenDialog(done, self._window).open()
        self.written.emit(done)


class CoveredNumbersDialog(FootedDialog):
    """Asks whether the covered numbers of a list go out whole, and why.

    Signals:
        decided: whether they do, and the reason.
    """

    decided = Signal(bool, str)

    def __init__(self, titles: list[str], parent: QWidget | None = None) -> None:
        super().__init__(_("Export to Excel"), (40, 22), parent)
        words = _("The list covers these numbers: {fields}. They stay covered in the file.")
        self.content.addWidget(label(words.format(fields="、".join(titles)), wrap=True))
        self._whole = Tick(_("Write the whole numbers"))
        self._whole.setAccessibleName(self._whole.text())
        self._whole.edited.connect(self._settle)
        self.content.addWidget(self._whole)
        self._form = FormSheet(plain=True)
        self._form.add_field(
            "reason",
            _("Why the whole numbers are needed"),
            TextLine(),
            hint=_("It stands in the audit trail, with the fields and the number of rows."),
            required=True,
            wide=True,
        )
        self._form.field_edited.connect(lambda _name: self._settle())
        self.content.addWidget(self._form, 1)
        self.content.addStretch()
        self._do = self.add_button(_("Go on"), self.decide, "Ctrl+Return", primary=True)
        self._settle()

    def decide(self) -> None:
        """Go on with what was chosen."""
        self.accept()
        self.decided.emit(self._whole.value(), self._reason())

    def _settle(self) -> None:
        self._form.setVisible(self._whole.value())
        self._do.setEnabled(not self._whole.value() or bool(self._reason()))

    def _reason(self) -> str:
        return str(self._form.values()["reason"]) if self._whole.value() else ""


class WrittenDialog(FootedDialog):
    """Says what was written, and leads to it."""

    def __init__(self, done: Written, parent: QWidget | None = None) -> None:
        super().__init__(_("The list is written"), (40, 12), parent, way_out=_("Close"))
        rows = ngettext("{count} row", "{count} rows", done.rows)
        words = _("{file} holds {what}")
        what = rows.format(count=f"{done.rows:,}")
        self.content.addWidget(label(words.format(file=done.file.name, what=what), wrap=True))
        self.content.addWidget(SecureLabel(str(done.file.parent), "muted"))
        self.content.addStretch()
        self.add_button(_("Open the folder"), lambda: self._open(done.file.parent))
        self.add_button(_("Open the file"), lambda: self._open(done.file), primary=True).setFocus()

    def _open(self, path: Path) -> None:
        self.accept()
        open_path(path)


def _write(order: _Order, office: Office, progress: Progress) -> Written:
    source = order.read(office.desk)
    table = table_of(order.shown, source, _imprint(office), order.reveals)
    rows = office.exporting.write(
        order.shown.title,
        table,
        order.target,
        reveals=order.reveals,
        reason=order.reason,
        progress=progress,
    )
    return Written(file=order.target, rows=rows)


def _imprint(office: Office) -> list[str]:
    """Say whose list it is, of when and by whom, and whether any of it is real."""
    now = local_moment(office.desk.store.clock_ms())
    said = _("{union} · as of {time} · {user}")
    lines = [
        said.format(union=office.union.name, time=f"{now:%Y-%m-%d %H:%M}", user=office.user.name)
    ]
    if office.union.is_sample:
        lines.append(_("Sample data: none of these people exist"))
    return lines
