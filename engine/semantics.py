"""Vectors for requests and recipes, learnt from the ways to ask, so that words which mean the same meet.

A text's vector is the weighted sum of its roots' vectors, scaled to length 1; a recipe's joins its ways to ask and the
names in its code. Trained by `python -m training ranker`; numpy alone at run time.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import CheckpointError
from engine.index import Index, Rows

Floats = NDArray[np.float32]
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
        )
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise CheckpointError(f"The ranker in {folder} cannot be read: {error}") from error
    if len(ranker.roots) != len(ranker.vectors) or len(ranker.roots) != len(ranker.root_weights):
        raise CheckpointError(f"The ranker in {folder} has {len(ranker.roots)} words and {len(ranker.vectors)} vectors.")
    return ranker


class Semantics:
    """The vectors of an index's ways to ask and recipes."""

    def __init__(self, ranker: Ranker, index: Index) -> None:
        self._ranker = ranker
        width = ranker.vectors.shape[1]
        known = np.array([ranker.roots.get(root, -1) for root in index.roots], dtype=np.int64)
        self._table = np.zeros((len(index.roots), width), dtype=np.float32)  # a row for each root of the index
        found = known >= 0
        self._table[found] = ranker.vectors[known[found]] * ranker.root_weights[known[found], None]
        self.asks = _unit(self._bags(index.asks))  # (asks, D)
        together = _unit(np.add.reduceat(self.asks, index.first_ask[:-1], axis=0))
        self.recipes = _unit(together + ranker.code_scale * _unit(self._bags(index.codes)))  # (recipes, D)

    def _bags(self, rows: Rows) -> Floats:
        """Return the sum of each row's vectors, (rows, D)."""
        sums = np.zeros((len(rows), self._table.shape[1]), dtype=np.float32)
        filled = np.flatnonzero(np.diff(rows.starts))
        if len(filled):
            sums[filled] = np.add.reduceat(self._table[rows.ids], rows.starts[:-1][filled], axis=0)
        return sums

    def encode(self, roots: Iterable[str]) -> Floats:
        """Return a request's vector, (D,); zero when no root is known."""
        rows = [row for root in roots if (row := self._ranker.roots.get(root)) is not None]
        if not rows:
            return np.zeros(self._table.shape[1], dtype=np.float32)
        return _unit((self._ranker.vectors[rows] * self._ranker.root_weights[rows, None]).sum(axis=0)[None])[0]


def _unit(vectors: Floats) -> Floats:
    """Scale each row to length 1; a zero row stays zero."""
    return vectors / np.maximum(1e-9, np.linalg.norm(vectors, axis=1, keepdims=True))
