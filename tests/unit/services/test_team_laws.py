"""Random seasons of an office and a team: with parts everything ends as with the whole log."""

import random
from dataclasses import replace

import pytest

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.exchange import About, Purpose
from desktop_app.domain.identity import BeneficiaryId, RouteId
from desktop_app.domain.route import Route, Stop
from desktop_app.services.exchange.packing import Export
from desktop_app.storage import checks, kinds
from tests.laptops import TODAY, acquaint, found

FIELDS = ("phone", "address", "remarks", "employer", "bank_card")
ON_THE_WAY = ("phone", "address", "remarks", "employer")
INSIDE, OUTSIDE = [f"{n:032x}" for n in (1, 2)], [f"{n:032x}" for n in (3, 4)]
ROUTE = RouteId("f" * 32)


def edit(laptop, chance, people, fields) -> None:
    """Let somebody change a field of what stands before them, or empty it."""
    reading = laptop.store.beneficiaries.reading(chance.choice(people))
    if reading is None:
        return
    field = chance.choice(fields)
    value = chance.choice((None, *(f"{field}{chance.randrange(10**6)}" for _turn in range(3))))
    laptop.save(kinds.BENEFICIARY, replace(reading.record, **{field: value}), reading)


def settle(laptop, chance) -> None:
    for conflict in laptop.conflicts.all():
        if chance.random() < 0.5:
            laptop.conflicts.settle_with(conflict.id, chance.choice(conflict.rivals).value)


def to_team(office, team, purpose) -> None:
    stick = office.folder.parent / "stick"
    about = About(route=ROUTE if purpose is Purpose.TEAM else "")
    team.merges.merge(Export(office.desk).export(stick, [team.id], purpose, about=about).bundle)


def play(folder, seed, purpose):
    """Play a season; give what stands at the office in the end, people by fields by values."""
    chance = random.Random(seed)  # noqa: S311 - a history that can be played again
    office, team = found(folder / "a", 0), found(folder / "b", 1)
    acquaint([office, team])
    for one in (*INSIDE, *OUTSIDE):
        office.save(kinds.BENEFICIARY, Beneficiary(id=BeneficiaryId(one), name=f"名{one[-1]}外"))
    stops = tuple(Stop(beneficiary=BeneficiaryId(one)) for one in INSIDE)
    office.save(kinds.ROUTE, Route(id=ROUTE, day=TODAY, stops=stops))
    for _turn in range(30):
        match chance.randrange(6):
            case 0 | 1:
                edit(office, chance, [*INSIDE, *OUTSIDE], FIELDS)
            case 2 | 3:
                edit(team, chance, INSIDE, ON_THE_WAY)
            case 4:
                to_team(office, team, purpose)
            case 5:
                office.merges.merge(team.export(office))
                settle(office, chance)
    office.merges.merge(team.export(office))
    ended = standing(office)
    if purpose is Purpose.TEAM:
        hold_the_laws(office, team)
    for one in (office, team):
        one.close()
    return ended


def standing(laptop):
    rivals = {one.id.partition("/")[2]: one.rivals for one in laptop.conflicts.all()}
    found_values = {}
    for person in (*INSIDE, *OUTSIDE):
        record = laptop.store.beneficiaries.get(person)
        for field in FIELDS:
            alike = rivals.get(f"{person}/{field}")
            values = {one.value for one in alike} if alike else {getattr(record, field)}
            found_values[person, field] = values
    return found_values


def hold_the_laws(office, team) -> None:
    content = b"".join(
        str(row).encode() for row in team.store.db.execute("SELECT * FROM log_given")
    )
    assert "名3外".encode() not in content
    assert all(team.store.beneficiaries.get(one) is None for one in OUTSIDE)
    assert checks.log_makes_the_records(team.store.db)
    to_team(office, team, Purpose.TEAM)
    assert checks.log_makes_the_records(team.store.db)
    seen = standing_inside(team)
    assert seen == standing_inside(office)
    to_team(office, team, Purpose.FULL)
    office.merges.merge(team.export(office))
    assert office.state() == team.state()
    assert checks.log_makes_the_records(team.store.db)


def standing_inside(laptop):
    if any(laptop.store.beneficiaries.get(one) is None for one in INSIDE):
        return None
    rivals = {one.id.partition("/")[2]: one.rivals for one in laptop.conflicts.all()}
    return {
        (person, field): {one.value for one in rivals[f"{person}/{field}"]}
        if f"{person}/{field}" in rivals
        else {getattr(laptop.store.beneficiaries.get(person), field)}
        for person in INSIDE
        for field in ON_THE_WAY
    }


def both_ways(folder, seed) -> None:
    parts = play(folder / f"parts{seed}", seed, Purpose.TEAM)
    whole = play(folder / f"whole{seed}", seed, Purpose.FULL)
    assert parts == whole, seed


@pytest.mark.parametrize("seed", range(4))
def test_a_season_with_parts_ends_as_one_with_the_whole_log(tmp_path, seed):
    both_ways(tmp_path, seed)


@pytest.mark.torture
def test_two_hundred_seasons_with_parts_end_as_with_the_whole_log(tmp_path):
    for seed in range(100, 300):
        both_ways(tmp_path, seed)
