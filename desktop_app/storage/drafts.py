"""Drafts: what somebody was typing, kept field by field so that no keystroke is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.change import Seen
from desktop_app.storage.cipher import Database
from desktop_app.storage.transaction import immediate


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An unfinished form. `record` is the id it will be saved under; `fields` are JSON values."""

    form: str
    record: str
    user: str
    title: str
    fields: Mapping[str, Any]
    seen: Seen
    at_ms: int


class Drafts:
    """Keeps drafts on this laptop; they are neither synchronised nor part of the audit trail."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, draft: Draft) -> None:
        """Keep a draft in place of its earlier form."""
        with immediate(self._db):
            self._db.execute(
                "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    *(draft.form, draft.record, draft.user, draft.title),
                    *(json.dumps(draft.fields), json.dumps(draft.seen), draft.at_ms),
                ],
            )

    def drop(self, form: str, record: str, user: str) -> None:
        """Forget a draft, because it was saved or given up."""
        with immediate(self._db):
            self._db.execute(
                "DELETE FROM draft WHERE form = ? AND record = ? AND user = ?",
                [form, record, user],
            )

    def of(self, user: str) -> list[Draft]:
        """List a person's drafts, the latest first."""
        rows = self._db.execute(
            "SELECT form, record, user, title, fields, seen, at_ms FROM draft WHERE user = ? "
            "ORDER BY at_ms DESC",
            [user],
        )
        return [_draft(row) for row in rows]

    def count(self) -> int:
        """Count the drafts of everybody on this laptop."""
        (count,) = self._db.execute("SELECT count(*) FROM draft").fetchone()
        return int(count)


def blank(db: Database, record: str, fields: AbstractSet[str]) -> None:
    """Take fields out of what anybody was typing about a record."""
    rows = db.execute("SELECT form, user, fields FROM draft WHERE record = ?", [record]).fetchall()
    for form, user, stored in rows:
        kept = {name: value for name, value in json.loads(stored).items() if name not in fields}
        db.execute(
            "UPDATE draft SET fields = ? WHERE form = ? AND record = ? AND user = ?",
            [json.dumps(kept), form, record, user],
        )


def _draft(row: tuple[Any, ...]) -> Draft:
    form, record, user, title, fields, seen, at_ms = row
    saves = {name: tuple(of) for name, of in json.loads(seen).items()}
    return Draft(
        form=form,
        record=record,
        user=user,
        title=title,
        fields=json.loads(fields),
        seen=saves,
        at_ms=at_ms,
    )
