"""The team of the sample season: a second laptop that goes out, and the stick between the two.

The office's laptop and the team's meet by files alone: identity files once, a bundle of what the
team needs to know, and bundles of changes afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.exchange import About, MergeReport, Purpose, Take
from desktop_app.domain.identity import BeneficiaryId, CampaignId, RouteId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.route import Route, Stop
from desktop_app.services.caretaking import Health
from desktop_app.services.desk import Desk
from desktop_app.services.exchange.laptops import Laptops
from desktop_app.services.office import Office
from desktop_app.services.season.laptop import Laptop
from desktop_app.services.season.script import Table
from desktop_app.storage.state_code import StateCode

Act = tuple[date, Callable[[Office], object]]
"""A day, and what the officer does on it."""

OUR_IDENTITY, THEIR_IDENTITY = "laptop-a.json", "laptop-b.json"


@dataclass(kw_only=True)
class Team:
    """The team, its laptop and the stick; `told` is what the script says of it.

    `met` are the people of its route, `stranger` is somebody on record at the office whom the
    team does not know and meets nevertheless.
    """

    laptop: Laptop
    told: Table
    stick: Path
    met: Sequence[Beneficiary] = ()
    stranger: Beneficiary | None = None
    bundles: list[Path] = field(default_factory=list)
    _route: str = ""
    _carried: tuple[Path, ...] = ()

    def acquaint(self, office: Desk, union: Table, code: str) -> None:
        """Found the team's laptop, and let it and the office's enrol each other."""
        self.stick.mkdir()
        desk = self.laptop.found(union, self.told["device"], code)
        with closing(desk.store):
            ours, theirs = Laptops(office), Laptops(desk)
            ours.write_identity(self.stick / OUR_IDENTITY)
            theirs.write_identity(self.stick / THEIR_IDENTITY)
            theirs.enrol(theirs.read_identity(self.stick / OUR_IDENTITY))
            ours.enrol(ours.read_identity(self.stick / THEIR_IDENTITY))

    def send_out(self, office: Office, people: Sequence[Beneficiary], campaign: str) -> None:
        """Let the office plan the team's route and write for it what it needs to know there."""
        stops = tuple(Stop(beneficiary=one.id) for one in people)
        route = Route(
            id=RouteId(new_id()),
            day=self.told["sets_out"],
            title=self.told["title"],
            team=self.told["name"],
            campaign=CampaignId(campaign),
            stops=stops,
        )
        office.routing.save(route)
        self._route = route.id
        self.met = people
        self._write(office, self.told["device"], Purpose.TEAM, About(route=RouteId(route.id)))

    def set_out(self) -> None:
        """Let the team's administrator take the bundle in and the officer come in."""
        with self.laptop.at_desk(Role.ADMINISTRATOR) as office:
            self.take_in(office)
            self.laptop.let_in(office.desk, Role.OFFICER)

    def play(self, acts: Iterable[Act], step: Callable[[], None]) -> None:
        """Let the officer do day by day what is done on the way, and write a bundle of it."""
        with self.laptop.at_desk(Role.OFFICER) as office:
            for day, do in sorted([*acts, *self._heard()], key=lambda act: act[0]):
                self.laptop.calendar.turn_to(day)
                do(office)
                step()
            self._note_stops(office)
            (other,) = office.laptops.others()
            self._write(office, other.id)

    def come_home(self, office: Office) -> MergeReport:
        """Let the office look at what the team brought, take it in, and settle what is clear."""
        looked = office.merges.preview(self._carried[-1])
        report = self.take_in(office)
        if (looked.applied, looked.conflicts) != (report.applied, report.conflicts):
            raise RuntimeError("a preview told something else than the merge did")
        settled = {one["field"] for one in self._disputes() if one["is_settled"]}
        for conflict in office.conflicts.all():
            if conflict.field in settled:
                office.conflicts.settle(conflict.id, Take.THEIRS)
        return report

    def answer(self, office: Office) -> None:
        """Let the office write everything it has for the team's laptop."""
        self._write(office, self.told["device"])

    def take_everything(self) -> tuple[StateCode, Health]:
        """Let the officer take the whole ledger in and answer; tells how it stands there then."""
        with self.laptop.at_desk(Role.OFFICER) as office:
            self.take_in(office)
            (other,) = office.laptops.others()
            self._write(office, other.id)
            return office.caretaking.state(), office.caretaking.check()

    def take_in(self, office: Office) -> MergeReport:
        """Merge what was written last; a large ledger lies on the stick in several files."""
        reports = [office.merges.merge(file) for file in self._carried]
        return reports[-1]

    def at_the_office(self) -> Iterator[Act]:
        """Tell what the office hears, and when, of what the team hears otherwise."""
        for person, one in zip(self.met, self._disputes(), strict=False):
            yield one["on"], _changing(person.id, {one["field"]: one["at_the_office"]})

    def _heard(self) -> Iterator[Act]:
        """Tell what the team hears that the office knows otherwise, or already."""
        for person, one in zip(self.met, self._disputes(), strict=False):
            yield one["on"], _changing(person.id, {one["field"]: one["on_the_way"]})
        known = self.stranger
        if known is not None:
            new = Beneficiary(
                id=BeneficiaryId(new_id()),
                name=known.name,
                phone=known.phone,
                employer=known.employer,
                remarks=self.told["stranger"]["remarks"],
            )
            yield self.told["stranger"]["on"], lambda office: office.register.save(new)

    def _note_stops(self, office: Office) -> None:
        """Let the officer note at the stops of the route the visits made on later days."""
        base = office.routing.open(self._route)
        stops = tuple(_made(stop, office) for stop in base.record.stops)
        office.routing.save(replace(base.record, stops=stops), base)

    def _disputes(self) -> Sequence[Table]:
        found: Sequence[Table] = self.told["dispute"]
        return found

    def _write(
        self, office: Office, name: str, purpose: Purpose = Purpose.FULL, about: About | None = None
    ) -> None:
        done = office.bundles.export(self.stick, [name], purpose, about=about or About())
        self._carried = (done.bundle, *done.more)
        self.bundles += self._carried


def _made(stop: Stop, office: Office) -> Stop:
    visits = office.visiting.to(stop.beneficiary or "") if stop.visit is None else []
    return replace(stop, visit=visits[-1].id) if visits else stop


def _changing(person: str, fields: dict[str, Any]) -> Callable[[Office], object]:
    def change(office: Office) -> object:
        base = office.register.open(person)
        return office.register.save(replace(base.record, **fields), base)

    return change
