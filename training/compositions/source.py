"""The compositions as a source of the corpus: groups of pairs by number, each program run before it is admitted."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training import runner
from training.compositions import choose_running, make_compositions
from training.runner import warm_up
from training.sources.base import Extract
from training.sources.pins import checksum
from training.workspace import DataError

WARM_MODULES = ("collections", "csv", "itertools", "json", "math", "pathlib", "random", "sqlite3", "statistics")


@dataclass(frozen=True)
class Compositions:
    """Pairs drawn at random; a group is a seed."""

    group_count: int = 40
    group_size: int = 1000
    name: str = "compositions"
    licence: str = "MIT"
    version: str = "made and run by training/compositions"
    groups_per_job: int = 1

    def groups(self) -> Sequence[str]:
        """Return the names of the groups. Raises DataError where programs cannot be tried out."""
        if not hasattr(os, "fork"):
            raise DataError("compositions: trying out programs needs os.fork, which this system lacks.")
        return [f"{number:03}" for number in range(self.group_count)]

    def version_of(self, group: str) -> str:
        """Return the checksum of what draws, says and runs the pairs, and how many they are."""
        files = [*sorted(Path(__file__).parent.glob("*.py")), Path(str(runner.__file__))]
        return hashlib.sha256("".join([*map(checksum, files), str(self.group_size)]).encode()).hexdigest()

    def read(self, group: str) -> Extract:
        """Return the pairs of a group whose programs ran; the others are counted."""
        extract = Extract()
        warm_up(WARM_MODULES)
        made = list(make_compositions(self.group_size, group))
        running = choose_running(made)
        extract.pairs = [composition.pair for composition in running]
        extract.dropped["did_not_run"] = len(made) - len(running)
        return extract
