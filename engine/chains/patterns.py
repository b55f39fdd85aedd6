"""Patterns that are written where they are looked for, compiled the first time; `re` itself keeps fewer than are tried."""

import re
from functools import lru_cache


@lru_cache(maxsize=2048)
def any_case(pattern: str) -> re.Pattern[str]:
    """Return a pattern that takes capitals for small letters."""
    return re.compile(pattern, re.IGNORECASE)
