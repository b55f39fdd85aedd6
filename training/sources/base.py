"""What every source of training data gives: documents to read and pairs of request and code.

A source knows where its text comes from and under which licence; it judges no quality and removes no duplicates.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Document:
    """A text to learn the language from. `group` (a package, a topic) never straddles training and validation."""

    source: str
    group: str
    title: str
    text: str


@dataclass(frozen=True)
class Pair:
    """A request in English and the Python that answers it."""

    source: str
    group: str
    request: str
    code: str


class Source(Protocol):
    """A named, pinned origin of data with its licence."""

    name: str
    licence: str
    version: str

    def documents(self) -> Iterator[Document]:
        """Yield texts in a stable order."""
        ...

    def pairs(self) -> Iterator[Pair]:
        """Yield pairs in a stable order."""
        ...
