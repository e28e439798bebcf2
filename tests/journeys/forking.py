"""Commands in processes of their own, forked from one that has loaded the program already.

To load it takes longer than most commands need. What a command finds is the same as at a start of
its own: arguments, surroundings, folder, streams, and nothing that another command has done.
Every command is started anew once (`test_door`).
"""

import json
import os
import pkgutil
import select
import subprocess
import sys
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CAN_FORK = hasattr(os, "fork")
LONGEST_S = 300  # a loaded machine is slow, and only a hang is meant
UNASKED = ("desktop_app.gui", "desktop_app.__main__")


class Loaded:
    """The process that has loaded the program; it forks for each command."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
        )

    def run(self, words: list[str], env: dict[str, str], stdin: str) -> tuple[int, str, str]:
        """Run `python -m desktop_app …`; give its exit code and what it wrote."""
        with tempfile.TemporaryDirectory() as folder:
            streams = [Path(folder, name) for name in ("in", "out", "err")]
            for stream in streams:
                stream.write_text(stdin if stream.name == "in" else "", encoding="utf-8")
            wanted = {"argv": words[3:], "env": env, "streams": [str(one) for one in streams]}
            self._process.stdin.write(json.dumps(wanted) + "\n")
            self._process.stdin.flush()
            if not select.select([self._process.stdout], [], [], LONGEST_S)[0]:
                self._process.kill()
                raise TimeoutError(words)
            code = int(self._process.stdout.readline())
            _stdin, out, err = (one.read_bytes().decode("utf-8") for one in streams)
        return code, out, err


@cache
def loaded() -> Loaded:
    """Give the process of this test run."""
    return Loaded()


def serve() -> int:
    """Fork for each command that is asked for; in the fork, be that command."""
    for one in pkgutil.walk_packages(import_module("desktop_app").__path__, "desktop_app."):
        if not one.name.startswith(UNASKED):
            import_module(one.name)
    for line in sys.stdin:
        wanted = json.loads(line)
        child = os.fork()
        if not child:
            return become(wanted)
        _child, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
    return 0


def become(wanted: dict) -> int:
    """Take the arguments, the surroundings and the streams of a command, and run it."""
    os.environ.clear()
    os.environ.update(wanted["env"])
    for number, (name, mode) in enumerate(zip(wanted["streams"], ("r", "w", "w"), strict=True)):
        with Path(name).open(mode) as file:
            os.dup2(file.fileno(), number)
    # they stay open as long as the command runs, which is as long as this process
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    door = import_module("desktop_app.__main__")
    sys.modules["__main__"] = door  # processes of its own start with what is main
    sys.argv = [door.__file__, *wanted["argv"]]
    return door.main()


if __name__ == "__main__":
    sys.exit(serve())
