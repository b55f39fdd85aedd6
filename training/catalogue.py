"""Which sources the corpus of a preset is made of. Values only; nothing is read here.

The most valuable sources come first: of two duplicates the one read first stays.
"""

from dataclasses import dataclass
from pathlib import Path

from training.compositions.source import Compositions
from training.sources.base import Source
from training.sources.conala import Conala
from training.sources.cookbook import CookbookPages
from training.sources.exercises import NumpyExercises, PandasExercises, ThirtySeconds
from training.sources.notes import Notes
from training.sources.operations import Operations
from training.sources.pypi import PyPI
from training.sources.stackoverflow import NOT_TOPICS, VERSION, find_docs
from training.sources.stdlib import StandardLibrary
from training.synthetic import Synthetic

TINY_MODULES = (
    *(
        "bisect",
        "calendar",
        "collections",
        "colorsys",
        "contextlib",
        "copy",
        "csv",
        "dataclasses",
        "fnmatch",
        "fractions",
    ),
    *("functools", "getopt", "glob", "heapq", "inspect", "json", "random", "shlex", "statistics", "string", "textwrap"),
)

TINY_PAGES = (
    "counting-and-grouping.md",
    "generators-and-iterators-chunks-windows-and-pipelines.md",
    "loops.md",
    "sorting.md",
    "stacks-queues-and-heaps.md",
    "tuples-and-sets.md",
    "converting-units.md",
)


@dataclass(frozen=True)
class Places:
    """Where the data is: recipes, Stack Overflow's pages, the small collections, downloads, Python's documentation."""

    cookbook: Path

    stackoverflow: Path
    collections: Path
    downloads: Path
    python_docs: Path = Path("/usr/share/doc/python3.11/html/_sources")  # Debian's python3.11-doc


def list_sources(preset: str, places: Places, packages: tuple[str, ...] = ()) -> list[Source]:
    """Return the sources of a preset. Those whose files are missing say so when they are read."""
    if preset == "tiny":
        return [CookbookPages(places.cookbook, pages=TINY_PAGES), StandardLibrary(modules=TINY_MODULES)]
    folder = places.collections
    return [
        CookbookPages(places.cookbook),
        Synthetic(places.cookbook),
        Compositions(),
        Operations(places.cookbook.parent / "operations"),
        Conala(folder / "conala_train" / "conala_train.json"),
        ThirtySeconds(folder / "thirty_seconds_of_python"),
        NumpyExercises(folder / "numpy_100"),
        PandasExercises(folder / "pandas_exercises"),
        stackoverflow_notes(places.stackoverflow),
        Notes(folder / "python_cheatsheet", "cheatsheet", "MIT", "wilfredinni/python-cheatsheet"),
        Notes(folder / "pysheeet", "pysheeet", "MIT", "crazyguitar/pysheeet", "**/*.rst"),
        Notes(
            places.python_docs,
            "python_docs",
            "PSF-2.0",
            "Debian python3.11-doc",
            "**/*.rst.txt",
            frozenset({"c-api", "extending", "distutils", "install"}),
        ),
        StandardLibrary(),
        PyPI(places.downloads, packages),
    ]


def stackoverflow_notes(folder: Path) -> Notes:
    """Return Stack Overflow Documentation as notes: all topics, none of the pages about the pages."""
    skipped = frozenset(f"{part}/{name}" for part in ("python", "algorithm") for name in NOT_TOPICS)
    return Notes(find_docs(folder) or folder, "stackoverflow", "CC BY-SA 3.0", VERSION, "*/*.md", skipped)
