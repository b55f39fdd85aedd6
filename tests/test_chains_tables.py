"""Requests about the rows of a file or list, in the manner of different people: run, and what they print or write."""

import json
import random
import re
import time
from pathlib import Path

import pytest

from engine.chains import patterns, table_words
from engine.chains.compose import LONGEST_READ, compose
from engine.chains.runs import bounded
from engine.chains.steps import STEPS
from engine.chains.tables import read_table
from engine.syntax import compiles
from tests.test_chains import chain, run

FILES = {
    "orders.json": json.dumps(
        [
            {"item": "pen", "price": 2, "qty": 10},
            {"item": "desk", "price": 150, "qty": 1},
            {"item": "cup", "price": 5, "qty": 3},
        ]
    ),
    "temps.csv": "day,temp\nMon,10\nTue,25\nWed,18\n",
    "marks.csv": "name,maths,english\nAnn,40,50\nBob,80,60\nCy,30,70\n",
    "inventory.csv": "name,category,price\nball,toys,10\nlamp,home,30\nkite,toys,20\n",
    "people.csv": "name,age,city\nAnn,45,Rome\nBob,30,Paris\nCy,52,Rome\n",
    "sales.csv": "product,region,price,quantity\npen,north,2,10\ndesk,south,100,1\ncup,north,5,3\n",
    "tickets.csv": "id,title,status\n3,broken,open\n1,slow,closed\n2,ugly,open\n",
    "contacts.csv": "name,mail,phone\nZoe,z@x,1\nAda,a@x,2\nBob,z@x,3\n",
    "distances.csv": "city,km\nA,10\nB,100\n",
    "stock.csv": "item,quantity,minimum\npen,3,5\ncup,9,2\n",
    "price.csv": "product;price\npen;2\ndesk;100\n",
    "books.json": json.dumps(
        [{"title": "A", "author": "X"}, {"title": "B", "author": "Y"}, {"title": "C", "author": "X"}],
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with tables, the working directory of what is run."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


PRINTS = [
    ("Read temps.csv (columns day and temp, in celsius), convert the temperatures to Fahrenheit and print the hottest day together with its temperature.", "Tue 77.0"),
    ("marks.csv has name, maths and english columns; could you work out each pupil's average of the two marks and list the names of those who are below 50?", "Ann"),
    ("from marks.csv (name, maths, english) compute each student's total and print the student's name with the highest total", "Bob"),
    ("load tickets.csv, pick the rows where status is open and print id and title", "3 broken\n2 ugly"),
    ("tickets.csv: the ones with status open, sorted by id, print just the titles", "ugly\nbroken"),
    ("from tickets.csv list the titles of all tickets whose status is 'closed'", "slow"),
    ("I've got sales.csv with product, region, price, quantity. print the product with the highest price*quantity", "desk"),
    ("for sales.csv, revenue = price * quantity; print total revenue per region", "north 35.0\nsouth 100.0"),
    ("total revenue per region from sales.csv (columns product, region, price, quantity), revenue is price times quantity, sorted from highest to lowest", "south 100.0\nnorth 35.0"),
    ("What is the average price per category in inventory.csv? print them sorted by category", "home 30.0\ntoys 15.0"),
    ("print the names of the two most expensive products in inventory.csv", "lamp\nkite"),
    ("which city has the largest km in distances.csv (city,km)? print both", "B 100"),
    ("from distances.csv (city, km) convert km to miles and print each city with its miles, rounded to 1 decimal", "A 6.2\nB 62.1"),
    ("list the names of the people in people.csv (name,age,city) whose age is above average", "Ann\nCy"),
    ("give me the min, max and average age in people.csv (name, age, city)", "Smallest: 30\nLargest: 52\nAverage: 42.333333333333336"),
    ("print the names of everyone in people.csv with columns name, age, city who is in Rome and older than 50", "Cy"),
    ("how many people in people.csv are there per city", "Rome 2\nParis 1"),
    ("list the distinct cities in people.csv", "Rome\nParis"),
    ("which items in stock.csv (item, quantity, minimum) are below their minimum?", "pen"),
    ("price.csv is semicolon separated with columns product and price, print the name of the most expensive product", ""),
    ("group the books in books.json (title, author) by author and print each author with his titles", "X A, C\nY B"),
    ("Put the rows of people.csv (name, age, city) into an sqlite table called people and then query how many are over 40", "2"),
    ("scores = [('ann', 3), ('bob', 9), ('ann', 7)]: best score per player please", "ann 7\nbob 9"),
    ("people = [('Ann', 30), ('Bob', 25), ('Cy', 41)] - print the names of those over 28", "Ann\nCy"),
    ('given people = [{"name": "Ann", "age": 30}, {"name": "Bob", "age": 25}] print the youngest person\'s name', "Bob"),
    ("marks.csv (name, maths, english): give everybody a letter grade for maths, 80 or more A, 40 or more B, else F, print name and grade", ""),
    ("in temps.csv (day, temp) find the warmest and the coldest day", "Tue\nMon"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "printed"), [row for row in PRINTS if row[1]], ids=lambda value: value[:50])
def test_what_is_asked_of_a_table_is_printed(folder: Path, text: str, printed: str) -> None:
    assert run(chain(text)) == printed


WRITES = [
    ("orders.json holds a list of objects with item, price and qty. Compute the revenue for each item and write report.csv with the columns item and revenue, biggest revenue first.", "report.csv", "item,revenue\ndesk,150\npen,20\ncup,15\n"),
    ("In inventory.csv (name,category,price) raise the price by 5% where the category is toys, leave everything else alone, and save as inventory_new.csv", "inventory_new.csv", "name,category,price\nball,toys,10.5\nlamp,home,30\nkite,toys,21.0\n"),
    ("sales.csv has the columns product, region, price and quantity. add a column total (price times quantity) and save the whole thing to totals.csv", "totals.csv", "product,region,price,quantity,total\npen,north,2,10,20.0\ndesk,south,100,1,100.0\ncup,north,5,3,15.0\n"),
    ("drop the column phone from contacts.csv and save to short.csv", "short.csv", "name,mail\nZoe,z@x\nAda,a@x\nBob,z@x\n"),
    ("keep only the columns name and phone of contacts.csv and write them to short.csv", "short.csv", "name,phone\nZoe,1\nAda,2\nBob,3\n"),
    ("rename the column 'mail' to 'email' in contacts.csv and save it", "contacts.csv", "name,email,phone\n"),
    ("sort contacts.csv by name and write it back", "contacts.csv", "name,mail,phone\nAda,a@x,2\nBob,z@x,3\nZoe,z@x,1\n"),
    ("remove duplicate rows by mail from contacts.csv, write unique.csv", "unique.csv", "name,mail,phone\nZoe,z@x,1\nAda,a@x,2\n"),
    ("count the tickets per status in tickets.csv and write the result to counts.csv with columns status and tickets", "counts.csv", "status,tickets\nopen,2\nclosed,1\n"),
    ("people.csv (name, age, city): give everyone in Rome a 10% raise", "people.csv", "name,age,city\n"),
    ("read inventory.csv with columns name, category, price; apply 10% tax to the price in a new column gross, save as taxed.csv", "taxed.csv", "name,category,price,gross\nball,toys,10,11.0\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "begin"), WRITES, ids=[row[0][:50] for row in WRITES])
def test_what_is_asked_of_a_table_is_written(folder: Path, text: str, path: str, begin: str) -> None:
    found = compose(text)
    if found is not None:
        run(found.code)
    assert (folder / path).read_text(encoding="utf-8").replace("\r\n", "\n").startswith(begin)


def test_a_list_that_nobody_has_yet_is_given_to_a_function(capsys: pytest.CaptureFixture[str]) -> None:
    found = compose(
        "From a list of (player, score) tuples keep only the best score for each player, then show the players in "
        "alphabetical order with their best score."
    )
    assert found is not None
    assert not found.missed
    namespace: dict[str, object] = {}
    exec(found.code, namespace)
    namespace["process"]([("tom", 5), ("ann", 9), ("tom", 8)])  # type: ignore[operator]
    assert capsys.readouterr().out == "ann 9\ntom 8\n"


@pytest.mark.parametrize(
    "text",
    [
        "books.csv lists title, author and pages - which author has written the most pages in total?",
        "timesheet.csv has the columns employee, day and hours. Print everybody who worked more than 40 hours in total",
        "read orders.csv, keep orders from 2024, sum amount by month and print a table",
        "people is a list of dicts with name, age; print names of everyone in Paris older than 30",
        "results.csv: columns runner, time. who was the fastest?",
        "read people.csv (name, age) and split them in adults (18 or more) and minors, count both",
        "animals = [{'name': 'Rex', 'kind': 'dog'}]: print the names of the dogs",
        "products.csv (name, price): print the red products with a price over 5",
    ],
)
def test_a_table_of_which_more_is_wanted_than_is_understood_is_not_sure(text: str) -> None:
    found = read_table(text)
    assert found is None or found.missed


@pytest.mark.parametrize(
    "text", ["§c0 §v1 " * 100, "90 is A, " * 130 + "list of scores", "sales.csv (" + "name, " * 150 + ")"]
)
def test_strange_requests_are_read_in_bounded_time(text: str) -> None:
    started = time.perf_counter()
    found = compose(text)
    assert found is None or compiles(found.code)
    assert time.perf_counter() - started < 20


PIECES = (
    "with columns name, age and price|(name, price, qty)|list of (player, score) tuples|where price is over 3|sorted by age|"
    "highest first|per name|average price|revenue = price * qty|write it to out.csv|print name and age|with the highest price|"
    'into an sqlite table t|90 or more is A, 80 is B, else F|in each class|where name is "x"y"|rename name to "a\'b"|'
    "columns class and def|set price to 'x'|convert km to miles|named \"it's\"|sales.csv|read orders.json|people = [('Ann', 3)]|"
    "rows = [{'name': 'A', 'age': 3}]|b.csv with columns class, def and if,|5%|{x}|\\|'|(|é"
).split("|")


def test_tables_in_words_in_any_order_compile() -> None:
    rng = random.Random(4)
    words = sorted(set(re.findall(r"[a-z]{3,}", Path(table_words.__file__).read_text(encoding="utf-8"))))
    words += sorted({word for step in STEPS for word in re.findall(r"[a-z]{3,}", step.pattern.pattern)})
    for _ in range(250):
        parts = [rng.choice(rng.choice([words, PIECES, PIECES])) for _ in range(rng.randint(1, 10))]
        text = " ".join(parts)
        found = compose(text)
        assert found is None or compiles(found.code), (text, found.code)


def test_runs_in_patterns_end_and_what_looks_like_one_does_not_change():
    assert bounded(r"(?:and |then )*sort(?: it)+") == r"(?:and |then ){0,30}sort(?: it){1,30}"
    assert bounded(r"[()*+]\)*(?:a)?x*") == r"[()*+]\)*(?:a)?x*"


@pytest.mark.parametrize(
    "unit", ["and then ", "every add ", "list called else add take ", "new 2 get columns take columns ", "get "]
)
def test_the_time_for_a_long_request_grows_with_its_length(unit):
    """Some took a power of two of it, others its square."""
    start = "read sales.csv with columns region, amount and price. "

    def seconds(length: int) -> float:
        text = (start + unit * LONGEST_READ)[:length]
        times = []
        for _ in range(3):
            started = time.process_time()
            compose(text)
            times.append(time.process_time() - started)
        return min(times)

    seconds(LONGEST_READ)  # patterns are compiled
    assert seconds(LONGEST_READ) < 6 * seconds(LONGEST_READ // 3), "9 would be its square"


def test_a_first_request_compiles_only_patterns_whose_words_it_holds():
    table_words.compiled.cache_clear()
    patterns.any_case.cache_clear()
    compose("read people.csv with columns name, age and city. print the name of everyone older than 30")
    few = table_words.compiled.cache_info().currsize
    compose(
        "read people.csv, raise age by 10 percent where city is Oslo, set city to Rome, double age, convert age to km"
    )
    assert few < table_words.compiled.cache_info().currsize - 5
    assert patterns.any_case.cache_info().currsize < 20
