"""Reading sheet files: every key known, every value of its kind, or a sentence with the line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from desktop_app import paths
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import _, mark
from desktop_app.services.printing import forms
from desktop_app.services.printing.forms import Fault, Form

IMPRINT = "imprint"  # the words in the corners and footers of every sheet
LIKE = "like"
KINDS = {
    str: mark("this must be a text"),
    int: mark("this must be a whole number"),
    float: mark("this must be a number"),
    tuple: mark("this must be a list"),
    bool: mark("this must be true or false"),
}
AnyForm = TypeVar("AnyForm", bound=Form)
Record = TypeVar("Record")


class SheetFileError(CircumstanceError):
    """A sheet file cannot be used as it is."""

    message = mark("The sheet file “{file}” cannot be used, line {line}: {reason}.")


class _FaultError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def read_form(kind: type[AnyForm], name: str, folder: Path | None = None) -> AnyForm:
    """Read the sheet file of this name, from the office's folder if it has one.

    Raises SheetFileError with line and reason.
    """
    file = _find(name, folder)
    text, own = _load(file)
    values = _load(_find(IMPRINT, folder))[1] | _inherited(own, folder, (file,)) | own
    values.pop(LIKE, None)
    try:
        form = _build(kind, values, ())
    except _FaultError as found:
        raise _error(file, text, found.fault) from None
    for fault in form.faults():
        raise _error(file, text, fault)
    return form


def _inherited(
    own: Mapping[str, object], folder: Path | None, behind: tuple[Path, ...]
) -> dict[str, object]:
    """Give what the files say that this one is like, the nearest before the farther.

    A file that is like one of its own name means the program's.
    """
    if LIKE not in own:
        return {}
    name = str(own[LIKE])
    file = next((one for one in (_find(name, folder), _find(name)) if one not in behind), None)
    if file is None:
        raise _error(behind[0], "", Fault((LIKE,), mark("the files refer to each other"), {}))
    values = _load(file)[1]
    return _inherited(values, folder, (*behind, file)) | values


def _find(name: str, folder: Path | None = None) -> Path:
    own = folder / f"{name}.toml" if folder else None
    return own if own and own.is_file() else paths.resources() / "sheets" / f"{name}.toml"


def _load(file: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except FileNotFoundError:
        fault = Fault((), mark("there is no such file"), {})
    except UnicodeDecodeError:
        fault = Fault((), mark("the file is not written in UTF-8"), {})
    except tomllib.TOMLDecodeError as error:
        said, _at, place = str(error).partition(" (at ")
        line = re.search(r"line (\d+)", place)
        reason = _("this is not TOML ({said})").format(said=said)
        number = line[1] if line else text.count("\n") + 1
        raise SheetFileError(file=file.name, line=number, reason=reason) from None
    raise _error(file, "", fault)


def _error(file: Path, text: str, fault: Fault) -> SheetFileError:
    reason = _(fault.reason).format(**fault.details)
    keys = [str(key) for key in fault.path if isinstance(key, str)]
    if keys:
        reason = f"{keys[-1]}: {reason}"
    return SheetFileError(file=file.name, line=_line_of(text, fault.path), reason=reason)


def _build(kind: type[Record], values: Mapping[str, object], path: forms.Path) -> Record:
    """Make a record out of a table, checking each key and value on the way."""
    hints = get_type_hints(kind)
    for key in values:
        if key not in hints:
            raise _FaultError(Fault((*path, key), mark("this word is not known here"), {}))
    made = {}
    for field in fields(kind):  # type: ignore[arg-type]  # every record here is a dataclass
        if field.name in values:
            made[field.name] = _value(hints[field.name], values[field.name], (*path, field.name))
        elif field.default is MISSING:
            raise _FaultError(Fault((*path, field.name), mark("this is missing"), {}))
    return kind(**made)


def _value(hint: object, value: object, path: forms.Path) -> object:
    if get_origin(hint) is tuple:
        return _list(get_args(hint), value, path)
    if not isinstance(hint, type):
        raise TypeError(hint)
    if is_dataclass(hint):
        if not isinstance(value, dict):
            raise _FaultError(Fault(path, mark("this must be a table"), {}))
        return _build(hint, value, path)
    allowed = (int, float) if hint is float else hint
    if isinstance(value, bool) is not (hint is bool) or not isinstance(value, allowed):
        raise _FaultError(Fault(path, KINDS[hint], {}))
    if hint is not bool and isinstance(value, (int, float)) and value <= 0:
        raise _FaultError(Fault(path, mark("this must be more than zero"), {}))
    return value


def _list(members: tuple[object, ...], value: object, path: forms.Path) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise _FaultError(Fault(path, KINDS[tuple], {}))
    if members[-1] is not Ellipsis and len(value) != len(members):
        reason = mark("this must be a list of {count}")
        raise _FaultError(Fault(path, reason, {"count": len(members)}))
    return tuple(_value(members[0], one, (*path, index)) for index, one in enumerate(value))


def _line_of(text: str, path: forms.Path) -> int:
    """Find the line of a key; of the table it should stand in where it is missing."""
    lines = text.splitlines()
    table = str(path[0]) if len(path) > 1 and isinstance(path[1], int) else ""
    headers = [i for i, line in enumerate(lines) if line.strip() == f"[[{table}]]"]
    start = headers[int(path[1])] if table and int(path[1]) < len(headers) else 0
    key = next((str(one) for one in reversed(path) if isinstance(one, str)), "")
    end = next(
        (i for i in range(start + 1, len(lines)) if lines[i].lstrip().startswith("[[")),
        len(lines),
    )
    for index in range(start, end):
        if key and re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", lines[index]):
            return index + 1
    return start + 1
