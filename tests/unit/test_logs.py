import logging

import pytest

from desktop_app import logs


@pytest.fixture
def log_file(tmp_path):
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield logs.write_to(tmp_path / "logs", logging.INFO)
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def failure():
    try:
        try:
            int("张三 110101199003070134")
        except ValueError as error:
            raise RuntimeError("保存张三时出错") from error
    except RuntimeError as error:
        return error


def test_a_note_lands_in_the_file(log_file):
    logging.getLogger("desktop_app.services").info("import finished: %d rows", 12)
    assert "desktop_app.services: import finished: 12 rows" in log_file.read_text(encoding="utf-8")


def test_the_trace_of_an_error_names_places_and_kinds_but_no_values(log_file, caplog):
    logging.getLogger("desktop_app").error("a bug", exc_info=failure())
    caplog.clear()
    text = log_file.read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert "test_logs.py" in text
    assert "保存" not in text.replace('raise RuntimeError("保存张三时出错")', "")


def test_a_report_begins_with_the_version():
    report = logs.report(failure())
    assert report.startswith("Nuanfang ")
    assert report.index("ValueError") < report.index("which led to") < report.index("RuntimeError")


def test_control_characters_from_outside_forge_no_line(log_file):
    logging.getLogger("desktop_app").info("file %s", "a\nroot INFO forged\x1b[2J")
    (line,) = log_file.read_text(encoding="utf-8").splitlines()
    assert "\x1b" not in line
