"""What somebody does to the office's own records with a valid key."""

import pytest

from desktop_app.domain.role import Role
from desktop_app.services import setting_up
from desktop_app.services.exchange import telling
from desktop_app.services.exchange.merging import Merges
from desktop_app.services.setting_up import Founding, NoSuchUserError
from desktop_app.storage import checks, registry, standing, unread
from desktop_app.storage.log import Cells
from desktop_app.storage.store import Folder
from tests.history_oddities import append_raw
from tests.laptops import TODAY, Clock, Laptop, add, bundle_of, found, lines_of, person_of, write

PASSPHRASE, OTHER = "暖访 correct horse", "another long passphrase"
FOUNDING = Founding(
    organisation="银川市总工会",
    region="640100",
    device="办公室",
    admin="管理员",
    passphrase=PASSPHRASE,
)


def delete(liar, kind, record):
    """Let an insider delete one of the office's own records, with all its fields in view."""
    seen = standing.read(liar.store.db, kind, record).seen()
    every = sorted({save for saves in seen.values() for save in saves})
    cells = Cells(kind, record, {"_deleted": True}, {"_deleted": every}, {"_deleted": 2**52},
                  "0" * 32)  # fmt: skip
    append_raw(liar, "admin", cells, "administrator")


@pytest.fixture
def deleting(trio):
    """Three laptops that have met; the third deletes records of the office's own for the first."""
    a, b, c = trio
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))
    c.merges.merge(a.export(c))

    def play(kind, record):
        delete(c, kind, record)
        return a.merges.merge(c.export(a))

    return play


def test_a_laptop_stays_enrolled_whoever_deletes_its_record(trio, deleting):
    a, b, c = trio
    report = deleting("device", b.id)
    assert report.unread == 1
    assert "cannot show" in " ".join(telling.sentences(report))
    assert b.id in registry.read(a.store.db, a.id)
    person = add(b)
    a.merges.merge(b.export(a))
    assert person_of(a, person) == person
    c.merges.merge(a.export(c))
    assert a.state() == c.state()
    assert checks.log_makes_the_records(a.store.db)


def test_the_own_record_union_and_user_stay_whoever_deletes_them(trio, deleting):
    a, b, _c = trio
    store = a.store
    deleting("device", a.id)
    deleting("organisation", store.identity.organisation)
    deleting("user", a.desk.user.id)
    assert store.organisations.get(store.identity.organisation)
    assert store.users.get(a.desk.user.id)
    person = add(a)
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person
    assert store.audit.verify().holds
    assert a.laptops.renew().device == a.id


def test_what_an_earlier_program_took_for_deleted_is_there_again(trio, deleting, monkeypatch):
    a, b, _c = trio
    with monkeypatch.context() as before:
        before.setattr(unread, "_OFFICE", frozenset())
        deleting("device", b.id)
    assert a.store.devices.get(b.id) is None
    state = a.state()
    a.open_again()
    assert a.store.devices.get(b.id).label == "1号机"
    assert a.state() == state
    assert checks.log_makes_the_records(a.store.db)


def test_the_recovery_code_lets_an_administrator_in_whom_another_laptop_switched_off(tmp_path):
    """Also where its word bears the last possible stamp, far along its chain."""
    folder = Folder(tmp_path / "office")
    desk, recovery = setting_up.found(folder, FOUNDING, today=lambda: TODAY)
    clerk = setting_up.add_user(desk, "clerk", Role.CLERK, PASSPHRASE)
    office = Laptop(desk, Clock(), folder.path)
    insider = found(tmp_path / "insider", 1)
    office.laptops.enrol(insider.laptops.own())
    for _entry in range(30):
        insider.desk.note("x")
    for user in (desk.user, clerk):
        born = [
            save for save, _stamp in standing.read(desk.store.db, "user", user.id).born.values()
        ]
        cells = Cells("user", user.id, {"active": False}, {"active": born}, {"active": 2**53},
                      "0" * 32)  # fmt: skip
        append_raw(insider, "admin", cells, "administrator")
    file = write(tmp_path, bundle_of(insider, [office], lines_of(insider)))
    for report in (office.merges.preview(file), office.merges.merge(file)):
        assert report.switched_off == ("clerk", "管理员")
        assert "May not come in any more: clerk, 管理员." in " ".join(telling.sentences(report))
    desk.store.close()
    insider.close()
    with pytest.raises(NoSuchUserError):
        setting_up.unlock(folder, "管理员", PASSPHRASE, today=lambda: TODAY)
    with pytest.raises(NoSuchUserError):
        setting_up.recover(folder, recovery, "clerk", OTHER)
    assert setting_up.recover(folder, recovery, "管理员", OTHER)
    desk = setting_up.unlock(folder, "管理员", OTHER, today=lambda: TODAY)
    assert desk.store.audit.verify().holds
    assert Merges(desk).undo(report.id, as_conflicts=True)
    assert desk.store.users.get(desk.user.id).active
    desk.store.close()
