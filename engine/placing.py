"""Which values of a request plainly belong in which places of a recipe: by name ("height 4") or by unit ("5 years").

Pure functions. A place is a variable at the top of the code, a number that the ways to ask speak of, or a parameter.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.units import PERCENT, Unit, converted, likely_unit, unit_beside, unit_of_name
from engine.values import Value
from engine.words import stem


@dataclass(frozen=True)
class Place:
    """A place for a value: its name ("" for none), its value in the recipe, and the unit that a way to ask gives it."""

    name: str
    default: Any
    asked_unit: Unit | None = None
    called: tuple[str, ...] = ()  # other names for it

    @property
    def unit(self) -> Unit | None:
        """The unit of what stands here, if that is known: from the name, the way to ask, or a common meaning."""
        if isinstance(self.default, bool) or not isinstance(self.default, int | float):
            return None
        return unit_of_name(self.name) or self.asked_unit or likely_unit(self.name)


def settle(
    prompt: str, values: Sequence[Value], places: Sequence[Place], fits: Callable[[int, int], bool]
) -> dict[int, int]:
    """Return value → place for the pairs that the request leaves no doubt about; `fits` says which are possible."""
    settled: dict[int, int] = {}

    def take(v: int, s: int) -> None:
        if v not in settled and s not in settled.values():
            settled[v] = s

    possible = [(v, s) for v in range(len(values)) for s in range(len(places)) if fits(v, s)]
    for v, s in possible:
        if values[v].label and values[v].label == places[s].name:
            take(v, s)
    for v, s in possible:
        if any(is_counted(name, prompt, values[v]) for name in (places[s].name, *places[s].called)):
            take(v, s)
    words = {v: words_before(prompt, values[v].start) for v, _ in possible}
    for v, s in possible:
        is_share_of = "percent" in places[s].name and words[v][:1] == ["of"] and values[v].unit != PERCENT
        names = (places[s].name, *places[s].called)
        if any(is_called(name, words[v]) for name in names) and not is_share_of:  # "what percent of 250 …"
            take(v, s)
    for is_exact in (True, False):
        pairs = [
            (v, s) for v, s in possible
            if v not in settled and s not in settled.values() and _measures(values[v], places[s], is_exact)
        ]  # fmt: skip
        for v, s in pairs:
            rivals = {other for other, place in pairs if place == s}
            choices = {place for other, place in pairs if other == v}
            if len(rivals) == 1 and len(choices) == 1:
                take(v, s)
    return settled


def _measures(value: Value, place: Place, is_exact: bool) -> bool:
    unit = place.unit
    if value.unit is None or unit is None:
        return False
    return value.unit == unit if is_exact else converted(1, value.unit, unit) is not None


def contradicts(value: Value, place: Place) -> bool:
    """Return whether a value measures something else than what belongs in a place: years are no rate."""
    if value.kind == "month":
        return place.unit != value.unit
    unit = place.unit
    return value.unit is not None and unit is not None and converted(1, value.unit, unit) is None


def measured(value: Value, place: Place) -> Any:
    """Return what stands for a value in a place: in the place's unit; 5% is 0.05 where the recipe has 0.2 for 20%."""
    unit = place.unit
    if value.unit is None or isinstance(value.value, str):
        return value.value
    if value.unit == PERCENT and unit in (PERCENT, None) and isinstance(place.default, float):
        return round(value.value / 100, 9) if 0 < abs(place.default) < 1 else value.value
    if unit is None:
        return value.value
    number = converted(value.value, value.unit, unit)
    return value.value if number is None else number


def is_counted(name: str, prompt: str, value: Value) -> bool:
    """Return whether the word after a number is the name of a variable: "5 rows" for `rows`."""
    after = re.match(r"[`'\"]? ([a-z]+s)\b", prompt[value.end :])
    word = name.lower().rsplit("_", 1)[-1]
    return value.kind == "number" and after is not None and word.endswith("s") and stem(after[1]) == stem(word)


_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?%?[ -]?(?P<unit>[A-Za-z]*)")


def words_before(prompt: str, start: int) -> list[str]:
    """Return the roots of up to three words before a value, nearest first."""
    text = prompt[max(0, start - 40) : start]
    if numbers := list(_NUMBER.finditer(text)):  # its unit says nothing of the next one: "8 years at 5 percent"
        last = numbers[-1]
        has_unit = unit_beside(text, last.start(), last.start("unit")) is not None
        text = text[last.end() if has_unit else last.start("unit") :]
    before = re.findall(r"[A-Za-z]+", text)[-3:][::-1]
    return [stem(word.lower()) for word in before]


def is_called(name: str, before: Sequence[str]) -> bool:
    """Return whether the words just before a value are the name of a variable."""
    words = [stem(word) for word in name.lower().split("_") if word]
    return len(name) > 1 and bool(words) and all(word in before[: len(words) + 1] for word in words)
