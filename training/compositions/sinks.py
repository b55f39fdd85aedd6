"""What the end of a pipeline is: how people ask for it."""

import random
from dataclasses import dataclass, field

from training.compositions.language import FileName


@dataclass(frozen=True)
class Sink:
    """An end that was drawn; `{x}` is what the pipeline made."""

    clauses: tuple[str, ...]
    manners: tuple[str, ...] = ("",)  # what can follow any way of asking for the thing: ", one per line"
    is_plain: bool = False  # a question or "I need …" asks for as much
    terse: tuple[str, ...] = ()
    values: dict[str, object] = field(default_factory=dict)


def name_result(rng: random.Random, ending: str, *stems: str) -> FileName:
    """Return the name of a file for what was made."""
    return FileName(
        rng.choice([*stems, *stems, "result", "output", "out", "results", "new", "report", "summary"]) + ending
    )
