"""Paper: receipts and rosters of a whole province by the console, and the memory they take."""

from __future__ import annotations

import json
import random
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.change import Deed
from desktop_app.domain.grant import Grant, GrantBasis, GrantDecision
from desktop_app.domain.identity import CampaignId, GrantDecisionId, GrantId, UserId, new_id
from desktop_app.domain.sheet import SheetKind
from desktop_app.services import setting_up
from desktop_app.services.desk import Desk
from desktop_app.services.measuring import console, made_up
from desktop_app.services.measuring.figure import Figure, milliseconds, times
from desktop_app.services.measuring.made_up import CHUNK, ME, PASSPHRASE
from desktop_app.services.measuring.other_makers import compare
from desktop_app.services.office import Office
from desktop_app.services.papers import Papers
from desktop_app.services.printing.contents import ReceiptContent
from desktop_app.storage import kinds
from desktop_app.storage.grants import GrantFilter
from desktop_app.storage.records import edit_of
from desktop_app.storage.store import Folder

AMOUNTS = (28_900, 50_000, 100_000, 200_000)  # fen; 28,900 is the season's average
COMPARED = 1_000  # receipts drawn by every maker
DRAFTS = 60
PRINTINGS = 3  # of each batch, from the same ledger
SAMPLE_S = 0.5  # how often the memory is looked at


@dataclass(frozen=True, slots=True)
class _Rate:
    """A batch: seconds it took, and the most memory it had, in MB, all processes together."""

    seconds: float
    sheets: int
    peak_mb: float | None


def paper(folder: Path, people: int) -> Iterator[Figure]:
    """Print a whole province, half of it and a quarter, and the same receipts by other makers."""
    batches: list[list[_Rate]] = []
    for share in (4, 2, 1):
        own, volumes = folder / f"paper{share}", folder / "volumes"
        campaign = _planned(own, max(1, people // share))
        runs = []
        for _run in range(PRINTINGS):
            fresh = Path(shutil.copytree(own, folder / "fresh"))
            runs.append(_printed(fresh, SheetKind.RECEIPT, campaign, volumes))
            shutil.rmtree(fresh)
        batches.append(runs)
    last = batches[-1]
    yield from _rate(f"{last[0].sheets:,} receipts, three slips each", last, "≤ 250 MB")
    speeds = tuple(one.sheets / one.seconds for one in last)
    yield Figure(name="of these, a second", unit="sheets", values=speeds, target="≥ 2,000")
    for less, more in pairwise(batches):
        name = f"receipts: {more[0].sheets:,} for {less[0].sheets:,}"
        grown = (_middle(more) / _middle(less),)
        yield Figure(name=name, unit="×", values=grown, target="≤ 2.2 ×")
    rosters = [_printed(own, SheetKind.SIGN_ROSTER, campaign, volumes)]
    yield from _rate(f"sign rosters of {people:,} people", rosters, "", "≤ 20 s")
    _printed(own, SheetKind.RECEIPT, campaign, volumes)
    yield from _drawn(own, campaign)


def _middle(runs: Sequence[_Rate]) -> float:
    return statistics.median(one.seconds for one in runs)


def _rate(name: str, runs: Sequence[_Rate], memory: str, seconds: str = "") -> Iterator[Figure]:
    taken = tuple(one.seconds for one in runs)
    yield Figure(name=name, unit="s", values=taken, target=seconds)
    peaks = tuple(one.peak_mb for one in runs if one.peak_mb)
    if peaks:
        name = f"{name}: memory of all processes"
        yield Figure(name=name, unit="MB", values=peaks, target=memory)


def _drawn(ledger: Path, campaign: str) -> Iterator[Figure]:
    """Draw drafts, and receipts by every maker."""
    desk = setting_up.unlock(Folder(ledger), "bench", PASSPHRASE, today=made_up.today)
    with closing(Office(desk)) as office:
        wanted = GrantFilter(campaign=campaign, approved=True)
        few = [one for one, _unit in desk.store.grants.in_units(wanted)][:DRAFTS]
        office.issuing.preview(SheetKind.RECEIPT, campaign, few)  # the fonts are read by then
        drafts = times(lambda: office.issuing.preview(SheetKind.RECEIPT, campaign, few))
        name, values = f"first drafts of receipts ({len(few)})", milliseconds(drafts)
        yield Figure(name=name, unit="ms", values=values, target="≤ 300 ms")
        papers, receipts = Papers(desk), _receipts(desk, campaign)
        made = compare(receipts, papers.imprint(), papers.key())
    for maker, seconds in made.items():
        name = f"{len(receipts):,} receipts by {maker}, one core"
        ours, theirs = sorted(made["press"]), sorted(seconds)
        ratio = theirs[len(theirs) // 2] / ours[len(ours) // 2] if maker != "press" else None
        target = "≥ 8 × the press" if maker == "fpdf2" else ""
        yield Figure(
            name=name, unit="s", values=seconds, target=target, reference="the press", ratio=ratio
        )


def _receipts(desk: Desk, campaign: str) -> list[ReceiptContent]:
    lines = desk.store.sheets.lines(campaign=campaign, kind=SheetKind.RECEIPT)[:COMPARED]
    return [ReceiptContent.from_json(line.sheet.frozen["content"]) for line in lines]


def _planned(folder: Path, count: int) -> str:
    """Make a ledger with so many people, each with an approved grant; gives the campaign."""
    desk = made_up.founded(folder)
    made = made_up.people(count, seed=1)
    with closing(desk.store):
        made_up.keep(desk, made)
        return _plan(desk, made)


def _plan(desk: Desk, people: Sequence[Beneficiary]) -> str:
    """Put an approved grant for each of these people into the ledger; gives the campaign."""
    chance = random.Random(4)  # noqa: S311  (amounts for a measurement)
    campaign = Campaign(
        id=CampaignId(new_id()),
        name="2021年元旦春节送温暖",
        starts=date(2021, 1, 1),
        ends=date(2021, 2, 20),
        fund_source="local_fiscal",
    )
    changes, deed = desk.store.changes, Deed("bench")
    changes.save([edit_of(kinds.CAMPAIGN, campaign)], actor=ME, deed=deed)
    with desk.store.transaction():
        for start in range(0, len(people), CHUNK):
            grants = [_grant(one, campaign, chance) for one in people[start : start + CHUNK]]
            changes.save([edit_of(kinds.GRANT, one) for one in grants], actor=ME, deed=deed)
            decided = [edit_of(kinds.GRANT_DECISION, _decision(one)) for one in grants]
            changes.save(decided, actor=ME, deed=deed)
    return campaign.id


def _grant(person: Beneficiary, campaign: Campaign, chance: random.Random) -> Grant:
    return Grant(
        id=GrantId(new_id()),
        campaign=campaign.id,
        beneficiary=person.id,
        basis=GrantBasis.ROSTER,
        category=person.category,
        cash_fen=chance.choice(AMOUNTS),
        fund_source="local_fiscal",
        method="cash",
        unit=person.employer or "",
        planned_on=date(2021, 2, 1),
        planned_by=UserId("bench"),
    )


def _decision(grant: Grant) -> GrantDecision:
    return GrantDecision(
        id=GrantDecisionId(new_id()),
        grant=grant.id,
        approved=True,
        decided_by=UserId("bench too"),
        decided_on=date(2021, 2, 2),
    )


def _printed(data: Path, kind: SheetKind, campaign: str, folder: Path) -> _Rate:
    """Print a campaign by the console: numbers taken, volumes on the disk, printings noted."""
    folder.mkdir()
    command = ("--data", str(data), "--user", "bench", "print", kind.value, "--json")
    out = ("--campaign", campaign, "--out", str(folder / "sheets.pdf"))
    begun = time.perf_counter()
    program = subprocess.Popen(
        console.words(*command, *out),
        env=console.with_passphrase(PASSPHRASE),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    peak = 0.0
    while program.poll() is None:
        peak = max(peak, sum(map(_proportional_mb, _family(program.pid))))
        time.sleep(SAMPLE_S)
    seconds = time.perf_counter() - begun
    said = json.loads(program.communicate()[0])
    shutil.rmtree(folder)
    return _Rate(seconds, said["sheets"], peak or None)


def _family(process: int) -> list[Path]:
    """Give a process and its children, where the system tells of them."""
    own = Path(f"/proc/{process}")
    children: list[str] = []
    with suppress(OSError):
        for task in (own / "task").glob("*/children"):
            children += task.read_text(encoding="ascii").split()
    return [own, *(Path("/proc") / child for child in children)]


def _proportional_mb(process: Path) -> float:
    """Read the memory of a process, what it shares counted in parts."""
    try:
        lines = (process / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0  # it has just ended, or is another's
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
