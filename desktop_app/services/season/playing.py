"""Playing the sample season: five people, one laptop, from the empty folder to the audit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as time_of_day
from functools import partial
from itertools import groupby
from pathlib import Path
from random import Random

from desktop_app.domain.grant import GrantState
from desktop_app.domain.role import Role
from desktop_app.domain.sheet import SheetKind
from desktop_app.domain.visit import Visit
from desktop_app.services import setting_up
from desktop_app.services.caretaking import Health
from desktop_app.services.enrolling import Enrolling
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress, unwatched
from desktop_app.services.season import deeds, invented, papers, routine, script
from desktop_app.services.season.deeds import VISIT, Deed, Deeds
from desktop_app.services.season.papers import Made
from desktop_app.services.season.routine import Recorded
from desktop_app.services.season.script import Script
from desktop_app.services.setting_up import Founding
from desktop_app.services.visiting import Given
from desktop_app.storage.audit import Verdict
from desktop_app.storage.grants import GrantFilter
from desktop_app.storage.state_code import StateCode
from desktop_app.storage.store import Folder

VISITS = 30
SEED = 20210208
PASSPHRASE = "nuanfang-sample"  # noqa: S105 - for a ledger of people who do not exist
FOUNDED, PLANNED, APPROVED, PRINTED = (date(2021, 1, day) for day in (11, 12, 14, 15))
CLOSED = date(2021, 2, 8)
OPENS_AT = time_of_day(9)
ACTS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What a season made; money in fen."""

    folder: Folder
    clerk: str
    people: int
    refused: int
    visits: int
    grants: int
    total_fen: int
    sheets: int
    pages: int
    state: StateCode
    health: Health
    verdict: Verdict
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """Something that one person does on a day."""

    on: date
    by: Role
    do: Callable[[Office], object]


class _Calendar:
    """The day of the season; within a day the real time runs on."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._begun_s = time.monotonic()

    def turn_to(self, day: date) -> None:
        """Begin a later day; never turn back."""
        if day > self._day:
            self._day = day
            self._begun_s = time.monotonic()

    def today(self) -> date:
        """Tell the day."""
        return self._day

    def now_ms(self) -> int:
        """Tell the time in milliseconds since 1970."""
        opening_s = datetime.combine(self._day, OPENS_AT).timestamp()
        return int((opening_s + time.monotonic() - self._begun_s) * 1000)


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
        self.folder = Folder(out / "laptop-a")
        self.rosters = out / "rosters"
        self.sheets = out / "sheets"
        self.script: Script = script.read()
        self.campaign = self.script.campaigns[0].id
        self.deeds: list[Deed] = deeds.read() if people is None else []
        self.doing = Deeds(self.script.people, self.campaign)
        self.routine: list[Recorded] = []
        self.tally = _Tally()
        self.calendar = _Calendar(FOUNDED)
        self._seed = seed
        self._progress = progress
        self._passphrase = passphrase
        self._done = 0

    def step(self) -> None:
        """Report one act, deed or visit more."""
        self._done += 1
        deeds_besides = sum(deed.kind != VISIT for deed in self.deeds)
        self._progress(self._done, ACTS + VISITS + deeds_besides)

    def found(self) -> None:
        """Begin the ledger and let the five people in."""
        union, people = self.script.union, self.script.people
        answers = Founding(
            organisation=union["name"],
            level=union["level"],
            region=union["region"],
            device=union["device"],
            admin=people[Role.ADMINISTRATOR],
            passphrase=self._passphrase,
            is_sample=True,
        )
        desk, _recovery_code = setting_up.found(
            self.folder, answers, today=self.calendar.today, clock_ms=self.calendar.now_ms
        )
        for role, name in people.items():
            if role is not Role.ADMINISTRATOR:
                setting_up.add_user(desk, name, role, self._passphrase)
        desk.store.close()

    @contextmanager
    def at_desk(self, role: Role) -> Iterator[Office]:
        """Let the person of a role log in and out again."""
        desk = setting_up.unlock(
            self.folder,
            self.script.people[role],
            self._passphrase,
            today=self.calendar.today,
            clock_ms=self.calendar.now_ms,
        )
        office = Office(desk)
        try:
            yield office
        finally:
            office.close()

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
        """Let the clerk print every numbered sheet of the campaign."""
        self.calendar.turn_to(PRINTED)
        self.sheets.mkdir()
        with self.at_desk(Role.CLERK) as office:
            self._count(papers.hand_out(office, self.campaign, self.sheets))
            self.routine = self._routine(office)

    def round_off(self) -> None:
        """Let the clerk print what is printed last, and scan what came back signed."""
        self.calendar.turn_to(CLOSED)
        receipts, scans = self.sheets / f"{SheetKind.RECEIPT.value}.pdf", self.out / "scans"
        lot = Random(self._seed)  # noqa: S311 - a sample, not a secret
        with self.at_desk(Role.CLERK) as office:
            self._count(papers.round_off(office, self.campaign, self.sheets))
            if receipts.is_file():  # not in volumes
                scans.mkdir()
                back = papers.bring_back(office, self.campaign, receipts, scans, lot)
                self.tally.files += back

    def play_the_days(self) -> None:
        """Let everybody do, day by day, what is theirs; the officer records the visits."""
        acts = sorted([*self._deeds(), *self._visits()], key=lambda act: act.on)
        for role, theirs in groupby(acts, key=lambda act: act.by):
            with self.at_desk(role) as office:
                for act in theirs:
                    self.calendar.turn_to(act.on)
                    act.do(office)
                    self.step()

    def close(self) -> Played:
        """Let the clerk make a backup, and the auditor check everything."""
        self.calendar.turn_to(CLOSED)
        with self.at_desk(Role.CLERK) as office:
            self.tally.files.append(office.caretaking.back_up())
            visits = len(office.visiting.latest())
        with self.at_desk(Role.AUDITOR) as office:
            health, verdict = office.caretaking.check(), office.caretaking.verify()
            state = office.caretaking.state()
        tally = self.tally
        return Played(
            folder=self.folder,
            clerk=self.script.people[Role.CLERK],
            people=tally.people,
            refused=tally.refused,
            visits=visits,
            grants=tally.grants,
            total_fen=tally.total_fen,
            sheets=tally.sheets,
            pages=tally.pages,
            state=state,
            health=health,
            verdict=verdict,
            files=tuple(tally.files),
        )

    def _count(self, made: Iterable[Made]) -> None:
        for one in made:
            self.tally.sheets += one.sheets
            self.tally.pages += one.pages
            self.tally.files.append(one.file)

    def _deeds(self) -> Iterator[_Act]:
        for deed in self.deeds:
            yield _Act(on=deed.on, by=deed.by, do=partial(self.doing.perform, deed))

    def _visits(self) -> Iterator[_Act]:
        for visit, given in [*self.routine, *((one, ()) for one in self.script.published)]:
            day = visit.last_day or visit.first_day or CLOSED
            yield _Act(on=day, by=Role.OFFICER, do=partial(_record, visit, given))

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

    def _routine(self, office: Office) -> list[Recorded]:
        """Draw the routine visits: as many as are wanted beside those of the script."""
        lot = Random(self._seed)  # noqa: S311 - a sample, not a secret
        wanted = GrantFilter(campaign=self.campaign, states=frozenset({GrantState.PRINTED}))
        told = self.doing.visited(self.deeds, office)
        lines = [one for one in office.granting.lines(wanted) if one.grant.beneficiary not in told]
        scripted = len(self.script.published) + sum(deed.kind == VISIT for deed in self.deeds)
        chosen = lot.sample(lines, k=min(len(lines), VISITS - scripted))
        people = ((line, office.register.open(line.grant.beneficiary).record) for line in chosen)
        return routine.draw(lot, self.script.routine, list(people))


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
    its people. Makes `laptop-a` (the ledger), `rosters` (what went back), `sheets` and
    `scans` (signed receipts that came back) in `out`.
    """
    season = _Season(out, people, seed, progress, passphrase)
    for act in (season.found, season.prepare, season.approve, season.print):
        act()
        season.step()
    season.play_the_days()
    season.step()
    season.round_off()
    season.step()
    played = season.close()
    season.step()
    return played
