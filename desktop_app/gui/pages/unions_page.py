"""The tree of unions: who stands below whom, edited by the administrator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from desktop_app.domain import phone, regions
from desktop_app.domain.union import COUNTS, Place, Union
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.forms.columns import FieldGrid
from desktop_app.gui.forms.form_plan import words_of
from desktop_app.gui.forms.union_form import PLAN, UnionForm
from desktop_app.gui.pages.covered_value import covered_value
from desktop_app.gui.pages.page import PageAction
from desktop_app.gui.pages.person_parts import fact, named
from desktop_app.gui.pages.record_page import Form, RecordPage
from desktop_app.gui.pages.record_pane import Head, Part, RecordPane
from desktop_app.gui.pages.timeline import timeline_of
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.record_table import Column
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.find_line import FindLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office
from desktop_app.services.unions import UnionFilter, Unions

_STEP = "　"  # one level of the tree
_DEEDS = {"union.moved": mark("Moved among its neighbours")}
_COVERED = "chair_phone"
_CAPTIONS = {field.name: field.caption for group in PLAN for field in group.fields}
_LISTS = {"level": "union_level", "union_type": "union_type", "union_form": "union_form"}


class UnionsPage(RecordPage):
    """The tree on the left, one union on the right."""

    name, title, icon = "unions", mark("Unions"), "settings"
    right: ClassVar = Unions.right

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self._may_record = office.may(self.right)
        self._unions = office.unions
        action = _("New union") if self._may_record else ""
        advice = _("Record your own union first (Ctrl+N), then those below it.")
        self._nothing = EmptyState(_("No union is recorded yet"), advice, action)
        self._list = RecordList(_columns(), _("Unions"), self._nothing)
        self._find = FindLine(_("Filter by name or code"))
        self._retired = Chip(_("Retired ones too"))
        for part in (self._find, self._retired):
            self._list.filters.add(part)
        self._pane = RecordPane(_("Choose a union in the list to see it here."))
        self.build(self._list, self._pane, [UnionForm])
        self._connect()

    @property
    def _form(self) -> UnionForm:
        return self.made(UnionForm)

    def list_actions(self) -> Sequence[PageAction]:
        """Offer what may be done with the chosen union, and a new one."""
        if not self._may_record:
            return ()
        chosen = self._list.view.chosen_record()
        offered = []
        if isinstance(chosen, Place):
            words = mark("Offer again") if chosen.union.is_retired else mark("Retire")
            offered = [
                PageAction(mark("Up"), "Alt+Up", lambda: self._move(-1)),
                PageAction(mark("Down"), "Alt+Down", lambda: self._move(1)),
                PageAction(words, "", self._retire_or_restore),
            ]
        new = PageAction(mark("New union"), Shortcut.NEW.keys, self.begin_new, primary=True)
        return (*offered, new)

    def read(self) -> None:
        """Read the tree again and keep the union in sight."""
        chosen = self._pane.record
        text = self._find.wanted()
        wanted = UnionFilter(text=text, retired=self._retired.isChecked())
        places = self._unions.tree(wanted)
        if text:
            self._nothing.say(_("No union fits"), _("Type less of the name."))
        self._list.show_records(places, _comes_to(places))
        self._choose(chosen)

    def choose(self, record: str) -> None:
        """Put the cursor on a union, taking off the filters that hide it."""
        if not self._choose(record):
            self._find.clear()
            self._retired.setChecked(True)
            self.read()
            self._choose(record)

    def begin_new(self) -> None:
        """Record a union below the one that is chosen."""
        chosen = self._list.view.chosen_record()
        parent = chosen.union.id if isinstance(chosen, Place) else None
        self.write(self._form, lambda _form: self._form.begin(parent=parent))

    def begin_like(self, form: Form, kept: object) -> None:
        """Begin the next union below the same parent."""
        if isinstance(kept, Union):
            self._form.begin(kept, parent=kept.parent)

    def _connect(self) -> None:
        self._list.view.record_chosen.connect(self._show)
        self._list.view.record_activated.connect(lambda one: self._edit(one.union.id))
        self._pane.edit_requested.connect(self._edit)
        self._nothing.action_requested.connect(self.begin_new)
        self._find.text_settled.connect(self.read)
        self._retired.clicked.connect(self.read)

    def _edit(self, record: str) -> None:
        self.edit(self._form, record)

    def _choose(self, record: str) -> bool:
        table = self._list.table
        rows = range(table.rowCount())
        row = next((row for row in rows if table.record(row).union.id == record), None)
        if row is not None:
            self._list.view.choose_row(row)
        return row is not None

    def _move(self, by: int) -> None:
        chosen = self._pane.record
        if chosen:
            self._unions.move(chosen, by)
            self.read()

    def _retire_or_restore(self) -> None:
        """Turn the offer off or on; nothing is lost, so nobody is asked."""
        chosen = self._list.view.chosen_record()
        if not isinstance(chosen, Place):
            return
        if chosen.union.is_retired:
            self._unions.restore(chosen.union.id)
        else:
            self._unions.retire(chosen.union.id, self._office.desk.today())
        self.read()
        self.choose(chosen.union.id)

    def _show(self, place: Place | None) -> None:
        self.actions_changed.emit()
        if place is None:
            self._pane.clear()
            return
        union = place.union
        self._pane.present(
            Head(
                record=union.id,
                name=union.name,
                facts=" › ".join(place.path[:-1]),
                badge=_("retired") if union.is_retired else words_of("union_level", union.level),
                tone="warn" if union.is_retired else "plain",
                may_edit=self._may_record,
            ),
            [Part(_("Overview"), self._facts(union))],
            label(_("History"), "heading"),
            timeline_of(self._unions.history(union.id), _DEEDS),
        )

    def _facts(self, union: Union) -> QWidget:
        grid = FieldGrid(2, 11)
        for name, words in _said(union):
            caption = _(_CAPTIONS[name])
            if name == _COVERED:
                masked = phone.mask(words)
                shown = covered_value(self._unions.reveal, union.id, name, masked, caption)
                grid.add_cell(named(caption, shown))
            else:
                grid.add_cell(fact(caption, words))
        return grid


def _columns() -> tuple[Column[Place], ...]:
    return (
        Column(
            mark("Union"), lambda one: _STEP * one.depth + one.union.name, stretch=True, least=14
        ),
        Column(mark("Union code"), lambda one: one.union.code, width=6, leave=1),
        Column(
            mark("Level"),
            lambda one: words_of("union_level", one.union.level),
            badge=lambda _one: "plain",
            width=6.5,
            leave=5,
        ),
        Column(mark("Chair"), lambda one: one.union.chair, width=5, leave=2),
        _number(mark("Workers"), lambda one: one.union.workers, leave=3),
        _number(mark("Members"), lambda one: one.union.members, leave=4),
    )


def _number(title: str, count: Callable[[Place], int | None], leave: int) -> Column[Place]:
    return Column(title, lambda one: _count(count(one)), right=True, width=4.5, leave=leave)


def _comes_to(places: Sequence[Place]) -> str:
    count = len(places)
    return ngettext("{count} union", "{count} unions", count).format(count=f"{count:,}")


def _said(union: Union) -> Iterator[tuple[str, str]]:
    """Say every field that holds something, in the order of the form."""
    for name in _CAPTIONS:
        value = getattr(union, name)
        if value in (None, "") or name in ("name", "parent"):
            continue
        if name in _LISTS:
            yield name, words_of(_LISTS[name], value)
        elif isinstance(value, bool):
            yield name, _("yes") if value else _("no")
        elif name in COUNTS:
            yield name, f"{value:,}"
        elif name == "region":
            yield name, f"{value} {regions.region_name(value) or ''}".strip()
        else:
            yield name, str(value)


def _count(count: int | None) -> str:
    return "" if count is None else f"{count:,}"
