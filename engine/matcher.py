"""Find the recipes that a request may mean, and say how well each fits.

Words are compared over all ways to ask; a few features of a recipe and a request are then weighed by numbers learnt
from the ways to ask (`python -m training ranker`). Knows nothing of filling recipes, of models or of answers.
"""

import math
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.cookbook import Recipe
from engine.index import FORMS, MAX_IDF, Index, idf_weights, row_sums
from engine.postings import CODE_WORD_SHARE
from engine.rows import Bools, Ints, Rows, distinct, keys_of, spread
from engine.semantics import Ranker, Semantics
from engine.spelling import Speller
from engine.words import (
    ANTONYMS,
    WEAK_WORDS,
    Direction,
    content_words,
    holds_container,
    own_names,
    plain_words,
    read_direction,
    stem,
    strip_lead_in,
)

Floats = NDArray[np.float32]
SHORTLIST = 40
CANDIDATES = 500  # so many recipes are compared way to ask by way to ask
RECENT = 16  # requests whose words and recipes are remembered
WEAK_SHARE = 0.35  # what a word is worth that only says that something is to be written or shown
OWN_NAME_SHARE = 0.25  # what a request calls its own data says little of what to do with it

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
    roots: frozenset[str] = frozenset()  # of the title and of the nearest way to ask


_SAYING_NOTHING = frozenset(
    "a an the my me your our some please this these that those python how do i to can you".split()
)


def says_the_same(ask: str, prompt: str) -> bool:
    """Return whether a way to ask has a request's words, those between them too: "duplicates from a file" are no files.

    Articles and the like, forms of a word, values and numbers aside.
    """
    asked, wanted = (
        [stem(word) for word in plain_words(text) if word not in _SAYING_NOTHING and not word.isdigit()]
        for text in (strip_lead_in(_NAMED.sub(" ", ask)), strip_lead_in(prompt))
    )
    return asked == wanted


_NAMED = re.compile(r"`[A-Za-z_]\w*`")  # "the list `items`"


def _likeness(ask: str, ask_words: Sequence[str], prompt: str, words: Sequence[str]) -> int:
    """Return how alike a request and a way to ask are that share their words.

    3 the same to the letter, 2 but for articles and the like, 1 as long, 0 otherwise.
    """
    if ask.replace("`", "").casefold() == prompt.replace("`", "").strip().casefold():
        return 3
    if says_the_same(ask, prompt):
        return 2
    return int(sum(not word.isdigit() for word in ask_words) == sum(not word.isdigit() for word in words))


@dataclass(frozen=True)
class Words:
    """A request's words: root → weight, known ones by their ids too, and the neighbours."""

    weights: dict[str, float]
    ids: dict[int, float]
    bigrams: set[tuple[int, int]]
    direction: Direction | None = None
    said: Sequence[str] = ()  # its roots in order, repeated ones included

    @cached_property
    def total(self) -> float:
        """What all words are worth together."""
        return sum(self.weights.values()) or 1e-6


class Matcher:
    """Ranks an index's recipes for a request in milliseconds."""

    def __init__(self, index: Index, ranker: Ranker | None = None, cache: Path | None = None) -> None:
        self.index = index
        self.recipes = index.cookbook.recipes
        # A ranker from another version knows other features; its vectors are still of use.
        fits = ranker is not None and len(ranker.feature_weights) == len(FEATURES)
        self.weights = np.array(ranker.feature_weights if ranker and fits else WEIGHTS, dtype=np.float32)
        self.semantics = Semantics(ranker, index, cache) if ranker else None
        self.speller = Speller(index.word_counts)
        self.libraries = frozenset(name for names in index.libraries for name in names)
        self._ids = {root: number for number, root in enumerate(index.roots)}
        self._direction_ids = {root: number for number, root in enumerate(index.direction_roots)}
        self._is_number = np.array([root.isdigit() for root in index.roots], dtype=bool)
        weak = np.array([WEAK_SHARE if root in WEAK_WORDS else 1.0 for root in index.roots], dtype=np.float32)
        self._worth = np.minimum(MAX_IDF, idf_weights(index)) * weak
        self._ask_norm = row_sums(self._worth, index.asks)
        self._recipe_norm = np.sqrt(row_sums(self._worth, index.unions))
        self._recent = lru_cache(maxsize=RECENT)(self._read)
        self._recent_ranks = lru_cache(maxsize=RECENT)(self._rank)  # suggestions are asked for after the offers

    def read(self, prompt: str) -> Words:
        """Return a request's words with their weights, typing errors mended."""
        return self._recent(prompt)

    def _read(self, prompt: str) -> Words:
        said = content_words(prompt, self.speller.mend)
        roots = list(dict.fromkeys(said))
        own = {root for name in own_names(prompt) for root in content_words(name)}
        weights = {root: self._weigh(root) * (OWN_NAME_SHARE if root in own else 1.0) for root in roots}
        known = [self._ids[root] for root in roots if root in self._ids]
        ids = {number: weights[root] for root in roots if (number := self._ids.get(root)) is not None}
        return Words(weights, ids, set(pairwise(known)), read_direction(prompt), said)

    def find_literal(self, prompt: str) -> list[int]:
        """Return the numbers of the recipes one of whose ways to ask is what the request says, values aside.

        A recipe that uses a library is none of them unless the request names the library.
        """
        said = self.read(prompt).said
        if not holds_container(prompt):
            return self._find_literal(said, prompt)
        bare = content_words(prompt, self.speller.mend, containers=False)
        if not bare:  # "I have {...} and want {...}" says nothing of what to do
            return []
        # "the sum of [1, 2]": "sum of a list", or only "the sum"
        return self._find_literal(said, prompt) or self._find_literal(bare, prompt)

    def _find_literal(self, words: Sequence[str], prompt: str) -> list[int]:
        """Return the recipes that are asked for by exactly these words, in this order, numbers aside.

        Only the first of equal words has a place in that order, and small words have none. So of several, those stay
        that say the same to the letter, else those with as many words: "a list of lists" is more than a list.
        """
        roots = list(dict.fromkeys(words))
        ids = [self._ids.get(root, -1) for root in roots if not root.isdigit()]
        if not ids or -1 in ids:
            return []
        said = np.array(ids, dtype=np.int32)
        key = keys_of(Rows(np.array([0, len(said)], dtype=np.int32), said), self._is_number)
        index = self.index
        first, end = (int(np.searchsorted(index.literal_keys, key[0], side)) for side in ("left", "right"))
        asks = index.literal_asks[first:end]
        alike = [ask for ask in asks.tolist() if np.array_equal(self._words_of(ask), said)]
        owners = (np.searchsorted(index.first_ask, alike, side="right") - 1).tolist()
        if len(set(owners)) > 1:
            texts = [self.recipes[n].asks[ask - int(index.first_ask[n])] for n, ask in zip(owners, alike, strict=True)]
            alike_in = [_likeness(text, content_words(text), prompt, words) for text in texts]
            owners = [owner for owner, each in zip(owners, alike_in, strict=True) if each == max(alike_in)]
        return [number for number in dict.fromkeys(owners) if not self._foreign_libraries(roots, number)]

    def _words_of(self, ask: int) -> Ints:
        ids = self.index.asks[ask]
        kept: Ints = ids[~self._is_number[ids]]
        return kept

    def match(self, prompt: str, number: int) -> Match | None:
        """Return the match of a request with the recipe of this number."""
        words = self.read(prompt)
        if not words.ids:
            return None
        scores = _Scores(self, words, np.array([number], dtype=np.int32))
        return self._take(self._measure(words, [number], scores), 1)[0]

    def _weigh(self, root: str) -> float:
        number = self._ids.get(root)
        return (
            float(self._worth[number]) if number is not None else MAX_IDF * (WEAK_SHARE if root in WEAK_WORDS else 1.0)
        )

    def rank(self, prompt: str, limit: int = 10) -> list[Match]:
        """Return the recipes that fit best, best first; none when no word of the request is known."""
        measured = self._recent_ranks(prompt)
        return self._take(measured, limit) if measured is not None else []

    def _rank(self, prompt: str) -> "_Measured | None":
        words = self.read(prompt)
        if not words.ids:
            return None
        scores = _Scores(self, words)
        rough = scores.best + 0.6 * scores.covered[scores.numbers] / words.total
        largest = _largest(rough, SHORTLIST)
        short = distinct(len(self.recipes), scores.numbers[largest[rough[largest] > 0]], scores.near)
        return self._measure(words, short.tolist(), scores)

    def _measure(self, words: Words, recipes: list[int], scores: "_Scores") -> "_Measured":
        """Return the features of the recipes of these numbers, computed for all of them at once, and their sums."""
        index, total = self.index, words.total
        numbers = np.array(recipes, dtype=np.int32)
        firsts = index.first_ask[numbers]
        asks = _first_best(scores.cosine, index.first_ask, numbers)
        overlap, ask_norm, title_norm, recipe_norm, in_asks, covered = (
            values.astype(np.float64)
            for values in (
                scores.overlap[asks],
                self._ask_norm[asks],
                self._ask_norm[firsts],
                self._recipe_norm[numbers],
                scores.in_asks[numbers],
                scores.covered[numbers],
            )
        )
        in_title = _sum_rows(scores.weights, index.asks.select(firsts))
        wants_class, wants_function = "class" in words.weights, "function" in words.weights
        wanted_form = FORMS.index("class" if wants_class else "function")
        libraries = [self._compare_libraries(words, n) for n in recipes]
        is_plain = index.is_plain[numbers]
        features = np.zeros((len(numbers), len(FEATURES)), dtype=np.float32)
        columns = (
            scores.cosine[asks],
            overlap / total,
            overlap / ask_norm,
            covered / total,
            in_asks / (recipe_norm * math.sqrt(total)),
            in_title / title_norm,
            title_norm - in_title,
            self._count_opposites(words, recipes),
            [foreign for foreign, _ in libraries],
            [asked for _, asked in libraries],
            index.forms[numbers] != wanted_form if wants_class or wants_function else 0.0,
            np.array(self._count_bigrams(words, asks)) / max(1, len(words.bigrams)),
            total - covered,
            ask_norm - overlap,
            np.log1p(index.code_lines[numbers]),
            np.minimum(4.0, index.title_literals[numbers]),
            scores.semantic[numbers],
            self._nearest_asks(scores, numbers),
            self._compare_directions(words.direction, numbers),
            is_plain,
            is_plain / max(1, len(words.weights)),
            index.asks_user[numbers] if _ASKING.isdisjoint(words.weights) else 0.0,
        )
        for place, column in enumerate(columns):
            features[:, place] = column
        # A product for each row alone, so that a recipe's score does not hang on how many others there are.
        fits = (features[:, None, :] @ self.weights[:, None]).ravel().tolist()
        return _Measured(recipes, firsts.tolist(), asks.tolist(), features, fits, (covered / total).tolist())

    def _take(self, measured: "_Measured", limit: int) -> list[Match]:
        """Return the matches with the recipes that fit best, best first."""
        index, scores = self.index, measured.scores
        worst = sorted(scores, reverse=True)[:limit][-1:]
        matches = []
        for i in [i for i, score in enumerate(scores) if worst and score >= worst[0]]:  # more than the limit if equal
            recipe, ask, first = self.recipes[measured.numbers[i]], measured.asks[i], measured.firsts[i]
            roots = frozenset(index.roots[root] for row in (first, ask) for root in index.asks[row].tolist())
            matches.append(
                Match(recipe, recipe.asks[ask - first], scores[i], measured.coverage[i], measured.features[i], roots)
            )
        matches.sort(key=lambda match: (-match.score, match.recipe.id))
        return matches[:limit]

    def _count_bigrams(self, words: Words, asks: Ints) -> list[int]:
        """Return how many of the request's pairs of neighbours each of these ways to ask has, too."""
        rows = self.index.asks.select(asks)
        ids, starts = rows.ids.tolist(), rows.starts.tolist()
        return [len(words.bigrams.intersection(pairwise(ids[first:end]))) for first, end in pairwise(starts)]

    def _compare_directions(self, wanted: Direction | None, numbers: Ints) -> Floats | float:
        """Return 1 for each recipe whose first way to ask with a direction goes the request's, -1 the opposite way."""
        if wanted is None:
            return 0.0
        index = self.index
        starts, asks = spread(index.first_ask, numbers)
        sources, targets = index.sources.select(asks), index.targets.select(asks)
        source, target = (self._mark_direction(side) for side in wanted)
        along = sources.any_of(source) & targets.any_of(target)
        against = sources.any_of(target) & targets.any_of(source)
        goes = np.append(along.astype(np.float32) - against, np.float32(0.0))
        places = np.append(np.flatnonzero(goes), len(asks))
        firsts = places[np.searchsorted(places, starts[:-1])]
        return np.where(firsts < starts[1:], goes[firsts], np.float32(0.0))

    def _mark_direction(self, roots: frozenset[str]) -> Bools:
        marked = np.zeros(len(self._direction_ids) + 1, dtype=bool)
        marked[[self._direction_ids.get(root, -1) for root in roots]] = True
        marked[-1] = False
        return marked

    def _nearest_asks(self, scores: "_Scores", numbers: Ints) -> Floats | float:
        """Return for each recipe how near in meaning its nearest way to ask is (cosine)."""
        if self.semantics is None or not len(numbers):
            return 0.0
        starts, rows = spread(self.index.first_ask, numbers)
        near = self.semantics.compare_asks(rows, scores.vector)
        nearest: Floats = np.maximum.reduceat(near, starts[:-1])
        return nearest

    def _count_opposites(self, words: Words, recipes: list[int]) -> list[int] | float:
        """Return for each recipe how many words of the request meet only their opposite in it."""
        wanted = words.weights
        pairs = [
            (self._ids.get(root, -1), self._ids[other])
            for root in wanted
            for other in _OPPOSITES.get(root, ())
            if other not in wanted and other in self._ids
        ]
        if not pairs:
            return 0.0
        unions = [set(self.index.unions[number].tolist()) for number in recipes]
        return [sum(root not in held and other in held for root, other in pairs) for held in unions]

    def _compare_libraries(self, words: Words, number: int) -> tuple[int, int]:
        """Return how many libraries the recipe uses unasked, and how many that the request asks for it uses."""
        foreign = self._foreign_libraries(words.weights, number)
        return foreign, len(self.index.libraries[number]) - foreign

    def _foreign_libraries(self, roots: Container[str], number: int) -> int:
        """Return how many libraries a recipe uses of which none of the roots speaks."""
        if not self.index.libraries[number]:
            return 0
        names = [_LIBRARY_WORDS.get(name, set()) | {stem(name.lower())} for name in self.index.libraries[number]]
        return sum(not any(name in roots for name in each) for each in names)


@dataclass(frozen=True)
class _Measured:
    """What is known of recipes that may serve a request, each list in the order of their numbers."""

    numbers: list[int]
    firsts: list[int]  # the titles
    asks: list[int]  # the ways to ask that came nearest
    features: Floats  # (recipes, FEATURES)
    scores: list[float]
    coverage: list[float]


class _Scores:
    """How much of a request's words the recipes that may serve it share, and their ways to ask, weighted; 0 for others.

    `numbers` are these recipes; `near` those among them that are nearest in meaning.
    """

    def __init__(self, matcher: Matcher, words: Words, numbers: Ints | None = None) -> None:
        index, n_recipes = matcher.index, len(matcher.recipes)
        self.vector = np.zeros(1, dtype=np.float32)
        self.semantic = np.zeros(n_recipes, dtype=np.float32)
        self.near = np.zeros(0, dtype=np.int32)
        if matcher.semantics is not None:
            self.vector = matcher.semantics.encode(words.weights)
        if numbers is None:
            if matcher.semantics is not None:
                self.near = self._find_near(matcher.semantics)
            found = index.postings.find(words.ids, CANDIDATES, n_recipes)
            numbers = distinct(n_recipes, found, self.near)
        self.numbers = numbers
        if matcher.semantics is not None:
            self.semantic[numbers] = matcher.semantics.recipes[numbers] @ self.vector
        self.weights = np.zeros(len(index.roots), dtype=np.float32)  # of each word, 0 for those not in the request
        self.weights[list(words.ids)] = list(words.ids.values())
        places = np.full(len(index.roots), -1, dtype=np.int32)  # of each word in the request
        places[list(words.ids)] = np.arange(len(words.ids))
        starts, asks = spread(index.first_ask, numbers)
        weights = np.array(list(words.ids.values()), dtype=np.float32)[:, None]
        in_code = _find_words(index.codes, numbers, places, len(weights))
        in_each = _find_words(index.asks, asks, places, len(weights))
        held = np.logical_or.reduceat(in_each, starts[:-1], axis=1) if len(numbers) else in_code
        overlap = (weights * in_each).sum(axis=0)
        in_asks = (weights * held).sum(axis=0)
        shares = CODE_WORD_SHARE * weights
        in_codes = (shares * (in_code & ~held)).sum(axis=0)
        self.overlap, self.in_asks = (np.zeros(n, dtype=np.float32) for n in (len(index.asks), n_recipes))
        self.overlap[asks], self.in_asks[numbers] = overlap, in_asks
        self.covered = self.in_asks.copy()
        self.covered[numbers] += in_codes
        self.cosine = np.zeros(len(index.asks), dtype=np.float32)
        cosine = self.overlap[asks] / np.sqrt(matcher._ask_norm[asks] * words.total)
        self.cosine[asks] = cosine
        self.best = np.maximum.reduceat(cosine, starts[:-1]) if len(numbers) else cosine

    def _find_near(self, semantics: Semantics) -> Ints:
        numbers, near = semantics.compare(self.vector)
        count = min(SHORTLIST, len(near))
        least = np.partition(near, len(near) - count)[len(near) - count]
        nearest: Ints = numbers[near >= least]
        return nearest


def _find_words(rows: Rows, numbers: Ints, places: Ints, count: int) -> Bools:
    """Return which of these rows hold which of `count` words, (words, rows); `places` numbers the words."""
    starts, positions = spread(rows.starts, numbers)
    words = places[rows.ids[positions]]
    hits = np.flatnonzero(words >= 0)
    owners = np.repeat(np.arange(len(numbers), dtype=np.int32), np.diff(starts))
    held = np.zeros((count, len(numbers)), dtype=bool)
    held[words[hits], owners[hits]] = True
    return held


def _first_best(values: Floats, starts: Ints, numbers: Ints) -> Ints:
    """Return where in each of these rows of values the largest is, the first of several, in places of the values."""
    begins, places = spread(starts, numbers)
    row_values = values[places]
    is_best = row_values == np.repeat(np.maximum.reduceat(row_values, begins[:-1]), np.diff(begins))
    best = np.flatnonzero(is_best)
    found: Ints = places[best[np.searchsorted(best, begins[:-1])]]
    return found


def _sum_rows(values: Floats, rows: Rows) -> NDArray[np.float64]:
    """Return for each row the sum of the values of its ids."""
    sums = np.concatenate(([0.0], np.cumsum(values[rows.ids], dtype=np.float64)))
    return sums[rows.starts[1:]] - sums[rows.starts[:-1]]


def _largest(values: Floats, count: int) -> NDArray[np.intp]:
    """Return the positions of the `count` largest values, in no order."""
    count = min(count, len(values))
    return np.argpartition(-values, count - 1)[:count]


def is_about_code(prompt: str) -> bool:
    """Return whether a prompt is the beginning of code rather than English."""
    return _BEGUN_CODE.match(prompt) is not None


_BEGUN_CODE = re.compile(
    r"\s*(?:(?:from\s+\S+\s+import|import\s+\S+|@\w|#)[^\n]*\n\s*)*"
    r"(?:(?:async\s+)?def\s+\w+\s*\((?:[^()]|\([^()]*\))*(?:\)\s*(?:->[^:\n]+)?)?(?::|\s*$)"
    r"|class\s+\w+\s*(?:\([\w\s.,=\[\]]*\))?\s*:)"
)
