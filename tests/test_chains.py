"""Requests of several steps: what chains write is run, and does what was asked."""

import contextlib
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.chains.classes import declare
from engine.chains.compose import compose
from engine.chains.phrases import normalise
from engine.chains.wrappers import read_wrapper
from engine.functions import compose_body, read_stub
from engine.syntax import compiles

FILES = {
    "numbers.txt": "4\n\n10\n1\n",
    "sales.csv": "product,region,price\npen,north,2\nbook,south,10\nlamp,north,30\n",
    "users.json": json.dumps(
        [{"name": "Zoe", "age": 17}, {"name": "Ada", "age": 36}, {"name": "Bob", "age": 18}],
    ),
    "notes.txt": "milk\n\neggs\n  \nbread\n",
    "names.txt": "Zoe\nAda\nBob\nAda\n",
    "log.txt": "ERROR one\nok\nERROR two\n",
    "book.txt": "the cat and the dog and the bird",
    "settings.json": '{"debug": false, "port": 80}',
    "points.json": '{"Ada": 3, "Bob": 9}',
    "base.json": '{"a": 1, "b": 2}',
    "extra.json": '{"b": 3}',
    "stuff/a.txt": "one two",
    "stuff/b.txt": "three",
    "stuff/c.csv": "x\n1\n2\n",
    "stuff/deep/d.txt": "0123456789",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a person's files, the working directory of what is run."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(code: str, **given: object) -> str:
    """Run some code and return what it prints."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "chain.py", "exec"), {"__name__": "__main__", **given})
    return printed.getvalue().strip()


def chain(request: str) -> str:
    """Return the code for a request whose every word must be understood."""
    found = compose(request)
    assert found is not None, normalise(request).text
    assert not found.missed, (found.missed, found.code)
    return found.code


PRINTS = [
    ("words = ['pear', 'fig', 'apple'] sort them, longest first", "['apple', 'pear', 'fig']"),
    ("names = ['Bo', 'Anna', 'Cy'] print them shortest first", "['Bo', 'Cy', 'Anna']"),
    ("read numbers.txt, skip blank lines and print the average and the maximum", "Average: 5.0\nLargest: 10.0"),
    ("Read numbers.txt, sum the numbers and print the total", "15.0"),
    ("read sales.csv and print the total of the price column", "42.0"),
    ("sum the column price in sales.csv where region is 'north'", "32.0"),
    ("how many rows of sales.csv have region equal to 'north'?", "2"),
    ("read sales.csv, group by region and print the average price per region", "north 16.0\nsouth 10.0"),
    ("read log.txt and count the lines that contain 'ERROR'", "2"),
    ("count how often each word occurs in book.txt and print the 2 most common words", "the 3\nand 2"),
    ("take the numbers from 1 to 10, keep the even ones and print their sum", "30"),
    ("print the sum of the squares of the numbers from 1 to 4", "30"),
    ("add up all numbers from 1 to 20 divisible by 3 or 5", "98"),
    ("nums = [4, 8, 15]: drop the odd ones, square the rest, then print the sum", "80"),
    ("from the list [3, 8, 1, 9, 4] remove numbers smaller than 4 and print the rest sorted descending", "[9, 8, 4]"),
    ("words = ['apple', 'fig', 'banana']: keep the words longer than 3 letters, make them uppercase and join them with commas", "APPLE,BANANA"),
    ("reverse each word in 'hello big world', capitalise them and join with dashes", "Olleh-Gib-Dlrow"),
    ("split 'the quick brown fox' into words, reverse the order and join them with spaces", "fox brown quick the"),
    ("print the longest word in 'programming is really fun'", "programming"),
    ("keep only the positive numbers of [-3, 5, -1, 8] and print their product", "40"),
    ("print the even numbers of [1, 2, 3, 4, 5, 6] in reverse order", "[6, 4, 2]"),
    ("take [1,2,2,3,3,3], count how often each number occurs and print the counts", "1 1\n2 2\n3 3"),
    ("print the names of all users in users.json whose age is under 18", "Zoe"),
    ("load users.json, sort them by age descending and print name and age", "Ada 36\nBob 18\nZoe 17"),
    ("load points.json (a dict of name to points), print the name with the most points", "Bob"),
    ("count files per extension in folder stuff, print sorted by count descending", ".txt 2\n.csv 1"),
    ("total size in bytes of all files in the folder stuff including subfolders", "28"),
    ("count the lines of each file in the folder stuff", "a.txt 1\nb.txt 1\nc.csv 3"),
    ("find the largest file under the folder 'stuff' (look into subfolders as well) and print its path", "stuff/deep/d.txt"),
    ("how many txt files are in the folder stuff", "2"),
    ("sort ['Ada Lovelace', 'Alan Turing', 'Grace Hopper'] by last name", "['Grace Hopper', 'Ada Lovelace', 'Alan Turing']"),
    ("convert the list ['1', '2', '3'] to integers and print the sum", "6"),
]  # fmt: skip


@pytest.mark.parametrize(("request_text", "printed"), PRINTS, ids=[text[:50] for text, _ in PRINTS])
def test_chain_prints_what_was_asked(folder: Path, request_text: str, printed: str) -> None:
    assert run(chain(request_text)).replace(os.sep, "/") == printed


WRITES = [
    ("load users.json, keep the users with age >= 18 and save them to adults.csv with the columns name and age", "adults.csv", "name,age\nAda,36\nBob,18\n"),
    ("read names.txt, remove duplicates, sort them alphabetically and write them to unique.txt", "unique.txt", "Ada\nBob\nZoe\n"),
    ("remove the blank lines from notes.txt and save the result to clean.txt", "clean.txt", "milk\neggs\nbread\n"),
    ("read numbers.txt and write only the even numbers to even.txt", "even.txt", "4.0\n10.0\n"),
    ("read names.txt, convert every name to uppercase, and write the result to upper.txt", "upper.txt", "ZOE\nADA\nBOB\nADA\n"),
    ("read names.txt, replace 'Ada' with 'Eve' and save it to eve.txt", "eve.txt", "Zoe\nEve\nBob\nEve\n"),
    ("open sales.csv, keep only the rows where price is above 5, sort them by product and save as rich.csv", "rich.csv", "product,region,price\nbook,south,10\nlamp,north,30\n"),
    ("write rows = [['id', 'qty'], [1, 5]] to stock.csv", "stock.csv", "id,qty\n1,5\n"),
]  # fmt: skip


@pytest.mark.parametrize(("request_text", "path", "text"), WRITES, ids=[row[1] for row in WRITES])
def test_chain_writes_what_was_asked(folder: Path, request_text: str, path: str, text: str) -> None:
    run(chain(request_text))
    assert (folder / path).read_text(encoding="utf-8").replace("\r\n", "\n") == text


def test_settings_are_changed_in_their_file(folder: Path) -> None:
    run(chain("load settings.json, set debug to true, and save it back"))
    assert json.loads((folder / "settings.json").read_text()) == {"debug": True, "port": 80}


def test_two_files_are_merged(folder: Path) -> None:
    run(chain("merge base.json and extra.json (second wins) and write all.json with an indent of 4"))
    assert (folder / "all.json").read_text() == '{\n    "a": 1,\n    "b": 3\n}'


def test_files_are_packed_and_renamed(folder: Path) -> None:
    import zipfile

    run(chain("zip all txt files in the folder stuff into texts.zip"))
    assert zipfile.ZipFile(folder / "texts.zip").namelist() == ["a.txt", "b.txt"]
    run(chain("rename all txt files in the folder stuff to part_01.txt, part_02.txt and so on"))
    assert sorted(path.name for path in (folder / "stuff").glob("*.txt")) == ["part_01.txt", "part_02.txt"]


def test_table_of_a_database(folder: Path) -> None:
    import sqlite3

    with contextlib.closing(sqlite3.connect(folder / "shop.db")) as connection:
        connection.execute("CREATE TABLE orders (customer TEXT, amount REAL)")
        connection.executemany("INSERT INTO orders VALUES (?, ?)", [("Ann", 5), ("Bob", 20), ("Ann", 7)])
        connection.commit()
    request = "shop.db has a table orders (customer, amount). Print the total amount per customer, the highest first"
    assert run(chain(request)) == "Bob 20.0\nAnn 12.0"


def test_variable_of_the_person_is_used_and_not_defined() -> None:
    code = chain("people is a list of dicts with name and age - sort it by age, youngest first")
    assert "{'name': 'A', 'age': 3}, {'name': 'B'" in run(
        code, people=[{"name": "B", "age": 9}, {"name": "A", "age": 3}]
    )


def test_function_is_written_where_one_is_asked_for() -> None:
    request = "function that takes a list of words, removes duplicates ignoring case and returns them sorted by length"
    namespace: dict[str, object] = {}
    exec(chain(request), namespace)
    assert namespace["process"](["Bee", "a", "bee", "A"]) == ["a", "Bee"]  # type: ignore[operator]


def test_words_that_no_step_takes_are_told() -> None:
    found = compose("read sales.csv, frobnicate the prices and print the total of the price column")
    assert found is not None
    assert "frobnicate" in found.missed


@pytest.mark.parametrize(
    "request_text",
    [
        "reverse a linked list",
        "hello",
        "",
        "what is the meaning of life?",
        "download a file from a url",
        "get the current working directory",
        'from data.json (objects with nested "address": {"city": ...}) collect the different cities, sorted',
    ],
)
def test_requests_that_are_no_chain(request_text: str) -> None:
    assert compose(request_text) is None


@settings(deadline=None, max_examples=60)
@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00`"), min_size=1, max_size=20),
    st.integers(-(10**9), 10**9),
)
def test_hostile_values_never_break_the_code(text: str, number: int) -> None:
    for request in (
        f"read data.csv, keep rows where name is {text!r} and print the total of the price column",
        f"keep the numbers of [1, 2, {number}] greater than {number}, add {number} to each and print the sum",
        f"split {text!r} into words, keep those containing {text!r} and join them with commas",
        f"read a.txt, replace {text!r} with {text!r} and save it to b.txt",
    ):
        found = compose(request)
        assert found is None or compiles(found.code)


STUB = '''def total(numbers: list[int], n: int) -> int:
    """Return the sum of the squares of the numbers greater than n.

    >>> total([1, 2, 3], 1)
    13
    """
'''


def test_begun_function_is_completed_by_steps() -> None:
    stub = read_stub(STUB)
    assert stub is not None
    namespace: dict[str, object] = {}
    exec(compose_body(stub), namespace)
    assert namespace["total"]([1, 2, 3], 1) == 13  # type: ignore[operator]


# ---------------------------------------------------------------- classes
def test_dataclass_from_its_description() -> None:
    found = declare("dataclass Item with label, price and quantity (default 0) plus a method total_value()")
    assert found is not None
    assert not found.missed
    namespace: dict[str, object] = {}
    run_in(found.code, namespace)
    item = namespace["Item"]
    assert item("pen", 2.0).quantity == 0  # type: ignore[operator]
    assert item("pen", 2.0, 3).total_value() == 6.0  # type: ignore[operator]


def run_in(code: str, namespace: dict[str, object]) -> None:
    """Run some code in a namespace, its output thrown away."""
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "class.py", "exec"), namespace)


def test_frozen_and_sortable() -> None:
    found = declare("immutable dataclass Job(name, priority) whose instances can be sorted by priority")
    assert found is not None
    namespace: dict[str, object] = {}
    run_in(found.code, namespace)
    job = namespace["Job"]
    assert job(1, "b") < job(2, "a")  # type: ignore[operator]
    with pytest.raises(AttributeError):
        job(1, "b").name = "c"  # type: ignore[operator]


def test_enum_and_named_tuple() -> None:
    enum = declare("an enum Color with red, green and blue")
    point = declare("a namedtuple Point with x and y")
    assert enum is not None
    assert point is not None
    namespace: dict[str, object] = {}
    run_in(enum.code, namespace)
    run_in(point.code, namespace)
    assert [member.name for member in namespace["Color"]] == ["RED", "GREEN", "BLUE"]  # type: ignore[attr-defined]
    assert namespace["Point"](1, 2) == (1, 2)  # type: ignore[operator]


@pytest.mark.parametrize(
    "request_text",
    [
        "a class Account with deposit and withdraw",  # methods that nobody explains
        "dataclass Car with brand and a method fly()",
        "read a csv file",
        "class",
    ],
)
def test_descriptions_that_say_too_little(request_text: str) -> None:
    assert declare(request_text) is None


# ---------------------------------------------------------------- wrappers
def test_output_goes_into_a_file(folder: Path) -> None:
    wrapper = read_wrapper("print the numbers 1 to 3 and save them to out.txt, one per line")
    assert wrapper is not None
    assert wrapper.request == "print the numbers 1 to 3"
    code = wrapper.wrap("for i in range(1, 4):\n    print(i)\n")
    assert code is not None
    run(code)
    assert (folder / "out.txt").read_text() == "1\n2\n3\n"


def test_time_is_measured() -> None:
    wrapper = read_wrapper("how long does it take to sort a list? print the time in milliseconds")
    assert wrapper is not None
    code = wrapper.wrap("items = sorted(range(10))\nprint(items)\n")
    assert code is not None
    assert run(code).endswith(" ms")


def test_something_of_the_value_is_printed_in_its_place(capsys):
    wrapper = read_wrapper("make it ask until a number is entered, and then print the square of it")
    assert wrapper is not None
    assert wrapper.request == "make it ask until a number is entered"
    exec(wrapper.wrap('number = 7\nprint("You typed", number)\n'))
    assert capsys.readouterr().out == "49\n"
    assert wrapper.wrap("one, two = 1, 2\nprint(one, two)\n") is None
    assert wrapper.wrap("number = 7\n") is None
    assert wrapper.wrap('number = input("Number: ")\nprint(number)\n') is None
    doubled = read_wrapper("read a number and print that number doubled")
    assert doubled is not None
    exec(doubled.wrap("number = 7\nprint(number)\n"))
    assert capsys.readouterr().out == "14\n"


def test_nothing_to_wrap() -> None:
    assert read_wrapper("sort a list") is None
    assert read_wrapper("read a.txt and save it to b.txt") is None


# ---------------------------------------------------------------- asking
ASKED = [
    ("ask the user for a number and print its square", ["3"], "9.0"),
    ("keep asking for numbers until the user types 'done', then show the min, max and average", ["4", "1", "7", "done"], "Smallest: 1.0\nLargest: 7.0\nAverage: 4.0"),
    ("ask for 3 numbers and print the largest", ["4", "9", "2"], "9.0"),
    ("ask the user for a whole number and say if it is even or odd", ["8"], "even"),
    ("keep asking for a whole number until the input is valid, then say if its prime", ["x", "7"], "That is no number. Try again.\nprime"),
    ("ask for a word and check if it is a palindrome", ["Level"], "a palindrome"),
    ("ask for a sentence and print the words in reverse order", ["one two"], "['two', 'one']"),
]  # fmt: skip


@pytest.mark.parametrize(("request_text", "typed", "printed"), ASKED, ids=[row[0][:40] for row in ASKED])
def test_what_is_typed_is_worked_on(request_text: str, typed: list[str], printed: str) -> None:
    answers = iter(typed)
    assert run(chain(request_text), input=lambda prompt="": next(answers)) == printed


def test_a_result_never_hides_the_function_that_makes_it() -> None:
    code = chain("function that takes a list of numbers and returns the median of the even ones")
    namespace: dict[str, object] = {}
    exec(code, namespace)
    assert namespace["process"]([1, 2, 4, 6]) == 4  # type: ignore[operator]


def test_a_chart_is_saved(folder: Path) -> None:
    pytest.importorskip("matplotlib").use("Agg")
    run(chain("read sales.csv, sum the price per region, and save a bar chart as sales.png"))
    assert (folder / "sales.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("prompt", ["sort a string alphabetically", "remove duplicates from a string"])
def test_a_text_that_nobody_has_is_no_lines_unless_they_are_named(prompt):
    found = compose(prompt)
    assert found is None or "line" in found.missed


@pytest.mark.parametrize(
    "prompt", ["how many days between 2024-01-01 and 2024-03-15", 'check whether "cat" is in the string "concatenate"']
)
def test_a_text_of_one_line_is_not_taken_apart_by_lines(prompt):
    assert compose(prompt) is None


def test_the_values_of_a_column_become_numbers_before_they_are_averaged(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("cars.csv").write_text("name,mpg\nfox,30\nelk,20\n", encoding="utf-8")
    chain = compose("in cars.csv the column mpg: print its average")
    assert chain is not None
    exec(compile(chain.code, "chain", "exec"), {})
    assert capsys.readouterr().out == "25.0\n"


@pytest.mark.parametrize(
    "prompt",
    [
        'merge the dictionaries a and b, adding up their values: a = {"x": 1}, b = {"x": 2}',  # it comes too late
        'count the words in "to be or not to be", most common first',
    ],
)
def test_what_would_be_done_in_the_wrong_order_is_no_sure_chain(prompt):
    chain = compose(prompt)
    assert chain is None or chain.missed or "Counter" in chain.code


def test_the_words_of_a_text_are_turned_round_and_not_its_letters():
    chain = compose('reverse the order of words in "one two three"')
    assert chain is not None
    assert run(chain.code) == "three two one"


def test_counts_are_saved_with_what_was_counted() -> None:
    code = chain("count how often each word occurs in story.txt and save the counts to counts.csv")
    assert 'writer.writerow(["word", "count"])' in code
    assert "writer.writerow([word, count])" in code


def test_a_file_that_is_wanted_and_not_written_is_missed() -> None:
    found = compose("make a text file with 100 random numbers, one per line")
    assert found is None or "file" in found.missed


def test_what_a_program_does_not_mind_is_missed() -> None:
    found = compose('find the words in "this is a test" that have an even number of letters')
    assert found is None or "number" in found.missed


def test_empty_cells_are_minded() -> None:
    assert '["age"].strip()' in chain("read data.csv, drop rows with empty age and save the rest to clean.csv")


def test_true_is_no_text_in_json() -> None:
    assert 'data["debug"] = True' in chain("read config.json, set debug to true and save it")
