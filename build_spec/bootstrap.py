#!/usr/bin/env python3
"""Make a checkout ready to run: system libraries, `.venv` with the pinned packages.

Needs nothing but a Python; a second run finds everything done and takes a moment. Kept to a
syntax that old Pythons can read, so that they can say what is wrong.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "build_spec" / "requirements-dev.txt"
LOG = ROOT / "build" / "bootstrap.log"
OLDEST = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")

# What Qt loads from a Linux system (read off its libraries with ldd), and Debian's name for it.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# What the tests use to read printed sheets back, to work at a real window, and to open a bundle
# without this program.
PROGRAMS = {
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "age": "age",
}
# What Qt's camera loads; without it the program has none, and its test is left out.
CAMERA = {"libpulse.so.0": "libpulse0"}
# What the tests of sticks make real FAT32 and exFAT with, where that is allowed at all.
FILE_SYSTEMS = {
    "mkfs.exfat": "exfatprogs",
    "mount.exfat-fuse": "exfat-fuse",
    "mkfs.vfat": "dosfstools",
    "fusefat": "fusefat",
    "mtype": "mtools",
}
SBIN = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"))
FUSE = Path("/dev/fuse")


class Hindrance(Exception):  # noqa: N818 - it is the machine that lacks something
    """Something the machine lacks, as one sentence."""


def main(arguments: list[str]) -> int:
    """Make the checkout ready; `--tests` also asks for what only the tests use."""
    try:
        _go_on_with_a_new_enough_python()
        _supply_system_packages(missing_packages("--tests" in arguments))
        if "--tests" in arguments:
            _supply_file_systems()
        _supply_environment()
    except Hindrance as hindrance:
        print(hindrance, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def missing_packages(for_tests: bool) -> list[str]:
    """Name the Debian packages this machine lacks; none where Debian's tools are not at home."""
    if not (shutil.which("dpkg") and shutil.which("apt-get")):
        return []
    missing = [package for name, package in LIBRARIES.items() if not _loads(name)]
    if for_tests:
        missing += [package for name, package in PROGRAMS.items() if not shutil.which(name)]
        missing += [package for name, package in CAMERA.items() if not _loads(name)]
    if not _can_make_environments():
        missing.append("python{}.{}-venv".format(*sys.version_info))
    return sorted(missing)


def missing_file_systems() -> list[str]:
    """Name what real sticks are made with; nobody is asked for it who may not mount them."""
    may_mount = hasattr(os, "geteuid") and os.geteuid() == 0 and FUSE.exists()
    if not (may_mount and shutil.which("dpkg") and shutil.which("apt-get")):
        return []
    return [package for name, package in FILE_SYSTEMS.items() if not shutil.which(name, path=SBIN)]


def _go_on_with_a_new_enough_python() -> None:
    if sys.version_info >= OLDEST:
        return
    for name in NEWER_PYTHONS:
        newer = shutil.which(name)
        if newer:
            os.execv(newer, [newer, *sys.argv])  # noqa: S606 - the same script, a newer Python
    wanted, found = ("{}.{}".format(*version) for version in (OLDEST, sys.version_info))
    raise Hindrance(f"Nuanfang needs Python {wanted} or newer, and this one is {found}.")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _can_make_environments() -> bool:
    return all(importlib.util.find_spec(name) for name in ("ensurepip", "venv"))


def _supply_system_packages(missing: list[str]) -> None:
    if not missing:
        return
    if os.geteuid() != 0:
        raise Hindrance(
            "These system packages are missing; please run: sudo apt-get install "
            + " ".join(missing)
        )
    print("Installing Debian packages:", " ".join(missing), flush=True)
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = ("apt-get", "install", "-y", "-q", "--no-install-recommends", *missing)
    if not (_logged(("apt-get", "update", "-q"), quiet) and _logged(install, quiet)):
        raise Hindrance(
            f"The Debian packages could not be installed: is there a network? See {_shown(LOG)}."
        )


def _supply_file_systems() -> None:
    """Install them one by one; a Debian that has one no longer skips its tests, with a word."""
    missing = missing_file_systems()
    if not missing:
        return
    print("Installing Debian packages:", " ".join(missing), flush=True)
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    _logged(("apt-get", "update", "-q"), quiet)
    for package in missing:
        install = ("apt-get", "install", "-y", "-q", "--no-install-recommends", package)
        if not _logged(install, quiet):
            print(f"Without {package} some tests of sticks are skipped. See {_shown(LOG)}.")


def _supply_environment() -> None:
    locks, project = _digest(LOCKS), _digest(ROOT / "pyproject.toml")
    pip = (_venv_python(), "-m", "pip", "--disable-pip-version-check")
    if not _stamped("locks", locks):
        print("Installing the pinned Python packages into .venv (about 300 MB) ...", flush=True)
        _run(sys.executable, "-m", "venv", "--clear", str(VENV))
        _run(*pip, "install", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS))
        _stamp("locks", locks)
    if not _stamped("project", project):
        _run(*pip, "install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        _stamp("project", project)


def _digest(file: Path) -> str:
    """Tell this file, this Python and this place apart from any other."""
    seen = f"{sys.version}\n{ROOT}\n".encode() + file.read_bytes()
    return hashlib.sha256(seen).hexdigest()


def _stamped(step: str, digest: str) -> bool:
    stamp = VENV / f".{step}"
    return stamp.is_file() and stamp.read_text(encoding="ascii") == digest


def _stamp(step: str, digest: str) -> None:
    (VENV / f".{step}").write_text(digest, encoding="ascii")


def _venv_python() -> str:
    return str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def _run(*command: str) -> None:
    if not _logged(command, dict(os.environ)):
        raise Hindrance(
            f"The Python packages could not be installed: is there a network? See {_shown(LOG)}."
        )


def _logged(command: tuple[str, ...], environment: dict[str, str]) -> bool:
    """Run a command, its words added to the log; tell whether it went well."""
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        done = subprocess.run(
            command,
            cwd=str(ROOT),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    return done.returncode == 0


def _shown(file: Path) -> str:
    return str(file.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
