"""The locks pin everything, with hashes, and say nothing about where packages come from."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME = PROJECT["dependencies"]
DEVELOPMENT = RUNTIME + PROJECT["optional-dependencies"]["dev"]
LOCKS = {"requirements.txt": RUNTIME, "requirements-dev.txt": DEVELOPMENT}
IMPORT_NAMES = {
    "pillow": "PIL",
    "pyside6": "PySide6",
    "python-calamine": "python_calamine",
    "python-stdnum": "stdnum",
    "sqlite-utils": "sqlite_utils",
    "zxing-cpp": "zxingcpp",
}
HASH = re.compile(r" --hash=sha256:[0-9a-f]{64}")


def entries(name):
    text = (ROOT / "build_spec" / name).read_text(encoding="utf-8")
    return text.replace("\\\n", "").splitlines()


def pins(name):
    pinned = [Requirement(HASH.sub("", entry)) for entry in entries(name)]
    return {canonicalize_name(one.name): one for one in pinned}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_nothing_but_versions_and_hashes(name):
    shape = re.compile(r"[\w.-]+==[\w.]+( ; [^:/]+?)?\s*( +--hash=sha256:[0-9a-f]{64})+")
    assert [entry for entry in entries(name) if not shape.fullmatch(entry)] == []


@pytest.mark.parametrize(("name", "wanted"), LOCKS.items())
def test_a_lock_satisfies_the_project(name, wanted):
    pinned = pins(name)
    for requirement in map(Requirement, wanted):
        (exact,) = pinned[canonicalize_name(requirement.name)].specifier
        assert exact.version in requirement.specifier, requirement.name


def test_both_locks_pin_the_same_versions():
    runtime, development = pins("requirements.txt"), pins("requirements-dev.txt")
    assert runtime.items() <= development.items()


def test_every_package_asked_for_is_imported_and_the_other_way_round():
    asked = {canonicalize_name(Requirement(one).name) for one in RUNTIME}
    importable = {IMPORT_NAMES.get(name, name) for name in asked}
    sources = (ROOT / "desktop_app").rglob("*.py")
    text = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", text, flags=re.MULTILINE))
    assert imported - sys.stdlib_module_names == importable | {"desktop_app"}
