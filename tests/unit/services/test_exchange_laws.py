"""The laws of merging, in random histories of two to ten laptops (exchange.md §7)."""

import gc
import os
import random
import shutil
import tempfile
import time
from collections import Counter, deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from desktop_app.services.exchange import merging
from desktop_app.storage import places_lost, registry, standing, told, wanted
from desktop_app.storage.erasing import Erased
from desktop_app.storage.incoming import Incoming
from desktop_app.storage.presence import Presence
from desktop_app.storage.standing import Standing
from tests import histories, history_laws, laptops
from tests.histories import FLAVOURS, chance_from, play, world_of
from tests.laptops import fingerprint
from tests.memory import roomy_memory

HISTORIES, STEPS = 56, 24
LONG_STEPS = 480
PROCESSES = int(os.environ.get("NUANFANG_TORTURE_PROCESSES", str(os.cpu_count() or 1)))
AT_ONCE = 16 * PROCESSES  # histories that stand in line, and between two reports
REPORT = Path(__file__).parents[3] / "docs" / "torture.md"
SEEDS = st.integers(0, 2**32 - 1)
NOT_STEPS = ("laptops", "parted")


@pytest.fixture(autouse=True, scope="module")
def without_copies():
    """Leave out the copy of the ledger before each merge: it is not what is looked at here."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(merging.backups, "put_aside", lambda *_given: None)
        yield


def quick_folder() -> Path:
    """Make a folder in memory, where the system has one: nothing is lost if the power goes."""
    return Path(tempfile.mkdtemp(prefix="nuanfang-", dir=roomy_memory(2**30)))


@pytest.fixture
def quick():
    folder = quick_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("first", range(len(FLAVOURS)), ids=map("_".join, FLAVOURS))
def test_whatever_happens_all_laptops_end_with_the_same_content(quick, first):
    for seed in range(first, HISTORIES, len(FLAVOURS)):
        play(seed, quick / str(seed), STEPS)


@pytest.mark.parametrize("flavour", FLAVOURS, ids=map("_".join, FLAVOURS))
def test_a_history_is_the_same_where_everything_is_asked_anew(quick, monkeypatch, flavour):
    """What is worked out once in a history is what the program would work out every time."""
    once = _end_of(quick / "once", flavour)
    monkeypatch.setattr(histories, "ask_once", lambda _patched: None)
    assert _end_of(quick / "anew", flavour) == once


def _end_of(folder, flavour):
    """Play a history, and give what was done, and what every laptop holds and believes."""
    with chance_from(11):
        world = world_of(folder, 11, flavour)
        try:
            world.run(STEPS)
            world.settle_down()
            return world.steps, [fingerprint(one) for one in world.laptops]
        finally:
            world.close()


def test_a_seed_plays_the_same_history_again(quick):
    """Also where another was played before it: a seed that is told must be worth something."""
    ends = []
    laptops.empty_ledger.cache_clear()
    for turn in ("first", "second"):
        with chance_from(5):
            world = world_of(quick / turn, 5)
            world.run(STEPS)
            ends.append([(one.id, one.state()) for one in world.laptops])
            world.close()
    assert ends[0] == ends[1]


class Meetings(RuleBasedStateMachine):
    """Hypothesis chooses what happens next, and shortens a history that breaks a law."""

    @initialize(seed=SEEDS, flavour=st.sampled_from(FLAVOURS))
    def begin(self, seed, flavour):
        self.chance = ExitStack()
        self.chance.enter_context(chance_from(seed))
        self.folder = quick_folder()
        self.world = world_of(self.folder, seed, flavour)

    def teardown(self):
        if hasattr(self, "world"):
            try:
                self.world.settle_down()
            finally:
                self.world.close()
                self.chance.close()
                shutil.rmtree(self.folder)


def _rule_of(deed):
    """Make a rule of something that may happen; what does not fit the history does nothing."""

    @rule(seed=SEEDS)
    def happen(self, seed):
        self.world.random = random.Random(seed)  # noqa: S311 - hypothesis chooses it
        if deed in self.world.deeds:
            getattr(self.world, deed)()

    return happen


for _deed in (
    "add_person", "open_form", "save_form", "delete", "settle", "add_roster_line", "turn_clock",
    "export", "deliver", "deliver_in_parts", "undo_and_redo", "copy_folder", "update_program",
    "write_raw", "speak_for_another", "welcome", "meet_by_file", "revoke", "quarrel",
    "erase", "certify_wrongly",
):  # fmt: skip
    setattr(Meetings, _deed, _rule_of(_deed))

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


def digest_only_what_is_shown(patched):
    whole = Standing.content
    patched.setattr(
        Standing,
        "content",
        lambda self: {name: of for name, of in whole(self).items() if name not in self.unread},
    )


def believe_every_claim_of_forks(patched):
    patched.setattr(merging.Merges, "_notice_forks", lambda *_given: None)


def tell_nothing_again(patched):
    patched.setattr(places_lost, "to_be_told_again", lambda *_given: [])


def know_only_whom_the_records_show(patched):
    """As it was before: whose own records all waited was a stranger, whatever his word did."""
    whole = registry.read

    def read(db, own):
        return {of: one for of, one in whole(db, own).items() if of in registry.keys(db)}

    patched.setattr(registry, "read", read)


def forget_what_came_too_late(patched):
    """As it was before: of two that revoke each other the one heard first was believed."""
    patched.setattr(told, "late_of_office", lambda _db: [])


def count_only_words_that_stand(patched):
    """As it was before: a newcomer's word could replace that by which all knew him."""
    whole = told._told

    def read(db, late):
        later = told._enrolments(one.save for one in late)
        return replace(whole(db, late), enrolled=tuple(later))

    patched.setattr(told, "_told", read)


def park_without_proof(patched):
    patched.setattr(Incoming, "_prove_alone", lambda *_given: None)


def erase_by_names_alone(patched):
    """As it was before: what a copied ledger tells again under another name kept the values."""
    patched.setattr(
        Erased, "in_save", lambda self, save, one: self.in_part(save, (one.kind, one.record))
    )


def take_what_is_erased(patched):
    patched.setattr(Erased, "without", lambda _self, signed: signed)


def ask_for_nothing(patched):
    """As it was before: what an erasure had taken out that does not count was gone for good."""
    patched.setattr(wanted, "wanted", lambda _db: {})


MISTAKES = (  # what is done wrong, in which histories, how long ones, and the first seed to try
    (forget_what_is_awaited, (), STEPS, 0),
    (let_operations_replace_themselves, (), STEPS, 0),
    (let_the_last_writer_win, (), STEPS, 0),
    (digest_only_what_is_shown, ("builds",), STEPS, 0),
    (believe_every_claim_of_forks, ("copies",), STEPS, 0),
    (tell_nothing_again, ("copies",), STEPS, 0),
    (know_only_whom_the_records_show, ("revocations",), 120, 1795703764),
    (forget_what_came_too_late, ("quarrels",), 120, 4),
    (count_only_words_that_stand, ("insiders", "quarrels"), 120, 76),
    (park_without_proof, ("insiders",), STEPS, 0),
    (take_what_is_erased, ("erasures",), STEPS, 0),
    (erase_by_names_alone, ("copies", "erasures"), 60, 0),
    (ask_for_nothing, ("erasures", "revocations"), 60, 7),
)


@pytest.mark.parametrize(("mistake", "flavour", "steps", "first"), MISTAKES)
def test_a_merge_with_a_mistake_in_it_is_noticed(
    quick, monkeypatch, mistake, flavour, steps, first
):
    """Without this control the laws above might hold of anything."""
    mistake(monkeypatch)
    monkeypatch.setattr(history_laws, "MOST_ROUNDS", 4)  # laptops that agree at all do so in two
    for seed in range(first, first + 40):
        try:
            play(seed, quick / str(seed), steps, flavour)
        except AssertionError:
            return
    pytest.fail("nobody noticed")


def _play_one(seed: int) -> Counter[str] | str:
    """Play a long history in a process of its own, which tidies up between histories alone.

    Where a law is broken, give the words that say so.
    """
    merging.backups.put_aside = lambda *_given: None
    gc.disable()
    gc.freeze()  # what was there before holds no rubbish
    folder = quick_folder()
    try:
        return play(seed, folder / "world", LONG_STEPS)
    except AssertionError as error:
        return str(error)
    finally:
        shutil.rmtree(folder)
        gc.collect()


@pytest.mark.torture
def test_long_histories_keep_the_laws_and_are_reported():
    """Play for NUANFANG_TORTURE_MINUTES, or until NUANFANG_TORTURE_STEPS are done; write it down.

    As many histories as NUANFANG_TORTURE_PROCESSES are played side by side. The report is written
    again and again, so that a run that is broken off has one, too.
    """
    minutes = float(os.environ.get("NUANFANG_TORTURE_MINUTES", "10"))
    target = int(os.environ.get("NUANFANG_TORTURE_STEPS", "0"))
    begun, first, steps = time.monotonic(), int(time.time()), Counter()
    played, broken = 0, []

    def is_over() -> bool:
        if target:
            return played * LONG_STEPS >= target
        return time.monotonic() - begun > minutes * 60

    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        ahead = deque(pool.submit(_play_one, seed) for seed in range(first, first + AT_ONCE))
        while not is_over():
            told = ahead.popleft().result()
            played += 1
            if isinstance(told, str):
                broken.append(told)
            else:
                steps += told
            ahead.append(pool.submit(_play_one, first + played + len(ahead)))
            if played % AT_ONCE == 0:
                _report(first, played, steps, (time.monotonic() - begun) / 60, broken)
        pool.shutdown(cancel_futures=True)
    _report(first, played, steps, (time.monotonic() - begun) / 60, broken)
    assert broken == []


def _report(first, histories, steps, minutes, broken):
    done = sum(
        count
        for name, count in steps.items()
        if name not in NOT_STEPS and not name.startswith("histories of")
    )
    day = datetime.now(UTC).date()
    rows = [f"| {name.replace('_', ' ')} | {count} |" for name, count in sorted(steps.items())]
    text = REPORT.read_text(encoding="utf-8")
    head, _mark, rest = text.partition("<!-- histories -->")
    _old, _mark, tail = rest.partition("<!-- /histories -->")
    told = (
        f"{day}: {histories} histories of {LONG_STEPS} steps (seeds {first} to"
        f" {first + histories - 1}), {done} steps, {minutes:.0f} minutes on {PROCESSES}"
        f" process{'es' if PROCESSES > 1 else ''}, {done / minutes / 60:.0f} steps a second,"
        f" {len(broken) or 'none'} broke a law.\n\n"
        + "".join(f"- {one}\n" for one in broken)
        + "\n" * bool(broken)
        + "| what happened | times |\n|---|---|\n"
        + "\n".join(rows)
    )
    REPORT.write_text(
        f"{head}<!-- histories -->\n\n{told}\n\n<!-- /histories -->{tail}", encoding="utf-8"
    )
