"""The phrases of operations: `(keep|take) [only] numbers above {n}`, compared with the words of a request.

A phrase is a pattern of roots, slots, alternatives and parts that may be left out. Articles and the like count for
nothing on either side, and words that only name what is worked on may stand between.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from engine.values import SEPARATOR_WORDS, Value, is_ordinary
from engine.words import STOP_WORDS, plain_stem

# Words that say nothing of which operation is meant.
IGNORED = frozenset(
    "a an the that who which are is was were be them it its their his her these those all please".split()
)
NAME_WEIGHT, SKIP_WEIGHT = 0.2, 0.1  # what a word says that only names what is worked on
WEAK_WEIGHT = 0.3  # … or hardly more than that something is to be done
ASIDE_SHARE = 0.5  # of what a word says, where it stands in brackets
MOST_SKIPPED = 3  # so many names of what is worked on may stand inside a phrase, one after the other
_PIECE = re.compile(r"\{\w+\}|[()\[\]|]|[^\s()\[\]|]+")

Pattern = tuple[Any, ...]  # of roots, slots (`{n}`) and tuples of alternative patterns


@dataclass(frozen=True)
class Token:
    """A word or a value of a request, and where it stands."""

    text: str
    root: str
    start: int
    end: int
    value: Value | None = None
    is_break: bool = False  # a comma, a full stop, "then"
    is_known: bool = False  # phrases have it, so it is hardly a value
    is_datum: bool = False  # it stands in the data that the request gives
    is_aside: bool = False  # it stands in brackets, or counts what is worked on: "two lists"
    is_counted: bool = False  # "number" in "number of"
    is_named: bool = False  # it names what is worked on, or anything: "items", the data's own name


@dataclass(frozen=True)
class Found:
    """Where a phrase ends in a request, what its slots hold, and how much of the request it takes (tokens)."""

    end: int
    slots: tuple[tuple[str, Any], ...]
    weight: float


@cache
def read_pattern(phrase: str) -> Pattern:
    """Return the pattern of a phrase. Raises ValueError where brackets do not match."""
    pieces = _PIECE.findall(phrase)
    pattern, end = _alternatives(pieces, 0)
    if end != len(pieces):
        raise ValueError(f"brackets do not match in the phrase {phrase!r}")
    return pattern[0] if len(pattern) == 1 else (pattern,)


def _alternatives(pieces: Sequence[str], at: int) -> tuple[tuple[Pattern, ...], int]:
    found = []
    while True:
        one, at = _sequence(pieces, at)
        found.append(one)
        if at >= len(pieces) or pieces[at] != "|":
            return tuple(found), at
        at += 1


def _sequence(pieces: Sequence[str], at: int) -> tuple[Pattern, int]:
    pattern: list[Any] = []
    while at < len(pieces) and pieces[at] not in ("|", ")", "]"):
        piece = pieces[at]
        at += 1
        if piece in ("(", "["):
            inner, at = _alternatives(pieces, at)
            if at >= len(pieces) or pieces[at] != (")" if piece == "(" else "]"):
                raise ValueError(f"brackets do not match in the phrase {' '.join(pieces)!r}")
            at += 1
            pattern.append((*inner, ()) if piece == "[" else inner)
        elif piece.startswith("{"):
            pattern.append(piece)
        else:
            pattern += [plain_stem(word) for word in _words(piece) if word not in IGNORED]
    return tuple(pattern), at


def _words(piece: str) -> list[str]:
    """Return the words of a piece of a phrase as a request's are taken apart: "case-insensitive" is two."""
    return WORD.findall(piece.lower().replace("'", "").replace("%", " percent "))


WORD = re.compile(r"[^\W_]+(?:_\w+)*|->|[=<>#*+%€$£]+")


def first_roots(pattern: Pattern) -> frozenset[str]:
    """Return the roots and slots with which a phrase can begin; "" where it can be empty."""
    found: set[str] = set()
    for item in pattern:
        if isinstance(item, str):
            return frozenset(found | {item})
        inner = set().union(*(first_roots(each) for each in item))
        found |= inner - {""}
        if "" not in inner:
            return frozenset(found)
    return frozenset(found | {""})


def all_roots(pattern: Pattern) -> Iterator[str]:
    """Yield every root and slot of a phrase."""
    for item in pattern:
        if isinstance(item, str):
            yield item
        else:
            for one in item:
                yield from all_roots(one)


def anchors(pattern: Pattern, counts: Mapping[str, int]) -> frozenset[str]:
    """Return roots of which a request that holds a phrase has at least one, the rarest that there are; none for {n}."""
    best: frozenset[str] = frozenset()
    least = float("inf")
    for item in pattern:
        if isinstance(item, str):
            found = frozenset() if item[0] == "{" else frozenset({item})
        else:
            each = [anchors(one, counts) for one in item]
            found = frozenset().union(*each) if all(each) else frozenset()
        if found and (size := sum(counts.get(root, 1) for root in found)) < least:
            best, least = found, size
    return best


def needs(pattern: Pattern) -> tuple[frozenset[str], ...]:
    """Return sets of roots, of each of which a request that holds a phrase has at least one: a quick first look."""
    found = []
    for item in pattern:
        each = [frozenset(root for root in all_roots(one) if root[0] != "{") for one in _choices(item)]
        if all(each):
            found.append(frozenset().union(*each))
    return tuple(sorted(found, key=len))


def _choices(item: str | tuple[Pattern, ...]) -> Sequence[Pattern]:
    return ((item,),) if isinstance(item, str) else item


def is_possible(pattern: Pattern, roots: Container[str]) -> bool:
    """Return whether a request with these roots can hold a phrase at all; slots are taken to be filled."""
    for item in pattern:  # loops, since hundreds of phrases are looked at and generators take three times as long
        if isinstance(item, str):
            if item not in roots and item[0] != "{":
                return False
        else:
            for one in item:
                if is_possible(one, roots):
                    break
            else:
                return False
    return True


def match_at(pattern: Pattern, tokens: Sequence[Token], at: int) -> Iterator[Found]:
    """Yield the ways in which a phrase can be read from this token on."""
    return _match(pattern, 0, tokens, at, (), 0.0, 0)


def _match(
    pattern: Pattern,
    place: int,
    tokens: Sequence[Token],
    at: int,
    slots: tuple[tuple[str, Any], ...],
    weight: float,
    skipped: int,
) -> Iterator[Found]:
    if place == len(pattern):
        yield Found(at, slots, weight)
        return
    item = pattern[place]
    if not isinstance(item, str):
        is_fixed = not (weight and skipped < MOST_SKIPPED and at < len(tokens) and _may_skip(tokens, at))
        for one in item:
            if is_fixed and one and isinstance(one[0], str) and not _may_be(tokens, at, one[0]):
                continue  # most choices end here, so they are not even tried
            yield from _match((*one, *pattern[place + 1 :]), 0, tokens, at, slots, weight, skipped)
        return
    if at >= len(tokens):
        return
    token = tokens[at]
    if item.startswith("{"):
        held = read_slot(item[1:-1], token)
        if held is not None:
            value, worth = held
            filled = (*slots, (item[1:-1], value))
            yield from _match(pattern, place + 1, tokens, at + 1, filled, weight + worth, 0)
    elif _is_said(token, item):
        yield from _match(pattern, place + 1, tokens, at + 1, slots, weight + weigh(token), 0)
    if weight and skipped < MOST_SKIPPED and token.root != item and _may_skip(tokens, at):
        yield from _match(pattern, place, tokens, at + 1, slots, weight + SKIP_WEIGHT, skipped + 1)


def _may_be(tokens: Sequence[Token], at: int, item: str) -> bool:
    """Return whether a word or slot of a phrase may stand at a place of the request."""
    return at < len(tokens) and (item[0] == "{" or _is_said(tokens[at], item))


def _is_said(token: Token, root: str) -> bool:
    return token.root == root or (token.value is not None and root.isdigit() and token.text == root)


def _may_skip(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token only names what is worked on: "sort the names [of the list] by length"."""
    token = tokens[at]
    if token.text == "," and at + 1 < len(tokens) and not tokens[at + 1].is_break:
        return True  # "sort by amount, highest first"
    if token.is_named or (token.value is not None and token.value.kind in ("data", "path")):
        return True
    if token.root == "and" and 0 < at < len(tokens) - 1:
        return tokens[at - 1].is_named and tokens[at + 1].is_named  # "combine the lists keys and vals"
    is_counting = at > 0 and tokens[at - 1].is_counted  # "number of elements" numbers no elements
    return token.root in _OF and not is_counting and at + 1 < len(tokens) and _may_skip(tokens, at + 1)


_OF = frozenset({"of", "in", "from"})


def weigh(token: Token) -> float:
    """Return how much a word says of which operation is meant."""
    worth = NAME_WEIGHT if token.is_named else WEAK_WEIGHT if token.root in _WEAK else 1.0
    return ASIDE_SHARE * worth if token.is_aside else worth


def read_slot(slot: str, token: Token) -> tuple[Any, float] | None:
    """Return what a token gives for a slot, and how much that says; None where it fits none."""
    value = token.value
    if token.is_break or (value is not None and value.label is not None):
        return None  # what has a name of its own is worked on
    if slot in ("n", "m"):
        return (value.value, 1.0) if value and value.kind == "number" and not value.is_ordinal else None
    if slot == "nth":
        return (int(value.value), 1.0) if value and value.is_ordinal else None
    if slot == "file":
        return (value.value, 1.0) if value and value.kind == "path" else None
    if slot == "sep":
        if value and value.kind in ("separator", "string"):
            return value.value, 1.0
        named = SEPARATOR_WORDS.get(token.root)
        return (named, 1.0) if named is not None else None
    if slot in ("col", "col2"):
        if value and value.kind == "string" and isinstance(value.value, str):
            return (value.value, 0.9) if _IS_TEMPLATE.search(value.value) is None else None
        if token.is_datum:
            return token.text, 1.0
        is_word = value is None and token.text.replace("_", "").isalnum() and token.root not in _NO_COLUMNS
        is_word = is_word and not is_ordinary(token.text) and token.text.lower() not in _SEVERAL
        return (token.text, 0.6) if is_word and _may_stand(token) else None
    if value and value.kind in ("string", "url", "ending"):
        return value.value, 1.0
    if token.is_datum:
        return token.text, 1.0
    if value is None and len(token.text) == 1 and token.text.isalnum():
        return token.text, 0.8  # "the letter e"
    if token.text in _CONSTANTS:
        return _CONSTANTS[token.text], 0.8
    if value and value.kind == "separator":
        return value.value, 0.8
    return (
        (token.text, 0.4) if value is None and _may_stand(token) and not token.is_named and not token.is_known else None
    )


def _may_stand(token: Token) -> bool:
    """Return whether a bare word may be a value: "starting with b", but not "starting with and"."""
    word = token.text.lower()
    return token.root not in _LINKS and word not in _LINKS and (word not in STOP_WORDS or len(word) == 1)


_WEAK = frozenset(
    plain_stem(word)
    for word in (
        "print show get take turn make give find read use put say tell call write list do in of from by with to for on "
        "at as and or into only just up out each every display have want"
    ).split()
)
_SEVERAL = frozenset("values elements entries items things".split())  # of which a column holds one each
_IS_TEMPLATE = re.compile(r"[<{].*[>}]|[:,] ?$")
_NO_COLUMNS = _WEAK | {
    plain_stem(word)
    for word in (
        "row column header key save file each them over under above below than more less least most count dict "
        "dictionary record list object sum max min mean maximum minimum average filter between contain first "
        "last same other such so"
    ).split()
}
_CONSTANTS = {"None": None, "True": True, "False": False}
_LINKS = frozenset(
    "and or of in on at by for from to with without then than as into not no but so only print show sort order keep "
    "comprehension python generator expression lambda each every per if when where how what first last descending "
    "ascending number letter word value".split()
)
