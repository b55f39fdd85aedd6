"""What every source of training data gives: groups to read, each with its documents and pairs.

A source knows where its text comes from and under which licence, and how to take it apart; it judges no quality
beyond what it must to do so, and removes no duplicates.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Pair:
    """A request in English and the Python that answers it."""

    request: str
    code: str


@dataclass
class Extract:
    """What one group (a package, a topic) holds, and how much was left out for which reason.

    A document is Python, or prose with Python in it. A group never straddles training and validation.
    """

    documents: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


class Source(Protocol):
    """A named, pinned origin of data with its licence. Its values can be sent to another process."""

    @property
    def name(self) -> str:
        """How reports and files call it."""

    @property
    def licence(self) -> str:
        """The licence, or where the licence of each group stands."""

    @property
    def version(self) -> str:
        """What fixes the text: a commit, a version, a date."""

    @property
    def groups_per_job(self) -> int:
        """How many groups one process should read at a time."""

    def groups(self) -> Sequence[str]:
        """Return the names of the groups, in a stable order. Raises DataError when the source is not there."""

    def version_of(self, group: str) -> str:
        """Return what changes when the group's text changes."""

    def read(self, group: str) -> Extract:
        """Return what a group holds."""
