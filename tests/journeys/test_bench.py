"""`nuanfang bench` by its name: a figure measured, told and written."""

import json

from tests.journeys.conftest import Nuanfang


def test_one_measurement_is_made_told_and_written(tmp_path):
    program = Nuanfang(tmp_path / "none")
    told = program("bench", "--only", "start", "--people", "4", "--out", tmp_path / "bench")
    (figure,) = told["figures"]
    assert figure["name"] == "start: --version"
    assert (figure["runs"], figure["reference"]) == (5, "python -c pass")
    table, written = (tmp_path / "bench" / name for name in ("benchmarks.md", "benchmarks.json"))
    assert [str(table), str(written)] == told["files"]
    assert json.loads(written.read_text(encoding="utf-8"))["figures"] == [figure]
    assert not (tmp_path / "none").exists()
