"""What the first start offers beside an empty ledger: the sample, and the page for the safe."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from desktop_app.domain.role import Role
from desktop_app.services.printing import press
from desktop_app.services.printing.contents import RecoveryContent
from desktop_app.services.progress import Progress, unwatched
from desktop_app.services.season import playing, script
from desktop_app.storage.store import Folder

SAMPLE = "sample"
_PART = "sample.part"
SAMPLE_PASSPHRASE = playing.PASSPHRASE


def sample_ledger(data: Path) -> Folder:
    """Name the place of the sample ledger: apart from where the real one will be."""
    return Folder(data / SAMPLE / "laptop-a")


def sample_people() -> dict[Role, str]:
    """Name the people of the sample; SAMPLE_PASSPHRASE lets each of them in."""
    return dict(script.read().people)


def make_sample(data: Path, progress: Progress = unwatched) -> Folder:
    """Play the sample season beside the place of the real ledger, once."""
    ledger = sample_ledger(data)
    if not ledger.holds_ledger():
        part = data / _PART
        shutil.rmtree(part, ignore_errors=True)
        try:
            part.mkdir(parents=True, mode=0o700)
            playing.play_season(part, progress=progress)
            part.replace(data / SAMPLE)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return ledger


def save_recovery_page(file: Path, union: str, device: str, code: str, day: date) -> None:
    """Write the page for the safe as a PDF; raises what the disk says."""
    content = RecoveryContent(union=union, device=device, code=code, day=day)
    press.print_recovery(file, content)
