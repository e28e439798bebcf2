"""Founding a ledger, coming in, and losing the way in."""

from datetime import date

import pytest

from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.role import Role
from desktop_app.services import setting_up
from desktop_app.services.setting_up import Founding, NoSuchUserError, UserExistsError
from desktop_app.storage.store import Folder
from desktop_app.storage.vault import WeakPassphraseError, WrongPassphraseError

PASSPHRASE = "暖访 correct horse"
OTHER = "another long passphrase"


def today():
    return date(2021, 2, 8)


def answers(**changes):
    given = {
        "organisation": "银川市总工会",
        "region": "640100",
        "device": "二组笔记本",
        "admin": "管理员",
        "passphrase": PASSPHRASE,
    }
    return Founding(**(given | changes))


def test_a_founded_ledger_opens_for_its_administrator_and_keeps_its_code(tmp_path):
    desk, _recovery = setting_up.found(Folder(tmp_path / "a"), answers(), today=today)
    code = desk.store.state_code()
    desk.store.close()
    again = setting_up.unlock(Folder(tmp_path / "a"), "管理员", PASSPHRASE, today=today)
    assert again.store.state_code() == code
    assert again.user.role is Role.ADMINISTRATOR
    assert again.store.audit.verify().holds
    again.store.close()


@pytest.mark.parametrize(
    "wrong", [{"organisation": " "}, {"region": "64"}, {"region": "六四〇一"}, {"device": ""}]
)
def test_wrong_answers_leave_no_folder_behind(tmp_path, wrong):
    with pytest.raises(RefusedError):
        setting_up.found(Folder(tmp_path / "a"), answers(**wrong), today=today)
    assert not (tmp_path / "a").exists()


def test_a_weak_passphrase_leaves_no_ledger_behind(tmp_path):
    with pytest.raises(WeakPassphraseError):
        setting_up.found(Folder(tmp_path / "a"), answers(passphrase="short"), today=today)
    assert not Folder(tmp_path / "a").holds_ledger()


def test_a_wrong_passphrase_enters_the_audit_trail_at_the_next_log_in(folder, monkeypatch):
    with pytest.raises(WrongPassphraseError):
        setting_up.unlock(folder, "clerk", "wrong", today=today)
    monkeypatch.setattr(setting_up.vault, "_now_ms", lambda: 10**15)
    desk = setting_up.unlock(folder, "clerk", PASSPHRASE, today=today)
    actions = [(entry.action, entry.reason) for entry in desk.store.audit.entries(limit=2)]
    desk.store.close()
    assert actions == [("login", ""), ("login.failed", "1")]


def test_the_recovery_code_lets_the_administrator_in_under_a_new_passphrase(tmp_path):
    folder = Folder(tmp_path / "a")
    desk, recovery = setting_up.found(folder, answers(), today=today)
    desk.store.close()
    with pytest.raises(NoSuchUserError):
        setting_up.recover(folder, recovery, "stranger", OTHER)
    setting_up.recover(folder, recovery, "管理员", OTHER)
    setting_up.unlock(folder, "管理员", OTHER, today=today).store.close()


def test_only_the_administrator_adds_people_and_two_never_share_a_name(sit):
    admin = sit(Role.ADMINISTRATOR)
    with pytest.raises(NotPermittedError):
        setting_up.add_user(sit(Role.CLERK).desk, "new", Role.CLERK, PASSPHRASE)
    with pytest.raises(UserExistsError):
        setting_up.add_user(admin.desk, "clerk", Role.CLERK, PASSPHRASE)
    assert len(setting_up.users(admin.desk)) == 5


def test_one_changes_ones_own_passphrase_and_the_old_one_no_longer_opens(sit, folder):
    clerk = sit(Role.CLERK)
    setting_up.change_passphrase(clerk.desk, "clerk", OTHER)
    with pytest.raises(NotPermittedError):
        setting_up.change_passphrase(clerk.desk, "officer", OTHER)
    with pytest.raises(WrongPassphraseError):
        setting_up.unlock(folder, "clerk", PASSPHRASE, today=today)


def test_a_second_desk_reads_and_writes_the_same_ledger(clerk, make_person):
    other = clerk.for_another_thread()
    kept = other.register.save(make_person())
    assert clerk.register.open(kept.id).record == kept
    assert other.caretaking.state() == clerk.caretaking.state()
    other.close()
