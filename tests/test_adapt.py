"""Recipes of the cookbook made a request's own: its values and names are in their place when the code runs."""

import json
from pathlib import Path

import pytest

from engine.adapt import adapt
from engine.class_members import missing_members
from engine.cookbook import Recipe, load_cookbook
from engine.date_formats import refit_formats
from engine.log_formats import find_log_formats
from engine.said_numbers import follow_number
from engine.syntax import undefined_names
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


def test_a_default_is_not_taken_for_the_variable_of_the_environment(run, monkeypatch):
    monkeypatch.delenv("TINY_EDITOR", raising=False)
    title = "Read an environment variable, or use a default when it is not set, and print it"
    prompt = 'value of the environment variable TINY_EDITOR, with "nano" as the fallback'
    assert run(title, prompt) == "nano\n"
    monkeypatch.setenv("TINY_EDITOR", "vi")
    assert run(title, prompt) == "vi\n"


def test_a_setting_is_set_to_a_word_without_quotes(run):
    Path("prefs.ini").write_text("[ui]\ntheme = light\n", encoding="utf-8")
    title = 'Set `port` in the section `server` of `config.ini` to `"9000"` and save the file'
    run(title, "change the key theme in the section [ui] of prefs.ini to dark and save it")
    assert "theme = dark" in Path("prefs.ini").read_text(encoding="utf-8")


def test_programs_are_named_without_quotes(run):
    printed = run("Check whether several programs are installed", "are sh and no-such-thing on my path? yes or no each")
    assert printed == "sh: yes\nno-such-thing: no\n"


def test_what_partial_makes_has_the_name_of_the_request(recipes):
    title = "Use functools.partial to make `from_hex`, which turns a hexadecimal string into an int"
    assert "from_base16 = partial(" in adapt(recipes[title], title, "make from_base16 out of int with partial").code


def test_a_step_is_no_place_for_another_number(recipes):
    title = "Count down from 10 to 0 in steps of 5 and print each number"
    assert "-9" not in adapt(recipes[title], title, "print 9 down to 0").code


def test_the_examples_of_a_docstring_call_the_function_by_its_name(recipes):
    title = "Tell whether a year is a leap year: `is_leap_year(year)`"
    code = adapt(recipes[title], title, "function is_leap(year)").code
    assert ">>> is_leap(2000)" in code
    assert "is_leap_year" not in code


def test_lists_are_called_what_the_request_calls_them(recipes):
    title = "Make a dictionary from two lists `keys` and `values`"
    assert "dict(zip(names, ages))" in adapt(recipes[title], title, "zip the lists names and ages to a dict").code


def test_two_signs_that_a_text_is_split_at_follow_the_text(recipes):
    recipe = next(recipe for title, recipe in recipes.items() if title.startswith('Split `"a=1;b=2"`'))
    names = {}
    exec(adapt(recipe, recipe.title, 'split "k1=v1&k2=v2" into a dict').code, names)
    assert names["pairs"] == {"k1": "v1", "k2": "v2"}


def test_a_title_is_no_label_of_an_axis(recipes):
    title = next(title for title in recipes if title.startswith("Draw a bar chart of `values`") and "y label" in title)
    adapted = adapt(recipes[title], title, 'plot values = [3, 1, 2] as bars with title "Sales", save bars.png')
    assert "Sales" not in adapted.code
    assert "Sales" in [value.value for value in adapted.unplaced]


def test_the_option_that_is_set_is_the_request_s(recipes):
    title = 'Set the option `timeout` to `"30"` in the section `database` of `settings.ini` and save it'
    code = adapt(recipes[title], title, "set the option lang in section [ui] of conf.ini to fr").code
    assert 'config["ui"]["lang"] = "fr"' in code


def test_a_number_with_a_name_is_no_limit(run):
    """Of "90 A, 80 B, 70 C; points = 84", the last is what is judged, under its own name."""
    title = "Give the grade for `score`: A from 90, B from 80, C from 70, else F"
    assert run(title, "grade from points: 90 and above A, 80 B, 70 C, else F; points = 84") == "B\n"


def test_a_time_goes_from_one_zone_to_the_other(run):
    title = 'Convert a time from `"Europe/Berlin"` to `"America/New_York"`'
    printed = run(title, "convert 2024-07-01 14:30 from New York time to Berlin time")
    assert printed == "2024-07-01 20:30:00+02:00\n"


def test_an_address_that_only_the_check_has_is_made_up(recipes):
    adapted = adapt(recipes["Fetch a web page from the address `url`"], "download a web page", "download a page")
    assert adapted.code.startswith('from urllib.request import urlopen\n\nurl = "https://example.com"\n')
    assert adapted.sample_data


def test_a_class_of_the_sample_data_comes_along(run):
    assert run("Print one attribute of all objects in a list", "print an attribute of every object").strip()


def test_a_class_of_the_sample_data_keeps_its_decorator_and_stands_apart(recipes):
    title = "Convert the dataclass instance `order` to a JSON string `text`, nested items included"
    code = adapt(recipes[title], title, "convert a dataclass instance to a json string").code
    assert code.count("@dataclass\nclass ") == 2
    assert "\n\n\n@dataclass\nclass Order" in code
    assert "\n\n\norder = " in code


def test_the_place_of_an_argument_is_no_exit_code(recipes):
    title = "Stop the program with a message and exit code 1 when an argument is missing"
    code = adapt(recipes[title], title, "exit with code 2 and a message when no argument was given").code
    assert "sys.argv[1]" in code
    assert "len(sys.argv) < 2" in code


def test_a_pattern_for_many_files_takes_no_file_s_name(recipes):
    title = "Join the text files of the folder `chapters` in the order of their names into `book.txt`"
    code = adapt(recipes[title], title, "join the files of the folder parts (01.txt, 02.txt, ...) into book.txt").code
    assert '.glob("*.txt")' in code
    assert 'Path("parts")' in code


def test_a_module_that_sample_data_needs_is_imported(recipes):
    title = "Combine the date `day` and the time `start_time` into one datetime called `start`"
    code = adapt(recipes[title], title, "date plus time").code
    assert not undefined_names(code)


def test_a_list_that_is_given_becomes_the_array_that_the_code_works_on(run):
    title = "Sum the rows and the columns of the NumPy array `matrix`"
    assert run(title, "matrix = [[1, 2], [3, 4]], sum of every row and column") == "[3 7]\n[4 6]\n"


def test_a_decorator_stays_before_its_use(recipes):
    title = "Call a function `3` times: decorator `repeat(times)` with a use"
    code = adapt(recipes[title], title, "decorator repeat(n) which calls a function n times").code
    exec(code, {"__name__": "answer"})


def test_a_context_manager_is_not_looped_over(recipes):
    title = next(title for title in recipes if "context manager" in title.lower() and "`working_directory" in title)
    code = adapt(recipes[title], title, "with folder('reports') changes into a folder and goes back").code
    assert "for item in" not in code


def test_a_form_that_names_the_day_twice_stops_nothing():
    code = 'from datetime import datetime\ntext = "1 2"\nprint(datetime.strptime(text, "%d %d"))\n'
    assert refit_formats(code) == code


def recipe_of(title, code, setup=""):
    return Recipe(id="lists/one", title=title, asks=(title,), code=code, setup=setup)


def adapted(prompt, title, code, setup=""):
    return adapt(recipe_of(title, code, setup), title, prompt)


STUDENTS = (
    'students = [["Tom", 67], ["Sue", 82]]\nbest = max(students, key=lambda student: student[1])\nprint(best[0])\n'
)
ROWS = 'rows = [("a", 2), ("b", 1)]\nprint(set(rows))\n'


def test_rows_may_be_tuples_or_lists_where_the_code_does_not_mind():
    title = "Print the best of `students`, a list of [name, mark] lists"
    found = adapted('the best of students = [("Ann", 90), ("Ben", 75)]', title, STUDENTS)
    assert found.code.startswith('students = [("Ann", 90), ("Ben", 75)]')
    found = adapted('distinct rows = [["a", 2], ["a", 2]]', "Print the distinct rows of `rows`", ROWS)
    assert found.code == ROWS  # a list cannot be in a set
    assert found.loses_data()


def test_a_name_is_not_taken_without_its_value():
    code = 'people = [{"name": "Ann", "age": 3}]\nprint(sum(person["age"] for person in people))\n'
    found = adapted('sum of ages = {"Ann": 3, "Bob": 5}', "Sum the ages of `people`", code)
    assert "ages" not in found.code
    assert found.loses_data()


def test_a_list_is_sorted_whatever_its_items_are():
    found = adapted('lst = ["b", "a"]; sort it', "Sort `numbers`", "numbers = [5, 2]\nprint(sorted(numbers))\n")
    assert found.code == 'lst = ["b", "a"]\nprint(sorted(lst))\n'


CART = 'total = sum(line["price"] * line["quantity"] for line in cart)\nprint(total)\n'
CART_SETUP = 'cart = [{"product": "tea", "price": 2, "quantity": 3}]\n'


def test_the_code_has_the_keys_of_the_request_s_data(capsys):
    title = "Add up price times quantity of the dicts in `cart`"
    found = adapted('the total of cart = [{"item": "pen", "price": 1.5, "qty": 4}]', title, CART, CART_SETUP)
    exec(found.code, {})
    assert capsys.readouterr().out == "6.0\n"
    code = 'items = [{"name": "tea", "price": 4}]\nprint(sum(item["price"] for item in items))\n'
    found = adapted('sum the v values of [{"n": "x", "v": 3, "w": 5}]', "Add up the `price` of `items`", code)
    assert 'item["v"]' in found.code


def test_what_is_added_is_of_the_kind_of_the_given_items():
    code = 'colors = ["red", "green"]\ncolors.append("blue")\nprint(colors)\n'
    found = adapted("add 5 to [1, 2, 3]", 'Append an item `"blue"` to a list `colors`', code)
    assert found.code == "colors = [1, 2, 3]\ncolors.append(5)\nprint(colors)\n"


def test_a_place_is_the_same_wherever_it_stands():
    code = "items = [1, 2, 3, 4]\nitems[0], items[2] = items[2], items[0]\nprint(items)\n"
    title = "Swap the items at index `0` and `2` in the list `items`"
    assert "items[1], items[3] = items[3], items[1]" in adapted("swap the items at index 1 and 3", title, code).code
    code = "rows = [[1, 2], [3, 4]]\nprint([row[1] for row in rows])\n"
    assert "row[2]" in adapted("print the third column of the list", "Get the column `1` of `rows`", code).code


def test_the_first_and_the_last_so_many_are_told_apart():
    code = "items = [1, 2, 3, 4, 5]\nprint(items[:2], items[-2:])\n"
    title = "Print the first `2` and the last `2` of `items`"
    assert "items[:3], items[-4:]" in adapted("print the first 3 and last 4 of items", title, code).code
    code, title = code.replace(":2]", ":3]"), "Print the first `3` and the last `2` of `items`"
    assert "items[:4], items[-5:]" in adapted("print the first 4 and last 5 of items", title, code).code


def test_data_in_a_call_has_the_call_s_name():
    code, setup = "print(a.mean())\n", "import numpy as np\na = np.array([1, 2])\n"
    found = adapted("the mean of x = np.array([4, 7])", "Print the mean of the array `a`", code, setup)
    assert "x = np.array([4, 7])\n" in found.code
