"""The words of a request or a title with the places where they stand, as the slot pointer reads them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from engine.words import STOP_WORDS, is_file_name, plain_stem

SHAPES = ("sign", "lower", "capital", "upper", "identifier", "number", "quoted", "path", "other")
SIGN, LOWER, CAPITAL, UPPER, IDENTIFIER, NUMBER, QUOTED, PATH, OTHER = range(len(SHAPES))
MAX_WORDS = 48

_TOKEN = re.compile(
    r"(?P<quoted>\"[^\"\n]{0,60}\"|(?<!\w)'[^'\n]{0,60}'(?!\w)|“[^”\n]{0,60}”)"
    r"|(?P<path>[\w~./*-]*[\w*]\.[A-Za-z][A-Za-z0-9]{0,4}(?![\w(]))"
    r"|(?P<number>[-+]?\d[\d.,_]*\d|\d)"
    r"|(?P<word>[A-Za-z_]\w*(?:['’][a-z]+)?)"
    r"|(?P<sign>->|[<>=!]=|[^\w\s`])"
)


@dataclass(frozen=True)
class PlacedWord:
    """A word, number, sign or quoted text (without its quotes): `text[start:end]`, and whether back-ticks mark it."""

    text: str
    start: int
    end: int
    shape: int
    is_marked: bool

    @property
    def is_small(self) -> bool:
        """Whether it is one of the words that say little: "the", "with"."""
        return self.shape in (LOWER, CAPITAL) and self.text.lower() in STOP_WORDS


@lru_cache(maxsize=4096)
def placed_words(text: str) -> tuple[PlacedWord, ...]:
    """Return the first MAX_WORDS words of a text in order."""
    found = []
    for match in _TOKEN.finditer(text):
        word, (start, end) = match[0], match.span()
        if match.lastgroup == "quoted":
            word, start, end = word[1:-1], start + 1, end - 1
        found.append(PlacedWord(word, start, end, _shape_of(word, match.lastgroup), text.count("`", 0, start) % 2 == 1))
        if len(found) == MAX_WORDS:
            break
    return tuple(found)


def _shape_of(word: str, group: str | None) -> int:
    if group == "path" and not is_file_name(word):
        group = "word" if word.isidentifier() else "other"
    if group == "word":
        if (not word.isalpha() and "'" not in word) or re.search("[a-z][A-Z]", word):
            return IDENTIFIER
        return LOWER if word.islower() else UPPER if word.isupper() and len(word) > 1 else CAPITAL
    return SHAPES.index(group or "other")


def root_of(word: PlacedWord) -> str:
    """Return what stands for a word in the pointer's vocabulary: its root, or what kind of value it is."""
    if word.shape in (LOWER, CAPITAL, UPPER, IDENTIFIER):
        return plain_stem(re.split("['’]", word.text.lower())[0])
    if word.shape == SIGN:
        return word.text
    if word.shape == QUOTED:
        return plain_stem(word.text.lower()) if word.text.isascii() and word.text.isalpha() else "quoted"
    if word.shape == PATH:
        return "file." + word.text.rsplit(".", 1)[-1].lower()
    return "#" if word.shape == NUMBER else "other"
