"""Recipes as pieces of a file, each read when it is looked at: a request needs a few of thousands.

Knows how recipes are written down; nothing of where the file is or when it is out of date.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import overload

from engine.cookbook import Recipe
from engine.rows import Ints, starts_of

_FIELDS = ("id", "title", "asks", "code", "setup", "check", "topic", "page", "line")


class StoredRecipes(Sequence[Recipe]):
    """The recipes of these bytes, one behind the other; `starts` says where they begin and where the last one ends."""

    def __init__(self, stored: bytes, starts: Ints) -> None:
        self._stored, self._starts = stored, starts
        self._read: dict[int, Recipe] = {}

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, number: int) -> Recipe: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Recipe]: ...
    def __getitem__(self, number: int | slice) -> Recipe | Sequence[Recipe]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        place = range(len(self))[number]
        recipe = self._read.get(place)
        if recipe is None:
            row = json.loads(zlib.decompress(self._stored[self._starts[place] : self._starts[place + 1]]))
            values = dict(zip(_FIELDS, row, strict=True)) | {"asks": tuple(row[2])}
            recipe = self._read.setdefault(place, Recipe(**values))  # all threads are given the same one
        return recipe

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def store_recipes(recipes: Iterable[Recipe]) -> tuple[bytes, Ints]:
    """Return the recipes one behind the other, and where each begins; packed, in less than half of the room."""
    pieces = [zlib.compress(json.dumps([getattr(recipe, name) for name in _FIELDS]).encode(), 9) for recipe in recipes]
    return b"".join(pieces), starts_of(list(map(len, pieces)))


def checksum(stored: bytes) -> int:
    """Return a number by which damage to stored recipes is noticed."""
    return zlib.crc32(stored)
