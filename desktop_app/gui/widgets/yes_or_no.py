"""Yes, no, or not known: what a tick cannot say."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.i18n import _

_YES, _NO = "yes", "no"


class YesOrNo(PinyinComboBox):
    """A choice of two whose value is True, False or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(((_YES, _("yes")), (_NO, _("no"))), parent)

    def value(self) -> bool | None:  # type: ignore[override]
        """Give what was chosen, None where nobody has said."""
        chosen = super().value()
        return None if chosen is None else chosen == _YES

    def set_value(self, value: object) -> None:
        """Show yes, no or nothing."""
        super().set_value(value if value is None else (_YES if value else _NO))
