"""Settings at a real ledger: what is changed there holds when the door is used next."""

import pytest

from desktop_app.domain.role import Role
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.care_card import words_of
from desktop_app.gui.pages.settings_page import SettingsPage
from desktop_app.gui.preferences import Preferences
from desktop_app.services import setting_up
from desktop_app.services.caretaking import Health
from desktop_app.storage.audit import Verdict
from tests.unit.conftest import PASSPHRASE, TODAY

NEW = "another long passphrase"


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def settings(qtbot, sit, runner):
    kept = []

    def open_page(role) -> SettingsPage:
        kept.append(SettingsPage(sit(role), runner, Preferences(language="en")))
        qtbot.addWidget(kept[-1])
        return kept[-1]

    yield open_page
    kept.clear()  # qtbot alone would not have held them


def wait(qtbot, runner):
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)


def unlock(folder, name, passphrase):
    setting_up.unlock(folder, name, passphrase, today=lambda: TODAY).store.close()


def test_one_changes_ones_own_passphrase(qtbot, settings, runner, folder):
    card = settings(Role.OFFICER).general.passphrase
    card.present.setText(PASSPHRASE)
    card.new.setText(NEW)
    card.repeated.setText(NEW)
    card.change()
    wait(qtbot, runner)
    assert "holds from now on" in card.outcome.text()
    assert card.new.text() == ""
    unlock(folder, "officer", NEW)


def test_the_present_passphrase_is_asked_first(qtbot, settings, runner, folder):
    card = settings(Role.OFFICER).general.passphrase
    card.present.setText("not the passphrase")
    card.new.setText(NEW)
    card.repeated.setText(NEW)
    card.change()
    wait(qtbot, runner)
    assert "not right" in card.outcome.text()


def test_two_different_new_ones_are_refused_at_once(settings, runner):
    card = settings(Role.OFFICER).general.passphrase
    card.new.setText(NEW)
    card.repeated.setText(NEW + "!")
    card.change()
    assert not runner.is_busy
    assert "not the same" in card.outcome.text()


def test_the_administrator_lets_somebody_in(qtbot, settings, runner, folder):
    card = settings(Role.ADMINISTRATOR).general.users
    card.name.setText("马丽")
    card.role.set_value(Role.OFFICER)
    card.passphrase.setText(NEW)
    card.let_in()
    wait(qtbot, runner)
    assert card.outcome.text() == "马丽 may come in now."
    unlock(folder, "马丽", NEW)


def test_a_short_passphrase_is_refused_in_words(qtbot, settings, runner):
    card = settings(Role.ADMINISTRATOR).general.users
    card.name.setText("马丽")
    card.role.set_value(Role.OFFICER)
    card.passphrase.setText("short")
    card.let_in()
    wait(qtbot, runner)
    assert "at least 12 characters" in card.outcome.text()


def test_only_the_administrator_is_offered_to_let_somebody_in(settings):
    assert not hasattr(settings(Role.CLERK).general.users, "passphrase")


def test_a_backup_goes_where_one_says_and_is_compared(qtbot, settings, runner, tmp_path):
    care = settings(Role.CLERK).general.care
    care.back_up_to(tmp_path / "stick")
    wait(qtbot, runner)
    (copy,) = (tmp_path / "stick").glob("*.nuanfang")
    assert care.outcome.text() == f"Copied and compared: {copy}"


def test_an_auditor_may_not_back_up(settings):
    assert not settings(Role.AUDITOR).general.care.back_up.isEnabled()


def test_the_check_says_that_the_ledger_is_whole(qtbot, settings, runner):
    care = settings(Role.AUDITOR).general.care
    care.check.click()
    wait(qtbot, runner)
    assert care.outcome.text().startswith("The ledger is whole")


def test_the_check_says_what_is_broken():
    verdict = Verdict(entries=7, head="", first_bad="8")
    health = Health(problems=("row 3 missing",), log_makes_the_records=False, chain=verdict)
    said = words_of(health)
    assert "row 3 missing" in said
    assert "the audit chain is broken" in said
