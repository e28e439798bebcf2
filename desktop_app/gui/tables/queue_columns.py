"""The lists of the printing page: what waits, what came out, what somebody wants voided."""

from __future__ import annotations

from desktop_app.domain.money import format_yuan
from desktop_app.gui.tables.grant_columns import SHORT_SHEETS
from desktop_app.gui.tables.record_table import Column
from desktop_app.i18n import _, mark
from desktop_app.services.print_queue import Due, Entry
from desktop_app.services.queue_wording import DUE_WORDS
from desktop_app.services.spoiling import Waiting
from desktop_app.storage.sheets import SheetLine

_TONES = {Due.DOUBT: "warn", Due.ANEW: "accent", Due.FIRST: "info"}


def whose(line: SheetLine) -> str:
    """Say for whom a sheet is, or of which fund a roster."""
    content = line.sheet.frozen["content"]
    return str(content.get("name") or content.get("fund_source") or "")


def _why(entry: Entry) -> str:
    return _("set aside") if entry.set_aside else _(DUE_WORDS[entry.due])


def _pages(entry: Entry) -> str:
    words = _("about {count}") if entry.is_about else "{count}"
    return words.format(count=f"{entry.pages:,}")


ENTRY_COLUMNS: tuple[Column[Entry], ...] = (
    Column(mark("Kind of sheet"), lambda one: _(SHORT_SHEETS[one.kind]), order="kind", width=7),
    Column(
        mark("State"),
        _why,
        order="state",
        badge=lambda one: "plain" if one.set_aside else _TONES[one.due],
        width=6,
    ),
    Column(mark("Campaign"), lambda one: one.campaign_name or "—", order="campaign", stretch=True),
    Column(
        mark("Number of sheets"),
        lambda one: f"{one.sheets:,}",
        order="sheets",
        right=True,
        width=3.5,
    ),
    Column(mark("Pages"), _pages, order="pages", right=True, width=4.2, leave=2),
    Column(
        mark("Volumes"),
        lambda one: f"{one.volumes:,}",
        order="volumes",
        right=True,
        width=3.5,
        leave=1,
    ),
)


SHEET_COLUMNS: tuple[Column[SheetLine], ...] = (
    Column(mark("Number"), lambda line: line.sheet.number, order="number", width=13.5),
    Column(
        mark("Kind of sheet"),
        lambda line: _(SHORT_SHEETS[line.sheet.kind]),
        order="kind",
        width=7,
        leave=2,
    ),
    Column(mark("For whom, or which fund"), whose, order="whose", stretch=True),
    Column(
        mark("Yuan"),
        lambda line: format_yuan(line.sheet.amount_fen),
        lambda line: line.sheet.amount_fen,
        order="amount",
        right=True,
        width=7,
        leave=1,
    ),
)
REQUEST_COLUMNS: tuple[Column[Waiting], ...] = (
    Column(mark("Number"), lambda one: one.line.sheet.number, order="number", width=13.5),
    Column(mark("For whom, or which fund"), lambda one: whose(one.line), order="whose", width=7),
    Column(mark("Reason"), lambda one: one.request.reason, order="reason", stretch=True),
    Column(mark("Asked by"), lambda one: one.asked_by, order="asked_by", width=5, leave=2),
    Column(
        mark("Asked on"),
        lambda one: one.request.asked_on.isoformat(),
        order="asked_on",
        width=6,
        leave=1,
    ),
)
