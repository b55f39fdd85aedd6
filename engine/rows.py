"""Lists of numbers of different lengths in two arrays, and what is done with all of them at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """Lists of ids of different lengths: row i is `ids[starts[i]:starts[i + 1]]`."""

    starts: Ints
    ids: Ints

    def __getitem__(self, row: int) -> Ints:
        return self.ids[self.starts[row] : self.starts[row + 1]]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def select(self, rows: Ints) -> "Rows":
        """Return these rows alone."""
        starts, places = spread(self.starts, rows)
        return Rows(starts, self.ids[places])

    def owners(self) -> Ints:
        """Return for each id the number of its row."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))

    def any_of(self, wanted: Bools) -> Bools:
        """Return for each row whether it holds one of the ids that are marked in `wanted`."""
        hits = np.concatenate(([0], np.cumsum(wanted[self.ids])))
        found: Bools = hits[self.starts[1:]] > hits[self.starts[:-1]]
        return found


def starts_of(sizes: ArrayLike) -> Ints:
    """Return where rows of these sizes begin, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)


def spread(starts: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    """Return `starts[n]` … `starts[n + 1] - 1` for each of the numbers, with where each one's begin before them."""
    sizes = starts[numbers + 1] - starts[numbers]
    begins = starts_of(sizes)
    return begins, np.repeat(starts[numbers] - begins[:-1], sizes) + np.arange(begins[-1], dtype=np.int32)


def keys_of(rows: Rows, is_left_out: Bools) -> NDArray[np.uint64]:
    """Return a number for each row that rows of the same ids in the same order share, those left out aside."""
    kept = ~is_left_out[rows.ids]
    before = np.concatenate(([0], np.cumsum(kept)))
    starts, ids = before[rows.starts], rows.ids[kept]
    places = np.arange(len(ids)) - np.repeat(starts[:-1], np.diff(starts))
    powers = np.cumprod(np.full(int(places.max(initial=0)) + 1, 6364136223846793005, dtype=np.uint64))
    sums = np.zeros(len(ids) + 1, dtype=np.uint64)
    np.cumsum((ids + 1).astype(np.uint64) * powers[places], out=sums[1:])  # all of it modulo 2**64
    keys: NDArray[np.uint64] = sums[starts[1:]] - sums[starts[:-1]]
    return keys


def distinct(count: int, *ids: Ints) -> Ints:
    """Return the ids, all below `count`, sorted and each once; marking them takes less time than sorting."""
    marked = np.zeros(count, dtype=bool)
    for some in ids:
        marked[some] = True
    return np.flatnonzero(marked).astype(np.int32)


def distinct_in_rows(groups: NDArray[np.integer], ids: Ints, count: int, columns: int) -> Rows:
    """Return for each of `count` groups its ids, sorted and each once."""
    pairs = np.unique(groups.astype(np.int64) * max(1, columns) + ids)
    sizes = np.bincount(pairs // max(1, columns), minlength=count)
    return Rows(starts_of(sizes), (pairs % max(1, columns)).astype(np.int32))
