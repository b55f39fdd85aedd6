"""Which column "the oldest", "the cheapest", "the slowest" and "the best" speak of."""

import re

from engine.chains.table_plan import NUMBER_LIKE
from engine.chains.things import Attribute, Thing, column_of

_PRICES = "price|amount|cost|total|fee"
_TIMES = "time|duration|ms|seconds|minutes|hours"
_DEGREES = "temperature|temp|celsius|degrees|fahrenheit"
SUPERLATIVES = {
    "oldest": ("max", "age"), "youngest": ("min", "age"), "cheapest": ("min", _PRICES), "most expensive": ("max", _PRICES),
    "tallest": ("max", "height"), "heaviest": ("max", "weight"), "lightest": ("min", "weight"), "newest": ("max", "year"),
    "best rated": ("max", "rating"), "top rated": ("max", "rating"), "highest rated": ("max", "rating"), "richest": ("max", "salary"),
    "best paid": ("max", "salary"), "highest paid": ("max", "salary"), "worst paid": ("min", "salary"),
    "hottest": ("max", _DEGREES), "warmest": ("max", _DEGREES), "coldest": ("min", _DEGREES), "slowest": ("max", _TIMES),
    "fastest": ("min", _TIMES), "quickest": ("min", _TIMES), "longest": ("max", f"length|{_TIMES}|pages|distance|km"),
    "shortest": ("min", f"length|{_TIMES}|pages|distance|km"), "busiest": ("max", "count|visitors|requests"),
    "best": ("max", ""), "worst": ("min", ""), "fullest": ("max", "percent|usage"),
}  # fmt: skip


def column_meant(rows: Thing, word: str, request: str) -> Attribute | None:
    """Return the column by which a superlative orders rows; None where it could be more than one."""
    wanted = SUPERLATIVES[word.lower()][1].split("|")
    if not wanted[0]:
        return _only_number(rows)
    known = (*rows.columns, *rows.made)
    for name in wanted:
        if found := [column for column in known if re.search(rf"(?:^|_){name}s?$", column, re.IGNORECASE)]:
            return column_of(rows, found[0])
    if not known and (shown := [name for name in wanted if name != "time" and re.search(rf"\b{name}\b", request)]):
        return column_of(rows, shown[0])
    if word.lower() in ("longest", "shortest", "busiest", "slowest", "fastest", "quickest"):
        return None
    said = [name for name in wanted if re.search(rf"\b{name}", request)]
    return column_of(rows, (said or wanted)[0]) if said or not rows.columns else None


def _only_number(rows: Thing) -> Attribute | None:
    """Return what was worked out last, or the one column that holds numbers."""
    if rows.made:
        return column_of(rows, rows.made[-1])
    numbers = [name for name in rows.columns if NUMBER_LIKE.fullmatch(name) and name.lower() != "id"]
    return column_of(rows, numbers[0]) if len(numbers) == 1 else None
