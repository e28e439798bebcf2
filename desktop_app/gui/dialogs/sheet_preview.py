"""Printing sheets: choose which, see them as drafts, then save them as PDF or put them on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import SheetKind
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.dialogs.saving import ask_for_target
from desktop_app.gui.faults import report
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.jobs.job_runner import Job, JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.jobs.paper_printing import print_pdf
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.grant_columns import PRINTABLE, SHEET_FORMS, SHORT_SHEETS
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.record_table import Column
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.notice import Notice
from desktop_app.gui.widgets.pdf_pane import PdfPane
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.issuing import ONE_GRANT, Due, Printed
from desktop_app.services.office import Office
from desktop_app.services.printing.typefaces import MissingGlyph
from desktop_app.services.progress import Progress
from desktop_app.storage.grants import GrantLine

MARKED = 2  # the place of the marked grants among the choices of which grants
SHOWN_AS_DRAFTS = 60  # enough to judge a batch by; all of it is looked through for glyphs

MISSING_COLUMNS: tuple[Column[MissingGlyph], ...] = (
    Column(mark("Person"), lambda one: one.person, order="person", width=8),
    Column(mark("Field"), lambda one: one.field_words, order="field", width=7),
    Column(mark("Code point"), lambda one: one.code_point, order="code_point", stretch=True),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What printing would do, the characters no font has, and the drafts where all are there."""

    due: Due
    missing: tuple[MissingGlyph, ...]
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """The sheets a person has chosen; `grants` is None for all that are approved."""

    kind: SheetKind
    form: str
    campaign: str
    grants: tuple[str, ...] | None
    in_preview: tuple[str, ...] | None


class SheetPreviewDialog(FootedDialog):
    """Takes no number until something is saved or printed.

    Signals:
        drawn: the Draft of the present choice is shown.
        printed: the Printed; its `files` are empty where it went to a printer.
        resolve_requested: numbers in doubt have to be settled first.
    """

    drawn = Signal(object)
    printed = Signal(object)
    resolve_requested = Signal()

    def __init__(
        self,
        office: Office,
        runner: JobRunner,
        campaign: Campaign,
        lines: tuple[Sequence[GrantLine], Sequence[GrantLine], Sequence[GrantLine]],
        parent: QWidget | None = None,
    ) -> None:
        """`lines` are all grants of the campaign, those shown, and those marked."""
        super().__init__(_("Print sheets"), (90, 50), parent)
        self._office = office
        self._runner = runner
        self._campaign = campaign
        self._lines = [[one for one in some if one.state in PRINTABLE] for some in lines]
        self._first: Job | None = None
        self._latest: Job | None = None
        self._draft: Draft | None = None
        self._build()
        self.draw()

    def draw(self) -> None:
        """Draw the drafts of the present choice; an earlier answer on its way is dropped."""
        self._draft = None
        self._settle()
        self._say.setText(_("Drawing the preview…"))
        first = self._runner.submit(at_own_office(self._office, partial(_first, self._batch())))
        first.succeeded.connect(lambda pdf: self._show_first(pdf) if first is self._first else None)
        first.failed.connect(report)
        self._first = first
        job = self._runner.submit(at_own_office(self._office, partial(_draw, self._batch())))
        job.succeeded.connect(lambda draft: self._show(draft) if job is self._latest else None)
        job.failed.connect(report)
        self._latest = job

    def save_pdf(self, target: Path) -> None:
        """Take numbers and write the sheets as PDF."""
        work = at_own_office(self._office, partial(_save, self._batch(), target, self._reason()))
        perform(self, self._runner, _("Writing the sheets"), work, self._finish)

    def print_on(self, printer: QPrinter) -> None:
        """Take numbers and put the sheets on paper."""
        work = at_own_office(self._office, partial(_print, self._batch(), printer, self._reason()))
        job = perform(self, self._runner, _("Printing"), work, self._finish)
        for ended in (job.failed, job.cancelled):
            ended.connect(self.draw)

    def choose(self, kind: SheetKind, scope: int) -> None:
        """Choose a sheet and which grants: 0 all approved, 1 shown, 2 marked."""
        self._forms.button(_usual(kind)).setChecked(True)
        self._scopes.button(scope).setChecked(True)
        self.draw()

    def done(self, result: int) -> None:
        """Drop an answer that is still on its way, and the drafts."""
        self._first = self._latest = None
        self._pane.clear()
        super().done(result)

    def _build(self) -> None:
        self._doubt = Notice()
        self._pane = PdfPane()
        self._missing = RecordList(MISSING_COLUMNS, _("Missing characters"), EmptyState("", ""))
        self._missing.filters.add(label(_("Missing characters"), "heading"))
        self._empty = EmptyState(_("Nothing to print"), _("No approved grant is among these."))
        self._right = QStackedWidget()
        for part in (self._pane, self._missing, self._empty):
            self._right.addWidget(part)
        halves = QHBoxLayout()
        halves.setSpacing(em(1.5))
        halves.addLayout(self._build_choices())
        halves.addWidget(self._right, 1)
        self.content.addWidget(self._doubt)
        self.content.addLayout(halves, 1)
        self._pdf = self.add_button(_("Save as PDF…"), self._ask_for_file)
        self._paper = self.add_button(_("Print…"), self._ask_for_printer, primary=True)
        allowed = self._office.may(Right.PRINT)
        for button in (self._pdf, self._paper):
            button.setVisible(allowed)
        self._pane.setFocus()

    def _build_choices(self) -> QVBoxLayout:
        words_of_forms = [_(words) for _kind, _form, words in SHEET_FORMS]
        self._forms, forms = _radios(_("Kind of sheet"), words_of_forms)
        words = (_("All approved: {count}"), _("Shown in the list: {count}"), _("Marked: {count}"))
        counted = [
            text.format(count=f"{len(some):,}")
            for text, some in zip(words, self._lines, strict=True)
        ]
        self._scopes, scopes = _radios(_("Which grants"), counted)
        for at, some in enumerate(self._lines):
            self._scopes.button(at).setEnabled(bool(some) or at == 0)
        self._forms.button(_usual(SheetKind.RECEIPT)).setChecked(True)
        self._scopes.button(2 if len(self._lines[2]) > 1 else 0).setChecked(True)
        for group in (self._forms, self._scopes):
            group.idClicked.connect(lambda _id: self.draw())
        self._say = label("", wrap=True)
        self._again = FormSheet(plain=True)
        self._again.add_field(
            "reason",
            _("Why they are printed again"),
            TextLine(),
            hint=_("Each copy is marked 补打 and stands in the audit trail."),
            required=True,
            wide=True,
        )
        self._again.field_edited.connect(lambda _name: self._settle())
        column = QVBoxLayout()
        column.setSpacing(em(0.7))
        for part in (forms, scopes, self._say, self._again):
            part.setFixedWidth(em(20))
            column.addWidget(part)
        column.addStretch()
        return column

    def _batch(self) -> Batch:
        kind, form, _words_of_it = SHEET_FORMS[self._forms.checkedId()]
        scope = self._scopes.checkedId()
        ids = tuple(line.grant.id for line in self._lines[scope])
        few = None if kind not in ONE_GRANT else ids[:SHOWN_AS_DRAFTS]
        grants = None if scope == 0 else ids
        return Batch(kind, form, self._campaign.id, grants, grants if few is None else few)

    def _show_first(self, pdf: bytes) -> None:
        """Show one sheet while a large batch is looked through."""
        if pdf and self._draft is None:
            self._pane.show_pdf(pdf)
            self._right.setCurrentWidget(self._pane)
            self._say.setText(_("The characters of all sheets are being looked up…"))

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        self._missing.show_records(draft.missing, "")
        if draft.pdf:
            self._pane.show_pdf(draft.pdf)
        shown = self._pane if draft.pdf else self._missing if draft.missing else self._empty
        self._right.setCurrentWidget(shown)
        self._say.setText(_words(draft))
        if draft.due.unresolved:
            self._warn_of_doubt(draft.due.unresolved)
        else:
            self._doubt.hide()
        self._settle()
        self.drawn.emit(draft)

    def _warn_of_doubt(self, count: int) -> None:
        steps = [(_("Did they come out?"), self._go_to_doubt)]
        self._doubt.say(doubt_words(count), steps, warns=True)

    def _go_to_doubt(self) -> None:
        self.reject()
        self.resolve_requested.emit()

    def _settle(self) -> None:
        """Let the buttons follow what is known."""
        draft = self._draft
        again = bool(draft and draft.pdf and draft.due.again)
        self._again.setVisible(again)
        ready = bool(draft and draft.pdf and not draft.due.unresolved)
        ready = ready and (not again or bool(self._reason()))
        for button in (self._pdf, self._paper):
            button.setEnabled(ready)

    def _reason(self) -> str:
        again = self._draft is not None and self._draft.due.again > 0
        return str(self._again.values()["reason"]) if again else ""

    def _ask_for_file(self) -> None:
        batch = self._batch()
        name = f"{_(SHORT_SHEETS[batch.kind])} {self._office.desk.today().isoformat()}.pdf"
        kinds = _("PDF files (*.pdf)")
        target = ask_for_target(self, _("Save as PDF"), Path.home() / name, kinds)
        if target is not None:
            self.save_pdf(target)

    def _ask_for_printer(self) -> None:
        if printer := ask_for_printer(self):
            self.print_on(printer)

    def _finish(self, printed: Printed) -> None:
        self.printed.emit(printed)
        self.accept()


def _usual(kind: SheetKind) -> int:
    """Find the usual form of a sheet among all of them."""
    return next(at for at, (of, _form, _words) in enumerate(SHEET_FORMS) if of is kind)


def doubt_words(count: int) -> str:
    """Say how many numbers wait for a word on what came out."""
    words = ngettext(
        "{count} number is in doubt after an interrupted printing.",
        "{count} numbers are in doubt after an interrupted printing.",
        count,
    )
    return words.format(count=f"{count:,}")


def ask_for_printer(parent: QWidget, name: str = "") -> QPrinter | None:
    """Let the person choose a printer; None where there is none, or they think better of it.

    The one of this `name` is proposed.
    """
    if not QPrinterInfo.availablePrinterNames():
        tell(
            parent, _("No printer is set up on this laptop."), _("Save the sheets as PDF instead.")
        )
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Nuanfang"))
    if name in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(name)
    dialog = QPrintDialog(printer, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if accepted else None


def _radios(title: str, words: Sequence[str]) -> tuple[QButtonGroup, QWidget]:
    """Make a headed group of choices of which one holds."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    column.addWidget(label(title, "heading"))
    group = QButtonGroup(ground)
    for at, text in enumerate(words):
        radio = QRadioButton(text)
        radio.setAccessibleName(f"{title}: {text}")
        group.addButton(radio, at)
        column.addWidget(radio)
    return group, ground


def _words(draft: Draft) -> str:
    """Say what a printing would do."""
    if draft.missing:
        return _(
            "No font has these characters, and a sheet must not show an empty box. Correct the"
            " person's record, or print only the others: mark them in the list."
        )
    due, parts = draft.due, []
    if due.fresh:
        fresh = ngettext(
            "{count} sheet takes a number.", "{count} sheets take a number.", due.fresh
        )
        parts.append(fresh.format(count=f"{due.fresh:,}"))
    if due.again:
        again = ngettext(
            "{count} sheet was printed before.", "{count} sheets were printed before.", due.again
        )
        parts.append(again.format(count=f"{due.again:,}"))
    if parts:
        parts.append(_("The preview is a draft and takes no number."))
    return " ".join(parts)


def _first(batch: Batch, office: Office, _progress: Progress) -> bytes:
    """Draw the first sheet; nothing where it has to be looked at with the others."""
    some = (batch.in_preview or ())[:1]
    issuing = office.issuing
    if batch.kind not in ONE_GRANT or not some:
        return b""
    due = issuing.due(batch.kind, batch.campaign, some)
    if not (due.fresh or due.again) or issuing.preflight(batch.kind, batch.campaign, some):
        return b""
    return issuing.preview(batch.kind, batch.campaign, some, form=batch.form)


def _draw(batch: Batch, office: Office, _progress: Progress) -> Draft:
    due = office.issuing.due(batch.kind, batch.campaign, batch.grants)
    missing = office.issuing.preflight(batch.kind, batch.campaign, batch.grants)
    if missing or not (due.fresh or due.again or due.unresolved):
        return Draft(due, missing, b"")
    preview = office.issuing.preview(batch.kind, batch.campaign, batch.in_preview, form=batch.form)
    return Draft(due, (), preview)


def _save(batch: Batch, target: Path, reason: str, office: Office, progress: Progress) -> Printed:
    return office.issuing.print_sheets(
        batch.kind,
        batch.campaign,
        target,
        grants=batch.grants,
        reason=reason,
        form=batch.form,
        progress=progress,
    )


def _print(
    batch: Batch, printer: QPrinter, reason: str, office: Office, progress: Progress
) -> Printed:
    def deliver(pdf: bytes) -> None:
        print_pdf(pdf, printer, progress)

    return office.issuing.print_through(
        batch.kind, batch.campaign, deliver, grants=batch.grants, reason=reason, form=batch.form
    )
