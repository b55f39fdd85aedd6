"""What code shows: an expression in an f-string or a print, and what is known of it: its names, its values, its kind.

Pure functions over code.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from engine.syntax import walk
from engine.words import stem

_NUMBERS = frozenset(
    "number count amount total price score age index place rank point mark qty quantity year hour minute second "
    "percent average mean size length temperature salary cost stock weight height vote sum time n i position share "
    "frequency".split()
)
_TEXTS = frozenset(
    "name word key k item product city country letter char character title fruit person student team player dish text "
    "line colour color animal town firstname surname category first_name last_name".split()
)
_ALIKE = [
    {"count", "number", "amount", "times", "frequency", "qty", "quantity", "n"},
    {"index", "number", "i", "position"},
]
_GIVES_NUMBERS = frozenset({"len", "sum", "round", "int", "float", "abs", "mean", "median", "count"})
_GIVES_TEXTS = frozenset({"upper", "lower", "title", "capitalize", "strip", "join", "replace"})
_SPEC_OF_NUMBERS = re.compile(r",|_|[.\d]*[fdgeb%]$")
Values = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Thing:
    """An expression that code shows: its source, how it is formatted, the words in its name, and values of it."""

    source: str
    spec: str
    names: tuple[str, ...]
    values: tuple[str, ...]
    is_number: bool | None  # None where it is not known

    @property
    def is_percent(self) -> bool:
        """Whether the number is shown with a percent sign."""
        return self.spec.endswith("%")

    def shown(self, sample: str) -> str:
        """Return the field of an f-string that shows the thing as the form's sample is written."""
        spec = re.sub(r"^:(?:.?[<>^])?[1-9]\d*(?=s?$)|^:.?[<>^]\d+|^:[1-9]\d*(?=\.\d)", ":", self.spec)
        spec = "" if spec in (":", ":s") else spec
        decimals = re.fullmatch(r"\d+\.(\d+)", sample)
        if decimals and re.search(r"\.\d+f$", spec):
            spec = re.sub(r"\.\d+f$", f".{len(decimals[1])}f", spec)
        elif decimals and not spec and self.is_number and len(decimals[1]) == 2:
            spec = ":.2f"
        return f"{{{self.source}{spec}}}"

    def is_called(self, word: str) -> bool:
        """Return whether a word is what the code calls the thing."""
        return stem(word.lower()) in {stem(name.lower()) for name in self.names}

    def likeness(self, word: str) -> int | None:
        """Return how plainly a word of a form stands for the thing; None where it cannot."""
        if word in self.values:
            return 4
        if self.is_called(word):
            return 3
        if any(word.lower() in alike and alike & set(self.names) for alike in _ALIKE):
            return 2
        is_number = True if re.fullmatch(r"\d+(?:[.,]\d+)?", word) else None if word[0].isdigit() else _is_number(word)
        if is_number is None and word[0].isupper():
            is_number = False
        if is_number is None and word.islower() and self.is_number is not None:
            return 0
        if is_number is None or self.is_number is None:
            return 0
        return 1 if is_number == self.is_number else None


def _is_number(name: str) -> bool | None:
    """Return whether a name is that of a number; None where it could be anything's."""
    last = name.lower().rsplit("_", 1)[-1]
    known = {last, last.removesuffix("s"), name.lower()}
    return True if known & _NUMBERS else False if known & _TEXTS else None


def thing_of(node: ast.expr, values: Values, spec: ast.expr | None = None, conversion: int = -1) -> Thing:
    """Return what is known of an expression that code shows."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str" and len(node.args) == 1:
        node = node.args[0]
    shown = f"!{chr(conversion)}" if conversion > 0 else ""
    if isinstance(spec, ast.JoinedStr):
        shown += ":" + "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{" + ast.unparse(part.value) + "}"  # type: ignore[attr-defined]
            for part in spec.values
        )
    source = ast.unparse(node)
    own = [str(value) for value in values.get(_place(node), ())]
    return Thing(source, shown, _names_of(node), tuple(own), _kind_of(node, shown, values))


def _place(node: ast.expr) -> str:
    """Return the name under which the values of an expression are known: `data[]` for whatever key of `data`."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and isinstance(node.slice, ast.Name):
        return f"{node.value.id}[]"
    return ast.unparse(node)


def _names_of(node: ast.expr) -> tuple[str, ...]:
    """Return the words by which an expression may be called: its variable, its attribute or its key."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        return (node.attr,)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
        return (node.slice.value,)
    if isinstance(node, ast.Call):
        inner = node.func.value if isinstance(node.func, ast.Attribute) else node.args[0] if node.args else None
        return _names_of(inner) if inner is not None and not _is_len(node) else ()
    if isinstance(node, ast.Subscript):
        return _names_of(node.value)
    return ()


def _is_len(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == "len"


def _kind_of(node: ast.expr, spec: str, values: Values) -> bool | None:
    """Return whether an expression is a number; None where it is not known."""
    if _SPEC_OF_NUMBERS.search(spec.split(":", 1)[-1]) and not re.fullmatch(r":?.?[<>^]?\d+", spec):
        return True
    own = values.get(_place(node))
    if own:
        return all(isinstance(value, int | float) for value in own)
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return True if name in _GIVES_NUMBERS else False if name in _GIVES_TEXTS else None
    if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Add | ast.Mod):
        is_text = any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in walk(node))
        return None if is_text else True
    kinds = {_is_number(name) for name in _names_of(node)}
    return kinds.pop() if len(kinds) == 1 else None


def read_values(tree: ast.Module) -> dict[str, list[Any]]:
    """Return the values that what stands for an item in a loop can have, where the data are written out in the code."""
    data: dict[str, Any] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            try:
                data[node.targets[0].id] = ast.literal_eval(node.value)
            except (ValueError, TypeError, SyntaxError):
                data.pop(node.targets[0].id, None)
    found: dict[str, list[Any]] = {
        name: [value] for name, value in data.items() if isinstance(value, str | int | float)
    }
    found |= {f"{name}[]": list(value.values()) for name, value in data.items() if isinstance(value, dict)}
    for loop in walk(tree):
        if isinstance(loop, ast.For | ast.comprehension):
            for row in _items_of(loop.iter, data)[:50]:
                _take(loop.target, row, found)
    return found


def _take(target: ast.expr, row: Any, found: dict[str, list[Any]]) -> None:
    """Add what the names of a loop are for one item."""
    if isinstance(target, ast.Name):
        if isinstance(row, dict):
            for key, value in row.items():
                found.setdefault(f"{target.id}[{key!r}]", []).append(value)
        elif isinstance(row, tuple | list):
            for at, value in enumerate(row):
                found.setdefault(f"{target.id}[{at}]", []).append(value)
        elif isinstance(row, str | int | float):
            found.setdefault(target.id, []).append(row)
    elif isinstance(target, ast.Tuple) and isinstance(row, tuple | list) and len(row) == len(target.elts):
        for inner, value in zip(target.elts, row, strict=True):
            _take(inner, value, found)


def _items_of(node: ast.expr, data: Mapping[str, Any]) -> list[Any]:
    """Return the items that a loop goes through, where they are known."""
    if isinstance(node, ast.Name):
        items = data.get(node.id)
        return list(items) if isinstance(items, list | tuple | set | dict) else []
    if not isinstance(node, ast.Call) or any(isinstance(arg, ast.Starred) for arg in node.args):
        return []
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if isinstance(node.func, ast.Attribute) and name in ("items", "most_common"):
        owner = data.get(node.func.value.id) if isinstance(node.func.value, ast.Name) else None
        return list(owner.items()) if isinstance(owner, dict) else [("", 0)] if name == "most_common" else []
    if name in ("sorted", "reversed", "list") and node.args:
        return _items_of(node.args[0], data)
    if name == "enumerate" and node.args:
        items = _items_of(node.args[0], data)
        return list(enumerate(items, start=1)) if items else []
    if name in ("combinations", "permutations", "pairwise") and node.args:
        items = _items_of(node.args[0], data)
        return [pair for first, second in pairwise(items) for pair in ((first, second), (second, first))]
    if name == "zip" and node.args:
        return list(zip(*(_items_of(arg, data) for arg in node.args), strict=False))
    return []
