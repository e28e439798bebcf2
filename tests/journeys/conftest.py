"""The program as scripts use it: a process of its own for every command."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from desktop_app.domain.role import Role
from desktop_app.services import setting_up
from desktop_app.services.setting_up import Founding
from desktop_app.storage.store import Folder
from tests.journeys import forking

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "春风十里，把温暖送到职工家"
UNION, REGION, DEVICE = "银川市总工会", "640100", "内勤机"
CLERK, APPROVER, OFFICER, AUDITOR, ADMIN = "周敏", "李文海", "王建国", "何静", "管理员"
PEOPLE = {CLERK: "clerk", APPROVER: "approver", OFFICER: "officer", AUDITOR: "auditor"}
COMMAND = [sys.executable, "-m", "desktop_app"]


@dataclass
class Done:
    """How a call ended, and what it said to programs and to people."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> dict:
        """The one JSON object on standard output."""
        (line,) = self.out.splitlines()
        return json.loads(line)


@dataclass
class Nuanfang:
    """The program on one data folder; its settings are apart from the person's own."""

    data: Path
    root: Path = ROOT

    def run(
        self, *arguments, user=ADMIN, passphrase=PASSPHRASE, stdin="", anew=False, **variables
    ) -> Done:
        """Run a command to its end; `anew` starts Python for it, which else is only forked."""
        words = [*self.words(user), *map(str, arguments)]
        env = self.environment(passphrase) | variables
        is_this_program = self.root == ROOT and words[:3] == COMMAND  # and not on another system
        is_forked = forking.CAN_FORK and is_this_program and not anew
        way = forking.loaded().run if is_forked else self._start
        code, out, err = way(words, env, stdin)
        assert "Traceback" not in out + err
        return Done(code, out, err)

    def _start(self, words: list[str], env: dict[str, str], stdin: str) -> tuple[int, str, str]:
        done = subprocess.run(
            words,
            env=env,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=self.root,
            timeout=forking.LONGEST_S,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def __call__(self, *arguments, code=0, **settings) -> dict:
        """Call a command with `--json` and give its answer; the exit code has to be as said."""
        done = self.run(*arguments, "--json", **settings)
        assert done.code == code, done.err
        return done.said

    def words(self, user=ADMIN) -> list[str]:
        return [*COMMAND, "--data", str(self.data), "--user", user]

    def environment(self, passphrase=PASSPHRASE) -> dict[str, str]:
        settings = str(self.data.parent / "settings")
        return {name: value for name, value in os.environ.items() if "NUANFANG" not in name} | {
            "XDG_CONFIG_HOME": settings,
            "APPDATA": settings,
            "LOCALAPPDATA": settings,
            "NUANFANG_PASSPHRASE": passphrase,
            "NUANFANG_NEW_PASSPHRASE": PASSPHRASE,
            "NUANFANG_LANGUAGE": "en",
        }


def found_by_commands(data: Path) -> tuple[Nuanfang, dict]:
    """Begin a ledger with the five people of an office; give what was answered, too."""
    program = Nuanfang(data)
    begun = program(
        "init",
        "--org",
        UNION,
        "--region",
        REGION,
        "--device",
        DEVICE,
        "--admin",
        ADMIN,
    )
    for name, role in PEOPLE.items():
        assert program("user", "add", name, "--role", role) == {"name": name, "role": role}
    return program, begun


def found(
    data: Path, device: str = DEVICE, people: Mapping[str, str] = MappingProxyType(PEOPLE)
) -> Nuanfang:
    """Begin the same ledger by the services below the commands, seconds sooner."""
    answers = Founding(
        organisation=UNION, region=REGION, device=device, admin=ADMIN, passphrase=PASSPHRASE
    )
    today = datetime.now(UTC).astimezone().date()
    desk, _code = setting_up.found(Folder(data), answers, today=lambda: today)
    with closing(desk.store):
        for name, role in people.items():
            setting_up.add_user(desk, name, Role(role), PASSPHRASE)
    return Nuanfang(data)


def wait_out_the_delay() -> None:
    """Wait the second that a wrong passphrase costs."""
    time.sleep(1.05)


@pytest.fixture(scope="session")
def sample() -> Path:
    return ROOT / "resources" / "sample"
