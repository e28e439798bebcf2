"""Sticks as the Linux kernel's own vfat and exfat write them: filled, locked, pulled, cut off.

The tests next door write through FUSE, since not every kernel has these drivers; here a virtual
machine boots one that has, mounts a USB stick as a desktop does, and lets the program write on it.
"""

import hashlib
import os
import random
import shutil
import subprocess
import time
from collections import Counter
from itertools import pairwise

import pytest

from desktop_app.services.exchange import sticks
from tests import noted_writes, virtual_machine
from tests.filesystems import MEBIBYTE, bundles_on, mounted
from tests.laptops import acquaint, add, found, person_of
from tests.stick_guest import OLD, content_of, name_of
from tests.virtual_machine import ROOT, booted, stick

pytestmark = pytest.mark.torture

CUTS = int(os.environ.get("NUANFANG_TORTURE_CUTS", "40"))
KINDS = ("vfat", "exfat")
GUEST = str(ROOT / "tests" / "stick_guest.py")
SLOWLY = ",throttling.bps-write=1000000,throttling.iops-write=60"
BUNDLES = CUTS + CUTS // 2
AT_ONCE = 20
UNREADABLE = "nothing"  # what the guest tells as the name on a stick that it cannot mount
"""Images that one start reads: beyond some sixty the guest has no loop device left."""

MOMENTS = ("write", "fsync", "_read_back", "rename", "sync", "sync_folder")
DIGESTS = {
    name: hashlib.sha256(content_of(name)).hexdigest()
    for name in (OLD, *(name_of(number) for number in range(1, BUNDLES + 1)))
}


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    kernel = virtual_machine.need()
    return virtual_machine.initramfs(kernel, tmp_path_factory.mktemp("kernel") / "initramfs")


@pytest.fixture(scope="module")
def prepared(started, tmp_path_factory):
    """Sticks on which the guest has written an older bundle and which it let go in order."""
    folder, images = tmp_path_factory.mktemp("prepared"), {}
    for kind in KINDS:
        images[kind] = folder / f"{kind}.img"
        with images[kind].open("wb") as file:
            file.truncate(40 * MEBIBYTE)
        make = ["mkfs.exfat"] if kind == "exfat" else ["mkfs.vfat", "-F", "32", "-s", "1"]
        subprocess.run([*make, str(images[kind])], check=True, capture_output=True)
        with booted(started, [GUEST, kind, "prepare"], *stick(images[kind])) as machine:
            machine.wait_for("prepared")
            assert not list(machine.says())
    return images


def lying_on(started, kind, images, *, refused=0):
    """Let another start of the kernel tell what lies on sticks: digests by name, by stick.

    Of FAT the kernel may have `refused` so many, which mtools reads all the same.
    """
    seen = {one.name: {} for one in images}
    listed = images[0].parent / "images.txt"
    for at in range(0, len(images), AT_ONCE):
        some = images[at : at + AT_ONCE]
        listed.write_text("\n".join(map(str, some)), encoding="utf-8")
        with booted(started, [GUEST, kind, "read", str(listed)]) as machine:
            said = [line.split(maxsplit=3) for line in machine.says()]
            assert said[-1:] == [["read", str(len(some))]], machine.told()
        for _found, image, name, told in said[:-1]:
            seen[image][name] = told
    if kind == "vfat":  # and a program that is not the kernel
        for image in images:
            by_mtools = {n: hashlib.sha256(c).hexdigest() for n, c in bundles_on(image).items()}
            if refused and UNREADABLE in seen[image.name]:
                refused -= 1
                seen[image.name] = by_mtools
            assert by_mtools == {n: d for n, d in seen[image.name].items() if is_bundle(n)}
    return [seen[one.name] for one in images]


def is_bundle(name):
    return name.endswith(".nuanfang")


def faults(seen, done):
    """Give the bundles that are half or, though said to be done, are not there."""
    half = [n for n, digest in seen.items() if is_bundle(n) and digest != DIGESTS.get(n)]
    return half + [n for n in (OLD, *map(name_of, done)) if n not in seen]


def furthest(seen):
    """Give the last bundle that is there: those before it had been said to be done."""
    return max((n for n in range(1, BUNDLES + 1) if name_of(n) in seen), default=0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_real_export_travels_on_a_stick_that_the_kernel_wrote(kind, started, prepared, tmp_path):
    a, b = (found(tmp_path / name, number) for number, name in enumerate("ab"))
    acquaint([a, b])
    person = add(a)
    a.store.close()
    image = shutil.copy(prepared[kind], tmp_path / "stick.img")
    words = [GUEST, kind, "export", str(a.folder), a.desk.user.id, b.id]
    with booted(started, words, *stick(image)) as machine:
        name, size = machine.wait_for("done").split()
        machine.cut_power()
    (seen,) = lying_on(started, kind, [image])
    assert set(seen) == {OLD, name}
    assert seen[OLD] == DIGESTS[OLD]
    with mounted("exfat" if kind == "exfat" else "fat", tmp_path, image=image) as again:
        listed = {one.path.name: one for one in sticks.bundles_on(again.path)}
        assert (listed[name].size, listed[name].problem) == (int(size), "")
        b.merges.merge(listed[name].path)
    assert person_of(b, person) == person
    b.close()


def cut_off(started, kind, image, folder):
    """Let bundles be written and cut the power many times; give what was left and was done by then.

    Every fourth cut follows the word "done" at once, the others come anywhere in the writing. For
    all but the last the machine is stopped and the stick copied; then it is killed.
    """
    chance, done, left = random.Random(8), [], []  # noqa: S311 - the same moments in every run
    words = [GUEST, kind, "write", "safely", "1", str(BUNDLES)]
    with booted(started, words, *stick(image, limits=SLOWLY)) as machine:
        for line in machine.says():
            word, number = line.split()[:2]
            assert word in {"begin", "done"}, machine.told()
            if word == "done":
                done.append(int(number))
            if (word == "done") == (int(number) % 4 == 0):
                time.sleep(0 if word == "done" else chance.uniform(0, 0.6))
                left.append((folder / f"{len(left)}.img", list(done)))
                if len(left) == CUTS:
                    break
                machine.cut_copy(image, left[-1][0])
        machine.cut_power()
    assert len(left) == CUTS
    return [*left[:-1], (image, list(done))]


@pytest.mark.parametrize("kind", ["vfat", "vfat-plain", "exfat"])
def test_power_cuts_at_any_moment_leave_no_half_bundle_and_keep_what_was_done(
    kind, started, prepared, tmp_path
):
    driver = kind.removesuffix("-plain")
    image = shutil.copy(prepared[driver], tmp_path / "stick.img")
    left = cut_off(started, kind, image, tmp_path)
    seen = lying_on(started, driver, [one for one, _done in left])
    broken = [
        (n, faults(names, {*left[n][1], *range(1, furthest(names))}))  # in a row: all before it
        for n, names in enumerate(seen)
    ]
    assert [one for one in broken if one[1]] == []
    tally = Counter(cuts=len(left))
    for names, (_image, done) in zip(seen, left, strict=True):
        tally['whole before "done" was read'] += sum(map(is_bundle, names)) - 1 - len(done)
        tally["with an unfinished .part"] += any(name.endswith(".part") for name in names)
    print(kind, len(left[-1][1]), "bundles done,", dict(tally))  # noqa: T201 - for docs/torture.md
    assert tally["with an unfinished .part"]


def careless_cut(started, kind, way, image):
    """Kill the machine as soon as a careless writer says that its second bundle is done."""
    words = [GUEST, kind, "write", way, "1", "3"]
    with booted(started, words, *stick(image)) as machine:
        machine.wait_for("done 2")
        machine.cut_power()


@pytest.mark.parametrize(("kind", "way"), [("vfat", "textbook"), ("exfat", "closing")])
def test_power_cuts_after_careless_writing_lose_what_was_done_so_cuts_are_felt(
    kind, way, started, prepared, tmp_path
):
    image = shutil.copy(prepared[kind], tmp_path / "stick.img")
    careless_cut(started, kind, way, image)
    (seen,) = lying_on(started, kind, [image])
    assert {name_of(1), name_of(2)} <= set(faults(seen, [1, 2]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_stick_is_a_sentence_and_keeps_what_it_had(kind, started, prepared, tmp_path):
    image = shutil.copy(prepared[kind], tmp_path / "full.img")
    with booted(started, [GUEST, kind, "full"], *stick(image)) as machine:
        said = list(machine.says())
    assert [line.split(" ", 2)[1] for line in said if line.startswith("refused")] == [
        "StickFullError",
        "StickFullError",
    ]
    assert f"names {OLD} film.mp4" in said
    (seen,) = lying_on(started, kind, [image])
    assert faults(seen, []) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_locked_stick_is_a_sentence(kind, started, prepared):
    devices = stick(prepared[kind], read_only=True)
    with booted(started, [GUEST, kind, "locked"], *devices) as machine:
        assert machine.wait_for("refused").startswith("StickReadOnlyError")


@pytest.mark.parametrize("kind", KINDS)
def test_a_stick_pulled_at_any_moment_is_said_to_be_pulled_and_holds_no_half_bundle(
    kind, started, prepared, tmp_path
):
    images = []
    for moment in MOMENTS:
        images.append(shutil.copy(prepared[kind], tmp_path / f"{moment}.img"))
        words = [GUEST, kind, "pulled", moment]
        with booted(started, words, *stick(images[-1])) as machine:
            machine.wait_for("now")
            machine.pull("plug")
            assert machine.wait_for("refused").startswith("StickGoneError"), moment
    for names in lying_on(started, kind, images):
        assert faults(names, []) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_stick_that_forgets_what_was_not_flushed_keeps_every_bundle_that_was_done(
    kind, started, prepared, tmp_path
):
    """Every write of the kernel is noted; after each, any of what no flush confirmed is lost."""
    image, log, cut = (tmp_path / name for name in ("stick.img", "log", "cut.img"))
    shutil.copy(prepared[kind], image)
    log.touch()
    words = [GUEST, kind, "write", "safely", "1", "3"]
    with booted(started, words, *noted_writes.noting(image, log)) as machine:
        said = [(log.stat().st_size, line) for line in machine.says()]
    done = {int(line.split()[1]): size for size, line in said if line.startswith("done")}
    assert sorted(done) == [1, 2, 3]
    writes, chance = noted_writes.read(log), random.Random(5)  # noqa: S311 - the same cuts in every run
    assert all(earlier < later for earlier, later in pairwise(done.values()))
    images, safe = [], []
    for at in noted_writes.cuts(prepared[kind], writes, cut, chance):
        images.append(tmp_path / f"{len(images)}.img")
        subprocess.run(["cp", "--sparse=always", cut, images[-1]], check=True)
        safe.append([number for number, size in done.items() if size <= at])
    # lost together with the root folder's new cluster, FAT can lead there to a free one
    seen = lying_on(started, kind, images, refused=3)
    broken = [(n, faults(*one)) for n, one in enumerate(zip(seen, safe, strict=True))]
    assert [one for one in broken if one[1]] == []
    whole = Counter(sum(map(is_bundle, names)) - 1 for names in seen)
    print(kind, len(writes), "writes", len(seen), "cuts", dict(whole))  # noqa: T201 - for docs/torture.md
    assert set(whole) == {0, 1, 2, 3}
