"""The kit: one widget per file, independent of records."""
