"""Sticks of a Windows computer: Windows' own Python runs the program on Wine's Windows API.

The tests next door give the Windows half written-out answers; here its calls are answered by an
implementation that is not ours, and what it wrote is read from the Linux side.
"""

import ast
import shutil
import subprocess

import pytest

from desktop_app.services.exchange.packing import Export
from tests.filesystems import MEBIBYTE, in_memory, mounted
from tests.laptops import acquaint, add, found
from tests.stick_guest import OLD, content_of, name_of
from tests.windows_machine import installed

pytestmark = pytest.mark.torture

KINDS = ("exfat", "fat")
MOMENTS = ("write", "fsync", "_read_back", "rename", "sync", "sync_folder")
LABEL = "WARM2021"


@pytest.fixture(scope="module")
def windows(tmp_path_factory):
    with installed(tmp_path_factory.mktemp("windows")) as machine:
        yield machine


def told_of(line):
    """Give the sticks of one line: path, label, file system, free bytes, read only."""
    return ast.literal_eval(line)


def names_on(kind, tmp_path, image):
    """Read an image again as another start of this machine does: content by name."""
    tmp_path.mkdir()
    with mounted(kind, tmp_path, image=image) as again:
        return {one.name: one.read_bytes() for one in again.path.iterdir()}


@pytest.mark.parametrize("kind", KINDS)
def test_a_stick_is_found_while_it_is_plugged_in(kind, windows, tmp_path):
    with mounted(kind, tmp_path) as stick:
        if kind == "fat":
            subprocess.run(["fatlabel", stick.loop, LABEL], check=True, capture_output=True)
        with windows.started("-m", "tests.windows_guest", "watch") as running:
            assert told_of(running.wait_for("sticks")) == []
            windows.plug(stick.path, stick.loop)
            ((path, label, system, free, read_only),) = told_of(running.wait_for("sticks"))
            windows.pull()
            assert told_of(running.wait_for("sticks")) == []
        assert (path, read_only) == ("E:\\", False)
        assert free == shutil.disk_usage(stick.path).free
        if kind == "fat":  # Wine reads no label and no name of exFAT
            assert (label, system) == (LABEL, "FAT32")


def test_the_window_offers_the_bundle_on_a_stick_that_is_plugged_in(windows, tmp_path):
    a, b = (found(tmp_path / name, number) for number, name in enumerate("ab"))
    acquaint([a, b])
    add(a)
    with mounted("exfat", tmp_path) as stick:
        file = Export(a.desk).export(stick.path, [b.id]).bundle
        for own, offered in ((b.id, [file.name]), (a.id, [])):
            with windows.started("-m", "tests.windows_guest", "window", own) as running:
                running.wait_for("watching")
                windows.plug(stick.path, stick.loop)
                assert running.wait_for("seen") == f"['E:'] {offered}"
                windows.pull()
                assert running.wait_for("seen") == "[] []"
    a.close()
    b.close()


def test_a_finder_that_takes_the_fixed_disks_for_sticks_does_not_find_it(windows, tmp_path):
    with mounted("exfat", tmp_path) as stick:
        windows.plug(stick.path, stick.loop)
        with windows.started("-m", "tests.windows_guest", "watch", "3") as running:
            said = told_of(running.wait_for("sticks"))
        windows.pull()
    assert [one[0] for one in said] == ["C:\\", "Z:\\"]


def test_a_locked_stick_is_shown_as_one_and_nothing_is_written(windows, tmp_path):
    """Of what lies on a disc only Windows says that it is read only, and so does Wine."""
    disc, head = tmp_path / "disc.img", b"\1CD001\1\0"
    with disc.open("wb") as file:
        file.truncate(MEBIBYTE)
        file.seek(16 * 2048)
        file.write(head + bytes(32) + LABEL.encode().ljust(32))
    made = subprocess.run(
        ["losetup", "--show", "-r", "-f", disc], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip("losetup is not allowed here")
    device = made.stdout.strip()
    try:
        with in_memory(tmp_path / "locked", 4000, "ro") as locked:
            windows.plug(locked, device)
            with windows.started("-m", "tests.windows_guest", "watch") as running:
                ((_path, label, _system, _free, read_only),) = told_of(running.wait_for("sticks"))
            assert (label, read_only) == (LABEL, True)
            refused, names = windows.guest("write", name_of(1))
            windows.pull()
    finally:
        subprocess.run(["losetup", "-d", device], check=False)
    assert refused.startswith("refused StickForbiddenError")  # Wine says no more than "denied"
    assert names == "names"


@pytest.mark.parametrize("kind", KINDS)
def test_what_windows_writes_is_on_the_stick_byte_for_byte(kind, windows, tmp_path):
    with mounted(kind, tmp_path) as stick:
        windows.plug(stick.path, stick.loop)
        said = windows.guest("write", name_of(1), name_of(2), name_of(1))
        windows.pull()
        other = name_of(1).replace(".", "-2.")
        assert said == ["done", "done", "done", f"names {other} {name_of(1)} {name_of(2)}"]
        stick.unmount()
        seen = names_on(kind, tmp_path / "again", stick.image)
    whole = {name: content_of(name) for name in (name_of(1), name_of(2))}
    assert seen == whole | {other: content_of(name_of(1))}  # never over another one


@pytest.mark.parametrize("kind", KINDS)
def test_what_lies_on_a_stick_is_read_past_the_memory_of_windows(kind, windows, tmp_path):
    sizes = ("0", "1", "512", "4097", "1048576", "1048577", "3000000")
    with mounted(kind, tmp_path) as stick:
        windows.plug(stick.path, stick.loop)
        *read, missing = windows.guest("read-back", *sizes)
        windows.pull()
    assert read == [f"read back {size} True" for size in sizes]
    assert missing == "missing 2"


def test_a_full_stick_is_a_sentence_and_keeps_what_it_had(windows, tmp_path):
    with mounted("exfat", tmp_path) as stick:
        windows.plug(stick.path, stick.loop)
        assert windows.guest("write", OLD)[0] == "done"
        *refused, names = windows.guest("full", name_of(1))
        windows.pull()
        assert [one.split()[1] for one in refused] == ["StickFullError", "StickFullError"]
        assert names == f"names {OLD} film.mp4"
        assert (stick.path / OLD).read_bytes() == content_of(OLD)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_stick_pulled_at_any_moment_is_said_to_be_pulled_and_holds_no_half_bundle(
    kind, moment, windows, tmp_path
):
    with mounted(kind, tmp_path) as stick:
        windows.plug(stick.path, stick.loop)
        assert windows.guest("write", OLD)[0] == "done"
        with windows.started("-m", "tests.windows_guest", "pulled", moment, name_of(1)) as running:
            running.wait_for("now")
            stick.pull()
            windows.pull()
            running.go_on()
            assert running.wait_for("refused").startswith("StickGoneError")
        stick.unmount()
        seen = names_on(kind, tmp_path / "again", stick.image)
    whole = {name: content_of(name) for name in (OLD, name_of(1))}
    assert {
        name: seen[name] for name in seen if not name.endswith(".part")
    }.items() <= whole.items()
    assert OLD in seen


def test_a_careless_writer_leaves_half_a_bundle_so_pulling_is_felt(windows, tmp_path):
    with mounted("fat", tmp_path) as stick:
        windows.plug(stick.path, stick.loop)
        with windows.started(
            "-m", "tests.windows_guest", "pulled", "write", name_of(1), "carelessly"
        ) as running:
            running.wait_for("now")
            stick.pull()
            windows.pull()
            running.go_on()
            running.wait_for("failed")
        stick.unmount()
        seen = names_on("fat", tmp_path / "again", stick.image)
    assert name_of(1) in seen
    assert seen[name_of(1)] != content_of(name_of(1))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (19, "StickReadOnlyError"),
        (21, "StickGoneError"),
        (23, "StickFaultyError"),
        (39, "StickFullError"),
        (5, "StickForbiddenError"),
    ],
)
def test_the_number_that_windows_c_library_keeps_tells_what_is_wrong(
    number, said, windows, tmp_path
):
    with in_memory(tmp_path / "stick", 4000) as stick:
        windows.plug(stick)
        (refused,) = windows.guest("failing", str(number))
        windows.pull()
    assert refused.startswith(f"refused {said}")


def test_taking_out_lets_the_file_system_go_or_is_a_sentence(windows, tmp_path):
    """Wine locks without asking and ejects nothing but discs, but it does let go."""
    with mounted("exfat", tmp_path) as stick:
        windows.plug(stick.path, stick.loop)
        assert windows.guest("write", OLD)[0] == "done"
        for way in (OLD, ""):
            assert stick.path.is_mount()
            (refused,) = windows.guest("eject", way)
            assert refused.startswith("refused NoEjectingError")
        assert not stick.path.is_mount()
        with windows.started("-m", "tests.windows_guest", "eject", "late") as running:
            running.wait_for("now")
            windows.pull()
            running.go_on()
            assert running.wait_for("refused").startswith("NoEjectingError")
        (refused,) = windows.guest("eject")
        assert refused.startswith("refused NotAStickError")
        seen = names_on("exfat", tmp_path / "again", stick.image)
    assert seen == {OLD: content_of(OLD)}
