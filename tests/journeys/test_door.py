"""Coming in: who may, what is said to who may not, and what stands on the disk."""

import json
import re
import shutil
import stat
import subprocess
import sys

import pytest

from desktop_app.cli.main import PLACES
from tests.journeys.conftest import (
    ADMIN,
    AUDITOR,
    CLERK,
    PASSPHRASE,
    Nuanfang,
    found_by_commands,
    wait_out_the_delay,
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return found_by_commands(tmp_path_factory.mktemp("door") / "ledger")


@pytest.fixture(scope="module")
def program(office):
    return office[0]


def text_of(page):
    done = subprocess.run(["pdftotext", "-raw", page, "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def test_init_writes_the_recovery_page_beside_the_ledger_for_its_owner_alone(office):
    program, begun = office
    page = program.data.with_name("ledger-recovery.pdf")
    assert begun["org"] == "银川市总工会"
    assert begun["device"] == "内勤机"
    assert begun["recovery_file"] == str(page)
    assert "银川市总工会" in text_of(page)
    if sys.platform != "win32":
        assert stat.S_IMODE(page.stat().st_mode) == 0o600


def test_the_code_on_the_recovery_page_lets_an_administrator_in_again(office, tmp_path):
    program, begun = office
    copy = type(program)(tmp_path / "copy")
    shutil.copytree(program.data, copy.data)
    groups = re.findall(r"\b[A-Z2-7]{4}\b", text_of(begun["recovery_file"]))
    new = "忘了旧口令以后另起的新口令"
    kept = {"NUANFANG_RECOVERY": "-".join(groups), "NUANFANG_NEW_PASSPHRASE": new}
    assert copy("user", "recover", **kept) == {"name": ADMIN}
    assert copy("state", passphrase=new) == program("state")


def test_the_data_folder_holds_the_ledger_and_its_keys_and_nothing_else(program):
    assert {file.name for file in program.data.iterdir()} == {"ledger.nuanfang", "keys.json"}


def test_a_second_init_changes_nothing(program):
    before = (program.data / "keys.json").read_bytes()
    again = ("init", "--org", "x", "--region", "640100", "--device", "y", "--admin", "z")
    assert program.run(*again).code == 1
    assert program.run(*again, "--recovery-out", program.data.with_name("other.pdf")).code == 1
    assert not program.data.with_name("other.pdf").exists()
    assert (program.data / "keys.json").read_bytes() == before


def test_init_makes_no_ledger_where_the_recovery_page_has_no_room(program, tmp_path):
    other = type(program)(tmp_path / "ledger")
    (tmp_path / "ledger-recovery.pdf").touch()
    done = other.run("init", "--org", "x", "--region", "640100", "--device", "y", "--admin", "z")
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert not other.data.exists()


def test_the_users_are_listed_with_their_roles(program):
    users = {one["name"]: one["role"] for one in program("user", "list")["users"]}
    assert users[ADMIN] == "administrator"
    assert users[CLERK] == "clerk"
    assert len(users) == 5


def test_names_leave_as_utf_8_whatever_the_system_prefers(program):
    done = program.run("user", "list", PYTHONIOENCODING="ascii", anew=True)
    assert (done.code, CLERK in done.out) == (0, True)


def test_only_an_administrator_lets_people_in(program):
    refused = program("user", "add", "外人", "--role", "clerk", user=CLERK, code=3)
    assert list(refused) == ["error"]


def test_nobody_comes_in_twice_under_one_name(program):
    assert "already" in program("user", "add", CLERK, "--role", "clerk", code=1)["error"]


def test_a_weak_passphrase_is_refused_in_one_sentence(program):
    done = program.run("user", "add", "新人", "--role", "clerk", NUANFANG_NEW_PASSPHRASE="123456")
    assert done.code == 1
    assert len(done.err.splitlines()) == 1


def test_a_passphrase_is_changed_by_its_owner(program):
    program("user", "passwd", user=AUDITOR, NUANFANG_NEW_PASSPHRASE="新的口令也要够长，不能太短")
    wrong = program.run("state", user=AUDITOR)
    assert (wrong.code, wrong.out) == (1, "")
    wait_out_the_delay()
    program("user", "passwd", user=AUDITOR, passphrase="新的口令也要够长，不能太短")
    assert program("state", user=AUDITOR)["short"]


def test_a_wrong_passphrase_is_one_sentence(program):
    done = program.run("state", passphrase="not the passphrase")
    assert done.code == 1
    assert done.out == ""
    assert done.err == "The user name or the passphrase is not right.\n"
    wait_out_the_delay()
    assert program.run("state", passphrase=PASSPHRASE).code == 0


def test_a_name_that_is_not_known_sounds_the_same(program):
    done = program.run("state", user="无此人")
    assert done.err == "The user name or the passphrase is not right.\n"
    wait_out_the_delay()


def test_a_folder_without_a_ledger_is_one_sentence(program):
    empty = type(program)(program.data.with_name("nothing"))
    done = empty.run("state")
    assert (done.code, done.out) == (1, "")
    assert "no ledger" in done.err
    assert not empty.data.exists()


def test_a_damaged_ledger_is_one_sentence(tmp_path, program):
    copy = type(program)(tmp_path / "copy")
    copy.data.mkdir()
    for file in program.data.iterdir():
        content = bytearray(file.read_bytes())
        if file.name == "ledger.nuanfang":
            content[:64] = bytes(64)
        (copy.data / file.name).write_bytes(content)
    done = copy.run("state")
    assert (done.code, len(done.err.splitlines())) == (1, 1)


@pytest.mark.parametrize(
    "slip",
    [
        ["nothing-of-ours"],
        ["user", "add", "某人", "--role", "king"],
        ["campaign", "add", "--name", "x", "--from", "2021-02-30", "--to", "2021-03-01"],
        ["campaign", "add", "--name", "x", "--from", "2021-02-01", "--to", "2021-03-01",
         "--standard", "外星人=3"],
        ["visit", "add", "--from-json", "there-is-no-such-file.json"],
        ["grant", "plan"],
    ],
)  # fmt: skip
def test_a_slip_of_the_keyboard_is_exit_code_two(program, slip):
    done = program.run(*slip)
    assert (done.code, done.out) == (2, "")


def test_the_version_comes_without_a_ledger(program):
    done = program.run("--version")
    assert done.code == 0
    assert done.out.startswith("nuanfang")


def test_help_is_given_in_the_language_of_the_moment(program):
    assert "Begin a new ledger." in program.run("--help").out
    chinese = program.run("--help", NUANFANG_LANGUAGE="zh_CN").out
    assert "Begin a new ledger." not in chinese


@pytest.mark.parametrize("command", PLACES)
def test_every_command_loads_by_itself(program, command):
    """The other tests fork their commands from a process that has loaded the whole program."""
    assert program.run(command, "--help", anew=True).code == 0


def test_a_command_that_names_nobody_means_who_founded_the_ledger_here(program):
    nobody = [word for word in program.words("") if word not in ("--user", "")]
    done = subprocess.run(
        [*nobody, "state", "--json"], env=program.environment(), capture_output=True, check=True
    )
    assert json.loads(done.stdout) == program("state")


def test_on_another_laptop_somebody_has_to_be_named(program, tmp_path):
    nobody = [word for word in program.words("") if word not in ("--user", "")]
    elsewhere = program.environment() | {
        name: str(tmp_path) for name in ("XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA")
    }
    done = subprocess.run(
        [*nobody, "state"],
        env=elsewhere,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"--user NAME" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only there a console may have no screen")
def test_a_window_without_a_screen_is_a_sentence(program):
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    blind = {name: it for name, it in program.environment().items() if name not in screens}
    done = subprocess.run([*program.words(), "gui"], env=blind, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "There is no screen here for the window; the commands work without one."
    ]


def test_a_program_of_another_system_is_started_and_not_this_one_forked(tmp_path):
    """The journeys of a Windows laptop would be Linux's else."""

    class Elsewhere(Nuanfang):
        def words(self, user=ADMIN):
            return [sys.executable, "-c", "print('elsewhere')", user]

    assert Elsewhere(tmp_path / "data").run("state").out == "elsewhere\n"
