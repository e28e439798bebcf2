"""A Windows laptop and a Linux laptop of one union meet by stick, as scripts drive them.

The one runs on Windows' own Python and Wine (docs/decisions/049), the other on this machine; the
stick is a real exFAT that both see, each in its way.
"""

import json
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tests.filesystems import mounted
from tests.journeys.conftest import ADMIN, Nuanfang
from tests.windows_machine import PYTHON, STICK, WINE, Machine, installed, named

pytestmark = pytest.mark.torture

UNION = ("--org", "银川市总工会", "--region", "640100", "--admin", ADMIN)


@dataclass
class OnWindows(Nuanfang):
    """The program on a Windows computer; what it is given is named as Windows names it."""

    machine: Machine | None = None

    def words(self, user=ADMIN):
        python = [WINE, str(PYTHON / "python.exe")]
        return [*python, "-m", "desktop_app", "--data", r"C:\laptop\data", "--user", user]

    def environment(self, *given):
        return super().environment(*given) | self.machine.environment()


@dataclass
class Office:
    """Two laptops and the stick between them."""

    windows: OnWindows
    linux: Nuanfang
    stick: object

    @contextmanager
    def plugged(self):
        """Plug the stick into the Windows laptop, and pull it again."""
        self.windows.machine.plug(self.stick.path, self.stick.loop)
        yield
        self.windows.machine.pull()

    def to_linux(self, *more):
        """Carry a bundle from Windows to Linux and merge it there."""
        with self.plugged():
            written = self.windows("export", "--to", STICK, "--for", "乙机", *more)
        assert written["bundle"].startswith(STICK)
        file = self.stick.path / written["bundle"].removeprefix(STICK)
        assert file.stat().st_size == written["bytes"]
        return self.linux("merge", file)

    def to_windows(self):
        """Carry a bundle from Linux to Windows and merge it there."""
        written = self.linux("export", "--to", self.stick.path, "--for", "甲机")
        name = written["bundle"].rpartition("/")[2]
        with self.plugged():
            return self.windows("merge", STICK + name)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Two ledgers that have enrolled each other by the files on the stick."""
    folder = tmp_path_factory.mktemp("office")
    with installed(folder / "wine") as machine, mounted("exfat", folder) as stick:
        both = Office(OnWindows(folder / "windows", machine=machine), Nuanfang(folder / "b"), stick)
        both.windows("init", *UNION, "--device", "甲机")
        both.linux("init", *UNION, "--device", "乙机")
        known = both.linux("device", "identity", "--out", stick.path / "b.json")
        with both.plugged():
            own = both.windows("device", "identity", "--out", STICK + "a.json")
            words = ("--words", " ".join(known["words"]))
            assert both.windows("device", "enrol", STICK + "b.json", *words)["id"] == known["id"]
        words = ("--words", " ".join(own["words"]))
        assert both.linux("device", "enrol", stick.path / "a.json", *words)["id"] == own["id"]
        yield both


def test_a_roster_travels_from_windows_to_linux_and_a_campaign_back(office, sample):
    roster = max(sample.glob("*.xlsx"))
    read = office.windows("import", named(roster))
    merged = office.to_linux()
    assert merged["new"]["beneficiary"] == read["added"] > 100
    assert (merged["conflicts"], merged["duplicates"]) == (0, 0)
    made = office.linux(
        "campaign", "add", "--name", "送温暖", "--from", "2020-12-15", "--to", "2021-03-31"
    )
    assert office.to_windows()["new"]["campaign"] == 1
    assert [one["id"] for one in office.windows("campaign", "list")["campaigns"]] == [made["id"]]
    assert office.windows("state") == office.linux("state")


def test_both_change_one_record_and_settle_it_and_a_photo_travels(office, sample, tmp_path):
    employer = tmp_path / "employer.json"
    employer.write_text(json.dumps({"name": "银川一厂", "kind": "enterprise"}), encoding="utf-8")
    made = office.windows("record", "add", "employer", "--from-json", named(employer))["id"]
    photo = min((sample / "photos").glob("*.jpg"))
    office.windows("attach", "add", "employer", made, named(photo))
    assert office.to_linux()["conflicts"] == 0
    (kept,) = office.linux("attach", "list", "employer", made)["attachments"]
    out = tmp_path / "photo"
    assert office.linux("attach", "save", kept["id"], "--out", out)["bytes"] == out.stat().st_size
    for laptop, phone in ((office.windows, "09515550101"), (office.linux, "09515550202")):
        employer.write_text(json.dumps({"phone": phone}), encoding="utf-8")
        where = named(employer) if laptop is office.windows else employer
        laptop("record", "change", "employer", made, "--from-json", where)
    assert office.to_linux()["conflicts"] == 1
    (conflict,) = office.linux("conflict", "list")["conflicts"]
    office.linux("conflict", "settle", conflict["id"], "--take", "theirs")
    office.to_windows()
    assert office.windows("conflict", "list") == {"conflicts": []}
    assert office.windows("state") == office.linux("state")
    for laptop in (office.windows, office.linux):
        assert laptop("audit", "verify")["ok"]
        assert laptop("check")["ok"]


def test_the_whole_season_is_played_and_the_window_is_photographed(office, tmp_path):
    made = office.windows("demo", "--out", r"C:\demo", "--people", "30")
    assert made["state_a_long"] == made["state_b_long"]
    assert (made["people"], made["conflicts"]) == (30, 1)
    here = Nuanfang(tmp_path / "laptop")("demo", "--out", tmp_path / "demo", "--people", "30")
    assert [one.replace("\\", "/") for one in made["files"] if one.endswith((".png", ".pdf"))] == [
        one for one in here["files"] if one.endswith((".png", ".pdf"))
    ]
    place = office.windows.machine.prefix / "drive_c" / "demo"
    assert all((place / one.replace("\\", "/")).stat().st_size for one in made["files"])


def test_what_cannot_be_done_is_a_sentence_on_windows_too(office):
    nowhere = office.windows.run("export", "--to", STICK, "--for", "乙机")
    assert (nowhere.code, nowhere.out) == (1, "")
    assert "The stick was pulled out" in nowhere.err
    with office.plugged():
        answer = office.windows("export", "--to", STICK, "--for", "乙机", "--eject")
    assert answer["ejected"] is False  # Wine lets the file system go, but ejects only discs
