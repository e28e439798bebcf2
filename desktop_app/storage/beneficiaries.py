"""Finding people, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.change import Reading
from desktop_app.storage import search, sections
from desktop_app.storage.households import FileFilter, file_condition
from desktop_app.storage.records import Records, batches


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """Which people a list shows; what is empty does not narrow it.

    `section` is the name of a section or WITH_CHILDREN, `aid_due_by` a day in ISO form.
    `campaign` leaves those on its roster, `unvisited` those whom no visit of that campaign
    has met.
    """

    text: str = ""
    category: str = ""
    employer: str = ""
    campaign: str = ""
    section: str = ""
    aid_due_by: str = ""
    archive: FileFilter | None = None
    tag: str = ""
    unvisited: str = ""


class Beneficiaries(Records[Beneficiary]):
    """Reads people by name, number, phone, employer, category and campaign."""

    ORDERS = ("sort_key", "birth_date", "employer", "category", "address", "n")

    def search(self, text: str, limit: int = 20) -> list[Beneficiary]:
        """Find people by characters, pinyin, initials, or either end of a number."""
        rows = search.find_people(self._db, text, limit)
        found = self.where(f"n IN ({_marks(rows)})", rows, order="n DESC") if rows else []
        return sorted(found, key=lambda person: person.name != text)

    def page(
        self,
        wanted: PeopleFilter,
        *,
        order: str = "sort_key",
        down: bool = False,
        limit: int = -1,
        offset: int = 0,
    ) -> list[Beneficiary]:
        """Read one page of the people a filter leaves, in the order of one of ORDERS."""
        if order not in self.ORDERS:
            raise ValueError(order)
        condition, values = people_condition(wanted)
        by = f"{order} {'DESC' if down else 'ASC'}, n"
        return self.where(condition, values, order=by, limit=limit, offset=offset)

    def how_many(self, wanted: PeopleFilter) -> int:
        """Count the people a filter leaves."""
        return self.count(*people_condition(wanted))

    def employers(self) -> list[str]:
        """List the employers named so far, the most frequent first."""
        rows = self._db.execute(
            "SELECT employer FROM beneficiary WHERE employer IS NOT NULL "
            "GROUP BY employer ORDER BY count(*) DESC"
        )
        return [employer for (employer,) in rows]

    def at_employers(self, names: Sequence[str], limit: int = -1) -> list[Beneficiary]:
        """Read the people whose employer bears one of these names, in the order of a list."""
        return self.where(f"employer IN ({_marks(names)})", names, order="sort_key, n", limit=limit)

    def tags(self) -> list[str]:
        """List the tags that people bear, the most frequent first."""
        rows = self._db.execute(
            "SELECT marks.value FROM beneficiary, json_each(tags) AS marks "
            "GROUP BY marks.value ORDER BY count(*) DESC, marks.value"
        )
        return [str(tag) for (tag,) in rows]

    def by_id_numbers(self, numbers: Iterable[str]) -> dict[str, Reading[Beneficiary]]:
        """Read the people who bear one of these ID numbers, by number."""
        found: list[Beneficiary] = []
        for some in batches(list(dict.fromkeys(numbers))):
            found += self.where(f"id_number IN ({_marks(some)})", some)
        return {str(one.record.id_number): one for one in reversed(self.readings(found))}

    def by_ids(self, ids: Iterable[str]) -> dict[str, Beneficiary]:
        """Read several people by id."""
        found: dict[str, Beneficiary] = {}
        for some in batches(list(dict.fromkeys(ids))):
            found |= {person.id: person for person in self.where(f"id IN ({_marks(some)})", some)}
        return found


def people_condition(wanted: PeopleFilter) -> tuple[str, list[str]]:
    """Write what a filter asks for as a condition on the table of people, with its values."""
    parts, values = ["1"], []
    query = search.query(wanted.text) if wanted.text else None
    if query:
        parts.append("n IN (SELECT rowid FROM search WHERE search MATCH ?)")
        values.append(query)
    elif wanted.text.strip():
        parts.append("0")
    for name in ("category", "employer"):
        if getattr(wanted, name):
            parts.append(f"{name} = ?")
            values.append(getattr(wanted, name))
    if wanted.tag:
        parts.append("EXISTS (SELECT 1 FROM json_each(tags) AS mark WHERE mark.value = ?)")
        values.append(wanted.tag)
    if wanted.unvisited:
        parts.append(
            "id NOT IN (SELECT met.value FROM visit, json_each(visit.beneficiaries) AS met "
            "WHERE visit.campaign = ?)"
        )
        values.append(wanted.unvisited)
    if wanted.campaign:
        parts.append("id IN (SELECT beneficiary FROM roster_entry WHERE campaign = ?)")
        values.append(wanted.campaign)
    if wanted.section or wanted.aid_due_by:
        condition, given = sections.people_condition(wanted.section, wanted.aid_due_by)
        parts.append(condition)
        values.extend(given)
    if wanted.archive:
        condition, days = file_condition(wanted.archive)
        values += days
    return " AND ".join(parts), values


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _value in values)
