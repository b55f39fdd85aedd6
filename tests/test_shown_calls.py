"""A recipe that shows its function at work shows it with the request's values."""

import pytest

from engine.adapt import adapt
from engine.cookbook import Recipe
from engine.shown_calls import shown_calls, without_shown_calls

GCD = """def common(a, b):
    while b:
        a, b = b, a % b
    return a


print(common(12, 18))
print(common(7, 5))
"""


def recipe(title: str, code: str) -> Recipe:
    return Recipe("p:1", title, (title,), code)


def code_for(title: str, code: str, prompt: str) -> str:
    return adapt(recipe(title, code), title, prompt).code


COMMON = "Return the greatest common divisor of two numbers: `common(a, b)`"


def test_the_requests_values_are_shown():
    """All calls of the recipe's own make room for one with the request's values."""
    code = code_for(COMMON, GCD, "what is the greatest common divisor of 84 and 36?")
    assert code.endswith("\n\n\nprint(common(84, 36))\n")
    assert "12, 18" not in code
    assert "7, 5" not in code


@pytest.mark.parametrize(
    "prompt",
    [
        "the greatest common divisor of two numbers",
        "write a function for the greatest common divisor of 84 and 36",
        "greatest common divisor of 84, 36 and 12",
        "greatest common divisor of 84",
    ],
)
def test_other_calls_stay(prompt: str):
    """Without the values that it takes, with more than it takes, or where a function is wanted, nothing changes."""
    assert "print(common(12, 18))\nprint(common(7, 5))\n" in code_for(COMMON, GCD, prompt)


def test_a_result_that_is_named_may_be_left_over():
    """What stands behind an arrow is no argument."""
    code = code_for(COMMON, GCD, "greatest common divisor of 84 and 36 -> 12")
    assert code.endswith("print(common(84, 36))\n")


def test_numbers_of_the_title_are_the_recipes_own():
    """The 2 of "2 decimals" is no radius."""
    area = "import math\n\n\ndef area(radius):\n    return round(math.pi * radius**2, 2)\n\n\nprint(area(5))\n"
    title = "Return the area of a circle rounded to 2 decimals: `area(radius)`"
    assert code_for(title, area, "area of a circle rounded to 2 decimals").endswith("print(area(5))\n")
    assert code_for(title, area, "area of a circle with radius 7 rounded to 2 decimals").endswith("print(area(7))\n")


def test_a_function_that_prints_is_only_called():
    """What returns nothing shows nothing around it."""
    tree = 'def tree(height):\n    for row in range(height):\n        print("*" * row)\n\n\ntree(3)\n'
    assert code_for("Draw a tree: `tree(height)`", tree, "draw a tree with height 7").endswith("\n\n\ntree(7)\n")


def test_a_date_is_given_in_parts():
    """Year, month and day come out of one date; what is no date is three numbers."""
    old = "def is_old(year, month, day):\n    return year < 2000\n\n\nprint(is_old(1999, 5, 17))\n"
    title = "Tell whether a date is before 2000: `is_old(year, month, day)`"
    assert code_for(title, old, "is 2008-11-30 before 2000").endswith("print(is_old(2008, 11, 30))\n")
    assert code_for(title, old, "is 2008-13-32 before 2000").endswith("print(is_old(2008, 13, 32))\n")


def test_decimals_are_no_place_for_another_number():
    """A number with a fraction does not say how many decimals there are."""
    money = 'def money(number, decimals=2):\n    return f"{number:.{decimals}f}"\n\n\nprint(money(1.234))\n'
    code = code_for("Format a number: `money(number, decimals=2)`", money, "format the number 1234567.5")
    assert "decimals=2" in code
    assert code.endswith("print(money(1234567.5))\n")


@pytest.mark.parametrize(
    ("title", "code"),
    [
        (
            "Do `twice(f)`",
            "def twice(f):\n    return f\n\n\n@twice\ndef greet(name):\n    print(name)\n\n\ngreet('Ann')\n",
        ),
        ("Add", "def add(a, b):\n    return a + b\n\n\nx = 3\nprint(add(x, 2))\n"),
        ("Print", "print(1)\n"),
        ("Broken", "def ("),
    ],
)
def test_other_recipes_are_left_alone(title: str, code: str):
    """A function that the title is not about, data of its own, no function, no Python."""
    assert without_shown_calls(recipe(title, code)) is None


def test_shown_calls_end_the_code():
    """Calls that print, and calls alone, up to whatever is neither."""
    assert shown_calls(GCD) == ["common", "common"]
    assert shown_calls("print(f(1))\nx = 2\nf(3)\n") == ["f"]
    assert shown_calls("print(f(a=1))\n") == []


PRIME = """def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, number))
"""


def test_a_function_is_called_before_its_defaults_change():
    """What a function takes is no default of another parameter; the first plain example tells what it takes."""
    throw = "def throw(speed, angle, gravity=9.81):\n    return speed, angle, gravity\n"
    title = "Return how far a ball flies: `throw(speed, angle, gravity=9.81)`"
    shown = Recipe("p:1", title, (title,), throw, check="assert throw(10, 45)\n")
    assert adapt(shown, title, "how far flies a ball with angle 30 and v 20").code == (
        throw + "\n\nprint(throw(20, 30))\n"
    )


def test_an_example_in_a_loop_is_passed_over():
    """The first call of a check on plain values shows what a function takes."""
    title = "Check whether a number is prime: `is_prime(number)`"
    check = "assert [n for n in range(9) if is_prime(n)] == [2, 3, 5, 7]\nassert is_prime(97)\n"
    prime = Recipe("p:1", title, (title,), PRIME, check=check)
    assert adapt(prime, title, "is 2027 prime?").code.endswith("print(is_prime(2027))\n")
    assert "print" not in adapt(prime, title, "is a number prime?").code


def test_a_range_from_one_is_its_end():
    """Of "1 to 20" a function of one number takes the 20."""
    title = "List the odd numbers up to a number: `odds(n)`"
    odds = Recipe("p:1", title, (title,), "def odds(n):\n    return range(1, n, 2)\n", check="assert odds(3)\n")
    for prompt in ("odd numbers from 1 to 20", "odd numbers 1-20", "odd numbers in 1..20"):
        assert adapt(odds, title, prompt).code.endswith("print(odds(20))\n"), prompt


def test_a_sign_is_no_text():
    """The "*" that replaces letters is not the text that they stand in."""
    title = "Replace the vowels of a text by a character: `hide(text, char)`"
    code = 'def hide(text, char="*"):\n    return text\n'
    hide = Recipe("p:1", title, (title,), code, check='assert hide("Apple")\n')
    assert "print" not in adapt(hide, title, "replace the vowels in a string with *").code


def test_what_is_looked_for_may_be_of_another_type():
    """A function with an example of numbers finds a text in the request's list of texts."""
    title = "Return the positions of a value in a list: `positions(items, value)`"
    code = "def positions(items, value):\n    return [n for n, item in enumerate(items) if item == value]\n"
    found = Recipe("p:1", title, (title,), code, check="assert positions([1, 2, 1], 1) == [0, 2]\n")
    wanted = 'positions(["a", "b", "a"], "a")'
    assert wanted in adapt(found, title, "positions of 'a' in the list ['a', 'b', 'a']").code


CUBE = Recipe(
    "p:1",
    "Compute the cube of a number: `cube(number)`",
    ("Compute the cube of a number: `cube(number)`",),
    "def cube(number):\n    return number**3\n",
    check="assert cube(3) == 27\n",
)


@pytest.mark.parametrize(
    ("prompt", "calls"),
    [
        ("write a function cube(n) and print cube(4)", "print(cube(4))"),
        ("function for the cube of a number, test it with 5", "print(cube(5))"),
        ("function for the cube of a number and print the result for 1.5", "print(cube(1.5))"),
        ("function for the cube of a number; try it with 5 and 7", "print(cube(5))\nprint(cube(7))"),
    ],
)
def test_a_wished_call_is_written(prompt: str, calls: str):
    """What stands after the wish is what the function is called with, and no constant of it."""
    code = adapt(CUBE, CUBE.title, prompt).code
    assert "**3\n" in code
    assert code.endswith(f"\n\n\n{calls}\n")


@pytest.mark.parametrize(
    "prompt",
    [
        "write a function cube(n)",
        'function for the cube of a number, test it with "abc"',
        "function for the cube of a number, call it for 5 seconds",
    ],
)
def test_no_call_is_written_without_a_fitting_wish(prompt: str):
    """Without a wish, and with what the function does not take, it stands alone."""
    assert "print" not in adapt(CUBE, CUBE.title, prompt).code


def test_a_wished_call_takes_the_place_of_the_recipes_own():
    """A demonstration of more than plain calls goes, too."""
    shown = f"{PRIME}\n\nfor n in range(9):\n    print(n, is_prime(n))\n"
    title = "Check whether a number is prime: `is_prime(number)`"
    prime = Recipe("p:1", title, (title,), shown, check="assert is_prime(97)\n")
    code = adapt(prime, title, "write a function is_prime(n) and call it with 17").code
    assert code.endswith("\n\n\nprint(is_prime(17))\n")
    assert "for n in range(9)" not in code


def test_data_beside_a_wanted_function_is_what_it_is_called_with():
    """A list that is given is worked on; one that shows what may come is not."""
    title = "Return the second smallest number: `second(numbers)`"
    code = "def second(numbers):\n    return sorted(numbers)[1]\n"
    recipe_ = Recipe("p:1", title, (title,), code, check="assert second([3, 1]) == 3\n")
    wanted = "print(second([5, 1, 4]))\n"
    assert adapt(recipe_, title, "function that returns the second smallest of [5, 1, 4]").code.endswith(wanted)
    assert adapt(recipe_, title, "function for the second smallest of a list like [5, 1, 4]").code == code
