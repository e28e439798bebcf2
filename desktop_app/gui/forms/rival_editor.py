"""An editor for any single field, for whoever knows a better value than the rivals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, cast, get_args, get_origin

from PySide6.QtWidgets import QWidget

from desktop_app.domain.change import DELETED
from desktop_app.domain.exchange import Conflict
from desktop_app.domain.identity import BeneficiaryId, CampaignId, EmployerId, UnionId, UserId
from desktop_app.domain.issue import Issue, objection
from desktop_app.domain.resident_id import Sex
from desktop_app.gui.forms.employer_picker import EmployerPicker, EmployersPicker
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.forms.people_picker import PeoplePicker
from desktop_app.gui.forms.person_picker import PersonPicker
from desktop_app.gui.forms.rival_rows import TickedRows, rows_of, union_of
from desktop_app.gui.widgets.choices import SeveralChoices
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.headcount_edit import HeadcountEdit
from desktop_app.gui.widgets.id_number_edit import IdNumberEdit
from desktop_app.gui.widgets.number_edit import AmountEdit, NumberEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.typed_line import CodeLine, Editor, TextLine
from desktop_app.gui.widgets.yes_no import YesNo
from desktop_app.services.office import KEEPERS, Office
from desktop_app.storage.kinds import KINDS
from desktop_app.storage.kinds.fitting import hints_of

_DIGITS = frozenset({"phone", "other_phone", "guardian_phone", "chair_phone", "bank_card"})
_WHOLE = ("<class 'int'>", "int | None")
_TEXT = ("<class 'str'>", "str | None")


def editor_for(office: Office, conflict: Conflict) -> QWidget | None:
    """Make the editor of a field, or None where only the record's own form can say it.

    Of lists it offers the rows of both sides to be ticked, and people and employers to be found.
    """
    kind = KINDS[conflict.kind]
    if kind.is_fact or conflict.field == DELETED:
        return None
    hint = hints_of(kind.record)[conflict.field]
    codes = kind.column(conflict.field).codes
    if codes:
        kept = tuple(one.value for one in conflict.rivals if isinstance(one.value, str))
        choices = offered(codes, kept)
        return SeveralChoices(choices) if "tuple" in str(hint) else PinyinComboBox(choices)
    if get_origin(hint) is tuple:
        return _of_rows(office, conflict, get_args(hint)[0])
    if finder := _FINDERS.get(_bare(hint)):
        return finder(office)
    special = _special(conflict.field)
    return special() if special else _of_type(str(hint), conflict.field)


def _of_rows(office: Office, conflict: Conflict, row: Any) -> QWidget:
    column = KINDS[conflict.kind].column(conflict.field)
    every = union_of(rows_of(office, column, [rival.value for rival in conflict.rivals]))
    if row not in _SEVERAL_FOUND:
        return TickedRows(every)
    picker = _SEVERAL_FOUND[row](office)
    cast("Editor", picker).set_value(tuple(one.value for one in every))
    return picker


def _bare(hint: Any) -> Any:
    """Give the type of what may also be missing."""
    kinds = [one for one in get_args(hint) if one is not type(None)]
    return kinds[0] if len(kinds) == 1 and type(None) in get_args(hint) else hint


def _named(room: Callable[[Office], Iterable[Any]]) -> Callable[[Office], QWidget]:
    """Offer the records of a room by their names."""
    return lambda office: PinyinComboBox([(str(one.id), one.name) for one in room(office)])


_FINDERS: dict[Any, Callable[[Office], QWidget]] = {
    BeneficiaryId: PersonPicker,
    EmployerId: EmployerPicker,
    CampaignId: _named(lambda office: office.campaigns.all()),
    UserId: _named(lambda office: office.desk.store.users.where("active IS NOT 0")),
    UnionId: _named(lambda office: office.desk.store.unions.where()),
    Sex: lambda _office: PinyinComboBox(offered("sex")),
}
_SEVERAL_FOUND: dict[Any, Callable[[Office], QWidget]] = {
    BeneficiaryId: PeoplePicker,
    EmployerId: EmployersPicker,
}


def _special(field: str) -> Callable[[], QWidget] | None:
    if field == "id_number":
        return IdNumberEdit
    return CodeLine if field in _DIGITS else None


def _of_type(hint: str, field: str) -> QWidget | None:
    whole: Callable[[], QWidget] = AmountEdit if field.endswith("_fen") else NumberEdit
    makers: tuple[tuple[bool, Callable[[], QWidget]], ...] = (
        ("date" in hint, DateEdit),
        ("Headcount" in hint, HeadcountEdit),
        ("bool" in hint, YesNo),
        (hint in _WHOLE, whole),
        (hint in _TEXT, TextLine),
    )
    return next((make() for fits, make in makers if fits), None)


def blocking(office: Office, conflict: Conflict, editor: QWidget) -> list[Issue]:
    """List what would block the record if the field held what the editor holds."""
    if code := cast("Editor", editor).misread():
        return [objection(conflict.field, code)]
    cell = cell_of(conflict, editor)
    if cell is None:
        return [objection(conflict.field, "right_value_missing")]
    keeper: Any = _keeper(office, conflict.kind)
    record = keeper[0].get(conflict.record) if keeper else None
    if record is None:
        return []
    column = KINDS[conflict.kind].column(conflict.field)
    value = column.value(column.stored(cell))
    issues = keeper[1](replace(record, **{conflict.field: value}))
    return [one for one in issues if one.blocks and one.field == conflict.field]


def _keeper(office: Office, kind: str) -> tuple[Any, Any] | None:
    """Give the room in which records of a kind lie, and who knows their rules."""
    if kind == "beneficiary":
        return office.desk.store.beneficiaries, office.register.objections
    if kind == "visit":
        return office.desk.store.visits, office.visiting.objections
    keeper = KEEPERS[kind](office) if kind in KEEPERS else None
    return (keeper.records, keeper.objections) if keeper else None


def cell_of(conflict: Conflict, editor: QWidget) -> object:
    """Give what an editor holds as the ledger keeps it; None empties the field."""
    value = cast("Editor", editor).value()
    return KINDS[conflict.kind].column(conflict.field).cell(value)
