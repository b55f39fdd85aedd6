"""Which of a request's values may stand in which slots of a recipe's code, by what they are.

Pure functions. What the words around a value say is read in `slot_words`.
"""

import re
from collections.abc import Sequence
from typing import Any

from engine.code_slots import PLACE, CodeSlot
from engine.data_uses import can_take
from engine.placing import Place
from engine.time_zones import ZONE
from engine.values import ISO_DATE, Value
from engine.words import URL

# Kind of value → kinds of slots that it may stand in, and how well it does.
COMPATIBLE: dict[str, dict[str, float]] = {
    "path": {"path": 3.0},
    "folder": {"folder": 3.0},
    "url": {"string": 1.0},
    "string": {"string": 2.0, "column": 0.5, "folder": 0.6, "command": 2.0, "date": 3.0},
    "number": {"number": 2.0},
    "month": {"number": 2.0},
    "option": {"string": 2.0},
    "command": {"command": 3.0},
    "range": {"data": 1.0},
    "separator": {"string": 0.4},
    "data": {"data": 3.0, "command": 2.0},
    "format": {"format": 3.0},
    "column": {"column": 1.5, "table": 1.5},
    "function": {"function": 3.0},
    "class": {"class": 3.0},
}


def fits(value: Value, slot: CodeSlot, slots: Sequence[CodeSlot]) -> bool:
    """Return whether a value may stand in a slot without changing what the code around it can do."""
    if (value.kind == "option") != (isinstance(slot.default, str) and slot.default.startswith("--")):
        return False
    if slot.kind == "command" and value.kind == "data":
        return bool(value.value) and all(isinstance(word, str) for word in value.value)
    if value.kind == "range":
        return isinstance(slot.default, list) and all(type(item) is int for item in slot.default)
    if _is_constant_name(slot):
        return str(value.value).isidentifier() and str(value.value).isupper()
    if value.kind == "string" and isinstance(slot.default, str) and URL.fullmatch(slot.default):
        return URL.fullmatch(str(value.value)) is not None
    if value.kind == "string" and slot.context == "argument":
        return str(value.value).isidentifier()
    if value.kind == "string" and slot.kind == "string" and (of_time := _of_time(str(value.value))):
        of_default = _of_time(str(slot.default))
        if "\n" in str(slot.default):
            return False  # a time is no text of several lines
        if "zone" in (of_time, of_default) or (of_time == "clock" and (of_default or not slot.is_input)):
            return of_time == of_default
    if value.kind == "string" and slot.kind == "string" and ISO_DATE.fullmatch(str(value.value)):
        return slot.is_input or not isinstance(slot.default, str) or any(char.isdigit() for char in slot.default)
    if value.kind == "format":
        return ("%(message)s" in value.value) == ("%(message)s" in str(slot.default))
    if value.kind == "data":
        alike = _shape(value.value) == _shape(slot.default) or (
            slot.is_indifferent and {_shape(value.value), _shape(slot.default)} == {"number", "str"}
        )
        is_same = type(value.value) is type(slot.default) and alike
        if is_same or slot.context == "content":
            return is_same
        return can_take(value.value, slot.default, slot.uses, bool(value.label))
    if value.kind == "separator" and isinstance(slot.default, str) and len(slot.default) > 2:
        return False
    if slot.kind == "date":
        return ISO_DATE.fullmatch(str(value.value)) is not None
    if slot.kind == "string" and isinstance(slot.default, str) and len(slot.default) <= 2:
        return len(str(value.value)) <= 4  # a separator, a letter
    if slot.kind == "table":
        return str(value.value).isidentifier() and str(value.value).upper() not in _SQL_WORDS
    if slot.kind == "path" and "*" in slot.default and "*" not in str(value.value):
        return False  # a pattern means many files
    if slot.offset:
        return isinstance(value.value, int)
    if slot.kind == "number" and not slot.is_input:
        if slot.called == PLACE and value.is_word and not value.is_ordinal:
            return False  # "the two rows" are no place
        if abs(slot.default) <= 2 and len(slot.spans) > 1 and slot.called != PLACE:
            return False  # ones and zeros that stand in several places mean several things
        # A neighbour of the default (51 beside 50) is derived from it and would stay behind.
        # Not so where the code says of both what they are: the first 3 and the last 2.
        others = (other for other in slots if other.kind == "number" and not other.offset)
        numbers = {other.default for other in others if not (slot.called and other.called)}
        return not {slot.default - 1, slot.default + 1} & numbers - {0, 1, 2}
    return True


_SQL_WORDS = frozenset("ALL AND AS BY CASE DEFAULT FROM GROUP IN INDEX IS JOIN LIMIT NOT ON OR ORDER SELECT SET TABLE TO TRANSACTION UNION UPDATE VALUES VIEW WHEN WHERE WITH".split())  # fmt: skip  # noqa: E501


def _of_time(text: str) -> str:
    """Return what of time a text says: a clock time, a day, a moment, a zone; or nothing."""
    return next((name for name, pattern in _TIMES.items() if pattern.fullmatch(text)), "")


_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?"
_TIMES = {
    "zone": ZONE,
    "clock": re.compile(_CLOCK),
    "day": ISO_DATE,
    "moment": re.compile(rf"{ISO_DATE.pattern}[ T]{_CLOCK}"),
}


def _shape(data: Any) -> str:
    """Return what the items of a container are, roughly: numbers, text, pairs …"""
    items = list(data.values()) if isinstance(data, dict) else list(data)
    if not items:
        return "any"
    first = items[0]
    return "number" if isinstance(first, int | float) else type(first).__name__


def is_like(value: Value, slot: CodeSlot) -> bool:
    """Return whether data is just like a slot's, and not only such as its code can take, too."""
    return type(value.value) is type(slot.default) and _shape(value.value) == _shape(slot.default)


def may_settle(value: Value, slot: CodeSlot, slots: Sequence[CodeSlot]) -> bool:
    is_place = slot.is_input or (slot.kind == "number" and not slot.context) or bool(slot.called)
    return is_place and slot.kind in COMPATIBLE.get(value.kind, {}) and fits(value, slot, slots)


def place_of(slot: CodeSlot, asks: Sequence[tuple[str, list[Value]]]) -> Place:
    """Return a slot as a place that has a name, or a unit that a way to ask gives it."""
    known = (value for _, values in asks for value in values)
    is_number = slot.kind == "number" and not slot.offset
    units = [value.unit for value in known if is_number and value.unit and value.value == slot.default]
    default = slot.default if slot.kind == "number" else None
    return Place(slot.variable, default, units[0] if units else None, slot.called)


def ranks_in(slots: Sequence[CodeSlot], asks: Sequence[tuple[str, list[Value]]]) -> list[int | None]:
    """Return for each slot which of its kind it is: as the title names them if it names several, else as they stand."""
    starts = {repr(value.value): value.start for value in reversed(asks[-1][1])} if asks else {}
    ranks: list[int | None] = []
    for s, slot in enumerate(slots):
        alike = [other for other in slots if other.kind == slot.kind]
        named = sorted(starts[repr(other.default)] for other in alike if repr(other.default) in starts)
        if slot.kind in ("path", "folder") and len(set(named)) == len(named) > 1:
            start = starts.get(repr(slot.default))
            ranks.append(None if start is None else named.index(start))
        else:
            ranks.append(sum(other.kind == slot.kind for other in slots[:s]))
    return ranks


def is_only_input(wanted: Value, slot: CodeSlot, values: Sequence[Value], slots: Sequence[CodeSlot]) -> bool:
    """Return whether a slot is a variable at the top of the code and it is plain which of the values it is for."""
    if not slot.is_input:
        return False
    fitting = [value for value in values if COMPATIBLE.get(value.kind, {}).get(slot.kind) and not value.is_word]
    fitting = [
        value for value in fitting if value is wanted or not _of_time(str(value.value)) or fits(value, slot, slots)
    ]
    inputs = [other for other in slots if other.is_input and other.kind == slot.kind and fits(wanted, other, slots)]
    if len(fitting) > len(inputs) or wanted not in fitting or slot not in inputs:
        return False
    return fitting.index(wanted) == inputs.index(slot)


def is_item(
    value: Value,
    slot: CodeSlot,
    slots: Sequence[CodeSlot],
    wanted: Sequence[Value],
    asks: Sequence[tuple[str, list[Value]]],
) -> bool:
    """Return whether a value is for the request's own list what the slot's text or number is for the recipe's.

    "Find 3 in [1, 3, 5]" and "add 7 to [1, 3]" are asked of recipes that find or add "a" in a list of texts.
    """
    if {value.kind, slot.kind} != {"number", "string"} or value.label is not None or value.is_word:
        return False
    if slot.context == "printed":
        return False
    lists = [other.value for other in wanted if other.kind == "data" and isinstance(other.value, list | tuple | set)]
    named = {repr(known.value) for _, values in asks for known in values}
    if repr(slot.default) not in named or len(lists) != 1:
        return False
    if own := [other for other in slots if other.kind == "data" and isinstance(other.default, list | tuple | set)]:
        # The recipe's own list is of the other type: only where that does not matter, the request's takes its place.
        return len(own) == 1 and own[0].is_indifferent and _is_of(value, lists[0]) and not _is_of(value, own[0].default)
    return value.value in lists[0]


def _is_of(value: Value, items: Any) -> bool:
    """Return whether all items are of a value's kind: texts, or numbers."""
    kinds = str if isinstance(value.value, str) else (int, float)
    return bool(items) and all(isinstance(item, kinds) for item in items)


def is_same_place(v: int, slot: CodeSlot, wanted: Sequence[Value], asks: Sequence[tuple[str, list[Value]]]) -> bool:
    """Return whether a way to ask with as many numbers as the request has the slot's number at the value's place."""
    if wanted[v].kind != "number" or wanted[v].label:
        return False
    place = sum(value.kind == "number" and not value.label for value in wanted[:v])
    count = sum(value.kind == "number" and not value.label for value in wanted)
    for _, values in asks:
        numbers = [value.value for value in values if value.kind == "number" and not value.label]
        if len(numbers) == count > 1 and len(set(numbers)) == count:
            return place < count and bool(numbers[place] == slot.default)
    return False


def is_setting(value: Value, prompt: str) -> bool:
    """Return whether a name is that of a setting with its value behind it: `timeout = 30`."""
    return value.kind == "name" and re.match(r"[`'\"]?\s*=\s*\S", prompt[value.end :]) is not None


def is_number_text(slot: CodeSlot) -> bool:
    """Return whether a text of the code is a number that has to be a text: `config["server"]["port"] = "80"`."""
    return isinstance(slot.default, str) and slot.default.isdigit() and not slot.is_input


def _is_constant_name(slot: CodeSlot) -> bool:
    """Return whether a text of the code is a name in capitals, as variables of the environment have them."""
    if slot.kind != "string" or not isinstance(slot.default, str):
        return False
    is_named = slot.variable in ("name", "variable", "key") and _CAPITALS.fullmatch(slot.default) is not None
    return is_named or ("_" in slot.default[1:-1] and _CAPITALS.fullmatch(slot.default) is not None)


_CAPITALS = re.compile(r"[A-Z][A-Z0-9_]{2,}")


def is_column_text(slot: CodeSlot, asks: Sequence[tuple[str, list[Value]]]) -> bool:
    """Return whether a text of the code is a column that a way to ask names: `region` and `groupby("region")`."""
    if slot.kind != "string" or not isinstance(slot.default, str):
        return False
    if slot.is_input:
        return _is_constant_name(slot)
    known = (value for _, values in asks for value in values)
    return any(value.kind in ("name", "column") and value.value == slot.default for value in known)


def twins(s: int, slots: Sequence[CodeSlot]) -> list[int]:
    """Return the slots that hold the same column or folder as slot `s`, in the code's other way to name one."""
    kinds = {"column": ("string",), "folder": ("string",), "string": ("column", "folder")}.get(slots[s].kind, ())
    return [i for i, slot in enumerate(slots) if slot.kind in kinds and slot.default == slots[s].default]
