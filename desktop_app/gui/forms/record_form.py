"""The form of any record: shown, kept as a draft at every field, checked, saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.change import Reading
from desktop_app.domain.covered import COVERED, Mask
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.issue import Issue, any_blocks
from desktop_app.domain.moment import local_moment
from desktop_app.gui.forms.form_plan import FormField, FormGroup, read_back, values_of
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.forms.planned_sheet import PlannedSheet
from desktop_app.gui.forms.typing_history import write_text
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.choices import SeveralChoices
from desktop_app.gui.widgets.covered_line import CoveredLine
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.keeping import Keeping, NoSuchRecordError
from desktop_app.services.last_used import FIELDS as LAST_USED
from desktop_app.services.office import Office
from desktop_app.storage.drafts import Draft
from desktop_app.storage.records import id_of

R = TypeVar("R")


class RecordForm(QWidget, Generic[R]):
    """One record at a time. A subject says its names, its plan and how a new record begins.

    Numbers of people that the ledger knows stay covered until somebody asks for them.

    `form` names it among the drafts, `words` (a msgid) on the screen.

    Signals:
        saved: the record as it is kept now, and whether the next one is wanted.
        draft_kept: what is typed is safe.
        refused: a sentence that says why it could not be kept.
        touched: something was typed, or all of it was taken back again.
    """

    saved = Signal(object, bool)
    draft_kept = Signal()
    refused = Signal(str)
    touched = Signal()

    form = ""
    words = ""

    def __init__(
        self,
        office: Office,
        keeping: Keeping[R],
        plan: Sequence[FormGroup],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._keeping = keeping
        self._fields: tuple[FormField, ...] = tuple(one for group in plan for one in group.fields)
        self._record = self.blank()
        self._base: Reading[R] | None = None
        self._previous: R | None = None
        self._filled: dict[str, object] = {}
        self._begun: dict[str, Any] = {}
        self._said: frozenset[Issue] = frozenset()
        self.sheet = PlannedSheet(office, plan)
        self._build()
        self.sheet.field_edited.connect(self.follow)
        self.sheet.copy_requested.connect(self._copy)
        self.sheet.save_requested.connect(lambda: self.save(and_next=True))
        self.sheet.field_entered.connect(self._keep_place)
        for name, line, _mask in self._covering():
            line.uncover_requested.connect(partial(self._uncover, name, line))

    def blank(self) -> R:
        """Make the record from which a new one begins, with an id of its own."""
        raise NotImplementedError

    def title_of(self, record: R) -> str:
        """Say in a few words which record this is, for the title line and the list of drafts."""
        return str(getattr(record, "name", ""))

    def prepare(self, record: R) -> None:
        """Offer what may be chosen for this record, before it is shown."""

    def follow_field(self, name: str) -> None:
        """Bring what depends on a field in line with it."""

    @property
    def record(self) -> str:
        """The id under which this record is, or will be, kept."""
        return id_of(self._record)

    @property
    def title(self) -> str:
        """Which record is in the form, or what a new one is called."""
        return self.title_of(self._record) or _("New record")

    @property
    def is_new(self) -> bool:
        """Tell whether the record is not in the ledger yet."""
        return self._base is None

    @property
    def is_touched(self) -> bool:
        """Tell whether anything was typed since the form was opened."""
        return self._state() != self._begun

    def begin(self, like: R | None = None, **prefilled: object) -> None:
        """Begin a new record, with these fields filled already, and the shared ones of `like`."""
        record = replace(cast("Any", self.blank()), **prefilled)
        self._previous = like
        self._open(cast("R", record), None)

    def open(self, record: str) -> None:
        """Show a kept record, with what was typed before if it was left half done."""
        if draft := self._office.drafting.of(self.form, record):
            self.resume(draft)
        else:
            base = self._keeping.open(record)
            self._open(base.record, base)

    def resume(self, draft: Draft) -> None:
        """Go on with a draft; only what was typed stands over the record as it is now."""
        begun = self._unpacked(draft.fields.get("begun", {}))
        try:
            found = self._keeping.open(draft.record)
            self._open(found.record, Reading(found.record, draft.seen))
        except NoSuchRecordError:
            new = replace(cast("Any", self.blank()), id=draft.record, **begun)
            self._open(cast("R", new), None)
        typed = self._unpacked(draft.fields["values"])
        changed = replace(cast("Any", self._record), **typed)
        self.sheet.fill({**self.sheet.values(), **self._of(changed, typed)})
        for name, text in draft.fields["typed"].items():
            write_text(cast("QWidget", self.sheet.editor(name)), text)
        self._settle_in()
        self.sheet.history.reset()
        if left_in := self.sheet.return_to(draft.fields.get("at", {})):
            self.setFocusProxy(left_in)
        kept = local_moment(draft.at_ms)
        self._say_draft(_("Your draft of {time} goes on here.").format(time=f"{kept:%m-%d %H:%M}"))
        self.touched.emit()

    def collect(self) -> R:
        """Give the record as the form says now; an untouched form gives back an equal one."""
        return cast("R", replace(cast("Any", self._record), **self._changed()))

    def save(self, *, and_next: bool = False) -> bool:
        """Keep the record unless something stops it; a warning stops it once, to be read."""
        self._commit_cell()
        record = self.collect()
        found = [*self.sheet.misreadings(), *self._keeping.objections(record)]
        self.sheet.show_issues(found)
        if any_blocks(found) or not self._said.issuperset(found):
            self._said = frozenset(found)
            self.sheet.go_to(next((i for i in found if i.blocks), found[0]).field)
            return False
        try:
            kept = self.keep(record, self._base)
        except CircumstanceError as circumstance:
            self.refused.emit(circumstance.sentence())
            return False
        self._office.drafting.drop(self.form, id_of(kept))
        self._previous = kept
        self._begun = self._state()
        for name, line in self._recalling():
            self._office.last_used.note(name, line.value())
        self.saved.emit(kept, and_next)
        return True

    def keep(self, record: R, base: Reading[R] | None) -> R:
        """Hand the record to the office; a subject may hand over what belongs to it as well."""
        return self._keeping.save(record, base)

    def give_up(self) -> None:
        """Forget what was typed, and its draft."""
        self._office.drafting.drop(self.form, self.record)

    def follow(self, name: str) -> None:
        """Take note of a change made by hand."""
        self.follow_field(name)
        self._keep_draft()
        self.touched.emit()

    def _build(self) -> None:
        self._notice = QWidget()
        self._draft_words = label("", "muted")
        forget = link(_("Forget the draft"))
        forget.clicked.connect(self._forget)
        row = QHBoxLayout(self._notice)
        row.setContentsMargins(em(1.3), em(0.6), em(1.3), 0)
        row.addWidget(self._draft_words)
        row.addWidget(forget)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addWidget(self.sheet, 1)
        self._notice.hide()

    def _open(self, record: R, base: Reading[R] | None) -> None:
        self._record, self._base, self._said = record, base, frozenset()
        self._offer_former_choices(record)
        self.prepare(record)
        self._cover()
        for name, line in self._recalling():
            line.recall(self._office.last_used.of(name))
        self.setFocusProxy(cast("QWidget", self.sheet.editor(self._fields[0].name)))
        self.sheet.fill(values_of(record, self._fields))
        self._filled = self.sheet.values()
        self._settle_in()
        self.sheet.history.reset()
        self._begun = self._state()
        self._say_draft("")
        self.sheet.verticalScrollBar().setValue(0)
        self.touched.emit()

    def _recalling(self) -> Iterator[tuple[str, TextLine]]:
        """Find the fields that offer what was typed in them last."""
        for name, editor in self.sheet.editors().items():
            if name in LAST_USED and isinstance(editor, TextLine):
                yield name, editor

    def _covering(self) -> Iterator[tuple[str, CoveredLine, Mask]]:
        """Find the fields whose numbers are covered."""
        masks = COVERED.get(self._keeping.records.kind.name, {})
        for name, editor in self.sheet.editors().items():
            if name in masks and isinstance(editor, CoveredLine):
                yield name, editor, masks[name]

    def _cover(self) -> None:
        """Cover the numbers of the record as the ledger knows it."""
        for name, line, mask in self._covering():
            known = getattr(self._base.record, name) if self._base else None
            line.protect(known, mask(known) if known else "")

    def _uncover(self, name: str, line: CoveredLine) -> None:
        """Show a covered number; the audit trail says who asked."""
        try:
            self._keeping.reveal(self.record, name, _("to correct the record"))
        except CircumstanceError as circumstance:
            self.refused.emit(circumstance.sentence())
        else:
            line.uncover()

    def _settle_in(self) -> None:
        self.sheet.open_what_is_filled()
        for field in self._fields:
            self.follow_field(field.name)

    def _offer_former_choices(self, record: R) -> None:
        """Offer the choices of now; one that was retired since stands where a record has it."""
        for column in self._keeping.records.kind.columns:
            editor = self.sheet.editors().get(column.name)
            if column.codes and isinstance(editor, (PinyinComboBox, SeveralChoices)):
                editor.set_choices(offered(column.codes, getattr(record, column.name)))

    def _changed(self) -> dict[str, Any]:
        """Give the fields that somebody has changed, as the record keeps them."""
        now = self.sheet.values()
        changed = {name: one for name, one in now.items() if one != self._filled[name]}
        return read_back(type(self._record), self._fields, changed)

    def _of(self, record: R, names: Mapping[str, object]) -> dict[str, object]:
        return {name: one for name, one in values_of(record, self._fields).items() if name in names}

    def _state(self) -> dict[str, Any]:
        """Give all that was typed as plain JSON values."""
        typed = {one.field: dict(one.details)["text"] for one in self.sheet.misreadings()}
        return {"values": self._packed(self._changed()), "typed": typed}

    def _packed(self, values: Mapping[str, object]) -> dict[str, Any]:
        kind = self._keeping.records.kind
        return {name: kind.column(name).cell(value) for name, value in values.items()}

    def _unpacked(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        kind = self._keeping.records.kind
        known = {name: cell for name, cell in cells.items() if cell is not None}
        read = {
            name: kind.column(name).value(kind.column(name).stored(cell))
            for name, cell in known.items()
        }
        emptied: dict[str, object] = {name: None for name in cells if name not in known}
        return {**read, **read_back(type(self._record), self._fields, emptied)}

    def _keep_draft(self) -> None:
        state = self._state()
        if state == self._begun:
            self._office.drafting.drop(self.form, self.record)
            return
        if self._base is None:
            kind = self._keeping.records.kind
            state["begun"] = kind.cells(self._record)
        state["at"] = self.sheet.where()
        seen = self._base.seen if self._base else {}
        title = self.title_of(self.collect())
        self._office.drafting.keep(self.form, self.record, title, state, seen)
        self.draft_kept.emit()

    def _keep_place(self, _name: str) -> None:
        """Keep in the draft where the cursor went."""
        if self._filled and self.is_touched:
            self._keep_draft()

    def _forget(self) -> None:
        """Give a draft up: a kept record is shown anew, a new one begins again."""
        self.give_up()
        if self._base is None:
            self.begin()
        else:
            self.open(self.record)

    def _say_draft(self, words: str) -> None:
        self._draft_words.setText(words)
        self._notice.setVisible(bool(words))

    def _copy(self, name: str) -> None:
        """Take over what the record before has there, where that is shared at all."""
        shared = {field.name for field in self._fields if field.shared}
        previous = self._previous or self._latest()
        if name in shared and previous is not None:
            self.sheet.put(name, values_of(previous, self._fields)[name])

    def _latest(self) -> R | None:
        latest = self._keeping.records.where(order="n DESC", limit=2)
        return next((one for one in latest if id_of(one) != self.record), None)

    def _commit_cell(self) -> None:
        """Let an opened cell or choice hand over what is typed in it."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
