"""Code that would say nothing prints what it computes."""

import pytest

from engine.showing import show_result


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("total = sum(numbers)\n", "total"),
        ("first, last = items[0], items[-1]\n", "first, last"),
        ("numbers.sort()\n", "numbers"),
        ("import random\n\nrandom.shuffle(cards)\n", "cards"),
        ('del stock["tea"]\n', "stock"),
        ('df["total"] = df["a"] * 2\n', "df"),
        ("total = 0\nfor number in numbers:\n    total += number\n", "total"),
        ("with open(path) as file:\n    lines = file.readlines()\n", "lines"),
        ("try:\n    number = int(text)\nexcept ValueError:\n    number = None\n", "number"),
        ("balance = 100\nwhile balance < 200:\n    balance *= 2\n", "balance"),
    ],
)
def test_the_last_result_is_printed(code, shown):
    assert show_result(code) == f"{code}print({shown})\n"


def test_of_several_results_those_that_the_title_names_are_printed():
    code = "evens = numbers[::2]\nodds = numbers[1::2]\nboth = evens + odds\n"
    assert show_result(code, ["evens", "odds"]) == f"{code}print(evens, odds, both)\n"
    loop = "total = 0\nfor number in numbers:\n    seen.add(number)\n    total += number\n"
    assert show_result(loop, ["total"]) == f"{loop}print(total)\n"


@pytest.mark.parametrize(
    "code",
    [
        "print(1)\n",
        "def double(number):\n    return 2 * number\n",
        'with open("a.txt", "w") as file:\n    file.write("x")\n',
        "import sqlite3\n\nconnection = sqlite3.connect('a.db')\n",
        "import matplotlib.pyplot as plt\n\nlines = plt.plot(x)\n",
        "person = Person('Ada')\n",
        "doubles = (2 * n for n in numbers)\n",
        "double = lambda n: 2 * n\n",
        "for path in paths:\n    path.unlink()\n",
        "Point = namedtuple('Point', 'x y')\n",
        "trike.wheels = 3\n",
        "x = (\n",
        "",
    ],
)
def test_what_says_does_or_only_defines_something_stays(code):
    assert show_result(code) == code
