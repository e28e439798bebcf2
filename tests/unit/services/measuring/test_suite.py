"""The suite of measurements: what is told and written of it, on very few people."""

import json

import pytest

from desktop_app.services.measuring import exchange, ledger, office_work, scan_back, suite
from desktop_app.services.measuring.figure import Figure
from desktop_app.services.measuring.suite import NotWrittenError

FIGURE = Figure(
    name="save", unit="ms", values=(3.0, 1.0, 2.0), target="≤ 20 ms", reference="bare", ratio=1.5
)


def test_a_figure_tells_its_median_its_spread_and_its_reference():
    assert FIGURE.cells() == ["save", "2 ms", "1–3", "", "≤ 20 ms", "1.5 × bare"]
    told = FIGURE.written()
    assert (told["median"], told["least"], told["most"], told["runs"]) == (2.0, 1.0, 3.0, 3)


def test_the_table_and_the_figures_are_written_together(tmp_path):
    table, figures = suite.write([FIGURE], 7, tmp_path / "new")
    assert "| save | 2 ms | 1–3 |" in table.read_text(encoding="utf-8")
    assert json.loads(figures.read_text(encoding="utf-8"))["figures"] == [FIGURE.written()]


def test_a_folder_that_is_none_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(NotWrittenError):
        suite.write([FIGURE], 7, tmp_path / "file")


def test_every_measurement_named_is_there():
    office = {"import", "backup", "filter"}
    assert set(suite.NAMES) == {"start", "ledger", *office, "exchange", "scan-back", "paper"}


def test_a_ledger_is_measured_from_writing_to_verifying(tmp_path, monkeypatch):
    monkeypatch.setattr(ledger, "SAVES", 3)
    named = {figure.name: figure for figure in ledger.ledger(tmp_path, 20)}
    assert named["save one person, durable"].ratio > 0
    assert len(named["save one person, durable"].values) == 3
    assert named["verify the chain"].median > 0


def test_a_roster_a_backup_and_a_filter_are_measured(tmp_path):
    cells, taken = office_work.roster(tmp_path, 8)
    assert taken.ratio == pytest.approx(taken.median / cells.median)
    (backup,) = office_work.backup(tmp_path, 8)
    assert backup.ratio > 0
    *_others, alarms = office_work.filters(tmp_path, 8)
    assert alarms.median == 0


def test_bundles_of_many_laptops_lead_to_one_state_code_and_are_compared(tmp_path):
    large, *in_orders = exchange.many(tmp_path, laptops=2, of_each=3)
    assert large.name == "one bundle of them all"
    assert all(figure.ratio > 0 for figure in in_orders)
    assert len(in_orders) == 2


def test_pages_are_read_back(tmp_path):
    speed, _growth = scan_back.scan_back(tmp_path, 4)
    assert speed.median > 0
