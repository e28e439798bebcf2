"""The laptops: what went, what came, what waits for whom, and who may exchange at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.gui.dialogs.compare_state import StateDialog
from desktop_app.gui.dialogs.laptop_identity import EnrolDialog, OwnIdentityDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.dialogs.reason_dialog import ReasonDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.own_laptop_card import OwnLaptopCard
from desktop_app.gui.pages.page import Page
from desktop_app.gui.pages.record_facts import Fact, grid_of
from desktop_app.gui.tables.exchange_columns import LAPTOPS, moment
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.cards import Card, scrolling, stack
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.words import SecureLabel, label
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.exchange.peers import Peer
from desktop_app.services.exchange.telling import missing_sentences
from desktop_app.services.office import Office


class LaptopsPart(Page):
    """The list left; right the laptop under the cursor, this laptop, and what is missing.

    Signals:
        export_wanted: the id of the laptop for which a bundle should be written.
        changed: a laptop was enrolled or revoked.
    """

    export_wanted = Signal(str)
    changed = Signal()

    name, title, icon = "laptops", mark("Laptops"), "exchange"

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._runner = runner
        self._may_enrol = office.may(Right.SET_UP)
        self._may_exchange = office.may(Right.EXCHANGE)
        empty = EmptyState(
            _("No laptop is enrolled"), _("Only this laptop works on the ledger so far.")
        )
        self.list = RecordList(LAPTOPS, _("Laptops"), empty)
        self.chosen = Card(_("Chosen laptop"))
        self.own = OwnLaptopCard(office, runner)
        self.missing = Card(_("Missing bundles"))
        self._build()
        self.list.view.record_chosen.connect(self._show_peer)
        self.list.view.record_activated.connect(self.go_on_with)
        self.own.identity_requested.connect(self.show_identity)
        self.own.comparison_requested.connect(self.compare_states)
        self.own.enrolment_requested.connect(self.ask_for_identity)
        self.setFocusProxy(self.list)

    def refresh(self) -> None:
        """Read the laptops again and keep the cursor where it was."""
        chosen = self.list.view.chosen_record()
        peers = self._office.peers.all()
        count = len(peers)
        words = ngettext("{count} laptop", "{count} laptops", count)
        self.list.show_records(peers, words.format(count=count))
        ids = [one.device.id for one in peers]
        first_other = min(1, len(peers) - 1)
        known = chosen is not None and chosen.device.id in ids
        self.list.view.choose_row(ids.index(chosen.device.id) if known else first_other)
        self.own.refresh()
        self._show_missing()

    def show_identity(self) -> OwnIdentityDialog | None:
        """Show who this laptop is."""
        try:
            dialog = OwnIdentityDialog(self._office, self._runner, self)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return None
        dialog.open()
        return dialog

    def ask_for_identity(self) -> None:
        """Let the person choose the identity file of the laptop to enrol."""
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Choose an identity file"))
        if chosen:
            self.begin_enrolment(Path(chosen))

    def begin_enrolment(self, file: Path) -> EnrolDialog | None:
        """Show the words of a laptop, so that they can be compared."""
        try:
            identity = self._office.laptops.read_identity(file)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return None
        dialog = EnrolDialog(self._office, identity, self)
        dialog.enrolled.connect(lambda _device: self._tell_changed())
        dialog.open()
        return dialog

    def ask_to_revoke(self, peer: Peer) -> ReasonDialog:
        """Take nothing more from a laptop, once somebody has said why."""
        words = _(
            "{laptop} was lost, stolen or given away? What it has saved until its last bundle"
            " stays. Whatever it saves from now on is not taken by any laptop, and that cannot be"
            " undone: if it comes back, it needs a new identity. The other laptops hear of it with"
            " the next bundle; write one for each of them today."
        )
        dialog = ReasonDialog(
            _("Revoke a laptop"),
            words.format(laptop=peer.device.label),
            _("Revoke"),
            self,
            size=(44, 25),
        )
        dialog.given.connect(lambda reason: self._revoke(peer, reason))
        dialog.open()
        return dialog

    def compare_states(self) -> StateDialog:
        """Compare the content of two laptops."""
        dialog = StateDialog(self._office, self._runner, self)
        dialog.open()
        return dialog

    def go_on_with(self, peer: Peer) -> None:
        """Do what is most often wanted of a laptop: write a bundle for it, or show who this is."""
        if peer.is_own:
            self.show_identity()
        elif self._may_exchange and not peer.is_revoked:
            self.export_wanted.emit(peer.device.id)

    def _revoke(self, peer: Peer, reason: str) -> None:
        try:
            self._office.laptops.revoke(peer.device.id, reason)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
        self._tell_changed()

    def _tell_changed(self) -> None:
        self.refresh()
        self.changed.emit()

    def _build(self) -> None:
        self.list.filters.add(label(_("Enrolled laptops"), "heading"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 5)
        row.addWidget(scrolling(stack([self.chosen, self.missing, self.own], 1)), 4)

    def _show_peer(self, peer: Peer | None) -> None:
        self.chosen.setVisible(peer is not None and not peer.is_own)
        if peer is None:
            return
        facts = [
            _fact(_("Code in sheet numbers"), peer.device.code),
            _fact(_("Last sent"), moment(peer.sent_ms)),
            _fact(_("Last received"), moment(peer.received_ms)),
            _fact(_("Waits for it"), _waiting_words(peer)),
        ]
        ground = stack([SecureLabel(peer.device.label, "name"), grid_of(facts)], 0.6)
        column = ground.layout()
        if column is not None:
            for part in self._steps_of(peer):
                column.addWidget(part)
        self.chosen.show_content(ground)

    def _steps_of(self, peer: Peer) -> list[QWidget]:
        if peer.is_revoked:
            words = _("Revoked: nothing it saved afterwards is taken.")
            if peer.device.revoked_on:  # the record may be written over
                day = peer.device.revoked_on.isoformat()
                words = _("Revoked on {day}: nothing it saved afterwards is taken.").format(day=day)
            return [label(words, "warns", wrap=True)]
        steps = []
        if self._may_exchange:
            write = KeyedButton(_("Write a bundle for it"))
            write.clicked.connect(lambda: self.export_wanted.emit(peer.device.id))
            steps.append(write)
        if self._may_enrol:
            revoke = KeyedButton(_("Revoke…"))
            revoke.clicked.connect(lambda: self.ask_to_revoke(peer))
            steps.append(revoke)
        return [_buttons(*steps)] if steps else []

    def _show_missing(self) -> None:
        missing = self._office.merges.waiting()
        self.missing.setVisible(bool(missing))
        words = missing_sentences(missing)
        said: list[QWidget] = [label(one, "warns", wrap=True) for one in words]
        if not all(one.undone for one in missing):
            advice = _(
                "Look for the stick that has not come, or have the bundle written once more."
            )
            said.append(label(advice, "muted", wrap=True))
        self.missing.show_content(stack(said))


def _fact(caption: str, words: str) -> Fact:
    return Fact(name=caption, caption=caption, words=words)


def _waiting_words(peer: Peer) -> str:
    words = ngettext("{count} change", "{count} changes", peer.waiting)
    return words.format(count=f"{peer.waiting:,}") if peer.waiting else _("nothing")


def _buttons(*buttons: QWidget) -> QWidget:
    flow = FlowRow(gap=0.7)
    for button in buttons:
        flow.add(button)
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(flow)
    return ground
