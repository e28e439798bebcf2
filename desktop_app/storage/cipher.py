"""The one place where the encrypted SQLite is imported.

sqlite-utils chooses its exception classes from `pysqlite3` when that can be imported, so the
cipher's module must stand under that name before sqlite-utils is loaded anywhere; otherwise
its error handling waits for exceptions that this connection never raises.
"""

from __future__ import annotations

import sys

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)

from sqlite_utils import Database, Migrations  # noqa: E402  (the alias has to come first)

Connection = sqlcipher3.dbapi2.Connection
DatabaseError = sqlcipher3.dbapi2.DatabaseError
IntegrityError = sqlcipher3.dbapi2.IntegrityError
OperationalError = sqlcipher3.dbapi2.OperationalError
connect = sqlcipher3.dbapi2.connect

__all__ = [
    "Connection",
    "Database",
    "DatabaseError",
    "IntegrityError",
    "Migrations",
    "OperationalError",
    "connect",
]
