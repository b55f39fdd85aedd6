"""The cookbook with its matcher: read from the pages, or from a cache made of the same pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.cookbook import Cookbook, load_cookbook
from engine.matcher import Matcher


@dataclass(frozen=True)
class Index:
    """All recipes and what finds them."""

    cookbook: Cookbook
    matcher: Matcher


def load_index(folders: Sequence[Path], cache: Path | None = None) -> Index:
    """Return the index over the pages of these folders; later folders' recipes replace earlier ones by title."""
    cookbook = load_cookbook(folders)
    return Index(cookbook, Matcher(cookbook.recipes))
