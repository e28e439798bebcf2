"""Transactions, and what the environment may do to them said as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.storage.cipher import Database, DatabaseError, OperationalError


class LedgerBusyError(CircumstanceError):
    """Another program holds the ledger."""

    message = mark("Another window or program is using this ledger. Close it and try again.")


class DiskFullError(CircumstanceError):
    """There is no room left."""

    message = mark("The disk is full; nothing was changed. Make room and try again.")


class DiskFailedError(CircumstanceError):
    """The disk did not take what was written."""

    message = mark("The disk could not be written; nothing was changed. ({reason})")


class OnlyReadError(CircumstanceError):
    """A newer program has written this ledger, and only it may go on doing so."""

    message = mark(
        "This ledger was written by a newer version of the program, so it can only be read here;"
        " nothing was changed. Please update the program."
    )


def is_only_read(db: Database) -> bool:
    """Tell whether nothing can be written through this connection."""
    (found,) = db.execute("PRAGMA query_only").fetchone()
    return bool(found)


@contextmanager
def immediate(db: Database) -> Iterator[None]:
    """Keep all that is written inside the block, or none of it.

    The write lock is taken at once, so that what is read inside cannot change meanwhile.
    A block inside a block is a savepoint. Raises OnlyReadError where nothing can be written.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    _insist_on_writing(db)
    with circumstances():
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.conn.execute("COMMIT")
        except BaseException:
            with suppress(DatabaseError):
                db.conn.rollback()
            raise


@contextmanager
def rolled_back(db: Database) -> Iterator[None]:
    """Take back all that is written inside the block, whatever happens; others wait meanwhile.

    Raises OnlyReadError where nothing can be written.
    """
    _insist_on_writing(db)
    with circumstances():
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            db.conn.rollback()


def _insist_on_writing(db: Database) -> None:
    if is_only_read(db):
        raise OnlyReadError


@contextmanager
def circumstances() -> Iterator[None]:
    """Turn what the environment does to us into sentences; leave our own faults alone."""
    try:
        yield
    except OperationalError as error:
        text = str(error)
        if "full" in text:
            raise DiskFullError from error
        if "locked" in text or "busy" in text:
            raise LedgerBusyError from error
        if "disk I/O" in text or "readonly" in text:
            raise DiskFailedError(reason=text) from error
        raise
