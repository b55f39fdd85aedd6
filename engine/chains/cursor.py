"""A request in canonical words, read from left to right; and a text out of which is cut what was understood."""

import re
from dataclasses import dataclass
from functools import lru_cache

from engine.chains.phrases import Phrase


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})(?![\w§])", re.IGNORECASE)


@dataclass
class Cursor:
    """Where a reader stands in a request."""

    phrase: Phrase
    position: int = 0

    @property
    def rest(self) -> str:
        """Return the words that are left."""
        return self.phrase.text[self.position :]

    def sees(self, pattern: str) -> re.Match[str] | None:
        """Return what comes next, if it is so."""
        return _compiled(pattern).match(self.phrase.text, self.position)

    def eat(self, pattern: str) -> re.Match[str] | None:
        """Take the next words, if they are so."""
        match = self.sees(pattern)
        if match is not None:
            self.position = match.end()
            while self.phrase.text[self.position : self.position + 1] == " ":
                self.position += 1
        return match


@dataclass
class Description:
    """A text that says several things in any order; what is understood is taken out of it."""

    text: str

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Cut what a pattern finds out of the text."""
        match = pattern.search(self.text)
        if match is not None:
            self.text = " ".join(f"{self.text[: match.start()]} {self.text[match.end() :]}".split())
        return match
