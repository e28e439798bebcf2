"""Yes, no, or not known: a tick cannot tell the last two apart."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.i18n import _

_YES, _NO = "yes", "no"


class YesNo(PinyinComboBox):
    """The value is True, False, or None where nobody has said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([(_YES, _("yes")), (_NO, _("no"))], parent)

    def value(self) -> bool | None:  # type: ignore[override]  # a choice that is no code
        """Give what was chosen."""
        chosen = super().value()
        return None if chosen is None else chosen == _YES

    def set_value(self, value: object) -> None:
        """Show yes, no or nothing."""
        super().set_value({True: _YES, False: _NO}.get(value) if isinstance(value, bool) else None)
