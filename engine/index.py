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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.cookbook import Cookbook, Recipe, load_cookbook
from engine.errors import CookbookError
from engine.values import find_values
from engine.words import STOP_WORDS, content_words, join_identifier, plain_words, roots_of, split_identifier, stem

logger = logging.getLogger(__name__)

Ints = NDArray[np.int32]
VERSION = 2
FORMS = ("script", "function", "class")


@dataclass(frozen=True)
class Rows:
    """Lists of root ids of different lengths: row i is `ids[starts[i]:starts[i + 1]]`."""

    starts: Ints
    ids: Ints

    def __getitem__(self, row: int) -> Ints:
        return self.ids[self.starts[row] : self.starts[row + 1]]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def select(self, rows: Ints) -> "Rows":
        """Return these rows alone."""
        sizes = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        offsets = np.arange(starts[-1], dtype=np.int32) - np.repeat(starts[:-1], sizes)
        return Rows(starts, self.ids[np.repeat(self.starts[rows], sizes) + offsets])

    def transposed(self, columns: int) -> "Rows":
        """Return for each root id the rows that hold it."""
        order = np.argsort(self.ids, kind="stable")
        rows = np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))
        counts = np.bincount(self.ids, minlength=columns)
        return Rows(np.concatenate(([0], np.cumsum(counts))).astype(np.int32), rows[order].astype(np.int32))


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
    _write_cache(folder, _fingerprint([pages], is_built=True), build_index(load_cookbook([pages])))


def build_index(cookbook: Cookbook) -> Index:
    """Return the index of a cookbook; takes seconds for thousands of recipes."""
    ids: dict[str, int] = {}

    def number(roots: Iterable[str]) -> list[int]:
        return [ids.setdefault(root, len(ids)) for root in roots]

    recipes = cookbook.recipes
    words: Counter[str] = Counter()
    asks = []
    for recipe in recipes:
        for ask in recipe.asks:
            plain = plain_words(ask)
            words.update(plain)
            asks.append(number(dict.fromkeys(roots_of(plain))))
    codes = [number(sorted(_code_roots(recipe))) for recipe in recipes]
    return Index(
        cookbook=cookbook,
        roots=list(ids),
        word_counts=dict(words),
        first_ask=np.concatenate(([0], np.cumsum([len(r.asks) for r in recipes]))).astype(np.int32),
        asks=_rows(asks),
        codes=_rows(codes),
        libraries=[libraries_of(recipe.code) for recipe in recipes],
        forms=np.array([FORMS.index(form_of_code(recipe.code)) for recipe in recipes], dtype=np.int32),
        code_lines=np.array([recipe.code.count("\n") for recipe in recipes], dtype=np.int32),
        title_literals=np.array([_count_literals(recipe.title) for recipe in recipes], dtype=np.int32),
    )


def _rows(lists: Sequence[Sequence[int]]) -> Rows:
    starts = np.concatenate(([0], np.cumsum([len(row) for row in lists]))).astype(np.int32)
    return Rows(starts, np.array([i for row in lists for i in row], dtype=np.int32))


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
_ARRAYS = ("first_ask", "forms", "code_lines", "title_literals")
_FIELDS = ("id", "title", "asks", "code", "setup", "check", "topic", "page", "line")


def _fingerprint(folders: Sequence[Path], is_built: bool = False) -> str:
    """Return a text that changes when a page is added, changed or removed, or when this program changes."""
    digest = hashlib.sha256(f"{VERSION}".encode())
    for source in ("index.py", "words.py", "cookbook.py", "values.py", "syntax.py"):
        path = Path(__file__).with_name(source)
        digest.update(b"built" if is_built or not path.exists() else path.read_bytes())
    for number, folder in enumerate(folders):
        for path in sorted(folder.glob("*.md")):
            digest.update(f"\n{number} {path.name}\n".encode() + _contents(path))
    return digest.hexdigest()


def _contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # reported when the pages are read
        return b""


def _read_cache(folder: Path, key: str) -> Index | None:
    try:
        # A line for each recipe: one reading of everything would not let other threads, as the window's, have a turn.
        first, *lines = (folder / "index.jsonl").read_bytes().splitlines()
        values = json.loads(first)
        if values["key"] != key:
            return None
        with np.load(folder / f"{key[:16]}.npz", allow_pickle=False) as arrays:
            loaded = {name: arrays[name] for name in arrays.files}
        rows = map(json.loads, lines)
        recipes = [Recipe(**dict(zip(_FIELDS, row, strict=True)) | {"asks": tuple(row[2])}) for row in rows]
        problems = [CookbookError(*problem) for problem in values["problems"]]
        return Index(
            cookbook=Cookbook(recipes, problems),
            roots=values["roots"],
            word_counts=values["word_counts"],
            asks=Rows(loaded["ask_starts"], loaded["ask_ids"]),
            codes=Rows(loaded["code_starts"], loaded["code_ids"]),
            libraries=values["libraries"],
            key=key,
            **{name: loaded[name] for name in _ARRAYS},
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.info("No index in the cache (%s): building it", type(error).__name__)
        return None


def _write_cache(folder: Path, key: str, index: Index) -> None:
    values: dict[str, Any] = {
        "key": key,
        "roots": index.roots,
        "word_counts": index.word_counts,
        "libraries": index.libraries,
        "problems": [(str(p.path), p.line, p.reason) for p in index.cookbook.problems],
    }
    rows = ([getattr(recipe, name) for name in _FIELDS] for recipe in index.cookbook.recipes)
    arrays = {name: getattr(index, name) for name in _ARRAYS}
    arrays |= {"ask_starts": index.asks.starts, "ask_ids": index.asks.ids}
    arrays |= {"code_starts": index.codes.starts, "code_ids": index.codes.ids}
    part = f".{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"arrays{part}").open("wb") as file:
            np.savez(file, **arrays)
        (folder / f"arrays{part}").replace(folder / f"{key[:16]}.npz")
        with (folder / f"lines{part}").open("w", encoding="utf-8", newline="\n") as lines:
            lines.writelines(json.dumps(line) + "\n" for line in (values, *rows))
        (folder / f"lines{part}").replace(folder / "index.jsonl")
        for old in folder.glob("*.npz"):
            if old.stem != key[:16]:
                old.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("The index could not be cached: %s", error)


def idf_weights(index: Index) -> NDArray[np.float32]:
    """Return what each root is worth by its rarity: log(1 + recipes / recipes that use it)."""
    n = len(index.cookbook.recipes)
    columns = len(index.roots)
    owner = np.repeat(np.arange(n), np.diff(index.first_ask))
    pairs = np.unique(np.repeat(owner, np.diff(index.asks.starts)).astype(np.int64) * max(1, columns) + index.asks.ids)
    in_asks = np.bincount(pairs % max(1, columns), minlength=columns)
    in_code = np.bincount(index.codes.ids, minlength=columns)
    return np.log1p(n / (in_asks + 0.2 * in_code + 1.0)).astype(np.float32)


MAX_IDF = math.log(1 + 400)
