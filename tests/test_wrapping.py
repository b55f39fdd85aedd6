"""Statements as a function, where a request asks for one."""

import pytest

from engine.adapt import adapt
from engine.cookbook import Recipe
from engine.wrapping import as_function, asks_for_function


@pytest.mark.parametrize(
    ("code", "given", "function"),
    [
        ("total = sum(numbers)\nprint(total)\n", ["numbers"], "(numbers):\n    return sum(numbers)\n"),
        ("celsius = 20\nprint(celsius * 9 / 5 + 32)\n", [], "(celsius):\n    return celsius * 9 / 5 + 32\n"),
        ("best = max(data, key=data.get)\nprint(best, data[best])\n", ["data"], "(data):\n    return max(data, key=data.get)\n"),
        ("total = 0\nfor n in numbers:\n    total += n\nprint('sum', total)\n", ["numbers"], "(numbers):\n    total = 0\n    for n in numbers:\n        total += n\n    return total\n"),
    ],
)  # fmt: skip
def test_what_is_given_becomes_a_parameter_and_what_is_printed_is_returned(code, given, function):
    made = as_function(code, given, "a function called work", "Do it")
    assert made is not None
    assert made == f"def work{function}"


def test_imports_stay_outside_and_the_title_gives_a_name():
    made = as_function(
        "import math\n\nradius = 2\nprint(math.pi * radius**2)\n", [], "function for it", "Compute the area of a circle"
    )
    assert made == "import math\n\n\ndef compute_area_circle(radius):\n    return math.pi * radius ** 2\n"


@pytest.mark.parametrize(
    "code",
    [
        'name = input("Name: ")\nprint(name)\n',
        "for n in numbers:\n    print(n)\n",
        "def double(n):\n    return 2 * n\n",
        "print('hello')\n",
        'with open("a.txt") as file:\n    text = file.read()\n',
    ],
)
def test_what_asks_opens_or_prints_on_its_way_is_no_function(code):
    assert as_function(code, ["numbers"], "a function", "Do it") is None


@pytest.mark.parametrize(
    "prompt", ["function that adds two numbers", "write a function to sort a list", "lambda to double"]
)
def test_a_request_for_a_function(prompt):
    assert asks_for_function(prompt)


@pytest.mark.parametrize("prompt", ["time a function", "call a function twice", "function arguments", "sort a list"])
def test_a_request_about_functions(prompt):
    assert not asks_for_function(prompt)


def test_an_answer_is_a_function_only_where_one_is_asked_for():
    recipe = Recipe(
        id="a/b", title="Add up `numbers`", asks=("Add up `numbers`",), code="print(sum(numbers))\n", setup="numbers = [1, 2]\n"
    )  # fmt: skip
    assert adapt(recipe, recipe.title, "add up numbers").code == "numbers = [1, 2]\n\nprint(sum(numbers))\n"
    code = adapt(recipe, recipe.title, "function total(numbers) that adds up numbers").code
    assert code == "def total(numbers):\n    return sum(numbers)\n"


def test_constants_alone_make_no_function():
    assert as_function("size = 3\ncolour = 'red'\n", [], "a function for it", "Set two values") is None


def test_a_wanted_lambda_stays_one():
    """Code with a lambda is no function where a lambda is wanted, and works on the request's data."""
    title = "Sort the tuples `people` by age"
    code = "people.sort(key=lambda person: person[1])\n"
    recipe = Recipe("p:1", title, (title,), code, setup='people = [("Bo", 3), ("Al", 2)]\n')
    prompt = 'lambda to sort people = [("Tom", 25), ("Ann", 30)] by age'
    assert adapt(recipe, title, prompt).code == (
        'people = [("Tom", 25), ("Ann", 30)]\n\npeople.sort(key=lambda person: person[1])\nprint(people)\n'
    )
