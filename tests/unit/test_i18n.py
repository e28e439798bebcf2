import os
import shutil
from multiprocessing import get_context

import pytest

from desktop_app import i18n, paths

SOURCE = paths.resources() / "locale" / "zh_CN" / "LC_MESSAGES" / "nuanfang.po"
AT_ONCE = 4
PO = """
msgid ""
msgstr ""
"Language: zh_CN\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "{count} visit"
msgid_plural "{count} visits"
msgstr[0] "走访{count}次"

msgid "Save"
msgstr "保存"
"""


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    file = tmp_path / "locale" / "zh_CN" / "LC_MESSAGES" / "nuanfang.po"
    file.parent.mkdir(parents=True)
    file.write_text(PO, encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    return file


def test_english_needs_no_catalogue():
    i18n.use_language("en")
    assert i18n._("Save") == "Save"
    assert i18n.ngettext("{count} visit", "{count} visits", 2) == "{count} visits"


def test_chinese_comes_from_the_catalogue_with_one_form_for_every_number(catalogue):
    i18n.use_language("zh_CN")
    assert i18n._("Save") == "保存"
    assert i18n.ngettext("{count} visit", "{count} visits", 1) == "走访{count}次"
    assert i18n.ngettext("{count} visit", "{count} visits", 2) == "走访{count}次"


def test_an_unknown_language_falls_back_to_chinese(catalogue):
    i18n.use_language("tlh")
    assert i18n.language() == "zh_CN"


def test_an_empty_text_stays_empty(catalogue):
    i18n.use_language("zh_CN")
    assert i18n._("") == ""


def test_an_unknown_message_stays_english(catalogue):
    i18n.use_language("zh_CN")
    assert i18n._("Not in the catalogue") == "Not in the catalogue"


def test_a_changed_catalogue_is_compiled_anew(catalogue):
    i18n.use_language("zh_CN")
    catalogue.write_text(PO.replace("保存", "存盘"), encoding="utf-8")
    later = catalogue.with_suffix(".mo").stat().st_mtime + 10
    os.utime(catalogue, (later, later))
    i18n.use_language("zh_CN")
    assert i18n._("Save") == "存盘"


def test_programs_that_start_at_once_compile_it_side_by_side(catalogue):
    shutil.copy(SOURCE, catalogue)
    context = get_context("spawn")
    start = context.Barrier(AT_ONCE)
    running = [
        context.Process(target=_speak_chinese, args=(catalogue.parents[3], start))
        for _one in range(AT_ONCE)
    ]
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert [one.exitcode for one in running] == [0] * AT_ONCE
    assert sorted(one.name for one in catalogue.parent.iterdir()) == ["nuanfang.mo", "nuanfang.po"]


def _speak_chinese(resources, start):
    paths.resources = lambda: resources
    start.wait(timeout=60)
    i18n.use_language("zh_CN")


def test_marking_a_message_leaves_it_as_it_is():
    i18n.use_language("zh_CN")
    assert i18n.mark("Save") == "Save"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "It is in. It is empty."), ("zh_CN", "已插入。没有文件。")]
)
def test_no_blank_stands_between_chinese_sentences(language, said):
    sentences = {"en": ["It is in.", "It is empty."], "zh_CN": ["已插入。", "没有文件。"]}
    i18n.use_language(language)
    assert i18n.in_a_row(sentences[language]) == said
