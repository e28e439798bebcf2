"""The laws of merging, in random histories of two to eight laptops (exchange.md §7)."""

import os
import random
import shutil
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from desktop_app.services.exchange import merging
from desktop_app.storage import standing
from desktop_app.storage.presence import Presence
from tests.histories import World, play

HISTORIES, STEPS = 8, 30
LONG_MINUTES = float(os.environ.get("NUANFANG_TORTURE_MINUTES", "10"))
LONG_STEPS = 120
REPORT = Path(__file__).parents[3] / "docs" / "torture.md"
SEEDS = st.integers(0, 2**32 - 1)


@pytest.fixture(autouse=True, scope="module")
def without_copies():
    """Leave out the copy of the ledger before each merge: it is not what is looked at here."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(merging.backups, "put_aside", lambda *_given: None)
        yield


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_whatever_happens_all_laptops_end_with_the_same_content(tmp_path, seed):
    play(seed, tmp_path, STEPS)


class Meetings(RuleBasedStateMachine):
    """Hypothesis chooses what happens next, and shortens a history that breaks a law."""

    @initialize(seed=SEEDS)
    def begin(self, seed):
        self.folder = Path(tempfile.mkdtemp())
        self.world = World(self.folder, seed)

    @rule(seed=SEEDS)
    def add_person(self, seed):
        self._do("add_person", seed)

    @rule(seed=SEEDS)
    def open_form(self, seed):
        self._do("open_form", seed)

    @rule(seed=SEEDS)
    def save_form(self, seed):
        self._do("save_form", seed)

    @rule(seed=SEEDS)
    def delete(self, seed):
        self._do("delete", seed)

    @rule(seed=SEEDS)
    def settle(self, seed):
        self._do("settle", seed)

    @rule(seed=SEEDS)
    def add_roster_line(self, seed):
        self._do("add_roster_line", seed)

    @rule(seed=SEEDS)
    def turn_clock(self, seed):
        self._do("turn_clock", seed)

    @rule(seed=SEEDS)
    def export(self, seed):
        self._do("export", seed)

    @rule(seed=SEEDS)
    def deliver(self, seed):
        self._do("deliver", seed)

    @rule(seed=SEEDS)
    def deliver_in_parts(self, seed):
        self._do("deliver_in_parts", seed)

    @rule(seed=SEEDS)
    def undo_and_redo(self, seed):
        self._do("undo_and_redo", seed)

    def _do(self, deed, seed):
        self.world.random = random.Random(seed)  # noqa: S311 - hypothesis chooses it
        getattr(self.world, deed)()

    def teardown(self):
        if hasattr(self, "world"):
            try:
                self.world.settle_down()
            finally:
                self.world.close()
                shutil.rmtree(self.folder)


TestMeetings = Meetings.TestCase
TestMeetings.settings = settings(
    max_examples=5,
    stateful_step_count=20,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def forget_what_is_awaited(patched):
    patched.setattr(Presence, "wait_for", lambda *_given: None)


def let_operations_replace_themselves(patched):
    def surviving(heads, new, seen, _replaced_by=()):
        return tuple(sorted({new, *heads} - {one for one in (*heads, new) if one.save in seen}))

    patched.setattr(standing, "surviving", surviving)


def let_the_last_writer_win(patched):
    patched.setattr(
        standing, "surviving", lambda heads, new, _seen, _replaced_by=(): (max([*heads, new]),)
    )


@pytest.mark.parametrize(
    ("mistake", "first"),
    [
        (forget_what_is_awaited, 4),
        (let_operations_replace_themselves, 0),
        (let_the_last_writer_win, 0),
    ],
)
def test_a_merge_with_a_mistake_in_it_is_noticed(tmp_path, monkeypatch, mistake, first):
    """Without this control the laws above might hold of anything."""
    mistake(monkeypatch)
    for seed in range(first, first + 20):
        (tmp_path / str(seed)).mkdir()
        try:
            play(seed, tmp_path / str(seed), STEPS)
        except AssertionError:
            return
    pytest.fail("nobody noticed")


@pytest.mark.torture
def test_long_histories_keep_the_laws_and_are_reported(tmp_path):
    """Play for some minutes (NUANFANG_TORTURE_MINUTES) and write down what was played."""
    begun, seed, steps = time.monotonic(), int(time.time()), Counter()
    first = seed
    while time.monotonic() - begun < LONG_MINUTES * 60:
        folder = tmp_path / str(seed)
        folder.mkdir()
        steps += play(seed, folder, LONG_STEPS)
        shutil.rmtree(folder)
        seed += 1
    minutes = (time.monotonic() - begun) / 60
    _report(first, seed - first, steps, minutes)


def _report(first, histories, steps, minutes):
    done = sum(count for name, count in steps.items() if name != "laptops")
    day = datetime.now(UTC).date()
    rows = [f"| {name.replace('_', ' ')} | {count} |" for name, count in sorted(steps.items())]
    text = REPORT.read_text(encoding="utf-8")
    head, _mark, rest = text.partition("<!-- histories -->")
    _old, _mark, tail = rest.partition("<!-- /histories -->")
    told = (
        f"{day}: {histories} histories of {LONG_STEPS} steps (seeds {first} to"
        f" {first + histories - 1}), {done} steps, {minutes:.0f} minutes, none broke a law.\n\n"
        "| what happened | times |\n|---|---|\n" + "\n".join(rows)
    )
    REPORT.write_text(
        f"{head}<!-- histories -->\n\n{told}\n\n<!-- /histories -->{tail}", encoding="utf-8"
    )
