from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop_app.gui.pages.unlock_page import UnlockPage
from desktop_app.gui.wizards.first_run import FirstRun, Step
from desktop_app.gui.wizards.first_run_wizard import FirstRunWizard
from tests.gui.conftest import nameless

UNION = {"name": "宁夏总工会", "level": "province", "region": "640000", "device": "内勤一号"}
ADMINISTRATOR = {
    "administrator": "王建国",
    "passphrase": "forty winters in the north",
    "repeated": "forty winters in the north",
}
CODE = "ABCD-EFGH-JKLM-NPQR"


@pytest.fixture
def path():
    made = FirstRun()
    made.answer({})
    return made


def test_the_path_is_known_without_a_window():
    code = (
        "import sys; import desktop_app.gui.wizards.first_run;"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_path_goes_from_union_to_administrator(path):
    assert path.step is Step.UNION
    assert path.answer(UNION) == ()
    assert path.step is Step.ADMINISTRATOR


def test_a_missing_answer_keeps_the_step(path):
    codes = [issue.code for issue in path.answer(UNION | {"region": "64"})]
    assert codes == ["region_code_form"]
    assert path.step is Step.UNION


def test_a_short_passphrase_is_refused(path):
    path.answer(UNION)
    issues = path.answer(ADMINISTRATOR | {"passphrase": "short", "repeated": "short"})
    assert [issue.code for issue in issues] == ["passphrase_short"]


def test_a_passphrase_typed_differently_is_refused(path):
    path.answer(UNION)
    issues = path.answer(ADMINISTRATOR | {"repeated": "forty winters in the south"})
    assert [issue.code for issue in issues] == ["passphrase_differs"]


def test_the_answers_are_what_a_ledger_is_founded_with(path):
    path.answer(UNION)
    assert path.answer(ADMINISTRATOR) == ()
    founding = path.answers()
    assert (founding.organisation, founding.region, founding.device) == (
        "宁夏总工会",
        "640000",
        "内勤一号",
    )
    assert (founding.admin, founding.passphrase) == ("王建国", "forty winters in the north")


def test_one_group_of_the_recovery_code_is_asked_back(path):
    path.keep_recovery_code(CODE, asked_group=2)
    assert path.step is Step.RECOVERY
    assert path.asked_group == 3
    assert path.is_copied(" jklm ")
    assert not path.is_copied("EFGH")


def test_a_made_ledger_is_not_unmade_by_going_back(path):
    path.keep_recovery_code(CODE)
    path.back()
    assert path.step is Step.RECOVERY


@pytest.fixture
def wizard(qtbot):
    made = FirstRunWizard()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def fill(wizard):
    for sheet, values in ((wizard._union, UNION), (wizard._administrator, ADMINISTRATOR)):
        wizard._next.click()
        sheet.fill(values)


def test_the_wizard_hands_over_the_answers_and_waits(qtbot, wizard):
    fill(wizard)
    with qtbot.waitSignal(wizard.setup_requested) as asked:
        wizard._next.click()
    assert asked.args[0].organisation == "宁夏总工会"
    assert not wizard.isEnabled()


def test_the_wizard_ends_when_the_code_was_copied(qtbot, wizard):
    fill(wizard)
    wizard._next.click()
    wizard.show_recovery_code(CODE, asked_group=0)
    wizard._copied.setText("WXYZ")
    with qtbot.assertNotEmitted(wizard.finished):
        wizard._next.click()
    assert wizard._refusal.isVisible()
    wizard._copied.setText("abcd")
    with qtbot.waitSignal(wizard.finished):
        wizard._next.click()


def test_a_refusal_keeps_what_was_typed(qtbot, wizard):
    fill(wizard)
    wizard._next.click()
    wizard.show_refusal("The disk is full.")
    assert wizard.isEnabled()
    assert wizard._administrator.values()["administrator"] == "王建国"


def test_every_step_has_names_for_screen_readers(qtbot, wizard):
    fill(wizard)
    assert nameless(wizard) == []


@pytest.fixture
def door(qtbot):
    made = UnlockPage("宁夏总工会", "王建国")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_door_asks_for_name_and_passphrase(qtbot, door):
    line = door.findChildren(QLineEdit)[1]
    qtbot.keyClicks(line, "forty winters")
    with qtbot.waitSignal(door.unlock_requested) as asked:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert asked.args == ["王建国", "forty winters"]


def test_a_wrong_passphrase_is_said_and_the_next_try_waits(qtbot, door):
    door._passphrase.setText("wrong")
    door.show_refusal("This is not the passphrase.", wait_seconds=1)
    assert door._refusal.isVisible()
    assert door._passphrase.text() == ""
    assert not door._open.isEnabled()
    qtbot.waitUntil(door._open.isEnabled)


def test_the_door_has_names_for_screen_readers(door):
    assert nameless(door) == []
