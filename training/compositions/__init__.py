"""Requests of several steps with their programs, drawn at random: a source, steps that fit, an end.

A program is written a line a step; the request tells the same steps as one of many people would.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from training.compositions.pipelines import draw_pipeline
from training.compositions.requests import write_request
from training.runner import run_program
from training.sources.base import Pair

BATCH = 20
TIME_LIMIT_S = 10.0
_RUN_ALL = """
import os
for number, (setup, code) in enumerate(programs):
    os.mkdir(f"{number}")
    os.chdir(f"{number}")
    namespace = {"__name__": "__main__"}
    exec(setup, namespace)
    exec(code, namespace)
    os.chdir("..")
"""


@dataclass(frozen=True)
class Composition:
    """A pair, and what must be there to run its program: files by path, and lines that run before."""

    pair: Pair
    files: dict[str, str] = field(default_factory=dict)
    setup: str = ""

    def runs(self, time_limit_s: float = TIME_LIMIT_S) -> bool:
        """Whether the program runs to its end in a folder of its own."""
        return run_program(write_files(self.files) + self.setup, self.pair.code, time_limit_s=time_limit_s).ran


def choose_running(compositions: Sequence[Composition], time_limit_s: float = TIME_LIMIT_S) -> list[Composition]:
    """Return those whose programs run. Many are tried in one process, and each alone only where one of them failed."""
    running: list[Composition] = []
    for start in range(0, len(compositions), BATCH):
        batch = compositions[start : start + BATCH]
        programs = [(write_files(one.files) + one.setup, one.pair.code) for one in batch]
        all_ran = run_program(f"programs = {programs!r}\n", _RUN_ALL, time_limit_s=time_limit_s).ran
        running += batch if all_ran else [one for one in batch if one.runs(time_limit_s)]
    return running


def write_files(files: dict[str, str]) -> str:
    """Return the program that writes files."""
    lines = ["from pathlib import Path as _Path"]
    for path, text in files.items():
        lines += [
            f"_Path({path!r}).parent.mkdir(parents=True, exist_ok=True)",
            f"_Path({path!r}).write_text({text!r}, encoding='utf-8')",
        ]
    return "\n".join(lines) + "\n"


def make_compositions(count: int, seed: int | str) -> Iterator[Composition]:
    """Yield compositions, the same for the same seed; whether they run is for the caller to see."""
    rng = random.Random(f"compositions/{seed}")
    made = 0
    while made < count:
        pipeline = draw_pipeline(rng)
        request = write_request(pipeline, rng)
        if request is not None:
            made += 1
            origin = pipeline.origin
            setup = "" if pipeline.function else origin.setup
            yield Composition(
                Pair(request, pipeline.code), {str(path): text for path, text in origin.files.items()}, setup
            )


def make_pairs(count: int, seed: int | str) -> Iterator[Pair]:
    """Yield that many pairs, the same for the same seed."""
    for composition in make_compositions(count, seed):
        yield composition.pair
