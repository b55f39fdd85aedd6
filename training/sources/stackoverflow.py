"""Stack Overflow Documentation (2016–17): a Markdown page a topic, headings that name the task, blocks that do it.

Anyone can get it: the public repository devtut/generate, folders docs/python and docs/algorithm, CC BY-SA.
A folder of that shape, or its `docs`, is read; see `archive.download` for fetching it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.phrasing import request_from_headings
from training.sources.markdown import CodeBlock, read_blocks
from training.workspace import DataError

VERSION = "1a3bf9d316ed9d3195012cc633d67ad2fb1b14ff"
DEFAULT_URL = f"https://codeload.github.com/devtut/generate/tar.gz/{VERSION}"
NOT_TOPICS = frozenset({"README", "contributors"})


@dataclass(frozen=True)
class Example:
    """One Python block of a topic with the request that it answers, before any cleaning."""

    topic: str
    title: str
    request: str
    lead: str
    language: str
    code: str


@dataclass(frozen=True)
class StackOverflow:
    """The topics below a folder; `parts` are the tags to read."""

    folder: Path
    parts: tuple[str, ...] = ("python", "algorithm")
    name: str = "stackoverflow"
    licence: str = "CC BY-SA 3.0"
    version: str = VERSION

    def pages(self) -> list[Path]:
        """Return the topic pages in a stable order. Raises DataError when there are none."""
        docs = find_docs(self.folder)
        if docs is None:
            raise DataError(
                f"No Stack Overflow Documentation in {self.folder}: there is no python/*.md. "
                "Name its folder with --source, or fetch it with --download."
            )
        found = [page for part in self.parts for page in sorted((docs / part).glob("*.md"))]
        return [page for page in found if page.stem not in NOT_TOPICS]

    def examples(self) -> Iterator[Example]:
        """Yield every fenced block, of any language, with its request."""
        for page in self.pages():
            for block in read_blocks(_read(page)):
                yield _to_example(page.stem, block)


def find_docs(folder: Path) -> Path | None:
    """Return the folder that holds `python/`: the one given, its `docs`, or that of an unpacked archive."""
    for docs in (folder, folder / "docs", *sorted(folder.glob("*/docs"))):
        if (docs / "python").is_dir() and any((docs / "python").glob("*.md")):
            return docs
    return None


def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8", errors="replace")


def _to_example(topic: str, block: CodeBlock) -> Example:
    topic_title = block.headings[0] if block.headings else topic.replace("-", " ")
    title = block.headings[-1] if len(block.headings) > 1 else topic_title
    request = request_from_headings(topic_title, block.headings[1:])
    return Example(topic, title, request, block.lead, block.language, block.code)
