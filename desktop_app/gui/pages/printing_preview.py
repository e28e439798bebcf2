"""The preview beside the lists: the chosen sheets as drafts, on the form that was chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.sheet import Sheet, SheetKind
from desktop_app.gui.faults import report
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.grant_columns import SHEET_FORMS
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.pdf_pane import PdfPane
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.office import Office
from desktop_app.services.print_queue import DRAFTS, Entry
from desktop_app.services.progress import Progress
from desktop_app.services.queue_wording import paper_words

Draw = Callable[[Office], bytes]


class PrintingPreview(QWidget):
    """Draws beside the window; an earlier answer on its way is dropped.

    Signals:
        drawn: the preview of the present choice is shown.
    """

    drawn = Signal()

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._runner = runner
        self._shown = ""
        self._entry: Entry | None = None
        self._forms: dict[SheetKind, str] = {}
        self._build()

    @property
    def form(self) -> str:
        """The form that was chosen for the entry; "" for the usual one."""
        return self._forms.get(self._entry.kind, "") if self._entry else ""

    def show_entry(self, entry: Entry | None) -> None:
        """Show the first sheets of an entry, with the choice of its form."""
        self._entry = entry
        self._offer_forms()
        if entry is None:
            self._show_nothing()
            return
        more = _("The first {count} are shown.").format(count=DRAFTS)
        words = [paper_words(entry), *([more] if entry.sheets > DRAFTS else [])]
        self._say.setText(" · ".join(words))
        key = f"{entry.key} {self.form} {len(entry.subjects)}"
        self._draw(key, lambda office: office.print_queue.preview(entry, self.form))

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show what was frozen under a number."""
        self._entry = None
        self._offer_forms()
        if sheet is None:
            self._show_nothing()
            return
        self._say.setText(sheet.number)
        self._draw(sheet.id, lambda office: office.going_on.preview([sheet.id]))

    def _build(self) -> None:
        self.pane = PdfPane()
        self._nothing = EmptyState(_("Nothing to see"), _("Choose something in the list."))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pane)
        self._stack.addWidget(self._nothing)
        self._say = label("", "caption", wrap=True)
        self.choice = PinyinComboBox()
        self.choice.setAccessibleName(_("Form of the sheet"))
        self.choice.edited.connect(self._choose_form)
        head = QHBoxLayout()
        head.setSpacing(em(0.8))
        head.addWidget(self._say, 1)
        head.addWidget(self.choice, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(em(1), em(0.6), em(1), em(0.6))
        column.setSpacing(em(0.5))
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._show_nothing()

    def _offer_forms(self) -> None:
        kind = self._entry.kind if self._entry else None
        forms = [(form, _(words)) for of, form, words in SHEET_FORMS if of is kind]
        self.choice.setVisible(len(forms) > 1)
        if forms:
            self.choice.set_choices(forms)
            self.choice.set_value(self.form or forms[0][0])

    def _choose_form(self) -> None:
        if self._entry and (form := self.choice.value()):
            self._forms[self._entry.kind] = form
            self.show_entry(self._entry)

    def _show_nothing(self, words: str = "") -> None:
        self._shown = ""
        self.pane.clear()
        self._say.setText(words)
        self._stack.setCurrentWidget(self._nothing)

    def _draw(self, key: str, draw: Draw) -> None:
        if key == self._shown:
            return
        self._shown = key
        job = self._runner.submit(at_own_office(self._office, partial(_drawn, key, draw)))
        # A method of this widget is not called any more once the widget is gone.
        job.succeeded.connect(self._take)
        job.failed.connect(report)

    def _take(self, drawn: _Drawn) -> None:
        """Show what was drawn, or say in its place why there is nothing."""
        if drawn.key != self._shown:
            return
        if drawn.trouble is not None:
            self._show_nothing(drawn.trouble.sentence())
        else:
            self.pane.show_pdf(drawn.pdf)
            self._stack.setCurrentWidget(self.pane)
        self.drawn.emit()


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The preview of what `key` names, or what is in its way."""

    key: str
    pdf: bytes = b""
    trouble: CircumstanceError | None = None


def _drawn(key: str, draw: Draw, office: Office, _progress: Progress) -> _Drawn:
    try:
        return _Drawn(key, draw(office))
    except CircumstanceError as trouble:
        return _Drawn(key, trouble=trouble)
