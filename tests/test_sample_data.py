"""Sample data in front of an answer: under the names that its code has, and whatever the code reads is there."""

import ast

import pytest

from engine.adapt import adapt
from engine.cookbook import Recipe

PRICES = Recipe(
    id="csv/mean",
    title="Print the average of the column `price` in `products.csv`",
    asks=("Print the average of the column `price` in `products.csv`",),
    code="import csv\nfrom statistics import mean\n\n"
    'with open("products.csv", newline="", encoding="utf-8") as file:\n'
    '    print(mean(float(row["price"]) for row in csv.DictReader(file)))\n',
    setup='open("products.csv", "w").write("name,price\\npen,2\\nbag,4\\n")\n',
)
STATUS = Recipe(
    id="json/count",
    title="Count the objects in `tasks.json` per `status`",
    asks=("Count the objects in `tasks.json` per `status`",),
    code="import json\nfrom collections import Counter\n\n"
    'with open("tasks.json", encoding="utf-8") as file:\n'
    '    counts = Counter(task["status"] for task in json.load(file))\nprint(dict(counts))\n',
    setup='open("tasks.json", "w").write(\'[{"status": "done"}, {"status": "open"}]\')\n',
)
IN_PLACE = Recipe(
    id="files/first",
    title="Remove the first line of `notes.txt` and save the file",
    asks=("Remove the first line of `notes.txt` and save the file",),
    code='with open("notes.txt", encoding="utf-8") as file:\n    lines = file.readlines()\n'
    'with open("notes.txt", "w", encoding="utf-8") as file:\n    file.writelines(lines[1:])\n',
    setup='open("notes.txt", "w").write("a\\n" * 3)\n',
)
WRITTEN = Recipe(
    id="files/write",
    title="Write `hello` to `out.txt`",
    asks=("Write `hello` to `out.txt`",),
    code='with open("out.txt", "w", encoding="utf-8") as file:\n    file.write("hello")\n',
    setup='open("out.txt", "w").write("old")\n',
)
USERS = Recipe(
    id="sqlite/distinct",
    title="List the cities of the table `users` in `data.db`",
    asks=("List the cities of the table `users` in `data.db`",),
    code='import sqlite3\n\nconnection = sqlite3.connect("data.db")\n'
    'print([row[0] for row in connection.execute("SELECT DISTINCT city FROM users ORDER BY city")])\n'
    "connection.close()\n",
    setup='import sqlite3\n_c = sqlite3.connect("data.db")\n_c.execute("CREATE TABLE users (city TEXT, age INTEGER)")\n'
    '_c.executemany("INSERT INTO users VALUES (?, ?)", [("L\'Aquila", 3), ("Oslo", None)])\n'
    "_c.commit()\n_c.close()\n",
)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Return what a recipe, made a request's own, prints in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run_recipe(recipe, prompt):
        exec(compile(adapt(recipe, recipe.title, prompt).code, "answer", "exec"), {"__name__": "__main__"})
        return capsys.readouterr().out

    return run_recipe


def test_a_column_of_another_name_stands_in_the_header_of_the_sample(run):
    assert run(PRICES, "average of the column weight in a csv") == "3.0\n"


def test_a_column_that_the_sample_has_already_is_not_there_twice():
    code = adapt(PRICES, PRICES.title, "average of the column name in a csv").code
    assert "name,name" not in code


def test_a_key_of_another_name_stands_in_the_sample_s_json(run):
    assert run(STATUS, "count the objects in a json file per owner") == "{'done': 1, 'open': 1}\n"


def test_a_file_that_is_changed_in_place_is_there_before(run, tmp_path):
    run(IN_PLACE, "remove the first line of a file")
    assert (tmp_path / "notes.txt").read_text() == "a\na\n"


def test_a_person_s_file_is_left_as_it_is(run, tmp_path):
    (tmp_path / "notes.txt").write_text("mine\nstays\n")
    run(IN_PLACE, "remove the first line of a file")
    assert (tmp_path / "notes.txt").read_text() == "stays\n"


def test_a_file_that_is_only_written_needs_no_sample():
    assert "exists" not in adapt(WRITTEN, WRITTEN.title, "write hello to a file").code


def test_a_database_is_made_where_there_is_none(run):
    assert run(USERS, "list the cities of a table") == "[\"L'Aquila\", 'Oslo']\n"


def test_the_database_that_a_request_names_is_the_person_s():
    assert "CREATE TABLE" not in adapt(USERS, USERS.title, "list the cities of the table users in shop.db").code


def test_a_text_in_an_f_string_of_the_setup_is_left_alone():
    setup = 'day = 3\nopen("products.csv", "w").write(f"name,price\\npen,{day}\\n")\n'
    recipe = Recipe(PRICES.id, PRICES.title, PRICES.asks, PRICES.code, setup=setup)
    ast.parse(adapt(recipe, recipe.title, "average of the column weight in a csv").code)


@pytest.mark.parametrize(
    ("title", "code", "prompt", "kept"),
    [
        (
            "Print the files in the folder `docs` that contain a word",
            'print("docs")\n',
            "which files in folder contain a word",
            '"docs"',
        ),
        (
            "Find out whether `a` and `b` share a divisor",
            "a = 12\nb = 8\nprint(a, b)\n",
            "do two numbers share a divisor",
            "b = 8",
        ),
        (
            "Add up `amount` of `x.csv`",
            'import csv\nprint([row["amount"] for row in csv.DictReader(open("x.csv"))])\n',
            "sum of column csv",
            '"amount"',
        ),
    ],
)
def test_a_word_in_which_the_recipe_speaks_is_no_name(title, code, prompt, kept):
    assert kept in adapt(Recipe("page/one", title, (title,), code), title, prompt).code
