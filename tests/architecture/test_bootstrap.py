"""What a bare machine is told, and that a prepared one is left alone."""

import pytest

from build_spec import bootstrap


@pytest.fixture
def ordinary_debian(monkeypatch, tmp_path):
    """Give a Debian that lacks one library, used by someone who may not install it."""
    monkeypatch.setattr(bootstrap.shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(bootstrap, "LIBRARIES", {"libnowhere.so.1": "libnowhere1"})
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")


def test_an_ordinary_user_hears_in_one_sentence_what_to_install(ordinary_debian, capsys):
    assert bootstrap.main([]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("sudo apt-get install libnowhere1")


def test_another_system_is_asked_for_no_debian_package(ordinary_debian, monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda program: None)
    assert bootstrap.missing_packages(for_tests=True) == []


def test_the_programs_that_only_tests_use_are_asked_for_only_by_them(ordinary_debian, monkeypatch):
    monkeypatch.setattr(bootstrap, "PROGRAMS", {"nowhere": "nowhere-tools"})
    monkeypatch.setattr(
        bootstrap.shutil, "which", lambda program: None if program == "nowhere" else program
    )
    assert bootstrap.missing_packages(for_tests=False) == ["libnowhere1"]
    assert bootstrap.missing_packages(for_tests=True) == ["libnowhere1", "nowhere-tools"]


def test_what_makes_real_sticks_is_fetched_only_where_they_may_be_mounted(
    ordinary_debian, monkeypatch, tmp_path
):
    monkeypatch.setattr(bootstrap, "FILE_SYSTEMS", {"mkfs.nowhere": "nowhere-progs"})
    monkeypatch.setattr(
        bootstrap.shutil,
        "which",
        lambda program, path="": None if program == "mkfs.nowhere" else program,
    )
    (tmp_path / "fuse").touch()
    for user, fuse, asked in ((1000, "fuse", []), (0, "none", []), (0, "fuse", ["nowhere-progs"])):
        monkeypatch.setattr(bootstrap.os, "geteuid", lambda user=user: user)
        monkeypatch.setattr(bootstrap, "FUSE", tmp_path / fuse)
        assert bootstrap.missing_file_systems() == asked


def test_a_debian_without_one_of_them_goes_on_and_says_so(monkeypatch, capsys):
    ran = []
    monkeypatch.setattr(bootstrap, "missing_file_systems", lambda: ["one-progs", "two-progs"])
    monkeypatch.setattr(
        bootstrap,
        "_logged",
        lambda command, _env: ran.append(command) or command[-1] != "one-progs",
    )
    bootstrap._supply_file_systems()
    assert [command[-1] for command in ran] == ["-q", "one-progs", "two-progs"]
    assert "Without one-progs some tests of sticks are skipped" in capsys.readouterr().out


def test_a_python_too_old_is_named_with_the_one_that_is_needed(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda program: None)
    assert bootstrap.main([]) == 1
    assert capsys.readouterr().err == (
        "Nuanfang needs Python 3.11 or newer, and this one is 3.9.\n"
    )


def test_a_prepared_checkout_is_left_alone(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "LIBRARIES", {})
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "_logged", lambda *command: pytest.fail("it ran something"))
    bootstrap._stamp("locks", bootstrap._digest(bootstrap.LOCKS))
    bootstrap._stamp("project", bootstrap._digest(bootstrap.ROOT / "pyproject.toml"))
    assert bootstrap.main([]) == 0


def test_packages_that_cannot_be_fetched_are_one_sentence(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(bootstrap, "LIBRARIES", {})
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "_logged", lambda *command: False)
    assert bootstrap.main([]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "network" in line
    assert "bootstrap.log" in line
