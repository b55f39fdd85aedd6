"""Ways to ask that training alone sees: `ways_to_ask` holds more of them for each recipe than the program searches.

They teach a model how differently people speak. In the cookbook itself they brought no more right answers, but more
wrong ones that Pysmith was sure of (RESULTS.md): many are short and leave out what tells a recipe from its neighbours.
"""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from engine.cookbook import Recipe

FOLDER = Path(__file__).with_name("ways_to_ask")


def with_more_asks(recipe: Recipe) -> Recipe:
    """Return a recipe with the ways to ask for it that only training sees behind its own."""
    return replace(recipe, asks=(*recipe.asks, *read_more_asks(recipe.page).get(recipe.title, ())))


@cache
def read_more_asks(page: str) -> dict[str, tuple[str, ...]]:
    """Return the further ways to ask for the recipes of a page of the cookbook, by title; none for an unknown page."""
    path = FOLDER / page
    if not path.is_file():
        return {}
    sections = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found = {}
    for section in sections:
        title, *lines = section.splitlines()
        found[title] = tuple(line.removeprefix("- ") for line in lines if line)
    return found
