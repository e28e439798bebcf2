"""Where the steps of the schema register, in the order in which they are imported."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.storage.cipher import Database, Migrations

migrations = Migrations("nuanfang")


def statements(script: str) -> list[str]:
    """Split a script at the semicolons that end a line; a trigger keeps its inner one."""
    return [part.strip() for part in script.split(";\n") if part.strip()]


def run(db: Database, script: str) -> None:
    """Run the statements of a script one by one, inside the transaction of the step."""
    for statement in statements(script):
        db.execute(statement)


def keep_as_facts(db: Database, tables: Iterable[str]) -> None:
    """Let the database itself refuse to change or delete the rows of these tables."""
    for table in tables:
        for event in ("UPDATE", "DELETE"):
            db.execute(
                f'CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END"
            )
