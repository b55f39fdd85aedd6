"""Vectors for requests and recipes, learnt from the ways to ask, so that words which mean the same meet.

A text's vector is the weighted sum of its roots' vectors, scaled to length 1; a recipe's joins its ways to ask and the
names in its code. Trained by `python -m training ranker`; numpy alone at run time.
"""

import hashlib
import json
import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.clusters import Clusters
from engine.errors import CheckpointError
from engine.index import Index
from engine.rows import Ints, Rows, distinct

logger = logging.getLogger(__name__)

Floats = NDArray[np.float32]
ROWS_AT_ONCE = 256
CACHED = np.float16
ALL_COMPARED = 20_000  # recipes up to which a request is compared with all of them
VECTORS, SETTINGS = "ranker.safetensors", "ranker.json"


@dataclass(frozen=True)
class Ranker:
    """What was learnt: a vector and a weight for each root, the weights of the features, and the calibration."""

    roots: dict[str, int]
    vectors: Floats  # (roots, D)
    root_weights: Floats  # (roots,)
    code_scale: float
    feature_weights: tuple[float, ...]
    calibration: dict[str, object]
    key: str = ""  # changes when the vectors do


def load_ranker(folder: Path) -> Ranker:
    """Read a trained ranker; raises CheckpointError when a file is missing or does not fit."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        arrays = load_file(folder / VECTORS)
        ranker = Ranker(
            roots={root: row for row, root in enumerate(settings["roots"])},
            vectors=arrays["vectors"].astype(np.float32),
            root_weights=arrays["root_weights"].astype(np.float32),
            code_scale=float(settings["code_scale"]),
            feature_weights=tuple(settings["feature_weights"]),
            calibration=dict(settings["calibration"]),
            key=hashlib.sha256((folder / VECTORS).read_bytes()).hexdigest(),
        )
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise CheckpointError(f"The ranker in {folder} cannot be read: {error}") from error
    if len(ranker.roots) != len(ranker.vectors) or len(ranker.roots) != len(ranker.root_weights):
        raise CheckpointError(
            f"The ranker in {folder} has {len(ranker.roots)} words and {len(ranker.vectors)} vectors."
        )
    return ranker


class Semantics:
    """The vectors of an index's recipes, and how near its ways to ask are to a vector."""

    def __init__(self, ranker: Ranker, index: Index, cache: Path | None = None) -> None:
        self._ranker, self._index = ranker, index
        known = np.array([ranker.roots.get(root, -1) for root in index.roots], dtype=np.int64)
        self._table = np.zeros((len(index.roots), ranker.vectors.shape[1]), dtype=np.float32)  # a row for each root
        found = known >= 0
        self._table[found] = ranker.vectors[known[found]] * ranker.root_weights[known[found], None]
        self.recipes, self._lengths = self._load(cache)  # (recipes, D); of each way to ask before it is scaled to 1
        self._clusters = Clusters(self.recipes) if len(self.recipes) > ALL_COMPARED else None

    def compare(self, vector: Floats) -> tuple[Ints, Floats]:
        """Return the numbers of the recipes among which the nearest to a vector are, all if not too many; cosines."""
        if self._clusters is not None:
            return self._clusters.compare(vector)
        return np.arange(len(self.recipes), dtype=np.int32), self.recipes @ vector

    def _load(self, cache: Path | None) -> tuple[Floats, Floats]:
        """Return what `_compute` does, from the cache where index and ranker are the same."""
        if cache is None or not self._index.key:
            return self._compute()
        stem = f"{self._index.key[:16]}-{self._ranker.key[:16]}"
        paths = [cache / "index" / f"{stem}-{name}.npy" for name in ("recipes", "lengths")]
        try:
            recipes, lengths = (np.load(path, allow_pickle=False).astype(np.float32) for path in paths)
            shapes = (len(self._index.cookbook.recipes), self._table.shape[1]), (len(self._index.asks),)
            if (recipes.shape, lengths.shape) == shapes:
                return recipes, lengths
        except (OSError, ValueError):
            pass  # not there or damaged: made anew below
        recipes, lengths = self._compute()
        try:
            for old in paths[0].parent.glob("*.npy"):
                old.unlink(missing_ok=True)
            for path, array in ((paths[0], recipes.astype(CACHED)), (paths[1], lengths)):
                part = path.with_name(f"vectors.{os.getpid()}.part")
                with part.open("wb") as file:
                    np.save(file, array)
                part.replace(path)
        except OSError as error:
            logger.warning("The recipes' vectors could not be cached: %s", error)
        return recipes, lengths

    def _compute(self) -> tuple[Floats, Floats]:
        """Return the recipes' vectors, and how long those of the ways to ask are before they are scaled."""
        index = self._index
        bags = _bags(self._table, index.asks)
        lengths: Floats = np.linalg.norm(bags, axis=1)
        together = _unit(_bags(_unit(bags), Rows(index.first_ask, np.arange(len(bags), dtype=np.int32))))
        vectors = _unit(together + self._ranker.code_scale * _unit(_bags(self._table, index.codes)))
        # Rounded as they come from the cache, so that answers stay the same.
        return vectors.astype(CACHED).astype(np.float32), lengths

    def compare_asks(self, rows: Ints, vector: Floats) -> Floats:
        """Return how near the ways to ask with these numbers are to a vector: cosines, computed word by word."""
        asks = self._index.asks.select(rows)
        roots = distinct(len(self._table), asks.ids)
        of_roots = np.zeros(len(self._table), dtype=np.float32)
        of_roots[roots] = self._table[roots] @ vector
        near = np.concatenate(([0.0], np.cumsum(of_roots[asks.ids], dtype=np.float64)))
        sums = near[asks.starts[1:]] - near[asks.starts[:-1]]
        cosines: Floats = (sums / np.maximum(1e-9, self._lengths[rows])).astype(np.float32)
        return cosines

    def encode(self, roots: Iterable[str]) -> Floats:
        """Return a request's vector, (D,); zero when no root is known."""
        rows = [row for root in roots if (row := self._ranker.roots.get(root)) is not None]
        if not rows:
            return np.zeros(self._table.shape[1], dtype=np.float32)
        total: Floats = (self._ranker.vectors[rows] * self._ranker.root_weights[rows, None]).sum(axis=0)
        return _unit(total[None]).ravel()


def _bags(table: Floats, rows: Rows) -> Floats:
    """Return for each row the sum of the table's vectors that it names, (rows, D).

    A few rows at a time: the sum keeps all of Python waiting, the window as well, for three seconds over the cookbook.
    """
    sums = np.zeros((len(rows), table.shape[1]), dtype=np.float32)
    filled = np.flatnonzero(np.diff(rows.starts))
    for first in range(0, len(filled), ROWS_AT_ONCE):
        part = filled[first : first + ROWS_AT_ONCE]
        begin, end = rows.starts[part[0]], rows.starts[part[-1] + 1]
        sums[part] = np.add.reduceat(table[rows.ids[begin:end]], rows.starts[part] - begin, axis=0)
    return sums


def _unit(vectors: Floats) -> Floats:
    """Scale each row to length 1; a zero row stays zero."""
    scaled: Floats = vectors / np.maximum(1e-9, np.linalg.norm(vectors, axis=1, keepdims=True))
    return scaled
