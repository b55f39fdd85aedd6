"""The cookbook prepared for searching: every way to ask as numbers, and a cache of that on disk.

Plain arrays and strings; the matcher computes with them. The cache is rebuilt when a page or this program changes.
"""

import hashlib
import json
import logging
import math
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.cookbook import Cookbook, Recipe, load_cookbook
from engine.errors import CookbookError
from engine.pages import Page, find_pages
from engine.postings import Postings, order_postings
from engine.rows import Bools, Ints, Rows, distinct_in_rows, keys_of, starts_of
from engine.stored_recipes import StoredRecipes, checksum, store_recipes
from engine.values import find_values
from engine.words import (
    STOP_WORDS,
    content_words,
    join_identifier,
    plain_words,
    read_direction,
    roots_of,
    split_identifier,
    stem,
)

logger = logging.getLogger(__name__)

VERSION = 5
Floats = NDArray[np.float32]
FORMS = ("script", "function", "class")


@dataclass(frozen=True)
class Index:
    """A cookbook and its words. Asks are numbered through; recipe r's are `first_ask[r]` … `first_ask[r + 1] - 1`."""

    cookbook: Cookbook
    roots: list[str]
    word_counts: dict[str, int]
    first_ask: Ints
    asks: Rows  # each way to ask → its roots, in order
    codes: Rows  # each recipe → the roots of the names in its code and of its topic
    libraries: list[list[str]]
    forms: Ints  # each recipe → index into FORMS
    code_lines: Ints
    title_literals: Ints  # strings and numbers in each title: how special a recipe is
    is_plain: Bools  # whether each recipe is on a page of what people mean who say no more
    asks_user: Bools  # whether each recipe's code waits for somebody who types
    unions: Rows  # each recipe → the roots of all its ways to ask, each once
    postings: Postings
    direction_roots: list[str]
    sources: Rows  # each way to ask → of what it turns into what, in ids of `direction_roots`
    targets: Rows
    literal_keys: NDArray[np.uint64]  # ways to ask by their words in order, numbers aside, sorted by a key of these
    literal_asks: Ints
    key: str = ""  # changes when a page does; "" for an index that is not cached


def load_index(folders: Sequence[Path], cache: Path | None = None, carried: Path | None = None) -> Index:
    """Return the index over the pages of these folders, from the cache where the pages are the same.

    A later folder's recipe replaces an earlier one of the same title. A cache that cannot be read or written is
    no more than slow. `carried` is where `write_index` put an index for the built program to carry along.
    """
    if cache is None:
        return build_index(load_cookbook(folders))
    key = _fingerprint(folders)
    folder = cache / "index"
    index = _read_cache(folder, key)
    if index is None and carried is not None and carried.is_dir():
        index = _read_cache(carried, key)
    if index is None:
        index = replace(build_index(load_cookbook(folders)), key=key)
        _write_cache(folder, key, index)
    return index


def write_index(folder: Path, pages: Path) -> None:
    """Write the index of a folder of pages for the built program, which has no source that it could be older than."""
    index = build_index(load_cookbook([pages]))
    _write_cache(folder, _fingerprint([pages], is_built=True), index, save=np.savez_compressed)


def build_index(cookbook: Cookbook) -> Index:
    """Return the index of a cookbook; takes seconds for thousands of recipes."""
    ids: dict[str, int] = {}

    def number(roots: Iterable[str]) -> list[int]:
        return [ids.setdefault(root, len(ids)) for root in roots]

    recipes = cookbook.recipes
    words: Counter[str] = Counter()
    lists = []
    for recipe in recipes:
        for ask in recipe.asks:
            plain = plain_words(ask)
            words.update(plain)
            lists.append(number(dict.fromkeys(roots_of(plain))))
    codes = _rows([number(sorted(_code_roots(recipe))) for recipe in recipes])
    asks, first_ask = _rows(lists), starts_of([len(recipe.asks) for recipe in recipes])
    owner = np.repeat(np.arange(len(recipes), dtype=np.int32), np.diff(first_ask))
    unions = distinct_in_rows(owner[asks.owners()], asks.ids, len(recipes), len(ids))
    lengths = row_sums(_idf(unions, codes, len(ids)), asks)
    direction_roots, sources, targets = _read_directions(recipes)
    keys = keys_of(asks, np.array([root.isdigit() for root in ids], dtype=bool))
    by_key = np.argsort(keys, kind="stable")
    return Index(
        cookbook=cookbook,
        roots=list(ids),
        word_counts=dict(words),
        first_ask=first_ask,
        asks=asks,
        codes=codes,
        libraries=[libraries_of(recipe.code) for recipe in recipes],
        forms=np.array([FORMS.index(form_of_code(recipe.code)) for recipe in recipes], dtype=np.int32),
        code_lines=np.array([recipe.code.count("\n") for recipe in recipes], dtype=np.int32),
        title_literals=np.array([_count_literals(recipe.title) for recipe in recipes], dtype=np.int32),
        is_plain=np.array([_PLAIN_PAGE.search(recipe.page) is not None for recipe in recipes], dtype=bool),
        asks_user=np.array(["input(" in recipe.code for recipe in recipes], dtype=bool),
        unions=unions,
        postings=order_postings(asks, owner, codes, lengths, len(ids)),
        direction_roots=direction_roots,
        sources=sources,
        targets=targets,
        literal_keys=keys[by_key],
        literal_asks=by_key.astype(np.int32),
    )


_PLAIN_PAGE = re.compile(r"^(?:everyday|asked|classics)|day-by-day|first-programs")


def _rows(lists: Sequence[Sequence[int]]) -> Rows:
    return Rows(starts_of(list(map(len, lists))), np.array([i for row in lists for i in row], dtype=np.int32))


def _read_directions(recipes: Iterable[Recipe]) -> tuple[list[str], Rows, Rows]:
    """Return the roots of all that ways to ask turn into something, and for each way of what into what."""
    ids: dict[str, int] = {}
    directions = [read_direction(ask) or ((), ()) for recipe in recipes for ask in recipe.asks]
    sides = [
        _rows([[ids.setdefault(root, len(ids)) for root in sorted(direction[side])] for direction in directions])
        for side in (0, 1)
    ]
    return list(ids), sides[0], sides[1]


def _count_literals(title: str) -> int:
    return sum(value.kind in ("string", "number", "data", "url") for value in find_values(title))


def _code_roots(recipe: Recipe) -> set[str]:
    """Return the roots of the names in a recipe's code (what it imports, calls and defines) and of its topic."""
    names = set(_NAME.findall(recipe.code))
    words = {word for name in names for word in (*split_identifier(name), name.lower()) if len(word) > 1}
    words |= {joined for name in names if (joined := join_identifier(name))}
    roots = {stem(word) for word in words if word.isalnum() and word not in STOP_WORDS}
    return roots | set(content_words(recipe.topic))


# These look at text, not at syntax trees: thousands of recipes are read when the index is built.
_NAME = re.compile(r"(?<![\w'\"])[A-Za-z_]\w+")
_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*)", re.MULTILINE)
_TOP_LINE = re.compile(r"^(?!#)[^\s)\]}].*", re.MULTILINE)


def libraries_of(code: str) -> list[str]:
    """Return the modules that recipe code imports and that do not come with Python."""
    return [name for name in dict.fromkeys(_IMPORT.findall(code)) if name not in sys.stdlib_module_names]


def form_of_code(code: str) -> str:
    """Return what recipe code is: a class, functions only, or a script."""
    starts = {line.split()[0] for line in _TOP_LINE.findall(code)}
    if "class" in starts:
        return "class"
    return "function" if starts & {"def", "async"} and starts <= {"def", "async", "import", "from"} else "script"


# ---------------------------------------------------------------- the cache
_LISTS = ("roots", "word_counts", "libraries", "direction_roots")
_ARRAYS = (
    *("first_ask", "forms", "code_lines", "title_literals", "is_plain", "asks_user", "literal_keys", "literal_asks"),
)
_ROWS = ("asks", "codes", "unions", "sources", "targets")


def _fingerprint(folders: Sequence[Path], is_built: bool = False) -> str:
    """Return a text that changes when a page is added, changed or removed, or when this program changes."""
    digest = hashlib.sha256(f"{VERSION}".encode())
    for source in ("index.py", "rows.py", "postings.py", "stored_recipes.py", "words.py", "cookbook.py", "values.py"):
        path = Path(__file__).with_name(source)
        digest.update(b"built" if is_built or not path.exists() else path.read_bytes())
    for number, folder in enumerate(folders):
        for page in find_pages(folder):
            digest.update(f"\n{number} {page.path.name} {_checksum(page)}".encode())
    return digest.hexdigest()


def _checksum(page: Page) -> int:
    try:
        return page.checksum
    except OSError:  # reported when the pages are read
        return 0


def _read_cache(folder: Path, key: str) -> Index | None:
    try:
        first, _, stored = (folder / "index.bin").read_bytes().partition(b"\n")
        values = json.loads(first)
        if values["key"] != key or values["checksum"] != checksum(stored):
            return None
        with np.load(folder / f"{key[:16]}.npz", allow_pickle=False) as arrays:
            loaded = {name: arrays[name] for name in arrays.files}
        problems = [CookbookError(*problem) for problem in values["problems"]]
        rows: dict[str, Any] = {
            name: Rows(loaded[f"{name}_starts"], loaded[f"{name}_ids"]) for name in (*_ROWS, "postings")
        }
        return Index(
            cookbook=Cookbook(StoredRecipes(stored, loaded["recipe_starts"]), problems),
            postings=Postings(rows.pop("postings"), loaded["postings_asked"]),
            key=key,
            **rows,
            **{name: values[name] for name in _LISTS},
            **{name: loaded[name] for name in _ARRAYS},
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.info("No index in the cache (%s): building it", type(error).__name__)
        return None


def _write_cache(folder: Path, key: str, index: Index, save: Callable[..., None] = np.savez) -> None:
    stored, recipe_starts = store_recipes(index.cookbook.recipes)
    values: dict[str, Any] = {"key": key, "checksum": checksum(stored)}
    values |= {name: getattr(index, name) for name in _LISTS}
    values["problems"] = [(str(p.path), p.line, p.reason) for p in index.cookbook.problems]
    arrays = {name: getattr(index, name) for name in _ARRAYS} | {"recipe_starts": recipe_starts}
    for name, rows in {**{name: getattr(index, name) for name in _ROWS}, "postings": index.postings.recipes}.items():
        arrays |= {f"{name}_starts": rows.starts, f"{name}_ids": rows.ids}
    arrays["postings_asked"] = index.postings.asked
    part = f".{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"arrays{part}").open("wb") as file:
            save(file, **arrays)
        (folder / f"arrays{part}").replace(folder / f"{key[:16]}.npz")
        (folder / f"recipes{part}").write_bytes(json.dumps(values).encode() + b"\n" + stored)
        (folder / f"recipes{part}").replace(folder / "index.bin")
        for old in folder.glob("*.npz"):
            if old.stem != key[:16]:
                old.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("The index could not be cached: %s", error)


def idf_weights(index: Index) -> Floats:
    """Return what each root is worth by its rarity: log(1 + recipes / recipes that use it)."""
    return _idf(index.unions, index.codes, len(index.roots))


def _idf(unions: Rows, codes: Rows, columns: int) -> Floats:
    in_asks, in_code = (np.bincount(rows.ids, minlength=columns) for rows in (unions, codes))
    return np.log1p(len(unions) / (in_asks + 0.2 * in_code + 1.0)).astype(np.float32)


def row_sums(worth: Floats, rows: Rows) -> Floats:
    """Return the sum of the worth of each row's roots, never quite 0."""
    totals = np.concatenate(([0.0], np.cumsum(worth[rows.ids], dtype=np.float64)))
    sums: Floats = np.maximum(1e-6, totals[rows.starts[1:]] - totals[rows.starts[:-1]]).astype(np.float32)
    return sums


MAX_IDF = math.log(1 + 400)
