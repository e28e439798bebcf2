"""Households: members, hardship files, their procedure, and the lists of what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from desktop_app.domain.change import Reading, Seen
from desktop_app.domain.household import HardshipFile, Household, HouseholdMember
from desktop_app.domain.procedure import ProcedureStep
from desktop_app.storage import aliases
from desktop_app.storage.changes import Changes
from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import HARDSHIP_FILE, HOUSEHOLD, HOUSEHOLD_MEMBER
from desktop_app.storage.records import Records

_PART = "/"


class HouseholdMembers(Records[HouseholdMember]):
    """Reads households."""

    def of(self, beneficiary: str) -> list[Reading[HouseholdMember]]:
        """Read everybody ever listed in a person's household, in the order of their recording."""
        found = self.where(f"beneficiary {aliases.OF_PERSON}", [beneficiary, beneficiary])
        return self.readings(found)

    def present(self, beneficiary: str) -> list[HouseholdMember]:
        """Read those who live with a person now."""
        condition = f"beneficiary {aliases.OF_PERSON} AND coalesce(gone, 0) = 0"
        return self.where(condition, [beneficiary, beneficiary])


class HardshipFiles(Records[HardshipFile]):
    """Reads hardship files."""

    def of(self, beneficiary: str) -> Reading[HardshipFile] | None:
        """Read a person's hardship file, if there is one; the kept record's own comes first."""
        kept = aliases.kept_id(self._db, beneficiary)
        found = self.where(f"beneficiary {aliases.OF_PERSON}", [kept, kept])
        found.sort(key=lambda file: file.beneficiary != kept)
        return self.readings(found[:1])[0] if found else None

    def latest_line(self) -> HardshipFile | None:
        """Read the file that was last begun with a local line of the minimum allowance."""
        found = self.where("subsistence_line_fen IS NOT NULL", order="n DESC", limit=1)
        return found[0] if found else None


class ProcedureSteps(Records[ProcedureStep]):
    """Reads what was done for a file."""

    def of(self, file: str) -> list[ProcedureStep]:
        """Read the steps of a file in the order of their entry, withdrawn ones included."""
        return self.where("file = ?", [file])


class Households(Records[Household]):
    """Reads hardship files together with their households; it has no table of its own."""

    def __init__(self, db: Database, changes: Changes) -> None:
        super().__init__(db, changes, HOUSEHOLD)
        self._files = HardshipFiles(db, changes, HARDSHIP_FILE)
        self._members = HouseholdMembers(db, changes, HOUSEHOLD_MEMBER)

    def reading(self, record: str) -> Reading[Household] | None:
        """Read a file and its members; each cell of a member is known as `id/field`."""
        file = self._files.reading(record)
        if file is None:
            return None
        members = self._members.of(file.record.beneficiary)
        present = tuple(one.record for one in members if not one.record.gone)
        seen: dict[str, tuple[str, ...]] = {name: tuple(s) for name, s in file.seen.items()}
        for one in members:
            for name, saves in one.seen.items():
                seen[f"{one.record.id}{_PART}{name}"] = tuple(saves)
        return Reading(Household.of(file.record, present), seen)

    def where(
        self,
        condition: str = "1",
        values: Sequence[Any] = (),
        *,
        order: str = "n",
        limit: int = -1,
        offset: int = 0,
    ) -> list[Household]:
        """Read the files that fit a condition on the table of files, with their members."""
        files = self._files.where(condition, values, order=order, limit=limit, offset=offset)
        return [
            Household.of(file, tuple(self._members.present(file.beneficiary))) for file in files
        ]


def seen_of_file(seen: Seen) -> Seen:
    """Give the part of a household's reading that is about the file."""
    return {name: saves for name, saves in seen.items() if _PART not in name}


def seen_of_member(seen: Seen, member: str) -> Seen:
    """Give the part of a household's reading that is about one member."""
    start = f"{member}{_PART}"
    return {
        name.removeprefix(start): saves for name, saves in seen.items() if name.startswith(start)
    }


class FileList(StrEnum):
    """A list of hardship files that want something."""

    ALL = "all"
    UNCHANGED = "unchanged"
    UNAIDED = "unaided"
    NOTICE = "notice"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class FileFilter:
    """A list of files as it stands on a day."""

    name: FileList
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file as the lists show it; `since` is the day from which its list counts, if it has one."""

    file: str
    beneficiary: str
    name: str
    employer: str
    category: str
    since: date | None


# What was not withdrawn, and where each file stands; opinions move nothing.
_STANDING = """
SELECT s.* FROM procedure_step s WHERE s.step <> 'withdrawn'
  AND NOT EXISTS (SELECT 1 FROM procedure_step w WHERE w.withdraws = s.id)
"""
_LAST = f"""
(SELECT s.step FROM ({_STANDING}) s WHERE s.file = f.id
  AND s.step NOT IN ('admin_opinion', 'union_opinion', 'system_opinion')
  ORDER BY s.day DESC, s.n DESC LIMIT 1)
"""
_OPEN = f"coalesce({_LAST}, '') NOT IN ('released', 'cancelled')"
_REVIEWED = f"""
coalesce((SELECT max(s.day) FROM ({_STANDING}) s WHERE s.file = f.id
  AND s.step IN ('filed', 'review')), f.filed_on)
"""
_NOTICE_ENDS = f"""
(SELECT s.until FROM ({_STANDING}) s WHERE s.file = f.id AND s.step = 'notice'
  ORDER BY s.day DESC, s.n DESC LIMIT 1)
"""
_AIDED = f"""
EXISTS (SELECT 1 FROM handover h JOIN "grant" g ON g.id = h."grant"
  WHERE {aliases.shown("g.beneficiary")} = {aliases.shown("f.beneficiary")}
    AND NOT EXISTS (SELECT 1 FROM grant_void v WHERE v."grant" = g.id))
"""
_CONDITIONS = {
    FileList.ALL: ("1", 0),
    FileList.UNCHANGED: (
        f"{_OPEN} AND (f.changed_on IS NULL OR f.changed_on <= date(?, '-1 year'))",
        1,
    ),
    FileList.UNAIDED: (f"{_OPEN} AND NOT {_AIDED}", 0),
    FileList.NOTICE: (f"{_LAST} = 'notice' AND {_NOTICE_ENDS} >= ?", 1),
    FileList.REVIEW: (f"{_OPEN} AND {_REVIEWED} <= date(?, '-1 year')", 1),
}
_SINCE = {
    FileList.ALL: "f.changed_on",
    FileList.UNCHANGED: "f.changed_on",
    FileList.UNAIDED: _REVIEWED,
    FileList.NOTICE: _NOTICE_ENDS,
    FileList.REVIEW: _REVIEWED,
}


def file_condition(wanted: FileFilter) -> tuple[str, list[str]]:
    """Write a list of files as a condition on the table of people, with its values."""
    condition, days = _CONDITIONS[wanted.name]
    among = f"SELECT {aliases.shown('f.beneficiary')} FROM hardship_file f WHERE {condition}"
    return f"id IN ({among})", [wanted.day.isoformat()] * days


class FileLists:
    """Reads the lists of files that want something."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def how_many(self, wanted: FileFilter) -> int:
        """Count the files on a list."""
        condition, days = _CONDITIONS[wanted.name]
        (count,) = self._db.execute(
            f"SELECT count(*) FROM hardship_file f WHERE {condition}",
            [wanted.day.isoformat()] * days,
        ).fetchone()
        return int(count)

    def page(self, wanted: FileFilter, *, limit: int = -1, offset: int = 0) -> list[FileLine]:
        """Read the files on a list, the longest waiting first."""
        condition, days = _CONDITIONS[wanted.name]
        rows = self._db.execute(
            "SELECT f.id, f.beneficiary, b.name, b.employer, f.hardship_category, "
            f"{_SINCE[wanted.name]} AS since FROM hardship_file f "
            "LEFT JOIN beneficiary b ON b.id = f.beneficiary "
            f"WHERE {condition} ORDER BY since, b.sort_key, f.n LIMIT ? OFFSET ?",
            [*[wanted.day.isoformat()] * days, limit, offset],
        )
        return [_line(row) for row in rows]


def _line(row: Sequence[Any]) -> FileLine:
    file, beneficiary, name, employer, category, since = row
    return FileLine(
        file=file,
        beneficiary=beneficiary or "",
        name=name or "",
        employer=employer or "",
        category=category or "",
        since=date.fromisoformat(since) if since else None,
    )
