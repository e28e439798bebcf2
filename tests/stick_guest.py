"""What runs inside the small machine: the program's own writer on a stick of the guest's kernel.

`stick_guest.py KIND JOB ...`; whatever is said goes to the second serial line, a line a fact.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.services.exchange import stick_writing
from desktop_app.services.exchange.stick_writing import StickWriter

STICK, DISKS = Path("/run/stick"), (Path("/dev/sda"), Path("/dev/vda"))
# As udisks mounts them for a person at the desktop.
OPTIONS = {
    "vfat": "uid=0,gid=0,fmask=0022,dmask=0022,codepage=437,iocharset=ascii,shortname=mixed"
    ",showexec,utf8,flush,errors=remount-ro",
    "exfat": "uid=0,gid=0,fmask=0022,dmask=0022,iocharset=utf8,errors=remount-ro",
}
OLD, SIZE = "640100_A2_00000001_20210101.nuanfang", 300_000


def name_of(number: int) -> str:
    return f"640100_A2_{number:08d}_20210208.nuanfang"


def content_of(name: str) -> bytes:
    """Give the same content for a name on both sides."""
    return random.Random(name).randbytes(SIZE)  # noqa: S311 - the same in every run


def say(*words: object) -> None:
    with Path("/dev/ttyS1").open("w", encoding="utf-8") as line:
        line.write(" ".join(str(one) for one in words).replace("\n", " ") + "\n")


def plugged() -> Path:
    """Wait for the stick, which the system finds a moment after the start."""
    for _try in range(600):
        for disk in DISKS:
            if disk.exists():
                return disk
        time.sleep(0.05)
    raise FileNotFoundError(DISKS)


def mount(kind: str, device: Path, *more: str) -> None:
    """Mount as a desktop does; `vfat-plain` is without udisks' "flush"."""
    STICK.mkdir(exist_ok=True)
    options, driver = OPTIONS[kind.removesuffix("-plain")], kind.removesuffix("-plain")
    if kind.endswith("-plain"):
        options = options.replace(",flush", "")
    chosen = ",".join((options, *more))
    words = ["mount", "-i", "-t", driver, "-o", chosen, device, STICK]
    subprocess.run(words, check=True, capture_output=True)


def unmount() -> None:
    subprocess.run(["umount", str(STICK)], check=True)


def safely(name: str) -> None:
    content = content_of(name)
    writer = StickWriter(STICK, len(content))
    writer.make_room()
    writer.write(name, content)
    writer.finish()


def only_closing(name: str) -> None:
    (STICK / name).write_bytes(content_of(name))


def by_the_textbook(name: str) -> None:
    """Temporary file, fsync, rename, fsync of the folder: right on other file systems."""
    part = STICK / f"{name}.part"
    with part.open("wb") as file:
        file.write(content_of(name))
        file.flush()
        os.fsync(file.fileno())
    part.rename(STICK / name)
    stick_writing.sync_folder(STICK)


def write(way: str, first: str, count: str) -> None:
    """Write bundles one after the other and say of each when it begins and when it is done."""
    ways = {"safely": safely, "closing": only_closing, "textbook": by_the_textbook}
    for number in range(int(first), int(first) + int(count)):
        say("begin", number)
        ways[way](name_of(number))
        say("done", number)


def prepare() -> None:
    safely(OLD)
    unmount()
    say("prepared", os.uname().release)


def full() -> None:
    """Fill the stick but for less than a bundle, and try with and without asking for room."""
    with contextlib.suppress(OSError), (STICK / "film.mp4").open("wb", buffering=0) as film:
        while True:
            film.write(bytes(65536))
    os.truncate(STICK / "film.mp4", (STICK / "film.mp4").stat().st_size - SIZE // 2)
    say("left", shutil.disk_usage(STICK).free)
    refused(lambda: safely(name_of(1)))
    refused(lambda: StickWriter(STICK, 1).write(name_of(1), content_of(name_of(1))))
    say("names", *sorted(one.name for one in STICK.iterdir()))
    unmount()


def export(folder: str, user: str, receiver: str) -> None:
    """Open a laptop's ledger, of which a copy is made here, and export as its window does."""
    # Here, since all the other jobs start faster without it.
    from desktop_app.domain.identity import UserId
    from desktop_app.domain.role import Role
    from desktop_app.domain.user import User
    from desktop_app.services.desk import Desk
    from desktop_app.services.exchange.packing import Export
    from tests import laptops

    shutil.copytree(folder, "/run/laptop")
    admin = User(id=UserId(user), name="管理员", role=Role.ADMINISTRATOR)
    clock = laptops.Clock(laptops.NOW_MS + 1_000_000)
    ledger = laptops.store.open_with_key(laptops.Folder(Path("/run/laptop")), laptops.KEY, clock)
    done = Export(Desk(ledger, admin, lambda: laptops.TODAY)).export(STICK, [receiver])
    say("done", done.bundle.name, done.bytes)


def locked() -> None:
    refused(lambda: safely(name_of(1)))


def refused(deed: Callable[[], object]) -> None:
    try:
        deed()
    except CircumstanceError as error:
        say("refused", type(error).__name__, error.sentence(), "|", repr(error.__cause__))
    else:
        say("taken")


def pulled(moment: str) -> None:
    """Write, and let the stick be pulled at a moment of the writing."""
    room, name = {"write": os, "fsync": os, "sync": stick_writing, "sync_folder": stick_writing,
                  "_read_back": stick_writing, "rename": Path}[moment], moment  # fmt: skip
    real = getattr(room, name)

    def let_go(*given: object) -> object:
        setattr(room, name, real)
        say("now")
        while any(Path("/sys/block", one.name).exists() for one in DISKS):
            time.sleep(0.02)
        return real(*given)

    setattr(room, name, let_go)
    refused(lambda: safely(name_of(1)))


JOBS = {
    "prepare": prepare,
    "export": export,
    "write": write,
    "full": full,
    "locked": locked,
    "pulled": pulled,
}


def read(kind: str, listed: str) -> None:
    """Tell what lies on images that a cut left: name and digest, or why it cannot be read.

    `listed` is a file with the path of one image a line.
    """
    images = Path(listed).read_text(encoding="utf-8").splitlines()
    for image in images:
        try:
            mount(kind, Path(image), "ro", "loop")
        except subprocess.CalledProcessError as error:
            why = (error.stderr or b"").decode(errors="replace").strip()
            say("found", Path(image).name, "nothing", "it cannot be mounted:", why)
            continue
        for file in sorted(STICK.iterdir()):
            try:
                told = hashlib.sha256(file.read_bytes()).hexdigest()
            except OSError as error:
                told = error.strerror or str(error)
            say("found", Path(image).name, file.name, told)
        unmount()
    say("read", len(images))


def main(kind: str, job: str, *words: str) -> None:
    if job == "read":
        read(kind, *words)
        return
    mount(kind, plugged())
    JOBS[job](*words)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except CircumstanceError as error:
        say("refused", type(error).__name__, error.sentence())
    except BaseException as error:
        say("failed", type(error).__name__, error)
        raise
