"""Recipes that use libraries pass their checks wherever these libraries are installed."""

import os
from collections.abc import Iterator

import pytest

from cookbook.libraries import LIBRARIES, missing_libraries, needed_libraries
from cookbook.pages import Recipe, read_page, recipe_pages
from cookbook.runner import Job, RecipeRunner

pytestmark = [
    pytest.mark.libraries,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="recipes are run in forked processes"),
]

BOOK = {path.stem: [recipe for recipe in read_page(path) if needed_libraries(recipe)] for path in recipe_pages()}
PAGES = [page for page, recipes in BOOK.items() if recipes]
EMPTY_SNIPPET_LIMIT_S = 10.0


@pytest.fixture(scope="session")
def library_runner() -> Iterator[RecipeRunner]:
    """Return a runner that has the installed libraries of the book imported."""
    used = set().union(*(needed_libraries(recipe) for recipes in BOOK.values() for recipe in recipes))
    with RecipeRunner(
        modules=sorted(name for name in used if LIBRARIES[name] not in missing_libraries_of_book())
    ) as runner:
        yield runner


def missing_libraries_of_book() -> set[str]:
    return missing_libraries([recipe for recipes in BOOK.values() for recipe in recipes])


def installed(recipes: list[Recipe]) -> list[Recipe]:
    return [recipe for recipe in recipes if not missing_libraries([recipe])]


@pytest.mark.parametrize("page", PAGES)
def test_library_recipes_pass_their_checks(page: str, library_runner: RecipeRunner):
    """Each runs with what is installed; a page of which something could not run is reported as skipped."""
    jobs = {recipe.where: Job(recipe.setup, recipe.code, recipe.check) for recipe in installed(BOOK[page])}
    assert library_runner.failures(jobs) == []
    _skip_for_missing(page)


@pytest.mark.parametrize("page", PAGES)
def test_no_library_check_passes_without_the_code(page: str, library_runner: RecipeRunner):
    """A check that is content with an empty snippet would check nothing."""
    jobs = {recipe.where: Job(recipe.setup, "pass\n", recipe.check) for recipe in installed(BOOK[page])}
    assert library_runner.passing(jobs, EMPTY_SNIPPET_LIMIT_S) == []
    _skip_for_missing(page)


def _skip_for_missing(page: str) -> None:
    if missing := missing_libraries(BOOK[page]):
        pytest.skip(f"not installed: {', '.join(sorted(missing))}")
