"""Which days an office works, weekends that make up for holidays included."""

from datetime import date

import pytest

from desktop_app.domain import working_days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2021, 2, 8), True),  # a Monday
        (date(2021, 2, 13), False),  # within the Spring Festival
        (date(2021, 2, 11), False),  # a Thursday off
        (date(2021, 2, 20), True),  # a Saturday worked
        (date(2021, 2, 7), True),  # a Sunday worked
        (date(2021, 3, 6), False),
        (date(2041, 2, 11), True),  # of a year not arranged yet, Monday to Friday
    ],
)
def test_holidays_and_worked_weekends_are_known(day, works):
    assert working_days.is_working_day(day) is works


def test_five_working_days_before_the_spring_festival_end_after_it():
    assert working_days.last_of(date(2021, 2, 8), 5) == date(2021, 2, 19)
    assert working_days.working_days(date(2021, 2, 8), date(2021, 2, 19)) == 5


def test_a_start_on_a_day_off_does_not_count():
    assert working_days.last_of(date(2021, 3, 6), 1) == date(2021, 3, 8)


def test_what_is_arranged_moves_only_weekends_and_never_contradicts_itself():
    off, worked = working_days._arranged()
    assert not off & worked
    assert all(day.weekday() >= 5 for day in worked)
    assert working_days.years_known() == tuple(range(2020, 2027))
