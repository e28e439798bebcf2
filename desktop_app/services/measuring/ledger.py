"""Starting, writing, saving, searching and checking: what everybody waits for all day."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.change import Deed
from desktop_app.services.desk import Desk
from desktop_app.services.measuring import console, made_up
from desktop_app.services.measuring.figure import (
    RUNS,
    Figure,
    each,
    milliseconds,
    once,
    ratio,
    timed,
    times,
)
from desktop_app.storage import bare, kinds
from desktop_app.storage.records import edit_of

SAVES = 200
SEARCHES = ("王", "王伟", "zw", "zhang", "1234", "02x", "139", "环卫", "ouyang")


def start_up(_folder: Path, _people: int) -> Iterator[Figure]:
    """Measure the shortest call; a frozen program has no bare Python to compare itself with."""
    version = times(lambda: console.run(console.words("--version")))
    none = () if console.IS_FROZEN else times(lambda: console.run([sys.executable, "-c", "pass"]))
    yield Figure(
        name="start: --version",
        unit="s",
        values=version,
        target="≤ 0.15 s",
        reference="python -c pass" if none else "",
        ratio=ratio(version, none) if none else None,
    )


def ledger(folder: Path, people: int) -> Iterator[Figure]:
    """Measure a ledger of so many people."""
    desk = made_up.founded(folder / "ledger")
    with closing(desk.store):
        made = made_up.people(people, seed=1)
        wall, cpu, _none = timed(lambda: made_up.keep(desk, made))
        bare.settle(desk.store.db)
        size = desk.store.folder.ledger.stat().st_size / people
        name = f"write {people:,} people with log and search"
        yield Figure(name=name, unit="s", values=(wall,), processor=(cpu,))
        yield Figure(name="ledger per person", unit="bytes", values=(size,), target="≤ 3 KB")
        yield _saving(desk, folder)
        yield _searching(desk)
        yield Figure(name="state code after one save", unit="ms", values=_state(desk))
        yield Figure(name="verify the chain", unit="s", values=times(desk.store.audit.verify))


def _saving(desk: Desk, folder: Path) -> Figure:
    """Compare a durable save of one person with a durable commit of one row."""
    saves = milliseconds(each(made_up.people(SAVES, seed=2), lambda one: _save(desk, one)))
    with closing(bare.BareTable(folder / "bare.db")) as table:
        commits = milliseconds(each(range(SAVES), table.add))
    return Figure(
        name="save one person, durable",
        unit="ms",
        values=saves,
        target="p99 ≤ 20 ms; ≤ 4 ×",
        reference="bare commit",
        ratio=ratio(saves, commits),
    )


def _save(desk: Desk, person: Beneficiary) -> None:
    edit = edit_of(kinds.BENEFICIARY, person)
    desk.store.changes.save([edit], actor=made_up.ME, deed=Deed("bench", person.id))


def _searching(desk: Desk) -> Figure:
    work = [text for text in SEARCHES for _run in range(RUNS)]
    values = milliseconds(each(work, desk.store.beneficiaries.search))
    return Figure(name="search, one keystroke", unit="ms", values=values, target="p99 ≤ 16 ms")


def _state(desk: Desk) -> tuple[float, ...]:
    desk.store.state_code()

    def save_and_ask(person: Beneficiary) -> float:
        _save(desk, person)
        return once(desk.store.state_code)

    return milliseconds(save_and_ask(one) for one in made_up.people(RUNS, seed=3))
