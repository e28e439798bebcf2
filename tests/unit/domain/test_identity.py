import re
import time

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import identity
from desktop_app.domain.identity import made_at_ms, new_id


def test_an_id_is_a_version_seven_uuid_in_32_small_hexadecimal_digits():
    assert re.fullmatch(r"[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}", new_id())


def test_ids_rise_in_the_order_in_which_they_are_given():
    given_ids = [new_id() for _ in range(5_000)]
    assert given_ids == sorted(set(given_ids))


def test_an_id_carries_the_millisecond():
    before = time.time_ns() // 1_000_000
    stamp = int(new_id(before + 60_000)[:12], 16)
    assert stamp == before + 60_000


@given(st.lists(st.integers(min_value=0, max_value=2**44), min_size=2, max_size=40))
def test_a_clock_that_jumps_breaks_neither_order_nor_uniqueness(moments):
    given_ids = [new_id(moment) for moment in moments]
    assert given_ids == sorted(set(given_ids))


def test_a_clock_before_1970_gives_ids_as_well(monkeypatch):
    monkeypatch.setattr(identity, "_series", identity._Series())
    given_ids = [new_id(-(10**11)) for _ in range(50)]
    assert given_ids == sorted(set(given_ids))
    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in given_ids)
    assert made_at_ms(given_ids[-1]) == 0
