"""One line for several short texts, such as tags or other words for the same thing."""

from __future__ import annotations

import re

from desktop_app.gui.widgets.typed_line import TypedLine

_BREAKS = re.compile(r"[、，,;；\n]")


class WordsLine(TypedLine):
    """Texts with 、 between them; the value is a tuple of them, each once, empty for none."""

    def __init__(self) -> None:
        super().__init__(input_method=True)

    def value(self) -> tuple[str, ...]:
        """Give the texts without blanks around them."""
        parts = (part.strip() for part in _BREAKS.split(self.text()))
        return tuple(dict.fromkeys(part for part in parts if part))

    def misread(self) -> str:
        """Every text is a text."""
        return ""

    def write(self, value: object) -> str:
        """Write the texts one after the other."""
        return "、".join(value) if isinstance(value, (tuple, list)) else str(value)
