"""Which values an office has keyed twice, chosen by the administrator."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.domain.role import Right
from desktop_app.domain.second_keying import KeyedField
from desktop_app.gui.widgets.cards import Card
from desktop_app.gui.widgets.choices import Tick
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.field_words import keyed_field_words
from desktop_app.services.office import Office


class KeyingCard(Card):
    """A tick for each value; a change holds for what is typed from then on."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(_("Second keying"), parent)
        self._office = office
        words = _(
            "Somebody else types the value again without seeing the first; a difference is "
            "shown to both until it is settled. It holds on this laptop, for what is typed "
            "from now on."
        )
        self.add(label(words, "muted", wrap=True))
        self.ticks = {field: Tick(keyed_field_words(field)) for field in KeyedField}
        on, may_switch = office.keying.fields, office.may(Right.SET_UP)
        for field, tick in self.ticks.items():
            tick.set_value(field in on)
            tick.setAccessibleName(tick.text())
            tick.setEnabled(may_switch)
            tick.edited.connect(self._switch)
            self.add(tick)

    def _switch(self) -> None:
        self._office.keying.switch([field for field, tick in self.ticks.items() if tick.value()])
