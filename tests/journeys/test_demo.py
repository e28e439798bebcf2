"""`nuanfang demo`: the whole season in one command, and a picture of every page of the window."""

import json

import pytest

from tests.journeys.conftest import Nuanfang


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    out = tmp_path_factory.mktemp("demo") / "out"
    program = Nuanfang(out / "laptop-a")
    return program, out, program("demo", "--out", out)


def test_the_demo_says_what_it_made(demo, sample):
    _program, out, made = demo
    expected = json.loads((sample / "花名册-样例.expected.json").read_text(encoding="utf-8"))
    assert (made["people"], made["total_yuan"]) == (expected["people"], expected["total_yuan"])
    assert made["grants"] == expected["people"]
    assert made["refused"] == len(expected["rejected"])
    assert made["visits"] == 30
    assert len(made["state_a"]) == 7
    assert made["state_a"] == made["state_b"]
    assert made["state_a_long"] == made["state_b_long"]
    assert (made["conflicts"], made["duplicates"]) == (1, 1)
    assert len([file for file in made["files"] if file.startswith("usb/")]) == made["bundles"]
    assert all((out / file).stat().st_size > 0 for file in made["files"])


def test_the_demo_photographs_the_window(demo):
    pictures = [file for file in demo[2]["files"] if file.endswith(".png")]
    assert len(pictures) >= 60


def test_a_second_demo_replaces_the_first_and_tells_it_as_a_table(demo):
    program, out, made = demo
    again = program.run("demo", "--out", out, "--people", "8")
    assert again.code == 0, again.err
    assert "State code of the team's laptop" in again.out
    assert "Bundles: " in again.out
    few = json.loads((out / "demo.json").read_text(encoding="utf-8"))
    assert (few["people"], few["duplicates"]) == (8, 0)  # all are on the team's route
    assert few["state_a"] == few["state_b"]
    assert made["people"] != 8


def test_a_folder_with_other_files_is_left_alone(demo, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    done = demo[0].run("demo", "--out", tmp_path)
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]
