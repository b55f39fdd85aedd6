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
from engine.marked_words import MARKS, TEXT, marked_words

Floats = NDArray[np.float32]
Ints = NDArray[np.signedinteger]
OUTPUTS = ("reads_right", "reads_near")
PADDING, UNKNOWN = 0, 1  # ids before those of the vocabulary
WEIGHTS, VOCABULARY = "reranker.safetensors", "reranker.json"
NO_WORDS = (("", TEXT),)
ATTENDED = 4.0  # a sum over words is divided by so much


@dataclass(frozen=True)
class _Texts:
    """The words of texts, one text after the other, (M, D); where each text begins and how long it is."""

    words: Floats
    keys: Floats  # as attention compares them, of length 1
    gates: Floats  # what each counts in a sum, (M, 1)
    starts: Ints
    lengths: Ints


class Reranker:
    """The trained network. D is the width of a word's vector, H that of a comparison."""

    def __init__(self, vocabulary: Sequence[str], weights: dict[str, Floats]) -> None:
        self._ids = {word: number for number, word in enumerate(vocabulary, UNKNOWN + 1)}
        self._weights = {name: np.ascontiguousarray(array, dtype=np.float32) for name, array in weights.items()}
        self._parts = np.split(self._weights["compare"], 4)  # what words, answers, products and differences count
        # What a word counts for the one after it, for itself and for the one before it: worked out for all words once.
        self._beside = [
            (self._weights["words"] @ part, self._weights["marks"] @ part)
            for part in np.split(self._weights["neighbours"], 3)
        ]
        self._concluded = np.split(self._weights["conclude"], 3)
        self._titles: dict[str, Ints] = {}

    def __call__(self, request: str, titles: Sequence[str]) -> Floats:
        """Return for each title the logits of OUTPUTS: that it does all that is asked, and nearly: (titles, 2)."""
        if not titles:
            return np.zeros((0, len(OUTPUTS)), dtype=np.float32)
        weights = self._weights
        asked, offered = self._encode([self._read(request)]), self._encode([self.remember(title) for title in titles])
        # Keys have length 1, so that no exponential is too large. One more for nothing: a word need not be answered.
        likely = np.exp(weights["temperature"] * (asked.keys @ offered.keys.T))  # (Q, M)
        of_titles = np.repeat(np.add.reduceat(likely, offered.starts, axis=1), offered.lengths, axis=1)
        in_titles = likely / (1.0 + of_titles)
        in_request: Floats = (likely / (1.0 + likely.sum(axis=0))).T
        answers: Floats = np.stack(
            [
                in_titles[:, start : start + length] @ offered.words[start : start + length]
                for start, length in zip(offered.starts, offered.lengths, strict=True)
            ]
        )  # (titles, Q, D)
        hidden = self._conclude(self._compare(asked.words, answers))
        wanted = (hidden * asked.gates).sum(axis=1) / ATTENDED, hidden.max(axis=1)
        hidden = self._conclude(self._compare(offered.words, in_request @ asked.words), offered)
        given = (
            np.add.reduceat(hidden * offered.gates, offered.starts, axis=0) / ATTENDED,
            np.maximum.reduceat(hidden, offered.starts, axis=0),
        )
        read = np.maximum(0, np.concatenate((*wanted, *given), axis=1) @ weights["read_in"] + weights["read_in_bias"])
        logits: Floats = read @ weights["read_out"] + weights["read_out_bias"]
        return logits

    def remember(self, title: str) -> Ints:
        """Return what `_read` does, and keep it: the same titles are read again and again."""
        known = self._titles.get(title)
        if known is None:
            known = self._titles[title] = self._read(title)
        return known

    def _read(self, text: str) -> Ints:
        """Return a number for each word of a text, one at least, that says its id and its mark."""
        words = marked_words(text) or NO_WORDS
        return np.array([len(MARKS) * self._ids.get(word, UNKNOWN) + mark for word, mark in words], dtype=np.int32)

    def _encode(self, texts: Sequence[Ints]) -> _Texts:
        lengths = np.array([len(words) for words in texts])
        starts = np.concatenate(([0], np.cumsum(lengths[:-1])))
        ids, marks = np.divmod(np.concatenate(texts), len(MARKS))
        weights = self._weights
        plain = weights["words"][ids] + weights["marks"][marks]
        for_next, for_itself, for_last = (of_words[ids] + of_marks[marks] for of_words, of_marks in self._beside)
        for_next[starts + lengths - 1] = for_last[starts] = 0.0
        around = for_itself + weights["neighbours_bias"]
        around[1:] += for_next[:-1]
        around[:-1] += for_last[1:]
        words: Floats = plain + np.maximum(0, around)
        keys = words @ weights["keys"]
        keys /= np.maximum(1e-12, np.linalg.norm(keys, axis=1, keepdims=True))
        gates = 1 / (1 + np.exp(-(words @ weights["gate"] + weights["gate_bias"])))
        return _Texts(words, keys, gates[:, None], starts, lengths)

    def _compare(self, words: Floats, answers: Floats) -> Floats:
        """Return how words (…, D) compare with what answers each: (…, H)."""
        weights = self._weights
        of_words, of_answers, of_products, of_differences = self._parts
        hidden = (words * answers) @ of_products
        hidden += np.abs(words - answers) @ of_differences
        hidden += answers @ of_answers
        hidden += words @ of_words + weights["compare_bias"]
        return np.maximum(0, hidden, out=hidden)

    def _conclude(self, hidden: Floats, texts: _Texts | None = None) -> Floats:
        """Return comparisons (…, words, H) as their neighbours let them appear; `texts` tells where each text ends."""
        for_next, for_itself, for_last = (hidden @ part for part in self._concluded)
        if texts is not None:
            for_next[texts.starts + texts.lengths - 1] = for_last[texts.starts] = 0.0
        around = for_itself + self._weights["conclude_bias"]
        around[..., 1:, :] += for_next[..., :-1, :]
        around[..., :-1, :] += for_last[..., 1:, :]
        concluded: Floats = hidden + np.maximum(0, around, out=around)
        return concluded


def load_reranker(folder: Path) -> Reranker:
    """Read a trained network; raises CheckpointError when a file is missing or does not fit."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        vocabulary = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))["words"]
        weights = load_file(folder / WEIGHTS)
        if len(weights["words"]) != len(vocabulary) + UNKNOWN + 1:
            raise ValueError(f"{len(vocabulary)} words and {len(weights['words'])} vectors")
        if len(weights["conclude"]) != 3 * weights["conclude"].shape[1]:
            raise ValueError("its comparisons do not know their neighbours; train it anew")
        return Reranker(vocabulary, weights)
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise CheckpointError(f"The reranker in {folder} cannot be read: {error}") from error
