"""Recipes as pieces of a file, each read when it is looked at: a request needs a few of thousands.

Knows how recipes are written down; nothing of where the file is or when it is out of date.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import overload

from engine.cookbook import Recipe, recipe_id
from engine.rows import Ints, starts_of

COMMON_BYTES = 32768  # so much of what recipes have in common is written once, before them
COMMON_PIECE = 700  # taken from so many recipes, a piece of each
_FIELDS = ("id", "title", "asks", "code", "setup", "check", "topic", "page", "line")


class StoredRecipes(Sequence[Recipe]):
    """The recipes of these bytes, one behind the other; `starts` says where they begin and where the last one ends.

    Before the first stands what many have in common, as zlib's dictionary.
    """

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
            packed = self._stored[self._starts[place] : self._starts[place + 1]]
            row = json.loads(zlib.decompressobj(zdict=self._stored[: self._starts[0]]).decompress(packed))
            values = dict(zip(_FIELDS, row, strict=True))
            values["id"] = values["id"] or recipe_id(values["page"], values["title"])
            values["asks"] = tuple(ask or values["title"] for ask in values["asks"])
            recipe = self._read.setdefault(place, Recipe(**values))  # all threads are given the same one
        return recipe

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def store_recipes(recipes: Iterable[Recipe]) -> tuple[bytes, Ints]:
    """Return the recipes one behind the other, and where each begins; packed, in less than half of the room."""
    texts = [json.dumps(_row_of(recipe)).encode() for recipe in recipes]
    pieces = [b"".join(text[:COMMON_PIECE] for text in texts[:: 1 + len(texts) * COMMON_PIECE // COMMON_BYTES])]
    for text in texts:
        packer = zlib.compressobj(9, zdict=pieces[0])
        pieces.append(packer.compress(text) + packer.flush())
    return b"".join(pieces), starts_of(list(map(len, pieces)))[1:]


def _row_of(recipe: Recipe) -> list[object]:
    """Return what is written of a recipe: no id that follows from its page and title, and the title only once."""
    is_plain = recipe.id == recipe_id(recipe.page, recipe.title)
    asks = tuple("" if ask == recipe.title else ask for ask in recipe.asks)
    written = replace(recipe, id="" if is_plain else recipe.id, asks=asks)
    return [getattr(written, name) for name in _FIELDS]


def checksum(stored: bytes) -> int:
    """Return a number by which damage to stored recipes is noticed."""
    return zlib.crc32(stored)
