from __future__ import annotations

import re
from itertools import product

import pytest
from PySide6.QtGui import QFontMetrics, QRawFont, QTextLayout
from PySide6.QtWidgets import QLabel

from build_spec.characters import prints
from desktop_app import paths
from desktop_app.domain.gb18030 import PARTS
from desktop_app.gui import preferences
from desktop_app.gui.preferences import Preferences
from desktop_app.gui.style import fonts, icons, look
from desktop_app.gui.style.tokens import COLOURS, Theme, contrast
from desktop_app.gui.widgets.masked_value import MaskedValue
from desktop_app.gui.widgets.words import SecureLabel
from desktop_app.storage.kinds import KINDS

ENOUGH = 4.5


@pytest.mark.parametrize("theme", list(Theme))
def test_all_text_has_enough_contrast(theme):
    worn = COLOURS[theme]
    for role, ground in product(
        ("ink", "muted", "accent", "ok", "warn", "info"), (worn.surface, worn.canvas)
    ):
        assert contrast(getattr(worn, role), ground) >= ENOUGH, (role, ground)
    assert contrast(worn.on_accent, worn.accent) >= ENOUGH


@pytest.mark.parametrize("theme", list(Theme))
def test_badges_can_be_read_on_their_tint(theme):
    worn = COLOURS[theme]
    for role in ("accent", "ok", "warn", "info"):
        assert contrast(getattr(worn, role), worn.tint(role)) >= 4.2, role


def test_contrast_is_the_one_of_the_web_guidelines():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("character", list("张𬱖𡌴𠅤䶮㛃"))
def test_rare_characters_of_names_have_a_glyph(qapp, character):
    faces = [paths.resources() / "fonts" / name for name in fonts.BUNDLED]
    assert any(QRawFont(str(face), 14).supportsCharacter(ord(character)) for face in faces)


def test_text_grows_with_the_setting(qapp):
    plain = QFontMetrics(fonts.base_font(100)).height()
    assert QFontMetrics(fonts.base_font(150)).height() >= 1.45 * plain


def test_an_application_that_was_undressed_is_dressed_again(qapp):
    look.dress(qapp, Theme.DARK)
    worn = qapp.styleSheet()
    with look.undressed():
        with look.undressed():
            assert qapp.styleSheet() == ""
        assert qapp.styleSheet() == ""
    assert qapp.styleSheet() == worn


@look.undressed()
def stumble():
    raise ZeroDivisionError


def test_an_application_is_dressed_again_where_building_fails(qapp):
    look.dress(qapp, Theme.DARK)
    worn = qapp.styleSheet()
    with pytest.raises(ZeroDivisionError):
        stumble()
    assert qapp.styleSheet() == worn


@pytest.mark.parametrize(("theme", "size"), list(product(Theme, (100, 150))))
def test_every_theme_and_size_can_be_worn(qapp, theme, size):
    look.dress(qapp, theme, size)
    assert "$" not in qapp.styleSheet()
    assert look.colours() == COLOURS[theme]


def test_every_icon_can_be_drawn(qapp):
    for file in (paths.resources() / "icons").glob("*.svg"):
        assert not icons.icon(file.stem).pixmap(icons.icon_size()).isNull()


def test_text_from_outside_is_never_markup(qtbot):
    label = SecureLabel("<b>bold</b> " * 20)
    qtbot.addWidget(label)
    label.resize(100, 20)
    label.show()
    assert label.textFormat() == label.textFormat().PlainText
    assert label.text().endswith("…")
    assert "<b>" not in label.toolTip()


def test_a_masked_number_is_shown_whole_only_when_asked(qtbot):
    value = MaskedValue("ID number")
    qtbot.addWidget(value)
    value.show_masked("640***********31X")
    value.show()
    with qtbot.waitSignal(value.reveal_requested):
        value._eye.click()
    assert value.text() == "640***********31X"
    value.reveal("64010419700315131X")
    assert value.text() == "64010419700315131X"
    value._until.timeout.emit()
    assert value.text() == "640***********31X"
    assert value.findChild(QLabel).accessibleName() == "640***********31X"


def test_preferences_come_back(tmp_path):
    liked = Preferences(language="en", theme=Theme.DARK, text_size=125, last_user="王建国")
    preferences.save(liked, tmp_path)
    assert preferences.load(tmp_path) == liked


@pytest.mark.parametrize("text", ["", "[1]", '{"theme": "pink", "text_size": 7, "language": 3}'])
def test_spoilt_preferences_are_the_defaults(tmp_path, text):
    (tmp_path / preferences.FILE_NAME).write_text(text, encoding="utf-8")
    assert preferences.load(tmp_path) == Preferences()


def test_no_field_of_a_record_is_dressed_as_a_part_of_the_window():
    style = (paths.resources() / "style" / "app.qss").read_text(encoding="utf-8")
    parts = set(re.findall(r"#([a-z_]+)", style))
    fields = {column.name for kind in KINDS.values() for column in kind.columns}
    assert parts
    assert parts & fields == set()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_the_window_shows_every_character_that_the_paper_has(qapp, part):
    faces = [QRawFont(str(paths.resources() / "fonts" / name), 14) for name in fonts.BUNDLED]
    unseen = [
        f"U+{ord(one):04X}"
        for one in part
        if prints(one) and not any(face.supportsCharacter(ord(one)) for face in faces)
    ]
    assert unseen == []


def test_text_falls_back_face_by_face_until_each_character_is_drawn(qapp):
    text = "".join(next(one for one in reversed(list(part)) if prints(one)) for part in PARTS)
    layout = QTextLayout(text, fonts.base_font(100))
    layout.beginLayout()
    layout.createLine().setLineWidth(10_000)
    layout.endLayout()
    drawn = [index for run in layout.glyphRuns() for index in run.glyphIndexes()]
    assert len(drawn) == len(text)
    assert 0 not in drawn


def test_an_icon_is_drawn_once_and_anew_for_another_theme_and_size(qapp):
    def drawn():
        return icons.icon("people").pixmap(icons.icon_size()).toImage()

    light = drawn()
    assert drawn() == light
    look.dress(qapp, Theme.DARK)
    assert drawn() != light
    look.dress(qapp, Theme.LIGHT, 150)
    assert drawn().width() > light.width()
    look.dress(qapp)
    assert drawn() == light
