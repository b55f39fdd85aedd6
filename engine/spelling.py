"""Mend typing errors: bring a word nobody uses to the nearest word of the cookbook."""

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

MIN_WORD_CHARS = 4


class Speller:
    """Knows how often each word stands in the ways to ask."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = dict(counts)
        self._words = [word for word, count in counts.items() if count > 1 and len(word) >= MIN_WORD_CHARS]

    def knows(self, word: str) -> bool:
        """Return whether the word stands in a way to ask."""
        return word in self._counts

    def mend(self, word: str) -> str:
        """Return the most used of the nearest words at one typing error (two in a long word), else the word itself."""
        if len(word) < MIN_WORD_CHARS or word in self._counts or not word.isalpha():
            return word
        allowed = 1 if len(word) < 8 else 2
        hits = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=allowed, limit=8)
        if not hits:
            return word
        return str(min(hits, key=lambda hit: (hit[1], -self._counts[hit[0]]))[0])
