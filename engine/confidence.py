"""How sure Pysmith is that an adapted recipe answers a request: a calibrated probability.

A logistic model over the matcher's features, over how the reranker reads request and title together, and over what of
the request found a place in the recipe. Its weights come from running candidates against the checks of the development
requests, and from requests whose recipes were judged by reading (`python -m training judge`).
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.adapt import Adapted
from engine.composer.compose import Composed
from engine.matcher import FEATURES, Match, Words
from engine.reranker import OUTPUTS, Reranker
from engine.words import content_words, names_other_language, own_names

Floats = NDArray[np.float32]

FEATURE_NAMES = (
    *FEATURES,
    "unplaced_path",
    "unplaced_string",
    "unplaced_number",
    "unplaced_data",
    "unplaced_url",
    "unplaced_folder",
    "unplaced_name",
    "other_language",
    "unknown_words",
    "words",
    "behind_first",
    "kinds_missing",
    "kinds_unasked",
    "class_unasked",
    "assumed",
    "assumed_beside_data",
    *OUTPUTS,
    "reads_asked",
    "reads_behind",
)
READ_FEATURES = len(OUTPUTS) + 2
READ_WHOLE = 6  # of so many recipes all ways to ask are read, not only the title
# What people call the things that programs work on: which of them is meant makes more of a difference than other words.
_KINDS = frozenset(
    root
    for word in (
        "list dict tuple set string text file folder csv json dataframe array matrix database table class function "
        "generator decorator regex thread process word line number date letter column row key value xml excel image "
        "socket url web command path"
    ).split()
    for root in content_words(word)
)
_ALIKE = {"path": ("path", "ending")}  # files of one kind are as binding as one file
_LITERAL_KINDS = ("path", "string", "number", "data", "url", "folder")


def measure(prompt: str, words: Words, match: Match, best_score: float, adapted: Adapted, read: Floats) -> Floats:
    """Return the features of one candidate, in the order of FEATURE_NAMES; `read` is its row of `Confidence.read`."""
    own = own_names(prompt)  # where the data has no place, that is what counts
    unplaced: Counter[str] = Counter(
        value.kind for value in adapted.unplaced if value.kind != "name" or value.value not in own
    )
    known = set(words.ids)
    extra = [
        *(min(2.0, _count(unplaced, _ALIKE.get(kind, (kind,)))) for kind in _LITERAL_KINDS),
        min(2.0, _count(unplaced, ("name", "column", "function", "class"))),
        float(bool(names_other_language(prompt))),
        (len(words.weights) - len(known)) / max(1, len(words.weights)),
        math.log1p(len(words.weights)),
        best_score - match.score,
        *_compare_kinds(frozenset(words.weights), match),
        *_count_assumed(prompt, match.recipe.title, adapted),
        *read,
    ]
    return np.concatenate((match.features, np.array(extra, dtype=np.float32)))


def _compare_kinds(wanted: frozenset[str], match: Match) -> tuple[float, float, float]:
    """Return how many kinds of things only the request names, how many only the recipe, and whether it is a class."""
    offered = match.roots & _KINDS
    is_class = "class " in match.recipe.code and not wanted & _CLASS
    return float(len((wanted & _KINDS) - offered)), float(len(offered - wanted)), float(is_class)


def _count_assumed(prompt: str, title: str, adapted: Adapted) -> tuple[float, float]:
    """Return how many texts of a recipe's title stand in the code still that the request does not say.

    That is a guess at what the person's columns, keys and files are called: a poor one where the person gives data.
    """
    if not adapted.code:
        return 0.0, 0.0
    said = prompt.lower()
    texts = {text.strip("\"'") for text in _MARKED.findall(title)}
    kept = [text for text in texts if f'"{text}"' in adapted.code and text.lower() not in said]
    count = float(min(3, len(kept)))
    return count, count if _GIVES_DATA.search(prompt) else 0.0


_MARKED = re.compile(r"`([^`]+)`")
_GIVES_DATA = re.compile(r"[\w)]\.[a-z]{2,5}\b|[\[{\"'`=]")
_CLASS = frozenset(content_words("class object dataclass"))


def _count(values: Counter[str], kinds: Sequence[str]) -> float:
    return float(sum(values[kind] for kind in kinds))


class Confidence:
    """Turns features into a probability. Without learnt weights, a rough guess from the score alone.

    `of_composed` does the same for programs made of operations.
    """

    def __init__(self, calibration: dict[str, object], reranker: Reranker | None = None) -> None:
        self._reranker = reranker
        weights = calibration.get("weights")
        self._weights = np.array(weights, dtype=np.float32) if isinstance(weights, list) else None
        offset = calibration.get("offset", 0.0)
        self._offset = float(offset) if isinstance(offset, int | float) else 0.0
        composed = calibration.get("composed")
        self._composed = composed if isinstance(composed, dict) else {}

    def read(self, prompt: str, matches: Sequence[Match]) -> Floats:
        """Return how recipes read beside a request, a row for each match; zeros without a reranker.

        The reranker's logits of the title, the best one of all ways to ask, and how far both are behind the likeliest.
        """
        if self._reranker is None or not matches:
            return np.zeros((len(matches), READ_FEATURES), dtype=np.float32)
        logits = self._reranker(prompt, [match.recipe.title for match in matches])
        asked = logits[:, 0].copy()
        likeliest = np.argsort(-asked, kind="stable")[:READ_WHOLE].tolist()
        ways = [(at, ask) for at in likeliest for ask in matches[at].recipe.asks if ask != matches[at].recipe.title]
        np.maximum.at(asked, [at for at, _ in ways], self._reranker(prompt, [ask for _, ask in ways])[:, 0])
        both = (logits[:, 0] + asked) / 2
        return np.column_stack((logits, asked, both.max() - both))

    def remember(self, title: str) -> None:
        """Get a recipe's title ready to be read beside requests."""
        if self._reranker is not None:
            self._reranker.remember(title)

    def __call__(self, features: Floats) -> float:
        """Return the probability that the candidate is right, 0 … 1."""
        if self._weights is None or len(self._weights) != len(features):
            return 0.5 * float(features[FEATURES.index("recipe_coverage")])
        return _probability(float(features @ self._weights) + self._offset)

    def of_composed(self, composed: Composed) -> float:
        """Return the probability that a program made of operations is right, 0 … 1."""
        weights = self._composed.get("weights", ())
        if len(weights) != len(composed.features):
            return UNLEARNT_COMPOSED if not composed.missed else 0.0
        score = sum(weight * value for weight, value in zip(weights, composed.features, strict=True))
        return _probability(score + float(self._composed["offset"]))


UNLEARNT_COMPOSED = 0.6  # how sure a program is that takes every word, where nothing was learnt


def _probability(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))
