"""Finding recipes: by other words, in spite of typing errors, and with regard to the one word that matters."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from engine import index
from engine.cookbook import Cookbook, Recipe
from engine.errors import CheckpointError
from engine.index import build_index, form_of_code, libraries_of, load_index, write_index
from engine.matcher import Matcher, is_about_code, read_direction, says_the_same
from engine.pages import pack_pages
from engine.semantics import load_ranker
from engine.spelling import Speller
from engine.words import content_words, names_other_language, strip_lead_in

ASKS = {
    "up": ("Sort a list `nums` in ascending order", "sort numbers from small to large"),
    "down": ("Sort a list `nums` in descending order", "sort numbers, biggest first"),
    "first": ("Get the first `3` lines of a file `a.txt`", "head of a file"),
    "last": ("Get the last `3` lines of a file `a.txt`", "tail of a file"),
    "keys": ("List the keys of a dictionary `ages`", "all keys of a dict"),
    "values": ("List the values of a dictionary `ages`", "all values of a dict"),
    "to_roman": ("Convert a number to a roman numeral", "number to roman"),
    "from_roman": ("Convert a roman numeral to a number", "roman to number"),
    "remove": ("Remove an item from a list `items`", "list remove"),
    "frame": ("Read `a.csv` into a DataFrame `df`", "pandas read csv"),
    "csv": ("Read a CSV file `a.csv` row by row", "open csv"),
}
CODE = {
    "frame": "import pandas as pd\n\ndf = pd.read_csv('a.csv')\n",
    "csv": "import csv\n\nprint(csv.reader(open('a.csv')))\n",
}
BOOK = Cookbook([Recipe(key, asks[0], asks, CODE.get(key, f"print('{key}')\n")) for key, asks in ASKS.items()])


@pytest.fixture(scope="module")
def matcher():
    return Matcher(build_index(BOOK))


def test_data_alone_is_no_way_to_ask():
    asked = Matcher(build_index(Cookbook([Recipe("d", "A dictionary", ("A dictionary",), "print({})\n")])))
    assert asked.find_literal("a dictionary") == [0]
    assert asked.find_literal("I have {'a': 1} and want {1: 'a'}") == []


def test_of_several_recipes_that_share_a_requests_words_those_stay_that_say_no_more():
    asks = ("Define a function inside a function", "define a function", "how do I define my function?")
    book = [Recipe(str(n), ask, (ask,), "def f(): ...\n") for n, ask in enumerate(asks)]
    found = Matcher(build_index(Cookbook(book)))
    assert found.find_literal("Define a `function` ") == [1]
    assert found.find_literal("function defined") == []
    assert found.find_literal("define your function") == [1, 2]
    assert found.find_literal("a function to define a function") == []


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        ("sort my numbers ascending", "up"),
        ("order the list, largest first", "down"),
        ("how do I sort from high to low?", "down"),
        ("first 5 lines of data.txt", "first"),
        ("show me the last lines of a file please", "last"),
        ("dictionary keys", "keys"),
        ("get all values of a hash map", "values"),
        ("roman numeral to integer", "from_roman"),
        ("integer to roman", "to_roman"),
        ("delete an element from an array", "remove"),
        ("cvs file reading", "csv"),
        ("read csv with pandas", "frame"),
        ("read a csv file", "csv"),
        ("sort lsit in desending order", "down"),
    ],
)
def test_the_recipe_that_is_meant_comes_first(matcher, prompt, wanted):
    assert matcher.rank(prompt)[0].recipe.id == wanted


@pytest.mark.parametrize("prompt", ["", "   ", "???", "zzzz qqqq", "\0", "a the of"])
def test_nothing_known_finds_nothing(matcher, prompt):
    assert matcher.rank(prompt) == []


def test_the_index_comes_back_from_its_cache_unchanged(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.md").write_text("# T\n\n## Add numbers\n- sum\n```python\nprint(1)\n```\n\n## Bad\n", encoding="utf-8")
    first = load_index([pages], tmp_path / "cache")
    second = load_index([pages], tmp_path / "cache")
    assert second.cookbook.recipes == first.cookbook.recipes
    assert [str(p) for p in second.cookbook.problems] == [str(p) for p in first.cookbook.problems]
    assert second.roots == first.roots
    np.testing.assert_array_equal(second.asks.ids, first.asks.ids)
    assert Matcher(second).rank("sum")[0].recipe.title == "Add numbers"


def test_a_changed_page_makes_a_new_index_and_a_damaged_cache_is_rebuilt(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    page = pages / "a.md"
    page.write_text("# T\n\n## Add numbers\n```python\nprint(1)\n```\n", encoding="utf-8")
    load_index([pages], tmp_path / "cache")
    page.write_text("# T\n\n## Add many numbers\n```python\nprint(1)\n```\n", encoding="utf-8")
    assert load_index([pages], tmp_path / "cache").cookbook.recipes[0].title == "Add many numbers"
    (tmp_path / "cache" / "index" / "index.bin").write_text("{", encoding="utf-8")
    assert load_index([pages], tmp_path / "cache").cookbook.recipes[0].title == "Add many numbers"


def test_the_built_program_carries_its_index_along(tmp_path, monkeypatch):
    """It need not build one at its first start, as long as the person has no pages of their own.

    It has the pages themselves as an archive.
    """
    pages, own, carried = tmp_path / "pages", tmp_path / "own", tmp_path / "carried"
    for folder, title in ((pages, "Add numbers"), (own, "Add texts")):
        folder.mkdir()
        (folder / "a.md").write_text(f"# T\n\n## {title}\n```python\nprint(1)\n```\n", encoding="utf-8")
    write_index(carried, pages)
    pack_pages(pages, tmp_path / "pages.zip")
    shutil.rmtree(pages)
    monkeypatch.setattr(index, "__file__", str(tmp_path / "archive" / "index.py"))  # the built program has no source
    with monkeypatch.context() as patch:
        patch.setattr(index, "build_index", lambda _: pytest.fail("it was built again"))
        found = load_index([pages, tmp_path / "empty"], tmp_path / "cache", carried)
    assert [recipe.title for recipe in found.cookbook.recipes] == ["Add numbers"]
    assert not (tmp_path / "cache" / "index").exists()
    both = load_index([pages, own], tmp_path / "cache", carried)
    assert [recipe.title for recipe in both.cookbook.recipes] == ["Add numbers", "Add texts"]


def test_words_meet_in_spite_of_their_forms():
    assert content_words("deleting the dictionaries' entries") == content_words("remove dict entry")
    assert content_words("How many times does it occur?")[0] == "count"


def test_typing_errors_are_mended_and_known_words_left_alone():
    speller = Speller({"dictionary": 5, "list": 9, "last": 3, "csv": 4})
    assert speller.mend("dictionry") == "dictionary"
    assert speller.mend("lsit") == "list"
    assert speller.mend("last") == "last"
    assert speller.mend("csw") == "csw", "too short to be sure"
    assert speller.mend("zebra") == "zebra"


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("print(1)\n", "script"),
        ("import os\n\n\ndef f():\n    pass\n", "function"),
        ("def f():\n    pass\n\n\nprint(f())\n", "script"),
        ("import os\n\n\nclass A:\n    pass\n", "class"),
        ("@cache\ndef f():\n    pass\n", "script"),
    ],
)
def test_the_form_of_code_is_seen(code, form):
    assert form_of_code(code) == form


def test_libraries_are_read_from_imports():
    assert libraries_of("import os\nimport numpy as np\nfrom bs4 import X\n") == ["numpy", "bs4"]


@pytest.mark.parametrize(
    ("prompt", "is_code"),
    [
        ("def f(x):\n    ", True),
        ("import os\n\ndef f(x):", True),
        ("class A:\n", True),
        ("define a function", False),
        ("class Vector (x, y) that supports +", False),
        ("def add(a, b) and call it", False),
        ("def f(", True),
        ("@cache\nasync def f(x: tuple[int, ...]) -> int:", True),
        ("classes and objects", False),
    ],
)
def test_the_beginning_of_code_is_told_from_english(prompt, is_code):
    assert is_about_code(prompt) is is_code


def test_directions():
    assert read_direction("roman numeral to integer") == (frozenset({"roman", "numer"}), frozenset({"number"}))
    assert read_direction("get json from a file") == (frozenset({"file"}), frozenset({"get", "json"}))
    assert read_direction("hello") is None


@pytest.mark.parametrize(
    ("prompt", "found"), [("write it in C++", ["cplusplus"]), ("a java class", ["java"]), ("csv to json", [])]
)
def test_other_languages_are_noticed(prompt, found):
    assert names_other_language(prompt) == found


def test_a_damaged_ranker_is_refused(tmp_path):
    with pytest.raises(CheckpointError, match="cannot be read"):
        load_ranker(tmp_path)
    (tmp_path / "ranker.json").write_text(json.dumps({"roots": []}), encoding="utf-8")
    (tmp_path / "ranker.safetensors").write_bytes(b"no")
    with pytest.raises(CheckpointError, match="cannot be read"):
        load_ranker(Path(tmp_path))


@pytest.mark.parametrize(
    ("prompt", "bare"),
    [
        ("For my class: compute the mean", "compute the mean"),
        ("Hi! I am just starting with Python and have to count vowels. What would that look like?", "count vowels"),
        ("For my data structures homework I need insertion sort", "I need insertion sort"),
        ("Could somebody show me how to reverse a list?", "reverse a list?"),
        ("Exercise 3: sort the words, please", "sort the words"),
        ("I'm making a list of 3 words: print it", "I'm making a list of 3 words: print it"),  # its numbers matter
        ("hello world", "hello world"),
        ("please", "please"),
    ],
)
def test_what_is_said_around_a_request_is_left_out(prompt, bare):
    assert strip_lead_in(prompt).rstrip(". ") == bare


@pytest.mark.parametrize(
    ("ask", "prompt", "same"),
    [
        ("remove duplicate files", "remove duplicates from a file", False),
        ("how do I sort a list?", "sort my lists", True),
        ("Sort the list `items`", "sort a list", True),
        ("sort a list by length", "sort the length of a list", False),
        ("print the numbers from 1 to 5", "print numbers from 3 to 9", True),
    ],
)
def test_a_request_is_said_with_its_small_words(ask, prompt, same):
    assert says_the_same(ask, prompt) is same
