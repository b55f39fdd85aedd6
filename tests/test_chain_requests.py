"""More requests of several steps, run in a folder with files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.chains.classes import declare
from engine.chains.compose import compose
from tests.test_chains import chain, folder, run  # noqa: F401

PRINTS = [
    ("add 5 to the front of list [1, 2, 3]", "[5, 1, 2, 3]"),
    ("add 5 to every number of [1, 2]", "[6, 7]"),
    ('unique letters in "hello world" sorted', "['d', 'e', 'h', 'l', 'o', 'r', 'w']"),
    ('grades = {"Tim": "B", "Eva": "A"}, sort by grade and print it', "Eva A\nTim B"),
    ("build a dictionary from two lists keys = ['a','b'] and vals = [1,2], then swap keys and values, then print it", "{1: 'a', 2: 'b'}"),
    ("matrix = [[1,2,3],[4,5,6]] -> transpose it, then print each row's sum", "5\n7\n9"),
    ("convert [0, 100] from celsius to fahrenheit and print them", "[32.0, 212.0]"),
    ('people = [{"name": "Ana", "age": 31}, {"name": "Bo", "age": 19}]: keep those over 20, print just the names joined by commas', "Ana"),
    ("read settings.json and print the value of \"port\"", "80"),
    ("read settings.json and print all keys", "['debug', 'port']"),
    ("sort the words ['banana', 'Apple', 'cherry'] ignoring case", "['Apple', 'banana', 'cherry']"),
    ('remove the key "b" from {"a": 1, "b": 2}', "{'a': 1}"),
    ("remove all occurrences of 3 from [1, 3, 2, 3, 4]", "[1, 2, 4]"),
    ('title case the string "the lord of the rings"', "The Lord Of The Rings"),
    ('get all numbers from the text "3 apples and 12 pears" and print their sum', "15"),
    ("read numbers.txt, drop the lowest and print the average of the rest", "7.0"),
    ("read log.txt, count the lines containing ERROR and the lines containing ok", "Error lines: 2\nOk lines: 1"),
    ("print all lines of log.txt containing \"two\" together with their line numbers", "3: ERROR two"),
    ("print the first 5 prime numbers and their sum", "28"),
    ("create a list of the first 8 fibonacci numbers and print the even ones", "[0, 2, 8]"),
    ("print the sum of all the even numbers between 1 and 10", "30"),
    ("how many lines of log.txt are longer than 3 characters", "2"),
    ("find the users in users.json older than 17 and print their names", "Ada\nBob"),
    ("for every txt file in stuff, print its name and its number of words", "a.txt 2\nb.txt 1"),
    ("count the occurrences of 'apple' in fruits = ['apple', 'pear', 'apple']", "2"),
    ('given scores = {"Ann": 71, "Bob": 88}, who has the highest score?', "Bob"),
    ("reverse the words of the sentence 'one two three'", "three two one"),
    ("reverse the order of the words in the sentence 'One Two' and make everything lowercase", "two one"),
    ("find the longest word of 'a bee hums' and print its length", "Longest: hums\nLength: 4"),
    ("remove the duplicate words from 'a b a' and print them", "['a', 'b']"),
    ("read names.txt, remove duplicates and print them sorted, one per line", "Ada\nBob\nZoe"),
    ("read sales.csv with columns product, region and price and print the product with the highest price", "lamp"),
    ("count the files in the folder stuff", "3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "printed"), PRINTS, ids=[text[:50] for text, _ in PRINTS])
def test_a_chain_prints_what_was_asked(folder: Path, text: str, printed: str) -> None:  # noqa: F811
    assert run(chain(text)) == printed


WRITES = [
    ("replace every occurrence of 'milk' with 'tea' in notes.txt and save the file", "notes.txt", "tea\n\neggs\n  \nbread\n"),
    ("combine names.txt and log.txt into both.txt", "both.txt", "Zoe\nAda\nBob\nAda\nERROR one\nok\nERROR two\n"),
    ("make a folder called copies if it isn't there, copy all txt files from stuff into it", "copies/a.txt", "one two"),
    ("rename all .txt files in stuff to .md", "stuff/b.md", "three"),
    ("read users.json, add 10 to every age and save it again", "users.json", '[\n  {\n    "name": "Zoe",\n    "age": 27\n  },'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "begin"), WRITES, ids=[text[:40] for text, _, _ in WRITES])
def test_a_chain_writes_what_was_asked(folder: Path, text: str, path: str, begin: str) -> None:  # noqa: F811
    run(chain(text))
    assert (folder / path).read_text(encoding="utf-8").startswith(begin)


@pytest.mark.parametrize(
    "text",
    [
        "lambda that adds two numbers",
        "list all environment variables that start with 'PY'",
        "prices = [2, 5], amounts = [3, 1]: what is the total?",
        "read numbers.txt and write the even numbers to even.txt and the odd numbers to odd.txt",
        "animals = [{'name': 'Rex', 'kind': 'dog'}]: print the names of the dogs",
        "count the letters of text, ignoring case",
        "count how often each letter occurs in 'aAb', ignoring case",
        "distinct genres from movies.db (table movies, column genre) in alphabetical order as a list",
    ],
)
def test_what_is_not_understood_whole_is_not_sure(text: str) -> None:
    found = compose(text)
    assert found is None or found.missed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("class Rectangle with width and height and an area method, create one with 3 and 4 and print its area", "12"),
        ("class Circle with a radius and methods area and circumference, make one with 2 and print area and circumference", "12.566370614359172\n12.566370614359172"),
        ("class Dog with name and age and a bark method, create one with 'Rex' and 3, then print bark", "Woof!"),
        ("class Person with name and a method greet that prints 'hi', create one with 'Ada' and print name", "Ada"),
        ("class Book with title, author and year and a __str__ method", "title: Dune, author: Frank Herbert, year: 1965"),
    ],
)  # fmt: skip
def test_a_class_is_written_with_its_methods_and_used(text: str, printed: str) -> None:
    described = declare(text)
    assert described is not None
    assert not described.missed
    assert run(described.code) == printed


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("class Car with make, model and mileage default 0; method drive(km) adds km to mileage", "c = Car('a', 'b'); c.drive(70); assert (c.make, c.mileage) == ('a', 70)"),
        ("dataclass Book with title, pages (default 0) and method is_long that returns True if pages > 300", "assert Book('x', 301).is_long() and not Book('x').is_long()"),
        ("class Circle radius, area() and circumference(), radius must be positive otherwise ValueError", "assert raised(lambda: Circle(0)) is ValueError and round(Circle(1).area(), 3) == 3.142"),
        ("Student class with name and a list of grades; add_grade and average methods; __str__ shows name and average", "s = Student('Ann'); s.add_grade(4); s.add_grade(5); assert s.average() == 4.5 and 'Ann' in str(s) and '4.5' in str(s)"),
        ("class Account with owner and balance, deposit and withdraw, withdraw raises ValueError if not enough money", "a = Account('x', 5); a.withdraw(5); assert a.balance == 0 and raised(lambda: a.withdraw(1)) is ValueError"),
        ("class Wallet with private balance, methods add_money and spend returning False if there's not enough", "w = Wallet(5); assert w.spend(9) is False and w.spend(4) is True and w._balance == 1"),
        ('class Light with is_on False, toggle method, __str__ returns "on" or "off"', "l = Light(); assert str(l) == 'off'; l.toggle(); assert str(l) == 'on'"),
        ("class Temperature with celsius attribute and a property fahrenheit", "assert Temperature(100).fahrenheit == 212"),
        ("class Team with name and empty list of players, add_player, remove_player, count", "t, u = Team('x'), Team('y'); t.add_player('Al'); assert t.count() == 1 and u.count() == 0"),
        ("dataclass Point3D x y z with method distance_to(other)", "assert Point3D(0, 0, 0).distance_to(Point3D(2, 3, 6)) == 7"),
        ("class Item with weight and price. It has a method price_per_kg that returns price divided by weight", "assert Item(2, 5).price_per_kg() == 2.5"),
        ("class Book with a title and a boolean is_available True, and methods borrow and return_book", "b = Book('x'); b.borrow(); assert not b.is_available; b.return_book(); assert b.is_available"),
    ],
)  # fmt: skip
def test_methods_do_what_is_said_of_them(text: str, use: str) -> None:
    """Each method of a described class does what its words or its name say."""
    described = declare(text)
    assert described is not None
    assert not described.missed
    exec(f"{described.code}\n{use}", {"raised": raised})


def raised(call: Callable[[], object]) -> type[BaseException] | None:
    """Return the kind of error that a call raises."""
    try:
        call()
    except Exception as error:
        return type(error)
    return None


@pytest.mark.parametrize(
    "text",
    ["enum TrafficLight with next method", "flag enum permissions", "class Counter with increment and reset methods"],
)
def test_a_class_whose_methods_are_not_explained_is_not_written(text: str) -> None:
    assert declare(text) is None
