"""What is known of other laptops: what waits for them, what they hold, when they were met."""

from dataclasses import replace

import pytest

from desktop_app.services.exchange.evidence import Evidence
from desktop_app.services.exchange.peers import Peers
from desktop_app.storage import kinds
from desktop_app.storage.meetings import Deed
from tests.laptops import acquaint, found


@pytest.fixture
def three(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("abc")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


def peer(laptop, other):
    return next(one for one in Peers(laptop.desk).all() if one.device.id == other.id)


def meet(a, b):
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))


def test_changes_wait_until_their_laptop_has_signed_for_them(three, make_person):
    a, b, _c = three
    meet(a, b)
    assert peer(a, b).waiting == 0
    a.save(kinds.BENEFICIARY, make_person())
    waiting = peer(a, b).waiting
    assert waiting > 0
    file = a.export(b)
    assert peer(a, b).waiting == waiting  # a stick may be lost
    b.merges.merge(file)
    a.merges.merge(b.export(a))
    assert peer(a, b).waiting == 0


def test_entries_of_the_audit_trail_alone_keep_nobody_waiting(three):
    a, b, _c = three
    meet(a, b)
    a.export(b)
    a.desk.note("printed.test", "", "")
    assert peer(a, b).waiting == 0


def test_what_came_from_elsewhere_waits_too(three, make_person):
    a, b, c = three
    for other in (b, c):
        meet(a, other)
        meet(a, b)
    c.save(kinds.BENEFICIARY, make_person())
    a.merges.merge(c.export(a))
    assert peer(a, b).waiting > 0


def test_nothing_waits_for_a_revoked_laptop(three):
    a, b, _c = three
    assert peer(a, b).waiting > 0
    a.laptops.revoke(b.id, "lost")
    assert peer(a, b).waiting == 0
    assert Peers(a.desk).all()[-1].device.id == b.id


def test_nothing_waits_for_a_laptop_of_another_union(three):
    a, b, _c = three
    reading = a.store.devices.reading(b.id)
    a.save(kinds.DEVICE, replace(reading.record, scope="640400"), reading, "device.changed")
    assert peer(a, b).is_of_another_union
    assert peer(a, b).waiting == 0


def test_the_list_begins_with_this_laptop_and_tells_the_last_meetings(three):
    a, b, c = three
    assert Peers(a.desk).last() is None
    meet(a, b)
    first, *others = Peers(a.desk).all()
    assert first.is_own
    assert {one.device.label for one in others} == {"1号机", "2号机"}
    assert peer(a, b).sent_ms < peer(a, b).received_ms
    assert (peer(a, c).sent_ms, peer(a, c).received_ms) == (None, None)
    meeting, label = Peers(a.desk).last()
    assert (meeting.deed, label) == (Deed.MERGED, "1号机")
    a.export(b, c)
    meeting, label = Peers(a.desk).last()
    assert (meeting.deed, label) == (Deed.SENT, "1号机、2号机")
    assert peer(a, c).sent_ms == peer(a, b).sent_ms is not None


def test_nothing_shows_which_is_right_where_there_are_no_pictures(three, make_person):
    a, _b, _c = three
    person = a.save(kinds.BENEFICIARY, replace(make_person(), name="马秀兰"))
    assert Evidence(a.desk).of("beneficiary", person.id) == ()
    assert Evidence(a.desk).of("grant", "nobody") == ()
