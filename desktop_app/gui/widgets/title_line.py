"""The title line: where we are, which campaign, the search, and what can be done here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from desktop_app.gui.actions import Shortcut
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton, keys_as_shown
from desktop_app.gui.widgets.search_field import SearchField
from desktop_app.gui.widgets.words import Badge, SecureLabel
from desktop_app.i18n import _

_FITTINGS = 3  # laying out may make the line wider, and then something fits again


class _Campaigns(QComboBox):
    """Shortens a name that has no room, where Qt would cut it in the middle of a character."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box with as much of the name as fits."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        wide = room.width() - em(0.3)
        elide = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self.currentText(), elide, wide)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class TitleLine(QWidget):
    """Title, badge and campaign on the left; search and the page's buttons on the right.

    Signals:
        campaign_chosen: the id of the campaign to work on.
    """

    campaign_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("title_line")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = SecureLabel("", "title")
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._badge = Badge()
        self._campaigns = self._build_campaigns()
        keys = keys_as_shown(Shortcut.SEARCH.keys)
        self.search = SearchField(_("Name, initials, end of ID, phone") + f"   {keys}")
        self.search.setMinimumWidth(em(8))
        self.search.setMaximumWidth(em(24))
        self._is_fitting = False
        self._shown_buttons: tuple[QPushButton, ...] = ()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(em(0.7))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(em(1.3), em(0.6), em(1.3), em(0.6))
        row.setSpacing(em(0.9))
        row.addWidget(self._title)
        row.addWidget(self._badge)
        row.addWidget(self._campaigns, 2)
        row.addStretch(1)
        row.addWidget(self.search, 3)
        row.addLayout(self._buttons)

    def show_title(self, title: str, badge: str = "") -> None:
        """Say where we are; the badge says more, such as "draft"."""
        self._title.show_text(title)
        self._title.updateGeometry()
        self._badge.show_word(badge, "warn")
        self._fit()

    def show_campaigns(self, campaigns: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """Offer these campaigns (id, name)."""
        self._campaigns.clear()
        for campaign, name in campaigns:
            self._campaigns.addItem(name, campaign)
        self._campaigns.setCurrentIndex(self._campaigns.findData(chosen))
        self._fit()

    def show_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """Put other buttons at the right end."""
        while (item := self._buttons.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()  # later: it may be the button that was just pressed
        self._shown_buttons = tuple(buttons)
        for button in buttons:
            self._buttons.addWidget(button)
            button.show()  # otherwise the layout counts it only at the next turn
            for part in (button, *button.findChildren(QWidget)):
                part.ensurePolished()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Never make the window wider than a small screen; `_fit` leaves things out instead."""
        return QSize(em(24), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room: the keys on the buttons, the campaign, then the badge.

        The keys still act, and the status line names the campaign and the draft too. A title that
        is still too long is shortened.
        """
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._is_fitting:  # laying out may resize this line, and that would fit it for ever
            return
        self._is_fitting = True
        for _time in range(_FITTINGS):
            width = self.width()
            self._choose_what_fits()
            # Measuring has made the layouts believe that they are laid out already.
            self._buttons.invalidate()
            self._row.invalidate()
            self._row.activate()
            if self.width() == width:
                break
        self._is_fitting = False

    def _choose_what_fits(self) -> None:
        for left_out in range(4):
            with_keys, with_campaign, with_badge = left_out < 1, left_out < 2, left_out < 3
            for button in self._shown_buttons:
                if isinstance(button, KeyedButton):
                    button.show_keys(with_keys)
            self._campaigns.setVisible(with_campaign and self._campaigns.count() > 0)
            self._badge.setVisible(with_badge and bool(self._badge.text()))
            self._buttons.invalidate()
            self._row.invalidate()
            shortened = self._title.sizeHint().width() - self._title.minimumSizeHint().width()
            if self._row.minimumSize().width() + shortened <= self.width():
                break
        self._row.activate()  # the row was measured, but not laid out anew

    def _build_campaigns(self) -> QComboBox:
        box = _Campaigns()
        box.setAccessibleName(_("Campaign"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.setMaximumWidth(em(18))
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.activated.connect(lambda at: self.campaign_chosen.emit(box.itemData(at)))
        box.hide()
        return box
