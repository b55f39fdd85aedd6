"""What numbers measure: the unit beside a number in a request, and the one that a recipe's variable is for.

Pure functions over text and names. A number of years has no place in a rate; two minutes are 120 seconds.
"""

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Unit:
    """What is measured (`time`, `money` …), and how many of the smallest unit one of these is."""

    dimension: str
    size: float = 1.0


_SECOND, _MONTH, _METRE, _GRAM = (Unit(name) for name in ("time", "months", "length", "weight"))
PERCENT, _MONEY, _SPEED, _PEOPLE = (Unit(name) for name in ("percent", "money", "speed", "people"))
_WORDS: dict[str, Unit] = {
    word: unit
    for words, unit in (
        ("millisecond milliseconds ms", Unit("time", 0.001)),
        ("second seconds sec secs s", _SECOND),
        ("minute minutes min mins", Unit("time", 60)),
        ("hour hours h hr hrs", Unit("time", 3600)),
        ("day days", Unit("time", 86_400)),
        ("week weeks", Unit("time", 604_800)),
        ("month months", _MONTH),
        ("year years yr yrs", Unit("months", 12)),
        ("% percent percentage pct", PERCENT),
        ("€ $ £ euro euros eur dollar dollars usd bucks gbp", _MONEY),
        ("cent cents", Unit("money", 0.01)),
        ("mm millimeters millimetres", Unit("length", 0.001)),
        ("cm centimeters centimetres", Unit("length", 0.01)),
        ("m meter meters metre metres", _METRE),
        ("km kilometer kilometers kilometre kilometres", Unit("length", 1000)),
        ("mile miles mi", Unit("miles")),
        ("inch inches", Unit("inches")),
        ("foot feet ft", Unit("feet")),
        ("g gram grams", _GRAM),
        ("byte bytes", Unit("data")),
        ("kb kilobyte kilobytes", Unit("data", 1000)),
        ("mb megabyte megabytes", Unit("data", 1_000_000)),
        ("gb gigabyte gigabytes", Unit("data", 1_000_000_000)),
        ("kg kilo kilos kilogram kilograms", Unit("weight", 1000)),
        ("lb lbs", Unit("pounds")),
        ("km/h kmh kph mph", _SPEED),
        ("°c celsius", Unit("celsius")),
        ("°f fahrenheit", Unit("fahrenheit")),
        ("people persons person friends guests", _PEOPLE),
    )
    for word in words.split()
}
# Names that do not say their unit, and what they measure all the same.
_NAMES: dict[str, Unit] = {
    word: unit
    for words, unit in (
        ("rate interest discount tip tax vat", PERCENT),
        ("principal price bill amount cost salary loan deposit balance budget fee wage", _MONEY),
        ("distance", Unit("length", 1000)),
        ("delay pause timeout", _SECOND),
    )
    for word in words.split()
}
# The year 2024 is no length of time, and `min_length` no minute.
CALENDAR_YEAR, CALENDAR_MONTH = Unit("calendar year"), Unit("calendar month")
_CALENDAR = {"year": CALENDAR_YEAR, "month": CALENDAR_MONTH}
_OTHER_IN_NAMES = frozenset("year month day week hour minute second min sec ms cent person".split())
_OTHER_RATES = frozenset("hourly exchange per sample frame learning".split())
_AFTER = re.compile(r"[`'\"]?[ -]?(km/h|kmh|kph|mph|°[cf]|per ?cent|%|€|\$|£|[a-z]+)(?![\w/])", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_YEAR = re.compile(
    r"\b(?:in|of|year|since|for|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec),? [`'\"]?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"([€$£])\s?`?$")


def unit_beside(text: str, start: int, end: int) -> Unit | None:
    """Return the unit of the number at `start` to `end`: of "5%", "10 years", "$30", "in 2024"."""
    if text[start:end].endswith("%"):
        return PERCENT
    if before := _BEFORE.search(text[:start]):
        return _WORDS[before[1]]
    after = _AFTER.match(text, end)
    unit = _WORDS.get(re.sub(r"per ?cent", "percent", after[1].lower())) if after else None
    if unit is None and _YEAR.fullmatch(text[start:end]) and _BEFORE_YEAR.search(text[:start]):
        return CALENDAR_YEAR
    return unit


@lru_cache(maxsize=4096)
def unit_of_name(name: str) -> Unit | None:
    """Return the unit that a variable says it is in, as `seconds`, `speed_kmh` and `year` do."""
    words = name.lower().split("_")
    if name in _CALENDAR:
        return _CALENDAR[name]
    said = [_WORDS[word] for word in words if len(word) > 1 and word in _WORDS and word not in _OTHER_IN_NAMES]
    return said[-1] if said and "per" not in words else None


@lru_cache(maxsize=4096)
def likely_unit(name: str) -> Unit | None:
    """Return the unit that a variable is likely to be in, as a `rate` is in percent, though it does not say so."""
    words = name.lower().split("_")
    meant = [_NAMES[word] for word in words if word in _NAMES]
    return meant[-1] if meant and not _OTHER_RATES & set(words) else None


def converted(value: float, unit: Unit, to: Unit) -> float | None:
    """Return a number in another unit of the same kind, whole where it was; None where the kinds differ."""
    if unit.dimension != to.dimension:
        return None
    if unit.size == to.size:
        return value
    result = round(value * unit.size / to.size, 9)
    return int(result) if result == int(result) else result
