"""Functions, generators, decorators, classes and questions that a sentence describes, written and run."""

import contextlib
import io
from collections.abc import Iterator

import pytest

from engine.chains.classes import declare
from engine.chains.compose import compose
from engine.chains.decisions import decide
from engine.chains.decorators import write_decorator
from engine.chains.flow import Chain
from engine.chains.hierarchies import declare_hierarchy
from engine.chains.sequences import write_sequence

WRITERS = (compose, decide, write_sequence, declare_hierarchy, write_decorator, declare)


def written(text: str) -> Chain | None:
    """Return the first program that was understood to the last word."""
    chains = (write(text) for write in WRITERS)
    return next((chain for chain in chains if chain is not None and not chain.missed), None)


def run(text: str, typed: str = "") -> tuple[dict[str, object], str]:
    """Return the names that a program defines, and what it prints."""
    chain = written(text)
    assert chain is not None, f"nothing was written for {text!r}"
    names: dict[str, object] = {"__name__": "program", "input": answers(typed)}
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(chain.code, names)
    return names, out.getvalue().strip()


def answers(typed: str):
    lines: Iterator[str] = iter(typed.split("\n"))
    return lambda _="": next(lines)


def values(text: str, *calls: str) -> list[str]:
    """Return what calls give; `f` is the program's last function or class."""
    names, _ = run(text)
    made = [value for name, value in names.items() if callable(value) and name not in ("input", "mean", "wraps")]
    names["f"] = made[-1]
    with contextlib.redirect_stdout(io.StringIO()):
        return [repr(eval(call, names)) for call in calls]


FUNCTIONS = [
    ("write a function that takes a score and returns 'pass' if it is at least 50, otherwise 'fail'", {"f(50)": "'pass'", "f(49)": "'fail'"}),
    ("function that takes a temperature in celsius and returns 'cold' below 10, 'mild' up to 25 and 'hot' above", {"f(9)": "'cold'", "f(25)": "'mild'", "f(26)": "'hot'"}),
    ('write a function check(n): if n is divisible by 3 return "fizz", if divisible by 5 return "buzz", if both "fizzbuzz", else n', {"f(9)": "'fizz'", "f(10)": "'buzz'", "f(15)": "'fizzbuzz'", "f(7)": "7"}),
    ("write a function discount(price, is_member) returning the price minus 10% for members and the full price for others", {"f(100, True)": "90.0", "f(100, False)": "100"}),
    ("write a function safe_divide(a, b) that returns a divided by b, or None if b is zero", {"f(6, 4)": "1.5", "f(6, 0)": "None"}),
    ("write a function compare(a, b) that returns 1 if a is greater than b, -1 if it is smaller and 0 if they are equal", {"f(2, 1)": "1", "f(1, 2)": "-1", "f(1, 1)": "0"}),
    ("function ticket(age, is_student): 10 for students, 8 for children under 12, otherwise 15", {"f(30, True)": "10", "f(9, False)": "8", "f(30, False)": "15"}),
    ("function fare(distance) that returns 2.5 for less than 5 km, 4 for 5 to 20 km and 10 for everything above", {"f(4)": "2.5", "f(5)": "4", "f(21)": "10"}),
    ("function average_speed(km, hours) returns km divided by hours rounded to 1 decimal, or 0 if hours is 0", {"f(10, 3)": "3.3", "f(1, 0)": "0"}),
    ("function is_strong(password): at least 10 characters long, contains a digit and contains an uppercase letter", {"f('Abcdefghi1')": "True", "f('abcdefghi1')": "False"}),
    ("write a function that returns True when a number is both even and greater than 10", {"f(12)": "True", "f(10)": "False"}),
    ("function that takes a year and returns True if it is divisible by 4 but not by 100", {"f(2024)": "True", "f(1900)": "False"}),
    ('function has_vowel(word) returns True if the word contains an "a" or an "e"', {"f('bed')": "True", "f('sky')": "False"}),
    ("generator that yields multiples of 5 below 20", {"list(f())": "[5, 10, 15]"}),
    ("function area_of_circle(r) returning pi times r squared, rounded to 2 decimals", {"f(1)": "3.14"}),
    ("function total(price, quantity) returns price times quantity plus 5", {"f(2, 3)": "11"}),
    ("write a function average(a, b, c) that returns the average of the three numbers", {"f(1, 2, 6)": "3.0"}),
    ("write a function that takes a list of numbers and returns the average of the positive ones, or 0 if there are none", {"f([1, -9, 3])": "2", "f([-1])": "0"}),
    ("function that takes a list of numbers and returns True if they are all positive", {"f([1, 2])": "True", "f([1, -2])": "False"}),
    ("function that takes a list of numbers and tells if at least one is greater than 100", {"f([1, 101])": "True", "f([1])": "False"}),
    ("write a function that takes a list of tuples (name, price) and returns the names of those cheaper than 10", {"f([('a', 5), ('b', 20)])": "['a']"}),
    ("write a function that takes a sentence and returns the longest word, in uppercase", {"f('an elephant ran')": "'ELEPHANT'"}),
    ("longest word that doesn't contain 'e'", {"f('tree elephants plum')": "'plum'"}),
    ("function that takes a sentence and returns the shortest word that does not start with 'a'", {"f('a an bus')": "'bus'"}),
    ("write a function that takes a list and returns the list without the first and the last element", {"f([1, 2, 3, 4])": "[2, 3]"}),
    ("function most_common(words) returns the word that occurs most often", {"f(['a', 'b', 'a'])": "'a'"}),
    ("write a function sum_squares(n) that returns the sum of the squares from 1 to n", {"f(3)": "14"}),
    ("write a function that returns all primes below n as a list", {"f(12)": "[2, 3, 5, 7, 11]"}),
    ("function multiples(k, n) returning the first n multiples of k", {"f(3, 4)": "[3, 6, 9, 12]"}),
    ("generator function evens(limit) that yields even numbers below limit", {"list(f(7))": "[0, 2, 4, 6]"}),
    ("generator that yields the odd numbers between a and b", {"list(f(2, 8))": "[3, 5, 7]"}),
    ("generator that yields the numbers from n down to 1", {"list(f(3))": "[3, 2, 1]"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "calls"), FUNCTIONS, ids=[text[:60] for text, _ in FUNCTIONS])
def test_a_function_does_what_its_sentence_says(text, calls):
    assert dict(zip(calls, values(text, *calls), strict=True)) == calls


PROGRAMS = [
    ("is [3, 2, 1] sorted descending?", "", "True"),
    ("ages = [12, 30, 17]. Is everyone at least 18?", "", "False"),
    ('words = ["level", "noon"]: are all of them palindromes?', "", "True"),
    ("do [1, 2] and [2, 3] share at least one value?", "", "True"),
    ("is there a number greater than 10 in [3, 12]?", "", "True"),
    ("[[3, 4], [1, 2, 9]]: sort each row descending and print the rows", "", "[[4, 3], [9, 2, 1]]"),
    ('words = ["a", "b", "a"]; make a dict with each word and how often it occurs and print it', "", "{'a': 2, 'b': 1}"),
    ("ask for 3 prices and print the total and the most expensive one", "1\n2\n3", "Total: 6.0\nMost expensive: 3.0"),
    ('are there any duplicates in ["a", "b", "a"]?', "", "True"),
    ('ask the user for the temperature and print "freezing" below 0, "cold" below 15 and "warm" otherwise', "7", "cold"),
    ("keep asking for a number until the user enters a negative one, then print how many were entered and the sum", "4\n5\n-1", "Count: 2\nTotal: 9.0"),
    ('for every score in [45, 80] print the score and "pass" if it is 60 or higher, otherwise "fail"', "", "45 fail\n80 pass"),
    ("read numbers separated by spaces and print their sum, minimum and maximum", "3 9 1", "Total: 13.0\nSmallest: 1.0\nLargest: 9.0"),
    ("merge the lists [1, 3, 5] and [2, 4] and print them sorted in descending order", "", "[5, 4, 3, 2, 1]"),
    ('marks = {"Ann": [5, 9, 10], "Bo": [7, 1, 10]} drop the lowest mark of each student and print the average of the others', "", "Ann 9.5\nBo 8.5"),
    ('marks = {"Ana": [6, 8], "Cleo": [5]}; replace each list by its average', "", "{'Ana': 7.0, 'Cleo': 5.0}"),
    ('scores = {"anna": 81, "ben": 64} print who has the best score and the average of all scores', "", "Winner: anna\nAverage: 72.5"),
    ("sum the even numbers from 1 to 10 and print the sum and how many there are", "", "Total: 30\nCount: 5"),
    ("numbers = [3, 7, 1, 9, 4]: print the position of the largest number", "", "3"),
    ('names = ["Olga", "ben", "Ali"]: sort it ignoring case and print the first and the last', "", "First: Ali\nLast: Olga"),
    ('remove every vowel from "programming is fun" and print how many were removed', "", "5"),
    ("make a list of the squares of the odd numbers from 1 to 7 and print it", "", "[1, 9, 25, 49]"),
    ("matrix [[1, 2], [3, 4]]: print the largest number and the sum of each column", "", "Largest: 4\n[4, 6]"),
    ("take the words red, green, blue and yellow, sort them by length and print them numbered", "", "1: red\n2: blue\n3: green\n4: yellow"),
    ('students = [("Ann", 90), ("Cy", 85)] sort by grade and print each as "Ann: 90"', "", "Cy: 85\nAnn: 90"),
    ('d = {"x": 3, "a": 0, "b": 7}: remove entries with value 0 and print the keys sorted', "", "b\nx"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "typed", "printed"), PROGRAMS, ids=[text[:60] for text, _, _ in PROGRAMS])
def test_a_program_prints_what_was_asked(text, typed, printed):
    assert run(text, typed)[1] == printed


CLASSES = [
    ('class Animal with name and speak(); Dog and Cat inherit from it and say "Woof" and "Meow"', "(Dog('r').speak(), Cat('t').speak(), Dog('r').name)", "('Woof', 'Meow', 'r')"),
    ("base class Shape with method area; subclasses Circle (radius) and Square (side) implementing it", "(Square(3).area(), round(Circle(1).area(), 2), isinstance(Square(1), Shape))", "(9, 3.14, True)"),
    ("class Employee with name and salary and a subclass Manager with a bonus", "(Manager('a', 1, 2).salary, Manager('a', 1, 2).bonus)", "(1, 2)"),
    ("class ShoppingCart with add(item, price), remove(item), total() and __len__", "(c := ShoppingCart(), c.add('a', 2), c.add('b', 3), c.remove('a'), c.total(), len(c))[4:]", "(3, 1)"),
    ("class Playlist with a name, add(song), __len__ and __iter__", "(p := Playlist('x'), p.add('s'), len(p), list(p))[2:]", "(1, ['s'])"),
    ('class Book with title, author and pages; __str__ gives "title by author"; method is_long returns True if more than 300 pages', "(str(Book('T', 'A', 301)), Book('T', 'A', 300).is_long())", "('T by A', False)"),
    ("class Circle with radius; properties area and circumference; raise ValueError when the radius is negative", "round(Circle(1).circumference, 2)", "6.28"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "use", "given"), CLASSES, ids=[text[:60] for text, _, _ in CLASSES])
def test_classes_are_what_their_sentence_says(text, use, given):
    names, _ = run(text)
    assert repr(eval(use, names)) == given


def test_an_abstract_base_cannot_be_made():
    names, _ = run("abstract class Tool with method play; Pipe and Drum implement it and return 'pling' and 'boom'")
    with pytest.raises(TypeError):
        names["Tool"]()
    assert names["Drum"]().play() == "boom"


@pytest.mark.parametrize(
    "text",
    [
        "count inversions in [2, 4, 1, 3, 5]",
        "write a function second_largest(nums) returning None when there are fewer than two different numbers",
        "function to_title(text) that makes the first letter of each word upper case except for of, and, the",
        "matrix = [[1, 2], [3, 4]] print the sum of each row and the sum of the diagonal",
        "function gross(net, rate) returns net times 1 plus rate",
        "decorator that makes a function faster",
        "function that takes two numbers and an operator",
        'text = "Hello World 2024": print the uppercase letters, count the digits and reverse the text',
    ],
)
def test_what_is_not_understood_is_not_written(text):
    assert written(text) is None
