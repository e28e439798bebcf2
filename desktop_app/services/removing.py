"""Records that can be taken out of sight and put back; nothing is ever lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar, cast

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.keeping import Keeping
from desktop_app.storage.records import edit_of

R = TypeVar("R")


class RemovalWithoutReasonError(CircumstanceError):
    """Something is removed and nobody says why."""

    message = mark("Say why it is removed.")


class Removing(Keeping[R]):
    """Keeps records with a field `removed_because`; where it is filled, they are out of sight."""

    def remove(self, record: str, reason: str) -> R:
        """Take a record out of sight, with the reason. Raises RemovalWithoutReasonError."""
        self._desk.require(self.right)
        if not reason.strip():
            raise RemovalWithoutReasonError
        base = self.open(record)
        gone = cast("R", replace(cast("Any", base.record), removed_because=reason.strip()))
        kind = self._records.kind
        self._desk.save([edit_of(kind, gone, base)], f"{kind.name}.removed", record, reason)
        return gone

    def put_back(self, record: str) -> R:
        """Bring a removed record back. Raises RefusedError where another took its place."""
        base = self.open(record)
        return self.save(cast("R", replace(cast("Any", base.record), removed_because=None)), base)
