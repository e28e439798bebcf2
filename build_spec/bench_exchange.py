"""How fast laptops exchange: `python -m build_spec.bench_exchange [people]`.

Two and more laptops are founded here, filled from a seed, and meet by file. Printed are seconds on
the clock and seconds of the processor, which wander less on a machine that others use.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.grant import Grant, GrantBasis
from desktop_app.domain.identity import (
    BeneficiaryId,
    CampaignId,
    GrantId,
    VisitId,
    new_id,
)
from desktop_app.domain.resident_id import Sex
from desktop_app.domain.visit import Visit
from desktop_app.services import setting_up
from desktop_app.services.exchange import sealing
from desktop_app.services.office import Office
from desktop_app.services.setting_up import Founding
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of
from desktop_app.storage.store import Folder

T = TypeVar("T")

PEOPLE, CHANGES, MANY, OF_EACH = 55_896, 10_000, 20, 2_500
CHUNK = 500
DAY = date(2021, 2, 8)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉建华红玉"
CAMPAIGN = CampaignId("0" * 32)


@dataclass(frozen=True)
class Took:
    """One job: what it was, and its seconds on the clock and of the processor."""

    name: str
    wall: float
    cpu: float

    def row(self) -> str:
        """Write one line of the table."""
        return f"| {self.name} | {self.wall:.2f} s | {self.cpu:.2f} s |"


def main() -> None:
    """Measure everything and print the table."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    share = people / PEOPLE
    print("| figure | clock | processor |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for job in (
            partial(_changes, Path(folder), int(CHANGES * share)),
            partial(_whole, Path(folder), people),
            partial(_many, Path(folder), int(OF_EACH * share)),
        ):
            for took in job():
                print(took.row(), flush=True)


def _changes(folder: Path, count: int) -> list[Took]:
    """Let one laptop hear of this many visits, each a deed of its own."""
    one, other = _laptops(folder, "changes", 2)
    chance = random.Random(1)  # noqa: S311 - made-up people
    people = _add_people(one, 500, chance)
    other.merges.merge(_export(one, other)[1])
    one.merges.merge(_export(other, one)[1])
    with one.desk.store.transaction():
        for number in range(count // 2):  # each is a save in two streams
            _visit(one, people[number % len(people)], number)
    return _meet(one, other, f"{count:,} changes")


def _whole(folder: Path, count: int) -> list[Took]:
    """Let one laptop hear of a province: people, a visit and a grant each."""
    one, other = _laptops(folder, "whole", 2)
    chance = random.Random(2)  # noqa: S311 - made-up people
    people = _add_people(one, count, chance)
    with one.desk.store.transaction():
        for start in range(0, count, CHUNK):
            grants = [_grant(one, person) for person in people[start : start + CHUNK]]
            one.desk.save([edit_of(kinds.GRANT, grant) for grant in grants], "grants.planned")
        for number, person in enumerate(people):
            _visit(one, person, number)
    return _meet(one, other, f"{count:,} people with visits and grants")


def _many(folder: Path, of_each: int) -> list[Took]:
    """Let one laptop hear of many others in random order, and compare with one bundle of all."""
    chance = random.Random(3)  # noqa: S311 - made-up people
    *many, whole, first, second = _laptops(folder, "many", MANY + 3)
    for laptop in many:
        _add_people(laptop, of_each, chance)
    _add_people(whole, of_each * MANY, chance)
    bundles = [laptop.bundles.export(folder, [_id(first), _id(second)]).bundle for laptop in many]
    (_file, one), large = _export(whole, second), []
    large.append(_timed("one bundle of them all", lambda: second.merges.merge(one))[0])
    second.merges.undo(1)
    took = []
    for receiver in (first, second):
        chance.shuffle(bundles)
        took.append(_timed("", partial(_merge_all, receiver, list(bundles)))[0])
    first.merges.merge(_export(second, first)[1])
    second.merges.merge(_export(first, second)[1])
    codes = {receiver.caretaking.state().long for receiver in (first, second)}
    same = "the same state code" if len(codes) == 1 else "DIFFERENT STATE CODES"
    name = f"{MANY} bundles of {of_each:,} people, two orders, {same}"
    return [*large, *(Took(name, one.wall, one.cpu) for one in took)]


def _merge_all(office: Office, files: list[Path]) -> None:
    for number, file in enumerate(files):
        office.merges.merge(file, copy=number == 0)


def _meet(one: Office, other: Office, what: str) -> list[Took]:
    took, file = _export(one, other)
    size = file.stat().st_size
    recipient = other.laptops.own().age_recipient
    bare = _timed(
        f"zlib and age of as many bytes ({size / 1e6:.1f} MB packed)",
        lambda: sealing.seal(zlib.compress(random.Random(1).randbytes(size), 6), [recipient]),  # noqa: S311
    )
    preview = _timed(f"preview {what}", lambda: other.merges.preview(file))
    merge = _timed(f"merge {what}", lambda: other.merges.merge(file))
    again = _timed(f"the same bundle again, {what}", lambda: other.merges.merge(file))
    _took, second = _export(one, other)
    fresh = _timed(f"another bundle of the same, {what}", lambda: other.merges.merge(second))
    return [Took(f"export {what}", took.wall, took.cpu)] + [
        timed[0] for timed in (bare, preview, merge, again, fresh)
    ]


def _export(one: Office, other: Office) -> tuple[Took, Path]:
    folder = one.desk.store.folder.path.parent
    took, done = _timed("", lambda: one.bundles.export(folder, [_id(other)]))
    return took, done.bundle


def _timed(name: str, work: Callable[[], T]) -> tuple[Took, T]:
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    return Took(name, time.perf_counter() - wall, time.process_time() - cpu), done


def _laptops(folder: Path, name: str, count: int) -> list[Office]:
    """Found laptops that have all enrolled each other."""
    offices = []
    for number in range(count):
        answers = Founding(
            organisation="bench",
            region="640100",
            device=f"{number}",
            admin=f"bench{number}",
            passphrase="bench passphrase",  # noqa: S106  (made and thrown away here)
            code=f"{number:02}",
        )
        place = Folder(folder / f"{name}{number}")
        offices.append(Office(setting_up.found(place, answers, today=lambda: DAY)[0]))
    identities = [office.laptops.own() for office in offices]
    for office in offices:
        for identity in identities:
            if identity.device != _id(office):
                office.laptops.enrol(identity)
    return offices


def _id(office: Office) -> str:
    return office.desk.store.identity.device


def _add_people(office: Office, count: int, chance: random.Random) -> list[Beneficiary]:
    made = [_person(chance, number) for number in range(count)]
    with office.desk.store.transaction():
        for start in range(0, count, CHUNK):
            edits = [edit_of(kinds.BENEFICIARY, one) for one in made[start : start + CHUNK]]
            office.desk.save(edits, "roster.imported")
    return made


def _person(chance: random.Random, number: int) -> Beneficiary:
    return Beneficiary(
        id=BeneficiaryId(new_id()),
        name=chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.randint(1, 2))),
        id_number=f"{chance.randrange(10**17):017d}X",
        phone=f"139{chance.randrange(10**8):08d}",
        employer=f"第{chance.randrange(500)}公司",
        category="courier",
        sex=Sex.MALE,
        address=f"兴庆区某街道{number}号",
    )


def _grant(office: Office, person: Beneficiary) -> Grant:
    return Grant(
        id=GrantId(new_id()),
        campaign=CAMPAIGN,
        beneficiary=person.id,
        basis=next(iter(GrantBasis)),
        fund_source="own_budget",
        method="cash",
        cash_fen=100_000,
        planned_by=office.user.id,
        planned_on=DAY,
    )


def _visit(office: Office, person: Beneficiary, number: int) -> None:
    visit = Visit(
        id=VisitId(new_id()),
        manner="home",
        beneficiaries=(person.id,),
        first_day=DAY,
        exhortation="保重身体",
        remarks=f"慰问第{number}户",
    )
    office.desk.save([edit_of(kinds.VISIT, visit)], "visit.recorded", visit.id)


if __name__ == "__main__":
    main()
