"""What a bundle is for, and what it is about where its purpose does not say it all."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.exchange import PURPOSE_NAMES, About, Purpose
from desktop_app.gui.forms.field import Field
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office

_MOST = 300
_WORDS_SHOWN = 24
_SAID = {
    Purpose.FULL: mark("Every record: for a laptop of this union that works on the whole ledger."),
    Purpose.TEAM: mark("Only the people of one route or employer, without what a team needs not."),
    Purpose.REPORT: mark("Figures of a campaign; counts under five are left blank."),
    Purpose.FINANCE: mark("Names, accounts and amounts of a campaign, nothing of health."),
    Purpose.PUBLICITY: mark(
        "Names, units and gifts of a campaign; whole names only of those who agreed."
    ),
    Purpose.AUDIT: mark("Every record and its history, to be looked at and not worked on."),
    Purpose.REFERRAL: mark("One referral, for the union it is addressed to."),
}
_ROUTE, _UNIT, _CAMPAIGN, _REFERRAL = "route", "unit", "campaign", "referral"
_CAPTIONS = {
    Purpose.TEAM: mark("Route or employer"),
    Purpose.REPORT: mark("Campaign"),
    Purpose.FINANCE: mark("Campaign"),
    Purpose.PUBLICITY: mark("Campaign"),
    Purpose.REFERRAL: mark("Referral"),
}


class BundlePurpose(QWidget):
    """A choice of purposes; a second one comes where a purpose asks what it is about.

    Signals:
        edited: the person has chosen something else.
    """

    edited = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.choice = PinyinComboBox((str(one), _(words)) for one, words in PURPOSE_NAMES.items())
        self.choice.set_value(str(Purpose.FULL))
        self._said = label("", "note", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(0.4))
        field = Field("purpose", _("What for"), self.choice, hint="", unit="", required=False)
        self._column.addWidget(field)
        self._column.addWidget(self._said)
        self._about: PinyinComboBox | None = None
        self._field: Field | None = None
        self.choice.edited.connect(self._follow)
        self._follow()

    @property
    def purpose(self) -> Purpose | None:
        """What was chosen."""
        chosen = self.choice.value()
        return Purpose(chosen) if chosen else None

    @property
    def about(self) -> About:
        """What the bundle is about."""
        chosen = self._about.value() if self._about is not None else None
        name, _colon, value = (chosen or "").partition(":")
        return About(**{name: value}) if value else About()

    @property
    def is_complete(self) -> bool:
        """Tell whether everything is said that the purpose asks for."""
        return self.purpose is not None and (self._about is None or self.about != About())

    def choose(self, purpose: Purpose, about: str = "") -> None:
        """Choose as a person would; `about` is such as `campaign:` and its id."""
        self.choice.set_value(str(purpose))
        self._follow()
        if self._about is not None and about:
            self._about.set_value(about)
            self.edited.emit()

    def _follow(self) -> None:
        """Ask what the chosen purpose is about."""
        if self._field is not None:
            self._column.removeWidget(self._field)
            self._field.hide()
            self._field.deleteLater()
        self._about = self._field = None
        purpose = self.purpose
        self._said.setText(_(_SAID[purpose]) if purpose else "")
        if purpose in _CAPTIONS:
            self._about = PinyinComboBox(self._choices(purpose))
            caption = _(_CAPTIONS[purpose])
            self._field = Field("about", caption, self._about, hint="", unit="", required=False)
            self._about.edited.connect(self.edited)
            self._column.addWidget(self._field)
            if purpose not in {Purpose.TEAM, Purpose.REFERRAL}:
                self._about.set_value(f"{_CAMPAIGN}:{self._office.campaigns.chosen()}")
        self.edited.emit()

    def _choices(self, purpose: Purpose) -> list[tuple[str, str]]:
        makers: Mapping[Purpose, Callable[[], list[tuple[str, str]]]] = {
            Purpose.TEAM: self._teams,
            Purpose.REFERRAL: self._referrals,
        }
        return makers.get(purpose, self._campaigns)()

    def _campaigns(self) -> list[tuple[str, str]]:
        return [(f"{_CAMPAIGN}:{one.id}", one.name) for one in self._office.campaigns.all()]

    def _teams(self) -> list[tuple[str, str]]:
        routes = [
            (f"{_ROUTE}:{one.id}", _("Route: {title}").format(title=_title(one.title, one.day)))
            for one in self._office.routing.latest(limit=_MOST)
        ]
        names = self._office.desk.store.beneficiaries.words_in("employer")[:_MOST]
        return routes + [
            (f"{_UNIT}:{name}", _("Employer: {name}").format(name=name)) for name in names
        ]

    def _referrals(self) -> list[tuple[str, str]]:
        found = self._office.desk.store.referrals.where(order="n DESC", limit=_MOST)
        return [
            (f"{_REFERRAL}:{one.id}", _title(one.words[:_WORDS_SHOWN], one.asked_on))
            for one in found
        ]


def _title(words: str, day: object) -> str:
    return " · ".join(str(part) for part in (words, day) if part)
