"""The program itself as a process of its own, from a folder of Python or frozen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

IS_FROZEN = hasattr(sys, "frozen")


def words(*arguments: str) -> list[str]:
    """Give the command line that calls the program."""
    return [sys.executable, *([] if IS_FROZEN else ["-m", "desktop_app"]), *arguments]


def run(command: Sequence[str]) -> None:
    """Run a command to its end; what it says is thrown away."""
    subprocess.run(command, check=True, capture_output=True)


def with_passphrase(passphrase: str) -> dict[str, str]:
    """Give the surroundings in which the program needs not ask."""
    return os.environ | {"NUANFANG_PASSPHRASE": passphrase}
