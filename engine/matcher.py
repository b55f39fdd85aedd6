"""Find the recipes that a request may mean, and say how well each fits.

Words are compared over all ways to ask; a few features of a recipe and a request are then weighed by numbers learnt
from the ways to ask (`python -m training ranker`). Knows nothing of filling recipes, of models or of answers.
"""

import math
import re
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.cookbook import Recipe
from engine.index import FORMS, MAX_IDF, Index, Rows, idf_weights
from engine.semantics import Ranker, Semantics
from engine.spelling import Speller
from engine.words import ANTONYMS, WEAK_WORDS, content_words, stem

Floats = NDArray[np.float32]
SHORTLIST = 40
CODE_WORD_SHARE = 0.5  # what finding a request's word only in a recipe's code is worth
WEAK_SHARE = 0.35  # what a word is worth that only says that something is to be written or shown

_OPPOSITES: dict[str, set[str]] = {}
for _one, _other in ANTONYMS:
    _OPPOSITES.setdefault(_one, set()).add(_other)
    _OPPOSITES.setdefault(_other, set()).add(_one)

# Words by which people mean a library, where it is not simply its name.
_LIBRARY_WORDS = {
    "pandas": {"dataframe", "panda", "seri", "pd"},
    "bs4": {"beautifulsoup", "soup", "bs4"},
    "matplotlib": {"plot", "chart", "matplotlib", "pyplot", "histogram", "scatter", "plt", "graph", "subplot"},
    "seaborn": {"seaborn", "heatmap"},
    "numpy": {"numpi", "np", "matrix", "ndarray"},
    "PIL": {"pillow", "image", "pil"},
    "yaml": {"yaml", "yml", "pyyaml"},
    "sklearn": {"sklearn", "scikit", "classifi", "cluster"},
    "docx": {"docx"},
    "openpyxl": {"xlsx", "excel", "openpyxl", "spreadsheet", "workbook"},
    "requests": {"request", "http", "url", "web", "download", "api"},
    "pytest": {"pytest", "fixtur"},
    "flask": {"flask"},
    "dateutil": {"dateutil"},
}
FEATURES = (
    "ask_cosine",
    "ask_coverage",
    "ask_precision",
    "recipe_coverage",
    "recipe_cosine",
    "title_precision",
    "title_extra",
    "opposites",
    "foreign_library",
    "wanted_library",
    "form_differs",
    "bigrams",
    "missing_weight",
    "extra_weight",
    "code_size",
    "title_literals",
    "semantic_recipe",
    "semantic_ask",
    "direction",
    "plain",
    "plain_short",
    "asks_unasked",
)
# Words of requests whose answer may ask the person at the keyboard.
_ASKING = {
    stem(word)
    for word in (
        "ask user input enter type typed prompt keyboard game play guess menu interactive quiz until console terminal"
    ).split()
}
_PLAIN_PAGE = re.compile(r"^(?:everyday|asked|classics)|day-by-day|first-programs")
# Without a trained ranker: weights set by hand.
WEIGHTS = (
    *(4.0, 1.5, 1.0, 3.0, 0.5, 1.0, -0.03, -0.8, -2.0, 0.5, -0.4, 0.8, -0.08, -0.03, -0.15, -0.1, 0.0, 0.0, 1.0),
    *(0.2, 0.5, -0.8),
)


@dataclass(frozen=True)
class Match:
    """A recipe that may serve a request, the way to ask that came nearest, and how well it fits (higher is better)."""

    recipe: Recipe
    ask: str
    score: float
    coverage: float
    features: Floats


@dataclass(frozen=True)
class Words:
    """A request's words: root → weight, known ones by their ids too, and the neighbours."""

    weights: dict[str, float]
    ids: dict[int, float]
    bigrams: set[tuple[int, int]]
    direction: "Direction | None" = None

    @property
    def total(self) -> float:
        """What all words are worth together."""
        return sum(self.weights.values()) or 1e-6


class Matcher:
    """Ranks an index's recipes for a request in milliseconds."""

    def __init__(self, index: Index, ranker: Ranker | None = None, cache: Path | None = None) -> None:
        self.index = index
        self.recipes = index.cookbook.recipes
        self._numbers = {recipe.title: number for number, recipe in enumerate(self.recipes)}
        # A ranker from another version knows other features; its vectors are still of use.
        fits = ranker is not None and len(ranker.feature_weights) == len(FEATURES)
        self.weights = np.array(ranker.feature_weights if ranker and fits else WEIGHTS, dtype=np.float32)
        self.semantics = Semantics(ranker, index, cache) if ranker else None
        self.speller = Speller(index.word_counts)
        self.libraries = frozenset(name for names in index.libraries for name in names)
        self._ids = {root: number for number, root in enumerate(index.roots)}
        weak = np.array([WEAK_SHARE if root in WEAK_WORDS else 1.0 for root in index.roots], dtype=np.float32)
        self._worth = np.minimum(MAX_IDF, idf_weights(index)) * weak
        columns = len(index.roots)
        counts = np.diff(index.first_ask)
        self._owner = np.repeat(np.arange(len(self.recipes), dtype=np.int32), counts)
        self._ask_postings = index.asks.transposed(columns)
        self._ask_norm = _sums(self._worth, index.asks)
        self._recipe_rows = _union(index, self._owner, columns)
        self._recipe_postings = self._recipe_rows.transposed(columns)
        self._recipe_norm = np.sqrt(_sums(self._worth, self._recipe_rows))
        self._literal = self._index_literally()
        # Pages of plain recipes: what people mean who say no more.
        self._is_plain = [float(_PLAIN_PAGE.search(recipe.page) is not None) for recipe in self.recipes]
        self._asks_user = ["input(" in recipe.code for recipe in self.recipes]
        self._code_postings = index.codes.transposed(columns)

    def read(self, prompt: str) -> Words:
        """Return a request's words with their weights, typing errors mended."""
        roots = list(dict.fromkeys(content_words(prompt, self.speller.mend)))
        weights = {root: self._weigh(root) for root in roots}
        known = [self._ids[root] for root in roots if root in self._ids]
        ids = {number: weights[root] for root in roots if (number := self._ids.get(root)) is not None}
        return Words(weights, ids, set(pairwise(known)), read_direction(prompt))

    def _index_literally(self) -> dict[tuple[int, ...], list[int]]:
        """Return the recipes that are asked for by exactly these words, in this order, numbers aside."""
        is_number = np.array([root.isdigit() for root in self.index.roots], dtype=bool)
        literal: dict[tuple[int, ...], list[int]] = {}
        for ask, recipe in enumerate(self._owner.tolist()):
            ids = self.index.asks[ask]
            key = tuple(ids[~is_number[ids]].tolist())
            if key and recipe not in literal.setdefault(key, []):
                literal[key].append(recipe)
        return literal

    def find_literal(self, prompt: str) -> list[Recipe]:
        """Return the recipes one of whose ways to ask is what the request says, values aside.

        A recipe that uses a library is none of them unless the request names the library.
        """
        for containers in (True, False):  # "the sum of [1, 2]" may be asked as "sum of a list" or as "the sum"
            roots = dict.fromkeys(content_words(prompt, self.speller.mend, containers))
            ids = [self._ids.get(root) for root in roots if not root.isdigit()]
            found = self._literal.get(tuple(i for i in ids if i is not None), []) if None not in ids else []
            if found := [number for number in found if not self._foreign_libraries(roots, number)]:
                return [self.recipes[number] for number in found]
        return []

    def match(self, prompt: str, recipe: Recipe) -> Match | None:
        """Return the match of a request with one recipe."""
        words = self.read(prompt)
        if not words.ids:
            return None
        number = self._numbers[recipe.title]
        scores = _Scores(self, words, None)
        return self._measure(words, number, scores, self._nearest_asks(scores, [number]).get(number, 0.0))

    def _weigh(self, root: str) -> float:
        number = self._ids.get(root)
        return (
            float(self._worth[number]) if number is not None else MAX_IDF * (WEAK_SHARE if root in WEAK_WORDS else 1.0)
        )

    def rank(self, prompt: str, limit: int = 10, without_ask: int | None = None) -> list[Match]:
        """Return the recipes that fit best, best first; none when no word of the request is known.

        `without_ask` leaves one way to ask out of account, as if the cookbook did not hold it: that is how the
        weights are learnt.
        """
        words = self.read(prompt)
        if not words.ids:
            return []
        scores = _Scores(self, words, without_ask)
        rough = scores.best + 0.6 * scores.covered / words.total
        short = {int(i) for i in _largest(rough, SHORTLIST) if rough[i] > 0}
        if self.semantics is not None:
            short |= {int(i) for i in _largest(scores.semantic, SHORTLIST)}
        nearest = self._nearest_asks(scores, sorted(short))
        matches = [self._measure(words, i, scores, nearest.get(i, 0.0)) for i in short]
        matches.sort(key=lambda match: (-match.score, match.recipe.id))
        return matches[:limit]

    def _measure(self, words: Words, number: int, scores: "_Scores", nearest_ask: float) -> Match:
        """Return the match with a recipe: its features and their weighted sum."""
        index, recipe = self.index, self.recipes[number]
        first, end = int(index.first_ask[number]), int(index.first_ask[number + 1])
        best = first + int(np.argmax(scores.cosine[first:end]))
        total, overlap = words.total, float(scores.overlap[best])
        ask_ids, title_ids = index.asks[best].tolist(), index.asks[first].tolist()
        title_norm = float(self._ask_norm[first])
        in_title = sum(words.ids.get(i, 0.0) for i in title_ids)
        foreign, asked = self._compare_libraries(words, number)
        features = np.array(
            (
                float(scores.cosine[best]),
                overlap / total,
                overlap / float(self._ask_norm[best]),
                float(scores.covered[number]) / total,
                float(scores.in_asks[number]) / (float(self._recipe_norm[number]) * math.sqrt(total)),
                in_title / title_norm,
                title_norm - in_title,
                self._count_opposites(words, number),
                foreign,
                asked,
                float(_form_differs(words.weights, FORMS[index.forms[number]])),
                len(words.bigrams & set(pairwise(ask_ids))) / max(1, len(words.bigrams)),
                total - float(scores.covered[number]),
                float(self._ask_norm[best]) - overlap,
                math.log1p(int(index.code_lines[number])),
                min(4.0, float(index.title_literals[number])),
                float(scores.semantic[number]),
                nearest_ask,
                max((_compare_directions(words.direction, read_direction(ask)) for ask in recipe.asks), key=abs)
                if words.direction
                else 0.0,
                self._is_plain[number],
                self._is_plain[number] / max(1, len(words.weights)),
                float(self._asks_user[number] and not _ASKING & words.weights.keys()),
            ),
            dtype=np.float32,
        )
        coverage = float(scores.covered[number]) / total
        return Match(recipe, recipe.asks[best - first], float(features @ self.weights), coverage, features)

    def _nearest_asks(self, scores: "_Scores", recipes: list[int]) -> dict[int, float]:
        """Return for each recipe how near in meaning its nearest way to ask is (cosine)."""
        if self.semantics is None or not recipes:
            return {}
        first = self.index.first_ask
        rows = np.concatenate([np.arange(first[r], first[r + 1], dtype=np.int32) for r in recipes])
        near = self.semantics.asks(rows) @ scores.vector
        if scores.without_ask is not None:
            near[rows == scores.without_ask] = -1.0
        counts = np.array([first[r + 1] - first[r] for r in recipes])
        best = np.maximum.reduceat(near, np.concatenate(([0], np.cumsum(counts)[:-1])))
        return dict(zip(recipes, best.tolist(), strict=True))

    def _count_opposites(self, words: Words, number: int) -> float:
        """Return how many words of the request meet only their opposite in the recipe."""
        wanted = words.weights
        pairs = [(root, other) for root in wanted for other in _OPPOSITES.get(root, ()) if other not in wanted]
        if not pairs:
            return 0.0
        roots = {self.index.roots[i] for i in self._recipe_rows[number].tolist()}
        return float(sum(root not in roots and opposite in roots for root, opposite in pairs))

    def _compare_libraries(self, words: Words, number: int) -> tuple[float, float]:
        """Return how many libraries the recipe uses unasked, and how many that the request asks for it uses."""
        foreign = self._foreign_libraries(words.weights, number)
        return float(foreign), float(len(self.index.libraries[number]) - foreign)

    def _foreign_libraries(self, roots: Container[str], number: int) -> int:
        """Return how many libraries a recipe uses of which none of the roots speaks."""
        names = [_LIBRARY_WORDS.get(name, set()) | {stem(name.lower())} for name in self.index.libraries[number]]
        return sum(not any(name in roots for name in each) for each in names)


class _Scores:
    """How much of a request's words each way to ask and each recipe shares, weighted."""

    def __init__(self, matcher: Matcher, words: Words, without_ask: int | None) -> None:
        n_asks, n_recipes = len(matcher._owner), len(matcher.recipes)
        self.overlap = np.zeros(n_asks, dtype=np.float32)
        self.in_asks = np.zeros(n_recipes, dtype=np.float32)
        in_code = np.zeros(n_recipes, dtype=np.float32)
        for number, weight in words.ids.items():
            self.overlap[matcher._ask_postings[number]] += weight
            recipes = matcher._recipe_postings[number]
            self.in_asks[recipes] += weight
            in_code[matcher._code_postings[number]] += CODE_WORD_SHARE * weight
            in_code[np.intersect1d(recipes, matcher._code_postings[number], assume_unique=True)] -= (
                CODE_WORD_SHARE * weight
            )
        self.without_ask = without_ask
        if without_ask is not None:
            self._leave_out(matcher, words, without_ask)
        self.vector = np.zeros(1, dtype=np.float32)
        self.semantic = np.zeros(n_recipes, dtype=np.float32)
        if matcher.semantics is not None:
            self.vector = matcher.semantics.encode(words.weights)
            self.semantic = matcher.semantics.recipes @ self.vector
        self.covered = self.in_asks + in_code
        self.cosine = self.overlap / np.sqrt(matcher._ask_norm * words.total)
        self.best = np.maximum.reduceat(self.cosine, matcher.index.first_ask[:-1])

    def _leave_out(self, matcher: Matcher, words: Words, ask: int) -> None:
        owner = int(matcher._owner[ask])
        first, end = int(matcher.index.first_ask[owner]), int(matcher.index.first_ask[owner + 1])
        others = {i for row in range(first, end) if row != ask for i in matcher.index.asks[row].tolist()}
        lost = sum(words.ids.get(i, 0.0) for i in set(matcher.index.asks[ask].tolist()) - others)
        self.in_asks[owner] -= lost
        self.overlap[ask] = 0.0


Direction = tuple[frozenset[str], frozenset[str]]
_ARROW = re.compile(r"\s(?:to|into|as|from)\s|->|→")


@lru_cache(maxsize=200_000)
def read_direction(text: str) -> Direction | None:
    """Return what a text turns into what: the roots on either side of its "to", what it starts from first."""
    match = _ARROW.search(text)
    if match is None:
        return None
    before, after = frozenset(content_words(text[: match.start()])), frozenset(content_words(text[match.end() :]))
    before, after = before - after, after - before
    if not before or not after:
        return None
    return (after, before) if match[0].strip() == "from" else (before, after)


def _compare_directions(one: Direction | None, other: Direction | None) -> float:
    """Return 1 where both go the same way, -1 where they go opposite ways, else 0."""
    if one is None or other is None:
        return 0.0
    along = bool(one[0] & other[0]) and bool(one[1] & other[1])
    against = bool(one[0] & other[1]) and bool(one[1] & other[0])
    return float(along) - float(against)


def _largest(values: Floats, count: int) -> NDArray[np.intp]:
    """Return the positions of the `count` largest values, in no order."""
    count = min(count, len(values))
    return np.argpartition(-values, count - 1)[:count]


def _sums(worth: Floats, rows: Rows) -> Floats:
    """Return the sum of the worth of each row's roots, never quite 0."""
    totals = np.concatenate(([0.0], np.cumsum(worth[rows.ids], dtype=np.float64)))
    sums: Floats = np.maximum(1e-6, totals[rows.starts[1:]] - totals[rows.starts[:-1]]).astype(np.float32)
    return sums


def _union(index: Index, owner: NDArray[np.int32], columns: int) -> Rows:
    """Return each recipe's roots over all its ways to ask, each once."""
    recipes = np.repeat(owner, np.diff(index.asks.starts)).astype(np.int64)
    pairs = np.unique(recipes * columns + index.asks.ids)
    counts = np.bincount(pairs // columns, minlength=len(index.cookbook.recipes))
    return Rows(np.concatenate(([0], np.cumsum(counts))).astype(np.int32), (pairs % columns).astype(np.int32))


def _form_differs(roots: dict[str, float], form: str) -> bool:
    """Return whether a request names a form (class, function) that the recipe does not have."""
    if "class" in roots:
        return form != "class"
    return "function" in roots and form != "function"


def is_about_code(prompt: str) -> bool:
    """Return whether a prompt is the beginning of code rather than English."""
    return _BEGUN_CODE.match(prompt) is not None


_BEGUN_CODE = re.compile(
    r"\s*(?:(?:from\s+\S+\s+import|import\s+\S+|@\w|#)[^\n]*\n\s*)*"
    r"(?:(?:async\s+)?def\s+\w+\s*\((?:[^()]|\([^()]*\))*(?:\)\s*(?:->[^:\n]+)?)?(?::|\s*$)"
    r"|class\s+\w+\s*(?:\([\w\s.,=\[\]]*\))?\s*:)"
)
