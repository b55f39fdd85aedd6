"""The cookbook's index, built once for all programs that the tests start: each would take half a minute for its own."""

import shutil
from functools import cache
from pathlib import Path

from engine.index import load_index
from engine.matcher import Matcher
from engine.semantics import load_ranker

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT / ".pytest_cache" / "pysmith-index"


@cache
def shared_index() -> Path:
    """Return the folder with the index and its vectors, which are built where they are not there or not of today."""
    index = load_index([ROOT / "resources" / "cookbook"], SHARED)
    Matcher(index, load_ranker(ROOT / "resources" / "ranker"), SHARED)
    return SHARED


def lend_index(data: Path) -> None:
    """Put a copy of the index into a data directory that has none."""
    if not (data / "cache").exists():
        shutil.copytree(shared_index(), data / "cache", ignore=shutil.ignore_patterns("*.part"))
