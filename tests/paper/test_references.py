"""Every sheet looks as it is meant to, and is sound whatever it is."""

import re

import pytest
from PIL import Image

from tests.paper.conftest import Paper
from tests.paper.references import FOLDER, SHEETS, TOLERANCE_MM, differences, draw, kept
from tests.pictures.sheets import render

MOVE = TOLERANCE_MM * 2


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_has_its_words_in_their_places(name, tmp_path):
    made = draw(name, tmp_path / "sheet.pdf")
    assert list(differences(kept(name), made)) == []


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_sound_brings_its_fonts_and_can_be_seen(name, tmp_path):
    paper = Paper(tmp_path / "sheet.pdf")
    paper.path.write_bytes(SHEETS[name]())
    checked = paper.run("qpdf", "--check", to_stdout=False)
    assert "No syntax or stream encoding errors found" in checked
    fonts = paper.run("pdffonts", to_stdout=False).splitlines()[2:]
    assert fonts
    assert [line for line in fonts if not re.match(r"[A-Z]{6}\+.* yes yes yes ", line)] == []
    for picture in render(paper.path, tmp_path):
        with Image.open(picture) as seen:
            inked = sum(seen.convert("L").histogram()[:128]) / (seen.width * seen.height)
        assert 0.003 < inked < 0.3


def test_there_is_a_reference_for_every_sheet_and_for_nothing_else():
    assert {file.stem for file in FOLDER.glob("*.json")} == set(SHEETS)


def test_a_word_that_moved_is_missing_or_is_new_is_told(tmp_path):
    meant = kept("receipt")
    word, ((left, top), *others) = next(
        (text, places) for text, places in meant[0].items() if "慰问金" in text
    )
    for changed, told in (
        ([(left + MOVE, top), *others], "moved"),
        (others, "missing"),
        ([(left, top), *others, (200.0, 290.0)], "new"),
    ):
        (said,) = differences(meant, [{**meant[0], word: changed}])
        assert told in said
        assert word in said
    assert list(differences(meant, [])) == ["0 pages instead of 1"]


def test_a_hair_is_no_difference():
    meant = kept("receipt")
    hair = TOLERANCE_MM / 3
    near = [{text: [(x + hair, y) for x, y in at] for text, at in page.items()} for page in meant]
    assert list(differences(meant, near)) == []
