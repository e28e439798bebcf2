"""Power cuts on FAT32, replayed: whatever sectors of whatever call reached the stick.

The kernel's own vfat is not on every machine, so a real FAT32 is written through another driver,
call by call, and the sectors that each call changed are noted. A cut is the stick before a call
with any of the sectors of that call: all of them in some order up to some point, or some at random.
What this cannot show is a driver that holds back what it was told to write; for that the exFAT
tests next door cut a cached one.
"""

import os
import random
import shutil
from pathlib import Path

import pytest

from desktop_app.services.exchange import stick_writing
from desktop_app.services.exchange.stick_writing import StickWriter
from tests.filesystems import bundles_on, mounted

SECTOR, BLOCK, PIECE = 512, 1 << 16, 8_192
OLD, NEW = "640100_A2_00000001_20210101.nuanfang", "640100_A2_0badcafe_20210208.nuanfang"
CONTENT = random.Random(9).randbytes(5 * PIECE + 321)  # noqa: S311 - the same in every run
CALLS = ("open", "write", "fsync", "rename", "close")
CUTS_A_CALL = 50


class Recorder:
    """Notes what each call changes on the stick, sector by sector."""

    def __init__(self, image, monkeypatch):
        self.image, self.before, self.steps = image, image.read_bytes(), []
        self.base = self.before
        for name in CALLS:
            monkeypatch.setattr(stick_writing.os, name, self._noted(getattr(os, name)))

    def _noted(self, call):
        def noted(*given, **named):
            answer = call(*given, **named)
            self.look()
            return answer

        return noted

    def look(self):
        now = self.image.read_bytes()
        if changed := dict(_changed(self.before, now)):
            self.steps.append(changed)
        self.before = now


def _changed(before, now):
    for at in range(0, len(now), BLOCK):
        if before[at : at + BLOCK] != now[at : at + BLOCK]:
            for place in range(at, at + BLOCK, SECTOR):
                if before[place : place + SECTOR] != now[place : place + SECTOR]:
                    yield place, now[place : place + SECTOR]


def cuts_of(step, chance):
    """Give sets of sectors of one call that may have reached the stick: all orders are fair."""
    places = list(step)
    if 2 ** len(places) <= CUTS_A_CALL:
        yield from ([p for n, p in enumerate(places) if mask >> n & 1]
                    for mask in range(2 ** len(places)))  # fmt: skip
        return
    for turn in range(CUTS_A_CALL):
        ordered = sorted(places) if turn % 2 else sorted(places, reverse=True)
        if turn > CUTS_A_CALL // 2:
            chance.shuffle(ordered)
        yield ordered[: chance.randrange(len(ordered) + 1)]


def played(recorder, folder):
    """Give the stick after each cut as a file that is changed in place."""
    cut, chance = folder / "cut.img", random.Random(3)  # noqa: S311 - a game with a seed
    shutil.copyfile(recorder.image, cut)
    with cut.open("r+b") as stick:
        stick.write(recorder.base)
        stick.flush()
        for step in recorder.steps:
            was = {place: _at(stick, place) for place in step}
            for reached in cuts_of(step, chance):
                _put(stick, {place: step[place] for place in reached})
                yield cut
                _put(stick, was)
            _put(stick, step)
    yield cut


def _at(stick, place):
    stick.seek(place)
    return stick.read(SECTOR)


def _put(stick, sectors):
    for place, content in sectors.items():
        stick.seek(place)
        stick.write(content)
    stick.flush()


def recorded(tmp_path, monkeypatch, write):
    """Let somebody write beside an older bundle, and note every call."""
    if shutil.which("mdir") is None:
        pytest.skip("reading FAT images needs mtools")
    with mounted("fat", tmp_path, through=True) as stick:
        (stick.path / OLD).write_bytes(CONTENT[::-1])
        monkeypatch.setattr(stick_writing, "_CHUNK", PIECE)
        with monkeypatch.context() as watched:
            recorder = Recorder(stick.image, watched)
            write(stick.path)
            recorder.look()
    return recorder


def test_whatever_the_power_leaves_no_bundle_is_half_and_no_older_one_is_hurt(
    tmp_path, monkeypatch
):
    def write(folder):
        writer = StickWriter(folder, len(CONTENT))
        writer.make_room()
        writer.write(NEW, CONTENT)
        writer.finish()

    recorder = recorded(tmp_path, monkeypatch, write)
    found = [bundles_on(image) for image in played(recorder, tmp_path)]
    assert len(found) >= 225
    assert all(one.get(OLD) == CONTENT[::-1] for one in found)
    assert {one[NEW] == CONTENT for one in found if NEW in one} == {True}
    assert found[-1] == {OLD: CONTENT[::-1], NEW: CONTENT}
    assert any(NEW not in one for one in found)


def test_one_who_writes_at_once_under_the_last_name_is_caught(tmp_path, monkeypatch):
    def carelessly(folder: Path):
        opened = os.open(folder / NEW, os.O_WRONLY | os.O_CREAT)
        for at in range(0, len(CONTENT), PIECE):
            os.write(opened, CONTENT[at : at + PIECE])
        os.close(opened)

    recorder = recorded(tmp_path, monkeypatch, carelessly)
    found = [bundles_on(image) for image in played(recorder, tmp_path)]
    assert any(NEW in one and one[NEW] != CONTENT for one in found)
