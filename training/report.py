"""Count what a preparation kept and what it dropped, by named reason, for people and for programs."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Tally:
    """How many items a step was given, how many it kept, and why it dropped the others."""

    kept: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def keep(self) -> None:
        """Count one item that stays."""
        self.kept += 1

    def drop(self, reason: str) -> None:
        """Count one item that goes, with the criterion it missed."""
        self.dropped[reason] += 1

    @property
    def given(self) -> int:
        """All items seen."""
        return self.kept + sum(self.dropped.values())

    def to_dict(self) -> dict[str, Any]:
        """Return the counts as JSON values, most frequent reason first."""
        return {"given": self.given, "kept": self.kept, "dropped": dict(self.dropped.most_common())}


def table(headings: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    """Return a Markdown table; whole numbers get thousands separators."""
    lines = ["| " + " | ".join(headings) + " |", "|" + " --- |" * len(headings)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def reasons_table(tally: Tally, meanings: Mapping[str, str]) -> str:
    """Return a Markdown table of the reasons in a tally with what each one means."""
    return table(
        ("criterion", "what it asks", "dropped"),
        [(name, meanings.get(name, ""), count) for name, count in tally.dropped.most_common()],
    )


def _cell(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|")
