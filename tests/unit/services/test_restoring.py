"""Going back to a backup, alone and among laptops that have heard more since."""

import pytest

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.identity import AttachmentId, new_id
from desktop_app.domain.role import Role
from desktop_app.services import restoring, setting_up
from desktop_app.services.restoring import BackupIncompleteError
from desktop_app.storage import backups, checks, kinds, vault
from desktop_app.storage.records import edit_of
from desktop_app.storage.store import Folder, LedgerExistsError, NotALedgerError
from desktop_app.storage.vault import WrongPassphraseError
from tests.laptops import acquaint, found
from tests.unit.conftest import PASSPHRASE, TODAY


@pytest.fixture
def admin(sit):
    return sit(Role.ADMINISTRATOR).desk


def add(desk, person):
    desk.save([edit_of(kinds.BENEFICIARY, person)], "person.added", person.id)


def test_a_restore_brings_the_backup_and_keeps_the_present(admin, make_person):
    early, late = make_person("早"), make_person("迟")
    add(admin, early)
    old, copy = admin.store.identity, backups.back_up(admin.store)
    add(admin, late)
    state = admin.store.state_code().short
    desk, done = restoring.restore(admin, copy, PASSPHRASE)
    assert [one.name for one in desk.store.beneficiaries.where()] == ["早"]
    assert (done.left, done.state_before) == (2, state)
    assert done.kept.exists()
    assert desk.store.identity.device != old.device
    assert desk.store.identity.code != old.code
    assert desk.store.audit.verify().holds
    assert checks.log_makes_the_records(desk.store.db)
    back, again = restoring.restore(desk, done.kept, PASSPHRASE)
    assert {one.name for one in back.store.beneficiaries.where()} == {"早", "迟"}
    assert again.left == 2  # the new name, and the word of the restore
    back.store.close()


def test_what_peers_hold_comes_back_after_a_restore(tmp_path, make_person):
    a, b = (found(tmp_path / name, number) for number, name in enumerate("ab"))
    acquaint([a, b])
    vault.write(a.store.folder.keys, vault.new_key_file())
    copy = backups.back_up(a.store)
    person = make_person()
    a.save(kinds.BENEFICIARY, person)
    b.merges.merge(a.export(b))
    a.desk, _done = restoring.restore(a.desk, copy, "")
    assert a.store.beneficiaries.get(person.id) is None
    b.laptops.enrol(a.laptops.own())
    a.merges.merge(b.export(a))
    assert a.store.beneficiaries.get(person.id) == person
    b.merges.merge(a.export(b))
    assert a.state() == b.state()
    a.close()
    b.close()


def test_a_lost_laptop_goes_on_from_a_backup_in_an_empty_folder(admin, make_person, tmp_path):
    person = make_person()
    add(admin, person)
    photo = Attachment(
        id=AttachmentId(new_id()),
        of_kind="beneficiary",
        of=person.id,
        sha256=admin.store.blobs.put(b"photo"),
    )
    admin.save([edit_of(kinds.ATTACHMENT, photo)], "attachment.added", person.id)
    copy = backups.back_up(admin.store, tmp_path / "stick")
    folder = Folder(tmp_path / "new")
    with pytest.raises(WrongPassphraseError):
        restoring.restore_into(folder, copy, "admin", "wrong wrong wrong", today=lambda: TODAY)
    assert not folder.ledger.exists()
    desk, done = restoring.restore_into(folder, copy, "admin", PASSPHRASE, today=lambda: TODAY)
    assert desk.store.beneficiaries.get(person.id) == person
    assert desk.store.blobs.read(photo.sha256) == b"photo"
    assert done.device == desk.store.identity.device != admin.store.identity.device
    desk.store.close()
    again = setting_up.unlock(folder, "admin", PASSPHRASE, today=lambda: TODAY)
    assert again.store.identity.device == done.device
    with pytest.raises(LedgerExistsError):
        restoring.restore_into(folder, copy, "admin", PASSPHRASE, today=lambda: TODAY)
    again.store.close()


def test_a_backup_without_its_key_file_or_damaged_changes_nothing(admin, make_person, tmp_path):
    add(admin, make_person())
    copy = backups.back_up(admin.store, tmp_path / "stick")
    keys = copy.with_suffix(".keys.json")
    hidden = keys.rename(tmp_path / "hidden")
    with pytest.raises(BackupIncompleteError):
        restoring.restore(admin, copy, PASSPHRASE)
    hidden.rename(keys)
    content = bytearray(copy.read_bytes())
    content[5_000:9_000] = bytes(4_000)
    copy.write_bytes(content)
    before = admin.store.state_code()
    with pytest.raises(NotALedgerError):
        restoring.restore(admin, copy, PASSPHRASE)
    assert admin.store.state_code() == before


def test_only_the_administrator_restores(sit, ledger):
    copy = backups.back_up(ledger)
    with pytest.raises(NotPermittedError):
        restoring.restore(sit(Role.CLERK).desk, copy, PASSPHRASE)
