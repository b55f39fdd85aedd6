"""Runs of words in patterns, which must end: a search from each word of a run without an end reads all that follows.

Nobody says "and then" thirty times in a row, and the time for a text that does grows with its length, not its square.
"""

import re

LONGEST_RUN = 30


def bounded(pattern: str) -> str:
    """Return a pattern whose repeated groups repeat at most so often."""

    def bound(match: re.Match[str]) -> str:
        least = {"*": 0, "+": 1}.get(match["often"] or "")
        return match[0] if least is None else f"){{{least},{LONGEST_RUN}}}"

    return _TOKEN.sub(bound, pattern)


_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\)(?P<often>[*+])", re.DOTALL)
