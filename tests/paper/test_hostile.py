"""On every sheet, with the longest names and units and the largest sums: all of it, and legible."""

import re
from itertools import combinations

import pytest
from PIL import Image, ImageDraw

from tests.paper import hostile
from tests.paper.conftest import Paper

MM = 25.4
RESOLUTION = 110
MOST_PAGES = 2
EDGE = 4.0  # mm that every printer leaves white
NO_BEGINNING = "，。、；：？！）》”’"
AMOUNT = re.compile(r"[\d,]+\.\d\d")
DARK, WHITE = 130, 255
MASKED = ("enrolment", "summary", "public-notice", "public-notice-hardship", "number-register")
ROSTERS = ("sign-roster", "sign-roster-dense", "goods-roster", "ledger")
TABLES = (*ROSTERS, "summary", "number-register", "public-notice")


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """Each sheet is printed once; two pages of it are looked at."""
    folder = tmp_path_factory.mktemp("hostile")
    made = {}

    def give(name):
        if name not in made:
            file = folder / f"{name}.pdf"
            file.write_bytes(hostile.SHEETS[name]())
            made[name] = Paper(file)
        return made[name]

    return give


def pages_of(paper):
    count = int(re.search(r"Pages:\s+(\d+)", paper.run("pdfinfo", to_stdout=False)).group(1))
    return [paper.words(page) for page in range(1, min(count, MOST_PAGES) + 1)]


@pytest.fixture(params=hostile.SHEETS)
def name(request):
    return request.param


def test_no_word_lies_over_another_or_beyond_the_edge(sheets, name):
    for words in pages_of(sheets(name)):
        over = [(a.text, b.text) for a, b in combinations(words, 2) if a.overlaps(b)]
        assert over == []
        assert [word.text for word in words if word.left < EDGE or word.top < EDGE] == []


def test_no_rule_runs_through_a_word(sheets, name, tmp_path):
    paper = sheets(name)
    pictures = paper.picture(tmp_path, RESOLUTION, MOST_PAGES)
    for words, file in zip(pages_of(paper), pictures, strict=False):
        with Image.open(file) as picture:
            page = black_and_white(picture)
        assert [word.text for word in words if crossed(page, word)] == []


def black_and_white(picture):
    return picture.convert("L").point(lambda shade: 255 if shade >= DARK else 0)


def test_a_rule_through_a_word_would_be_seen(sheets, tmp_path):
    paper = sheets("letter")
    word = next(one for one in paper.words() if hostile.NAMES[0] in one.text)
    with Image.open(paper.picture(tmp_path, RESOLUTION)[0]) as picture:
        page = black_and_white(picture)
    assert not crossed(page, word)
    scale, middle = RESOLUTION / MM, (word.top + word.bottom) / 2
    level, upright = page.copy(), page.copy()
    ends = ((word.left - 3) * scale, (word.right + 3) * scale)
    ImageDraw.Draw(level).line([(ends[0], middle * scale), (ends[1], middle * scale)], fill=0)
    x = (word.left + 4) * scale
    tall = [(x, (word.top - 3) * scale), (x, (word.bottom + 3) * scale)]
    ImageDraw.Draw(upright).line(tall, fill=0)
    assert crossed(level, word)
    assert crossed(upright, word)


def crossed(page, word):
    """Tell whether a dark line goes through the middle of a word and on beyond it."""
    scale, beyond, height = RESOLUTION / MM, 1.0, word.bottom - word.top
    top, bottom = word.top + 0.30 * height, word.bottom - 0.25 * height
    level = (word.left - beyond, top, word.right + beyond, bottom)
    upright = (word.left + 0.3, word.top - beyond, word.right - 0.3, word.bottom + beyond)
    across = page.crop([round(at * scale) for at in level])
    along = page.crop([round(at * scale) for at in upright]).transpose(Image.Transpose.TRANSPOSE)
    return any(WHITE not in row for piece in (across, along) for row in rows_of(piece))


def rows_of(piece):
    dots, width = piece.tobytes(), piece.width
    return [dots[at : at + width] for at in range(0, len(dots), width)] if width else []


def test_no_line_begins_with_what_ends_a_phrase(sheets, name):
    for words in pages_of(sheets(name)):
        for word in words:
            if word.text[0] in NO_BEGINNING:
                middle = (word.top + word.bottom) / 2
                before = [
                    other
                    for other in words
                    if other.top < middle < other.bottom and 0 <= word.left - other.right + 0.3 < 2
                ]
                assert before, word.text


@pytest.mark.parametrize("name", [one for one in hostile.SHEETS if one not in MASKED])
def test_names_are_whole(sheets, name):
    squeezed = sheets(name).squeezed
    for wanted in hostile.NAMES if name in ROSTERS else hostile.NAMES[:1]:
        assert wanted in squeezed


@pytest.mark.parametrize("name", ["receipt", "receipt-single", "receipt-three-people",
                                  "condolence", "sign-roster", "sign-roster-dense", "goods-roster",
                                  "ledger", "public-notice"])  # fmt: skip
def test_units_are_whole(sheets, name):
    assert hostile.UNIT in sheets(name).squeezed


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_goes_on_has_its_head_on_every_page(sheets, name):
    first, second, *_more = pages_of(sheets(name))
    top = min(word.top for word in first if word.text in ("序号", "姓名", "电脑代码"))
    head = {word.text for word in first if abs(word.top - top) < 6}
    assert head <= {word.text for word in second} | {word.text for word in first if word.top < top}


@pytest.mark.parametrize("name", ROSTERS)
def test_a_roster_adds_up_each_page_and_carries_on(sheets, name):
    squeezed = sheets(name).squeezed
    for label in ("本页小计", "承前页", "合计"):
        assert label in squeezed


@pytest.mark.parametrize("name", ["sign-roster", "sign-roster-dense", "ledger"])
def test_amounts_stand_on_one_edge_with_figures_of_one_width(sheets, name):
    for words in pages_of(sheets(name)):
        amounts = [word for word in words if AMOUNT.fullmatch(word.text)]
        by_edge = {}
        for word in amounts:
            edge = next((at for at in by_edge if abs(at - word.right) < 0.6), word.right)
            by_edge.setdefault(edge, []).append(word)
        column = max(by_edge.values(), key=len)
        assert len(column) >= 5
        widths = {}
        for word in column:
            size = round(word.bottom - word.top, 2)
            shape = re.sub(r"\d", "0", word.text)
            widths.setdefault((size, shape), set()).add(round(word.right - word.left, 1))
        assert all(max(found) - min(found) <= 0.11 for found in widths.values())
