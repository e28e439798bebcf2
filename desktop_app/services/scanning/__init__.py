"""From signed paper back into the ledger: pages, straightening, ink, filing (decisions/034)."""
