"""Drafts of a person's forms: kept field by field, offered again after a crash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.domain.change import Seen
from desktop_app.services.desk import Desk
from desktop_app.storage.drafts import Draft


class Drafting:
    """What the office does with unfinished forms."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._drafts = desk.store.drafts

    def keep(
        self, form: str, record: str, title: str, fields: Mapping[str, Any], seen: Seen
    ) -> None:
        """Keep what stands in a form now; `fields` are plain JSON values."""
        draft = Draft(
            form=form,
            record=record,
            user=self._desk.user.id,
            title=title,
            fields=fields,
            seen=seen,
            at_ms=self._desk.store.clock_ms(),
        )
        self._drafts.keep(draft)

    def drop(self, form: str, record: str) -> None:
        """Forget a draft: its form was saved or given up."""
        self._drafts.drop(form, record, self._desk.user.id)

    def mine(self) -> list[Draft]:
        """List the drafts of the person at the desk, the latest first."""
        return self._drafts.of(self._desk.user.id)

    def of(self, form: str, record: str) -> Draft | None:
        """Find the draft of one form."""
        return next((d for d in self.mine() if (d.form, d.record) == (form, record)), None)
