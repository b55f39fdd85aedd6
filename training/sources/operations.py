"""Requests drawn from the engine's operations, with the programs composed of them: each run before it is admitted."""

import hashlib
import os
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.composer import program
from engine.composer.operations import load_phrasebook
from training import runner
from training.compositions import choose_running, operated
from training.compositions.source import WARM_MODULES
from training.runner import warm_up
from training.sources.base import Extract
from training.sources.pins import checksum
from training.workspace import DataError

ENDLESS = re.compile(r"permutations\(|repeat\(|accumulate\(range")  # for some inputs; these are not drawn
TIME_LIMIT_S = 1.5  # of a group of programs, or of one: what takes longer grew without end


@dataclass(frozen=True)
class Operations:
    """Pairs drawn at random from the pages of a folder; a group is a seed."""

    folder: Path
    group_count: int = 100
    group_size: int = 1000
    name: str = "operations"
    licence: str = "MIT"
    version: str = "resources/operations, composed and run"
    groups_per_job: int = 1

    def groups(self) -> Sequence[str]:
        """Return the names of the groups. Raises DataError where programs cannot be tried out."""
        if not hasattr(os, "fork"):
            raise DataError("operations: trying out programs needs os.fork, which this system lacks.")
        return [f"{number:03}" for number in range(self.group_count)]

    def version_of(self, group: str) -> str:
        """Return the checksum of the pages and of what draws, composes and runs the pairs, and how many they are."""
        modules = [Path(str(module.__file__)) for module in (operated, program, runner)]
        files = [*sorted(self.folder.glob("*.md")), *modules]
        return hashlib.sha256("".join([*map(checksum, files), str(self.group_size)]).encode()).hexdigest()

    def read(self, group: str) -> Extract:
        """Return the pairs of a group whose programs ran; the others are counted."""
        extract = Extract()
        warm_up(WARM_MODULES)
        rng = random.Random(f"operations/{group}")
        operations = [one for one in load_phrasebook(self.folder).operations if not ENDLESS.search(one.code)]
        drawn = (operated.draw_composition(operations, rng) for _ in range(self.group_size))
        made = [one for one in drawn if one is not None]
        running = choose_running(made, TIME_LIMIT_S)
        extract.pairs = [composition.pair for composition in running]
        extract.dropped["did_not_run"] = len(made) - len(running)
        return extract
