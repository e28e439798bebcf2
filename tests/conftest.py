"""What every test may rely on: its own settings, a known language, and silence in the logs."""

import logging
import os
import shutil
import tempfile

import pytest

from desktop_app import i18n
from desktop_app.domain.codelists import CodeLists
from tests.memory import roomy_memory

TEMPORARY = "PYTEST_DEBUG_TEMPROOT"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure(config):
    """Let tests write to memory, where there is plenty; what tortures disks stays on them."""
    memory = roomy_memory(8 * 2**30)
    if memory and config.option.markexpr == "not torture" and TEMPORARY not in os.environ:
        os.environ[TEMPORARY] = tempfile.mkdtemp(prefix="nuanfang-tests-", dir=memory)
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(TEMPORARY), ignore_errors=True))


@pytest.fixture(autouse=True)
def own_folders(monkeypatch, tmp_path_factory):
    """Keep the person's own ledger and settings out of reach."""
    folder = tmp_path_factory.mktemp("person")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(folder))
    for name in ("NUANFANG_PASSPHRASE", "NUANFANG_NEW_PASSPHRASE", "NUANFANG_RECOVERY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def known_language():
    """Begin in the language of the message ids, whatever the test before spoke."""
    i18n.use_language(i18n.SOURCE_LANGUAGE)
    yield
    i18n.use_language(i18n.SOURCE_LANGUAGE)


@pytest.fixture(autouse=True)
def known_code_lists():
    """Begin with the program's own lists, whatever ledger the test before had open."""
    CodeLists.put_in_force(None)
    yield
    CodeLists.put_in_force(None)


@pytest.fixture(autouse=True)
def silent_logs(caplog):
    """Fail on a logged warning that the test did not expect (it clears those it did)."""
    yield
    heard = [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]
    assert not heard
