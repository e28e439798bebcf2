"""Who claims to have seen what is not written yet makes nothing of it vanish."""

import pytest

from desktop_app.services.exchange.laptops import RevokedLaptopError
from desktop_app.storage import saves
from desktop_app.storage.kinds import DEVICE
from desktop_app.storage.log import Cells
from tests.history_oddities import append_raw

FREE = {"revoked": None, "revoked_on": None}


def names_to_come(laptop, stream, count):
    """Guess how the next saves of a laptop will be called."""
    seq, _hash = saves.tip(laptop.store.db, (laptop.id, stream)) or (0, b"")
    return [f"{laptop.id}/{stream}/{seq + ahead}" for ahead in range(1, count + 1)]


def free(liar, lost, office, count=40):
    """Take back beforehand what the office may say of a lost laptop."""
    names = names_to_come(office, "admin", count)
    cells = Cells("device", lost.id, FREE, dict.fromkeys(FREE, names), dict.fromkeys(FREE, 2**53),
                  "0" * 32)  # fmt: skip
    append_raw(liar, "admin", cells, "administrator")


def test_a_revoked_laptop_gets_nothing_whatever_it_wrote_over_its_own_record(pair):
    office, lost = pair
    for _entry in range(40):
        lost.desk.note("x")
    free(lost, lost, office, count=0)
    office.merges.merge(lost.export(office))
    office.laptops.revoke("1号机", "丢失")
    assert office.store.devices.get(lost.id).revoked_on is None
    assert office.laptops.others() == []
    with pytest.raises(RevokedLaptopError):
        office.export(lost)
    with pytest.raises(RevokedLaptopError):
        office.laptops.enrol(lost.laptops.own())


def test_a_laptop_that_calls_itself_revoked_is_revoked_all_the_same(pair):
    """The office's word says the same as the record shows already, and is said."""
    office, lost = pair
    seq, _hash = saves.tip(lost.store.db, (lost.id, "admin"))
    cells = {"revoked": {"admin": seq + 2}, "revoked_on": "2021-02-08"}  # one entry: the export
    append_raw(lost, "admin", Cells("device", lost.id, cells, {}, {}, "0" * 32), "administrator")
    office.merges.merge(lost.export(office))
    shown = DEVICE.cells(office.store.devices.get(lost.id))
    assert (shown["revoked"], shown["revoked_on"]) == (cells["revoked"], cells["revoked_on"])
    assert office.laptops.revoked() == frozenset()
    office.laptops.revoke("1号机", "丢失")
    assert office.laptops.revoked() == {lost.id}
