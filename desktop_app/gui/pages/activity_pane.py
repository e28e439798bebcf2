"""The activity on the right of the list: the facts, the photos, what was done to the record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.domain import goods
from desktop_app.domain.activity import Activity
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.money import format_yuan
from desktop_app.domain.role import Right
from desktop_app.gui.forms.form_plan import words_of
from desktop_app.gui.pages.attachments_part import DEED_WORDS, attachments_part
from desktop_app.gui.pages.record_pane import Head, Part, RecordPane
from desktop_app.gui.pages.timeline import timeline_of
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.activity_columns import (
    groups_words,
    kind_words,
    partner_words,
    where_words,
)
from desktop_app.gui.tables.visit_columns import day_words
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.activity_lines import ActivityLine
from desktop_app.services.office import Office

_TOP = Qt.AlignmentFlag.AlignTop


class ActivityPane(RecordPane):
    """Shows one activity, or what to do where none is chosen."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(_("Choose an activity in the list to see it here."), parent)
        self._office = office
        self._may_record = office.may(Right.RECORD)

    def show_line(self, line: ActivityLine | None) -> None:
        """Show an activity of the list, or none."""
        if line is None:
            self.clear()
            return
        activity = line.activity
        photos = attachments_part(
            self._office, "activity", activity.id, self._again(activity.id, line.campaign)
        )
        self.present(
            self._head(activity),
            [Part(_("Overview"), _facts(activity, line.campaign)), photos],
            label(_("History"), "heading"),
            timeline_of(self._office.activities.history(activity.id), DEED_WORDS),
        )

    def _head(self, activity: Activity) -> Head:
        facts = (day_words(activity), where_words(activity), activity.host)
        return Head(
            record=activity.id,
            name=activity.name,
            facts=" · ".join(fact for fact in facts if fact),
            badge=kind_words(activity),
            may_edit=self._may_record,
        )

    def _again(self, activity: str, campaign: str) -> Callable[[], None]:
        """Show the same activity anew, after a photo was put back."""

        def show() -> None:
            found = self._office.activities.get(activity)
            if found is not None:
                self.show_line(ActivityLine(activity=found, campaign=campaign))

        return show


def _facts(activity: Activity, campaign: str) -> QWidget:
    """List what is known; what nobody has said is left out."""
    ground = QWidget()
    grid = QGridLayout(ground)
    grid.setContentsMargins(0, em(0.4), 0, 0)
    grid.setHorizontalSpacing(em(1))
    grid.setVerticalSpacing(em(0.7))
    grid.setColumnStretch(1, 1)
    known = [(caption, words) for caption, words in _said(activity, campaign) if words]
    for row, (caption, words) in enumerate(known):
        grid.addWidget(label(caption, "caption"), row, 0, _TOP)
        grid.addWidget(label(words, wrap=True), row, 1, _TOP)
    return ground


def _said(activity: Activity, campaign: str) -> list[tuple[str, str]]:
    categories = CodeLists.load()["recipient_category"]
    return [
        (_("Activity"), activity.name),
        (_("Campaign"), campaign),
        (_("Service for"), words_of("service_dimension", activity.service_dimension)),
        (_("Place"), _place(activity)),
        (_("Partners"), partner_words(activity.partners)),
        (_("Who took part"), groups_words(activity.participants)),
        (_("Categories"), "、".join(categories.label_of(one) for one in activity.recipients)),
        (_("Budget"), _yuan(activity.budget_fen)),
        (_("Spent"), _yuan(activity.spent_fen)),
        (_("Fund"), words_of("fund_source", activity.fund_source)),
        (_("Goods given"), goods.words_of(activity.goods)),
        (_("Content"), activity.content),
        (_("Feedback"), activity.feedback),
        (_("Remarks"), activity.remarks),
    ]


def _place(activity: Activity) -> str:
    """Say where, and of which type the place is."""
    kind = words_of("place_type", activity.place_type)
    where = where_words(activity)
    return where if kind in where else f"{where} · {kind}"


def _yuan(fen: int | None) -> str:
    return "" if fen is None else _("{amount} yuan").format(amount=format_yuan(fen))
