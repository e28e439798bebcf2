"""Pack a release into `dist`: sdist, wheel, and a folder that runs without Python; then try it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import desktop_app
from desktop_app import i18n

ROOT = Path(__file__).resolve().parent.parent
PASSPHRASE = "a passphrase for the trial"  # noqa: S105 - of a ledger that is thrown away


def main() -> int:
    """Build everything, then see that the frozen program does real work."""
    i18n.use_language(i18n.DEFAULT_LANGUAGE)  # compiles the catalogue that the packages carry
    _python("-m", "hatchling", "build", "--directory", "dist")
    _python(
        "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", "--distpath=dist",
        "--workpath=build/pyinstaller", "build_spec/nuanfang.spec",
    )  # fmt: skip
    _try_out(ROOT / "dist" / "nuanfang" / ("nuanfang.exe" if os.name == "nt" else "nuanfang"))
    return 0


def _python(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True)


def _try_out(program: Path) -> None:
    """Run the frozen program outside the checkout, with none of the checkout's settings."""
    with tempfile.TemporaryDirectory() as folder:
        bare = {"HOME": folder, "PATH": os.defpath, "LANG": "C.UTF-8"}
        bare |= {"QT_QPA_PLATFORM": "offscreen", "NUANFANG_PASSPHRASE": PASSPHRASE}
        bare |= {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}

        def run(*arguments: str) -> str:
            done = subprocess.run(
                [program, *arguments],
                cwd=folder,
                env=bare,
                stdout=subprocess.PIPE,
                check=True,
                text=True,
                encoding="utf-8",
            )
            return done.stdout

        if desktop_app.__version__ not in run("--version"):
            raise SystemExit("The frozen program does not tell its version.")
        run("demo", "--out", "demo", "--people", "20")
        print(f"The frozen program made {sum(1 for _ in Path(folder, 'demo').rglob('*'))} files.")


if __name__ == "__main__":
    sys.exit(main())
