"""The records of an office's own choices in the code lists."""

from __future__ import annotations

from desktop_app.domain.code_entry import CodeEntry
from desktop_app.storage.kinds.kind import ADMIN, Kind, flags, numbers, texts, words

CODE_ENTRY = Kind(
    "code_entry",
    CodeEntry,
    (
        *texts(ADMIN, "list_id", "code", "name", "english"),
        words("old", ADMIN),
        *numbers(ADMIN, "position", "valid_from"),
        *flags(ADMIN, "retired"),
        *texts(ADMIN, "source", "note"),
    ),
)
