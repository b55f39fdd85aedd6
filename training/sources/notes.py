"""Folders of documentation pages, Markdown or reStructuredText: a page is a group.

Serves Stack Overflow Documentation, cheat-sheets, pysheeet and Python's own documentation.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.sources import markdown, rst
from training.sources.base import Extract
from training.sources.pages import extract_page
from training.workspace import DataError


@dataclass(frozen=True)
class Notes:
    """The pages below a folder that match a pattern."""

    folder: Path
    name: str
    licence: str
    version: str
    pattern: str = "**/*.md"
    skipped: frozenset[str] = frozenset()
    groups_per_job: int = 50

    def groups(self) -> Sequence[str]:
        """Return the pages' paths below the folder."""
        pages = sorted(path for path in self.folder.glob(self.pattern) if path.is_file())
        names = [path.relative_to(self.folder).as_posix() for path in pages]
        names = [name for name in names if not any(name.startswith(prefix) for prefix in self.skipped)]
        if not names:
            raise DataError(f"{self.name}: no {self.pattern} in {self.folder}.")
        return names

    def version_of(self, group: str) -> str:
        """Return the checksum of the page."""
        return hashlib.sha256((self.folder / group).read_bytes()).hexdigest()

    def read(self, group: str) -> Extract:
        """Return a page's pairs and sections."""
        text = (self.folder / group).read_text(encoding="utf-8", errors="replace")
        is_markdown = group.endswith(".md")
        title = Path(group).name.split(".")[0].replace("-", " ").replace("_", " ")
        return extract_page(title, markdown.read_blocks(text) if is_markdown else rst.read_blocks(text))
