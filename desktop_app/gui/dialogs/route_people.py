"""Whom of a campaign's roster a route leads to: those not visited yet, several at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.filter_chip import FilterChip
from desktop_app.gui.widgets.find_line import FindLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext
from desktop_app.services.office import Office
from desktop_app.storage.beneficiaries import PeopleFilter

_PERSON = Qt.ItemDataRole.UserRole


class RoutePeople(FootedDialog):
    """A list with ticks; Space ticks, the filters keep what is ticked already.

    Signals:
        chosen: the ids of the people, in the order of the list.
    """

    chosen = Signal(object)

    def __init__(self, office: Office, campaign: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Add from the roster"), (48, 42), parent)
        self._office = office
        self._campaign = campaign
        self._ticked: dict[str, None] = {}
        self.text = FindLine(_("Filter by name, number, employer"))
        self.employer = FilterChip(_("Employer"), self._employers)
        self.people = QListWidget()
        self.people.setProperty("role", "choices")
        self.people.setAccessibleName(_("On the roster and not visited yet"))
        self._count = label("", "caption")
        nobody = _("Nobody fits, or everybody on the roster was visited already.")
        self._nobody = label(nobody, "muted", wrap=True)
        self._build()
        self.read()
        self.people.setFocus()

    def read(self) -> None:
        """List who is on the roster, fits the filters and was not visited yet."""
        wanted = PeopleFilter(
            text=self.text.wanted(), employer=self.employer.code(), campaign=self._campaign
        )
        self.people.blockSignals(True)  # each tick set here would be taken for one by hand
        self.people.clear()
        for person in self._office.routing.not_visited(self._campaign, wanted):
            self.people.addItem(self._item(person))
        self.people.blockSignals(False)
        self.people.setCurrentRow(0)
        self._nobody.setVisible(not self.people.count())
        self._say()

    def _build(self) -> None:
        words = _("People on the roster of the campaign whom no visit was to.")
        self.content.addWidget(label(words, "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(em(0.6))
        for part in (self.text, self.employer):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self._count)
        self.content.addLayout(row)
        self.content.addWidget(self._nobody)
        self.content.addWidget(self.people, 1)
        self._add = self.add_button(_("Add to the route"), self._take, primary=True)
        self.text.text_settled.connect(self.read)
        self.employer.chosen.connect(self.read)
        self.people.itemChanged.connect(self._follow)

    def _item(self, person: Beneficiary) -> QListWidgetItem:
        parts = (person.name, person.id_masked, person.employer, person.address)
        item = QListWidgetItem("   ".join(part for part in parts if part))
        item.setData(_PERSON, person.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        ticked = person.id in self._ticked
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        return item

    def _follow(self, item: QListWidgetItem) -> None:
        person = str(item.data(_PERSON))
        if item.checkState() == Qt.CheckState.Checked:
            self._ticked[person] = None
        else:
            self._ticked.pop(person, None)
        self._say()

    def _say(self) -> None:
        count = len(self._ticked)
        words = ngettext("{count} chosen", "{count} chosen", count)
        self._count.setText(words.format(count=count))
        self._add.setEnabled(bool(count))

    def _take(self) -> None:
        self.chosen.emit(tuple(self._ticked))
        self.accept()

    def _employers(self) -> list[tuple[str, str]]:
        return [(one, one) for one in self._office.register.employers()]
