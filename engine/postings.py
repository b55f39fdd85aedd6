"""The recipes that hold a word, those first of which it says most: what a search looks at, and no more.

A word that thousands of recipes hold says little of each. Only the head of its list is read, so that a search takes
hardly longer in a larger cookbook. What the recipes that it finds are worth is decided where they are measured.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.rows import Ints, Rows, starts_of

Floats = NDArray[np.float32]
LONGEST_READ = 2000  # so many recipes of a word's list are read
CODE_WORD_SHARE = 0.5  # what finding a request's word only in a recipe's code is worth


@dataclass(frozen=True)
class Postings:
    """Each word's recipes: first `asked[word]` that are asked for with it, then those with it in their code alone."""

    recipes: Rows
    asked: Ints

    def find(self, weights: Mapping[int, float], count: int, among: int) -> Ints:
        """Return the numbers of the `count` recipes, of `among`, that hold most of the weighted words, in order."""
        covered = np.zeros(among, dtype=np.float32)
        for word, weight in weights.items():
            held = self.recipes[word][:LONGEST_READ]
            asked = int(self.asked[word])
            covered[held[:asked]] += weight
            covered[held[asked:]] += CODE_WORD_SHARE * weight
        found = np.flatnonzero(covered)
        if len(found) > count:
            best = np.argpartition(covered[found], len(found) - count)[len(found) - count :]
            found = np.sort(found[best])
        return found.astype(np.int32)


def order_postings(asks: Rows, owner: Ints, codes: Rows, lengths: Floats, columns: int) -> Postings:
    """Return the postings of recipes with these ways to ask, `owner` of each, and roots in their code.

    A word says most of a recipe where it stands in a short way to ask.
    """
    recipes = len(codes)
    of_asks = asks.owners()
    asked = asks.ids.astype(np.int64) * recipes + owner[of_asks]
    order = np.lexsort((lengths[of_asks], asked))
    asked, shortest = asked[order], lengths[of_asks][order]
    is_first = np.concatenate(([True], asked[1:] != asked[:-1]))[: len(asked)]
    asked, shortest = asked[is_first], shortest[is_first]
    in_code = codes.ids.astype(np.int64) * recipes + codes.owners()
    in_code = np.setdiff1d(in_code, asked)
    pairs = np.concatenate((asked, in_code))
    behind = np.concatenate((shortest, np.full(len(in_code), np.inf, dtype=np.float32)))
    words = pairs // max(1, recipes)
    order = np.lexsort((pairs, behind, words))
    counts = np.bincount(words, minlength=columns)
    asked_counts = np.bincount(asked // max(1, recipes), minlength=columns).astype(np.int32)
    return Postings(Rows(starts_of(counts), (pairs[order] % max(1, recipes)).astype(np.int32)), asked_counts)
