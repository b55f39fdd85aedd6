"""Small collections of exercises with their solutions: 30 seconds of Python, 100 numpy exercises, pandas exercises."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.cleaning import UnusableError, clean_code
from training.phrasing import from_third_person, tidy_request
from training.sources import markdown
from training.sources.base import Extract, Pair
from training.sources.pins import checksum
from training.workspace import DataError


@dataclass(frozen=True)
class ThirtySeconds:
    """Short functions, a Markdown page each: a description, the function, an example."""

    folder: Path
    name: str = "thirty_seconds"
    licence: str = "CC0-1.0"
    version: str = "30-seconds/30-seconds-of-python"
    groups_per_job: int = 200

    def groups(self) -> Sequence[str]:
        """Return the pages' names."""
        return _page_names(self.folder / "snippets", "*.md", self.name)

    def version_of(self, group: str) -> str:
        """Return the checksum of the page."""
        return checksum(self.folder / "snippets" / group)

    def read(self, group: str) -> Extract:
        """Return the function under its description, and the function with its example."""
        page = (self.folder / "snippets" / group).read_text(encoding="utf-8")
        body = re.sub(r"\A---\n.*?\n---\n", "", page, flags=re.DOTALL)
        paragraphs = [part.strip() for part in body.split("\n\n") if part.strip()]
        first, *rest = tidy_request(paragraphs[0]).split(" ")
        codes = [block.code for block in markdown.read_blocks(body)]
        request = " ".join([from_third_person(first).capitalize(), *rest])
        return _extract([(request, codes[0]), (request, "\n\n\n".join(codes))] if codes else [])


@dataclass(frozen=True)
class NumpyExercises:
    """A hundred questions about numpy with answers, as one file of `< q1`, `< h1`, `< a1` sections."""

    folder: Path
    name: str = "numpy_100"
    licence: str = "MIT"
    version: str = "rougier/numpy-100"
    groups_per_job: int = 200

    def groups(self) -> Sequence[str]:
        """Return the name of the one file."""
        return _page_names(self.folder / "source", "exercises*.ktx", self.name)

    def version_of(self, group: str) -> str:
        """Return the checksum of the file."""
        return checksum(self.folder / "source" / group)

    def read(self, group: str) -> Extract:
        """Return each question with its answer, which imports numpy."""
        text = (self.folder / "source" / group).read_text(encoding="utf-8")
        parts = dict(re.findall(r"^< ([qa]\d+)\n(.*?)(?=^< |\Z)", text, re.DOTALL | re.MULTILINE))
        return _extract(_read_questions(parts))


@dataclass(frozen=True)
class PandasExercises:
    """Steps of pandas exercises with the cells that solve them, one JSON object a line."""

    folder: Path
    name: str = "pandas_exercises"
    licence: str = "BSD-3-Clause"
    version: str = "guipsamora/pandas_exercises"
    groups_per_job: int = 200

    def groups(self) -> Sequence[str]:
        """Return the exercises' names."""
        return sorted({row["src"] for row in self._rows()})

    def version_of(self, group: str) -> str:
        """Return the checksum of the file that holds all exercises."""
        return checksum(self.folder / "pairs.derived.jsonl")

    def read(self, group: str) -> Extract:
        """Return the steps of an exercise."""
        return _extract((_last_step(row["intent"]), row["code"]) for row in self._rows() if row["src"] == group)

    def _rows(self) -> list[dict[str, str]]:
        file = self.folder / "pairs.derived.jsonl"
        if not file.is_file():
            raise DataError(f"{self.name}: {file} is missing.")
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _page_names(folder: Path, pattern: str, name: str) -> list[str]:
    names = sorted(path.name for path in folder.glob(pattern))
    if not names:
        raise DataError(f"{name}: no {pattern} in {folder}.")
    return names


def _read_questions(parts: dict[str, str]) -> Iterator[tuple[str, str]]:
    for key, question in parts.items():
        answer = parts.get("a" + key[1:], "")
        if key.startswith("q") and answer:
            request = re.sub(r"\s*\(★.*", "", question.strip().split("\n")[0])
            head = "" if "import numpy" in answer or "np." not in answer else "import numpy as np\n\n"
            yield request, head + answer


def _last_step(intent: str) -> str:
    """The heading of the step that a cell solves; cells without one carry the text before them."""
    return re.sub(r"^#+\s*Step \d+\.?\s*", "", intent.strip().split("\n")[-1])


def _extract(pairs: Iterable[tuple[str, str]]) -> Extract:
    extract = Extract()
    for request, code in pairs:
        try:
            extract.pairs.append(Pair(tidy_request(request), clean_code(code)))
        except UnusableError as error:
            extract.dropped[error.reason] += 1
    return extract
