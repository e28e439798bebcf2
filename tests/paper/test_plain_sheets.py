"""Lists and records on paper: every word, on every page, and nothing over a rule."""

from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from desktop_app.services.printing import plain_press
from desktop_app.services.printing.facts import Fact, FactGroup, Photo
from desktop_app.services.printing.plain_contents import ListColumn, ListContent, RecordContent
from desktop_app.services.printing.plain_press import NoGlyphError
from tests.paper.conftest import Paper
from tests.pictures import paper_samples as samples

LIST = ListContent(
    title="走访台账",
    union="银川市总工会",
    filters="本活动；二组路线",
    day=date(2021, 2, 8),
    columns=(
        ListColumn(title="姓名", share=2),
        ListColumn(title="工作单位", share=4),
        ListColumn(title="慰问金（元）", share=1.5, right=True),
    ),
    rows=tuple(
        (samples.PLAIN[at % len(samples.PLAIN)], samples.UNITS[at % 4], f"{at + 1}00.00")
        for at in range(45)
    ),
    sums="合计 103,500.00 元",
)
LONG = "家庭存在的困难：" + "本人患病长期服药，子女上大学，收入明显偏低；" * 30
RECORD = RecordContent(
    title="走访慰问登记表",
    union="银川市总工会",
    name="张𬱖",
    day=date(2021, 2, 8),
    groups=(
        FactGroup(
            heading="走访",
            facts=(
                Fact(label="日期", value="2021-02-08"),
                Fact(label="方式", value="入户"),
                Fact(label="地点", value=samples.LONG_UNIT),
                Fact(label="存在困难", value=LONG, wide=True),
            ),
        ),
    ),
    signatures=("走访人：", "走访人：", "慰问对象："),
)


@pytest.fixture
def printed(tmp_path):
    def draw(content, **imprint):
        pdf = plain_press.draw(content, replace(samples.IMPRINT, **imprint))
        path = tmp_path / "plain.pdf"
        path.write_bytes(pdf)
        return Paper(path)

    return draw


@pytest.fixture
def photo(tmp_path):
    file = tmp_path / "photo.jpg"
    Image.new("RGB", (640, 480), (178, 38, 30)).save(file, "JPEG")
    return Photo(jpeg=file.read_bytes(), width=640, height=480, caption="入户走访")


def test_every_row_is_on_paper_and_the_head_on_every_page(printed):
    paper = printed(LIST)
    pages = paper.text.split("\f")[:-1]
    assert len(pages) > 1
    assert all("工作单位" in page.replace(" ", "") for page in pages)
    squeezed = paper.squeezed
    assert all(row[0] in squeezed and row[2] in squeezed for row in LIST.rows)
    assert "共45条合计103,500.00元" in squeezed
    assert squeezed.count("共45条") == 1
    assert f"第1页共{len(pages)}页" in squeezed


def test_a_list_of_nothing_is_a_page_that_says_so(printed):
    assert "共0条" in printed(replace(LIST, rows=(), sums="")).squeezed


def test_nothing_lies_over_anything_else_on_a_list(printed):
    words = printed(LIST).words()
    clashes = [(a, b) for at, a in enumerate(words) for b in words[at + 1 :] if a.overlaps(b)]
    assert clashes == []


def test_every_word_of_a_record_is_on_paper_however_long(printed):
    squeezed = printed(RECORD).squeezed
    for fact in RECORD.groups[0].facts:
        assert fact.value.replace(" ", "") in squeezed
    assert squeezed.count("走访人：") == 2


def test_a_record_goes_on_over_pages_and_each_says_whose_it_is(printed):
    facts = tuple(Fact(label=f"栏{at}", value="内容" * 40, wide=True) for at in range(60))
    paper = printed(replace(RECORD, groups=(FactGroup(heading="全部", facts=facts),)))
    pages = paper.text.split("\f")[:-1]
    assert len(pages) > 2
    assert all("张𬱖" in page for page in pages)
    assert all(f"栏{at}" in paper.squeezed for at in range(60))


def test_photos_stand_with_their_captions(printed, photo, tmp_path):
    paper = printed(replace(RECORD, photos=(photo,) * 5))
    assert paper.squeezed.count("入户走访") == 5
    listed = paper.run("pdfimages", "-list", to_stdout=False)
    assert listed.count("jpeg") == 5


def test_sample_data_says_so_on_every_page(printed):
    assert "样例" in printed(LIST, is_sample=True).squeezed


def test_the_files_are_in_order_and_the_same_twice(printed, photo):
    content = replace(RECORD, photos=(photo,))
    first = printed(content).path.read_bytes()
    paper = printed(content)
    assert paper.path.read_bytes() == first
    paper.run("qpdf", "--check", to_stdout=False)


def test_a_character_that_no_face_has_is_named_and_nothing_is_drawn(printed):
    with pytest.raises(NoGlyphError) as refused:
        printed(replace(LIST, rows=(("张\U0010fffd", "x", "1"),)))
    assert "U+10FFFD" in str(refused.value)
