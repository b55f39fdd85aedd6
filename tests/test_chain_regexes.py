"""Regular expressions are written for what a request describes, on its own text; what is not understood is left alone."""

import contextlib
import io

import pytest

from engine.chains.regexes import pattern_like, write_pattern


def run(request: str) -> str:
    """Run the program that a request describes and return what it prints."""
    described = write_pattern(request)
    assert described is not None
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(described.code, {"__name__": "__main__"})
    return printed.getvalue()


@pytest.mark.parametrize(
    ("request_text", "printed"),
    [
        ('regex: extract all numbers from "a1b22c333" and sum them', "356\n"),
        ('find all words of 4 letters in "some more or less" with a regex', "['some', 'more', 'less']\n"),
        ('use a regular expression to find words ending in "ed" in "he walked and talked"', "['walked', 'talked']\n"),
        ('regex to replace multiple spaces by one space in "a   b    c"', "a b c\n"),
        ('remove everything in parentheses from "Bern (CH) and Rome (IT)" with a regex', "Bern and Rome\n"),
        ('regex get the numbers between brackets in "item [42] price [7]"', "['42', '7']\n"),
        ('regex: find codes like AB-12 in "AB-12, CD-345, EF-67"', "['AB-12', 'EF-67']\n"),
        ('count the vowels in "banana" with a regex', "3\n"),
        ('check with a regex that the text "Ada Lovelace" contains only letters and spaces', "Ada Lovelace True\n"),
        ('regular expression to check that the code "1234" is exactly 5 digits', "1234 False\n"),
        ('split "a1b22c" at digits with a regex', "['a', 'b', 'c']\n"),
        ('count how many words start with a capital letter with regex in "Anna met Bob"', "2\n"),
        (
            'check with regex that the string "http://a/b.jpg" starts with http and ends with .jpg',
            "http://a/b.jpg True\n",
        ),
        ("regex find all urls in text", "['https://example.com/a', 'http://test.org']\n"),
    ],
)
def test_a_pattern_does_what_is_said(request_text: str, printed: str):
    """The program prints what follows from the request and its text."""
    assert run(request_text) == printed


@pytest.mark.parametrize(
    "request_text",
    [
        "find all numbers in a text",
        "what is a regular expression?",
        "regex to validate a password",
        "find all errors in server.log with a regex",
        "regex named groups for a log line",
        "replace all vowels with the next vowel using regex",
        "regex: find names like Smith",
        "use regex to split a text at commas",
    ],
)
def test_other_wishes_are_left_alone(request_text: str):
    """Without the word regex, or with words that are not understood, nothing is written."""
    assert write_pattern(request_text) is None


@pytest.mark.parametrize(
    ("example", "pattern"),
    [
        ("AB-123", r"\b[A-Z]{2}-\d{3}\b"),
        ("12/05/2024", r"\b\d{2}/\d{2}/\d{4}\b"),
        ("#ff00aa", r"#[0-9a-fA-F]{6}\b"),
        ("$5.99", r"\$\d+\.\d{2}\b"),
        ("hello", ""),
        ("user1", ""),
    ],
)
def test_an_example_becomes_a_pattern(example: str, pattern: str):
    """Digits and capitals stand for others of their kind; small letters could mean too much."""
    assert pattern_like(example) == pattern
