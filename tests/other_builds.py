"""Other builds of this very program, made in a folder of their own: one newer, one older.

The source is copied and altered where a version would differ: fields, kinds of records, steps of
the schema. Each is run as a program of its own.
"""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_GREETING = '''"""A greeting that was sent: what only the newer build knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

GreetingId = NewType("GreetingId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """What was written to whom."""

    id: GreetingId
    text: str = ""
'''

_KIND = '''"""The records of greetings."""

from __future__ import annotations

from desktop_app.domain.greeting import Greeting
from desktop_app.storage.kinds.kind import CORE, Kind, texts

GREETING = Kind("greeting", Greeting, tuple(texts(CORE, "text")))
'''

_STEP = '''"""Greetings, and what was pledged."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run


@migrations()
def m9001_greetings(db: Database) -> None:
    """Make room for both."""
    run(db, "ALTER TABLE fund_income ADD COLUMN pledge TEXT;\\n"
        "CREATE TABLE greeting (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT) STRICT;")
'''

_NEWER = (
    ("domain/fund.py", '    remarks: str = ""\n', '    remarks: str = ""\n    pledge: str = ""\n'),
    ("storage/kinds/funds.py", '"campaign", "remarks"', '"campaign", "remarks", "pledge"'),
    (
        "storage/kinds/__init__.py",
        "from desktop_app.storage.kinds.households import (",
        """from desktop_app.storage.kinds.greetings import GREETING
from desktop_app.storage.kinds.households import (""",
    ),
    (
        "storage/kinds/__init__.py",
        ",\n    )\n}",
        ",\n        GREETING,\n    )\n}",
    ),
    (
        "storage/migrations/__init__.py",
        ",\n)",
        ",\n    m9001_greetings,\n)",
    ),
    (
        "storage/store.py",
        "        self.grant_voids = ",
        """        self.greetings = Records(db, changes, kinds.GREETING)
        self.grant_voids = """,
    ),
    (
        "services/office.py",
        '    "fund_income": lambda office: office.raising,\n',
        """    "fund_income": lambda office: office.raising,
    "greeting": lambda office: Keeping(office.desk, office.desk.store.greetings),
""",
    ),
)
_OLDER = (
    ("storage/kinds/funds.py", '"campaign", "remarks"', '"campaign"'),
    ("domain/fund.py", '    remarks: str = ""\n', ""),
    ("storage/kinds/__init__.py", "        VISIT,\n        ROUTE,\n", "        VISIT,\n"),
)


def newer(folder: Path) -> Path:
    """Make a build with one more field, one more kind, and the step of the schema for both."""
    package = _copied(folder)
    (package / "domain/greeting.py").write_text(_GREETING, encoding="utf-8")
    (package / "storage/kinds/greetings.py").write_text(_KIND, encoding="utf-8")
    (package / "storage/migrations/m9001_greetings.py").write_text(_STEP, encoding="utf-8")
    _alter(package, _NEWER)
    _set_version(package, 1)
    return folder


def older(folder: Path) -> Path:
    """Make a build that lacks a field and a kind, as if both had been added since."""
    package = _copied(folder)
    _alter(package, _OLDER)
    _set_version(package, -1)
    return folder


def _alter(package: Path, changes: tuple[tuple[str, str, str], ...]) -> None:
    for name, before, after in changes:
        text = (package / name).read_text(encoding="utf-8")
        assert before in text, name
        (package / name).write_text(text.replace(before, after), encoding="utf-8")


def _copied(folder: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "gui")
    shutil.copytree(ROOT / "desktop_app", folder / "desktop_app", ignore=ignored)
    (folder / "resources").symlink_to(ROOT / "resources", target_is_directory=True)
    return folder / "desktop_app"


def _set_version(package: Path, by: int) -> None:
    changes = package / "storage/changes.py"
    text = changes.read_text(encoding="utf-8")
    before, _name, rest = text.partition("SCHEMA_VERSION = ")
    number, _line, after = rest.partition("\n")
    changed = f"{before}SCHEMA_VERSION = {int(number) + by}\n{after}"
    changes.write_text(changed, encoding="utf-8")
