"""Run the sources, some groups at a time, and keep what each gave on disk until the source or the code changes.

What comes out is formatted in one style, signed against duplicates and rid of reserved text. Its order does not
depend on which process finished first.
"""

import hashlib
import json
import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from training import (
    cleaning,
    decontaminate,
    dedupe,
    docstrings,
    formatting,
    indents,
    modules,
    phrasing,
    python_2,
    sessions,
    trees,
)
from training.decontaminate import EVALUATION, RESERVED, Reserved
from training.dedupe import sign
from training.formatting import format_all
from training.sources import base, markdown, pages, rst
from training.sources.base import Extract, Source
from training.workspace import DataError, read_jsonl, write_jsonl

_SHARED_CODE = (
    *(cleaning, decontaminate, dedupe, docstrings, formatting, indents, modules, phrasing, python_2, sessions, trees),
    *(base, markdown, pages, rst),
)

Kind = Literal["code", "prose", "pairs"]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Piece:
    """One text, formatted, with what later steps ask about it: its signature and whether it is reserved."""

    kind: Kind
    code: str
    request: str
    signature: bytes
    is_reserved: bool


@dataclass(frozen=True)
class GroupExtract:
    """What one group of one source gave."""

    source: str
    group: str
    pieces: list[Piece]
    dropped: Counter[str]


def extract_all(sources: Sequence[Source], folder: Path, processes: int = 2) -> Iterator[GroupExtract]:
    """Yield the extract of every group of every source, in the order of the sources and their groups.

    A source that is not there is left out with a warning; that all are missing is an error.
    """
    jobs = [(source, groups) for source in sources for groups in _jobs_of(source)]
    if not jobs:
        raise DataError("No source of data is there. Name the folder with --data.")
    started = time.monotonic()
    with ProcessPoolExecutor(processes) as pool:
        done = pool.map(_extract_groups, jobs, [folder] * len(jobs), chunksize=1)
        for number, extracts in enumerate(done, 1):
            if number % 25 == 0 or number == len(jobs):
                logger.info("%d of %d parts of the sources read, %.0f s", number, len(jobs), time.monotonic() - started)
            yield from extracts


@cache
def fingerprint_code(source_module: str) -> str:
    """Return a checksum of the code and the reserved hashes that decide what a source's extracts hold."""
    digest = hashlib.sha256()
    for module in (*_SHARED_CODE, sys.modules[source_module]):
        assert module.__file__ is not None, "these modules are files"
        digest.update(Path(module.__file__).read_bytes())
    for file in (RESERVED, EVALUATION):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _jobs_of(source: Source) -> list[tuple[str, ...]]:
    """Return a source's groups in parts that are worth a process's while."""
    try:
        return list(batched(source.groups(), source.groups_per_job))
    except DataError as error:
        logger.warning("left out: %s", error)
        return []


def batched(items: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Yield the items, `size` at a time."""
    return (tuple(items[start : start + size]) for start in range(0, len(items), size))


def _extract_groups(job: tuple[Source, tuple[str, ...]], folder: Path) -> list[GroupExtract]:
    """Return what some groups gave, from the cache if it is there."""
    source, groups = job
    versions = [(group, source.version_of(group)) for group in groups]
    code = fingerprint_code(type(source).__module__)
    key = hashlib.sha256(json.dumps([code, source.name, versions]).encode()).hexdigest()[:32]
    file = folder / f"{source.name}-{key}.jsonl"
    if file.exists():
        return [_from_row(row) for row in read_jsonl(file)]
    extracts = [source.read(group) for group in groups]
    formatted = iter(format_all([text for extract in extracts for _, text, _ in _texts_of(extract)]))
    found = [
        GroupExtract(
            source.name, group, [_make_piece(*item, formatted) for item in _texts_of(extract)], extract.dropped
        )
        for group, extract in zip(groups, extracts, strict=True)
    ]
    write_jsonl(file, map(_to_row, found))
    return found


def _texts_of(extract: Extract) -> Iterator[tuple[Kind, str, str]]:
    """Yield (kind, code, request)."""
    yield from (("code", text, "") for text in extract.documents)
    yield from (("prose", text, "") for text in extract.prose)
    yield from (("pairs", pair.code, pair.request) for pair in extract.pairs)


def _make_piece(kind: Kind, _: str, request: str, formatted: Iterator[str]) -> Piece:
    code, reserved = next(formatted), _reserved()
    if kind == "code" and reserved.holds_code(code):
        code = drop_reserved_definitions(code, reserved)
    is_reserved = not code or reserved.holds_code(code) or (bool(request) and reserved.holds_request(request))
    return Piece(kind, code, request, sign(code).tobytes() if kind != "pairs" else b"", is_reserved)


def drop_reserved_definitions(code: str, reserved: Reserved) -> str:
    """Return a formatted document without the definitions that hold reserved code; nothing if none is left."""
    blocks = code.strip("\n").split("\n\n\n")
    kept = [block for block in blocks if not reserved.holds_code(block)]
    return "\n\n\n".join(kept) + "\n" if any(re.search(r"^(?:async )?(?:def|class) ", b, re.M) for b in kept) else ""


@cache
def _reserved() -> Reserved:
    return Reserved.load()


def _to_row(extract: GroupExtract) -> dict[str, Any]:
    pieces = [{**asdict(piece), "signature": piece.signature.hex()} for piece in extract.pieces]
    return {"source": extract.source, "group": extract.group, "pieces": pieces, "dropped": extract.dropped}


def _from_row(row: dict[str, Any]) -> GroupExtract:
    pieces = [Piece(**{**piece, "signature": bytes.fromhex(piece["signature"])}) for piece in row["pieces"]]
    return GroupExtract(row["source"], row["group"], pieces, Counter(row["dropped"]))
