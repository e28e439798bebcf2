"""The referral on the right of its list: what is asked of whom, and what came back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain import phone
from desktop_app.domain.referral import Referral, ReferralState
from desktop_app.domain.role import Right
from desktop_app.gui.forms.need_form import need_title
from desktop_app.gui.pages import person_parts as parts
from desktop_app.gui.pages.covered_value import covered_value
from desktop_app.gui.pages.need_pane import DEEDS, facts
from desktop_app.gui.pages.record_pane import Head, Part, RecordPane
from desktop_app.gui.pages.timeline import timeline_of
from desktop_app.gui.tables.need_columns import code_words, referral_tone, referral_words
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.need_lines import ReferralLine, ReferralLines
from desktop_app.services.office import Office


class ReferralPane(RecordPane):
    """Shows one referral with what may be done about it.

    Signals:
        answer_requested, withdrawal_requested: the referral.
        open_requested: the page and the id of a record that belongs to it.
    """

    answer_requested = Signal(object)
    withdrawal_requested = Signal(object)
    open_requested = Signal(str, str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(_("Choose a referral in the list to see what came back."), parent)
        self._office = office
        self._lines = ReferralLines(office.desk)
        self._may_record = office.may(Right.RECORD)

    def show_referral(self, referral: str) -> None:
        """Show a referral by its id, or nothing where it is not in the ledger."""
        self.show_line(self._lines.line(referral))

    def show_line(self, line: ReferralLine | None) -> None:
        """Show a referral of the list, or nothing."""
        if line is None:
            self.clear()
            return
        one = line.referral
        self.present(
            self._head(line),
            [Part(_("Referral"), self._referral(line))],
            label(_("Changes"), "heading"),
            timeline_of(self._office.referrals.history(one.id), DEEDS),
        )

    def _head(self, line: ReferralLine) -> Head:
        one = line.referral
        late = _("overdue") if line.is_overdue else ""
        channel = code_words("referral_channel", one.channel)
        said = [code_words("referral_kind", one.kind), channel, late]
        return Head(
            record=one.id,
            name=one.addressee,
            facts=" · ".join(part for part in said if part),
            badge=referral_words(line),
            tone=referral_tone(line),
            may_edit=self._may_record,
        )

    def _referral(self, line: ReferralLine) -> QWidget:
        one = line.referral
        shown: list[QWidget] = [label(one.words, wrap=True)] if one.words else []
        if self._may_record and one.state is ReferralState.WAITING:
            shown.append(self._actions(one))
        shown.append(_asked(line, self._contact(one)))
        if one.answered_on:
            shown += [label(_("The answer"), "heading"), _answered(one)]
        shown += self._ways(line)
        return parts.stacked(shown, "")

    def _contact(self, referral: Referral) -> str | QWidget:
        """Cover the number of who answers there, where one is written down."""
        masked = phone.mask_within(referral.contact)
        if masked == referral.contact:
            return masked
        caption = _("Who answers there, with telephone")
        return covered_value(self._office.referrals.reveal, referral.id, "contact", masked, caption)

    def _actions(self, referral: Referral) -> QWidget:
        row = FlowRow(0.6)
        for words, wish in (
            (_("Answer came…"), self.answer_requested),
            (_("Take back…"), self.withdrawal_requested),
        ):
            button = KeyedButton(words)
            button.clicked.connect(lambda _on=False, wish=wish: wish.emit(referral))
            row.add(button)
        return row

    def _ways(self, line: ReferralLine) -> list[QWidget]:
        """Lead to the need and to the person."""
        one = line.referral
        ways: list[QWidget] = []
        if one.need:
            need = self._way(_("Open the need"), "needs", one.need)
            ways.append(parts.entry([need], need_title(self._office.needs.get(one.need))))
        if one.beneficiary:
            words = _("Open the file of {name}").format(name=line.about)
            ways.append(self._way(words, "people", one.beneficiary))
        return ways

    def _way(self, words: str, page: str, record: str) -> QWidget:
        way = link(words)
        way.clicked.connect(lambda _on=False: self.open_requested.emit(page, record))
        return way


def _asked(line: ReferralLine, contact: str | QWidget) -> QWidget:
    one = line.referral
    asked = one.asked_on.isoformat() if one.asked_on else ""
    place = " · ".join(
        part for part in (code_words("place_role", one.place_role), one.place) if part
    )
    return facts(
        (
            (_("Asked"), " · ".join(part for part in (asked, one.asked_by) if part)),
            (_("Answer due"), one.due.isoformat() if one.due else ""),
            (_("About whom"), line.about),
            (_("Place"), place),
            (_("Who answers there, with telephone"), contact),
            (_("Taken back on"), one.withdrawn_on.isoformat() if one.withdrawn_on else ""),
            (_("Taken back because"), one.withdrawn_reason),
        )
    )


def _answered(one: Referral) -> QWidget:
    return facts(
        (
            (_("Reply"), code_words("referral_reply", one.reply)),
            (_("Answered on"), one.answered_on.isoformat() if one.answered_on else ""),
            (_("Answered by"), one.answered_by),
            (_("What they answered"), one.answer),
        )
    )
