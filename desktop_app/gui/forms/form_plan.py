"""What a form asks, as data: groups of fields, each with its caption and its editor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.widgets.choices import SeveralChoices
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.services.office import Office

MakeEditor = Callable[[Office], QWidget]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of a record on its form; `name` is its name in the domain, `caption` a msgid.

    `unit` and `hint` are msgids. `shared` marks what the next record of the same place has in
    common with the last one: Ctrl+D takes it over. `row` is the class of repeating rows, of
    which an InlineTable gives dicts.
    """

    name: str
    caption: str
    editor: MakeEditor
    unit: str = ""
    hint: str = ""
    required: bool = False
    wide: bool | int = False
    shared: bool = False
    row: type | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormGroup:
    """A card of fields; `title` is a msgid.

    `column` is 0 or 1 where two fit side by side, WHOLE for a card above both, ACROSS under them.

    A `folded` group shows its fields once somebody opens it, or where one of them is filled.
    """

    title: str
    fields: tuple[FormField, ...]
    column: int | None = None
    abreast: int = 2
    folded: bool = False


def choice_of(codes: str) -> MakeEditor:
    """Offer the current choices of a code list, found by pinyin initials."""
    return lambda _office: PinyinComboBox(offered(codes))


def several_of(codes: str) -> MakeEditor:
    """Offer the current choices of a short code list as chips."""
    return lambda _office: SeveralChoices(offered(codes))


def plain(editor: Callable[[], QWidget]) -> MakeEditor:
    """Make an editor that asks the office nothing."""
    return lambda _office: editor()


def words_of(codes: str, code: str | None) -> str:
    """Say a code of a list."""
    return CodeLists.load()[codes].label_of(code)


def values_of(record: object, planned: Iterable[FormField]) -> dict[str, object]:
    """Give what a form shows of a record; rows become dicts."""
    return {field.name: _shown(field, getattr(record, field.name)) for field in planned}


def read_back(
    kept: type, planned: Iterable[FormField], changed: Mapping[str, object]
) -> dict[str, Any]:
    """Turn changed values of a form into values of the record; what is emptied is as missing."""
    defaults = {field.name: _default(field) for field in fields(cast("Any", kept))}
    rows = {field.name: field.row for field in planned}
    return {name: _kept(value, rows.get(name), defaults[name]) for name, value in changed.items()}


def _shown(field: FormField, value: object) -> object:
    if field.row is None:
        return value
    names = [one.name for one in fields(field.row)]
    rows = cast("Iterable[object]", value or ())
    return tuple({name: getattr(row, name) for name in names} for row in rows)


def _kept(value: object, row: type | None, default: object) -> object:
    if row is not None:
        return tuple(_row_of(row, one) for one in cast("Iterable[Mapping[str, Any]]", value or ()))
    if value in (None, ""):
        return None if default is MISSING else default
    return value


def _row_of(row: type, values: Mapping[str, Any]) -> object:
    """Make a row; a cell left empty takes the row's default, or "" where it must have a text."""
    given: dict[str, Any] = {}
    for field in fields(row):
        value = values.get(field.name)
        if value not in (None, ""):
            given[field.name] = value
        elif _default(field) is MISSING:
            given[field.name] = ""
    return row(**given)


def _default(field: Field[Any]) -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default
