"""What every sheet says of the ledger, and where the office keeps its own sheet files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desktop_app.services.desk import Desk
from desktop_app.services.printing.contents import Imprint

OWN_FORMS = "sheets"  # in the data folder: the office's own sheet files, where it has any


def imprint(desk: Desk) -> Imprint:
    """Say where the ledger stands; once a batch, since digesting takes its time."""
    union = desk.store.organisations.get(desk.store.identity.organisation)
    return Imprint(
        chain_head=desk.store.audit.head()[:12],
        state_code=desk.store.state_code().short,
        printed_by=desk.user.name,
        printed_at=datetime.fromtimestamp(desk.store.clock_ms() / 1000).astimezone(),
        is_sample=bool(union and union.is_sample),
    )


def own_forms(desk: Desk) -> Path | None:
    """Give the folder of the office's own sheet files, if it has one."""
    own = desk.store.folder.path / OWN_FORMS
    return own if own.is_dir() else None
