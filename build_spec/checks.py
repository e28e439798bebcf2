"""The tools that watch over the house, one command each; `make check` and the tests run them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("desktop_app", "build_spec", "tests")
CHECKS = {
    "format": (sys.executable, "-m", "ruff", "format", "--check", *FOLDERS),
    "lint": (sys.executable, "-m", "ruff", "check", *FOLDERS),
    "types": (sys.executable, "-m", "mypy"),
    "floors": (
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ),
    "catalogue": (sys.executable, "-m", "build_spec.catalogue", "check"),
}


def run(name: str) -> subprocess.CompletedProcess[str]:
    """Run one check from the project's root, its words kept."""
    return subprocess.run(CHECKS[name], cwd=ROOT, capture_output=True, text=True, check=False)


def main() -> int:
    """Run every check and tell how it went; 1 when one of them found something."""
    failed = 0
    for name in CHECKS:
        done = run(name)
        print(f"{name}: {'in order' if done.returncode == 0 else 'NOT in order'}", flush=True)
        if done.returncode:
            failed = 1
            print(done.stdout, done.stderr, sep="\n")
    return failed


if __name__ == "__main__":
    sys.exit(main())
