"""A ledger that a newer program has written: read as far as it goes, and never written to."""

import hashlib

import pytest

from desktop_app.domain.change import Actor, Deed
from desktop_app.domain.role import Right, Role
from desktop_app.services import setting_up
from desktop_app.storage import kinds, store
from desktop_app.storage.changes import SCHEMA_VERSION
from desktop_app.storage.migrations import migrations
from desktop_app.storage.newer import NewerLedgerError
from desktop_app.storage.records import edit_of
from desktop_app.storage.transaction import OnlyReadError
from tests.unit.conftest import PASSPHRASE, TODAY

ME = Actor("me", Role.CLERK)


def of_a_future_schema(db):
    db.execute("ALTER TABLE beneficiary ADD COLUMN future TEXT")
    db.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('nuanfang', 'm9999_future', '')"
    )


def of_future_records(db):
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def save(ledger, person):
    ledger.changes.save([edit_of(kinds.BENEFICIARY, person)], actor=ME, deed=Deed("person.added"))


@pytest.fixture(params=[of_a_future_schema, of_future_records])
def newer(request, founded, ledger, folder, make_person):
    """Let a newer program write a ledger with one person, and leave it."""
    save(ledger, make_person("马秀兰"))
    with ledger.transaction():
        request.param(ledger.db)
    ledger.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    ledger.close()
    return folder


@pytest.fixture
def reading(newer, founded):
    ledger = store.open_with_key(newer, founded[1], store.now_ms)
    yield ledger
    ledger.close()


def test_everything_that_this_program_knows_can_be_read(reading):
    (person,) = reading.beneficiaries.where()
    assert person.name == "马秀兰"
    assert reading.is_only_read


def test_the_state_code_is_the_same_though_its_digests_cannot_be_kept(reading, founded, tmp_path):
    (stale,) = reading.db.execute("SELECT count(*) FROM log_bucket WHERE digest IS NULL").fetchone()
    code = reading.state_code()
    assert stale
    reading.db.execute("PRAGMA query_only = OFF")
    assert reading.state_code() == code


def test_nothing_can_be_written_and_nothing_is_upgraded(newer, founded, make_person):
    before = hashlib.sha256(newer.ledger.read_bytes()).digest()
    ledger = store.open_with_key(newer, founded[1], store.now_ms)
    version = ledger.db.execute("PRAGMA user_version").fetchone()
    with pytest.raises(OnlyReadError, match="update the program"):
        save(ledger, make_person("王伟"))
    with pytest.raises(OnlyReadError), ledger.rehearsal():
        pass
    ledger.keep_setting("window", "wide")
    assert ledger.setting("window") is None
    assert ledger.db.execute("PRAGMA user_version").fetchone() == version
    ledger.close()
    assert hashlib.sha256(newer.ledger.read_bytes()).digest() == before


def test_coming_in_leaves_no_word_in_the_trail_and_no_right_but_reading(newer):
    desk = setting_up.unlock(newer, "clerk", PASSPHRASE, today=lambda: TODAY)
    entries = desk.store.db.execute("SELECT count(*) FROM log_save").fetchone()
    desk.require(Right.READ)
    assert not desk.may(Right.RECORD)
    with pytest.raises(OnlyReadError):
        desk.require(Right.RECORD)
    desk.store.close()
    again = setting_up.unlock(newer, "clerk", PASSPHRASE, today=lambda: TODAY)
    assert again.store.db.execute("SELECT count(*) FROM log_save").fetchone() == entries
    again.store.close()


def test_a_value_that_only_the_newer_program_can_read_is_left_out(
    founded, ledger, folder, make_person
):
    save(ledger, make_person("马秀兰", employer="某公司"))
    with ledger.transaction():
        ledger.db.execute("UPDATE beneficiary SET birth_date = 'about 1970'")
        of_future_records(ledger.db)
    ledger.close()
    reading = store.open_with_key(folder, founded[1], store.now_ms)
    (person,) = reading.beneficiaries.where()
    assert (person.name, person.employer, person.birth_date) == ("马秀兰", "某公司", None)
    reading.close()


def test_tables_in_another_shape_are_not_opened_at_all(founded, ledger, folder):
    with ledger.transaction():
        ledger.db.execute("ALTER TABLE visit RENAME COLUMN leader TO head")
        of_a_future_schema(ledger.db)
    ledger.close()
    with pytest.raises(NewerLedgerError):
        store.open_with_key(folder, founded[1], store.now_ms)


def test_the_programs_own_ledger_is_not_newer(ledger):
    assert not ledger.is_only_read
    assert not migrations.pending(ledger.db)
