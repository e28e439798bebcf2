"""Playing the sample season: five people, two laptops, from the empty folder to the audit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, time
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from random import Random

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.exchange import MergeReport
from desktop_app.domain.grant import GrantState
from desktop_app.domain.role import Role
from desktop_app.domain.sheet import SheetKind
from desktop_app.domain.visit import Visit
from desktop_app.services.caretaking import Health
from desktop_app.services.enrolling import Enrolling
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress, unwatched
from desktop_app.services.season import deeds, invented, papers, routine, script
from desktop_app.services.season.deeds import VISIT, Deed, Deeds
from desktop_app.services.season.laptop import Calendar, Laptop
from desktop_app.services.season.papers import Made
from desktop_app.services.season.routine import Recorded
from desktop_app.services.season.script import Script
from desktop_app.services.season.team import Act as TeamAct
from desktop_app.services.season.team import Team
from desktop_app.services.visiting import Given
from desktop_app.storage.audit import Verdict
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.state_code import StateCode
from desktop_app.storage.store import Folder

VISITS = 30
SEED = 20210208
PASSPHRASE = "nuanfang-sample"  # noqa: S105 - for a ledger of people who do not exist
FOUNDED, PLANNED, APPROVED, PRINTED = (date(2021, 1, day) for day in (11, 12, 14, 15))
SPOILT, LET_GO, CLOSED = (date(2021, 2, day) for day in (4, 5, 8))
HOME_AT, MET_AT, ANSWERED_AT = time(16, 10), time(16, 40), time(17, 5)
ACTS, BESIDE = 10, 7
MOST_DUPLICATES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What a season made; money in fen.

    `folder` is the office's laptop and `field` the team's, `state` and `field_state` the content
    of each; `brought` tells what the team's bundle did when it came home.
    """

    folder: Folder
    field: Folder
    clerk: str
    people: int
    refused: int
    visits: int
    grants: int
    total_fen: int
    sheets: int
    pages: int
    state: StateCode
    field_state: StateCode
    health: Health
    field_health: Health
    verdict: Verdict
    brought: MergeReport
    conflicts: int
    duplicates: int
    bundles: tuple[Path, ...]
    files: tuple[Path, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether both ledgers are whole and have the same content."""
        good = self.health.is_good and self.field_health.is_good and self.verdict.holds
        return good and self.state == self.field_state


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """Something that one person does on a day."""

    on: date
    by: Role
    do: Callable[[Office], object]


_Drawn = tuple[GrantLine, Beneficiary]


@dataclass(kw_only=True)
class _Tally:
    """What has been made so far."""

    people: int = 0
    refused: int = 0
    grants: int = 0
    total_fen: int = 0
    sheets: int = 0
    pages: int = 0
    files: list[Path] = field(default_factory=list)


class _Season:
    """One performance into one folder."""

    def __init__(
        self, out: Path, people: int | None, seed: int, progress: Progress, passphrase: str
    ) -> None:
        self.out = out
        self.people = people
        self.script: Script = script.read()
        staff = self.script.people
        field_staff = {**staff, Role.ADMINISTRATOR: self.script.team["administrator"]}
        self.laptop = self._laptop("laptop-a", staff, passphrase)
        self.team = Team(
            laptop=self._laptop("laptop-b", field_staff, passphrase),
            told=self.script.team,
            stick=out / "usb",
        )
        self.rosters = out / "rosters"
        self.sheets = out / "sheets"
        self.campaign = self.script.campaigns[0].id
        self.deeds: list[Deed] = deeds.read() if people is None else []
        self.doing = Deeds(self.script.people, self.campaign)
        self.routine: list[Recorded] = []
        self.tally = _Tally()
        self.calendar, self.at_desk = self.laptop.calendar, self.laptop.at_desk
        self._seed = seed
        self._progress = progress
        self._done = 0

    def _laptop(self, name: str, people: Mapping[Role, str], passphrase: str) -> Laptop:
        return Laptop(
            folder=Folder(self.out / name),
            people=people,
            passphrase=passphrase,
            calendar=Calendar(FOUNDED),
        )

    def step(self) -> None:
        """Report one act, deed or visit more."""
        self._done += 1
        deeds_besides = sum(deed.kind != VISIT for deed in self.deeds)
        self._progress(self._done, ACTS + BESIDE + VISITS + deeds_besides)

    def found(self) -> None:
        """Begin the ledger, let the five people in, and make the team's laptop known."""
        union = self.script.union
        desk = self.laptop.found(union, union["device"], union["code"])
        with closing(desk.store):
            for role in self.script.people:
                if role is not Role.ADMINISTRATOR:
                    self.laptop.let_in(desk, role)
            self.team.acquaint(desk, union, self.script.team["code"])

    def prepare(self) -> None:
        """Let the clerk set up campaigns, import rosters and plan grants."""
        self.calendar.turn_to(PLANNED)
        self.rosters.mkdir()
        with self.at_desk(Role.CLERK) as office:
            for campaign in self.script.campaigns:
                office.campaigns.save(campaign)
            for roster in self._rosters():
                self._import(office, roster)
            self.tally.people = office.register.how_many()
            office.granting.plan(self.campaign)

    def approve(self) -> None:
        """Let the approver approve what the clerk planned."""
        self.calendar.turn_to(APPROVED)
        with self.at_desk(Role.APPROVER) as office:
            approval = office.granting.approve(self.campaign)
        self.tally.grants = len(approval.approved)
        self.tally.total_fen = approval.total_fen

    def print(self) -> None:
        """Let the clerk print every numbered sheet, and write what the team needs to know."""
        self.calendar.turn_to(PRINTED)
        self.sheets.mkdir()
        with self.at_desk(Role.CLERK) as office:
            self._count(papers.hand_out(office, self.campaign, self.sheets))
            lines, others = self._drawn(office)
            self.routine = routine.draw(Random(self._seed), self.script.routine, lines)  # noqa: S311
            self.team.stranger = next((person for _line, person in others if person.phone), None)
            self.team.send_out(office, [person for _line, person in lines], self.campaign)
            self.spared = {line.grant.id for line, _person in lines}

    def set_out(self) -> None:
        """Let the team take what it needs to know."""
        self.team.laptop.calendar.turn_to(PRINTED)
        self.team.set_out()

    def play_the_days(self) -> None:
        """Let everybody at the office do, day by day, what is theirs."""
        acts = sorted(self._acts(), key=lambda act: act.on)
        for role, theirs in groupby(acts, key=lambda act: act.by):
            with self.at_desk(role) as office:
                for act in theirs:
                    self.calendar.turn_to(act.on)
                    act.do(office)
                    self.step()

    def visit(self) -> None:
        """Let the officer record the visits on the team's laptop."""
        self.team.play(self._visits(), self.step)

    def come_home(self) -> None:
        """Let the clerk take in what the team brings, print the rest, and scan what was signed."""
        self.calendar.turn_to(CLOSED, HOME_AT)
        receipts, scans = self.sheets / f"{SheetKind.RECEIPT.value}.pdf", self.out / "scans"
        lot = Random(self._seed)  # noqa: S311 - a sample, not a secret
        with self.at_desk(Role.CLERK) as office:
            self.brought = self.team.come_home(office)
            self._count(papers.round_off(office, self.campaign, self.sheets))
            if receipts.is_file():  # not in volumes
                scans.mkdir()
                back = papers.bring_back(office, self.campaign, receipts, scans, lot)
                self.tally.files += back
            self.team.answer(office)

    def meet_again(self) -> None:
        """Let the team take everything the office has, and answer."""
        self.team.laptop.calendar.turn_to(CLOSED, MET_AT)
        self.field_state, self.field_health = self.team.take_everything()

    def close(self) -> Played:
        """Let the clerk take the answer and make a backup, and the auditor check everything."""
        self.calendar.turn_to(CLOSED, ANSWERED_AT)
        with self.at_desk(Role.CLERK) as office:
            self.team.take_in(office)
            self.tally.files.append(office.caretaking.back_up())
            visits = len(office.visiting.latest())
            conflicts = office.conflicts.count()
            duplicates = len(office.register.likely_duplicates(MOST_DUPLICATES))
        with self.at_desk(Role.AUDITOR) as office:
            health, verdict = office.caretaking.check(), office.caretaking.verify()
            state = office.caretaking.state()
        tally = self.tally
        return Played(
            folder=self.laptop.folder,
            field=self.team.laptop.folder,
            clerk=self.script.people[Role.CLERK],
            people=tally.people,
            refused=tally.refused,
            visits=visits,
            grants=tally.grants,
            total_fen=tally.total_fen,
            sheets=tally.sheets,
            pages=tally.pages,
            state=state,
            field_state=self.field_state,
            health=health,
            field_health=self.field_health,
            verdict=verdict,
            brought=self.brought,
            conflicts=conflicts,
            duplicates=duplicates,
            bundles=tuple(self.team.bundles),
            files=tuple(tally.files),
        )

    def _count(self, made: Iterable[Made]) -> None:
        for one in made:
            self.tally.sheets += one.sheets
            self.tally.pages += one.pages
            self.tally.files.append(one.file)

    def _acts(self) -> Iterator[_Act]:
        """Tell what is done at the office between the printing and the last day."""
        for deed in self.deeds:
            yield _Act(on=deed.on, by=deed.by, do=partial(self.doing.perform, deed))
        for day, change in self.team.at_the_office():
            yield _Act(on=day, by=Role.CLERK, do=change)
        why = self.script.team["spoilt_because"]
        asks = partial(papers.spoil, campaign=self.campaign, spared=self.spared, reason=why)
        yield _Act(on=SPOILT, by=Role.CLERK, do=asks)
        yield _Act(on=LET_GO, by=Role.APPROVER, do=papers.let_go)

    def _visits(self) -> Iterator[TeamAct]:
        for visit, given in [*self.routine, *((one, ()) for one in self.script.published)]:
            day = visit.last_day or visit.first_day or CLOSED
            yield day, partial(_record, visit, given)

    def _rosters(self) -> list[Path]:
        """Choose the sample roster, an invented one where so many people are asked for."""
        if self.people is None:
            return script.rosters()
        file = self.rosters / "invented.csv"
        invented.write_roster(file, self.people, self._seed)
        return [file]

    def _import(self, office: Office, roster: Path) -> None:
        enrolling = Enrolling(office.desk)
        previewed = enrolling.preview(roster, self.campaign)
        enrolling.take(previewed)
        self.tally.refused += previewed.counts.refused
        if previewed.refused:
            file = self.rosters / f"{roster.stem}-errors.xlsx"
            enrolling.write_back(previewed, file)
            self.tally.files.append(file)

    def _drawn(self, office: Office) -> tuple[list[_Drawn], Iterator[_Drawn]]:
        """Draw whom the team visits, as many as are wanted beside the script; and the others."""
        lot = Random(self._seed)  # noqa: S311 - a sample, not a secret
        wanted = GrantFilter(campaign=self.campaign, states=frozenset({GrantState.PRINTED}))
        told = self.doing.visited(self.deeds, office)
        lines = [one for one in office.granting.lines(wanted) if one.grant.beneficiary not in told]
        scripted = len(self.script.published) + sum(deed.kind == VISIT for deed in self.deeds)
        drawn = lot.sample(lines, k=len(lines))
        people = ((line, office.register.open(line.grant.beneficiary).record) for line in drawn)
        return list(islice(people, VISITS - scripted)), people


def _record(visit: Visit, given: Sequence[Given], office: Office) -> None:
    office.visiting.save(visit, given)


def play_season(
    out: Path,
    *,
    people: int | None = None,
    seed: int = SEED,
    passphrase: str = PASSPHRASE,
    progress: Progress = unwatched,
) -> Played:
    """Play the whole sample season into a folder.

    `people` asks for so many invented ones in place of the roster and of the deeds that concern
    its people. Makes in `out`: `laptop-a` and `laptop-b` (the ledgers of office and team), `usb`
    (the bundles between them), `rosters` (what went back), `sheets`, and `scans` (signed receipts
    that came back).
    """
    season = _Season(out, people, seed, progress, passphrase)
    for act in (
        *(season.found, season.prepare, season.approve, season.print, season.set_out),
        *(season.play_the_days, season.visit, season.come_home, season.meet_again),
    ):
        act()
        season.step()
    played = season.close()
    season.step()
    return played
