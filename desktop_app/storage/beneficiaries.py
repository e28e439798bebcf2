"""Finding people, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.change import Reading
from desktop_app.domain.likeness import differ_by_one
from desktop_app.domain.names import pinyin_keys
from desktop_app.storage import aliases, search, sections
from desktop_app.storage.batches import batches
from desktop_app.storage.households import FileFilter, file_condition
from desktop_app.storage.records import Records

_MOST_CANDIDATES = 50
_MOST_COLLEAGUES = 2000


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
        if wanted == PeopleFilter():  # the whole register: no need to look at every row
            return self.count() - self.count("id IN (SELECT alias FROM person_alias)")
        return self.count(*people_condition(wanted))

    def known_as(self, person: str) -> tuple[str, ...]:
        """Give every id under which a person was recorded, the one that is shown first."""
        return aliases.known_as(self._db, person)

    def kept_ids_of(self, people: Iterable[str]) -> dict[str, str]:
        """Lead from each of these people to the record that is shown for them."""
        return aliases.kept_ids_of(self._db, people)

    def candidates(self, person: Beneficiary) -> list[Beneficiary]:
        """Read the people worth comparing with one: each condition is answered by an index."""
        rows: dict[int, None] = {}
        for condition, values in _likely(person):
            found = self._db.execute(
                f"SELECT n FROM beneficiary WHERE {condition} LIMIT {_MOST_CANDIDATES}", values
            )
            rows |= dict.fromkeys(n for (n,) in found)
        rows |= dict.fromkeys(self._colleagues(person))
        unlike = set(self.known_as(person.id))
        read = [one for some in batches([str(n) for n in rows]) for one in self._in_rows(some)]
        return [one for one in read if one.id not in unlike]

    def likely_pairs(self) -> Iterator[tuple[str, str]]:
        """Pair, by id, the shown people of the whole ledger who are worth comparing."""
        for names in ("id_number", "name, birth_date", "phone"):
            yield from self._equal_in(names)
        yield from self._neighbours()

    def alike_among(self, people: Sequence[str]) -> int:
        """Count those of these people who may be on record twice."""
        alike = " OR ".join(
            "EXISTS (SELECT 1 FROM beneficiary other WHERE other.id <> person.id AND "
            + " AND ".join(f"other.{name} = person.{name}" for name in names.split(", "))
            + ")"
            for names in ("id_number", "name, birth_date", "phone")
        )
        counted = 0
        for some in batches(people):
            (number,) = self._db.execute(
                f"SELECT count(*) FROM beneficiary person WHERE id IN ({_marks(some)}) "
                f"AND {aliases.IS_SHOWN} AND ({alike})",
                list(some),
            ).fetchone()
            counted += int(number)
        return counted

    def _in_rows(self, rows: Sequence[str]) -> list[Beneficiary]:
        return self.where(f"n IN ({_marks(rows)}) AND {aliases.IS_SHOWN}", rows)

    def _colleagues(self, person: Beneficiary) -> Iterator[int]:
        """Find, by the index alone, colleagues whose names sound like this one or differ little."""
        if not (person.employer and person.name):
            return
        sound = " ".join(pinyin_keys(person.name)[0])
        surname = sound.split(" ")[0]
        for low in (f"{sound} ", f"{surname} ", ""):
            found = self._db.execute(
                "SELECT n, sort_key FROM beneficiary WHERE employer = ? AND sort_key >= ? "
                f"AND sort_key < ? LIMIT {_MOST_COLLEAGUES}",
                [person.employer, low, f"{low[:-1]}!" if low else "\U0010ffff"],
            )
            for n, key in found:
                if key.startswith(f"{sound} ") or differ_by_one(
                    person.name, key.rpartition(" ")[2]
                ):
                    yield n

    def _equal_in(self, names: str) -> Iterator[tuple[str, str]]:
        known = " AND ".join(f"{name} IS NOT NULL" for name in names.split(", "))
        rows = self._db.execute(
            f"SELECT {names}, id FROM beneficiary WHERE ({names}) IN (SELECT {names} "
            f"FROM beneficiary WHERE {known} GROUP BY {names} HAVING count(*) > 1) "
            f"AND {aliases.IS_SHOWN} ORDER BY {names}, n"
        )
        for _values, group in groupby(rows, key=lambda row: row[:-1]):
            yield from combinations((row[-1] for row in group), 2)

    def _neighbours(self) -> Iterator[tuple[str, str]]:
        """Pair colleagues who stand beside each other where names are ordered by their sound."""
        rows = self._db.execute(
            "SELECT employer, sort_key, id FROM beneficiary "
            f"WHERE employer IS NOT NULL AND {aliases.IS_SHOWN} ORDER BY employer, sort_key"
        )
        for (employer, sound, one), (its_employer, its_sound, other) in pairwise(rows):
            if employer == its_employer and _sound(sound) == _sound(its_sound):
                yield one, other

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
        bearing = {str(person.id_number): person for person in reversed(found)}
        shown = self.by_ids(person.id for person in bearing.values())
        # Who was merged into a record with another number is still known by the old one.
        known = {
            number: shown[person.id] if shown[person.id].id_number in (number, None) else person
            for number, person in bearing.items()
        }
        readings = {one.record.id: one for one in self.readings(list(known.values()))}
        return {number: readings[person.id] for number, person in known.items()}

    def by_ids(self, ids: Iterable[str]) -> dict[str, Beneficiary]:
        """Read several people by id; for one that was merged away, the record that is shown."""
        kept = self.kept_ids_of(ids)
        found: dict[str, Beneficiary] = {}
        for some in batches(list(dict.fromkeys(kept.values()))):
            found |= {person.id: person for person in self.where(f"id IN ({_marks(some)})", some)}
        return {asked: found[shown] for asked, shown in kept.items() if shown in found}


def people_condition(wanted: PeopleFilter) -> tuple[str, list[str]]:
    """Write what a filter asks for as a condition on the table of people, with its values."""
    parts, values = [aliases.IS_SHOWN], []
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
            f"id NOT IN (SELECT {aliases.shown('met.value')} "
            "FROM visit, json_each(visit.beneficiaries) AS met "
            "WHERE visit.campaign = ?)"
        )
        values.append(wanted.unvisited)
    if wanted.campaign:
        parts.append(
            "id IN (SELECT coalesce(a.person, r.beneficiary) FROM roster_entry r "
            "LEFT JOIN person_alias a ON a.alias = r.beneficiary WHERE r.campaign = ?)"
        )
        values.append(wanted.campaign)
    if wanted.section or wanted.aid_due_by:
        condition, given = sections.people_condition(wanted.section, wanted.aid_due_by)
        parts.append(condition)
        values.extend(given)
    if wanted.archive:
        condition, days = file_condition(wanted.archive)
        parts.append(condition)
        values += days
    return " AND ".join(parts), values


def _likely(person: Beneficiary) -> Iterator[tuple[str, list[str]]]:
    if person.id_number:
        yield "id_number = ?", [person.id_number]
    if person.name and person.birth_date:
        yield "name = ? AND birth_date = ?", [person.name, person.birth_date.isoformat()]
    for phone in dict.fromkeys((person.phone, person.other_phone)):
        if phone:
            yield "phone = ?", [phone]
            yield "other_phone = ?", [phone]


def _sound(sort_key: str) -> str:
    """Give the pinyin of a key in which the name itself stands last."""
    return sort_key.rpartition(" ")[0]


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _value in values)
