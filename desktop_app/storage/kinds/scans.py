"""The records of scanned pages and of what a person said of the signatures on them."""

from __future__ import annotations

from desktop_app.domain.scan import (
    Scan,
    ScanBox,
    ScanVerdict,
    SignatureCheck,
    SignatureVerdict,
)
from desktop_app.storage.kinds.kind import (
    MONEY,
    Kind,
    choice,
    day,
    flags,
    lines,
    numbers,
    texts,
)

SCAN = Kind(
    "scan",
    Scan,
    (
        choice("verdict", MONEY, ScanVerdict),
        *texts(MONEY, "sheet", "number", "form", "sha256"),
        *numbers(MONEY, "page", "pages", "width", "height"),
        lines("boxes", MONEY, ScanBox),
        *texts(MONEY, "scanned_by"),
        day("scanned_on", MONEY),
    ),
    is_fact=True,
)

SIGNATURE_CHECK = Kind(
    "signature_check",
    SignatureCheck,
    (
        *texts(MONEY, "grant", "sheet", "scan"),
        choice("verdict", MONEY, SignatureVerdict),
        *flags(MONEY, "at_once"),
        *texts(MONEY, "checked_by"),
        day("checked_on", MONEY),
    ),
    is_fact=True,
)
