"""Names of the rarest characters on the console: found, printed and copied out, or refused."""

import subprocess

import pytest

from tests.journeys.conftest import APPROVER, CLERK, found
from tests.unit.conftest import ID_NUMBERS

REGISTERED = "王\U0002ebf0"  # Unicode's extension I: from the household registers
OLD = "马𡌴峰"
NOWHERE = "李\U00031353"  # extension H, in no typeface
NUMBERS = dict(zip((REGISTERED, OLD, NOWHERE), ID_NUMBERS, strict=False))


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return found(tmp_path_factory.mktemp("rare") / "ledger")


def campaign_for(program, folder, names):
    """Enrol people in a campaign by roster, and approve what it gives them."""
    campaign = program(
        "campaign", "add", "--name", f"{len(names)}人送温暖", "--from", "2020-12-15",
        "--to", "2021-03-31", "--standard", "*=300", "--fund-source", "本级工会经费列支",
        user=CLERK,
    )["id"]  # fmt: skip
    file = folder / "roster.csv"
    lines = [f"{name},{NUMBERS[name]},困难职工" for name in names]
    file.write_text("\n".join(["姓名,身份证号,慰问对象类别", *lines, ""]), encoding="utf-8")
    program("import", file, "--campaign", campaign, user=CLERK)
    program("grant", "plan", "--campaign", campaign, user=CLERK)
    program("grant", "approve", "--campaign", campaign, user=APPROVER)
    return campaign


def test_a_name_from_the_household_registers_is_found_printed_and_copied_out(program, tmp_path):
    campaign = campaign_for(program, tmp_path, [REGISTERED, OLD])
    for name in (REGISTERED, OLD):
        (hit,) = program("search", name[1], user=CLERK)["results"]
        assert hit["name"] == name
    of = ("print", "receipt", "--campaign", campaign)
    program(*of, "--out", tmp_path / "r.pdf", user=CLERK)
    command = ["pdftotext", "-raw", tmp_path / "r.pdf", "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")
    squeezed = "".join(text.split())
    assert REGISTERED in squeezed
    assert OLD in squeezed


def test_a_name_that_no_typeface_has_is_told_and_nothing_is_printed(program, tmp_path):
    campaign = campaign_for(program, tmp_path, [NOWHERE])
    of = ("print", "receipt", "--campaign", campaign)
    spoken = program.run(*of, "--preflight", user=CLERK, NUANFANG_LANGUAGE="zh_CN")
    assert spoken.code == 4
    assert f"{NOWHERE} · 姓名 · {NOWHERE[1]} U+31353" in spoken.out
    refused = program.run(*of, "--out", tmp_path / "no.pdf", user=CLERK)
    assert refused.code == 1
    assert "U+31353" in refused.err
    assert not (tmp_path / "no.pdf").exists()
