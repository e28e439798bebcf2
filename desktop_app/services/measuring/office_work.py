"""What an office does now and then: a roster taken in, a backup, a filter asked."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

from desktop_app.domain import double_aid
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.double_aid import AidFilter
from desktop_app.domain.identity import CampaignId, new_id
from desktop_app.services.enrolling import Enrolling
from desktop_app.services.importing.reading import read_sheets
from desktop_app.services.measuring import made_up
from desktop_app.services.measuring.figure import Figure, ratio, timed, times
from desktop_app.services.office import Office
from desktop_app.services.reporting.table import Heading, Table
from desktop_app.services.reporting.workbook import write_workbook
from desktop_app.services.season import invented
from desktop_app.storage import bare

RUNS = 3
IN_A_FILTER = 18  # times as many people as are asked about: a million for a province


def roster(folder: Path, people: int) -> Iterator[Figure]:
    """Take in a workbook: read, match, write, searchable; compared with reading its cells."""
    file = _workbook(folder, people)
    cells = times(lambda: read_sheets(file), RUNS)
    yield Figure(name=f"read the cells of {people:,} rows", unit="s", values=cells)
    with closing(Office(made_up.founded(folder / "roster"))) as office:
        campaign = Campaign(
            id=CampaignId(new_id()),
            name="2021年元旦春节送温暖",
            starts=date(2021, 1, 1),
            ends=date(2021, 2, 20),
        )
        office.campaigns.save(campaign)
        enrolling = Enrolling(office.desk)
        looked, cpu, previewed = timed(lambda: enrolling.preview(file, campaign.id))
        written, more_cpu, _result = timed(lambda: enrolling.take(previewed))
        found = office.register.how_many()
    if found != people:
        raise RuntimeError("the roster of the measurement was not taken in whole")
    yield Figure(
        name=f"import a workbook of {people:,} rows",
        unit="s",
        values=(looked + written,),
        processor=(cpu + more_cpu,),
        target="≤ 20 s",
        reference="reading the cells",
        ratio=ratio((looked + written,), cells),
    )


def backup(folder: Path, people: int) -> Iterator[Figure]:
    """Copy and prove a ledger; compared with copying its file."""
    with closing(Office(made_up.founded(folder / "backup"))) as office:
        made_up.keep(office.desk, made_up.people(people, seed=4))
        bare.settle(office.desk.store.db)
        ledger, copy = office.desk.store.folder.ledger, folder / "copy"
        copies = times(lambda: shutil.copyfile(ledger, copy), RUNS)
        backups = times(lambda: office.caretaking.back_up(folder / "backups"), RUNS)
    yield Figure(
        name=f"backup of {people:,} people, proven",
        unit="s",
        values=backups,
        target="≤ 2 ×",
        reference="copying the file",
        ratio=ratio(backups, copies),
    )


def filters(_folder: Path, people: int) -> Iterator[Figure]:
    """Ask a filter about people of whom none is in it."""
    key, count = bytes(32), IN_A_FILTER * people
    build = partial(AidFilter.of, "2021-winter", key, (f"{n:018d}" for n in range(count)))
    wall, cpu, made = timed(build)
    yield Figure(name=f"filter of {count:,} people", unit="s", values=(wall,), processor=(cpu,))
    size = len(made.bits) / 1e6
    yield Figure(name="filter, its size", unit="MB", values=(size,), target="≤ 4 MB")
    asked = [f"9{n:017d}" for n in range(people)]
    seconds = times(lambda: [made.has(double_aid.digest_of(key, one)) for one in asked], RUNS)
    name = f"ask it about {people:,} people"
    yield Figure(name=name, unit="s", values=seconds, target="≤ 1 s")
    alarms = sum(made.has(double_aid.digest_of(key, one)) for one in asked)
    yield Figure(name="false alarms among them", unit="people", values=(alarms,))


def _workbook(folder: Path, people: int) -> Path:
    """Write invented people into a workbook, as a grassroots union sends them."""
    texts, file = folder / "roster.csv", folder / "roster.xlsx"
    invented.write_roster(texts, people, seed=5)
    with texts.open(encoding="utf-8-sig", newline="") as opened:
        titles, *rows = csv.reader(opened)
    headings = tuple(Heading(title=title) for title in titles)
    table = Table(title="花名册", remarks=(), headings=headings, rows=rows, count=people)
    write_workbook(table, file)
    return file
