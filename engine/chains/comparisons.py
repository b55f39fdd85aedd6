"""A condition on an item as a template of Python, and its opposite."""

import re
from dataclasses import dataclass

from engine.chains.conditions import OPERATORS
from engine.chains.reading import Reader

COMPARED = r"(?:gt|lt|ge|le|eq|ne)"
NEGATED = {"gt": "<=", "lt": ">=", "ge": "<", "le": ">", "eq": "!=", "ne": "=="}


@dataclass(frozen=True)
class Test:
    """A condition on an item as a template, and its opposite."""

    code: str
    opposite: str

    @property
    def turned(self) -> "Test":
        """Return the condition that is met where this one is not."""
        return Test(self.opposite, self.code)


def either(code: str, opposite: str, match: re.Match[str]) -> Test:
    """Return the condition, turned where the words that said it begin with "not"."""
    return Test(opposite, code) if match.groupdict().get("not") else Test(code, opposite)


def compare(r: Reader, x: str, operator: str, value: str) -> Test:
    """Return the comparison of a template with what a word stands for."""
    wanted = r.source_of(value)
    return Test(f"{x} {OPERATORS[operator.lower()]} {wanted}", f"{x} {NEGATED[operator.lower()]} {wanted}")


def joined(tests: list[Test], link: str) -> Test:
    """Return one condition of several that are linked by "and" or by "or"."""
    if len(tests) == 1:
        return tests[0]
    other = "or" if link == "and" else "and"
    return Test(_linked([t.code for t in tests], link), _linked([t.opposite for t in tests], other))


def _linked(codes: list[str], link: str) -> str:
    if link == "and":
        codes = [f"({code})" if " or " in code else code for code in codes]
    return f" {link} ".join(codes)
