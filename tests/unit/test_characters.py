"""Every character of the national standard is counted, kept in a name, and found."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from build_spec import characters
from desktop_app.domain import gb18030
from desktop_app.domain.names import normalise_name
from desktop_app.storage import search
from desktop_app.storage.transaction import immediate

GROUPS = ("ideographs", "radicals", "amendment", "beyond")
EVERY = {group: [c for p in gb18030.PARTS if p.group == group for c in p] for group in GROUPS}
ALL = [one for group in GROUPS for one in EVERY[group]]
OWED = [*EVERY["ideographs"], *EVERY["radicals"]]


def test_the_parts_add_up_to_the_standards_own_sums():
    assert len(EVERY["ideographs"]) == gb18030.IDEOGRAPHS
    assert len(EVERY["radicals"]) == gb18030.RADICALS
    assert len(set(OWED)) == gb18030.TOTAL
    assert len(EVERY["amendment"]) == gb18030.AMENDED
    assert len(set(ALL)) == len(ALL)


def test_every_character_of_the_edition_of_2022_prints_in_both_weights():
    assert [f"U+{ord(one):04X}" for one in OWED if not characters.prints(one)] == []


def test_every_character_from_the_household_registers_prints():
    (registers,) = (part for part in gb18030.PARTS if "household" in part.name)
    assert len(registers) == 622
    assert [one for one in registers if not characters.prints(one)] == []


def test_the_page_of_characters_is_current():
    assert characters.PAGE.read_text(encoding="utf-8") == characters.page()


def test_a_name_keeps_every_character_as_it_is():
    assert [one for one in ALL if normalise_name(f"王{one}") != f"王{one}"] == []


def test_every_character_is_looked_for_as_itself_and_nothing_else():
    asked = {search.query(one) for one in ALL}
    assert None not in asked
    assert len(asked) == len(ALL)


def named(db, names):
    """Put people with these names into the index; give each one's row."""
    rows = dict(zip(names, range(10_000_001, 10_000_001 + len(names)), strict=True))
    with immediate(db):
        for name, n in rows.items():
            search.index_person(db, n, {"name": name})
    return rows


def lost(db, rows):
    """List the texts by which the search does not find the row that belongs to them."""
    return [text for text, n in rows.items() if n not in search.find_people(db, text, 50)]


def test_a_sample_of_every_part_is_found_by_name_and_by_character(ledger):
    samples = [one for part in gb18030.PARTS for one in list(part)[:: len(part) // 12 + 1]]
    rows = named(ledger.db, [f"王{one}" for one in samples])
    assert len(rows) > 150
    assert lost(ledger.db, rows) == []
    assert lost(ledger.db, {name[1]: n for name, n in rows.items()}) == []


@pytest.mark.torture
def test_every_character_is_found_by_the_search(ledger):
    assert lost(ledger.db, named(ledger.db, ALL)) == []


@given(name=some.lists(some.sampled_from(ALL), min_size=1, max_size=25).map("".join))
def test_a_name_of_any_characters_comes_through_whole(name):
    assert normalise_name(name) == name
    assert search.query(name) == search.query(normalise_name(name))
    for one in name:
        assert str(search.query(one)).split('"')[1] in str(search.query(name))
