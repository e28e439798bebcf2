"""A small machine with a kernel of its own, for what must be seen with that kernel's drivers.

It boots a Debian kernel in qemu with an initramfs made here, sees this machine's files read-only
over 9p, and so runs the same Python and the same program. Killing it is a power cut: what its
kernel has not written is gone with its memory. It is emulated, so it needs no right of any kind.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = (
    *("virtio_pci", "9pnet_virtio", "9p"),
    *("xhci-pci", "usb-storage", "sd_mod", "virtio_blk", "loop"),
    *("nls_ascii", "nls_cp437", "nls_utf8", "vfat", "exfat"),
)
QEMU, BUSYBOX = "qemu-system-x86_64", "busybox"
NEEDED = (
    "the kernel's own vfat and exfat are tried in a virtual machine, which needs Debian's"
    " qemu-system-x86, busybox-static, linux-image-amd64, dosfstools, exfatprogs and mtools:"
    " {missing} not found"
)
LONGEST_RUN_S = 500
_INIT = """#!/bin/busybox sh
b=/bin/busybox
$b mount -t proc proc /proc; $b mount -t sysfs sys /sys; $b mount -t devtmpfs dev /dev
for one in $($b cat /modules/order); do $b insmod /modules/$one || echo "no $one"; done
$b mount -t 9p -o ro,trans=virtio,version=9p2000.L,cache=loose,msize=512000 host /host
$b mount -t tmpfs tmpfs /host/run; $b mount -t tmpfs tmpfs /host/var/tmp
for one in proc sys dev; do $b mount --bind /$one /host/$one; done
export PYTHONPATH="$1" PYTHONDONTWRITEBYTECODE=1 HOME=/run TMPDIR=/run PATH=/usr/sbin:/usr/bin:/bin
shift
$b chroot /host "$@" </dev/null
echo "ended with $?"
$b poweroff -f
"""


@dataclass(frozen=True)
class Kernel:
    """A kernel with its modules, as Debian lays them."""

    release: str
    image: Path
    modules: Path

    def in_order(self) -> list[Path]:
        """Give the files of the modules, what each depends on first."""
        listed = (self.modules / "modules.dep").read_text(encoding="utf-8").splitlines()
        needs = {file: rest.split() for file, _, rest in (one.partition(":") for one in listed)}
        places = {Path(file).name.partition(".ko")[0]: file for file in needs}
        ordered: dict[str, None] = {}
        for name in MODULES:
            if name in places:  # else it is built in
                # modules.dep lists the nearest first and all the further ones after it
                ordered |= dict.fromkeys((*reversed(needs[places[name]]), places[name]))
        return [self.modules / file for file in ordered]


@cache
def kernel() -> Kernel | None:
    """Find the newest kernel here that has both drivers as modules."""
    found = []
    for image in Path("/boot").glob("vmlinuz-*"):
        release = image.name.partition("-")[2]
        modules = Path("/lib/modules") / release
        drivers = [modules / f"kernel/fs/{one}.ko" for one in ("fat/vfat", "exfat/exfat", "9p/9p")]
        if all(one.exists() for one in drivers) and os.access(image, os.R_OK):
            found.append(Kernel(release, image, modules))
    return max(found, key=lambda one: one.image.stat().st_mtime, default=None)


def need() -> Kernel:
    """Give the kernel, or skip the test with the names of what is missing."""
    tools = (QEMU, BUSYBOX, "mkfs.vfat", "mkfs.exfat", "mdir")
    missing = [one for one in tools if shutil.which(one) is None]
    if BUSYBOX not in missing and b"/ld-linux" in _busybox():
        missing.append("busybox without libraries")
    found = kernel()
    if found is None:
        missing.append("a kernel with vfat, exfat and 9p as modules")
    if missing or found is None:
        pytest.skip(NEEDED.format(missing=", ".join(missing)))
    return found


def _busybox() -> bytes:
    return Path(shutil.which(BUSYBOX) or "").read_bytes()


def initramfs(found: Kernel, file: Path) -> Path:
    """Pack busybox, the modules and the first program into what the kernel starts from."""
    entries = [(name, 0o040755, b"") for name in ("bin", "modules", "proc", "sys", "dev", "host")]
    entries.append(("init", 0o100755, _INIT.encode()))
    entries.append(("bin/busybox", 0o100755, _busybox()))
    modules = found.in_order()
    entries += [(f"modules/{one.name}", 0o100644, one.read_bytes()) for one in modules]
    order = " ".join(one.name for one in modules)
    entries.append(("modules/order", 0o100644, order.encode()))
    entries.append(("TRAILER!!!", 0, b""))
    with file.open("wb") as archive:
        for place, (name, mode, content) in enumerate(entries, 1):
            archive.write(_cpio(place, name, mode, content))
    return file


def _cpio(place: int, name: str, mode: int, content: bytes) -> bytes:
    """Give one file as cpio's "newc" has it: thirteen numbers, the name, the content."""
    numbers = (place, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name) + 1, 0)
    head = b"070701" + b"".join(b"%08X" % one for one in numbers) + name.encode() + b"\0"
    return head + bytes(-len(head) % 4) + content + bytes(-len(content) % 4)


@dataclass
class Machine:
    """A machine that runs; what it says comes line by line, without the kernel's own words."""

    process: subprocess.Popen[str]
    console: Path
    monitor: Path
    heard: list[str] = field(default_factory=list)

    def says(self) -> Iterator[str]:
        """Give what is said until the machine is gone; broken off when it takes too long."""
        assert self.process.stdout is not None
        watch = threading.Timer(LONGEST_RUN_S, self.cut_power)
        watch.start()
        try:
            for line in self.process.stdout:
                self.heard.append(line.strip())
                yield line.strip()
        finally:
            watch.cancel()

    def wait_for(self, word: str) -> str:
        """Read until a line begins with a word, and give the rest of that line."""
        for line in self.says():
            if line.startswith(word):
                return line.removeprefix(word).strip()
        raise AssertionError(f"{word} was never said: {self.told()}")

    def told(self) -> str:
        """Give the last words of the guest and of its kernel, for a failure."""
        console = self.console.read_text(encoding="utf-8", errors="replace")
        return "\n".join((*self.heard[-40:], "--- kernel", console[-3000:]))

    def cut_power(self) -> None:
        """End it as a power cut does."""
        self.process.kill()

    def cut_copy(self, image: Path, copy: Path) -> None:
        """Copy a disk in one moment of the machine: what a power cut just then had left of it."""
        self._order({"execute": "stop"})
        subprocess.run(["cp", "--sparse=always", image, copy], check=True)
        self._order({"execute": "cont"})

    def pull(self, device: str) -> None:
        """Pull a device out while the machine runs."""
        self._order({"execute": "device_del", "arguments": {"id": device}})

    def _order(self, order: dict[str, object]) -> None:
        with socket.socket(socket.AF_UNIX) as asked:
            asked.connect(str(self.monitor))
            with asked.makefile("rw", encoding="utf-8") as talk:
                talk.readline()  # its greeting
                for one in ({"execute": "qmp_capabilities"}, order):
                    talk.write(json.dumps(one) + "\n")
                    talk.flush()
                    answers = (json.loads(line) for line in talk)
                    answer = next(it for it in answers if "return" in it or "error" in it)
                    assert "error" not in answer, answer


@contextmanager
def booted(started: Path, words: list[str], *devices: str) -> Iterator[Machine]:
    """Boot a machine that runs a Python program of this project; it is gone afterwards.

    `started` is what `initramfs` made, `words` the program and what it is given.
    """
    found = need()
    folder = Path(tempfile.mkdtemp(prefix="vm-"))  # short, since a socket lies in it
    run = [str(ROOT), sys.executable, *words]
    line = f"console=ttyS0 quiet loglevel=4 panic=-1 rdinit=/init -- {shlex.join(run)}"
    command = [
        *(QEMU, "-accel", "tcg", "-cpu", "max", "-M", "q35", "-m", "512", "-no-reboot"),
        *("-nodefaults", "-display", "none", "-serial", f"file:{folder / 'console'}"),
        *("-serial", "stdio", "-qmp", f"unix:{folder / 'qmp'},server=on,wait=off"),
        *("-kernel", str(found.image), "-initrd", str(started), "-append", line, "-virtfs"),
        "local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap",
        *devices,
    ]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace",
    )  # fmt: skip
    try:
        yield Machine(process, folder / "console", folder / "qmp")
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
        shutil.rmtree(folder)


def stick(image: Path, *, read_only: bool = False, limits: str = "") -> list[str]:
    """Plug an image in as a USB stick with the id "plug".

    The cache of qemu is left unsafe: the host lives on, so all that the guest's kernel has handed
    over is in the image, and nothing else is.
    """
    drive = f"if=none,id=stick,format=raw,cache=unsafe,file={image}"
    drive += ",readonly=on" * read_only + limits
    return [
        *("-device", "qemu-xhci", "-drive", drive),
        *("-device", "usb-storage,drive=stick,id=plug,removable=on"),
    ]
