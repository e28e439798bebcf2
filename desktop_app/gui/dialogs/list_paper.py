"""A list on paper: drawn beside the window as it is shown, then looked at and printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.jobs.job_runner import Job, JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.tables.list_table import READ_AT_ONCE, for_another_thread
from desktop_app.gui.tables.record_list import Shown
from desktop_app.gui.tables.record_table import RecordSource
from desktop_app.i18n import _, mark
from desktop_app.services.desk import Desk
from desktop_app.services.office import Office
from desktop_app.services.printing.plain_contents import ListColumn
from desktop_app.services.progress import Progress

MOST_ROWS = 20_000  # about twelve hundred pages; a longer list is a workbook, not paper


class TooLongForPaperError(CircumstanceError):
    """Nobody prints so long a list by intention."""

    message = mark(
        "This list has {count} rows; at most {limit} go on paper. Narrow it, or export it."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What work beside the window is asked to draw."""

    shown: Shown
    read: Callable[[Desk], RecordSource[object]]


class ListPaper(QObject):
    """Draws lists of a window, one after the other; covered numbers stay covered.

    Signals:
        drawn: the dialog that shows the pages.
    """

    drawn = Signal(object)

    def __init__(self, office: Office, runner: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._office = office
        self._runner = runner
        self._window = window

    def begin(self, shown: Shown) -> Job | None:
        """Draw a list beside the window; one that nobody would print is refused."""
        count = shown.source.count()
        if count > MOST_ROWS:
            refused = TooLongForPaperError(count=f"{count:,}", limit=f"{MOST_ROWS:,}")
            tell(self._window, refused.sentence())
            return None
        order = _Order(shown=shown, read=for_another_thread(shown.source))
        work = at_own_office(self._office, partial(_draw, order))
        return perform(
            self._window, self._runner, _("Drawing the list"), work, partial(self._show, shown)
        )

    def _show(self, shown: Shown, pdf: bytes) -> None:
        dialog = PaperDialog(shown.title, pdf, self._runner, self._window)
        dialog.open()
        self.drawn.emit(dialog)


def _draw(order: _Order, office: Office, progress: Progress) -> bytes:
    shown, source = order.shown, order.read(office.desk)
    count, offset = source.count(), 0
    rows: list[tuple[str, ...]] = []
    while records := source.slice(offset, READ_AT_ONCE):
        rows += [tuple(column.text(one) for column in shown.columns) for one in records]
        offset += len(records)
        progress(offset, count)
    columns = [
        ListColumn(title=_(one.title), share=one.width * (2 if one.stretch else 1), right=one.right)
        for one in shown.columns
    ]
    *filters, sums = shown.remarks or ("",)
    return office.papers.ledger(shown.title, columns, rows, filters="；".join(filters), sums=sums)
