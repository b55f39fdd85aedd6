"""The cookbook: every recipe under each of its ways to ask, also those that only training sees. A page is a group.

Other values, other wordings and compositions of recipes are made by `training.synthetic`, not here.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.adapt import adapt
from engine.cookbook import INDEX_PAGE, Recipe, read_page
from training.more_asks import FOLDER, with_more_asks
from training.sources.base import Extract, Pair
from training.workspace import DataError


@dataclass(frozen=True)
class CookbookPages:
    """The pages of a folder of recipes, or some of them."""

    folder: Path
    name: str = "cookbook"
    licence: str = "MIT"
    version: str = "resources/cookbook"
    groups_per_job: int = 100
    pages: tuple[str, ...] = ()  # none: all of them

    def groups(self) -> Sequence[str]:
        """Return the names of the pages."""
        return [name for name in page_names(self.folder) if not self.pages or name in self.pages]

    def version_of(self, group: str) -> str:
        """Return the checksum of the page and of the further ways to ask for its recipes."""
        files = [path for path in (self.folder / group, FOLDER / group) if path.is_file()]
        return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()

    def read(self, group: str) -> Extract:
        """Return each recipe of a page, adapted to each of its ways to ask; what is no recipe is counted."""
        extract = Extract()
        for recipe in read_page(self.folder / group):
            if isinstance(recipe, Recipe):
                extract.pairs += [Pair(ask, adapt(recipe, ask, ask).code) for ask in with_more_asks(recipe).asks]
            else:
                extract.dropped["no_recipe"] += 1
        return extract


def page_names(folder: Path) -> list[str]:
    """Return the names of the pages in a folder. Raises DataError when there are none."""
    names = sorted(path.name for path in folder.glob("*.md") if path.name != INDEX_PAGE)
    if not names:
        raise DataError(f"cookbook: no pages in {folder}.")
    return names
