"""How fast laptops exchange: two and more are founded here, filled from a seed, and meet by file.

Seconds of the processor stand beside those of the clock: they wander less on a machine that
others use.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.grant import Grant, GrantBasis
from desktop_app.domain.identity import CampaignId, GrantId, VisitId, new_id
from desktop_app.domain.resident_id import Sex
from desktop_app.domain.visit import Visit
from desktop_app.services.exchange import bundle, sealing
from desktop_app.services.measuring import made_up
from desktop_app.services.measuring.figure import Figure, timed
from desktop_app.services.measuring.made_up import CHUNK, DAY
from desktop_app.services.office import Office
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of

PROVINCE, CHANGES, MANY, OF_EACH = 55_896, 10_000, 20, 2_500
ACQUAINTED = 500
CAMPAIGN = CampaignId("0" * 32)
AGAIN = "≤ 2 s"


def exchange(folder: Path, people: int) -> Iterator[Figure]:
    """Measure bundles of changes, of a province, and of many laptops; less in proportion."""
    share = people / PROVINCE
    yield from _changes(folder, max(2, int(CHANGES * share)))
    yield from _whole(folder, people)
    yield from many(folder, MANY, max(1, int(OF_EACH * share)))


def _changes(folder: Path, count: int) -> Iterator[Figure]:
    """Let one laptop hear of this many visits, each a deed of its own."""
    with ExitStack() as stack:
        one, other = _laptops(stack, folder, "changes", 2)
        people = _add_people(one, min(ACQUAINTED, count), seed=1)
        other.merges.merge(_export(one, other)[1])
        one.merges.merge(_export(other, one)[1])
        with one.desk.store.transaction():
            for number in range(count // 2):  # each is a save in two streams
                _visit(one, people[number % len(people)], number)
        yield from _meet(one, other, f"{count:,} changes", ("≤ 2 s", "≤ 5 s"))


def _whole(folder: Path, count: int) -> Iterator[Figure]:
    """Let one laptop hear of a province: people, a visit and a grant each."""
    with ExitStack() as stack:
        one, other = _laptops(stack, folder, "whole", 2)
        people = _add_people(one, count, seed=2)
        with one.desk.store.transaction():
            for start in range(0, count, CHUNK):
                grants = [_grant(one, person) for person in people[start : start + CHUNK]]
                one.desk.save([edit_of(kinds.GRANT, grant) for grant in grants], "grants.planned")
            for number, person in enumerate(people):
                _visit(one, person, number)
        yield from _meet(
            one, other, f"{count:,} people with visits and grants", ("≤ 15 s", "≤ 40 s")
        )


def many(folder: Path, laptops: int, of_each: int) -> Iterator[Figure]:
    """Let two laptops hear of many others in random orders; compare with one bundle of them all.

    Raises RuntimeError where the two do not come to one state code.
    """
    chance = random.Random(3)  # noqa: S311 - orders for a measurement
    with ExitStack() as stack:
        *others, whole, first, second, third = _laptops(stack, folder, "many", laptops + 4)
        for number, laptop in enumerate(others):
            _add_people(laptop, of_each, seed=10 + number)
        _add_people(whole, of_each * laptops, seed=9)
        receivers = [_id(first), _id(second)]
        bundles = [one.bundles.export(folder, receivers).bundle for one in others]
        large = _took(
            "one bundle of them all", partial(third.merges.merge, _export(whole, third)[1])
        )
        yield large
        for receiver in (first, second):
            chance.shuffle(bundles)
            yield _compared(
                _took(
                    f"{laptops} bundles of {of_each:,} people, in random order",
                    partial(_merge_all, receiver, list(bundles)),
                ),
                large,
            )
        first.merges.merge(_export(second, first)[1])
        second.merges.merge(_export(first, second)[1])
        if first.caretaking.state() != second.caretaking.state():
            raise RuntimeError("bundles in two orders led to two state codes")


def _compared(took: Figure, large: Figure) -> Figure:
    """Compare by seconds of the processor."""
    ratio = took.processor[0] / large.processor[0]
    return replace(took, target="≤ 1.3 ×", reference="one bundle (processor)", ratio=ratio)


def _merge_all(office: Office, files: Sequence[Path]) -> None:
    for number, file in enumerate(files):
        office.merges.merge(file, copy=number == 0)


def _meet(one: Office, other: Office, what: str, targets: tuple[str, str]) -> Iterator[Figure]:
    export, file = _export(one, other)
    size = file.stat().st_size
    recipient, plain = other.laptops.own().age_recipient, _plain(one, other, file)
    bare = _took(
        f"zlib and age of the same bytes ({size / 1e6:.1f} MB packed)",
        lambda: sealing.seal(zlib.compress(plain, 6), [recipient]),
    )
    ratio = export.values[0] / bare.values[0]
    yield replace(
        export,
        name=f"export {what}",
        target=targets[0],
        reference="zlib and age of the same bytes",
        ratio=ratio,
    )
    yield bare
    yield _took(f"preview {what}", partial(other.merges.preview, file))
    yield replace(_took(f"merge {what}", partial(other.merges.merge, file)), target=targets[1])
    again = _took(f"the same bundle again, {what}", partial(other.merges.merge, file))
    yield replace(again, target=AGAIN)
    _figure, second = _export(one, other)
    yield _took(f"another bundle of the same, {what}", partial(other.merges.merge, second))


def _plain(one: Office, other: Office, file: Path) -> bytes:
    """Unseal what was written, to compress and seal the same once more."""
    keys = {_id(one): one.laptops.own().sign_pub}
    sealed = bundle.prove(bundle.load(file), keys)
    return b"\n".join(bundle.open_sealed(sealed, other.desk.store.identity.age).lines())


def _export(one: Office, other: Office) -> tuple[Figure, Path]:
    folder = one.desk.store.folder.path.parent
    wall, cpu, done = timed(lambda: one.bundles.export(folder, [_id(other)]))
    return Figure(name="export", unit="s", values=(wall,), processor=(cpu,)), done.bundle


def _took(name: str, work: Callable[[], object]) -> Figure:
    wall, cpu, _done = timed(work)
    return Figure(name=name, unit="s", values=(wall,), processor=(cpu,))


def _laptops(stack: ExitStack, folder: Path, name: str, count: int) -> list[Office]:
    """Found laptops that have all enrolled each other; they close with the stack."""
    offices = [
        stack.enter_context(closing(Office(made_up.founded(folder / f"{name}{number}", number))))
        for number in range(1, count + 1)
    ]
    identities = [office.laptops.own() for office in offices]
    for office in offices:
        with office.desk.store.transaction():
            for identity in identities:
                if identity.device != _id(office):
                    office.laptops.enrol(identity)
    return offices


def _id(office: Office) -> str:
    return office.desk.store.identity.device


def _add_people(office: Office, count: int, seed: int) -> list[Beneficiary]:
    """Keep people of seven fields, as a roster brings them."""
    made = [
        replace(one, sex=Sex.MALE, birth_date=None, bank_card="")
        for one in made_up.people(count, seed)
    ]
    made_up.keep(office.desk, made)
    return made


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
