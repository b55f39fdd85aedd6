"""Read the cookbook: pages of Markdown whose sections are recipes.

A page opens with `# Topic`. Each `## Title` begins a recipe: `- other ways to ask`, then its code, and optionally
blocks named setup and check. Knows the format alone: nothing of finding or filling recipes.
"""

import ast
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import CookbookError
from engine.pages import Page, find_pages
from engine.parsing import quiet_parser

logger = logging.getLogger(__name__)

BLOCKS = {"": "code", "setup": "setup", "check": "check"}
INDEX_PAGE = "index.md"


@dataclass(frozen=True)
class Recipe:
    """A checked piece of code and the ways people ask for it.

    `asks` begins with the title. `setup` defines what the request presupposes (files, variables); `check` asserts
    what the code did, with its printed text as `out`.
    """

    id: str
    title: str
    asks: tuple[str, ...]
    code: str
    setup: str = ""
    check: str = ""
    topic: str = ""
    page: str = ""
    line: int = 0


@dataclass
class Cookbook:
    """All recipes, in reading order, and what was wrong with pages that could not be read."""

    recipes: Sequence[Recipe] = field(default_factory=list)
    problems: list[CookbookError] = field(default_factory=list)

    def find(self, recipe_id: str) -> Recipe | None:
        """Return the recipe with this id, or None."""
        return next((recipe for recipe in self.recipes if recipe.id == recipe_id), None)


def load_cookbook(folders: Iterable[Path]) -> Cookbook:
    """Read every page of the folders; a later folder's recipe replaces an earlier one of the same title.

    A section that is not a recipe is reported in `problems` and left out; the rest of its page still counts.
    """
    book = Cookbook()
    by_title: dict[str, Recipe] = {}
    for folder in folders:
        for page in find_pages(folder):
            if page.path.name == INDEX_PAGE:
                continue
            for item in _read(page):
                if isinstance(item, CookbookError):
                    book.problems.append(item)
                    logger.warning("%s", item)
                else:
                    by_title[item.title.lower()] = item
    book.recipes = list(by_title.values())
    return book


def read_page(path: Path) -> Iterator[Recipe | CookbookError]:
    """Yield the recipes of a page, and an error with its line for each section that is none."""
    yield from _read(Page(path, path.read_bytes))


def _read(page: Page) -> Iterator[Recipe | CookbookError]:
    try:
        text = page.read()
    except (OSError, UnicodeDecodeError) as error:
        yield CookbookError(page.path, 1, f"cannot be read: {error}")
        return
    yield from parse_page(text, page.path)


def parse_page(text: str, path: Path) -> Iterator[Recipe | CookbookError]:
    """Yield what `read_page` does, from a page's text."""
    topic = path.stem.replace("-", " ")
    section: _Section | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if section is not None and section.open_block is not None:
            section.add_code(line)
        elif line.startswith("## "):
            if section is not None:
                yield section.finish(path, topic)
            section = _Section(line[3:].strip(), number)
        elif line.startswith("# ") and section is None:
            topic = line[2:].strip()
        elif section is not None:
            section.add(line, number)
    if section is not None:
        yield section.finish(path, topic)


class _Section:
    """A recipe while its lines are read."""

    def __init__(self, title: str, line: int) -> None:
        self.title, self.line = title, line
        self.asks: list[str] = []
        self.blocks: dict[str, list[str]] = {}
        self.open_block: str | None = None
        self.fault: tuple[int, str] | None = None

    def add(self, line: str, number: int) -> None:
        """Take a line outside of code."""
        if line.startswith("- "):
            self.asks.append(line[2:].strip())
        elif line.startswith("```"):
            self._open(line, number)

    def _open(self, line: str, number: int) -> None:
        match = re.fullmatch(r"```python(?:\s+(\w+))?\s*", line)
        name = BLOCKS.get(match[1] or "") if match else None
        if name is None:
            self.fault = self.fault or (number, "a code block must begin with ```python, ```python setup or check")
        elif name in self.blocks:
            self.fault = self.fault or (number, f"a second {name} block in one recipe")
        self.open_block = name or "unknown"
        self.blocks.setdefault(self.open_block, [])

    def add_code(self, line: str) -> None:
        """Take a line inside a block; the closing fence ends it."""
        assert self.open_block is not None
        if line.rstrip() == "```":
            self.open_block = None
        else:
            self.blocks[self.open_block].append(line)

    def finish(self, path: Path, topic: str) -> Recipe | CookbookError:
        """Return the recipe, or what keeps the section from being one."""
        if self.open_block is not None:
            return CookbookError(path, self.line, f"{self.title!r} has a code block without an end")
        if self.fault:
            return CookbookError(path, self.fault[0], self.fault[1])
        if not self.title:
            return CookbookError(path, self.line, "a recipe needs a title")
        if not any(line.strip() for line in self.blocks.get("code", [])):
            return CookbookError(path, self.line, f"{self.title!r} has no ```python block with code")
        texts = {name: "\n".join(lines) + "\n" for name, lines in self.blocks.items()}
        if problem := _first_fault(texts):
            return CookbookError(
                path, self.line, f"the {problem[0]} block of {self.title!r} is not Python: {problem[1]}"
            )
        asks = tuple(dict.fromkeys([self.title, *self.asks]))
        return Recipe(
            id=recipe_id(path.name, self.title),
            title=self.title,
            asks=asks,
            code=texts["code"],
            setup=texts.get("setup", ""),
            check=texts.get("check", ""),
            topic=topic,
            page=path.name,
            line=self.line,
        )


def _first_fault(blocks: dict[str, str]) -> tuple[str, Exception] | None:
    """Return the first block that is not Python, with the reason. One parse for all where all is well."""
    try:
        with quiet_parser():
            ast.parse("\n".join(blocks.values()))
    except (SyntaxError, ValueError):
        for name, code in blocks.items():
            try:
                with quiet_parser():
                    ast.parse(code)
            except (SyntaxError, ValueError) as error:
                return name, error
    return None


def recipe_id(page: str, title: str) -> str:
    """Return the id of a recipe: its page and its title."""
    return f"{Path(page).stem}/{slug(title)}"


def slug(title: str) -> str:
    """Return a title as it stands in a recipe's id: lower-case words joined by hyphens."""
    return "-".join(re.findall(r"\w+", title.lower()))[:80].rstrip("-")
