"""The manual says the same in both languages, and what it says is so."""

import re
from pathlib import Path

import pytest

from desktop_app.domain.code_points import character_before, code_point_of
from desktop_app.gui.actions import Shortcut, page_keys

MANUAL = Path(__file__).parents[2] / "docs" / "manual"
LANGUAGES = ("zh_CN", "en")
PAGES = sorted(MANUAL.rglob("*.md"))
KEY = re.compile(r"(?:Ctrl|Alt|Shift)\+(?:Shift\+)?\w+")
OF_EVERY_FIELD = {"Ctrl+V", "Ctrl+C", "Ctrl+X"}


def test_each_page_is_there_in_both_languages():
    by_language = [
        {file.name for file in PAGES if file.parent.name == language} for language in LANGUAGES
    ]
    assert by_language[0] == by_language[1]
    assert "rare-names.md" in by_language[0]


def test_no_page_was_left_half_merged():
    marks = ("<<<<<<< ", "=======\n", ">>>>>>> ")
    halves = [page for page in PAGES if any(m in page.read_text(encoding="utf-8") for m in marks)]
    assert halves == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
class TestPage:
    def test_its_links_lead_somewhere(self, page):
        targets = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
        assert [one for one in targets if not (page.parent / one).exists()] == []

    def test_its_keys_are_keys_of_the_window(self, page):
        known = {shortcut.keys for shortcut in Shortcut} | {page_keys(n) for n in range(1, 11)}
        named = set(KEY.findall(page.read_text(encoding="utf-8")))
        assert named - known - OF_EVERY_FIELD == set()

    def test_the_index_of_its_language_names_it(self, page):
        index = (page.parent / "index.md").read_text(encoding="utf-8")
        assert page.name == "index.md" or f"]({page.name})" in index

    def test_its_code_points_are_those_of_the_characters(self, page):
        text = page.read_text(encoding="utf-8")
        shown = re.findall(r"([^\x00-\x7f]) (?:是|is) `(U\+[0-9A-F]+)`", text)
        assert ("rare-names" in page.name) == bool(shown)
        for character, written in shown:
            assert code_point_of(character) == written
            assert character_before(written) == (character, len(written))
