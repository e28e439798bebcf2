"""A region, typed by its name or its code."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtWidgets import QWidget

from desktop_app.domain import regions
from desktop_app.gui.widgets.typed_line import TypedLine
from desktop_app.i18n import _

_CODE = re.compile(r"\d{6}")


class RegionLine(TypedLine):
    """A region's six-digit code as the value, its full name on the screen.

    固原, 宁夏固原市 and 640400 mean the same; the remark below says the full name while one types,
    and the code once it stands there.
    """

    objection_code = "region_misread"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, input_method=True)

    def read(self, text: str) -> str | None:
        """Understand a code, or a name that one region alone bears."""
        plain = unicodedata.normalize("NFKC", text).strip()
        return plain if _CODE.fullmatch(plain) else regions.find_region(plain)

    def write(self, value: object) -> str:
        """Write the full name; a code whose name leads elsewhere stands for itself."""
        code = str(value)
        name = regions.region_name(code)
        return name if name and regions.find_region(name) == code else code

    def note(self) -> str:
        """Say what the text means where it does not say so itself."""
        code = self.read(self.text())
        name = regions.region_name(code) if code else None
        if not code or not name:
            return ""
        return _("Code {code}").format(code=code) if self.text() == name else name
