"""Find the recipes that a request may mean: a lexical index over all ways to ask, and a score of how well one fits.

Knows words and recipes; knows nothing of filling them, of models or of answers.
"""

import ast
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.cookbook import Recipe
from engine.spelling import Speller
from engine.syntax import imported_libraries
from engine.words import ANTONYMS, STOP_WORDS, WEAK_WORDS, content_words, plain_words, split_identifier, stem

Floats = NDArray[np.float32]
SHORTLIST = 80
CODE_WORD_SHARE = 0.5  # what finding a request's word only in a recipe's code is worth
MAX_IDF = 6.0

_OPPOSITES: dict[str, set[str]] = {}
for _one, _other in ANTONYMS:
    _OPPOSITES.setdefault(_one, set()).add(_other)
    _OPPOSITES.setdefault(_other, set()).add(_one)

# Words by which people mean a library, where it is not simply its name.
_LIBRARY_WORDS = {
    "pandas": {"dataframe", "panda", "seri"},
    "bs4": {"beautifulsoup", "soup", "bs4"},
    "matplotlib": {"plot", "chart", "matplotlib", "pyplot", "histogram", "scatter", "plt", "graph", "subplot"},
    "numpy": {"numpi", "np", "matrix"},
    "PIL": {"pillow", "image", "pil"},
    "yaml": {"yaml", "yml"},
    "sklearn": {"sklearn", "scikit", "learn", "classifi", "cluster"},
    "docx": {"docx"},
    "openpyxl": {"xlsx", "excel", "openpyxl", "spreadsheet", "workbook"},
    "requests": {"request", "http", "url", "web", "download"},
    "dateutil": {"dateutil"},
}
FEATURES = (
    "ask_cosine",
    "ask_coverage",
    "ask_precision",
    "recipe_coverage",
    "recipe_cosine",
    "opposites",
    "foreign_library",
    "wanted_library",
    "form_differs",
    "bigrams",
    "missing_weight",
    "extra_weight",
    "topic_words",
    "code_size",
)
WEIGHTS = np.array([4.0, 1.5, 1.0, 3.0, 0.5, -0.8, -2.0, 0.5, -0.4, 0.8, -0.08, -0.03, 0.1, -0.05], dtype=np.float32)


@dataclass(frozen=True)
class Match:
    """A recipe that may serve a request, the way to ask that came nearest, and how well it fits (higher is better)."""

    recipe: Recipe
    ask: str
    score: float
    coverage: float
    features: Floats


@dataclass(frozen=True)
class _Words:
    """A request's words: each root once with its weight, and the neighbours."""

    roots: list[str]
    weights: dict[str, float]
    bigrams: set[tuple[str, str]]

    @property
    def total(self) -> float:
        return sum(self.weights.values()) or 1e-6


class Matcher:
    """An index over recipes. Building it takes a while; `rank` takes milliseconds."""

    def __init__(self, recipes: Sequence[Recipe], weights: Floats = WEIGHTS) -> None:
        self.recipes = list(recipes)
        self.weights = weights
        self._asks: list[str] = [ask for recipe in self.recipes for ask in recipe.asks]
        self._owner = np.array([i for i, recipe in enumerate(self.recipes) for _ in recipe.asks], dtype=np.int32)
        self.speller = Speller(Counter(word for ask in self._asks for word in plain_words(ask)))
        ask_roots = [_unique(content_words(ask)) for ask in self._asks]
        self._ask_bigrams = [set(zip(roots, roots[1:], strict=False)) for roots in ask_roots]
        code_roots = [_code_roots(recipe) for recipe in self.recipes]
        self._idf = self._count_idf(ask_roots, code_roots)
        self._ask_postings = _postings(ask_roots)
        self._ask_norm = np.array([sum(self.weight(r) for r in roots) or 1e-6 for roots in ask_roots], dtype=np.float32)
        self._recipe_roots = self._join_roots(ask_roots)
        self._recipe_postings = _postings(self._recipe_roots)
        self._code_postings = _postings([c - a for c, a in zip(code_roots, self._recipe_roots, strict=True)])
        norms = [math.sqrt(sum(self.weight(r) for r in roots)) or 1e-6 for roots in self._recipe_roots]
        self._recipe_norm = np.array(norms, dtype=np.float32)
        self._libraries = [imported_libraries(recipe.code) for recipe in self.recipes]
        self._forms = [_form_of_code(recipe.code) for recipe in self.recipes]
        self._code_size = np.array([math.log(1 + recipe.code.count("\n")) for recipe in self.recipes])
        self._topics = [set(content_words(recipe.topic)) for recipe in self.recipes]

    def _count_idf(self, ask_roots: list[list[str]], code_roots: list[set[str]]) -> dict[str, float]:
        frequency: Counter[str] = Counter()
        for index, code in enumerate(code_roots):
            frequency.update(code)
            del index
        seen: Counter[str] = Counter()
        for owner, roots in zip(self._owner.tolist(), ask_roots, strict=True):
            seen.update({(owner, root): 1 for root in roots})  # type: ignore[arg-type]
        in_asks = Counter(root for _, root in seen)  # type: ignore[misc]
        n = len(self.recipes)
        return {
            root: math.log(1 + n / (in_asks[root] + 0.2 * frequency[root] + 1)) for root in set(in_asks) | set(frequency)
        }

    def _join_roots(self, ask_roots: list[list[str]]) -> list[set[str]]:
        joined: list[set[str]] = [set() for _ in self.recipes]
        for owner, roots in zip(self._owner.tolist(), ask_roots, strict=True):
            joined[owner].update(roots)
        return joined

    def weight(self, root: str) -> float:
        """Return what a word is worth: rare words more, words that only say "write something" less."""
        idf = min(MAX_IDF, self._idf.get(root, MAX_IDF))
        return idf * (0.35 if root in WEAK_WORDS else 1.0)

    def read(self, prompt: str) -> _Words:
        """Return a request's words with their weights, typing errors mended."""
        ordered = content_words(prompt, self.speller.mend)
        roots = _unique(ordered)
        return _Words(roots, {root: self.weight(root) for root in roots}, set(zip(roots, roots[1:], strict=False)))

    def rank(self, prompt: str, limit: int = 10) -> list[Match]:
        """Return the recipes that fit best, best first; none when no word of the request is known."""
        words = self.read(prompt)
        if not words.roots or not self.recipes:
            return []
        overlap = np.zeros(len(self._asks), dtype=np.float32)
        covered = np.zeros(len(self.recipes), dtype=np.float32)
        in_asks = np.zeros(len(self.recipes), dtype=np.float32)
        for root, weight in words.weights.items():
            if (posting := self._ask_postings.get(root)) is not None:
                overlap[posting] += weight
            if (posting := self._recipe_postings.get(root)) is not None:
                in_asks[posting] += weight
            if (posting := self._code_postings.get(root)) is not None:
                covered[posting] += CODE_WORD_SHARE * weight
        covered += in_asks
        cosine = overlap / np.sqrt(self._ask_norm * words.total)
        best = np.zeros(len(self.recipes), dtype=np.float32)
        np.maximum.at(best, self._owner, cosine)
        rough = best + 0.6 * covered / words.total
        size = min(SHORTLIST, len(self.recipes))
        short = np.argpartition(-rough, size - 1)[:size]
        matches = [self._measure(words, int(i), overlap, cosine, in_asks, covered) for i in short if rough[i] > 0]
        matches.sort(key=lambda match: (-match.score, match.recipe.id))
        return matches[:limit]

    def _measure(
        self, words: _Words, index: int, overlap: Floats, cosine: Floats, in_asks: Floats, covered: Floats
    ) -> Match:
        """Return the match with a recipe: its features and their weighted sum."""
        recipe = self.recipes[index]
        first = int(np.searchsorted(self._owner, index))
        asks = slice(first, first + len(recipe.asks))
        best = first + int(np.argmax(cosine[asks]))
        total = words.total
        wanted = words.weights
        recipe_roots = self._recipe_roots[index]
        opposites = sum(
            1.0
            for root in wanted
            for opposite in _OPPOSITES.get(root, ())
            if opposite not in wanted and root not in recipe_roots and opposite in recipe_roots
        )
        bigrams = len(words.bigrams & self._ask_bigrams[best]) / max(1, len(words.bigrams))
        foreign, asked = self._compare_libraries(words, index)
        form = _form_of_words(words.roots)
        values = (
            float(cosine[best]),
            float(overlap[best]) / total,
            float(overlap[best] / self._ask_norm[best]),
            float(covered[index]) / total,
            float(in_asks[index]) / (float(self._recipe_norm[index]) * math.sqrt(total)),
            opposites,
            foreign,
            asked,
            float(form is not None and form != self._forms[index]),
            bigrams,
            total - float(covered[index]),
            float(self._ask_norm[best] - overlap[best]),
            float(len(self._topics[index] & set(words.roots))),
            float(self._code_size[index]),
        )
        features = np.array(values, dtype=np.float32)
        return Match(recipe, self._asks[best], float(features @ self.weights), float(covered[index]) / total, features)

    def _compare_libraries(self, words: _Words, index: int) -> tuple[float, float]:
        """Return how many libraries the recipe uses unasked, and how many that the request asks for it uses."""
        foreign = asked = 0.0
        for library in self._libraries[index]:
            names = _LIBRARY_WORDS.get(library, set()) | {stem(library.lower())}
            if names & set(words.roots):
                asked += 1
            else:
                foreign += 1
        return foreign, asked


def _unique(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


def _postings(documents: Sequence[Iterable[str]]) -> dict[str, NDArray[np.int32]]:
    """Map each root to the documents that hold it."""
    lists: dict[str, list[int]] = {}
    for index, roots in enumerate(documents):
        for root in set(roots):
            lists.setdefault(root, []).append(index)
    return {root: np.array(indices, dtype=np.int32) for root, indices in lists.items()}


def _code_roots(recipe: Recipe) -> set[str]:
    """Return the roots of the names in a recipe's code: what it imports, calls and defines."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(recipe.code)):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add(node.name.split(".")[0])
    words = {word for name in names for word in (*split_identifier(name), name.lower()) if len(word) > 1}
    return {stem(word) for word in words if word.isalnum() and word not in STOP_WORDS}


def _form_of_code(code: str) -> str:
    """Return what a recipe's code is: a class, functions only, or a script."""
    tree = ast.parse(code)
    kinds = [type(node) for node in tree.body]
    if ast.ClassDef in kinds:
        return "class"
    if all(kind in (ast.FunctionDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom) for kind in kinds):
        return "function"
    return "script"


def _form_of_words(roots: Sequence[str]) -> str | None:
    """Return the form that a request names, if any."""
    if "class" in roots:
        return "class"
    return "function" if "function" in roots else None


def is_about_code(prompt: str) -> bool:
    """Return whether a prompt is the beginning of code rather than English."""
    return bool(re.match(r"\s*(?:(?:from\s+\S+\s+import|import\s+\S+|@\w|#)[^\n]*\n\s*)*(?:async\s+def|def|class)\s+\w+", prompt))
