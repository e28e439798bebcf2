"""Who may write what: every change of a record goes through the one write path.

The SQL is read off the program's own string literals; a statement that writes to a table from any
other module than its own makes a test fail.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITERS = {
    "{}": "desktop_app/storage/projection.py",  # the typed tables, named by their kind
    "bare": "desktop_app/storage/bare.py",  # a file of its own, to compare with
    "aid_filter": "desktop_app/storage/aid_filters.py",
    "draft": "desktop_app/storage/drafts.py",
    "log_aside": "desktop_app/storage/saves.py",
    "log_awaited": "desktop_app/storage/presence.py",
    "log_blanked": "desktop_app/storage/saves.py",
    "log_bucket": "desktop_app/storage/state_code.py",
    "log_erased": "desktop_app/storage/saves.py",
    "log_exchange": "desktop_app/storage/meetings.py",
    "log_given": "desktop_app/storage/given.py",
    "log_parked": "desktop_app/storage/parked.py",
    "log_peer": "desktop_app/storage/meetings.py",
    "log_peer_lacks": "desktop_app/storage/meetings.py",
    "log_peer_wants": "desktop_app/storage/meetings.py",
    "log_record": "desktop_app/storage/standing.py",
    "log_referral": "desktop_app/storage/meetings.py",
    "log_save": "desktop_app/storage/saves.py",
    "log_unread": "desktop_app/storage/unread.py",
    "person_alias": "desktop_app/storage/aliases.py",
    "search": "desktop_app/storage/search.py",
    "setting": "desktop_app/storage/store.py",
}
STEPS = {
    "projection.put": ("standing",),
    "standing.write": ("changes", "incoming", "rebuilding"),
    "saves.append": ("changes", "incoming"),
    "saves.put_in_place": ("wanted",),
}
WRITE = re.compile(
    r"\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|DELETE\s+FROM|UPDATE(?!\s+(?:SET|ON|OF)\b))"
    r"\s+[\"'`\[]?([\w{}.]+)"
)
TABLE_WRITES = {"insert_all", "upsert", "upsert_all", "delete_where", "executescript"}
SCHEMA = "desktop_app/storage/migrations/"


def literals(tree):
    """Give every string of a module; what an f-string fills in later shows as {}."""
    filled = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    parts = {id(part) for node in filled for part in node.values}
    for node in filled:
        yield "".join(part.value if is_text(part) else "{}" for part in node.values)
    yield from (node.value for node in ast.walk(tree) if is_text(node) and id(node) not in parts)


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def written_tables(source):
    return {table for text in literals(ast.parse(source)) for table in WRITE.findall(text)}


def modules():
    for file in sorted((ROOT / "desktop_app").rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        if not name.startswith(SCHEMA):
            yield name, file.read_text(encoding="utf-8")


def test_each_table_is_written_by_its_own_module_only():
    written = {(table, name) for name, source in modules() for table in written_tables(source)}
    assert written == set(WRITERS.items())


@pytest.mark.parametrize(("step", "callers"), STEPS.items())
def test_the_typed_tables_are_written_only_on_the_way_of_a_logged_change(step, callers):
    module, function = step.split(".")
    call = re.compile(rf"\b{module}\.{function}\(|\b{module} import .*\b{function}\b")
    found = {name for name, source in modules() if call.search(source)}
    assert found == {f"desktop_app/storage/{caller}.py" for caller in callers}


def test_no_module_writes_through_the_table_helpers_of_sqlite_utils():
    found = [
        f"{name}:{node.lineno}"
        for name, source in modules()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in TABLE_WRITES
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "table"),
    [
        ('db.execute("UPDATE grants SET cash_fen = 0")', "grants"),
        ('db.execute("INSERT OR IGNORE INTO visit VALUES (?)", [1])', "visit"),
        ('db.execute(f"DELETE FROM {kind.name} WHERE id = ?", [record])', "{}"),
    ],
)
def test_a_statement_that_writes_is_noticed(source, table):
    assert written_tables(source) == {table}
