"""The files of the press: sound, the same each time, whole or not there."""

import hashlib
import stat
import sys
from dataclasses import replace

import pytest
from pypdf import PdfReader

from desktop_app.services.printing import press
from desktop_app.services.printing.form_files import SheetFileError
from desktop_app.services.printing.press import Layout, TargetError
from desktop_app.services.progress import CancelledError
from tests.paper.conftest import Paper
from tests.pictures.paper_samples import IMPRINT, KEY, RECEIPT, RECOVERY, receipts, roster


def work(count):
    return [(content, IMPRINT) for content in receipts(count)]


def print_all(batch, target, **how):
    settings = {"sheet_key": KEY} | how
    return list(press.print_volumes(iter(batch), target, count=len(batch), **settings))


def test_a_file_says_what_it_is(print_sheets):
    reader = PdfReader(print_sheets(RECEIPT).path)
    assert reader.pdf_header == "%PDF-1.7"
    assert reader.metadata.title == "送温暖慰问金（品）领取单 2021年元旦春节送温暖"
    assert reader.root_object["/Lang"] == "zh-CN"
    assert reader.metadata.creation_date == IMPRINT.printed_at


def test_the_outline_leads_to_each_unit(print_sheets):
    contents = receipts(8)
    reader = PdfReader(print_sheets(*contents).path)
    first = {content.unit: page for page, content in reversed(list(enumerate(contents)))}
    found = {one.title: reader.get_destination_page_number(one) for one in reader.outline}
    assert found == first


def test_the_same_work_gives_the_same_bytes(tmp_path):
    first = print_all(work(7), tmp_path / "a.pdf")
    again = print_all(work(7), tmp_path / "b.pdf")
    assert first[0].path.read_bytes() == again[0].path.read_bytes()
    assert first[0].sha256 == hashlib.sha256(again[0].path.read_bytes()).hexdigest()


def test_other_work_gives_other_bytes(tmp_path):
    one = print_all(work(2), tmp_path / "a.pdf")
    other = print_all(work(2), tmp_path / "b.pdf", sheet_key=KEY[::-1])
    assert one[0].sha256 != other[0].sha256


def test_a_large_batch_comes_in_volumes_that_list_what_is_in_them(tmp_path):
    batch = work(1003)
    volumes = print_all(batch, tmp_path / "r.pdf")
    assert [volume.path.name for volume in volumes] == ["r-01.pdf", "r-02.pdf", "r-03.pdf"]
    assert [volume.sheets for volume in volumes] == [500, 500, 3]
    numbers = [content.number for content, _imprint in batch]
    assert [number for volume in volumes for number in volume.numbers] == numbers
    cover = Paper(volumes[2].path).run("pdftotext", "-layout", "-l", "1")
    assert "第3册 共3册" in cover
    assert numbers[1000] in cover
    assert numbers[1002] in cover
    total = sum(content.amount_fen for content, _imprint in batch[1000:])
    assert "本册合计：3 张" in cover
    assert f"¥{total / 100:,.2f}" in cover
    assert volumes[2].pages == 4


def test_five_hundred_sheets_are_one_file_without_a_list(tmp_path):
    (volume,) = print_all([(roster(1), IMPRINT)] * 500, tmp_path / "r.pdf")
    assert (volume.path.name, volume.pages) == ("r.pdf", 500)


def test_progress_is_told_sheet_by_sheet(tmp_path):
    told = []
    print_all(work(3), tmp_path / "r.pdf", progress=lambda *step: told.append(step))
    assert told == [(1, 3), (2, 3), (3, 3)]


def stop_at(sheet):
    def stop(done, _total):
        if done >= sheet:
            raise CancelledError

    return stop


def test_a_cancelled_batch_leaves_its_whole_volumes_and_nothing_of_the_others(tmp_path):
    made = []
    with pytest.raises(CancelledError):
        made.extend(print_all(work(600), tmp_path / "r.pdf", progress=stop_at(502)))
    assert [file.name for file in tmp_path.iterdir()] == ["r-01.pdf"]
    Paper(tmp_path / "r-01.pdf").run("qpdf", "--check", to_stdout=False)


def test_several_processes_make_the_same_files_as_one(tmp_path, monkeypatch):
    batch = work(1003)
    told = []
    alone = print_all(batch, tmp_path / "alone.pdf")
    monkeypatch.setattr(press, "MANY", 1000)
    monkeypatch.setattr(press, "cores", lambda: 2)
    together = print_all(batch, tmp_path / "together.pdf", progress=lambda *step: told.append(step))
    assert [one.sha256 for one in together] == [one.sha256 for one in alone]
    assert [one.numbers for one in together] == [one.numbers for one in alone]
    assert told == [(500, 1003), (1000, 1003), (1003, 1003)]


def test_what_one_of_several_processes_finds_wrong_is_said_and_the_rest_is_not_begun(
    tmp_path, monkeypatch
):
    own = tmp_path / "sheets"
    own.mkdir()
    (own / "cover.toml").write_text('title = "没有结束', encoding="utf-8")
    monkeypatch.setattr(press, "MANY", 1000)
    monkeypatch.setattr(press, "cores", lambda: 2)
    with pytest.raises(SheetFileError) as caught:
        print_all(work(1003), tmp_path / "r.pdf", layout=Layout(folder=own))
    assert "cover.toml" in caught.value.sentence()
    assert [file.name for file in tmp_path.iterdir()] == ["sheets"]


def test_work_is_taken_only_a_few_volumes_ahead(tmp_path):
    taken = []

    def batch():
        for one in work(1600):
            taken.append(one)
            yield one

    volumes = press.print_volumes(batch(), tmp_path / "r.pdf", count=1600, sheet_key=KEY)
    next(volumes)
    assert len(taken) == 500
    volumes.close()
    assert [file.name for file in tmp_path.iterdir()] == ["r-01.pdf"]


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(TargetError) as caught:
        print_all(work(1), tmp_path / "none" / "r.pdf")
    assert caught.value.sentence() == "r.pdf cannot be written: No such file or directory"


def test_the_page_for_the_safe_says_the_code_twice_over(tmp_path):
    press.print_recovery(tmp_path / "recovery.pdf", RECOVERY)
    paper = Paper(tmp_path / "recovery.pdf")
    words = {word.text for word in paper.words()}
    assert set(RECOVERY.code.split("-")) <= words
    assert RECOVERY.device in paper.text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights another way")
def test_the_page_for_the_safe_is_its_owners_and_replaces_nothing(tmp_path):
    target = tmp_path / "recovery.pdf"
    press.print_recovery(target, RECOVERY)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(TargetError):
        press.print_recovery(target, replace(RECOVERY, code="ABCD"))
