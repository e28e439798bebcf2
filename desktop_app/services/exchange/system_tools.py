"""Running what the system brings for its disks, as it runs for everybody else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence


def run(command: Sequence[str], longest_s: float = 60) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and give what it said; raises OSError, also where it hangs."""
    try:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            check=False,
            timeout=longest_s,
            env=environment(),
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(str(error)) from error


def environment() -> dict[str, str]:
    """Give the environment from before this program was unpacked.

    PyInstaller lets programs look for libraries among this program's own, where the system's tools
    find others than they were built for; it keeps what was there before beside it.
    """
    given = dict(os.environ)
    before = given.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        given["LD_LIBRARY_PATH"] = before
    elif getattr(sys, "frozen", False):
        given.pop("LD_LIBRARY_PATH", None)
    return given
