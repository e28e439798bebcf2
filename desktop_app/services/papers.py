"""Lists and records on paper: sheets that take no number, drawn from what the screen shows."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.moment import local_moment
from desktop_app.domain.role import Right
from desktop_app.services.desk import Desk
from desktop_app.services.printing import plain_press
from desktop_app.services.printing.contents import Imprint
from desktop_app.services.printing.facts import FactGroup, Photo
from desktop_app.services.printing.form_files import read_form
from desktop_app.services.printing.forms import ReceiptForm
from desktop_app.services.printing.plain_contents import (
    ListColumn,
    ListContent,
    PlainContent,
    RecordContent,
)
from desktop_app.services.printing.plain_press import Drawn
from desktop_app.services.printing.press import Layout

OWN_FORMS = "sheets"
HEAD_SHOWN = 12  # characters of the chain's head on every sheet


class Papers:
    """What the office prints without a number; the audit trail says what was printed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ledger(
        self,
        title: str,
        columns: Sequence[ListColumn],
        rows: Sequence[tuple[str, ...]],
        *,
        filters: str = "",
        sums: str = "",
    ) -> bytes:
        """Draw a list (台账) as PDF; `filters` and `sums` are the words of the screen."""
        self._desk.require(Right.PRINT)
        content = ListContent(
            title=title,
            union=self.union,
            filters=filters,
            day=self._desk.today(),
            columns=tuple(columns),
            rows=tuple(rows),
            sums=sums,
        )
        pdf = self.draw(content)
        self._desk.note("printed.ledger", reason=f"{title} {len(rows)}")
        return pdf

    def record(
        self,
        record: str,
        title: str,
        name: str,
        groups: Sequence[FactGroup],
        *,
        photos: Sequence[Photo] = (),
        signatures: Sequence[str] = (),
    ) -> bytes:
        """Draw one record (登记表) as PDF; `record` is the id by which the trail knows it."""
        self._desk.require(Right.PRINT)
        content = RecordContent(
            title=title,
            union=self.union,
            name=name,
            day=self._desk.today(),
            groups=tuple(groups),
            photos=tuple(photos),
            signatures=tuple(signatures),
        )
        pdf = self.draw(content)
        self._desk.note("printed.record", record)
        return pdf

    def draw(self, content: PlainContent, sheet: str = "") -> bytes:
        """Draw a content by a sheet file, the usual one where none is named."""
        layout = self.layout(sheet)
        return plain_press.draw(content, self.imprint(), layout, sheet_key=self.key())

    def draw_all(self, contents: Sequence[PlainContent], sheet: str = "") -> Drawn:
        """Draw several contents of one kind, a sheet each, into one PDF."""
        layout = self.layout(sheet)
        return plain_press.draw_all(contents, self.imprint(), layout, sheet_key=self.key())

    def key(self) -> bytes:
        """Give the key with which the codes of this union's sheets are sealed."""
        union = self._desk.store.organisations.get(self._desk.store.identity.organisation)
        return bytes.fromhex(union.sheet_key) if union else b""

    def imprint(self) -> Imprint:
        """Say where the ledger stands, for the footer."""
        store = self._desk.store
        union = store.organisations.get(store.identity.organisation)
        return Imprint(
            chain_head=store.audit.head()[:HEAD_SHOWN],
            state_code=store.state_code().short,
            printed_by=self._desk.user.name,
            printed_at=local_moment(store.clock_ms()),
            is_sample=bool(union and union.is_sample),
        )

    def layout(self, sheet: str = "") -> Layout:
        """Give a sheet file, the office's own before the program's."""
        own = self._desk.store.folder.path / OWN_FORMS
        return Layout(sheet=sheet, folder=own if own.is_dir() else None)

    def shows_whole_ids(self, form: str) -> bool:
        """Tell whether a form of receipts, the usual one where none is named, shows whole IDs."""
        layout = self.layout(form)
        return read_form(ReceiptForm, layout.sheet or "receipt", layout.folder).whole_id

    @property
    def union(self) -> str:
        """Give the name of the union whose ledger this is."""
        store = self._desk.store
        union = store.organisations.get(store.identity.organisation)
        return union.name if union else ""
