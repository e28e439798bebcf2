"""The long work of the printing page, and what is said of what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtPrintSupport import QPrinter

from desktop_app.gui.jobs.paper_printing import print_pdf
from desktop_app.gui.pages.printing_lists import QueueRead
from desktop_app.i18n import ngettext
from desktop_app.services.office import Office
from desktop_app.services.print_queue import Entry
from desktop_app.services.print_runs import Outlet, Printed
from desktop_app.services.progress import Progress
from desktop_app.services.spoiling import Spoilt


def read_queue(office: Office, _progress: Progress) -> QueueRead:
    """Read everything the page shows."""
    return QueueRead(
        entries=tuple(office.print_queue.entries()),
        recent=tuple(office.spoiling.recent()),
        requests=tuple(office.spoiling.waiting()),
    )


def print_on(
    entry: Entry, form: str, printer: QPrinter, office: Office, progress: Progress
) -> Printed:
    """Put an entry on paper."""

    def deliver(pdf: bytes) -> None:
        print_pdf(pdf, printer, progress)

    return print_entry(entry, form, deliver, office, progress)


def print_entry(
    entry: Entry, form: str, outlet: Outlet, office: Office, progress: Progress
) -> Printed:
    """Print an entry into a file or through a printer."""
    return office.print_queue.print_entry(entry, outlet, form=form, progress=progress)


def print_copies(
    sheets: Sequence[str], reason: str, printer: QPrinter, office: Office, progress: Progress
) -> Printed:
    """Put copies of some sheets on paper."""

    def deliver(pdf: bytes) -> None:
        print_pdf(pdf, printer, progress)

    return office.going_on.print_again(sheets, deliver, reason, progress=progress)


def spoilt_words(spoilt: Spoilt) -> str:
    """Say what became of sheets that were printed wrongly."""
    if spoilt.asked:
        asks = ngettext(
            "{count} sheet waits for an approver.",
            "{count} sheets wait for an approver.",
            spoilt.asked,
        )
        return asks.format(count=f"{spoilt.asked:,}")
    words = ngettext("{count} sheet is void.", "{count} sheets are void.", spoilt.voided)
    return words.format(count=f"{spoilt.voided:,}")
