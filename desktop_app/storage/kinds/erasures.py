"""The certificates of what was erased; every laptop of the union holds them."""

from __future__ import annotations

from desktop_app.domain.erasure import Erasure
from desktop_app.storage.kinds.kind import ADMIN, Kind, day, texts, words

ERASURE = Kind(
    "erasure",
    Erasure,
    (
        *texts(ADMIN, "of_kind", "of", "reason", "erased_by"),
        words("targets", ADMIN),
        words("saves", ADMIN),
        words("contents", ADMIN),
        day("erased_on", ADMIN),
    ),
    is_fact=True,
)
