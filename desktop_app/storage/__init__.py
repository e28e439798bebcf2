"""The only rooms where SQL is spoken: one encrypted ledger per data folder."""
