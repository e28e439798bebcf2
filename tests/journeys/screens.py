"""A screen nobody looks at, the program's window on it, and a hand that types there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.conftest import OFFICER, ROOT, Nuanfang

SCREEN = "1366x768x24"
PATIENCE_S = 60  # a loaded machine is slow, and only what never happens is meant
FEWEST_LOOKS = 30  # a machine may stand still for a minute, and sees nothing in it

needs_a_screen = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="Xvfb and xdotool are needed for a real window",
)


@contextmanager
def open_screen() -> Iterator[str]:
    """Run a screen on a number that is free, and give its display."""
    ready, told = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(told), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=[told],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(told)
    with os.fdopen(ready) as number:
        display = f":{number.readline().strip()}"
    try:
        yield display
    finally:
        server.terminate()
        server.wait(timeout=10)


class Hand:
    """Types on a screen and waits for what it expects, never for a time."""

    def __init__(self, display: str) -> None:
        self._surroundings = os.environ | {"DISPLAY": display}

    def __call__(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._surroundings, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def key(self, *keys: str) -> None:
        """Press keys one after the other."""
        self("key", "--clearmodifiers", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Type Latin letters, signs and digits."""
        self("type", "--delay", "25", text)


class SteadyHand(Hand):
    """Presses one key at each beat and counts them."""

    def __init__(self, display: str, keys_per_second: int) -> None:
        super().__init__(display)
        self._beat = 1 / keys_per_second
        self._begun = time.monotonic()
        self.keys = 0

    def key(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self._wait_for_the_beat()
            self("key", "--clearmodifiers", key)

    def type(self, text: str) -> None:
        """Type Latin letters, signs and digits."""
        for letter in text:
            self._wait_for_the_beat()
            self("type", letter)

    def _wait_for_the_beat(self) -> None:
        self.keys += 1
        time.sleep(max(0.0, self._begun + self.keys * self._beat - time.monotonic()))


def until(condition, what: str, patience_s: float = PATIENCE_S):
    """Wait until something is so, and give it."""
    begun, looks = time.monotonic(), 0
    while looks < FEWEST_LOOKS or time.monotonic() - begun < patience_s:
        if seen := condition():
            return seen
        looks += 1
        time.sleep(0.1)
    raise AssertionError(f"never happened: {what}")


@contextmanager
def window(program: Nuanfang, display: str, language: str = "en", user: str = OFFICER):
    """Run the program on a screen until the test is through with it."""
    surroundings = program.environment() | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    settings = Path(surroundings["XDG_CONFIG_HOME"]) / "nuanfang"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "settings.json").write_text(json.dumps({"language": language}), encoding="utf-8")
    said = settings / "window.txt"
    with said.open("w", encoding="utf-8") as err:
        running = subprocess.Popen(program.words(user), env=surroundings, cwd=ROOT, stderr=err)
    try:
        yield running
    except AssertionError as unmet:
        words = said.read_text(encoding="utf-8")
        unmet.add_note(f"The window ended with {running.poll()} and said:\n{words}")
        raise
    finally:
        running.terminate()
        running.wait(timeout=20)


def come_in(hand: Hand, program: Nuanfang, title: str, passphrase: str) -> None:
    """Type the passphrase at the door of the window and wait until the office is open."""
    shown = until(lambda: hand("search", "--onlyvisible", "--name", title), "the window")
    hand("windowfocus", "--sync", shown.splitlines()[0])
    hand.type(passphrase)
    hand.key("Return")
    until((program.data / "window.lock").exists, "coming in")
