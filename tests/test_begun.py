"""Begun functions made of recipes: other names and words, and code that still passes the recipe's check."""

import random
import re
from dataclasses import replace

import pytest

from engine.cookbook import Recipe
from training.begun import make_function, make_functions
from training.documents import begin_function
from training.runner import run_program

FUNCTION = Recipe(
    id="vowels",
    title="Count the vowels of a text: `count_vowels(text)`",
    asks=(
        "Count the vowels of a text: `count_vowels(text)`",
        "write a function that returns how many vowels a text has",
    ),
    code='def count_vowels(text):\n    return sum(letter in "aeiou" for letter in text.lower())\n',
    setup="",
    check='assert count_vowels("Ada") == 2\nassert count_vowels("") == 0',
    page="words.md",
)
STATEMENTS = Recipe(
    id="evens",
    title="Sum the even numbers of the list `numbers`",
    asks=("Sum the even numbers of the list `numbers`",),
    code="total = sum(n for n in numbers if n % 2 == 0)\nprint(total)\n",
    setup="numbers = [1, 2, 4]",
    check="assert total == 6",
    page="lists.md",
)


@pytest.mark.parametrize("seed", range(20))
def test_a_function_goes_by_other_names_and_still_passes(seed: int) -> None:
    whole = make_function(FUNCTION, random.Random(seed))
    name = re.search(r"def (\w+)", whole)[1]  # type: ignore[index]
    assert run_program("", whole, f'assert {name}("Ada") == 2').passed
    begun = begin_function(whole, with_imports=False)
    assert begun is not None
    assert '"""' in begun[0]


def test_names_words_examples_and_types_vary() -> None:
    made = [make_function(FUNCTION, random.Random(seed)) for seed in range(40)]
    assert len({re.search(r"def (\w+)\((\w+)", whole).groups() for whole in made}) > 4  # type: ignore[union-attr]
    assert {">>> " in whole for whole in made} == {True, False}
    assert {": str" in whole for whole in made} == {True, False}
    assert any("Return how many vowels a text has." in whole for whole in made)


def test_statements_become_a_function_of_what_they_are_given() -> None:
    whole = make_function(STATEMENTS, random.Random(1))
    name = re.search(r"def (\w+)", whole)[1]  # type: ignore[index]
    assert "Sum the even numbers of the list" in whole
    assert run_program("", whole, f"assert {name}([2, 3, 8]) == 10").passed


def test_a_recipe_whose_check_fails_gives_none() -> None:
    wrong = replace(FUNCTION, check='assert count_vowels("Ada") == 3')
    assert make_function(wrong, random.Random(0)) == ""


def test_they_come_in_the_style_of_the_corpus() -> None:
    (found,) = make_functions([replace(STATEMENTS, code=STATEMENTS.code.replace("2 == 0", "2==0"))], random.Random(0))
    assert found[0].title == STATEMENTS.title
    assert "% 2 == 0" in found[1]
