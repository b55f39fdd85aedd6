"""A rough check from outside: are CoNaLa's requests answered by recipes that make the same calls?

For each request whose answer calls something (`re.findall`, `sorted`), the nearest recipes are looked up; a recipe
finds it when its code makes all of these calls. Calls that nearly all code makes do not count. The requests are the
training rows, of which some stand near the cookbook's; the test rows are never read.
"""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.index import load_index
from engine.matcher import Matcher
from engine.semantics import load_ranker
from engine.syntax import parse
from training.sources.conala import Conala

_EVERYWHERE = frozenset("print len str int float list dict set tuple range open append format input join".split())


@dataclass(frozen=True)
class Recall:
    """How many requests there were, and the shares of them that the first and the first five recipes found."""

    requests: int
    at_1: float
    at_5: float


def calls_of(code: str) -> frozenset[str]:
    """Return the last names of what some code calls, `findall` of `re.findall(…)`, but for what all code calls."""
    tree = parse(code)
    names = set()
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Call):
            function = node.func
            names.add(function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", ""))
    return frozenset(names - _EVERYWHERE - {""})


def measure_recall(matcher: Matcher, pairs: Sequence[tuple[str, str]]) -> Recall:
    """Return how often the nearest recipes make the calls of the answer; pairs are (request, code)."""
    calls = {recipe.id: calls_of(recipe.code) for recipe in matcher.recipes}
    count = first = five = 0
    for request, code in pairs:
        wanted = calls_of(code)
        if not wanted:
            continue
        found = [wanted <= calls[match.recipe.id] for match in matcher.rank(request, limit=5)]
        count, first, five = count + 1, first + any(found[:1]), five + any(found)
    return Recall(count, first / max(1, count), five / max(1, count))


def recall_of_conala(file: Path, cookbook: Path, ranker: Path, limit: int = 0) -> Recall:
    """Measure the recall on CoNaLa's training rows; raises DataError where the file is missing."""
    source = Conala(file)
    pairs = [(pair.request, pair.code) for group in source.groups() for pair in source.read(group).pairs]
    matcher = Matcher(load_index([cookbook]), load_ranker(ranker))
    return measure_recall(matcher, pairs[:limit] if limit else pairs)
