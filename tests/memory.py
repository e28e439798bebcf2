"""Where tests may write to memory instead of a disk."""

from __future__ import annotations

import os
from pathlib import Path


def roomy_memory(least: int) -> Path | None:
    """Give the folder that Linux keeps in memory, where `least` bytes are free and programs run."""
    memory = Path("/dev/shm")  # noqa: S108 - whoever writes makes a folder of its own in it
    if not memory.is_dir() or not os.access(memory, os.W_OK):
        return None
    about = os.statvfs(memory)
    may_run = not about.f_flag & os.ST_NOEXEC
    return memory if may_run and about.f_bavail * about.f_frsize > least else None
