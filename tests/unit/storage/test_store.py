"""The ledger as a file: encrypted, recognised, upgraded, copied."""

import sys
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.change import Actor, Deed
from desktop_app.domain.role import Role
from desktop_app.storage import backups, checks, kinds, store
from desktop_app.storage.backups import BackupFailedError, BackupTargetError
from desktop_app.storage.cipher import Database, connect
from desktop_app.storage.migrations import migrations
from desktop_app.storage.records import edit_of
from desktop_app.storage.state_code import state_code
from desktop_app.storage.store import (
    LedgerExistsError,
    NoLedgerError,
    NotALedgerError,
)
from desktop_app.storage.transaction import LedgerBusyError, immediate

ME = Actor("me", Role.CLERK)


def add(ledger, person):
    ledger.changes.save([edit_of(kinds.BENEFICIARY, person)], actor=ME, deed=Deed("person.added"))


def test_sqlite_utils_waits_for_the_exceptions_of_the_cipher():
    import sqlite_utils.utils

    assert sqlite_utils.utils.sqlite3 is sys.modules["sqlcipher3"]


def test_the_pragmas_of_the_design_hold(ledger):
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "busy_timeout": 5000,
        "application_id": store.APPLICATION_ID,
    }
    found = {name: ledger.db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted


def test_no_file_of_the_folder_shows_a_name_a_number_or_an_amount(
    ledger, clerk, campaign, enrol, make_person, folder, files
):
    enrol(make_person("欧阳𬱖娜", phone="13987654321"), cash_fen=123_456_700)
    clerk.granting.plan(campaign.id)
    clerk.drafting.keep("visit", "0" * 32, "欧阳𬱖娜", {"name": "欧阳𬱖娜"}, {})
    markers = ["欧阳", "𬱖娜", "64010219700101", "13987654321", "123456700", "银川市", "officer"]
    found = files(folder.path)
    assert len(found) >= 3
    for file in found:
        content = file.read_bytes()
        for marker in markers:
            for coding in ("utf-8", "utf-16-le", "gb18030"):
                assert marker.encode(coding) not in content, (file.name, marker)


def test_a_ledger_cannot_be_opened_with_another_key(folder):
    with pytest.raises(NotALedgerError):
        store.open_with_key(folder, b"\1" * 32, store.now_ms)


def test_an_empty_folder_is_a_sentence(tmp_path):
    with pytest.raises(NoLedgerError):
        store.open_store(store.Folder(tmp_path), "admin", "x", store.now_ms)


def test_a_second_founding_leaves_the_ledger_alone(folder):
    before = folder.keys.read_bytes()
    with pytest.raises(LedgerExistsError):
        store.create(folder, "admin", "暖访 correct horse", store.now_ms)
    assert folder.keys.read_bytes() == before


def test_a_file_of_another_program_is_refused(founded, tmp_path):
    folder = store.Folder(tmp_path)
    stranger = connect(str(folder.ledger))
    stranger.execute(f"PRAGMA key = \"x'{founded[1].hex()}'\"")
    stranger.execute("CREATE TABLE x (y)")
    stranger.close()
    with pytest.raises(NotALedgerError):
        store.open_with_key(folder, founded[1], store.now_ms)


def test_a_copy_is_put_aside_before_an_older_ledger_is_upgraded(
    founded, ledger, folder, make_person, monkeypatch
):
    add(ledger, make_person())
    before = ledger.state_code()
    ledger.close()
    step = migrations._migrations[0]
    newer = type(step)("m9999_next", lambda db: db.execute("CREATE TABLE next (x) "))
    monkeypatch.setattr(migrations, "_migrations", [*migrations._migrations, newer])
    upgraded = store.open_with_key(folder, founded[1], store.now_ms)
    assert upgraded.db.table("next").exists()
    upgraded.close()
    (copy,) = folder.backups.glob("before-upgrade-*.nuanfang")
    older = store.open_file(copy, founded[1])
    assert not older.table("next").exists()
    assert state_code(older) == before
    older.conn.close()


def test_a_second_writer_waits_and_then_hears_a_sentence(founded, ledger, folder):
    other = store.open_with_key(folder, founded[1], store.now_ms)
    other.db.execute("PRAGMA busy_timeout = 10")
    with immediate(ledger.db), pytest.raises(LedgerBusyError), immediate(other.db):
        pass
    other.close()


def test_a_backup_is_encrypted_equal_and_has_its_key_file(ledger, make_person, tmp_path):
    add(ledger, make_person("欧阳𬱖娜"))
    copy = backups.back_up(ledger, tmp_path / "stick")
    assert "欧阳".encode() not in copy.read_bytes()
    assert copy.with_suffix(".keys.json").read_bytes() == ledger.folder.keys.read_bytes()
    again = backups.back_up(ledger, tmp_path / "stick")
    assert again != copy
    assert backups.newest(ledger.folder) is None


def test_a_backup_taken_while_somebody_saves_is_not_called_broken(ledger, make_person, monkeypatch):
    original = store.copy_to

    def copy_and_go_on(db, file):
        original(db, file)
        add(ledger, make_person("后来"))

    monkeypatch.setattr(backups.ledgers, "copy_to", copy_and_go_on)
    assert backups.back_up(ledger).exists()


def test_a_backup_that_lacks_a_save_is_removed_and_said(ledger, make_person, monkeypatch):
    earlier = backups.back_up(ledger)
    add(ledger, make_person())
    monkeypatch.setattr(
        backups.ledgers, "copy_to", lambda _db, file: file.write_bytes(earlier.read_bytes())
    )
    with pytest.raises(BackupFailedError):
        backups.back_up(ledger)
    assert backups.newest(ledger.folder) == earlier


def test_backups_are_thinned_to_hours_days_weeks_and_months(tmp_path):
    start = datetime(2021, 2, 8, 12, 30, tzinfo=UTC)
    taken = [start - timedelta(minutes=30 * n) for n in range(48 * 400)]
    names = [tmp_path / f"nuanfang-{at:%Y%m%d-%H%M%S}.nuanfang" for at in taken]
    kept = backups.kept_of(zip(names, taken, strict=True))
    assert names[0] in kept
    assert names[1] not in kept  # twelve o'clock, of the same hour
    assert names[2] in kept
    assert 12 + 8 + 14 < len(kept) <= 24 + 14 + 8 + 12


def test_the_last_five_copies_put_aside_before_an_import_are_kept(ledger, clock):
    made = []
    for _time in range(7):
        clock.ms += 60_000
        made.append(backups.put_aside(ledger, "import"))
    kept = sorted(ledger.folder.backups.glob("before-import-*.nuanfang"))
    assert kept == made[2:]
    assert backups.newest(ledger.folder) is None


def test_thinning_removes_key_files_with_their_copies_and_nothing_else(tmp_path):
    for name in ("nuanfang-20210208-120000", "nuanfang-20210208-120500"):
        (tmp_path / f"{name}.nuanfang").touch()
        (tmp_path / f"{name}.keys.json").touch()
    (tmp_path / "before-upgrade-1.nuanfang").touch()
    backups.thin(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "before-upgrade-1.nuanfang",
        "nuanfang-20210208-120500.keys.json",
        "nuanfang-20210208-120500.nuanfang",
    ]


def test_a_backup_into_a_place_that_cannot_be_written_is_a_sentence(ledger, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(BackupTargetError):
        backups.back_up(ledger, tmp_path / "file")


def test_a_whole_ledger_has_no_problems(ledger, make_person):
    add(ledger, make_person())
    assert checks.problems(ledger.db) == []


def test_a_bit_flipped_in_the_file_is_found(ledger, make_person, founded, folder):
    for name in ("一一", "二二", "三三"):
        add(ledger, make_person(name))
    ledger.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    content = bytearray(folder.ledger.read_bytes())
    content[-1_000] ^= 1  # a page of records: without the schema nothing opens at all
    folder.ledger.write_bytes(content)
    damaged = store.open_file(folder.ledger, founded[1])
    assert checks.problems(damaged)
    damaged.conn.close()


def test_migrations_run_on_an_empty_file_and_never_twice():
    db = Database(memory=True)
    migrations.apply(db)
    assert migrations.pending(db) == []
    migrations.apply(db)
    db.conn.close()
