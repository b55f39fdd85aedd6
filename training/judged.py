"""Requests of our own whose nearest recipes were judged by reading: which do all that is asked, which nearly.

Beside them stand requests that no recipe answers (`out_of_scope.txt`, written for this). The ranker and the reranker
learn from all of these; one in six is held out, and how sure to be is learnt from those.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.workspace import REPOSITORY, read_jsonl

JUDGED = REPOSITORY / "training" / "judged.jsonl"
OUT_OF_SCOPE = REPOSITORY / "training" / "out_of_scope.txt"
HELD_OUT_SHARE = 6  # one judged request in so many


def is_held_out(prompt: str) -> bool:
    """Return whether training must not see a request."""
    return hashlib.sha256(prompt.encode()).digest()[0] % HELD_OUT_SHARE == 0


@dataclass(frozen=True)
class Judged:
    """A request, the recipes that were judged, and of each whether it does all that is asked, and at least nearly."""

    prompt: str
    titles: tuple[str, ...]
    right: tuple[bool, ...]
    near: tuple[bool, ...]

    @property
    def right_titles(self) -> tuple[str, ...]:
        """The recipes that do all that is asked."""
        return tuple(title for title, is_right in zip(self.titles, self.right, strict=True) if is_right)

    @property
    def is_held_out(self) -> bool:
        """Whether training must not see it."""
        return is_held_out(self.prompt)


def read_out_of_scope() -> list[str]:
    """Return the requests that nothing answers: other languages, other subjects, nonsense."""
    return OUT_OF_SCOPE.read_text(encoding="utf-8").splitlines()


def title_key(title: str) -> str:
    """Return the short text that stands for a title among those that were judged not to be right."""
    return hashlib.sha256(title.encode()).hexdigest()[:8]


def read_judged(path: Path, titles: Sequence[str]) -> list[Judged]:
    """Return the judged requests; titles that the cookbook does not hold any more are left out."""
    by_key = {title_key(title): title for title in titles}
    known = set(titles)
    judged = []
    for row in read_jsonl(path):
        right = [title for title in row["right"] if title in known]
        near, wrong = ([by_key[key] for key in row[name] if key in by_key] for name in ("nearly", "wrong"))
        offered = (*right, *near, *wrong)
        is_right = tuple(title in right for title in offered)
        judged.append(Judged(row["prompt"], offered, is_right, tuple(title in (*right, *near) for title in offered)))
    return [one for one in judged if one.titles]
