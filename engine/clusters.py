"""Vectors in groups of near ones, so that the nearest to another are looked for in a few groups, not among all.

Some of the nearest may lie in groups that are not looked at: good enough for a choice of what to look at closely.
"""

import numpy as np
from numpy.typing import NDArray

from engine.rows import Ints, starts_of

Floats = NDArray[np.float32]
ROUNDS = 4  # of moving the centres
SAMPLED = 20  # vectors a group by which the centres are found
GROUP = 200  # vectors in a group, on average
LOOKED_AT = 40  # groups in which the nearest are looked for
AT_ONCE = 4096


class Clusters:
    """Groups of vectors of length 1, all about as large, so that more vectors hardly take more time to look at."""

    def __init__(self, vectors: Floats, seed: int = 0) -> None:
        dice = np.random.default_rng(seed)
        count = max(1, len(vectors) // GROUP)
        self._centres = vectors[dice.choice(len(vectors), count, replace=False)]
        sample = vectors[dice.choice(len(vectors), min(len(vectors), SAMPLED * count), replace=False)]
        for _ in range(ROUNDS):
            self._move_centres(sample)
        groups = self._nearest_centres(vectors)
        self._starts = starts_of(np.bincount(groups, minlength=count))
        self._numbers = np.argsort(groups, kind="stable").astype(np.int32)
        self._vectors = vectors[self._numbers]  # a group's side by side: to pick them out takes longer than to compare

    def compare(self, vector: Floats) -> tuple[Ints, Floats]:
        """Return the numbers of the vectors in the groups with the nearest centres, and how near each is (cosine)."""
        near = self._centres @ vector
        count = min(LOOKED_AT, len(near))
        groups = np.argpartition(-near, count - 1)[:count]
        ends = [(self._starts[group], self._starts[group + 1]) for group in groups]
        numbers = np.concatenate([self._numbers[start:end] for start, end in ends])
        return numbers, np.concatenate([self._vectors[start:end] @ vector for start, end in ends])

    def _move_centres(self, sample: Floats) -> None:
        sums = np.zeros_like(self._centres)
        np.add.at(sums, self._nearest_centres(sample), sample)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        self._centres = np.where(lengths > 0, sums / np.maximum(1e-9, lengths), self._centres)

    def _nearest_centres(self, vectors: Floats) -> NDArray[np.intp]:
        parts = [vectors[first : first + AT_ONCE] for first in range(0, len(vectors), AT_ONCE)]
        return np.concatenate([np.argmax(part @ self._centres.T, axis=1) for part in parts])
