"""What a model sees beside a request: recipes with the request's values, and a begun function's body where one fits."""

import pytest

from engine.cookbook import Cookbook, Recipe
from engine.functions import shorten_docstring
from engine.index import build_index
from engine.matcher import Matcher
from engine.neighbours import NEIGHBOURS, NEIGHBOURS_OF_CODE, code_beside, count_neighbours, find_neighbours

MEAN = Recipe(
    id="mean",
    title="Compute the mean of a list: `mean(values)`",
    asks=("mean of a list",),
    code="def mean(values):\n    total = sum(values)\n    return total / len(values)\n",
    check="assert mean([1, 3]) == 2",
)
FILE = Recipe(
    id="file",
    title="Print the lines of `notes.txt`",
    asks=("show the lines of notes.txt",),
    code='with open("notes.txt") as file:\n    for line in file:\n        print(line)\n',
    check="",
)
BEGUN = (
    'def average(numbers: list) -> float:\n    """Return the mean of a list.\n\n'
    '    It has items.\n\n    >>> average([2, 4])\n    3.0\n    """\n'
)


def test_a_function_that_fits_stands_as_the_body_of_what_was_begun():
    assert code_beside(MEAN, MEAN.title, BEGUN) == (
        'def average(numbers: list) -> float:\n    """>>> average([2, 4])\n    3.0\n    """\n'
        "    total = sum(numbers)\n    return total / len(numbers)\n"
    )


@pytest.mark.parametrize("recipe", [FILE, MEAN], ids=["no function", "too few parameters"])
def test_what_does_not_fit_stands_as_it_is(recipe):
    begun = 'def average(numbers, start, end):\n    """Return the mean of a part of a list."""\n'
    assert code_beside(recipe, recipe.title, begun) == recipe.code


def test_beside_english_the_request_s_values_stand():
    assert 'open("diary.txt")' in code_beside(FILE, FILE.title, "print the lines of diary.txt")


def test_begun_code_has_more_neighbours():
    assert count_neighbours("read a file") == NEIGHBOURS
    assert count_neighbours(BEGUN) == NEIGHBOURS_OF_CODE
    found = find_neighbours(Matcher(build_index(Cookbook([MEAN, FILE]))), BEGUN, 1)
    assert [match.recipe.id for match in found] == ["mean"]


@pytest.mark.parametrize(
    "code",
    [
        'def f(x):\n    """Short."""\n    return x\n',
        'def f(x):\n    """Two\n    lines."""\n    return x\n',
        "def f(x):\n    '''A\n\n    B\n\n    C\n    '''\n    return x\n",
        'def g(x):\n    """A\n\n    B\n\n    C\n    """\n    return x\n',
        "def f(x):\n    return x\n",
        'def f(x): "A"; return x\n',
        "not Python",
    ],
)
def test_other_docstrings_stay(code):
    assert shorten_docstring(code, "f") == code


def test_a_long_docstring_keeps_its_last_lines():
    code = 'import re\n\n\nclass A:\n    """One.\n\n    Two.\n    Three.\n    """\n\n    x = 1\n'
    assert shorten_docstring(code, "A") == 'import re\n\n\nclass A:\n    """Two.\n    Three.\n    """\n\n    x = 1\n'
