"""Lines are taken apart in the form that a request gives, and its dates parsed so."""

import pytest

from engine.date_forms import follow_dates
from engine.line_forms import find_line_forms, follow_line_form

LINES = 'with open("a.txt") as file:\n    for line in file:\n        '


@pytest.mark.parametrize(
    ("request_", "code", "wanted"),
    [
        ('lines like "3,4"', "a, b = line.split()", 'a, b = line.strip().split(",")'),
        ('each line "room: capacity"', "a, b = line.rsplit(maxsplit=1)", 'a, b = line.strip().rsplit(": ", 1)'),
        ("each line is name;number", 'a, b = line.split("|")', 'a, b = line.split(";")'),
        ('a.txt looks like "milk 1.29"', 'a, b = line.split(":")', "a, b = line.split()"),
        ('lines like "1.50 milk"', "a, b = line.split(); b = float(b)", "b, a = line.split(); b = float(b)"),
    ],
)
def test_lines_are_split_as_the_request_shows_them(request_: str, code: str, wanted: str) -> None:
    [form] = find_line_forms(request_)
    assert follow_line_form(f"{LINES}{code}\n", form, request_) == f"{LINES}{wanted}\n"


def test_the_condition_and_the_sample_follow_the_sign() -> None:
    request = 'lines like "a - 1"'
    code = 'text = "x:1\\ny:2"\nfor line in text.splitlines():\n    if ":" in line:\n        a, b = line.split(":")\n'
    [form] = find_line_forms(request)
    assert follow_line_form(code, form, request) == code.replace(":1", " - 1").replace(":2", " - 2").replace(
        '":"', '" - "'
    )


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ('lines like "a;b;c"', "a, b = line.split()"),
        ('each line is "name;number"', "print([float(x) for x in line.split()])"),
    ],
)
def test_lines_of_another_form_are_left(request_: str, code: str) -> None:
    [form] = find_line_forms(request_)
    assert follow_line_form(f"{LINES}{code}\n", form, request_) is None


@pytest.mark.parametrize("request_", ['print each line like "a: 1"', 'write them to a file with lines like "a;b"'])
def test_lines_to_be_written_are_no_lines_that_are_read(request_: str) -> None:
    assert find_line_forms(request_) == []


def test_dates_are_parsed_in_the_form_of_the_request() -> None:
    code = 'from datetime import date\n\ndays = ["2024-05-06"]\nprint(max(date.fromisoformat(day) for day in days))\n'
    wanted = (
        'from datetime import datetime\n\ndays = ["06/05/2024"]\n'
        'print(max(datetime.strptime(day, "%d/%m/%Y").date() for day in days))\n'
    )
    assert follow_dates(code, "the newest of some dates (dd/mm/yyyy)") == wanted
    assert follow_dates(code, "print the newest date as dd/mm/yyyy") == code
