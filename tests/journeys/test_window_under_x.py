"""The window on a screen, driven by keys alone, as an officer drives it."""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.conftest import OFFICER, ROOT, Nuanfang, found

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="Xvfb and xdotool are needed for a real window",
)
SCREEN = "1366x768x24"
PATIENCE_S = 20
TYPED = "warm words in winter"  # keys of a screen are Latin
STEPS_TO_VISITORS = 8


@pytest.fixture
def screen():
    """A screen nobody looks at, on a number that is free."""
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
    yield display
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
        self("key", "--clearmodifiers", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        self("type", "--delay", "25", text)


def until(condition, what: str):
    """Wait until something is so, and give it."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE_S:
        if seen := condition():
            return seen
        time.sleep(0.1)
    raise AssertionError(f"never happened: {what}")


@contextmanager
def window(program: Nuanfang, display: str):
    """Run the program on a screen until the test is through with it."""
    surroundings = program.environment() | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    settings = Path(surroundings["XDG_CONFIG_HOME"]) / "nuanfang"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "settings.json").write_text('{"language": "en"}', encoding="utf-8")
    running = subprocess.Popen(
        program.words(OFFICER), env=surroundings, cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        yield running
    finally:
        running.terminate()
        running.wait(timeout=20)


@pytest.fixture
def ledger(tmp_path):
    program, _begun = found(tmp_path / "ledger")
    program("user", "passwd", "--of", OFFICER, NUANFANG_NEW_PASSPHRASE=TYPED)
    return program


def test_an_officer_comes_in_records_somebody_and_a_visit_with_the_keys_alone(ledger, screen):
    hand = Hand(screen)
    officer = {"user": OFFICER, "passphrase": TYPED}
    with window(ledger, screen) as running:
        shown = until(lambda: hand("search", "--onlyvisible", "--name", "Nuanfang"), "the window")
        hand("windowfocus", "--sync", shown.splitlines()[0])
        hand.type(TYPED)
        hand.key("Return")
        until((ledger.data / "window.lock").exists, "coming in")
        hand.key("alt+2", "ctrl+n")
        hand.type("Ma Xiulan")
        hand.key("Return")
        hand.type("13900000417")
        hand.key("ctrl+s")
        (person,) = until(lambda: ledger("search", "Ma Xiulan", **officer)["results"], "the person")
        hand.key("alt+3", "ctrl+n")
        hand.type("Ma Xiu")
        hand.key("Return")
        assert running.poll() is None
        hand.key(*["Return"] * STEPS_TO_VISITORS)
        for visitor in ("Wang", "Ma"):
            hand.type(visitor)
            hand.key("Return")
        hand.key("ctrl+s")
        (visit,) = until(lambda: ledger("visit", "list", **officer)["visits"], "the visit")
    said = ledger("visit", "show", visit["id"], **officer)
    assert person["name"] == "Ma Xiulan"
    assert [one["name"] for one in said["visitors"]] == ["Wang", "Ma"]
