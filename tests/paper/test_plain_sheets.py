"""Lists and records on paper: every word, on every page, and nothing over a rule."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop_app import paths
from desktop_app.domain.sheet import PlainKind
from desktop_app.services.printing import plain_press
from desktop_app.services.printing.archive_forms import ARCHIVE_FIELDS, MEMBER_FIELDS, ArchiveForm
from desktop_app.services.printing.codes import Verdict, read_code
from desktop_app.services.printing.facts import Fact, FactGroup, Photo
from desktop_app.services.printing.form_files import SheetFileError, read_form
from desktop_app.services.printing.plain_contents import ListColumn, ListContent, RecordContent
from desktop_app.services.printing.plain_forms import NoticeForm
from desktop_app.services.printing.plain_press import NoGlyphError
from desktop_app.services.printing.press import Layout
from desktop_app.services.printing.typefaces import Weight
from desktop_app.services.printing.typesetting import fit
from tests.paper.conftest import Paper
from tests.paper.test_codes import codes_on
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


def test_pages_of_a_list_add_up_and_carry_forward(printed):
    columns = (*LIST.columns[:2], replace(LIST.columns[2], adds=True))
    squeezed = printed(replace(LIST, columns=columns)).squeezed
    amounts = [Decimal(row[2]) for row in LIST.rows]
    rows = squeezed.count("本页小计")
    assert rows > 2
    per_page = next(n for n in range(1, 45) if f"本页小计{sum(amounts[:n]):,.2f}" in squeezed)
    for start in range(per_page, 45, per_page):
        assert f"承前页{sum(amounts[:start]):,.2f}" in squeezed
        assert f"本页小计{sum(amounts[start : start + per_page]):,.2f}" in squeezed
    assert squeezed.count(f"合计{sum(amounts):,.2f}") == 2  # the row, and the words below it


PLAIN = {
    "public-notice": (samples.NOTICE, "public-notice"),
    "public-notice-hardship": (samples.HARDSHIP_NOTICE, "public-notice-hardship"),
    "letter": (samples.LETTER, "letter"),
    "letter-a5": (samples.LETTER, "letter-a5"),
    "enrolment": (samples.ENROLMENT, "enrolment"),
    "ruler": (samples.RULER, "ruler"),
    "archive-file": (samples.archive(5), "archive-file"),
    "archive-file-migrant": (samples.archive(7, is_migrant=True), "archive-file"),
    "summary": (replace(LIST, kind=PlainKind.SUMMARY), "summary"),
    "number-register": (replace(LIST, kind=PlainKind.NUMBER_REGISTER), "number-register"),
    "record": (RECORD, "record"),
}


@pytest.fixture
def drawn(tmp_path):
    def draw(content, sheet):
        imprint = samples.IMPRINT
        pdf = plain_press.draw(content, imprint, Layout(sheet=sheet), sheet_key=samples.KEY)
        path = tmp_path / "plain.pdf"
        path.write_bytes(pdf)
        return Paper(path)

    return draw


@pytest.mark.parametrize("name", PLAIN)
def test_nothing_overlaps_and_nothing_leaves_the_paper(drawn, name):
    paper = drawn(*PLAIN[name])
    pages = paper.text.count("\f")
    for page in range(1, pages + 1):
        words = paper.words(page)
        clashes = [(a.text, b.text) for a, b in combinations(words, 2) if a.overlaps(b)]
        assert clashes == []
        assert [word.text for word in words if word.left < 5 or word.top < 4] == []


@pytest.mark.parametrize("name", PLAIN)
def test_each_page_carries_the_code_of_its_kind_and_the_head_of_the_chain(drawn, tmp_path, name):
    content, sheet = PLAIN[name]
    pictures = drawn(content, sheet).picture(tmp_path)
    codes = [
        code
        for picture in pictures
        for verdict, code in (read_code(text, samples.KEY) for text in codes_on(picture))
        if verdict is Verdict.RIGHT
    ]
    assert [code.page for code in codes] == list(range(1, len(pictures) + 1))
    assert {code.number for code in codes} == {samples.IMPRINT.chain_head.upper()}
    assert {code.kind.value for code in codes} == {
        sheet.removesuffix("-a5").removesuffix("-hardship")
    }
    assert not any(code.is_numbered for code in codes)


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_sheet_is_sound_and_the_same_twice(drawn, name):
    first = drawn(*PLAIN[name]).path.read_bytes()
    again = drawn(*PLAIN[name])
    assert again.path.read_bytes() == first
    assert "No syntax or stream encoding errors" in again.run("qpdf", "--check", to_stdout=False)


def test_a_notice_stands_in_the_type_area_of_official_documents(drawn):
    paper = drawn(samples.NOTICE, "public-notice")
    for page in (1, 2, 3):
        inside = [word for word in paper.words(page) if word.top < 280]
        assert min(word.left for word in inside) >= 28 - 0.1
        assert max(word.right for word in inside) <= 28 + 156 + 0.3
        assert min(word.top for word in inside) >= 37 - 0.1
        assert max(word.bottom for word in inside) <= 37 + 225 + 0.3


def test_every_field_of_the_official_form_is_on_its_front_or_back(drawn):
    squeezed = drawn(samples.archive(5), "archive-file").squeezed
    form = read_form(ArchiveForm, "archive-file")
    for cell in (*form.cells, *form.member_cells, *form.foot_cells):
        assert cell.label in squeezed
    asked = {cell.field for cell in (*form.cells, *form.migrant_cells, *form.foot_cells)}
    assert asked == set(ARCHIVE_FIELDS)
    assert [cell.field for cell in form.member_cells] == list(MEMBER_FIELDS)
    assert squeezed.count("（签字、公章）") == 3


def test_a_form_that_asks_for_more_on_a_notice_is_refused(tmp_path):
    text = (paths.resources() / "sheets" / "public-notice.toml").read_text("utf-8")
    changed = text.replace('field = "unit"', 'field = "id_number"')
    (tmp_path / "public-notice.toml").write_text(changed, "utf-8")
    with pytest.raises(SheetFileError, match="a public notice shows nothing but"):
        read_form(NoticeForm, "public-notice", tmp_path)


PIECES = (
    *"张李工会",
    "公司，",
    "（主席）",
    "“温暖”，",
    "12",
    "3.5元、",
    "《名册》；",
    "阿·",
    "好！”",
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)


@given(text=TEXTS, width=st.floats(min_value=60, max_value=300), weight=st.sampled_from(Weight))
@settings(max_examples=200, deadline=None)
def test_no_line_begins_with_closing_punctuation(text, width, weight):
    setting = fit(text, width, 400.0, 10.0, weight)
    assert "".join(setting.lines) == text
    for line in setting.lines[1:]:
        assert line[0] not in "，。、；：）》”！"
    for line in setting.lines[:-1]:
        assert line[-1] not in "（《“"


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
