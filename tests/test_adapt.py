"""Recipes of the cookbook made a request's own: its values and names are in their place when the code runs."""

import json
from pathlib import Path

import pytest

from engine.adapt import adapt
from engine.class_members import missing_members
from engine.cookbook import load_cookbook
from engine.log_formats import find_log_formats
from engine.said_numbers import follow_number
from engine.values import find_values

PAGES = Path(__file__).parent.parent / "resources" / "cookbook"


@pytest.fixture(scope="module")
def recipes():
    return {recipe.title: recipe for recipe in load_cookbook([PAGES]).recipes}


@pytest.fixture
def run(recipes, tmp_path, monkeypatch, capsys):
    """Return what a recipe, made a request's own, prints when it runs."""
    monkeypatch.chdir(tmp_path)

    def run_recipe(title, prompt):
        exec(compile(adapt(recipes[title], title, prompt).code, "answer", "exec"), {"__name__": "__main__"})
        return capsys.readouterr().out

    return run_recipe


def numbers(text):
    return [value.value for value in find_values(text) if value.kind == "number"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wait for half a second", [0.5]),
        ("about half an hour", [0.5]),
        ("twenty-five rows", [25]),
        ("two dozen eggs and forty more", [24, 40]),
        ("half of the list", []),
    ],
)
def test_numbers_are_read_in_words(text, found):
    assert numbers(text) == found


def test_a_number_in_words_goes_where_its_name_is(run):
    title = "Fill the number `7` with zeros to `3` digits"
    assert run(title, "write the number 8 as text with six digits, zeros in front") == "000008\n"


def test_a_range_begins_where_the_request_says(run):
    title = "Print the numbers from `1` to `5`, each on its own line"
    assert run(title, "print the numbers from 0 to 3, one a line").split() == ["0", "1", "2", "3"]


def test_the_first_so_many_are_taken(run):
    title = "Yield the Fibonacci numbers without end: generator `fibonacci()`"
    assert len(run(title, "generator for fibonacci, show the first 15 numbers").split()) == 15


def test_json_s_words_are_read_and_a_keyword_gets_its_number(run):
    run(
        "Save a dictionary as a JSON file `settings.json`", 'save {"volume": 7, "muted": false} as prefs.json, indent 4'
    )
    text = Path("prefs.json").read_text(encoding="utf-8")
    assert json.loads(text) == {"volume": 7, "muted": False}
    assert text.startswith('{\n    "')


def test_a_variable_of_the_environment_is_one(recipes):
    recipe = recipes["Check whether the environment variable `API_KEY` is set"]
    code = adapt(recipe, recipe.title, 'is the environment variable CACHE_DIR set, "/tmp/cache" if not').code
    assert 'name = "CACHE_DIR"' in code


def test_a_condition_names_its_column(recipes):
    recipe = recipes["Read `people.csv` with pandas and print the rows whose `age` is over `30`"]
    code = adapt(recipe, recipe.title, "pandas: read orders.csv, print the rows where amount is above 250").code
    assert 'df[df["amount"] > 250]' in code


def test_log_lines_have_the_form_that_is_spelled():
    def forms(text):
        return [form for form, _, _ in find_log_formats(text)]

    assert forms("log to the console as LEVEL:name:message") == ["%(levelname)s:%(name)s:%(message)s"]
    assert forms("logging with [time] level - message") == ["[%(asctime)s] %(levelname)s - %(message)s"]
    assert forms("a table with name/message") == []


def test_texts_follow_a_number():
    code = 'if len(word) < 8:\n    print("at least 8 characters")\nprint("8:30", 8)\n'
    assert follow_number(code, 8, 12) == code.replace("at least 8", "at least 12")
    assert follow_number('print("page 1 of many pages")\n', 1, 3) == 'print("page 1 of many pages")\n'


def test_members_that_the_class_lacks_are_missed():
    code = "class Box:\n    def put(self, item):\n        self.item = item\n"
    assert [v.value for v in missing_members("a class Box with put(item) and take()", code)] == ["take"]
    assert [v.value for v in missing_members("class Box with a get method", code)] == ["get"]
    assert [v.value for v in missing_members("dataclass Box with item and unit", code)] == ["unit"]
    assert missing_members("a class Box with put(item), without sorted()", code) == []
