"""The values that a request carries, however they are given."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.date_formats import _DATES, _TIMES, guess_format, parses
from engine.values import find_values


def found(prompt, kind):
    return [value.value for value in find_values(prompt) if value.kind == kind]


@pytest.mark.parametrize(
    ("prompt", "kind", "values"),
    [
        ("read sales.csv and print it", "path", ["sales.csv"]),
        ("copy 'my notes.txt' to backup/notes.txt", "path", ["my notes.txt", "backup/notes.txt"]),
        ("unpack data.tar.gz", "path", ["data.tar.gz"]),
        ("call time.time twice", "path", []),
        ("replace 'a' by \"b\" in the text", "string", ["a", "b"]),
        ("don't use the user's name", "string", []),
        ("lines that contain the word error in any spelling", "string", ["error"]),
        ("replace the word cat by dog", "string", ["cat", "dog"]),
        ("find the word with the most vowels", "string", []),
        ("print the text with the word count", "string", []),
        ("a row of # signs", "separator", ["#"]),
        ("lines starting with #", "separator", []),
        ("print the numbers from 1 to 20", "number", [1, 20]),
        ("format 1,234,567.89 nicely", "number", [1234567.89]),
        ("sort a by -3 and 2.5e3", "number", [-3, 2500.0]),
        ("the three largest of ten", "number", [3, 10]),
        ("sum of [1, 2, 3]", "data", [[1, 2, 3]]),
        ("invert {'a': 1}", "data", [{"a": 1}]),
        ("get http://example.com/a?b=1.", "url", ["http://example.com/a?b=1"]),
        ("split it at semicolons", "separator", [";"]),
        ("a function called mean_of that averages", "function", ["mean_of"]),
        ("define total_price(items) that adds up", "function", ["total_price"]),
        ("@log_calls decorator that prints the arguments", "function", ["log_calls"]),
        ("a decorator retry that calls it again", "function", ["retry"]),
        ("a decorator that calls it again", "function", []),
        ("a class with a @property decorator", "function", []),
        ("a class Vector with x and y", "class", ["Vector"]),
        ("an Animal base class", "class", ["Animal"]),
        ("the list scores is unsorted", "name", ["scores"]),
        ("a dict called ages", "name", ["ages"]),
        ("a text adventure with choices", "name", []),
        ("a dictionary lookup that fails", "name", []),
        ("print a variable together with its name", "name", []),
        ("rotate list nums by 2", "name", ["nums"]),
        ("remove it from dict d", "name", ["d"]),
        ("people is a list of names", "name", ["people"]),
        ("nums = [1, 2]: add them", "name", ["nums"]),
        ("all files in the folder photos", "folder", ["photos"]),
        ("check if command docker exists on this machine", "string", ["docker"]),
        ("newest file in backups folder", "folder", ["backups"]),
        ("count the files in each folder", "folder", []),
        ("compare the folders a and b", "folder", ["a", "b"]),
        ("which names are in only one of the two directories old and new_ones", "folder", ["old", "new_ones"]),
        ("print the folder tree of manuals with indentation", "folder", ["manuals"]),
        ("replace tabs in all .py files below lib", "folder", ["lib"]),
        (
            'names in <shop><item id="3"><name>tea</name></item></shop>',
            "string",
            ['<shop><item id="3"><name>tea</name></item></shop>'],
        ),
        ("copy the folder data to the folder output", "folder", ["data", "output"]),
        ("the mean of the price column", "column", ["price"]),
        ("columns name and age", "column", ["name", "age"]),
        ("sort by the key year, newest first", "column", ["year"]),
    ],
)
def test_values_are_found(prompt, kind, values):
    assert found(prompt, kind) == values


def test_an_assigned_value_knows_its_name():
    (value,) = [value for value in find_values("nums = [4, 8]: print the sum") if value.kind == "data"]
    assert (value.label, value.value) == ("nums", [4, 8])


def test_a_number_in_words_says_so():
    assert [value.is_word for value in find_values("three of 10")] == [True, False]


@given(st.text(max_size=200))
def test_any_text_gives_values_inside_it(text):
    for value in find_values(text):
        assert 0 <= value.start < value.end <= len(text)


@given(st.integers(-(10**9), 10**9))
def test_an_integer_comes_back(number):
    assert number in found(f"add {number} to it", "number")


@given(
    st.text(
        alphabet=st.characters(blacklist_characters="'\n", blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30
    )
)
def test_quoted_text_comes_back_as_string_or_path(text):
    values = find_values(f"say '{text}' now")
    assert text in [value.value for value in values if value.kind in ("string", "path")] or any(
        value.kind in ("url", "data") for value in values
    )


def test_dates_are_values_however_they_are_spoken():
    found = [v.value for v in find_values("from 2024-01-15 to 3 March 2024, or April 5th, 2024") if v.kind == "string"]
    assert found == ["2024-01-15", "2024-03-03", "2024-04-05"]


def test_sizes_are_two_numbers():
    assert [v.value for v in find_values("resize it to 300x200") if v.kind == "number"] == [300, 200]


def test_sets_are_data():
    assert [v.value for v in find_values("a = {1, 2, 3} and b = {3}") if v.kind == "data"] == [{1, 2, 3}]


def test_how_many_things_are_given_is_no_value():
    assert not [v for v in find_values("compare two strings") if v.kind == "number"]


def test_an_equals_sign_inside_a_text_names_nothing():
    assert not [v for v in find_values('decode "abc=" please') if v.kind == "name"]


def test_numbers_in_words_are_a_list():
    assert [v.value for v in find_values("the mean of 10, 20 and 4.5") if v.kind == "data"] == [[10, 20, 4.5]]
    assert not [v for v in find_values("from 1 to 10 and 20") if v.kind == "data"]


def test_endings_of_files_are_values():
    assert [v.value for v in find_values("all md files and .py files") if v.kind == "ending"] == ["md", "py"]
    assert not [v for v in find_values("copy the new files") if v.kind == "ending"]


def test_dots_in_a_list_say_and_so_on():
    values = [v.value for v in find_values('names ("Ann Lee", "Bob Ray", ...) and [1, 2, ...]') if v.kind == "data"]
    assert values == [["Ann Lee", "Bob Ray"], [1, 2]]


@pytest.mark.parametrize("here", ["the current folder", "the current working directory", "this directory"])
def test_the_folder_one_is_in_has_no_name(here):
    assert found(f"all files in {here}", "folder") == ["."]


def test_two_names_that_begin_alike_are_names():
    assert found("merge stock_a and stock_b", "name") == ["stock_a", "stock_b"]
    assert found("the common elements of list1 and list2", "name") == ["list1", "list2"]
    assert found("change snake_case to camelCase, or utf8 and utf16", "name") == []


@pytest.mark.parametrize(
    ("prompt", "kind", "value"),
    [
        ("count the <item> elements in feed.xml", "column", "item"),
        ("print the port from [server] in settings.toml", "column", "server"),
        ("read the environment variable DB_URL", "column", "DB_URL"),
        ("bar chart of the sales with title Fruit", "string", "Fruit"),
        ("convert prices.csv to json with price as a number", "column", "price"),
        ("print title and price of each book in books.xml", "column", "book"),
    ],
)
def test_what_stands_without_quotes_is_a_value_too(prompt, kind, value):
    assert (kind, value) in [(found.kind, found.value) for found in find_values(prompt)]


def test_a_query_parameter_is_no_variable():
    """In "with params page=2" the name is the server's, not one of the program."""
    assert not [v for v in find_values("GET the items with params page=2") if v.kind == "name" or v.label]


@pytest.mark.parametrize(
    ("prompt", "kind", "value"),
    [
        ("delete the third line of a.txt", "number", 3),
        ("print the 2nd column of a.csv", "number", 2),
        ("count the letter a in a word", "string", "a"),
        ("how often does the character X occur", "string", "X"),
        ("the hosts of 192.168.10.0/29", "string", "192.168.10.0/29"),
        ("connect to 127.0.0.1, please", "string", "127.0.0.1"),
    ],
)
def test_ordinals_and_addresses_are_values(prompt, kind, value):
    found = [each for each in find_values(prompt) if each.kind == kind]
    assert [each.value for each in found] == [value]
    assert found[0].is_ordinal == (kind == "number")


@pytest.mark.parametrize("prompt", ["wait a second", "every second", "the third time", "version 1.2.3.4.5 is out"])
def test_what_is_no_ordinal_and_no_address(prompt):
    assert not any(
        value.is_ordinal or (value.kind == "string" and "1.2" in value.value) for value in find_values(prompt)
    )


@pytest.mark.parametrize(
    ("prompt", "kind", "values"),
    [
        ("add 90 minutes to 23:10", "string", ["23:10"]),
        ("a time from 00:00 to 23:59", "string", []),
        ("the meeting of 2024-07-04 at 18:30", "string", ["2024-07-04 18:30"]),
        ("10:00 New York time in Berlin", "string", ["10:00", "America/New_York", "Europe/Berlin"]),
        ("a hotel in Berlin", "string", []),
        ("the area of (0, 0), (4, 0) and (4, 3)", "data", [[(0, 0), (4, 0), (4, 3)]]),
        ("the distance of (0, 0) and (4, 3)", "data", [(0, 0), (4, 3)]),
        ('a path from A to C in {"A": ["B"], "B": ["C"]}', "string", ["A", "C"]),
        ('count each name in {"name": 1, "tea": 2}, then remove tea', "string", ["tea"]),
        ("bars for the months Jan Feb Mar and values 10 15 7", "data", [["Jan", "Feb", "Mar"], [10, 15, 7]]),
        ("draw one of the names Ann, Bob and Cid", "data", [["Ann", "Bob", "Cid"]]),
        ("the mean of the scores 12, 15, 9", "data", [[12, 15, 9]]),
        ("split [3, 8] into numbers below 5", "name", []),
        ("leave out the rest as `...`", "string", ["..."]),
        ("leave out the rest as `...`", "data", []),
        ("the root of `2j`", "data", []),
    ],
)
def test_times_zones_and_what_is_told_off_are_values(prompt, kind, values):
    assert found(prompt, kind) == values


@pytest.mark.parametrize("date", _DATES)
def test_a_date_is_guessed_to_be_of_a_format_that_parses_it(date):
    for time in _TIMES:
        text = datetime(2024, 12, 31, 14, 5, 9).strftime(date + time)
        guessed = guess_format(text, like=date)
        assert guessed is not None, text
        assert parses(text, guessed)


@pytest.mark.parametrize(
    "prompt",
    [
        "which files in folder contain a word",
        "sum of column csv",
        "df column names to lower case",
        "rotate a list n times",
        "average of the names in list rounded to one decimal",
        "does the list contain a number",
    ],
)
def test_ordinary_words_are_no_names(prompt):
    assert [v.value for v in find_values(prompt) if v.kind in ("name", "column", "folder") and v.value != "names"] == []


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("extract bundle.tar.gz into the folder unpacked", "unpacked"),
        ("mean of the column rating", "rating"),
        ("rows with the columns start and end", "end"),
        ("sum the list scores", "scores"),
    ],
)
def test_names_like_ordinary_words_are_names(prompt, name):
    assert name in [value.value for value in find_values(prompt)]


def test_a_form_of_dates_in_quotes_is_no_text():
    assert [(v.kind, v.value) for v in find_values("dates as 'DD/MM/YYYY'")] == [("format", "%d/%m/%Y")]
