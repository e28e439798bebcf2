"""The route of a day on paper: its order, masked phones, room to write, every character."""

import re
from datetime import date, datetime

import pytest

from desktop_app.services.printing.contents import Imprint, RouteContent, RouteLine
from desktop_app.services.printing.form_files import SheetFileError
from desktop_app.services.printing.plain_press import draw_route_sheet
from desktop_app.services.printing.press import Layout
from tests.paper.conftest import Paper
from tests.pictures.paper_samples import LONG_NAME, LONG_UNIT, RARE_NAMES

IMPRINT = Imprint(
    chain_head="0123456789ab",
    state_code="K7M-4QX",
    printed_by="王建国",
    printed_at=datetime(2021, 2, 8, 8, 30).astimezone(),
)


def line(name, **more):
    given = {"phone": "138****2345", "address": "丽景街12号", "unit": "环卫所", "time": "9:30"}
    return RouteLine(name=name, **{**given, **more})


def content(*lines, **more):
    given = {"title": "北线", "union": "银川市总工会", "team": "二组", "leader": "王建国"}
    return RouteContent(day=date(2021, 2, 8), lines=lines, **{**given, **more})


@pytest.fixture
def printed(tmp_path):
    def draw(made, imprint=IMPRINT, folder=None):
        file = tmp_path / "route.pdf"
        file.write_bytes(draw_route_sheet(made, imprint, Layout(folder=folder)))
        return Paper(file)

    return draw


def test_the_stops_stand_in_their_order_with_all_that_helps_to_find_them(printed):
    paper = printed(content(line("张建国", note="三楼"), line("李红军"), remarks="带米油"))
    text = paper.squeezed
    assert text.index("张建国") < text.index("李红军")
    for said in ("走访路线单", "银川市总工会", "北线二组", "带队：王建国", "2021年2月8日"):
        assert said in text
    for said in ("9:30", "138****2345", "丽景街12号", "环卫所", "三楼", "共2站", "带米油"):
        assert said in text
    assert "№" not in text


def test_many_stops_go_on_on_the_next_page_with_their_numbers(printed):
    paper = printed(content(*(line(f"职工{number}") for number in range(1, 15))))
    pages = re.findall(r"第(\d)页共(\d)页", paper.squeezed)
    assert pages == [("1", "2"), ("2", "2")]
    assert "14" in [word.text for word in paper.words(2)]
    assert "共14站" in paper.squeezed


def test_long_and_rare_names_are_neither_cut_nor_lost(printed):
    names = [LONG_NAME, *RARE_NAMES]
    paper = printed(content(*(line(name, unit=LONG_UNIT, address=LONG_UNIT) for name in names)))
    assert [name for name in names if name not in paper.squeezed] == []
    words = paper.words(1)
    assert [(a, b) for a in words for b in words if a is not b and a.overlaps(b)] == []


def test_what_no_font_has_is_spelt_out(printed):
    assert "[U+E000]" in printed(content(line("张\ue000"))).squeezed


def test_a_sample_is_marked_on_the_route_too(printed):
    sample = Imprint(**{**_fields(IMPRINT), "is_sample": True})
    assert "样例" in printed(content(line("张建国")), sample).squeezed


def _fields(record):
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def test_the_same_route_gives_the_same_bytes():
    made = content(line("张建国"))
    assert draw_route_sheet(made, IMPRINT) == draw_route_sheet(made, IMPRINT)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ('like = "route"\nhead = "{unknown}"', "unknown"),
        ('like = "route"\nrows_per_page = 40', "do not fit"),
        ('like = "route"\ncolumns = [{ title = "x", width = 20, field = "no" }]', "no field"),
        ('like = "route"\ncolumns = [{ title = "x", width = 400 }]', "together"),
    ],
)
def test_a_sheet_file_of_the_office_that_cannot_be_printed_is_refused(tmp_path, words, reason):
    (tmp_path / "route.toml").write_text(words, "utf-8")
    with pytest.raises(SheetFileError) as refused:
        draw_route_sheet(content(line("张建国")), IMPRINT, Layout(folder=tmp_path))
    assert reason in str(refused.value.sentence())
