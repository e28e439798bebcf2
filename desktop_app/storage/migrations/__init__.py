"""The history of the ledger's schema: steps are appended, never edited, each in a module.

A step names everything it needs itself and imports nothing of the program but this package,
because the rest would change under it.
"""

from __future__ import annotations

from desktop_app.storage.migrations import (
    m0001_ledger,
    m0002_hardship,
    m0003_sections,
    m0004_employers,
    m0005_visits,
    m0006_needs,
    m0007_attachments,
    m0008_activities,
    m0009_merging,
    m0010_lists,
    m0011_unions,
    m0012_funds,
    m0013_void_requests,
    m0017_replaced_numbers,
    m0020_scans,
    m0021_exchange,
    m0025_sticks,
    m0026_double_aid,
    m0027_erasing,
    m0028_splits,
    m0030_buckets,
    m0031_late,
    m0032_wanted,
)
from desktop_app.storage.migrations.history import migrations

STEPS = (
    m0001_ledger,
    m0002_hardship,
    m0003_sections,
    m0004_employers,
    m0005_visits,
    m0006_needs,
    m0007_attachments,
    m0008_activities,
    m0009_merging,
    m0010_lists,
    m0011_unions,
    m0012_funds,
    m0013_void_requests,
    m0017_replaced_numbers,
    m0020_scans,
    m0021_exchange,
    m0025_sticks,
    m0026_double_aid,
    m0027_erasing,
    m0028_splits,
    m0030_buckets,
    m0031_late,
    m0032_wanted,
)

__all__ = ["STEPS", "migrations"]
