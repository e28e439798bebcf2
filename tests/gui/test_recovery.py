"""The code from the safe lets somebody in who has forgotten the passphrase."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.gui.dialogs.recovery import RecoveryDialog
from desktop_app.gui.entrance import Entrance
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.pages.unlock_page import UnlockPage
from desktop_app.gui.preferences import Preferences
from desktop_app.services import setting_up
from desktop_app.services.setting_up import Founding
from desktop_app.storage.store import Folder
from tests.gui.conftest import nameless

OLD, NEW = "暖访 correct horse", "another long passphrase"


@pytest.fixture
def door(qtbot, tmp_path):
    """A new ledger, its code, and a window that stands before its door."""
    answers = Founding(
        organisation="银川市总工会", region="640100", device="a", admin="admin", passphrase=OLD
    )
    folder = Folder(tmp_path / "ledger")
    desk, code = setting_up.found(folder, answers, today=lambda: date(2021, 2, 8))
    desk.store.close()
    entrance = Entrance(folder, Preferences(language="en"), "admin")
    qtbot.addWidget(entrance)
    entrance.show()
    yield entrance, code, folder
    entrance.put_away()


def asked(entrance):
    entrance.findChild(UnlockPage).recovery_requested.emit("admin")
    return entrance.findChild(RecoveryDialog)


def fill(dialog, code, new=NEW, repeated=NEW):
    dialog.findChild(FormSheet).fill(
        {"user": "admin", "code": code, "new": new, "repeated": repeated}
    )
    dialog._do.click()


def said(dialog):
    return [one.text() for one in dialog.findChildren(QLabel) if one.isVisibleTo(dialog)]


def test_the_code_opens_the_office_and_the_new_passphrase_holds(qtbot, door):
    entrance, code, folder = door
    with qtbot.waitSignal(entrance.opened, timeout=20_000):
        fill(asked(entrance), code)
    qtbot.waitUntil(lambda: not entrance.session.runner.is_busy, timeout=20_000)
    again = setting_up.unlock(folder, "admin", NEW, today=lambda: date(2021, 2, 8))
    assert again.store.audit.verify().holds
    again.store.close()


def test_a_wrong_code_is_told_and_the_old_passphrase_still_holds(qtbot, door):
    entrance, _code, folder = door
    dialog = asked(entrance)
    fill(dialog, "AAAA-BBBB")
    qtbot.waitUntil(lambda: any("not right" in words for words in said(dialog)), timeout=20_000)
    setting_up.unlock(folder, "admin", OLD, today=lambda: date(2021, 2, 8)).store.close()
    dialog.reject()


@pytest.mark.parametrize(
    ("new", "repeated", "sentence"),
    [(NEW, OLD, "not the same"), ("", "", "all four")],
)
def test_what_cannot_be_right_is_told_before_anything_is_tried(door, new, repeated, sentence):
    entrance, code, _folder = door
    dialog = asked(entrance)
    fill(dialog, code, new, repeated)
    assert any(sentence in words for words in said(dialog))
    dialog.reject()


def test_every_field_has_a_name_for_screen_readers(door):
    dialog = asked(door[0])
    assert nameless(dialog) == []
    dialog.reject()
