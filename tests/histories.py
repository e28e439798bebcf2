"""Random histories of laptops that meet by stick, and the laws that hold whatever happens.

One number, the seed, decides everything: how many laptops, who saves what and when, whose clock is
wrong, which bundles are lost, cut, repeated or come late; and what is odd about the history:
folders that are copied, older programs, insiders who sign what they like, laptops that are
revoked, and that revoke each other. `play(seed)` raises AssertionError with the seed where a law
is broken (exchange.md §7).
"""

from __future__ import annotations

import random
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app.domain import identity
from desktop_app.services.exchange import sealing
from tests.age_keys import key_of
from tests.asked_once import ask_once
from tests.history_erasures import Erasures
from tests.history_oddities import Builds, Copies, Insiders, Quarrels
from tests.laptops import NOW_MS, acquaint, empty_ledger, found

DEEDS = {
    "add_person": 2, "edit": 20, "open_form": 6, "save_form": 6, "add_roster_line": 4,
    "void_something": 3, "delete": 2, "settle": 4, "export": 12, "deliver": 16,
    "deliver_in_parts": 12, "scheme": 3, "deliver_damaged": 3, "turn_clock": 2, "undo_and_redo": 3,
}  # fmt: skip
ODD = {
    "copies": {"copy_folder": 3},
    "builds": {"update_program": 1},
    "insiders": {"write_raw": 6, "speak_for_another": 3, "claim_wrongly": 2},
    "revocations": {"welcome": 3, "meet_by_file": 3, "revoke": 2},
    "quarrels": {"welcome": 2, "meet_by_file": 2, "quarrel": 3},
    "erasures": {"erase": 8},
}
FLAVOURS = (
    (), ("builds",), ("copies",), ("insiders",), ("revocations",), ("builds", "insiders"),
    ("builds", "copies"), ("erasures",), ("copies", "erasures"), ("insiders", "erasures"),
    ("quarrels",), ("insiders", "quarrels"), ("copies", "revocations"), ("erasures", "revocations"),
)  # fmt: skip


@dataclass
class World(Erasures, Copies, Builds, Insiders, Quarrels):
    """Some laptops, the bundles on the way between them, and forms left open."""

    def begin(self) -> None:
        """Found the laptops, let them know each other, and hand one person round."""
        count = self.random.choices((2, 3, 4, 6, 8), (40, 30, 20, 5, 5))[0]
        if {"insiders", "revocations", "quarrels"} & set(self.flavour):
            count = max(count, 3)
        if "copies" in self.flavour:
            count = min(count, 4)
        self.laptops = [found(self.folder / f"l{n}", n) for n in range(count)]
        acquaint(self.laptops)
        self.add_person()
        file = self.laptops[0].export(*self.laptops[1:])
        for one in self.laptops[1:]:
            one.older = "builds" in self.flavour and self.random.random() < 0.5
            self._merge(one, file)

    @property
    def deeds(self) -> dict[str, int]:
        """Say what may happen in a history of this flavour, and how often."""
        odd = {deed: often for one in self.flavour for deed, often in ODD[one].items()}
        both = {}
        if {"insiders", "erasures"} <= set(self.flavour):
            both = {"certify_wrongly": 2, "keep_back": 3}
        return DEEDS | odd | both

    def close(self) -> None:
        for one in self.laptops:
            one.close()

    def run(self, steps: int) -> None:
        """Do so many random things."""
        for _step in range(steps):
            (deed,) = self.random.choices(list(self.deeds), list(self.deeds.values()))
            self.steps[deed] += 1
            getattr(self, deed)()


def world_of(folder: Path, seed: int, flavour: tuple[str, ...] | None = None) -> World:
    """Make the world of a seed; seeds take the flavours in turn."""
    chosen = FLAVOURS[seed % len(FLAVOURS)] if flavour is None else flavour
    folder.mkdir(parents=True, exist_ok=True)
    made = World(folder, random.Random(seed), flavour=chosen)  # noqa: S311 - the seed is the point
    made.begin()
    return made


@contextmanager
def chance_from(seed: int) -> Iterator[None]:
    """Let keys and ids follow from the seed, too: ties between laptops are broken by their ids."""
    empty_ledger()  # takes chances of its own, and once in a process
    chance = random.Random(seed)  # noqa: S311 - the seed is the point

    class Series:
        ms = NOW_MS

        def next(self, _now_ms: int) -> tuple[int, int]:
            self.ms += 1
            return self.ms, chance.getrandbits(74)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(secrets, "token_bytes", lambda size=32: chance.randbytes(size))
        patched.setattr(secrets, "token_hex", lambda size=32: chance.randbytes(size).hex())
        patched.setattr(secrets, "randbits", chance.getrandbits)
        patched.setattr(identity, "_series", Series())
        patched.setattr(secrets, "choice", chance.choice)
        patched.setattr(sealing, "new_key", lambda: key_of(chance.randbytes(32)))
        ask_once(patched)
        yield


def play(
    seed: int, folder: Path, steps: int, flavour: tuple[str, ...] | None = None
) -> Counter[str]:
    """Play one history and look at its laws; a broken one names the seed."""
    with chance_from(seed):
        world = world_of(folder, seed, flavour)
        try:
            world.run(steps)
            world.settle_down()
        except Exception as error:
            told = f"history with seed {seed} and {steps} steps, {world.flavour}: {error!r}"
            raise AssertionError(told) from error
        finally:
            world.close()
    told = Counter({"laptops": len(world.laptops), "parted": world.parted})
    return world.steps + told + Counter({f"histories of {one}": 1 for one in world.flavour})
