import json
import logging
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.domain.errors import CircumstanceError, NotPermittedError
from desktop_app.i18n import mark


class StickGoneError(CircumstanceError):
    message = mark("The stick is gone.")


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NUANFANG_LANGUAGE", "en")
    monkeypatch.setenv("LANGUAGE", "en")


def call(*arguments, window=lambda request: 0):
    return main.run(list(arguments), open_window=window)


def raising(error):
    def window(request):
        raise error

    return window


def test_without_a_command_the_window_opens_on_the_named_folder(tmp_path):
    seen = []

    def window(request):
        seen.append(request)
        return 0

    assert call("--data", str(tmp_path), "--user", "周敏", window=window) == 0
    assert [(one.data, one.user, one.pictures) for one in seen] == [(tmp_path, "周敏", None)]


def test_a_circumstance_is_one_sentence_and_exit_code_one(capsys):
    assert call("gui", window=raising(StickGoneError())) == 1
    assert capsys.readouterr() == ("", "The stick is gone.\n")


def test_a_lack_of_permission_is_exit_code_three(capsys):
    error = NotPermittedError(role="clerk", what="approve grants")
    assert call("gui", window=raising(error)) == 3
    assert "approve grants" in capsys.readouterr().err


def test_with_json_the_sentence_is_also_an_object(capsys):
    call("gui", "--json", window=raising(StickGoneError()))
    assert json.loads(capsys.readouterr().out) == {"error": "The stick is gone."}


def test_ctrl_c_is_a_cancellation_and_not_a_fault(capsys):
    assert call("gui", window=raising(KeyboardInterrupt())) == 1
    assert capsys.readouterr().err.strip() == "Cancelled; what was not finished was not kept."


def test_a_slip_of_the_keyboard_is_exit_code_two(capsys):
    assert call("serach") == 2
    assert "serach" in capsys.readouterr().err


def test_a_full_disk_is_a_sentence(capsys):
    error = OSError(28, "No space left on device", "sheets.pdf")
    assert call("gui", window=raising(error)) == 1
    assert capsys.readouterr().err == "The system refused sheets.pdf: No space left on device.\n"


def test_a_bug_leaves_a_report_without_what_people_typed(capsys, caplog):
    handlers = logging.getLogger().handlers[:]
    assert call("gui", window=raising(ValueError("张三 640104196101010010"))) == 1
    caplog.clear()
    said = capsys.readouterr().err
    (handler,) = set(logging.getLogger().handlers) - set(handlers)
    handler.close()
    logging.getLogger().removeHandler(handler)
    report = Path(handler.baseFilename).read_text(encoding="utf-8")
    assert handler.baseFilename in said
    assert "Traceback" not in said
    assert "ValueError" in report
    assert "张三" not in report
    assert "640104196101010010" not in report


def test_saying_nobody_where_nobody_can_be_asked_is_a_slip(capsys, monkeypatch):
    monkeypatch.delenv("NUANFANG_USER", raising=False)
    assert call("state") == 2
    assert "--user" in capsys.readouterr().err
