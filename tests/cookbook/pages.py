"""Read cookbook pages for the tests, strictly and by nothing but the format.

Written apart from the program's own reader, so that each is a check of the other.
"""

import ast
import functools
import re
from dataclasses import dataclass
from pathlib import Path

PAGES_DIR = Path(__file__).resolve().parents[2] / "resources" / "cookbook"
BLOCKS = {"```python": "code", "```python setup": "setup", "```python check": "check"}


@dataclass(frozen=True)
class Recipe:
    """One section of a page: what it does, other ways to ask for it, and its blocks of code."""

    page: str
    line: int
    title: str
    asks: tuple[str, ...]
    code: str
    setup: str
    check: str

    @property
    def where(self) -> str:
        """Return the place and the title, for messages."""
        return f"{self.page}.md:{self.line}: {self.title}"


def recipe_pages() -> list[Path]:
    """Return all pages of recipes, by name; the index is not one of them."""
    return sorted(path for path in PAGES_DIR.glob("*.md") if path.name != "index.md")


def is_draft(page: str) -> bool:
    """Tell whether a page is still being written: checked like any other, but not yet part of the index."""
    return page.startswith("new_")


def read_page(path: Path) -> list[Recipe]:
    """Return the recipes of a page. Raises ValueError, naming file and line, for anything that is out of form."""
    text = path.read_text(encoding="utf-8")
    pieces = re.split(r"^## ", _shield_fences(text), flags=re.MULTILINE)
    line = pieces[0].count("\n") + 1
    recipes = []
    for piece in pieces[1:]:
        recipes.append(_read_section(path, line, piece.replace("\x00", "")))
        line += piece.count("\n")
    return recipes


def _shield_fences(text: str) -> str:
    """Put a mark before each line inside a fence, so that nothing in there looks like a title."""
    inside, lines = False, []
    for line in text.splitlines(keepends=True):
        is_fence = line.startswith("```")
        lines.append("\x00" + line if inside and not is_fence else line)
        inside ^= is_fence
    return "".join(lines)


def _read_section(path: Path, line: int, section: str) -> Recipe:
    title, *rest = section.splitlines()
    asks: list[str] = []
    blocks: dict[str, list[str]] = {}
    block: list[str] | None = None
    for number, text in enumerate(rest, line + 1):
        if block is not None and text == "```":
            block = None
        elif block is not None:
            block.append(text)
        elif text.startswith("- ") and not blocks:
            asks.append(text[2:])
        elif text in BLOCKS and BLOCKS[text] not in blocks:
            block = blocks[BLOCKS[text]] = []
        elif text:
            raise ValueError(f"{path.name}:{number}: {text!r} is no part of a recipe")
    if block is not None:
        raise ValueError(f"{path.name}:{line}: {title!r} has a block without end")
    for name in ("code", "check"):
        if not blocks.get(name):
            raise ValueError(f"{path.name}:{line}: {title!r} has no {name}")
    joined = {name: "\n".join(lines) + "\n" for name, lines in blocks.items()}
    return Recipe(path.stem, line, title, tuple(asks), joined["code"], joined.get("setup", ""), joined["check"])


@functools.cache
def imported_modules(recipe: Recipe) -> set[str]:
    """Return the top-level modules that the blocks of a recipe import; running it tells if a block is not Python."""
    names: set[str] = set()
    for block in (recipe.setup, recipe.code, recipe.check):
        try:
            tree = ast.parse(block)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names
