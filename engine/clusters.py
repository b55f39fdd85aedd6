"""Vectors in groups of near ones, so that the nearest to another are looked for in a few groups, not among all.

Some of the nearest may lie in groups that are not looked at: good enough for a choice of what to look at closely.
"""

import math

import numpy as np
from numpy.typing import NDArray

from engine.rows import Ints, Rows, starts_of

Floats = NDArray[np.float32]
ROUNDS = 4  # of moving the centres
SAMPLED = 40  # vectors a group by which the centres are found
LOOKED_AT = 24  # groups in which the nearest are looked for
AT_ONCE = 4096


class Clusters:
    """Groups of vectors of length 1, as many as the square root of their number."""

    def __init__(self, vectors: Floats, seed: int = 0) -> None:
        dice = np.random.default_rng(seed)
        count = max(1, math.isqrt(len(vectors)))
        self._centres = vectors[dice.choice(len(vectors), count, replace=False)]
        sample = vectors[dice.choice(len(vectors), min(len(vectors), SAMPLED * count), replace=False)]
        for _ in range(ROUNDS):
            self._move_centres(sample)
        groups = self._nearest_centres(vectors)
        self._members = Rows(
            starts_of(np.bincount(groups, minlength=count)), np.argsort(groups, kind="stable").astype(np.int32)
        )

    def find_near(self, vector: Floats) -> Ints:
        """Return the numbers of the vectors in the groups whose centres are nearest to a vector."""
        near = self._centres @ vector
        count = min(LOOKED_AT, len(near))
        return self._members.select(np.argpartition(-near, count - 1)[:count].astype(np.int32)).ids

    def _move_centres(self, sample: Floats) -> None:
        sums = np.zeros_like(self._centres)
        np.add.at(sums, self._nearest_centres(sample), sample)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        self._centres = np.where(lengths > 0, sums / np.maximum(1e-9, lengths), self._centres)

    def _nearest_centres(self, vectors: Floats) -> NDArray[np.intp]:
        parts = [vectors[first : first + AT_ONCE] for first in range(0, len(vectors), AT_ONCE)]
        return np.concatenate([np.argmax(part @ self._centres.T, axis=1) for part in parts])
