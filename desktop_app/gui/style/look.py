"""Dress the application: palette, stylesheet and font from the tokens of one theme."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app import paths
from desktop_app.gui.style import fonts, tokens
from desktop_app.gui.style.tokens import COLOURS, Colours, Theme

_THEME_PROPERTY = "nuanfang_theme"
_HALF_LIGHT = 127
_ROLES = ("accent", "ok", "warn", "info", "muted")


def dress(app: QApplication, theme: Theme = Theme.LIGHT, text_size: int = 100) -> None:
    """Give the whole application this theme and this text size in per cent."""
    colours = COLOURS[theme]
    app.setProperty(_THEME_PROPERTY, str(theme))
    app.setStyle("Fusion")
    app.setFont(fonts.base_font(text_size))
    app.setPalette(_palette(colours))
    app.setStyleSheet(_stylesheet(colours, app.font().pixelSize()))


@contextmanager
def undressed() -> Iterator[None]:
    """Take the stylesheet off while much is built, and put it on once all stands in its place.

    Under a stylesheet Qt dresses all that is in a part anew whenever the part is put into
    another; a window of eleven pages took four times as long to build. Nothing may be drawn
    meanwhile.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication) or not app.styleSheet():
        yield
        return
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def colours() -> Colours:
    """Give the colours of the theme that is worn now."""
    app = QApplication.instance()
    worn = app.property(_THEME_PROPERTY) if app else None
    return COLOURS[Theme(worn or Theme.LIGHT)]


def em(share: float = 1.0) -> int:
    """Give a length in pixels that grows with the text of the program."""
    return max(1, round(QApplication.font().pixelSize() * share))


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, colours.canvas),
        (role.WindowText, colours.ink),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.canvas),
        (role.Text, colours.ink),
        (role.PlaceholderText, colours.muted),
        (role.Button, colours.surface),
        (role.ButtonText, colours.ink),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.ink),
        (role.Highlight, colours.info),
        (role.HighlightedText, colours.surface),
        (role.Link, colours.info),
        (role.Mid, colours.line),
        (role.Accent, colours.info),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return palette


def _stylesheet(colours: Colours, text_px: int) -> str:
    template = Template((paths.resources() / "style" / "app.qss").read_text(encoding="utf-8"))
    values = {name: getattr(colours, name) for name in Colours.__slots__}
    values |= {f"{role}_tint": colours.tint(role) for role in _ROLES}
    values |= {
        "icons": (paths.resources() / "icons").as_posix(),
        "check": "check_dark" if QColor(colours.info).lightness() > _HALF_LIGHT else "check_light",
        "line_weight": f"{tokens.LINE_WEIGHT_PX}px",
        "ring": f"{tokens.LINE_WEIGHT_PX * 2}px",
        "hair": f"{round(text_px * 0.15)}px",
        "half_gap": f"{round(text_px * tokens.GAP / 2)}px",
        "gap": f"{round(text_px * tokens.GAP)}px",
        "gap_ringed": f"{round(text_px * tokens.GAP) - tokens.LINE_WEIGHT_PX}px",
        "wide_gap": f"{round(text_px * tokens.WIDE_GAP)}px",
        "radius": f"{round(text_px * 0.4)}px",
        "small": f"{round(text_px * tokens.SMALL_TEXT)}px",
        "title": f"{round(text_px * tokens.TITLE_TEXT)}px",
        "name": f"{round(text_px * tokens.NAME_TEXT)}px",
        "tick": f"{round(text_px * 1.15)}px",
        # Qt draws a square where a radius is more than half of what it rounds.
        "dot": f"{(round(text_px * tokens.WIDE_GAP) + 4 * tokens.LINE_WEIGHT_PX) // 2}px",
        "pill": f"{round(text_px * 0.75)}px",
        "pad": f"{round(text_px * tokens.PAD)}px",
        "pad_ringed": f"{round(text_px * tokens.PAD) - tokens.LINE_WEIGHT_PX}px",
    }
    return template.substitute(values)
