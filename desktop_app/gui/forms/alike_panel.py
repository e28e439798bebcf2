"""Beside the form of a person: records that look as if they were about the same one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.gui.forms.person_words import field_name, value_words
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.cards import scrolling
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.alike_words import why_words
from desktop_app.services.registering import Alike

MOST_SHOWN = 3
_FACTS = ("sex", "birth_date", "id_number", "phone", "employer", "address")


class AlikePanel(QWidget):
    """Shows the other records, numbers covered, and what can be done about each.

    Signals:
        use_requested: the id of the record to go on with instead of a new one.
        merge_requested: the id of the record to be compared and merged with the one in the form.
        open_requested: the id of the record to look at.
        dismissed: the id of a record that is about somebody else.
    """

    use_requested = Signal(str)
    merge_requested = Signal(str)
    open_requested = Signal(str)
    dismissed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: QWidget | None = None
        self._shown: list[Alike] = []
        self._on_show: list[QWidget] = []
        self._cards = QVBoxLayout()
        self._cards.setSpacing(em(0.8))
        ground = QWidget()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(label(_("Is this the same person?"), "heading", wrap=True))
        inside.addLayout(self._cards)
        inside.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(ground))
        self.setFixedWidth(em(24))
        self.hide()

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of the records that are shown."""
        return tuple(one.person.id for one in self._shown)

    def show_alike(self, found: Sequence[Alike], *, is_new: bool, may_merge: bool) -> None:
        """Show these records, or hide where there are none."""
        shown = list(found[:MOST_SHOWN])
        if shown == self._shown and self.isHidden() is not bool(shown):
            return
        self._shown, self._first = shown, None
        for card in self._on_show:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._on_show = []
        for one in shown:
            card = self._card(one, is_new=is_new, may_merge=may_merge)
            self._on_show.append(card)
            self._cards.addWidget(card)
        self.setVisible(bool(shown))

    def take_focus(self) -> bool:
        """Go to the first button, if anything is shown."""
        if self._first is None or self.isHidden():
            return False
        self._first.setFocus()
        return True

    def _card(self, one: Alike, *, is_new: bool, may_merge: bool) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(em(1), em(0.8), em(1), em(0.9))
        column.setSpacing(em(0.35))
        column.addWidget(label(one.person.name, "name", wrap=True))
        why = label(why_words(one.why), "warns", wrap=True)
        column.addWidget(why)
        for caption, words in facts_of(one.person):
            column.addWidget(label(f"{caption}  {words}", "muted", wrap=True))
        if is_new:
            self._offer(column, one, _("Use that record"), self.use_requested, primary=True)
        elif may_merge:
            self._offer(column, one, _("Compare and merge"), self.merge_requested, primary=True)
        self._offer(column, one, _("Open it"), self.open_requested)
        self._offer(column, one, _("It is somebody else"), self.dismissed)
        return card

    def _offer(
        self,
        column: QVBoxLayout,
        one: Alike,
        words: str,
        wish: SignalInstance,
        *,
        primary: bool = False,
    ) -> None:
        button = KeyedButton(words) if primary else link(words)
        button.setAccessibleName(f"{words}: {one.person.name}, {why_words(one.why)}")
        button.clicked.connect(lambda: wish.emit(one.person.id))
        column.addWidget(button)
        self._first = self._first or button


def facts_of(person: Beneficiary) -> list[tuple[str, str]]:
    """Give what tells a person from others, each with its caption; numbers are covered."""
    return [
        (field_name(name), value_words(name, getattr(person, name)))
        for name in _FACTS
        if getattr(person, name)
    ]
