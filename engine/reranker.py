"""Read a request and a recipe's title together, and say whether the recipe does what is asked.

The matcher counts shared words; this network compares each word with what answers it on the other side, in its place:
"keep only the first 10 words" is no "get the first word". Compare and aggregate, after Parikh et al. 2016
(arXiv:1606.01933), over words that know their neighbours. Learnt from requests whose nearest recipes were judged by
reading (`python -m training reranker`); numpy alone at run time.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import CheckpointError
from engine.marked_words import marked_words

Floats = NDArray[np.float32]
OUTPUTS = ("reads_right", "reads_near")
PADDING, UNKNOWN = 0, 1  # ids before those of the vocabulary
WEIGHTS, VOCABULARY = "reranker.safetensors", "reranker.json"
ATTENDED = 4.0  # a sum over words is divided by so much
NOTHING = -1e4  # the score of what is no word


@dataclass(frozen=True)
class _Text:
    """Texts as vectors of their words: (N, T, D), as attention compares them, what each counts, and which are words."""

    words: Floats
    keys: Floats
    gates: Floats  # (N, T)
    is_word: NDArray[np.bool_]


class Reranker:
    """The trained network. D is the width of a word's vector, H that of a comparison."""

    def __init__(self, vocabulary: Sequence[str], weights: dict[str, Floats]) -> None:
        self._ids = {word: number for number, word in enumerate(vocabulary, UNKNOWN + 1)}
        self._weights = {name: np.ascontiguousarray(array, dtype=np.float32) for name, array in weights.items()}

    def __call__(self, request: str, titles: Sequence[str]) -> Floats:
        """Return for each title the logits of OUTPUTS: that it does all that is asked, and nearly: (titles, 2)."""
        if not titles:
            return np.zeros((0, len(OUTPUTS)), dtype=np.float32)
        weights = self._weights
        asked, offered = self._encode([request]), self._encode(titles)
        scores = weights["temperature"] * (asked.keys @ offered.keys.transpose(0, 2, 1))  # (titles, Q, T)
        scores = np.where(offered.is_word[:, None, :] & asked.is_word[:, :, None], scores, NOTHING)
        compared = (
            self._compare(asked, _attend(scores) @ offered.words),
            self._compare(offered, _attend(scores.transpose(0, 2, 1)) @ asked.words),
        )
        hidden = np.maximum(0, np.concatenate(compared, axis=1) @ weights["read_in"] + weights["read_in_bias"])
        logits: Floats = hidden @ weights["read_out"] + weights["read_out_bias"]
        return logits

    def _encode(self, texts: Sequence[str]) -> _Text:
        marked = [marked_words(text) for text in texts]
        shape = len(texts), max(1, *map(len, marked))
        ids, marks = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, words in enumerate(marked):
            ids[row, : len(words)] = [self._ids.get(word, UNKNOWN) for word, _ in words]
            marks[row, : len(words)] = [mark for _, mark in words]
        weights, is_word = self._weights, ids != PADDING
        plain = weights["words"][ids] + weights["marks"][marks] * is_word[:, :, None]
        beside = np.pad(plain, ((0, 0), (1, 1), (0, 0)))
        around = np.concatenate((beside[:, :-2], plain, beside[:, 2:]), axis=2)
        vectors = plain + np.maximum(0, around @ weights["neighbours"] + weights["neighbours_bias"])
        keys = vectors @ weights["keys"]
        keys /= np.maximum(1e-12, np.linalg.norm(keys, axis=2, keepdims=True))
        gates = is_word / (1 + np.exp(-(vectors @ weights["gate"] + weights["gate_bias"])))
        return _Text(vectors, keys, gates, is_word)

    def _compare(self, text: _Text, answers: Floats) -> Floats:
        """Return how each of the texts' words compares with what answers it (N, T, D), summed and at most: (N, 2 H)."""
        weights = self._weights
        words = np.broadcast_to(text.words, answers.shape)
        pairs = np.concatenate((words, answers, words * answers, np.abs(words - answers)), axis=2)
        hidden = np.maximum(0, pairs @ weights["compare"] + weights["compare_bias"])
        hidden = np.maximum(0, hidden @ weights["conclude"] + weights["conclude_bias"])
        summed = (hidden * text.gates[:, :, None]).sum(axis=1) / ATTENDED
        return np.concatenate((summed, (hidden * text.is_word[:, :, None]).max(axis=1)), axis=1)


def _attend(scores: Floats) -> Floats:
    """Return the softmax over the last axis and nothing, so that a word need not be answered at all."""
    top = np.maximum(0, scores.max(axis=-1, keepdims=True))
    likely = np.exp(scores - top)
    shares: Floats = likely / (likely.sum(axis=-1, keepdims=True) + np.exp(-top))
    return shares


def load_reranker(folder: Path) -> Reranker:
    """Read a trained network; raises CheckpointError when a file is missing or does not fit."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        vocabulary = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))["words"]
        weights = load_file(folder / WEIGHTS)
        if len(weights["words"]) != len(vocabulary) + UNKNOWN + 1:
            raise ValueError(f"{len(vocabulary)} words and {len(weights['words'])} vectors")
        return Reranker(vocabulary, weights)
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise CheckpointError(f"The reranker in {folder} cannot be read: {error}") from error
