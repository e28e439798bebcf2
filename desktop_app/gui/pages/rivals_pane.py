"""The values of one disagreement side by side: who, when, on which laptop, and what shows it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import Rival
from desktop_app.domain.role import Right
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.forms.field import Field
from desktop_app.gui.forms.rival_editor import blocking, cell_of, editor_for
from desktop_app.gui.forms.rival_rows import TickedRows
from desktop_app.gui.pages.attachments_part import attachment_words
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.exchange_columns import Dispute, moment
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.photo_viewer import PhotoViewer
from desktop_app.gui.widgets.thumbnail import Thumbnail, small_picture
from desktop_app.gui.widgets.words import Badge, SecureLabel, label
from desktop_app.i18n import _
from desktop_app.services.office import Office
from desktop_app.services.wording import sentence

_SHARE = 0.7


class _RivalCard(QFrame):
    """One value with its key; pressing it takes the value."""

    def __init__(self, number: int, rival: Rival, words: str, by: str, take: KeyedButton) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._take = take
        take.setAccessibleName(
            _("Take {value}, recorded by {who} on {laptop}").format(
                value=words, who=by or _("somebody"), laptop=rival.laptop
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(em(0.9), em(0.8), em(0.9), em(0.8))
        column.setSpacing(em(0.5))
        row = QHBoxLayout()
        row.setSpacing(em(0.6))
        row.addWidget(Badge(str(number), "key"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words, "heading", wrap=True), 1)
        column.addLayout(row)
        here = _("here") if rival.is_ours else rival.laptop
        said = " · ".join(part for part in (by, here, moment(rival.at_ms)) if part)
        column.addWidget(label(said, "caption", wrap=True))
        self._stands = Badge(_("stands meanwhile"), "info")
        column.addWidget(self._stands)
        column.addStretch()
        column.addWidget(take)

    def mark(self, *, stands: bool) -> None:
        """Say whether this is the value that everybody sees until it is settled."""
        if not stands:
            self._stands.hide()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the value."""
        super().mouseDoubleClickEvent(event)
        if self._take.isEnabled():
            self._take.click()


class RivalsPane(QWidget):
    """Shows a dispute, or what to do where none is chosen.

    Signals:
        taken: the place of the rival whose value is right, from 0.
        other_given: another value, as the ledger keeps it.
        record_requested: the record should be shown on its own page.
    """

    taken = Signal(int)
    other_given = Signal(object)
    record_requested = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._may_record = office.may(Right.RECORD)
        self._dispute: Dispute | None = None
        self._pictures: list[Attachment] = []
        self.editor: QWidget | None = None
        self._field: Field | None = None
        self._content: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(em(1.4), em(1.2), em(1.4), em(1.2))
        self._column.addStretch()

    @property
    def dispute(self) -> Dispute | None:
        """The dispute that is shown."""
        return self._dispute

    def show_dispute(self, dispute: Dispute | None) -> None:
        """Show this one, or nothing."""
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._dispute, self.editor, self._field = dispute, None, None
        self._content = self._build(dispute) if dispute else None
        if self._content is not None:
            self._column.insertWidget(0, self._content)

    def begin_other(self) -> None:
        """Go to the line for another value."""
        if self.editor is not None:
            self.editor.setFocus()

    def give_other(self) -> None:
        """Settle with what is typed, unless the rules of the record object."""
        dispute, editor, field = self._dispute, self.editor, self._field
        if dispute is None or editor is None or field is None:
            return
        issues = blocking(self._office, dispute.conflict, editor)
        field.show_issues(issues, sentence)
        value = None if issues else cell_of(dispute.conflict, editor)
        if value is not None:
            self.other_given.emit(value)

    def _build(self, dispute: Dispute) -> QWidget:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.9))
        column.addLayout(self._head(dispute))
        column.addLayout(self._rivals(dispute))
        if dispute.is_fact:
            words = _(
                "Grants, sheets and signatures are never settled by choosing. Void the wrong one"
                " with its reason; then only the right one counts."
            )
            column.addWidget(label(words, "warns", wrap=True))
            lead = KeyedButton(_("Go to the grant"))
            lead.clicked.connect(self.record_requested)
            column.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        elif self._may_record:
            self._add_other(column, dispute)
        self._add_evidence(column, dispute)
        words = _("It may wait: both values are kept, and the marked one stands meanwhile.")
        column.addWidget(label(words, "muted", wrap=True))
        return ground

    def _head(self, dispute: Dispute) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(em(0.2))
        row = QHBoxLayout()
        row.addWidget(SecureLabel(dispute.whose or dispute.kind, "name"), 1)
        way = link(_("Open the record"))
        way.clicked.connect(self.record_requested)
        row.addWidget(way)
        column.addLayout(row)
        words = _("{field}: neither had seen the other").format(field=dispute.field)
        column.addWidget(label(words, "muted", wrap=True))
        return column

    def _rivals(self, dispute: Dispute) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(em(0.8))
        names = {str(user.id): user.name for user in self._office.desk.store.users.where()}
        both = zip(dispute.conflict.rivals, dispute.values, strict=True)
        for at, (rival, words) in enumerate(both):
            take = KeyedButton(_("Take this"))
            take.clicked.connect(lambda _on=False, at=at: self.taken.emit(at))
            if dispute.is_fact or not self._may_record:
                take.hide()  # showing it here, without a parent, would open a window
            by = names.get(rival.actor, "")
            card = _RivalCard(at + 1, rival, words, by, take)
            card.mark(stands=rival.save == dispute.standing)
            row.addWidget(card, 1)
        return row

    def _add_other(self, column: QVBoxLayout, dispute: Dispute) -> None:
        self.editor = editor_for(self._office, dispute.conflict)
        if self.editor is None:
            return
        is_ticked = isinstance(self.editor, TickedRows)
        caption = (
            _("Lines of both: tick the right ones")
            if is_ticked
            else _("Neither: the right value is")
        )
        give = KeyedButton(_("Take it"), Shortcut.SAVE_AND_NEXT.keys)
        give.clicked.connect(self.give_other)
        row = QHBoxLayout()
        row.setSpacing(em(0.7))
        self._field = Field("other", caption, self.editor, hint="", unit="", required=False)
        row.addWidget(self._field, 1)
        row.addWidget(give, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        pressed = getattr(self.editor, "returnPressed", None)
        if pressed is not None:
            pressed.connect(self.give_other)

    def _add_evidence(self, column: QVBoxLayout, dispute: Dispute) -> None:
        conflict = dispute.conflict
        self._pictures = list(self._office.evidence.of(conflict.kind, conflict.record))
        papers = self._office.evidence.papers(conflict.kind, conflict.record)
        if not (self._pictures or papers):
            return
        column.addWidget(label(_("What may show which is right"), "caption"))
        if papers:
            words = _("Printed sheets: {numbers}").format(numbers=_(", ").join(papers))
            column.addWidget(label(words, "muted", wrap=True))
        if not self._pictures:
            return
        flow = FlowRow(gap=0.6)
        for at, one in enumerate(self._pictures):
            flow.add(self._picture(at, one))
        column.addWidget(flow)

    def _picture(self, at: int, one: Attachment) -> Thumbnail:
        shown = Thumbnail(_SHARE)
        try:
            picture, instead = small_picture(self._office.attaching.read(one.sha256)), ""
        except CircumstanceError as circumstance:
            picture, instead = QPixmap(), circumstance.sentence()
        name = attachment_words(one) or _("photo {number}").format(number=at + 1)
        shown.show_picture(picture, name, instead)
        shown.clicked.connect(lambda: self._enlarge(at))
        return shown

    def _enlarge(self, at: int) -> None:
        PhotoViewer(self._pictures, at, self._office.attaching.read, self).open()
