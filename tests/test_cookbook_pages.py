"""The cookbook keeps its word: every page is in form, every recipe runs and does what its check says."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cookbook.libraries import needed_libraries, unknown_modules
from cookbook.pages import PAGES_DIR, Recipe, is_draft, read_page, recipe_pages
from cookbook.runner import Job, RecipeRunner
from cookbook.variation import with_other_values
from engine.cookbook import load_cookbook

PAGES = recipe_pages()
BOOK = {path.stem: read_page(path) for path in PAGES}
RECIPES = [recipe for recipes in BOOK.values() for recipe in recipes]
FINISHED = [recipe for recipe in RECIPES if not is_draft(recipe.page)]
EMPTY_SNIPPET_LIMIT_S = 5.0

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="recipes are run in forked processes")


@pytest.fixture(scope="session")
def runner() -> Iterator[RecipeRunner]:
    with RecipeRunner() as runner:
        yield runner


def standard(recipes: list[Recipe]) -> list[Recipe]:
    """Return the recipes that need nothing but Python; the others are run by `cookbook/test_libraries.py`."""
    return [recipe for recipe in recipes if not needed_libraries(recipe)]


def standard_pages() -> list[str]:
    return [page for page, recipes in BOOK.items() if standard(recipes)]


@needs_fork
@pytest.mark.parametrize("page", standard_pages())
def test_every_recipe_passes_its_check(page: str, runner: RecipeRunner):
    """Setup, code and check of every recipe run one after another in a fresh folder."""
    jobs = {recipe.where: Job(recipe.setup, recipe.code, recipe.check) for recipe in standard(BOOK[page])}
    assert runner.failures(jobs) == []


@needs_fork
@pytest.mark.parametrize("page", standard_pages())
def test_recipes_work_with_other_values(page: str, runner: RecipeRunner):
    """With other names for its variables and files, a recipe does the same."""
    jobs = {recipe.where: job for recipe in standard(BOOK[page]) if (job := with_other_values(recipe))}
    assert runner.failures(jobs) == []


@needs_fork
@pytest.mark.parametrize("page", standard_pages())
def test_no_check_passes_without_the_code(page: str, runner: RecipeRunner):
    """A check that is content with an empty snippet would check nothing."""
    jobs = {recipe.where: Job(recipe.setup, "pass\n", recipe.check) for recipe in standard(BOOK[page])}
    assert runner.passing(jobs, EMPTY_SNIPPET_LIMIT_S) == []


@needs_fork
def test_the_runner_tells_good_from_bad(runner: RecipeRunner):
    """A wrong value, an early exit, an error and an endless loop are all noticed, each job in a clean folder.

    Alone or in company: who comes after one that ends the process runs in another.
    """
    jobs = [
        Job("", "print('tea')", "assert out == 'tea\\n'"),
        Job("", "print('tea')", "assert out == 'coffee\\n'"),
        Job("", "raise SystemExit(0)", "assert True"),
        Job("", "import os; os._exit(0)", "assert True"),
        Job("", "1 / 0", "assert True"),
        Job("", "while True: pass", "assert True"),
        Job("open('a.txt', 'w').close()", "x = 1", "assert x == 1"),
        Job("import os", "names = os.listdir()", "assert names == []"),
    ]
    for at_once in (1, 3, 8):
        passed = [not verdict for verdict in runner.run(jobs, time_limit_s=1.0, in_one_process=at_once)]
        assert passed == [True, False, False, False, False, False, True, True]


def test_the_program_reads_the_same_recipes():
    """Two readers, written apart from each other, agree on every recipe."""
    book = load_cookbook([PAGES_DIR])
    assert book.problems == []
    read = {(recipe.page, recipe.title, recipe.code, recipe.setup, recipe.check) for recipe in book.recipes}
    mine = {(f"{recipe.page}.md", recipe.title, recipe.code, recipe.setup, recipe.check) for recipe in FINISHED}
    assert mine <= read


def test_titles_are_unique():
    """No two recipes of the book have the same title, upper and lower case aside."""
    counts = Counter(recipe.title.lower() for recipe in FINISHED)
    assert [title for title, count in counts.items() if count > 1] == []


NOT_A_TITLE = re.compile(
    r"^[a-z`\"]"  # not the beginning of a sentence
    r"|[^.…]\.$|\?$"  # a full stop, a question
    r"|\b(I (need|want|have|would|do|keep|get)|I'd|I'm|my|me|please)\b"  # somebody speaks
    r"|^(Write|Code|Implement|Define|Create|Make) (me )?(a|an|the) (function|program|script) (that|which|to)\b"
    r"|^(How|What|Which|Can|Could|Is|Are|Does|Where|When|Who|Why)\b"
)


def test_titles_speak_with_one_voice():
    """A title is an imperative sentence without full stop; nobody asks, pleads or tells others to write a function."""
    bare = {recipe.where: re.sub(r"`[^`]*`|\"[^\"]*\"", "`x`", recipe.title) for recipe in FINISHED}
    assert [where for where, title in bare.items() if NOT_A_TITLE.search(title)] == []


def test_a_way_to_ask_leads_to_one_recipe():
    """No two recipes claim the same words, so that a short request has one simplest answer."""
    owners: dict[str, set[str]] = {}
    for recipe in FINISHED:
        for ask in (recipe.title, *recipe.asks):
            owners.setdefault(ask.lower().replace("`", ""), set()).add(recipe.where)
    assert [ask for ask, places in owners.items() if len(places) > 1] == []


def test_recipes_import_what_they_may():
    """Every import is the standard library, one of the listed libraries, or a module that the setup writes."""
    assert {recipe.where: unknown_modules(recipe) for recipe in RECIPES if unknown_modules(recipe)} == {}


def test_the_book_is_as_large_as_promised():
    """After merging what is the same, at least 4,500 recipes remain; no page is a stub or endless."""
    assert len(RECIPES) >= 4500
    sizes = Counter(recipe.page for recipe in FINISHED)
    assert {page: size for page, size in sizes.items() if not 15 <= size <= 120} == {}


def test_the_index_lists_every_page_once():
    """The index names all pages and only those, and is told from a page of recipes by having no recipe."""
    index = (PAGES_DIR / "index.md").read_text(encoding="utf-8")
    listed = re.findall(r"\]\(([\w-]+)\.md\)", index)
    assert sorted(listed) == sorted(page for page in BOOK if not is_draft(page))
    assert "\n## " not in index
    assert "```" not in index


@pytest.mark.parametrize("path", [path for path in PAGES if not is_draft(path.stem)], ids=lambda path: path.stem)
def test_a_page_opens_with_its_topic(path: Path):
    """A page begins with its topic and a sentence or two on what it holds."""
    first, blank, promise = path.read_text(encoding="utf-8").splitlines()[:3]
    assert re.fullmatch(r"# \S.*", first)
    assert blank == ""
    assert re.match(r"[A-Z].*\.$", promise)
