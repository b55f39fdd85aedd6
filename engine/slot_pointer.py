"""Point at the word of a request that belongs in a place which a recipe's title marks.

"How many members have no phone" says `phone` where "Count the people without an `email`" says `email`: no rule about
quotes, columns or names finds that word, its part in the sentence does. A pointer network (Vinyals et al. 2015,
arXiv:1506.03134) over words that are compared with what answers them on the other side, as the reranker's are. Learnt
from ways to ask that hold what their titles mark (`python -m training pointer`); numpy alone at run time.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import CheckpointError
from engine.values import NUMBER_WORDS
from engine.word_places import IDENTIFIER, NUMBER, OTHER, PATH, SHAPES, SIGN, PlacedWord, placed_words, root_of

Floats = NDArray[np.float32]
Ints = NDArray[np.signedinteger]
KINDS = ("string", "column", "number", "class", "table", "folder")  # of slots that it points for
PADDING, UNKNOWN = 0, 1  # ids before those of the vocabulary
WEIGHTS, VOCABULARY = "pointer.safetensors", "pointer.json"
NOWHERE = -1e4  # the score of what cannot be a value


@dataclass(frozen=True)
class Pointed:
    """The word of a request that belongs in a slot, and how likely: 0 … 1."""

    word: PlacedWord
    probability: float


@dataclass(frozen=True)
class _Read:
    """The words of a text as numbers: ids and shapes, (words), and whether they are marked and small, (words, 2)."""

    ids: Ints
    shapes: Ints
    signs: Floats


def may_be_value(word: PlacedWord, kind: str) -> bool:
    """Return whether a word of a request can be a value for a slot of a kind."""
    if kind == "number":
        return word.shape == NUMBER or word.text.lower() in NUMBER_WORDS
    if word.shape in (SIGN, PATH, OTHER, NUMBER) or word.is_small:
        return False
    return kind != "class" or word.shape <= IDENTIFIER


def find_marked(title: str, text: str) -> int | None:
    """Return the number of the word of a title that is `text`, marked as open to change."""
    words = enumerate(placed_words(title))
    return next((number for number, word in words if word.is_marked and word.text == text), None)


class SlotPointer:
    """The trained network. D is the width of a word's vector, H that of a comparison."""

    def __init__(self, vocabulary: Sequence[str], weights: dict[str, Floats]) -> None:
        self._ids = {word: number for number, word in enumerate(vocabulary, UNKNOWN + 1)}
        self._weights = {name: np.ascontiguousarray(array, dtype=np.float32) for name, array in weights.items()}

    def __call__(self, request: str, title: str, slot: int, kind: str) -> Pointed | None:
        """Return the likeliest word of a request for the word `slot` of a title; None if it gives none, likelier.

        `kind` is that of the slot, one of KINDS.
        """
        pointed = self.all(request, title, slot, kind)
        best = max(pointed, key=lambda one: one.probability, default=None)
        return best if best and best.probability > 1 - sum(one.probability for one in pointed) else None

    def all(self, request: str, title: str, slot: int, kind: str) -> list[Pointed]:
        """Return how likely each word of a request is the value; what is missing to 1 is that it gives none."""
        asked = placed_words(request)
        possible = np.array([may_be_value(word, kind) for word in asked], dtype=bool)
        if not possible.any():
            return []
        shares = self._shares(request, title, slot, kind, possible)
        return [Pointed(word, float(share)) for word, share in zip(asked, shares[:-1], strict=True)]

    def _shares(self, request: str, title: str, slot: int, kind: str, possible: NDArray[np.bool_]) -> Floats:
        """Return how likely each word of a request is the value, and none of them: (words + 1)."""
        weights = self._weights
        asked, offered = self._read(request), self._read(title)
        others = np.delete(offered.ids, slot)
        words, vectors = self._encode(asked, np.isin(asked.ids, others[others > UNKNOWN]), slot=None)
        is_said = np.isin(offered.ids, asked.ids[asked.ids > UNKNOWN])
        title_words, title_vectors = self._encode(offered, is_said, slot)
        keys, title_keys = (_of_length_1(side @ weights["key.weight"].T) for side in (vectors, title_vectors))
        likely = np.exp(weights["temp"] * (keys @ title_keys.T))
        hidden = self._compare(vectors, (likely / (1.0 + likely.sum(axis=1, keepdims=True))) @ title_vectors)
        title_hidden = self._compare(title_vectors, (likely / (1.0 + likely.sum(axis=0))).T @ vectors)
        wanted = self._linear("ask_of", np.concatenate((title_hidden[slot], title_vectors[slot], title_words[slot])))
        scores = self._linear("key_of", np.concatenate((hidden, vectors, words), axis=1)) @ wanted / 8
        scores += weights["fit.weight"][KINDS.index(kind) * len(SHAPES) + offered.shapes[slot]][asked.shapes]
        scores += self._decide("lone", np.concatenate((hidden, vectors), axis=1))[:, 0]
        nothing = self._decide("none", np.concatenate((title_hidden[slot], hidden.max(axis=0), title_vectors[slot])))
        scores = np.concatenate((np.where(possible, scores, NOWHERE), nothing))
        likely = np.exp(scores - scores.max())
        shares: Floats = likely / likely.sum()
        return shares

    def _read(self, text: str) -> _Read:
        words = placed_words(text)
        ids = np.array([self._ids.get(root_of(word), UNKNOWN) for word in words])
        signs = np.array([[word.is_marked, word.is_small] for word in words], dtype=np.float32)
        return _Read(ids, np.array([word.shape for word in words]), signs)

    def _encode(self, read: _Read, is_shared: NDArray[np.bool_], slot: int | None) -> tuple[Floats, Floats]:
        """Return the vectors of words alone, and as they stand beside others: (words, E) and (words, D)."""
        plain: Floats = self._weights["words.weight"][read.ids]
        is_slot = np.arange(len(read.ids)) == (-1 if slot is None else slot)
        parts = (plain, self._weights["shapes.weight"][read.shapes], read.signs, is_shared[:, None], is_slot[:, None])
        vectors: Floats = self._linear("inp", np.concatenate(parts, axis=1, dtype=np.float32))
        for layer in ("c1", "c2"):
            vectors = vectors + np.maximum(0, self._convolve(layer, vectors))
        return plain, vectors

    def _compare(self, words: Floats, answers: Floats) -> Floats:
        """Return how words compare with what answers each, as their neighbours let it appear: (words, H)."""
        pairs = np.concatenate((words, answers, words * answers, np.abs(words - answers)), axis=1)
        hidden = np.maximum(0, self._linear("compare", pairs))
        return hidden + np.maximum(0, self._convolve("conclude", hidden))

    def _convolve(self, layer: str, vectors: Floats) -> Floats:
        around = np.pad(vectors, ((1, 1), (0, 0)))
        beside = np.concatenate((around[:-2], around[1:-1], around[2:]), axis=1)
        convolved: Floats = beside @ self._weights[f"{layer}.weight"] + self._weights[f"{layer}.bias"]
        return convolved

    def _linear(self, layer: str, vectors: Floats) -> Floats:
        result: Floats = vectors @ self._weights[f"{layer}.weight"].T + self._weights[f"{layer}.bias"]
        return result

    def _decide(self, layers: str, vectors: Floats) -> Floats:
        return self._linear(f"{layers}.2", np.maximum(0, self._linear(f"{layers}.0", vectors)))


def _of_length_1(vectors: Floats) -> Floats:
    lengths: Floats = np.maximum(1e-12, np.linalg.norm(vectors, axis=1, keepdims=True))
    return vectors / lengths


def load_slot_pointer(folder: Path) -> SlotPointer:
    """Read a trained network; raises CheckpointError when a file is missing or does not fit."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        vocabulary = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))["words"]
        weights = load_file(folder / WEIGHTS)
        if len(weights["words.weight"]) != len(vocabulary) + UNKNOWN + 1:
            raise ValueError(f"{len(vocabulary)} words and {len(weights['words.weight'])} vectors")
        return SlotPointer(vocabulary, weights)
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise CheckpointError(f"The slot pointer in {folder} cannot be read: {error}") from error
