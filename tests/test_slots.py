"""Recipes filled with what a request names: always valid, consistent, and self-contained."""

import ast
import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.adapt import adapt, refill
from engine.code_slots import find_slots
from engine.cookbook import Recipe
from engine.slot_edits import parse_slot_text, put_values
from engine.slots import fill
from engine.syntax import compiles, undefined_names
from engine.values import find_values

READ = Recipe(
    id="files/read",
    title="Read a file `notes.txt` line by line",
    asks=("Read a file `notes.txt` line by line", "loop over lines of a file"),
    code='with open("notes.txt", encoding="utf-8") as file:\n    for line in file:\n        print(line.rstrip("\\n"))\n',  # noqa: E501
    setup='open("notes.txt", "w", encoding="utf-8").write("milk\\neggs")\n',
)
TOP = Recipe(
    id="lists/top",
    title="Get the `3` largest numbers of a list `scores`",
    asks=("Get the `3` largest numbers of a list `scores`", "top 3 of a list"),
    code="import heapq\n\ntop = heapq.nlargest(3, scores)\nprint(top)\n",
    setup="scores = [5, 1, 9, 7]\n",
)
COUNT = Recipe(
    id="text/count",
    title='Count how often `"an"` occurs in `text`',
    asks=('Count how often `"an"` occurs in `text`', "count a substring"),
    code='text = "banana"\n\nprint(text.count("an"))\n',
)
DEFINES = Recipe(
    id="functions/double",
    title="Double every number of a list",
    asks=("Double every number of a list", "twice each item"),
    code='def double(numbers: list[int]) -> list[int]:\n    """Double all.\n\n    >>> double([1, 2])\n    [2, 4]\n    """\n'  # noqa: E501
    "    return [2 * number for number in numbers]\n",
)
GROUP = Recipe(
    id="pandas/group",
    title="Add up `amount` per `region` in `sales.csv` with pandas",
    asks=("Add up `amount` per `region` in `sales.csv` with pandas", "sum per group"),
    code='import pandas as pd\n\ndf = pd.read_csv("sales.csv")\n'
    'print(df.groupby("region")["amount"].sum())\nprint(df["region"].unique())\n',
)
RECIPES = (READ, TOP, COUNT, DEFINES, GROUP)


def answer(recipe, prompt):
    return adapt(recipe, recipe.asks[0], prompt).code


def test_a_path_of_the_request_replaces_the_recipes_and_is_not_invented():
    code = answer(READ, "read todo.txt line by line")
    assert 'open("todo.txt", encoding="utf-8")' in code
    assert "notes.txt" not in code
    assert "write_text" not in code


def test_a_column_is_the_same_in_brackets_and_in_a_call():
    """`groupby("region")` and `df["region"]` are one column; a text that no way to ask names is none."""
    code = answer(GROUP, "add up the column price per category in items.csv with pandas")
    assert 'read_csv("items.csv")' in code
    assert 'groupby("category")["price"]' in code
    assert 'df["category"].unique()' in code
    assert 'count("an")' in answer(COUNT, "count how often it occurs per line")


def test_without_a_path_sample_data_is_written_once_and_never_over_a_file(tmp_path, monkeypatch, capsys):
    adapted = adapt(READ, READ.asks[1], "loop over the lines of a file")
    assert adapted.sample_data
    monkeypatch.chdir(tmp_path)
    exec(adapted.code, {})
    assert capsys.readouterr().out == "milk\neggs\n"
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    exec(adapted.code, {})
    assert capsys.readouterr().out == "mine\n"


def test_numbers_and_names_go_where_the_request_says(capsys):
    code = answer(TOP, "the 2 largest numbers of the list points")
    assert "heapq.nlargest(2, points)" in code
    assert "points =" not in code, "the person has it: it is used and not redefined"


def test_data_of_the_request_is_used_instead_of_sample_data(capsys):
    exec(answer(TOP, "top 2 of [10, 40, 30]"), {})
    assert capsys.readouterr().out == "[40, 30]\n"


def test_named_data_keeps_its_name(capsys):
    code = answer(TOP, "marks = [1, 5, 3]: print the 2 largest")
    assert "marks = [1, 5, 3]" in code
    exec(code, {})
    assert capsys.readouterr().out == "[5, 3]\n"


def test_an_ordinary_word_is_no_name_of_data():
    adapted = adapt(TOP, TOP.asks[0], "the largest of several scores")
    assert adapted.sample_data
    assert "scores = [5, 1, 9, 7]" in adapted.code


def test_two_strings_find_their_two_places(capsys):
    exec(answer(COUNT, "count how often 'ss' occurs in 'mississippi'"), {})
    assert capsys.readouterr().out == "2\n"


def test_an_input_owns_its_own_place_alone():
    """The 1 in `end + 1` is none of the start's business."""
    recipe = Recipe(
        "r", "Count from `1` to `9`", ("Count from `1` to `9`",), "start = 1\nend = 9\nprint(*range(start, end + 1))\n"
    )
    code = answer(recipe, "count from 3 to 7")
    assert code == "start = 3\nend = 7\nprint(*range(start, end + 1))\n"


def test_a_command_line_becomes_a_list_of_words():
    recipe = Recipe(
        "r", "Run a command", ("Run a command",), 'import subprocess\n\nsubprocess.run(["ls", "-l"], check=True)\n'
    )
    assert 'subprocess.run(["echo", "a b"], check=True)' in answer(recipe, "run 'echo \"a b\"'")


def test_constants_that_no_one_mentions_stay():
    assert "[2 * number for" in answer(DEFINES, "double 5 and 7")


def test_a_function_is_called_with_the_requests_data(capsys):
    exec(answer(DEFINES, "double each of [4, 5]"), {})
    assert capsys.readouterr().out == "[8, 10]\n"


def test_a_request_for_a_function_gets_the_function_alone():
    assert answer(DEFINES, "function that doubles each number of a list like [4, 5]") == DEFINES.code


HOSTILE = st.one_of(
    st.text(max_size=25),
    st.sampled_from(
        [
            "'",
            '"',
            "\\",
            '"""',
            "'''",
            "class",
            "print",
            "list",
            "None",
            "{x}",
            "%s",
            "\n",
            "\0",
            "é",
            "名前",
            "a.b",
            "a-b",
            "🐍",
            "f'{'",
        ]
    ),
)


@given(st.sampled_from(RECIPES), HOSTILE, HOSTILE)
@settings(max_examples=300, deadline=None)
def test_whatever_a_request_names_the_answer_compiles(recipe, first, second):
    for prompt in (
        f"'{first}' in \"{second}\"",
        f"a list called {first} and `{second}`",
        f"{first}.txt to {second}.csv, column {first}",
        f"{first} = [{second}]",
    ):
        assert compiles(answer(recipe, prompt)), prompt


@given(
    st.sampled_from(RECIPES),
    st.dictionaries(st.sampled_from(["path", "string", "number", "data", "name", "function"]), HOSTILE),
)
@settings(max_examples=200, deadline=None)
def test_any_value_put_into_any_slot_leaves_valid_code(recipe, values):
    slots = find_slots(recipe.code)
    code = put_values(recipe.code, [(slot, values[slot.kind]) for slot in slots if slot.kind in values])
    assert compiles(code)


def test_ten_thousand_hostile_requests_all_compile():
    """The issue's own measure, in one go and with a fixed seed."""
    rng = random.Random(4)
    pieces = [
        "'",
        '"',
        "\\",
        "`",
        "[1, 2",
        "]",
        "{",
        "}",
        "é",
        "🐍",
        "class",
        "print",
        "None",
        " = ",
        "5",
        "a.txt",
        "list",
        " called ",
        "x",
        "\n",
    ]
    alphabet = string.printable + "äß名"
    for _ in range(10_000 // len(RECIPES)):
        prompt = "".join(
            rng.choice([*pieces, "".join(rng.choices(alphabet, k=3))]) for _ in range(rng.randrange(1, 12))
        )
        for recipe in RECIPES:
            assert compiles(answer(recipe, prompt)), prompt


def test_a_filling_says_what_found_no_place():
    filling = fill(READ, READ.asks[0], "read a.txt and b.txt")
    assert [value for _, value in filling.placed] == ["a.txt"]
    assert [value.value for value in filling.unplaced] == ["b.txt"]


def test_fields_rewrite_the_code():
    adapted = adapt(READ, READ.asks[0], "read todo.txt line by line")
    (slot,) = [slot for slot in adapted.slots if slot.kind == "path"]
    changed = [slot if s != slot else type(s)(s.default, 'it\'s "mine".txt', s.kind) for s in adapted.slots]
    code = refill(adapted.code, adapted.slots, changed)
    assert compiles(code)
    (constant,) = [
        n.value for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Constant) and str(n.value).endswith(".txt")
    ]
    assert constant == 'it\'s "mine".txt'


@pytest.mark.parametrize(("kind", "text"), [("name", "class"), ("function", "1a"), ("number", "many"), ("data", "[1,")])
def test_a_field_refuses_what_does_not_fit(kind, text):
    with pytest.raises(ValueError, match=r".+"):
        parse_slot_text(kind, text)


def test_sample_data_brings_what_it_needs():
    recipe = Recipe(
        id="x/y",
        title="Print the days",
        asks=("Print the days",),
        code="for day in days:\n    print(day)\n",
        setup="from datetime import date\nstart = date(2024, 1, 1)\ndays = [start]\nother = 3\n",
    )
    code = answer(recipe, "print all dates")
    assert not undefined_names(code)
    assert "other" not in code
    assert code.startswith("from datetime import date\n")


def recipe_of(code: str, *asks: str, setup: str = "", check: str = "") -> Recipe:
    """A recipe with these ways to ask."""
    return Recipe(id="test/it", title=asks[0], asks=asks, code=code, setup=setup, check=check)


def test_the_end_of_a_range_is_the_last_number() -> None:
    count = recipe_of("for number in range(1, 6):\n    print(number)\n", "Print the numbers up to `5`")
    assert "range(1, 13)" in adapt(count, count.title, "print the numbers up to 12").code


def test_dates_stand_where_the_code_builds_them() -> None:
    days = recipe_of(
        "from datetime import date\n\nprint((date(2024, 3, 1) - date(2024, 1, 15)).days)\n",
        "Count the days from `2024-01-15` to `2024-03-01`",
    )
    code = adapt(days, days.title, "how many days from 2025-02-03 to May 6th, 2025").code
    assert "date(2025, 2, 3)" in code
    assert "date(2025, 5, 6)" in code


def test_as_many_texts_as_are_printed_fill_them_in_order() -> None:
    judge = recipe_of(
        'weight = 5\nif weight > 9:\n    print("heavy")\nelse:\n    print("light")\n', "Say if something is heavy"
    )
    code = adapt(judge, judge.title, "print 'big' if the weight is above 9, else 'small'").code
    assert 'print("big")' in code
    assert 'print("small")' in code


def test_inputs_that_are_set_together_are_set_apart() -> None:
    area = recipe_of("width, height = 3, 4\nprint(width * height)\n", "Compute the area of a rectangle")
    assert adapt(area, area.title, "area of a rectangle with width = 7 and height = 8").code.startswith(
        "width, height = 7, 8"
    )


def test_a_column_that_the_request_names_is_not_replaced() -> None:
    older = recipe_of(
        'print([row for row in rows if row["age"] > 30])\n',
        "Print the rows whose `age` is over `30`",
        setup='rows = [{"age": 40, "city": "Rome"}]\n',
    )
    assert 'row["age"] > 50' in adapt(older, older.title, 'rows whose age is over 50, not those from "Paris"').code


def test_sample_data_gets_the_keys_of_the_request() -> None:
    by_age = recipe_of(
        'rows.sort(key=lambda row: row["age"])\nprint(rows)\n',
        "Sort the rows by the key `age`",
        setup='rows = [{"age": 40}, {"age": 7}]\n',
    )
    code = adapt(by_age, by_age.title, "sort the rows by the key 'price'").code
    assert '"age"' not in code
    assert code.count('"price"') == 3


def test_an_ordinary_word_is_no_variable_of_the_person() -> None:
    total = recipe_of("print(sum(numbers))\n", "Add up the list `numbers`", setup="numbers = [1, 2]\n")
    assert "numbers = [1, 2]" in adapt(total, total.title, "add up numbers").code
    assert "numbers = [1, 2]" not in adapt(total, total.title, "add up the list `numbers`").code


def test_two_labelled_lists_go_where_lists_of_their_kind_go() -> None:
    pie = recipe_of(
        "print(dict(zip(names, values)))\n",
        "Pair the names with the values",
        setup='values = [1, 2]\nnames = ["a", "b"]\n',
    )
    code = adapt(pie, pie.title, 'pair labels = ["x", "y"] with sizes = [3, 4]').code
    namespace: dict[str, object] = {}
    exec(code, namespace)
    assert "zip(labels, sizes)" in code


def test_the_ending_of_files_is_the_requests():
    listing = recipe_of(
        'from pathlib import Path\n\nprint(sorted(Path("notes").glob("*.txt")))\n', "List the `.txt` files of a folder"
    )
    adapted = adapt(listing, listing.title, "list all md files of a folder")
    assert 'glob("*.md")' in adapted.code
    assert not [value for value in adapted.unplaced if value.kind == "ending"]


SPACED = Recipe(
    id="numpy/spaced",
    title="Create `5` evenly spaced numbers from `0` to `10`",
    asks=("Create `5` evenly spaced numbers from `0` to `10`",),
    code="import numpy as np\n\nprint(np.linspace(0, 10, 5))\n",
)
PRICE = Recipe(
    id="text/price",
    title="Show a price with `2` decimals",
    asks=("Show a price with `2` decimals",),
    code='price = 3.5\nprint(f"{price:,.2f} €")\n',
)
OCCURS = Recipe(
    id="text/occurs",
    title="Count overlapping occurrences: `occurrences(text, part)`",
    asks=("Count overlapping occurrences: `occurrences(text, part)`",),
    code="def occurrences(text, part):\n    return sum(text.startswith(part, at) for at in range(len(text)))\n",
    check='assert occurrences("aaa", "aa") == 2\n',
)
SUBSETS = Recipe(
    id="lists/subsets",
    title="List all subsets: `subsets(items)`",
    asks=("List all subsets: `subsets(items)`",),
    code="def subsets(items):\n    return [items[:1]]\n",
    check="assert subsets([1, 2]) == [[1]]\n",
)


def test_numbers_keep_their_places_though_one_equals_another_s_default() -> None:
    assert "np.linspace(0, 1, 10)" in fill(SPACED, SPACED.title, "10 evenly spaced numbers between 0 and 1").code


def test_decimals_say_how_a_number_is_shown() -> None:
    assert adapt(PRICE, PRICE.title, "show 9.1 with 3 decimals").code == 'price = 9.1\nprint(f"{price:,.3f} €")\n'
    assert adapt(PRICE, PRICE.title, "show a price with 1 decimal").code == 'price = 3.5\nprint(f"{price:,.1f} €")\n'


def test_a_number_word_of_a_way_to_ask_is_no_place_for_any_number() -> None:
    recipe = Recipe(id="x/y", title="Cut it", asks=("Cut it with three dots",), code="room = limit - 3\nprint(room)\n")
    assert "limit - 3" in fill(recipe, recipe.asks[0], "at most 50 of a text").code


def test_a_number_in_words_that_the_recipe_says_as_well_is_no_value() -> None:
    title = "Roll two dice in `1000` rolls"
    recipe = Recipe(id="x/y", title=title, asks=(title,), code="rolls = 1000\n\nprint(rolls * 2)\n")
    assert "rolls = 50\n" in fill(recipe, title, "roll two dice 50 times").code


def test_a_call_looks_for_the_part_in_the_whole() -> None:
    code = adapt(OCCURS, OCCURS.title, 'count how often "ana" occurs in "bananana"').code
    assert code.endswith('print(occurrences("bananana", "ana"))\n')


def test_a_set_is_given_to_a_function_of_lists_as_a_list() -> None:
    assert adapt(SUBSETS, SUBSETS.title, "all subsets of {1, 2, 3}").code.endswith("print(subsets([1, 2, 3]))\n")


INTEREST = recipe_of(
    "principal = 1000\nrate = 5\nyears = 10\nprint(principal * (1 + rate / 100) ** years)\n",
    "Compute interest on `1000` at `5` percent for `10` years",
)


@pytest.mark.parametrize(
    "prompt",
    [
        "what are 2000 euros after 7 years at 3%?",
        "interest for 7 years at 3 percent on 2000",
        "at a rate of 3% for 84 months: interest on $2000",
        "interest with years = 7, rate = 3 and principal = 2000",
    ],
)
def test_a_number_goes_where_its_unit_belongs(prompt) -> None:
    assert adapt(INTEREST, INTEREST.title, prompt).code.startswith("principal = 2000\nrate = 3\nyears = 7\n")


def test_a_share_is_written_as_the_recipe_writes_it() -> None:
    tax = recipe_of("price = 10\ntax_rate = 0.2\nprint(price * tax_rate)\n", "Compute the tax on a price")
    assert adapt(tax, tax.title, "19% tax on a price of 50 euros").code.startswith("price = 50\ntax_rate = 0.19\n")


def test_the_word_after_a_number_names_its_place() -> None:
    triangle = recipe_of("rows = 5\nprint(rows)\n", "Print a triangle with `5` rows")
    assert "rows = 7" in adapt(triangle, triangle.title, "triangle with 7 rows, 1 star in the first row").code


def test_a_month_goes_where_the_recipe_counts_months() -> None:
    days = recipe_of("month = 5\nyear = 2025\nprint(month, year)\n", "Days of month `5` in `2025`")
    assert adapt(days, days.title, "days in March 2023").code.startswith("month = 3\nyear = 2023\n")


def test_an_option_of_a_program_is_no_place_for_a_text() -> None:
    greet = recipe_of(
        'import argparse\n\nparser = argparse.ArgumentParser()\nparser.add_argument("name")\n'
        'parser.add_argument("--times", type=int, default=1)\nargs = parser.parse_args()\n',
        "Greet with an option `--times`: print `Hello`",
    )
    assert '"--times"' in adapt(greet, greet.title, 'an option --times; print "Hello NAME"').code


def test_a_text_is_a_command_only_where_it_is_to_be_run() -> None:
    send = recipe_of(
        'import subprocess\n\nsubprocess.run(["sort"], input="b\\na\\n", text=True)\n', "Send input to a command"
    )
    code = adapt(send, send.title, 'send "y\\nx\\n" to the sort command').code
    assert 'run(["sort"]' in code
    assert 'run(["ls", "-l"]' in adapt(send, send.title, "run ['ls', '-l']").code


def test_a_date_may_be_shown_in_another_form() -> None:
    today = recipe_of("from datetime import date\n\nprint(date.today().isoformat())\n", "Print today's date")
    assert 'strftime("%d.%m.%Y")' in adapt(today, today.title, "print today's date as dd.mm.yyyy").code


def test_numbers_that_are_counted_off_are_a_list() -> None:
    cubes = recipe_of("numbers = [1, 2, 3]\nprint([n**3 for n in numbers])\n", "Compute the cubes of numbers")
    assert "numbers = [0, 1, 2, 3]" in adapt(cubes, cubes.title, "cube the numbers 0 to 3").code


def test_a_text_that_the_person_has_in_a_file_is_read() -> None:
    count = recipe_of(
        "print(len(speech.split()))\n", "Count the words of the string `speech`", setup='speech = "to be or not"\n'
    )
    code = adapt(count, count.title, "count the words of story.txt").code
    assert 'speech = Path("story.txt").read_text(encoding="utf-8")' in code
    assert "from pathlib import Path" in code


def test_a_date_replaces_the_one_of_the_sample_data() -> None:
    after = recipe_of(
        "print(day.weekday())\n",
        "Get the weekday of the date `day`",
        setup="from datetime import date\nday = date(2025, 5, 2)\n",
    )
    for prompt in ("the weekday of 2024-12-24", "the weekday of 24 December 2024", "the weekday of 24.12.2024"):
        assert "day = date(2024, 12, 24)" in adapt(after, after.title, prompt).code


def test_a_quoted_date_is_parsed_as_it_is_written() -> None:
    day = recipe_of(
        'from datetime import date\n\ntext = "2025-03-14"\n\nprint(date.fromisoformat(text))\n',
        'Parse the date `"2025-03-14"`',
    )
    code = adapt(day, day.title, 'parse the date "24.12.2023"').code
    namespace: dict[str, object] = {}
    exec(code, namespace)
    assert 'strptime(text, "%d.%m.%Y")' in code


def test_a_key_that_is_named_is_a_key_of_the_sample_data() -> None:
    key = recipe_of(
        'contact["email"] = contact.pop("mail")\nprint(contact)\n',
        'Rename the key `"mail"` of `contact` to `"email"`',
        setup='contact = {"mail": "io"}\n',
    )
    code = adapt(key, key.title, "rename the key 'nm' of a dictionary to 'name'").code
    namespace: dict[str, object] = {}
    exec(code, namespace)
    assert namespace["contact"] == {"name": "io"}
    assert "user.pop(" in adapt(key, key.title, "rename the key 'nm' of the dict user to 'name'").code


def test_arguments_of_a_call_go_by_name_and_unit() -> None:
    loan = recipe_of(
        "def rate(amount, percent, months):\n    return amount, percent, months\n",
        "Compute the rate of a loan: `rate(amount, percent, months)`",
        check="assert rate(1000, 5, 12)\n",
    )
    code = adapt(loan, loan.title, "rate of a loan of 20000 over 5 years at 4%").code
    assert code.endswith("print(rate(20000, 4, 60))\n")


def test_an_option_s_new_name_is_that_of_what_it_gives() -> None:
    count = recipe_of(
        'import argparse\n\nparser = argparse.ArgumentParser()\nparser.add_argument("--count", type=int, default=3)\n'
        "args = parser.parse_args([])\nprint(args.count)\n",
        "Take an option `--count` with the default `3`",
    )
    code = adapt(count, count.title, "an option --lines with default 10").code
    assert 'add_argument("--lines", type=int, default=10)' in code
    assert "print(args.lines)" in code


def test_where_a_range_begins_is_not_where_it_ends() -> None:
    squares = recipe_of("last = 5\nprint(*range(1, last + 1))\n", "Print the numbers 1 to `5`")
    assert adapt(squares, squares.title, "the integers 1 to 6").code.startswith("last = 6\n")


def test_year_and_month_of_a_call_are_the_request_s() -> None:
    month = recipe_of("import calendar\n\nprint(calendar.month(2025, 5))\n", "Print the calendar of a month")
    assert "calendar.month(2026, 8)" in adapt(month, month.title, "the calendar for August 2026").code


def test_a_text_for_a_command_is_its_input() -> None:
    send = recipe_of(
        'import subprocess\n\nsubprocess.run(["sort"], input="b\\na\\n", text=True)\n', "Send input to a command"
    )
    assert 'input="y\\nx\\n"' in adapt(send, send.title, 'send "y\\nx\\n" to the sort command').code


def test_equal_names_are_chance_where_the_words_around_them_say_otherwise() -> None:
    days = recipe_of(
        'from datetime import date\n\nstart = "2024-01-15"\nend = "2024-03-01"\n\n'
        "print((date.fromisoformat(end) - date.fromisoformat(start)).days)\n",
        'Count the days between the dates `"2024-01-15"` and `"2024-03-01"`',
        "days between two dates",
    )
    code = adapt(days, days.title, "days between 2024-03-01 and 2024-12-25").code
    assert 'start = "2024-03-01"\nend = "2024-12-25"\n' in code
    lines = recipe_of(
        'old = set(open("old.txt", encoding="utf-8"))\nprint(set(open("new.txt", encoding="utf-8")) - old)\n',
        "Print the lines that are in `new.txt` but not in `old.txt`",
    )
    code = adapt(lines, lines.title, "show the lines that are in old.txt but not in new.txt").code
    assert 'old = set(open("new.txt"' in code
    assert adapt(lines, lines.title, "lines of new.txt that are not in old.txt").code == lines.code


def test_a_value_leaves_its_place_to_one_that_fits_nowhere_else() -> None:
    update = recipe_of(
        "import sqlite3\nfrom contextlib import closing\n\n"
        'with closing(sqlite3.connect("data.db")) as connection:\n    table, column = "users", "city"\n'
        '    connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", ("Paris", 2))\n',
        'Set the column `city` to `"Paris"` in the row with the id `2` of the table `users` in `data.db`',
    )
    request = "set the phone of the employee with id 3 to '555-1234' in staff.db, table employees"
    code = adapt(update, update.title, request).code
    assert 'table, column = "employees", "phone"' in code
    assert '("555-1234", 3)' in code


def test_a_table_of_an_sql_statement_gets_the_request_s_name() -> None:
    query = recipe_of(
        'import sqlite3\n\nconnection = sqlite3.connect("shop.db")\n'
        'query = "SELECT products.name FROM products ORDER BY price DESC LIMIT ?"\n'
        "for (name,) in connection.execute(query, (3,)):\n    print(name)\nconnection.close()\n",
        "Print the `3` most expensive products in the table `products` of `shop.db`",
    )
    code = adapt(query, query.title, "the 2 most expensive in inventory.db (table items: name, price)").code
    assert "SELECT items.name FROM items ORDER BY" in code
    assert adapt(query, query.title, "the 2 dearest in stock.db, sorted by the column price").code == (
        query.code.replace("shop.db", "stock.db").replace("(3,)", "(2,)")
    )
    for hostile in ("order", "group", "select"):
        assert "FROM products" in adapt(query, query.title, f"the 3 dearest of the table {hostile} in shop.db").code


def test_what_a_join_compares_is_no_table() -> None:
    code = 'rows = db.execute("SELECT a.x FROM a JOIN b ON k = a.k").fetchall()\nprint(rows)\n'
    slots = [slot for slot in find_slots(code) if slot.kind == "table"]
    assert [(slot.default, len(slot.spans)) for slot in slots] == [("a", 3), ("b", 1)]


def test_a_table_s_sample_is_renamed_with_it() -> None:
    count = Recipe(
        "t/count",
        "Count the rows of the table `pets` of the connection `db`",
        ("Count the rows of the table `pets` of the connection `db`",),
        'print(db.execute("SELECT COUNT(*) FROM pets").fetchone()[0])\n',
        'import sqlite3\n\ndb = sqlite3.connect(":memory:")\ndb.execute("CREATE TABLE pets (name TEXT)")\n',
    )
    code = adapt(count, count.title, "how many rows does the table animals have?").code
    assert "FROM animals" in code
    assert "CREATE TABLE animals" in code


def test_a_text_in_capitals_or_with_a_mark_at_its_end_needs_no_quotes() -> None:
    found = {text: [value.value for value in find_values(text)] for text in (
        "variables whose name begins with APP_", "lines that start with ERROR", "texts that contain HTML tags",
        "words that begin with a vowel",
    )}  # fmt: skip
    assert found["variables whose name begins with APP_"] == ["APP_"]
    assert found["lines that start with ERROR"] == ["ERROR"]
    assert "HTML" not in [
        value.value for value in find_values("texts that contain HTML tags") if value.kind == "string"
    ]
    assert found["words that begin with a vowel"] == []


def _recipe(title: str, code: str) -> Recipe:
    return Recipe(id="t/t", title=title, asks=(title,), code=code)


DRAW = _recipe(
    "Draw `6` different lottery numbers from 1 to `49`, sorted",
    "import random\n\nnumbers = sorted(random.sample(range(1, 50), 6))\nprint(numbers)\n",
)
JOIN_FILES = _recipe(
    "Join `a.csv` and `b.csv` into `all.csv`",
    'lines = []\nfor name in ["a.csv", "b.csv"]:\n    lines += open(name).readlines()\n'
    'open("all.csv", "w").writelines(lines)\n',
)
ADD_ROW = _recipe(
    "Append a row to `data.csv`",
    'import csv\n\nwith open("data.csv", "a", newline="") as file:\n    csv.writer(file).writerow(["Ben", 20])\n',
)
STARS = _recipe(
    "Print a triangle of stars with `4` rows", 'rows = 4\nfor n in range(1, rows + 1):\n    print("*" * n)\n'
)


def test_a_number_that_a_title_has_without_marks_stays() -> None:
    assert "range(1, 50), 6" in answer(DRAW, "lottery 6 of 49 without repeats, sorted")


def test_a_number_word_fills_the_only_place_that_is_marked() -> None:
    recipe = _recipe("Draw `5` cards from `deck`", "import random\n\ncount = 5\nprint(random.sample(deck, count))\n")
    assert "count = 3" in answer(recipe, "three random cards from deck")
    assert "count = 5" in answer(recipe, "shuffle deck for two players")


def test_as_many_files_as_are_listed_are_read() -> None:
    code = answer(JOIN_FILES, "merge jan.csv, feb.csv and mar.csv into q1.csv")
    assert '["jan.csv", "feb.csv", "mar.csv"]' in code
    assert 'open("q1.csv", "w")' in code


def test_a_row_that_is_written_is_the_requests() -> None:
    assert 'writerow(["Kim", 34, "Oslo"])' in answer(ADD_ROW, "add the row ['Kim', 34, 'Oslo'] to people.csv")


@pytest.mark.parametrize("prompt", ["a triangle of # with 4 rows", 'a triangle of "#" with 4 rows'])
def test_the_sign_of_a_request_takes_the_place_of_the_only_sign(prompt) -> None:
    assert 'print("#" * n)' in answer(STARS, prompt)


def test_how_a_result_is_to_look_is_no_input() -> None:
    recipe = _recipe("Print the most frequent letters of `text`", 'text = "banana"\nprint(sorted(text))\n')
    assert '"e: 5"' not in answer(recipe, "print the most frequent letters like 'e: 5'")


def test_two_decimals_go_to_what_is_called_so() -> None:
    recipe = _recipe("Round `3.14159` to `3` places", "number = 3.14159\nplaces = 3\nprint(round(number, places))\n")
    assert "places = 2" in answer(recipe, "round 2.71828 to two decimals")


def test_a_key_is_replaced_inside_of_f_strings_too():
    """Wherever the code says `row["name"]` another column stands, also between the quotes of an f-string."""
    code = "for row in rows:\n    if row[\"age\"] > 30:\n        print(f\"{row['age']}: {row.get('name', 0)} name\")\n"
    older = recipe_of(code, "Print `age` and `name` of the `rows` whose `age` is over `30`")
    adapted = adapt(older, older.title, 'rows whose column "height" is over 180, with the name').code
    assert "print(f\"{row['height']}: {row.get('name', 0)} name\")" in adapted
    assert 'if row["height"] > 180' in adapted


SIDES = "a = 3\nb = 4\nc = 5\n\nprint(a + b + c)\n"
EXPORTS = (
    "from pathlib import Path\n\ntarget = Path('clean')\nfor path in Path('exports').glob('*.csv'):\n"
    "    (target / path.name).write_text(path.read_text())\n"
)


def test_an_enumeration_is_single_numbers_or_a_list_as_the_recipe_takes_them():
    single = recipe_of(SIDES, "Print the perimeter of a triangle with the sides `3`, `4` and `5`")
    assert "a = 5\nb = 6\nc = 7\n" in answer(single, "perimeter of a triangle with the sides 5, 6 and 7")
    listed = recipe_of("numbers = [2, 3, 3]\nprint(max(numbers))\n", "Print the largest of the list `numbers`")
    assert "numbers = [3, 7, 7, 2]" in answer(listed, "largest of 3, 7, 7, 2")
    assert "numbers = [2, 3, 3]" in answer(listed, "largest not greater than 10, 20, 30")


def test_neighbours_that_the_title_marks_are_values_both():
    legs = recipe_of(
        "import math\n\nprint(math.hypot(3, 4))\n", "Compute the hypotenuse of a triangle with the legs `3` and `4`"
    )
    assert "math.hypot(5, 12)" in answer(legs, "hypotenuse for the legs 5 and 12")


def test_a_text_that_is_rewritten_is_the_requests():
    commas = recipe_of('text = "3,5"\ntext = text.replace(",", ".")\nprint(text)\n', "Replace commas by dots in `text`")
    assert 'text = "1,5"' in answer(commas, 'replace commas by dots in the string "1,5"')
    asked = recipe_of('answer = "yes"\nwhile answer == "yes":\n    answer = input()\n', "Ask until it is not `yes`")
    assert not any(slot.is_input for slot in find_slots(asked.code))


@pytest.mark.parametrize(
    "prompt",
    [
        "for each csv in folder raw save it in folder done",
        "copy each csv in raw and save it in done",
        "copy every csv from the folder raw to the folder done",
    ],
)
def test_folders_are_read_from_and_written_to_as_the_request_says(prompt):
    recipe = recipe_of(EXPORTS, "Copy each CSV file in the folder `exports` and save it in the folder `clean`")
    code = answer(recipe, prompt)
    assert 'target = Path("done")' in code
    assert 'Path("raw").glob' in code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("in the folder temp", 'Path("temp")'),
        ("in my Downloads directory", 'Path("Downloads")'),
        ("in Music", 'Path("Music")'),
        ("in /var/log", 'Path("/var/log")'),
        ("in ~/Music", 'Path(os.path.expanduser("~/Music"))'),
        ("in the folder C:\\Projects", 'Path("C:\\\\Projects")'),
        ("in order of size", 'Path("data")'),
    ],
)
def test_folders_are_found_however_they_are_named(said, code):
    recipe = recipe_of("from pathlib import Path\n\nprint(list(Path('data').iterdir()))\n", "List the folder `data`")
    assert code.replace('"data"', "'data'") in answer(recipe, f"list all the files {said}")


@pytest.mark.parametrize("name", ["image.iso", "Makefile", "/etc/hosts", "C:\\temp\\notes.txt"])
def test_files_are_found_whatever_their_ending(name):
    recipe = recipe_of('size = open("video.bin").read()\nprint("video.bin has", size)\n', "Get the size of `video.bin`")
    shown = name.replace("\\", "\\\\")
    assert f'open("{shown}")' in answer(recipe, f"size of the file {name}")


def test_a_file_is_replaced_in_texts_and_never_read_and_written_at_once():
    recipe = recipe_of(
        'text = open("a.csv").read()\nopen("b.csv", "w").write(text)\nprint("a.csv is copied")\n',
        "Copy `a.csv` and save it as `b.csv`",
    )
    assert 'print("x.csv is copied")' in answer(recipe, "copy x.csv and save it as y.csv")
    code = answer(recipe, "read b.csv, copy it")
    assert code.count('open("b.csv"') == 1


def test_a_row_and_a_header_need_no_brackets():
    code = 'import csv\n\nwriter = csv.writer(open("a.csv", "w"))\nwriter.writerow(["team", "points"])\n'
    header = recipe_of(code, "Write `a.csv` with the header `team,points`")
    assert 'writerow(["name", "count"])' in answer(header, "write a.csv with the header name,count")
    row = recipe_of(code.replace('"team", "points"', '"Ben", 20'), "Append a row to `a.csv`")
    assert 'writerow(["Widget", 4, 9.99])' in answer(row, 'append a row "Widget", 4, 9.99 to a.csv')


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        ("print Welcome Home 5 times", "Welcome Home"),
        ("print my name Samira 5 times", "Samira"),
        ("print it 5 times and say bye now", "bye now"),
        ("print a text 5 times", "Hello"),
        ("print the name of the user 5 times", "Hello"),
    ],
)
def test_texts_without_quotes_are_found_where_the_wording_makes_it_plain(prompt, text):
    recipe = recipe_of('text = "Hello"\nfor _ in range(10):\n    print(text)\n', 'Print `"Hello"` `10` times')
    assert f'text = "{text}"' in answer(recipe, prompt)


def test_texts_of_the_form_of_the_recipes_need_no_quotes():
    add = recipe_of('first = "3/4"\nsecond = "1/6"\nprint(first, second)\n', 'Add the fractions `"3/4"` and `"1/6"`')
    assert 'first = "1/3"\nsecond = "1/4"' in answer(add, "add 1/3 and 1/4")
    born = recipe_of('birthday = "05-17"\nprint(birthday)\n', 'Find the birthday of someone born on `"05-17"`')
    assert 'birthday = "08-12"' in answer(born, "birthday on 12 August")


def test_numbered_files_are_called_as_the_requests():
    split = recipe_of(
        'for number in range(3):\n    open(f"part{number}.txt", "w").close()\n', "Write `part1.txt`, `part2.txt`, …"
    )
    assert 'open(f"chunk{number}.csv", "w")' in answer(split, "write chunk1.csv, chunk2.csv and so on")


def test_what_is_to_be_written_is_not_read():
    total = recipe_of(
        'with open("sales.csv") as file:\n    print(len(file.read()))\n', "Count the signs of `sales.csv`"
    )
    assert 'open("totals.csv")' not in answer(total, "count the signs and save it to totals.csv")
    assert 'open("totals.csv")' in answer(total, "count the signs of totals.csv")


def with_title(title, code):
    return Recipe("p:1", title, (title,), code)


CHECK = with_title(
    "Raise an error for a bad age",
    'def check(age):\n    if age < 18.5:\n        raise ValueError(f"bad age: {age}")\n    return age\n\n\n'
    'try:\n    check(12)\nexcept ValueError as error:\n    print("problem:", error)\n',
)
ASK = with_title(
    "Ask for a password",
    'password = "sesame"\n\nif input("Password: ") == password:\n    print("Welcome")\nelse:\n    print("Locked.")\n',
)
DECORATED = with_title(
    "Write a decorator that announces each call",
    "def announce(function):\n    def wrapper(*args):\n        print(function.__name__)\n"
    "        return function(*args)\n\n    return wrapper\n\n\n"
    "@announce\ndef add(a, b):\n    return a + b\n\n\nprint(add(2, 3))\n",
)
ACCOUNT = with_title(
    "Define a class `Account` with an own error",
    'class TooLittle(Exception):\n    """No money."""\n\n\nclass Account:\n    def pay(self):\n'
    '        raise TooLittle("none")\n\n\ntry:\n    Account().pay()\nexcept TooLittle as error:\n'
    '    print("TooLittle:", error)\n',
)


@pytest.mark.parametrize(
    "prompt",
    [
        'raise ValueError("too young") for a bad age',
        'raise ValueError with the message "too young" for a bad age',
        'raise an error for a bad age, ValueError with the text "too young"',
    ],
)
def test_a_message_is_raised_and_not_printed(prompt):
    code = answer(CHECK, prompt)
    assert 'raise ValueError("too young")' in code
    assert 'print("problem:", error)' in code


def test_what_a_function_compares_with_is_its_own():
    """A number of the request is no limit in the body of a function."""
    assert "age < 18.5" in answer(CHECK, "raise an error for a bad age if it is 70 and more than 12")


def test_a_printed_text_is_no_input():
    """ "locked" is what is printed, and where it stands already."""
    code = answer(ASK, 'ask for a password and print "locked" if it is wrong')
    assert 'password = "sesame"' in code
    assert 'print("Welcome")\nelse:\n    print("locked")' in code


def test_the_decorated_function_gets_its_name():
    code = answer(DECORATED, "decorator that prints before calling secret()")
    assert "def announce(function)" in code
    assert "@announce\ndef secret(a, b)" in code
    assert "def loud(function)" in answer(DECORATED, "decorator called loud that announces each call")


def test_an_exception_gets_the_name_of_one():
    code = answer(ACCOUNT, "class NoMoneyError raised by an Account")
    assert "class NoMoneyError(Exception)" in code
    assert 'print("NoMoneyError:", error)' in code
    assert "class Account:" in code
    assert "class Purse:" in answer(ACCOUNT, "class Purse with an own error")


def test_a_shown_argument_goes_by_its_parameter():
    """The base that a request names is that of the call, and a number beside another word is not."""
    base = with_title(
        "Convert a number: `convert(n, base)`",
        "def convert(n, base):\n    return n % base\n\n\nprint(convert(255, 16))\nprint(sorted([3]))\n",
    )
    assert "convert(255, 5)" in answer(base, "convert a number to base 5")
    assert "convert(255, 16)" in answer(base, "convert 5 numbers with a base")
