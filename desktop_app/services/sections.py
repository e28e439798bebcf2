"""The sections of people's records: kept one of a kind, suggested by the category."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from desktop_app.domain import migrant, model_worker, working_post
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.issue import Issue, objection
from desktop_app.domain.migrant import StayingPut
from desktop_app.domain.model_worker import NO_MODEL_WORKER, ModelWorker
from desktop_app.domain.regions import region_name
from desktop_app.domain.resident_id import read_resident_id
from desktop_app.domain.section import (
    FRONTLINE_POST,
    MIGRANT_ORIGIN,
    MODEL_WORKER,
    PLATFORM_WORK,
    SECTIONS,
    STAYING_PUT,
    Section,
    section_of,
)
from desktop_app.services.desk import Desk
from desktop_app.services.removing import Removing
from desktop_app.storage.sections import Sections as SectionRecords

S = TypeVar("S", bound=Section)
_Issues = tuple[Issue, ...]


class SectionKeeping(Removing[S]):
    """Keeps the sections of one kind: one for each person, or one a year where it has years."""

    def __init__(
        self,
        desk: Desk,
        records: SectionRecords[S],
        objections: Callable[[S], tuple[Issue, ...]],
    ) -> None:
        super().__init__(desk, records)
        self._sections = records
        self._own_objections = objections

    def of(self, person: str) -> list[S]:
        """Read the sections of this kind that a person has, the latest first."""
        return self._sections.of(person)

    def removed(self, person: str) -> list[S]:
        """Read the sections of this kind that were removed from a person's record."""
        return self._sections.removed(person)

    def objections(self, record: S) -> tuple[Issue, ...]:
        """List what is wrong with a section, a second one of the same person included."""
        person = self._desk.store.beneficiaries.get(record.beneficiary)
        if person is None:
            found = objection("beneficiary", "person_unknown", id=record.beneficiary)
            return (found, *self._own_objections(record))
        return (*self._own_objections(record), *self._second(record, person))

    def _second(self, record: S, person: Beneficiary) -> Iterator[Issue]:
        if record.removed_because:
            return
        others = [one for one in self.of(person.id) if one.id != record.id]
        if isinstance(record, StayingPut):
            years = {one.year for one in others if isinstance(one, StayingPut)}
            if record.year in years:
                said = {"name": person.name, "year": str(record.year)}
                yield objection("year", "stay_exists", **said)
        elif others:
            yield objection("beneficiary", "section_exists", name=person.name)


class ModelWorkers(SectionKeeping[ModelWorker]):
    """Keeps the sections of model workers, and the rhythm of the aid to those in hardship."""

    def aid_given(self, record: str) -> ModelWorker:
        """Write down that the aid was given today; it is due again after its interval."""
        base = self.open(record)
        due = model_worker.next_due(self._desk.today(), base.record.aid_interval)
        return self.save(replace(base.record, aid_due=due), base)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A section that a person has: its kind and the record."""

    kind: str
    record: Section


class Sections:
    """All the sections of the office's people, by kind."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        store = desk.store
        self.model_workers = ModelWorkers(
            desk, store.model_workers, self._today(model_worker.objections)
        )
        self.frontline_posts = SectionKeeping(
            desk, store.frontline_posts, working_post.post_objections
        )
        self.migrant_origins = SectionKeeping(
            desk, store.migrant_origins, self._today(migrant.origin_objections)
        )
        self.stays = SectionKeeping(desk, store.stays, self._today(migrant.stay_objections))
        self.platform_works = SectionKeeping(
            desk, store.platform_works, self._today(working_post.platform_objections)
        )
        self.keepers: Mapping[str, SectionKeeping[Any]] = {
            MODEL_WORKER: self.model_workers,
            FRONTLINE_POST: self.frontline_posts,
            MIGRANT_ORIGIN: self.migrant_origins,
            STAYING_PUT: self.stays,
            PLATFORM_WORK: self.platform_works,
        }

    def of(self, person: str) -> list[Held]:
        """Read every section that a person has, in the order of the sections."""
        return [
            Held(kind=kind, record=record)
            for kind in SECTIONS
            for record in self.keepers[kind].of(person)
        ]

    def removed(self, person: str) -> list[Held]:
        """Read every section that was removed from a person's record."""
        return [
            Held(kind=kind, record=record)
            for kind in SECTIONS
            for record in self.keepers[kind].removed(person)
        ]

    def missing(self, person: str) -> list[str]:
        """Name the sections that a person could be given; a New Year comes round each year."""
        held = self.of(person)
        kinds = {one.kind for one in held if one.kind != STAYING_PUT}
        years = {one.record.year for one in held if isinstance(one.record, StayingPut)}
        if self._desk.today().year in years:
            kinds.add(STAYING_PUT)
        return [kind for kind in SECTIONS if kind not in kinds]

    def suggested(self, person: Beneficiary) -> str:
        """Name the section that the person's category calls for and that is missing, or ""."""
        wanted = section_of(person.category)
        return wanted if wanted in self.missing(person.id) else ""

    def level_of_file(self, person: str) -> str:
        """Give the level that the hardship file names for a model worker without a section."""
        file = self._desk.store.hardship_files.of(person)
        level = file.record.model_worker_type if file else None
        if not level or level == NO_MODEL_WORKER or self.model_workers.of(person):
            return ""
        return level

    def prefilled(self, kind: str, person: Beneficiary) -> dict[str, object]:
        """Fill a new section with what the ledger knows already."""
        known: dict[str, object] = {"beneficiary": person.id}
        if kind == MODEL_WORKER:
            known["level"] = self.level_of_file(person.id) or None
        elif kind == MIGRANT_ORIGIN:
            known |= self._about_origin(person)
        elif kind == STAYING_PUT:
            known["year"] = self._desk.today().year
            known["children_left_behind"] = bool(self._desk.store.children.of(person.id)) or None
        elif kind == FRONTLINE_POST:
            known["unit"] = person.employer
        return known

    def home_unions(self) -> list[str]:
        """List the unions of places of origin named so far, then those of the tree of unions."""
        store, field = self._desk.store, "home_union"
        named = [*store.migrant_origins.words_in(field), *store.children.words_in(field)]
        named += [union.name for union in store.unions.where() if not union.is_retired]
        return list(dict.fromkeys(named))

    def _about_origin(self, person: Beneficiary) -> dict[str, object]:
        """Take the place of origin from the ID number, and the union here for that of the work."""
        number, _issues = read_resident_id(person.id_number or "")
        union = self._desk.store.organisations.get(self._desk.store.identity.organisation)
        region = number.region if number and region_name(number.region) else None
        return {"home_region": region, "host_union": union.name if union else None}

    def _today(self, objections: Callable[..., tuple[Issue, ...]]) -> Callable[[S], _Issues]:
        return lambda record: objections(record, today=self._desk.today())
