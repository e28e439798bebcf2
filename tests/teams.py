"""A season of one office and many teams: each knows its own people, and all bring back at random.

One number, the seed, decides everything but keys: who is visited, given to, edited and met by
chance, whose clock is wrong, which bundles come twice, late or cut. What has to stand in the end is
kept as it happens, beside the ledgers.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign, RosterEntry, Standard, roster_entry_id
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import About, Purpose
from desktop_app.domain.grant import GrantState
from desktop_app.domain.identity import (
    BeneficiaryId,
    CampaignId,
    RouteId,
    UserId,
    VisitId,
    new_id,
)
from desktop_app.domain.role import Role
from desktop_app.domain.route import Route, Stop
from desktop_app.domain.sheet import SheetKind
from desktop_app.domain.user import User
from desktop_app.domain.visit import Place, Visit, Visitor
from desktop_app.services.exchange.double_aid import MAYBE_GIVEN
from desktop_app.services.exchange.packing import Export
from desktop_app.services.granting import Granting
from desktop_app.services.issuing import Issuing
from desktop_app.services.merging import Merging
from desktop_app.services.registering import Register
from desktop_app.services.reporting.figures import Part, figures_of
from desktop_app.services.season import invented
from desktop_app.services.visit_issuing import VisitRecords
from desktop_app.services.visiting import Given, Visiting
from desktop_app.storage import checks, kinds
from desktop_app.storage.grants import GrantFilter
from tests.laptops import TODAY, Laptop, found

YEARS_10_MS = 10 * 365 * 86_400_000
PLANNED_FEN, BY_CHANCE_FEN = 100_000, 30_000
MOST = 1_000


@dataclass
class Team:
    """A team, whom it knows, whom it met by chance, and where its bundles lie."""

    laptop: Laptop
    number: int
    known: list[str]
    route: str = ""
    strangers: list[str] = field(default_factory=list)
    sent: list[Path] = field(default_factory=list)


class SeasonOfTeams:
    """Plays one season; the last team never gets more than it needs to know."""

    def __init__(self, folder: Path, seed: int, teams: int, people: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the seed is the point
        self.folder = folder
        self.office = found(folder / "office", 0)
        self.units = [self._people(unit, people) for unit in range(teams)]
        self.teams = [
            Team(found(folder / f"team{n}", n + 1), n, [one.id for one in self.units[n]])
            for n in range(teams)
        ]
        for team in self.teams:
            self._acquaint(team.laptop)
        self.approver = self._approver()
        self.editors: dict[str, set[str]] = {}
        self.handed: Counter[str] = Counter()
        self.by_chance_fen = 0
        self.twins: set[tuple[str, str]] = set()
        self.did: Counter[str] = Counter()

    def close(self) -> None:
        for one in self.laptops:
            one.close()

    @property
    def laptops(self) -> list[Laptop]:
        return [self.office, *(team.laptop for team in self.teams)]

    @property
    def everybody(self) -> list[Beneficiary]:
        return [one for unit in self.units for one in unit]

    def play(self) -> None:
        """Play the season to its end, and look at everything that has to stand then."""
        self.prepare()
        for team in self.teams:
            self.send_out(team)
        for team in self.random.sample(self.teams, len(self.teams)):
            self.work(team)
        self.work_at_the_office()
        self.come_home()
        self.hold_the_lists()
        self.settle()
        self.meet_in_full()
        self.hold_the_laws()

    # The office before the teams go out

    def prepare(self) -> None:
        """Set up the campaign, plan and approve a grant for each, and print the receipts."""
        desk = self.office.desk
        self.campaign = Campaign(
            id=CampaignId(new_id()), name="送温暖", starts=date(2020, 12, 15),
            ends=date(2021, 3, 31), fund_source="own_budget",
            standards=(Standard(category="", cash_fen=PLANNED_FEN),),
        )  # fmt: skip
        self.office.save(kinds.CAMPAIGN, self.campaign, action="campaign.added")
        for one in self.everybody:
            self.office.save(kinds.BENEFICIARY, one)
            entry = RosterEntry(
                id=roster_entry_id(self.campaign.id, one.id), campaign=self.campaign.id,
                beneficiary=one.id,
            )  # fmt: skip
            self.office.save(kinds.ROSTER_ENTRY, entry, action="roster.imported")
        Granting(desk).plan(self.campaign.id)
        self.approve()
        receipts = self.folder / "receipts.pdf"
        Issuing(desk).print_sheets(SheetKind.RECEIPT, self.campaign.id, receipts)

    def approve(self) -> None:
        granting = Granting(replace(self.office.desk, user=self.approver))
        assert not granting.approve(self.campaign.id, reason="已核").held

    def send_out(self, team: Team) -> None:
        """Write for a team what it needs to know: its unit, or a route beyond it."""
        about = About(unit=f"单位{team.number}")
        if team.number % 2:
            neighbour = self.units[(team.number + 1) % len(self.units)][0]
            team.known.append(neighbour.id)
            stops = tuple(Stop(beneficiary=BeneficiaryId(one)) for one in team.known)
            route = Route(id=RouteId(new_id()), day=TODAY, campaign=self.campaign.id, stops=stops)
            self.office.save(kinds.ROUTE, route, action="route.added")
            about = About(route=route.id)
        stick = self.folder / "stick"
        export = Export(self.office.desk).export
        team.laptop.merges.merge(
            export(stick, [team.laptop.id], Purpose.TEAM, about=about).bundle, copy=False
        )
        known = {one.id for one in team.laptop.store.beneficiaries.where()}
        assert known == set(team.known)

    # What the teams do

    def work(self, team: Team) -> None:
        """Let a team do its visits, write a bundle, maybe go on and write another."""
        people = self.random.sample(team.known, len(team.known))
        half = self.random.randint(0, len(people))
        for part in (people[:half], people[half:]):
            for person in part:
                self._one_visit(team, person)
            if part:
                stick = self.folder / f"stick{self.random.randrange(3)}"
                done = Export(team.laptop.desk).export(stick, [self.office.id])
                team.sent.append(done.bundle)
        visits = [visit.id for visit in team.laptop.store.visits.latest(limit=2)]
        VisitRecords(team.laptop.desk).print_sheets(visits, self.folder / f"v{team.number}.pdf")
        team.sent.append(
            Export(team.laptop.desk).export(self.folder / "late", [self.office.id]).bundle
        )

    def _one_visit(self, team: Team, person: str) -> None:
        if self.random.random() < 0.3:
            self._turn_clock(team)
        self._visit(team.laptop, person, is_given=self.random.random() < 0.8)
        if self.random.random() < 0.3:
            self._edit(team.laptop, person)
        if self.random.random() < 0.2:
            self._meet_by_chance(team)

    def _visit(self, laptop: Laptop, person: str, *, is_given: bool) -> None:
        visiting = Visiting(laptop.desk)
        given = ()
        if is_given and (ready := visiting.ready_for(person, self.campaign.id)):
            given = (Given(beneficiary=BeneficiaryId(person), grant=ready[0].grant.id),)
            self.handed[ready[0].grant.id] += 1
        visiting.save(self._visit_to(person), given)
        self.did["visit"] += 1

    def _visit_to(self, person: str) -> Visit:
        return Visit(
            id=VisitId(new_id()), manner="phone", campaign=self.campaign.id, first_day=TODAY,
            beneficiaries=(BeneficiaryId(person),),
            visitors=(Visitor(name="甲"), Visitor(name="乙")),
            places=(Place(kind="home", name="家中"),),
        )  # fmt: skip

    def _edit(self, laptop: Laptop, person: str) -> None:
        base = Register(laptop.desk).open(person)
        phone = f"139{self.random.randrange(10**8):08d}"
        Register(laptop.desk).save(replace(base.record, phone=phone), base)
        self.editors.setdefault(person, set()).add(laptop.id)
        self.did["edit"] += 1

    def _meet_by_chance(self, team: Team) -> None:
        """Give to somebody the team does not know: new to all, or on record at the office."""
        others = [one for one in self.everybody if one.id not in team.known]
        original = self.random.choice(others) if self.random.random() < 0.5 else None
        number = original.id_number if original else self._number()
        if original and any(original.id == twin for _one, twin in self.twins):
            return
        name = original.name if original else "偶遇"
        new = Beneficiary(id=BeneficiaryId(new_id()), name=name, id_number=number)
        team.laptop.save(kinds.BENEFICIARY, new)
        visit = self._visit_to(new.id)
        given = Given(
            beneficiary=new.id, cash_fen=BY_CHANCE_FEN, fund_source="own_budget", method="cash"
        )
        warned = [one.code for one in Visiting(team.laptop.desk).objections(visit, (given,))]
        assert (MAYBE_GIVEN in warned) is (original is not None), "double aid is said where it is"
        Visiting(team.laptop.desk).save(visit, (given,))
        self.by_chance_fen += BY_CHANCE_FEN
        team.strangers.append(new.id)
        if original:
            self.twins.add((new.id, original.id))
        self.did["met by chance"] += 1

    def _turn_clock(self, team: Team) -> None:
        team.laptop.clock.ms += self.random.randint(-YEARS_10_MS, YEARS_10_MS)
        self.did["clock turned"] += 1

    # The office again

    def work_at_the_office(self) -> None:
        for one in self.random.sample(self.everybody, max(2, len(self.everybody) // 4)):
            self._edit(self.office, one.id)

    def come_home(self) -> None:
        """Take the bundles in at random: some twice, some from a second stick, some cut before."""
        brought = [file for team in self.teams for file in team.sent]
        for file in self.random.sample(brought, max(1, len(brought) // 3)):
            second = self.folder / "second" / file.name
            second.parent.mkdir(exist_ok=True)
            shutil.copy(file, second)
            brought += [file, second]
        self.random.shuffle(brought)
        twice = 0
        for file in brought:
            if self.random.random() < 0.2:
                self._cut(file)
            twice += self.office.merges.merge(file, copy=False).handed_twice
            self.did["merge"] += 1
        assert self.office.merges.waiting() == ()
        assert twice == sum(times > 1 for times in self.handed.values())
        self.did["handed over twice"] += twice

    def _cut(self, file: Path) -> None:
        content = file.read_bytes()
        cut = self.folder / "cut.nuanfang"
        cut.write_bytes(content[: self.random.randrange(len(content))])
        before = self.office.state()
        with pytest.raises(CircumstanceError):
            self.office.merges.merge(cut, copy=False)
        assert self.office.state() == before

    def hold_the_lists(self) -> None:
        """Look at the lists of the office before anything in them is settled."""
        conflicts = {one.id for one in self.office.conflicts.all()}
        expected = {f"beneficiary/{p}/phone" for p, by in self.editors.items() if len(by) > 1}
        assert conflicts == expected
        pairs = Register(self.office.desk).likely_duplicates(MOST)
        listed = {frozenset((one.id, alike.person.id)) for one, alike in pairs}
        assert {frozenset(twin) for twin in self.twins} <= listed
        waiting = Granting(self.office.desk).waiting(self.campaign.id)
        maybe = {
            line.grant.beneficiary
            for line, issues in waiting
            if MAYBE_GIVEN in {issue.code for issue in issues}
        }
        strangers = {one for team in self.teams for one in team.strangers}
        assert {line.grant.beneficiary for line, _issues in waiting} == strangers
        assert maybe == {new for new, _original in self.twins}, (
            "a grant is no reason to doubt itself"
        )

    def settle(self) -> None:
        """Approve what was given by chance, make some twins one, settle some conflicts."""
        self.approve()
        for new, original in sorted(self.twins)[::2]:
            Merging(self.office.desk).merge(new, original)
        for conflict in self.office.conflicts.all()[::2]:
            rival = self.random.choice(conflict.rivals)
            self.office.conflicts.settle_with(conflict.id, rival.value)

    def meet_in_full(self) -> None:
        """Give everything to all teams but the last, and take their answers at random."""
        *full, _last = [team.laptop for team in self.teams]
        stick = self.folder / "full"
        file = Export(self.office.desk).export(stick, [one.id for one in full]).bundle
        for one in self.random.sample(full, len(full)):
            one.merges.merge(file, copy=False)
        for one in self.random.sample(full, len(full)):
            answer = Export(one.desk).export(stick, [self.office.id]).bundle
            assert self.office.merges.merge(answer, copy=False).conflicts == 0

    # What has to stand in the end

    def hold_the_laws(self) -> None:
        *full, last = self.teams
        codes = {one.state() for one in (self.office, *(team.laptop for team in full))}
        assert len(codes) == 1, "those who have everything have one state code"
        for one in self.laptops:
            assert one.store.audit.verify().holds
            assert checks.log_makes_the_records(one.store.db)
        for one in (self.office, *(team.laptop for team in full)):
            self._hold_money(one)
            self._hold_numbers(one)
            assert len(one.conflicts.all()) == len(self.office.conflicts.all())
        knows = {one.id for one in last.laptop.store.beneficiaries.where()}
        assert knows == {*last.known, *last.strangers}, "who needs not know knows not"
        assert last.laptop.state() not in codes

    def _hold_money(self, laptop: Laptop) -> None:
        """Add up: what was approved and handed over is what was planned and given."""
        chosen = laptop.store.campaigns.get(self.campaign.id)
        money = {f.key: f for f in figures_of(laptop.desk, chosen) if f.part is Part.MONEY}
        planned = PLANNED_FEN * len(self.everybody)
        assert money["approved"].cash_fen == planned + self.by_chance_fen
        handed = PLANNED_FEN * len(self.handed)
        assert money["handed_over"].cash_fen == handed + self.by_chance_fen
        lines = laptop.store.grants.lines(GrantFilter(campaign=self.campaign.id))
        receipts = [line.receipt for line in lines if line.receipt]
        assert len(receipts) == len(set(receipts)) == len(self.everybody)
        assert {line.state for line in lines} <= {GrantState.PRINTED, GrantState.HANDED_OVER}

    def _hold_numbers(self, laptop: Laptop) -> None:
        numbers = [one.number for one in laptop.store.sheets.where()]
        assert len(numbers) == len(set(numbers)), "no number is given out twice"
        codes = {one.device_code for one in laptop.store.sheets.where()}
        assert len(codes) == len(self.laptops), "the office and every team have printed"

    # Made up

    def _people(self, unit: int, count: int) -> list[Beneficiary]:
        return [
            Beneficiary(
                id=BeneficiaryId(new_id()), name=f"名{unit}之{n}", employer=f"单位{unit}",
                id_number=self._number(),
            )
            for n in range(count)
        ]  # fmt: skip

    def _number(self) -> str:
        self._place = getattr(self, "_place", 0) + 1
        return invented._number(self.random, self._place)

    def _acquaint(self, team: Laptop) -> None:
        """Let the office and one team enrol each other; teams do not know one another."""
        with self.office.store.transaction():
            self.office.laptops.enrol(team.laptops.own())
        with team.store.transaction():
            team.laptops.enrol(self.office.laptops.own())

    def _approver(self) -> User:
        user = User(id=UserId(new_id()), name="审核员", role=Role.APPROVER)
        return self.office.save(kinds.USER, user, action="user.added")


def play(folder: Path, seed: int, teams: int, people: int) -> Counter[str]:
    """Play a season and take it away; gives what happened, and how often."""
    folder.mkdir(parents=True)
    season = SeasonOfTeams(folder, seed, teams, people)
    try:
        season.play()
    except Exception as error:
        raise AssertionError(f"seed {seed}, {teams} teams of {people} people") from error
    finally:
        season.close()
        shutil.rmtree(folder)
    return season.did
