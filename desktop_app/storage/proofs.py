"""What checks signatures while saves are taken in."""

from __future__ import annotations

from typing import Protocol


class Proofs(Protocol):
    """Checks signatures somewhere else while saves are taken in."""

    def add(self, key: str, digest: bytes, signature: bytes) -> None:
        """Hand a signature over to be checked."""

    def hold(self) -> bool:
        """Tell, once all are checked, whether every signature holds."""
