"""Guess the next tokens of a draft from what stands before: a text that begins to repeat itself may go on to.

Prompt-lookup decoding: the last tokens are looked up in the prompt, with its neighbouring recipes, and in the draft so
far; what followed them there is the guess. The network checks all guesses in one pass, so a wrong one costs a little
time and changes nothing. Knows tokens alone.
"""

from collections.abc import Iterable
from itertools import cycle, islice

LONGEST, SHORTEST = 6, 3  # how many last tokens are looked up
MOST_GUESSES = 8


class Lookup:
    """All tokens of a text, and where each run of a few tokens was last followed by something."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.ids: list[int] = []
        self._after: dict[tuple[int, ...], int] = {}
        self._count = MOST_GUESSES // 2
        for token in ids:
            self.append(token)

    def copy(self) -> "Lookup":
        """Return one that goes on from here for itself."""
        other = Lookup(())
        other.ids, other._after, other._count = self.ids.copy(), self._after.copy(), self._count
        return other

    def append(self, token: int) -> None:
        """Take in the text's next token."""
        end = len(self.ids)
        for size in range(SHORTEST, min(LONGEST, end) + 1):
            self._after[tuple(self.ids[end - size :])] = end
        self.ids.append(token)

    def guess(self, most: int) -> list[int]:
        """Return at most so many tokens that may come next; none where the text's end is new."""
        for size in range(min(LONGEST, len(self.ids)), SHORTEST - 1, -1):
            start = self._after.get(tuple(self.ids[-size:]))
            if start is not None:
                count = max(0, min(most, self._count))
                return list(islice(cycle(self.ids[start : start + count]), count))
        return []

    def learn(self, guessed: int, right: int) -> None:
        """Guess more after guesses that came true, less after those that did not."""
        if right == guessed:
            self._count = min(MOST_GUESSES, self._count * 2)
        else:
            self._count = max(1, right + 1, self._count // 2)
