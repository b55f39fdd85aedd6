"""The checks of the cookbook are sharp: most changes of a recipe's code make its check fail."""

import ast
import os

import pytest

from cookbook.mutation import mutate, report, sample, survivors
from cookbook.pages import Recipe
from cookbook.runner import RecipeRunner

SAMPLE = 80
LEAST_SHARE = 0.8


def recipe_with(code: str, check: str = "assert x", title: str = "Do something") -> Recipe:
    return Recipe("page", 1, title, (), code, "", check)


def test_a_mutant_differs_in_one_place():
    """Changes of one kind only, nothing else of the code is touched, and the same seed makes the same mutant."""
    code = 'total = sum(numbers) + 1\nif total > 10:\n    print("big", total)\n'
    lines = ast.unparse(ast.parse(code)).splitlines()
    for seed in range(20):
        mutant = mutate(recipe_with(code), seed)
        assert mutant is not None
        assert len(mutant.code.splitlines()) == len(lines)
        assert sum(old != new for old, new in zip(lines, mutant.code.splitlines(), strict=True)) == 1
        assert mutate(recipe_with(code), seed) == mutant


def test_what_does_nothing_is_left_alone():
    """Docstrings and annotations are no place for a change."""
    code = 'def nothing(value: int = None) -> "text":\n    """Return 1 + 1."""\n'
    assert all(mutate(recipe_with(code), seed) is None for seed in range(20))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="recipes are run in forked processes")
def test_checks_notice_most_changes():
    """Of a fixed sample of recipes, at least four in five checks notice that something was changed."""
    mutants = sample(SAMPLE)
    with RecipeRunner() as runner:
        alive = survivors(mutants, runner)
    assert 1 - len(alive) / len(mutants) >= LEAST_SHARE, report(mutants, alive, show=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="recipes are run in forked processes")
def test_a_blunt_check_is_found_out():
    """A check that asserts next to nothing lets the mutant live, a sharp one does not."""
    blunt = mutate(recipe_with("x = 3 * 4\n", "assert x"), seed=1)
    sharp = mutate(recipe_with("x = 3 * 4\n", "assert x == 12"), seed=1)
    assert blunt
    assert sharp
    with RecipeRunner() as runner:
        assert survivors([blunt, sharp], runner) == [blunt]
