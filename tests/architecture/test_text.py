"""Every text that a person sees goes through the catalogue."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FACES = ("desktop_app/gui", "desktop_app/cli")
SPEAKING = {
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction",
    "QDockWidget", "QMenu", "setText", "setPlainText", "setHtml", "setInformativeText",
    "setDetailedText", "setPlaceholderText", "setLabelText", "setTitle", "setSubTitle",
    "setWindowTitle", "setToolTip", "setStatusTip", "setWhatsThis", "setButtonText",
    "setAccessibleName", "setAccessibleDescription", "setPrefix", "setSuffix",
    "setSpecialValueText", "setHorizontalHeaderLabels", "showMessage", "addAction", "addMenu",
    "addTab", "addButton", "addItem", "addItems", "addRow", "add_field", "information",
    "warning", "critical", "question", "getOpenFileName", "getSaveFileName",
    "getExistingDirectory", "echo", "secho", "prompt", "confirm", "fail", "UsageError",
    "ClickException", "BadParameter",
}  # fmt: skip
SPEAKING_KEYWORDS = {
    "caption", "confirmation_prompt", "epilog", "help", "label", "message", "placeholder",
    "prompt", "short_help", "text", "title", "tool_tip", "tooltip", "unit",
}  # fmt: skip
EMBLEM = "暖"
KEYS = r"(Ctrl|Alt|Shift|F\d+|Esc|Return|Enter)(\+\w+)*"
SYMBOL = re.compile(rf"[a-z0-9_.:/#-]*|[A-Z]|{EMBLEM}|{KEYS}")
BLANK = re.compile(r"\{[^{}]*\}|<[^<>]*>|&\w+;")


def says_something(text):
    """Tell words from symbols, digits, keys, mark-up and identifiers."""
    words = BLANK.sub("", text)
    return any(character.isalpha() for character in words) and not SYMBOL.fullmatch(words)


def literal(node):
    """Give the fixed text of an expression, or nothing where there is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return literal(node.left) + literal(node.right)
    if isinstance(node, ast.IfExp):
        return literal(node.body) + literal(node.orelse)
    if isinstance(node, ast.List | ast.Tuple):
        return " ".join(literal(part) for part in node.elts)
    return ""


def called(node):
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def unmarked(source):
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        shown = list(node.args) if called(node) in SPEAKING else []
        shown += [one.value for one in node.keywords if one.arg in SPEAKING_KEYWORDS]
        yield from (
            f"{node.lineno}: {literal(one)}" for one in shown if says_something(literal(one))
        )


def test_no_window_and_no_command_speaks_past_the_catalogue():
    found = [
        f"{file.relative_to(ROOT)}:{one}"
        for folder in FACES
        for file in sorted((ROOT / folder).rglob("*.py"))
        for one in unmarked(file.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "QLabel('Name of the person')",
        "button.setText(f'{count} people')",
        "click.echo('Done.' if done else 'Nothing')",
        "form.add_field('name', editor, unit='元')",
        "QMessageBox.warning(self, 'Not kept', reason)",
    ],
)
def test_an_unmarked_text_is_noticed(source):
    assert list(unmarked(source))


@pytest.mark.parametrize(
    "source",
    [
        "QLabel(_('Name of the person'))",
        "label.setText('—')",
        "label.setText(f'{done}/{total}')",
        "label.setText(f'<b>{_(name)}</b>')",
        "form.add_field('id_number', editor)",
        "window.addAction('Ctrl+K')",
        "widget.setObjectName('Some Name')",
    ],
)
def test_symbols_keys_and_identifiers_are_left_alone(source):
    assert list(unmarked(source)) == []
