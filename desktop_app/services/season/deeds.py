"""What the people of the sample office do beside rosters and money: resources/sample/records.toml.

A deed says who does what on which day. A text that begins with @ stands for an id: `@NAME` for
what an earlier deed has kept `as` that name, `@person …` for a person by name, `@file …` for
that person's hardship file, `@grant …` for what is ready to be handed over, `@user …` for who has
a role, `@campaign` for the campaign of the season.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.change import Edit
from desktop_app.domain.role import Role
from desktop_app.domain.second_keying import KeyedField
from desktop_app.services import record_file, visit_file
from desktop_app.services.enrolling import Enrolling
from desktop_app.services.office import KEEPERS, Office
from desktop_app.services.season.script import Table, sample_folder
from desktop_app.storage import kinds

R = TypeVar("R")

PERSON, VISIT = kinds.BENEFICIARY.name, kinds.VISIT.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One deed of one person; `called` is the name under which later deeds know its record."""

    on: date
    by: Role
    do: str
    kind: str = ""
    called: str = ""
    record: Table
    photos: tuple[Table, ...] = ()
    signature: str = ""


def read() -> list[Deed]:
    """Read the deeds of the sample, in the order of the file."""
    text = (sample_folder() / "records.toml").read_text(encoding="utf-8")
    return [_deed(table) for table in tomllib.loads(text)["deed"]]


class Deeds:
    """Performs deeds and remembers what they have kept."""

    def __init__(self, people: Mapping[Role, str], campaign: str) -> None:
        self._people = people
        self._campaign = campaign
        self._kept: dict[str, tuple[str, str]] = {}

    def perform(self, deed: Deed, office: Office) -> None:
        """Do it through the same services as the window. Raises what they raise."""
        how = {
            "keep": self._keep,
            "change": self._change,
            "merge": self._merge,
            "tag": self._tag,
            "take_in": self._take_in,
            "key_twice": self._key_twice,
        }
        how[deed.do](deed, office)

    def visited(self, deeds: Iterable[Deed], office: Office) -> set[str]:
        """Say whom visits of these deeds lead to, so that nobody is visited twice."""
        visits = (deed.record for deed in deeds if deed.kind == VISIT)
        return {self._id(one, office) for visit in visits for one in visit.get("beneficiaries", ())}

    def _keep(self, deed: Deed, office: Office) -> None:
        values = self._values(deed.record, office)
        if deed.kind == VISIT:
            visit, given = visit_file.read(_json(values))
            made = office.visiting.with_employers(visit)
            office.visiting.save(made, given, beside=_attached(deed, made.id, office))
            self._note(deed, made.id)
        elif deed.kind == PERSON:
            person = record_file.read(kinds.BENEFICIARY, _json(values))
            self._note(deed, office.register.save(person).id)
        else:
            keeper = KEEPERS[deed.kind](office)
            record = record_file.read(keeper.records.kind, _json(values))
            kept = keeper.save(record, beside=_attached(deed, record.id, office))
            self._note(deed, kept.id)

    def _change(self, deed: Deed, office: Office) -> None:
        values = self._values(deed.record, office)
        if deed.kind == PERSON:
            person = office.register.open(self._person(deed.called, office).id)
            laid = _laid_over(kinds.BENEFICIARY, person.record, values)
            office.register.save(laid, person)
            return
        kind, record = self._kept[deed.called]
        keeper = KEEPERS[kind](office)
        base = keeper.open(record)
        keeper.save(_laid_over(keeper.records.kind, base.record, values), base)

    def _merge(self, deed: Deed, office: Office) -> None:
        values = self._values(deed.record, office)
        office.merging.merge(**values)

    def _tag(self, deed: Deed, office: Office) -> None:
        people = [self._person(name, office).id for name in deed.record["people"]]
        office.tagging.tag(people, add=deed.record["tags"])

    def _take_in(self, deed: Deed, office: Office) -> None:
        """Import a workbook of hardship files, without a campaign."""
        enrolling = Enrolling(office.desk)
        enrolling.take(enrolling.preview(sample_folder() / str(deed.record["file"])))

    def _key_twice(self, deed: Deed, office: Office) -> None:
        office.keying.switch([KeyedField(one) for one in deed.record["fields"]])

    def _note(self, deed: Deed, record: str) -> None:
        if deed.called:
            self._kept[deed.called] = (deed.kind, record)

    def _values(self, table: Table, office: Office) -> dict[str, Any]:
        return {name: self._value(value, office) for name, value in table.items()}

    def _value(self, value: object, office: Office) -> Any:  # noqa: ANN401 - what TOML holds
        if isinstance(value, str) and value.startswith("@"):
            return self._id(value, office)
        if isinstance(value, Mapping):
            return self._values(value, office)
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [self._value(one, office) for one in value]
        return value

    def _id(self, reference: str, office: Office) -> str:
        what, _blank, name = reference.removeprefix("@").partition(" ")
        found: dict[str, Callable[[], str]] = {
            "campaign": lambda: self._campaign,
            "person": lambda: self._person(name, office).id,
            "file": lambda: self._file(name, office),
            "grant": lambda: self._grant(name, office),
            "user": lambda: self._user(Role(name), office),
        }
        return found[what]() if what in found else self._kept[what][1]

    def _person(self, name: str, office: Office) -> Beneficiary:
        (found,) = [one for one in office.register.search(name) if one.name == name]
        return found

    def _file(self, name: str, office: Office) -> str:
        person = self._person(name, office).id
        (file,) = office.hardship_files.listed([("beneficiary", person)], 2)
        return file.id

    def _grant(self, name: str, office: Office) -> str:
        person = self._person(name, office).id
        return office.visiting.ready_for(person, self._campaign)[0].grant.id

    def _user(self, role: Role, office: Office) -> str:
        (found,) = office.desk.store.users.where("name = ?", [self._people[role]])
        return found.id


def _deed(table: Table) -> Deed:
    values = {**table}
    values["by"] = Role(values.get("by", Role.OFFICER))
    values["photos"] = tuple(values.get("photos", ()))
    values["called"] = values.pop("as", "")
    return Deed(**values)


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, default=date.isoformat)


def _laid_over(kind: kinds.Kind[R], record: R, values: Mapping[str, Any]) -> R:
    """Change a record; what is "" now is emptied."""
    merged = {**record_file.write(kind, record), **values}
    return record_file.read(kind, _json({k: value for k, value in merged.items() if value != ""}))


def _attached(deed: Deed, record: str, office: Office) -> list[Edit]:
    """Take in the pictures of a deed and say what keeps them with its record."""
    taken: list[Attachment] = [
        office.attaching.take_photo(_picture(one["file"]), caption=one["caption"])
        for one in deed.photos
    ]
    if deed.signature:
        taken.append(office.attaching.take_signature(_picture(deed.signature)))
    return office.attaching.edits_for(deed.kind, record, taken, ()) if taken else []


def _picture(name: str) -> bytes:
    return (sample_folder() / "photos" / Path(name).name).read_bytes()
