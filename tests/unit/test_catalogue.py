import json

import pytest
from babel.messages import Catalog

from build_spec import catalogue


@pytest.fixture
def project(tmp_path, monkeypatch):
    program = tmp_path / "desktop_app"
    program.mkdir()
    (program / "page.py").write_text(
        'title = mark("Visits")\n'
        'label = ngettext("{count} visit", "{count} visits", n).format(count=n)\n'
        'note = _("Saved as {file}").format(file=f)\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(catalogue, "PROGRAM", program)
    monkeypatch.setattr(catalogue, "CATALOGUE", tmp_path / "locale" / "nuanfang.po")
    return program


CHINESE = {"Visits": "走访", "{count} visit": "走访{count}次", "Saved as {file}": "已存为{file}"}


def fill(folder, translations):
    file = folder / "part.json"
    file.write_text(json.dumps(translations), encoding="utf-8")
    return catalogue.main(["fill", str(file)])


def faults():
    return list(catalogue.faults(catalogue.extracted(), catalogue.stored()))


def test_a_catalogue_filled_with_every_message_is_in_order(project, tmp_path):
    assert fill(tmp_path, CHINESE) == 0
    assert catalogue.main(["check"]) == 0


def test_what_is_translated_stays_when_messages_are_taken_in_again(project, tmp_path):
    fill(tmp_path, CHINESE)
    before = catalogue.CATALOGUE.read_bytes()
    catalogue.main(["update"])
    assert catalogue.CATALOGUE.read_bytes() == before


def test_a_message_without_chinese_is_found(project, tmp_path, capsys):
    fill(tmp_path, {"Visits": "走访"})
    assert catalogue.main(["check"]) == 1
    assert "untranslated: 'Saved as {file}'" in capsys.readouterr().err


def test_a_message_that_the_catalogue_lacks_is_found(project):
    assert "missing: 'Visits'" in faults()


def test_a_message_that_the_program_dropped_is_found_and_goes(project, tmp_path):
    fill(tmp_path, CHINESE)
    (project / "page.py").write_text('title = mark("Visits")\n', encoding="utf-8")
    assert "no longer in the program: 'Saved as {file}'" in faults()
    catalogue.main(["update"])
    assert faults() == []


def test_a_translation_that_loses_a_placeholder_is_found(project, tmp_path):
    fill(tmp_path, CHINESE | {"Saved as {file}": "已存为{path}"})
    assert any(fault.startswith("different placeholders") for fault in faults())


def test_a_translation_of_nothing_is_reported(project, tmp_path, capsys):
    assert fill(tmp_path, CHINESE | {"Gone": "没了"}) == 1
    assert "not in the program: 'Gone'" in capsys.readouterr().err


def test_a_fuzzy_message_is_found(project):
    program, known = Catalog(), Catalog()
    program.add("Save")
    known.add("Save", "保存", flags=["fuzzy"])
    assert list(catalogue.faults(program, known)) == ["fuzzy: 'Save'"]
