"""Code about one day of the week becomes code about another, or stays as it is."""

import pytest

from engine.weekdays import follow_day, read_day


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("FRIDAY = 4  # Monday is 0\nprint(FRIDAY)\n", "TUESDAY = 1  # Monday is 0\nprint(TUESDAY)\n"),
        ("fridays = [d for d in days if d.weekday() == 4]\n", "tuesdays = [d for d in days if d.weekday() == 1]\n"),
        ("ok = d.isoweekday() == 5  # a Friday\n", "ok = d.isoweekday() == 2  # a Tuesday\n"),
        ("week[calendar.FRIDAY]\n", "week[calendar.TUESDAY]\n"),
        ('day = "Friday"\nsteps = 4\n', 'day = "Tuesday"\nsteps = 4\n'),
    ],
)
def test_another_day_takes_the_place_of_the_recipes(code: str, changed: str) -> None:
    assert follow_day(code, "friday", "tuesday") == changed


def test_code_that_only_speaks_of_the_day_stays() -> None:
    """Where the day is computed in some other way, nothing is changed by halves."""
    code = "friday = monday + timedelta(days=4)\n"
    assert follow_day(code, "friday", "tuesday") == code


def test_the_one_day_that_a_request_names() -> None:
    assert read_day("all Mondays in May") == "monday"
    assert read_day("from Monday to Friday") == ""
