"""Whose key a bundle is sealed for, whatever somebody else writes into a laptop's record."""

from dataclasses import replace

import pytest

from desktop_app.services.exchange import sealing
from desktop_app.services.exchange.packing import ContestedLaptopError
from desktop_app.storage import standing
from desktop_app.storage.log import Cells
from tests.history_oddities import append_raw
from tests.laptops import acquaint, add, found, person_of


def written_over(liar, laptop, key, *, sees=True):
    """Let an administrator's laptop say of another one that this is its key."""
    heads = standing.read(liar.store.db, "device", laptop.id).heads_of("age_recipient")
    seen = {"age_recipient": [one.save for one in heads if sees]}
    cells = Cells("device", laptop.id, {"age_recipient": key}, seen, {"age_recipient": 2**52},
                  "0" * 32)  # fmt: skip
    append_raw(liar, "admin", cells, "administrator")


@pytest.mark.parametrize("sees", [True, False])
@pytest.mark.parametrize("has_come", [True, False])
@pytest.mark.parametrize("key", [sealing.new_key()[1], "x"], ids=["thief", "none"])
def test_a_key_that_somebody_else_writes_over_a_laptop_opens_nothing(trio, sees, has_come, key):
    a, b, c = trio
    if has_come:
        a.merges.merge(b.export(a))
    c.merges.merge(a.export(c))
    written_over(c, b, key, sees=sees)
    a.merges.merge(c.export(a))
    person = add(a)
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person


def test_where_rivals_tell_a_newcomers_key_nothing_is_sealed_until_it_is_enrolled_here(
    trio, tmp_path
):
    a, b, c = trio
    newcomer = found(tmp_path / "new", 3)
    acquaint([b, newcomer])
    c.laptops.enrol(replace(newcomer.laptops.own(), age_recipient=sealing.new_key()[1]))
    for one in (b, c):
        a.merges.merge(one.export(a))
    with pytest.raises(ContestedLaptopError) as caught:
        a.export(newcomer)
    assert "3号机" in caught.value.sentence()
    a.laptops.enrol(newcomer.laptops.own())
    newcomer.laptops.enrol(a.laptops.own())
    person = add(a)
    newcomer.merges.merge(a.export(newcomer))
    assert person_of(newcomer, person) == person
    newcomer.close()


def test_a_key_that_is_none_is_a_sentence(pair, tmp_path):
    a, _b = pair
    newcomer = found(tmp_path / "new", 3)
    a.laptops.enrol(replace(newcomer.laptops.own(), age_recipient="x"))
    with pytest.raises(ContestedLaptopError):
        a.export(newcomer)
    newcomer.close()
