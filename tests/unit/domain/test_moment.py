"""A clock may be turned to anything, and what it wrote is shown all the same."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import desktop_app
from desktop_app.domain.moment import local_moment, moment_of

PROGRAM = Path(desktop_app.__file__).parent


@pytest.mark.parametrize(
    ("at_ms", "year"),
    [(-(10**18), 1970), (0, 1970), (2**48 - 1, 9999), (2**53, 9999), (9**30, 9999)],
)
def test_what_is_beyond_the_calendar_is_shown_as_its_first_or_its_last(at_ms, year):
    assert moment_of(at_ms).year == year
    assert len(f"{local_moment(at_ms):%Y-%m-%d %H:%M}") == 16
    assert abs(local_moment(at_ms).year - year) <= 1


def test_a_moment_is_given_to_the_millisecond():
    assert moment_of(1_612_750_000_001) == datetime(2021, 2, 8, 2, 6, 40, 1000, tzinfo=UTC)
    assert local_moment(1_612_750_000_001) == moment_of(1_612_750_000_001)
    assert local_moment(1_612_750_000_001).utcoffset() is not None


def test_kept_moments_are_turned_into_times_in_one_place():
    elsewhere = [
        file.name
        for file in PROGRAM.rglob("*.py")
        if "fromtimestamp(" in file.read_text(encoding="utf-8")
    ]
    assert elsewhere == []
