"""How fast this machine does the main jobs: `make bench`.

Each figure is run several times on data made here from a seed; printed are the median, the
spread, and the ratio to a reference measured in the same run. The last table is kept in
docs/benchmarks.md with the machine's description.
"""

from __future__ import annotations

import json
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from build_spec import bench_paper, bench_scan_back
from build_spec.bench_paper import COMPARED, PASSPHRASE
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.change import Actor, Deed
from desktop_app.domain.identity import BeneficiaryId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.sheet import SheetKind
from desktop_app.services import setting_up
from desktop_app.services.desk import Desk
from desktop_app.services.papers import Papers
from desktop_app.services.printing.contents import Imprint, ReceiptContent
from desktop_app.services.setting_up import Founding
from desktop_app.storage import kinds
from desktop_app.storage.cipher import Connection, connect
from desktop_app.storage.grants import GrantFilter
from desktop_app.storage.records import edit_of
from desktop_app.storage.store import Folder

T = TypeVar("T")

PEOPLE = 55_896
RUNS = 5
SAVES = 200
SEARCHES = ("王", "王伟", "zw", "zhang", "1234", "02x", "139", "环卫", "ouyang")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉建华红玉"
ME = Actor("bench", Role.CLERK)


@dataclass(frozen=True)
class Figure:
    """One measured job: seconds of each run, and what it is compared with."""

    name: str
    unit: str
    values: tuple[float, ...]
    reference: str = ""
    ratio: float | None = None

    def row(self) -> str:
        """Write one line of the table."""
        middle = statistics.median(self.values)
        spread = f"{min(self.values):.3g}–{max(self.values):.3g}"
        ratio = f"{self.ratio:.1f} × {self.reference}" if self.ratio else ""
        return f"| {self.name} | {middle:.3g} {self.unit} | {spread} | {ratio} |"


def main() -> None:
    """Measure everything, or what is named, and print the table."""
    wanted = sys.argv[1:] or ["start", "ledger", "paper", "scan"]
    with tempfile.TemporaryDirectory() as folder:
        figures = [
            *(_start_up() if "start" in wanted else ()),
            *(_ledger(Path(folder)) if "ledger" in wanted else ()),
            *(_paper(Path(folder) / "paper") if "paper" in wanted else ()),
            *(_scanning_back() if "scan" in wanted else ()),
        ]
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}")
    print("\n| figure | median | spread | reference |\n|---|---|---|---|")
    for figure in figures:
        print(figure.row())
    print(json.dumps({figure.name: statistics.median(figure.values) for figure in figures}))


def _start_up() -> list[Figure]:
    bare = _times(lambda: _run("-c", "pass"))
    version = _times(lambda: _run("-m", "desktop_app", "--version"))
    ratio = statistics.median(version) / statistics.median(bare)
    return [Figure("start: --version", "s", version, "python -c pass", ratio)]


def _ledger(folder: Path) -> list[Figure]:
    desk = _founded(folder)
    with closing(desk.store):
        load = _once(lambda: _load(desk))
        size = desk.store.folder.ledger.stat().st_size / PEOPLE
        return [
            Figure(f"write {PEOPLE:,} people with log and search", "s", load),
            Figure("ledger per person", "bytes", (size,)),
            _saving(desk, folder),
            _searching(desk),
            Figure("state code after one save", "ms", _state(desk)),
            Figure("verify the chain", "s", _times(desk.store.audit.verify)),
        ]


def _paper(folder: Path) -> list[Figure]:
    """Print a whole province, half of it and a quarter, and the same receipts by other makers."""
    folder.mkdir()
    receipts: list[bench_paper.Rate] = []
    for share in (4, 2, 1):
        own = folder / str(share)
        campaign = _planned(own, PEOPLE // share)
        target = folder / "volumes"
        receipts.append(bench_paper.printed(own / "ledger", SheetKind.RECEIPT, campaign, target))
    rosters = bench_paper.printed(own / "ledger", SheetKind.SIGN_ROSTER, campaign, target)
    desk = setting_up.unlock(Folder(own / "ledger"), "bench", PASSPHRASE, today=_day)
    with closing(desk.store):
        few = [one for one, _unit in desk.store.grants.in_units(_of(campaign))][:60]
        page = bench_paper.first_page(desk, campaign, few)
        others = bench_paper.compare(_receipts(desk, campaign), *_seal(desk))
    last = receipts[-1]
    return [
        Figure(f"{last.sheets:,} receipts, three slips each", "s", (last.seconds,)),
        Figure("receipts, a second", "sheets", tuple(r.sheets / r.seconds for r in receipts)),
        Figure("receipts, memory of all processes", "MB", (last.peak_mb or 0,)),
        *(
            Figure(f"receipts: {a.sheets:,} for {b.sheets:,}", "×", (a.seconds / b.seconds,))
            for b, a in pairwise(receipts)
        ),
        Figure(f"sign rosters of {PEOPLE:,} people", "s", (rosters.seconds,)),
        Figure("sign rosters, memory", "MB", (rosters.peak_mb or 0,)),
        Figure("first drafts of receipts (60)", "ms", (1000 * page,)),
        *(
            Figure(
                f"{COMPARED:,} receipts by {name}",
                "s",
                (seconds,),
                "the press on one core",
                seconds / others["press"],
            )
            for name, seconds in others.items()
        ),
    ]


def _of(campaign: str) -> GrantFilter:
    return GrantFilter(campaign=campaign, approved=True)


def _planned(folder: Path, count: int) -> str:
    """Make a ledger with so many people, each with an approved grant; gives the campaign."""
    desk = _founded(folder)
    chance = random.Random(1)  # noqa: S311
    people = [_person(chance) for _one in range(count)]
    with closing(desk.store):
        with desk.store.transaction():
            for start in range(0, count, 500):
                edits = [edit_of(kinds.BENEFICIARY, one) for one in people[start : start + 500]]
                desk.store.changes.save(edits, actor=ME, deed=Deed("bench"))
        return bench_paper.plan(desk, people, ME)


def _receipts(desk: Desk, campaign: str) -> list[ReceiptContent]:
    lines = desk.store.sheets.lines(campaign=campaign, kind=SheetKind.RECEIPT)[:COMPARED]
    return [ReceiptContent.from_json(line.sheet.frozen["content"]) for line in lines]


def _seal(desk: Desk) -> tuple[Imprint, bytes]:
    papers = Papers(desk)
    return papers.imprint(), papers.key()


def _founded(folder: Path) -> Desk:
    answers = Founding(
        organisation="bench",
        region="640100",
        device="bench",
        admin="bench",
        passphrase=PASSPHRASE,
    )
    desk, _code = setting_up.found(Folder(folder / "ledger"), answers, today=_day)
    return desk


def _day() -> date:
    return date(2021, 2, 8)


def _load(desk: Desk) -> None:
    chance = random.Random(1)  # noqa: S311  (names for a measurement)
    people = [_person(chance) for _one in range(PEOPLE)]
    with desk.store.transaction():
        for start in range(0, PEOPLE, 500):
            edits = [edit_of(kinds.BENEFICIARY, one) for one in people[start : start + 500]]
            desk.store.changes.save(edits, actor=ME, deed=Deed("bench"))
    desk.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _person(chance: random.Random) -> Beneficiary:
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.randint(1, 2)))
    return Beneficiary(
        id=BeneficiaryId(new_id()),
        name=name,
        id_number=f"{chance.randrange(10**17):017d}X",
        phone=f"139{chance.randrange(10**8):08d}",
        employer=f"第{chance.randrange(500)}公司",
        category="courier",
        birth_date=date(1970, 1, 1),
        address=f"兴庆区某街道{chance.randrange(1000)}号",
        bank_card=f"62220{chance.randrange(10**14):014d}",
    )


def _saving(desk: Desk, folder: Path) -> Figure:
    """Compare a durable save of one person with a durable commit of one row."""
    chance = random.Random(2)  # noqa: S311
    people = [_person(chance) for _one in range(SAVES)]
    saves = tuple(1000 * one for one in _each(people, lambda person: _save(desk, person)))
    with closing(_bare_database(folder)) as bare:
        commits = [1000 * one for one in _each(range(SAVES), lambda n: _commit(bare, n))]
    ratio = statistics.median(saves) / statistics.median(commits)
    return Figure("save one person, durable", "ms", saves, "bare commit", ratio)


def _save(desk: Desk, person: Beneficiary) -> None:
    edit = edit_of(kinds.BENEFICIARY, person)
    desk.store.changes.save([edit], actor=ME, deed=Deed("bench", person.id))


def _bare_database(folder: Path) -> Connection:
    bare: Connection = connect(str(folder / "bare.db"))
    bare.execute("PRAGMA key = 'x'")
    bare.execute("PRAGMA journal_mode = WAL").fetchall()
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE one (n INTEGER)")
    return bare


def _commit(bare: Connection, number: int) -> None:
    bare.execute("INSERT INTO one VALUES (?)", [number])
    bare.commit()


def _searching(desk: Desk) -> Figure:
    people = desk.store.beneficiaries
    work = [text for text in SEARCHES for _run in range(RUNS)]
    return Figure(
        "search, one keystroke",
        "ms",
        tuple(1000 * one for one in _each(work, people.search)),
    )


def _state(desk: Desk) -> tuple[float, ...]:
    desk.store.state_code()
    chance = random.Random(3)  # noqa: S311

    def save_and_ask(person: Beneficiary) -> float:
        _save(desk, person)
        return _once(desk.store.state_code)[0]

    return tuple(1000 * save_and_ask(_person(chance)) for _one in range(RUNS))


def _scanning_back() -> list[Figure]:
    speeds, growth = bench_scan_back.measure()
    size = f"scan back, {bench_scan_back.SIZES[-1]} pages at 200 dpi, one core"
    return [
        Figure(size, "pages/s", speeds),
        Figure("scan back, twice the pages", "×", growth),
    ]


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def _times(work: Callable[[], object]) -> tuple[float, ...]:
    return tuple(_once(work)[0] for _run in range(RUNS))


def _once(work: Callable[[], object]) -> tuple[float]:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun,)


def _each(items: Iterable[T], work: Callable[[T], object]) -> list[float]:
    return [_once(partial(work, item))[0] for item in items]


if __name__ == "__main__":
    main()
