"""Windows' API as Wine has it, with Windows' own Python: the Windows half of the program runs.

Wine keeps everything in one folder. A stick is plugged in and pulled by asking Wine's manager of
mounts, as its own settings do, while the program runs. Wine's standard handles must be pipes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYTHON = Path(os.environ.get("NUANFANG_WINDOWS_PYTHON", ROOT / "build" / "windows-python"))
WINE = shutil.which("wine64", path=f"{os.environ.get('PATH', '')}:/usr/lib/wine")
STICK = "E:\\"
LONGEST_RUN_S = 300
NEEDED = (
    "the Windows half is tried under Wine, which needs Debian's wine and wine64 and what"
    " `make windows` prepares: {missing} not found"
)
_QUIET = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=", "DISPLAY": ""}
_REMOVABLE, _NOTHING = "2", "1"


def need() -> None:
    """Skip the test with the names of what is missing."""
    found = {"wine64": WINE, "wineserver": shutil.which("wineserver")}
    missing = [name for name, place in found.items() if not place]
    if not (PYTHON / "python.exe").exists():
        missing.append(f"Windows' Python in {PYTHON}")
    if missing:
        pytest.skip(NEEDED.format(missing=" and ".join(missing)))


def named(file: Path) -> str:
    """Give the name that Windows' programs have for a file of this machine."""
    return "Z:" + str(file.absolute()).replace("/", "\\")


@dataclass
class Running:
    """A Windows program that runs; what it says comes line by line."""

    process: subprocess.Popen[str]
    heard: list[str] = field(default_factory=list)

    def says(self) -> Iterator[str]:
        """Give what is said until it ends; broken off when it takes too long."""
        assert self.process.stdout is not None
        watch = threading.Timer(LONGEST_RUN_S, self.process.kill)
        watch.start()
        try:
            for line in self.process.stdout:
                self.heard.append(line.rstrip())
                yield line.rstrip()
        finally:
            watch.cancel()

    def wait_for(self, word: str) -> str:
        """Read until a line begins with a word, and give the rest of that line."""
        for line in self.says():
            if line.startswith(word):
                return line.removeprefix(word).strip()
        raise AssertionError(f"{word} was never said: " + "\n".join(self.heard[-40:]))

    def go_on(self) -> None:
        """Let a program go on that waits for a line."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()


@dataclass(frozen=True)
class Machine:
    """A Windows computer in a folder of this one."""

    prefix: Path

    def environment(self) -> dict[str, str]:
        """Give what a program of this computer is started with, Windows' Python above all."""
        python = {"PYTHONPATH": named(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        return {**_QUIET, **python, "WINEPREFIX": str(self.prefix), "LC_ALL": "C.UTF-8"}

    def wine(self, *words: str) -> subprocess.Popen[str]:
        """Start a Windows program."""
        assert WINE is not None
        return subprocess.Popen(
            [WINE, *words],
            env={**os.environ, **self.environment()},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip

    @contextmanager
    def started(self, *words: str) -> Iterator[Running]:
        """Start Python with these words; it is gone afterwards."""
        process = self.wine(str(PYTHON / "python.exe"), *words)
        try:
            with process:
                yield Running(process)
                process.kill()
        finally:
            process.kill()

    def guest(self, job: str, *words: str) -> list[str]:
        """Run a job of `windows_guest.py` to its end and give what it said."""
        with self.started("-m", "tests.windows_guest", job, *words) as running:
            return list(running.says())

    def plug(self, place: Path, device: str = "") -> None:
        """Plug a stick in: a folder is drive E:; `device` is the block device that it lies on."""
        assert self.guest("plug", _REMOVABLE, str(place), device) == ["plugged"]

    def pull(self) -> None:
        """Pull it out."""
        assert self.guest("plug", _NOTHING, "", "") == ["plugged"]


@contextmanager
def installed(folder: Path) -> Iterator[Machine]:
    """Set a Windows up in a folder; it is waited for until all of its programs are gone."""
    need()
    machine = Machine(folder)
    try:
        for words in (("wineboot", "-u"), ("winecfg", "/v", "win10")):
            machine.wine(*words).communicate(timeout=LONGEST_RUN_S)
        yield machine
    finally:
        server = {**os.environ, **machine.environment()}
        subprocess.run(["wineserver", "-w"], env=server, check=False, timeout=LONGEST_RUN_S)
