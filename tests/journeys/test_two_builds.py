"""Two builds of the program with different schemas meet by stick, each run by itself (P5)."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.storage import lines, saves, store, vault
from desktop_app.storage.store import Folder
from tests import other_builds
from tests.journeys.conftest import ADMIN, PASSPHRASE, Nuanfang

UNION = ("--org", "银川市总工会", "--region", "640100", "--admin", ADMIN)


def log_of(laptop: Nuanfang) -> list[bytes]:
    """Read the log as lines, past every program."""
    folder = Folder(laptop.data)
    key, _tries = vault.unlock(folder.keys, ADMIN, PASSPHRASE)
    db = store.open_file(folder.ledger, key)
    with closing(db.conn):
        return [lines.write(signed) for signed in saves.all_of(db)]


def record(laptop: Nuanfang, kind: str, values: dict) -> str:
    """Add a record by the console, and give its id."""
    return laptop("record", "add", kind, "--from-json", "-", stdin=json.dumps(values))["id"]


def acquaint(laptops: list[Nuanfang], stick: Path) -> None:
    told = [
        laptop("device", "identity", "--out", stick / f"{number}.json")["words"]
        for number, laptop in enumerate(laptops)
    ]
    for laptop, other in zip(laptops, (1, 0), strict=True):
        laptop("device", "enrol", stick / f"{other}.json", "--words", " ".join(told[other]))


def sum_of(**more) -> dict:
    return {
        "amount_fen": 100_000, "fund_source": "own_budget", "received_on": "2021-01-08",
        "payer": "市总工会", **more,
    }  # fmt: skip


def play(
    old: Nuanfang, new: Nuanfang, stick: Path, more: dict, extra: tuple[str, dict] | None
) -> None:
    """Let a newer build write what an older one does not know, and look at what becomes of it."""
    for laptop, label in ((old, "旧机"), (new, "新机")):
        laptop("init", *UNION, "--device", label)
    acquaint([old, new], stick)
    income = record(new, "fund_income", sum_of(**more))
    record(new, *extra)
    written = new("export", "--to", stick, "--for", "旧机")["bundle"]
    sent = log_of(new)
    merged = old("merge", written)
    assert merged["new"]["fund_income"] == 1
    assert merged["unread"] == 2
    shown = old("record", "show", "fund_income", income)
    assert shown["payer"] == "市总工会"
    assert not shown.keys() & more.keys()
    assert set(sent) <= set(log_of(old)), "kept and passed on byte for byte"
    back = old("export", "--to", stick, "--for", "新机")["bundle"]
    stated = old("state")
    new("merge", back)
    assert new("state")["long"] == stated["long"], "one code whichever build digests"
    assert stated["unread"] == 2
    upgrade(old, new, stated, income, more)


def upgrade(old: Nuanfang, new: Nuanfang, stated: dict, income: str, more: dict) -> None:
    """Open the older laptop's folder with the newer build: it shows all that was kept."""
    updated = Nuanfang(old.data, new.root)
    assert updated("state") == {**stated, "unread": 0}
    assert more.items() <= updated("record", "show", "fund_income", income).items()
    assert updated("check")["ok"] is True
    read_only(old, stated, income)


def read_only(old: Nuanfang, stated: dict, income: str) -> None:
    """The older program still reads the ledger, says so, and writes nothing there."""
    told = old.run("state")
    assert told.code == 0
    assert "update the program" in told.err
    assert old("state")["long"] == stated["long"]
    assert old("record", "show", "fund_income", income)["payer"] == "市总工会"
    before = log_of(old)
    given = json.dumps(sum_of())
    refused = old.run("record", "add", "fund_income", "--from-json", "-", stdin=given)
    assert refused.code == 1
    assert "can only be read here" in refused.err
    assert log_of(old) == before


def test_a_newer_build_writes_what_this_one_keeps_passes_on_and_shows_after_an_update(tmp_path):
    newer = other_builds.newer(tmp_path / "newer")
    laptops = Nuanfang(tmp_path / "a"), Nuanfang(tmp_path / "b", newer)
    play(*laptops, tmp_path / "stick", {"pledge": "十万元"}, ("greeting", {"text": "新年好"}))


@pytest.mark.torture
def test_an_older_build_keeps_passes_on_and_shows_after_an_update_what_this_one_writes(tmp_path):
    older = other_builds.older(tmp_path / "older")
    laptops = Nuanfang(tmp_path / "a", older), Nuanfang(tmp_path / "b")
    route = ("route", {"day": "2021-02-08", "team": "一组", "stops": [{"words": "东门"}]})
    play(*laptops, tmp_path / "stick", {"remarks": "专款专用"}, route)
