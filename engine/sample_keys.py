"""Rename the columns and keys of a recipe's sample data where its code has others now.

Sample data is what a setup gives to variables and writes into files: a column stands in a header there, a key in JSON.
"""

import ast
import re
from collections.abc import Callable, Iterator, Sequence, Set
from functools import lru_cache
from typing import Any

from engine.code_slots import CodeSlot, find_slots
from engine.rewrite import Edit, Positions, apply_edits, literal_text
from engine.slot_edits import put_values
from engine.syntax import parse, walk


def same_keys(setup: str, placed: Sequence[tuple[CodeSlot, Any]]) -> str:
    """Return the setup with the columns and keys renamed that were renamed in the code."""
    if not placed or not setup:
        return setup
    texts = list(_written_texts(setup))
    keys = {key for data in setup_values(setup).values() for key in _keys_of(data)}
    keys |= {cell for _, text in texts for cell in _header_of(text)}
    new = {
        slot.default: value for slot, value in placed
        if slot.kind in ("column", "table")
        or (slot.kind == "string" and slot.default in keys and isinstance(value, str))
    }  # fmt: skip
    if not new:
        return setup
    positions = Positions(setup)
    edits = [Edit(*positions.span(node), literal_text(_renamed_in_text(text, new))) for node, text in texts]
    setup = apply_edits(setup, edits)
    slots = [slot for slot in find_slots(setup) if slot.kind in ("string", "column", "table") and slot.default in new]
    data = [slot for slot in find_slots(setup) if slot.kind == "data"]
    changes = [(slot, new[slot.default]) for slot in slots]
    changes += [(slot, _renamed_keys(slot.default, new)) for slot in data]
    return put_values(setup, changes) if changes else setup


@lru_cache(maxsize=256)
def setup_values(setup: str) -> dict[str, Any]:
    """Return the plain values that a setup gives to names."""
    found: dict[str, Any] = {}
    tree = parse(setup)
    for node in tree.body if tree else []:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = ast.literal_eval(node.value)
            except (ValueError, TypeError):
                continue
    return found


def _keys_of(data: Any) -> set[str]:
    """Return the texts that are keys in plain data."""
    if isinstance(data, dict):
        return {key for key in data if isinstance(key, str)} | {k for part in data.values() for k in _keys_of(part)}
    return {key for item in data for key in _keys_of(item)} if isinstance(data, list | tuple) else set()


def _renamed_keys(data: Any, new: dict[Any, Any]) -> Any:
    """Return plain data with the keys of its dictionaries renamed."""
    if isinstance(data, dict):
        return {new.get(key, key): _renamed_keys(value, new) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return type(data)(_renamed_keys(item, new) for item in data)
    return data


def _written_texts(setup: str) -> Iterator[tuple[ast.Constant, str]]:
    """Yield the texts of several lines or of JSON that a setup writes, and where they stand."""
    tree = parse(setup) if "write" in setup else None
    nodes = walk(tree) if tree else ()
    in_fstring = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in walk(node)}
    for node in nodes:
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in in_fstring and ("\n" in node.value or node.value.startswith(("{", "["))):  # type: ignore[attr-defined]
            yield node, node.value  # type: ignore[misc, attr-defined]


_CELL_END = re.compile(r"[,;\t|]")
_JSON_KEY = re.compile(r'"([^"\\]*)"(?=\s*:)')


def _header_of(text: str) -> list[str]:
    """Return what stands in the first line of a text with columns; or the keys, if it is JSON."""
    if text.startswith(("{", "[")):
        return _JSON_KEY.findall(text)
    cells = _CELL_END.split(text.partition("\n")[0])
    return [cell.strip() for cell in cells] if len(cells) > 1 else []


def _renamed_in_text(text: str, new: dict[Any, Any]) -> str:
    """Return the text of a file with its columns, or keys, renamed, unless two would be called alike."""
    header = _header_of(text)
    if len({new.get(cell, cell) for cell in header}) < len(set(header)):
        return text
    if text.startswith(("{", "[")):
        return _JSON_KEY.sub(lambda match: f'"{new.get(match[1], match[1])}"', text)
    if not header:
        return text
    first, end, rest = text.partition("\n")
    return re.sub(r"[^,;\t|]+", lambda match: str(new.get(match[0].strip(), match[0])), first) + end + rest


# ---------------------------------------------------------------- keys of a request's own data
def follow_keys(code: str, sample: Any, given: Any, said: Callable[[str], bool], title: str = "") -> str:
    """Return code that takes out of a request's dictionaries what it takes out of those of the sample.

    `said` tells whether the request speaks of a key: it has to, of one for a key that the recipe's title leaves open.
    The code stays as it is where it is not clear which is which.
    """
    (depth, old), (other_depth, new) = _record_of(sample), _record_of(given)
    if depth != other_depth or old.keys() <= new.keys():
        return code
    others = [data for data in setup_values(code).values() if data not in (sample, given)]
    if any(old.keys() & _keys_of(data) for data in others):
        return code  # it may be these that they are taken out of
    slots = [slot for slot in find_slots(code) if slot.kind in ("column", "string") and slot.context != "printed"]
    used = {slot.default for slot in slots if slot.kind == "column" or (slot.default in old and not slot.is_input)}
    pairs = _pair_keys(old, new, used, said)
    if any(f"`{key}`" in title and not said(pairs[key]) for key in pairs):
        return code
    return put_values(code, [(slot, pairs[slot.default]) for slot in slots if slot.default in pairs]) if pairs else code


def _record_of(data: Any) -> tuple[str, dict[Any, Any]]:
    """Return where in plain data the first record is whose keys code can take out of it, and this record."""
    if isinstance(data, list | tuple | dict) and data:
        first = next(iter(data.values() if isinstance(data, dict) else data))
        if isinstance(first, dict):
            return "value" if isinstance(data, dict) else "item", first
    return "whole", data if isinstance(data, dict) else {}


def _pair_keys(old: dict[Any, Any], new: dict[Any, Any], used: Set[Any], said: Callable[[str], bool]) -> dict[Any, Any]:
    """Return the request's key for each key that the code uses and the request's data lack; nothing if one has none."""
    wanted = [key for key in old if key in used and key not in new]
    free = [key for key in new if key not in used]
    pairs: dict[Any, Any] = {}
    for kind in dict.fromkeys(_kind_of(old[key]) for key in wanted):
        missing = [key for key in wanted if _kind_of(old[key]) == kind]
        fitting = [key for key in free if _kind_of(new[key]) == kind]
        named = [key for key in fitting if isinstance(key, str) and said(key)]
        alike = sum(_kind_of(value) == kind for value in old.values()) == sum(
            _kind_of(value) == kind for value in new.values()
        )
        if len(named) == len(missing):
            pairs |= dict(zip(missing, named, strict=True))
        elif alike and len(fitting) == len(missing):
            pairs |= dict(zip(missing, fitting, strict=True))
        elif alike and not named:
            places = [key for key in new if _kind_of(new[key]) == kind]
            known = [key for key in old if _kind_of(old[key]) == kind]
            pairs |= {key: places[known.index(key)] for key in missing}
        else:
            return {}
    is_clear = all(key not in used for key in pairs.values()) and len(set(pairs.values())) == len(pairs)
    return pairs if is_clear else {}


def _kind_of(value: Any) -> str:
    return "number" if type(value) in (int, float) else type(value).__name__
