"""Calls that a request wishes to see: "write cube(n) and print cube(4)", "… and test it with [4, 8]".

Reads the wish from a request and writes calls of a function. Knows nothing of finding recipes.
"""

import ast
import builtins
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.syntax import parse, walk
from engine.values import Value, find_values

_CALL = re.compile(r"(?<![\w.@])([a-z_]\w*)\((?=[^)\s])")
_HAS_BODY = re.compile(r"\bdef [^\n]*\n\s|\breturn\b[^\n]*\n|:\n\s")
_OF_OTHERS = re.compile(
    r"\b(?:decorator|decorate|mock|patch|monkeypatch|thread|threads|pytest|unittest)\b", re.IGNORECASE
)
_WISH = re.compile(
    r"(?:\b(?:and|then|also)|[,;.:(\n-])\s*(?:then |also |please )*"
    r"(?:(?:test|try|call|use|apply|invoke|demonstrate|run|check)(?: it| this| the function)?(?: out)?"
    r"(?: with| on| using)"
    r"|(?:print|show|display|output|call|test|try|use) (?:it|(?:the |its )?(?:result|output|value|return value))"
    r" (?:for|of|with|on)"
    r"|(?:for )?examples?:?|e\.g\.:?|tests?:) ",
    re.IGNORECASE,
)
_BEFORE_VALUE = re.compile(r"(?:the |an? |my |this )?(?:[A-Za-z]+ ){0,2}?(?:\w+ ?= ?)?[`'\"]?")
_BETWEEN_VALUES = re.compile(
    r"[`'\"]?(?:,| and|, and| &|;)? ?(?:with |for |the |an? )*(?:[a-z]+ )?(?:\w+ ?= ?)?[`'\"]?"
)
_OF_TIME = re.compile(r"[`'\"]? ?(?:ms|s|secs?|seconds?|min|minutes?|hours?|days?|times|threads?|process(?:es)?)\b")
_TAKEN = frozenset({"number", "string", "data"})
_BUILTINS = frozenset(dir(builtins))


@dataclass(frozen=True)
class Wish:
    """What a request wants a function to be called with: calls as (name, source), or plain values.

    `spans` are the places of the request where that stands.
    """

    calls: tuple[tuple[str, str], ...]
    values: tuple[Value, ...]
    spans: tuple[tuple[int, int], ...]

    def without(self, prompt: str) -> str:
        """Return the request with blanks for what the function is called with."""
        for start, end in self.spans:
            prompt = prompt[:start] + " " * (end - start) + prompt[end:]
        return prompt


@lru_cache(maxsize=256)
def read_wish(prompt: str) -> Wish | None:
    """Return what a request wants a function to be called with, or None where it says nothing like that."""
    if _HAS_BODY.search(prompt) or _OF_OTHERS.search(prompt):  # code of the person's own, or about it
        return None
    calls, spans = [], []
    for match in _CALL.finditer(prompt):
        end = _end_of_call(prompt, match.start())
        if end and match[1] not in _BUILTINS:
            calls.append((match[1], prompt[match.start() : end]))
            spans.append((match.end(), end - 1))
    if calls:
        return Wish(tuple(dict.fromkeys(calls)), (), tuple(spans))
    for match in _WISH.finditer(prompt):
        values = _values_from(prompt, match.end())
        if values:
            return Wish((), tuple(values), ((match.start(), values[-1].end),))
    return None


def _end_of_call(prompt: str, start: int) -> int:
    """Return where a call with nothing but plain arguments ends that begins at `start`, or 0."""
    for match in re.finditer(r"\)", prompt[start : start + 300]):
        tree = parse(prompt[start : start + match.end()])
        statement = tree.body[0] if tree and len(tree.body) == 1 else None
        if isinstance(statement, ast.Expr) and isinstance(call := statement.value, ast.Call):
            return start + match.end() if all(map(_is_plain, [*call.args, *(k.value for k in call.keywords)])) else 0
    return 0


def _is_plain(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError):
        return False
    return True


def _values_from(prompt: str, start: int) -> list[Value]:
    """Return the values that stand one after the other from `start`, with no more than a word or two between."""
    found: list[Value] = []
    for value in find_values(prompt):
        if value.start < start or value.kind in ("name", "range"):
            continue
        position = found[-1].end if found else start
        between = (_BETWEEN_VALUES if found else _BEFORE_VALUE).fullmatch(prompt, position, max(position, value.start))
        if value.kind not in _TAKEN or value.is_word or not between or _OF_TIME.match(prompt, value.end):
            break
        found.append(value)
    return found


_NO_GIFT = re.compile(r"(?i)\b(?:like|such as|returns?|returning|gives?|giving|to|into|or|->|→)\W*$")


def gives_data(values: Sequence[Value], prompt: str) -> bool:
    """Return whether a request gives data to work on, rather than an example of what may come or of a result."""
    return any(v.kind == "data" and v.value and not _NO_GIFT.search(prompt[: v.start]) for v in values)


def fits_call(function: ast.FunctionDef, source: str, example: Sequence[Any]) -> bool:
    """Return whether a function can take a call's arguments: as many as it has, like those of its example."""
    tree = parse(source)
    call = tree.body[0].value if tree and isinstance(tree.body[0], ast.Expr) else None
    if not isinstance(call, ast.Call):
        return False
    arguments = function.args
    names = [a.arg for a in [*arguments.posonlyargs, *arguments.args]]
    named = {keyword.arg for keyword in call.keywords}
    if not named <= {*names, *(a.arg for a in arguments.kwonlyargs)} and arguments.kwarg is None:
        return False
    if len(call.args) > len(names) and arguments.vararg is None:
        return False
    needed = names[len(call.args) : len(names) - len(arguments.defaults)]
    given = [ast.literal_eval(argument) for argument in call.args]
    return set(needed) <= named and all(
        is_like(value, known) for value, known in zip(given, example, strict=False) if known is not None
    )


def is_like(value: Any, known: Any) -> bool:
    """Return whether a value is of the type of another, roughly."""
    for kinds in ((int, float), (list, tuple, set)):
        if isinstance(value, kinds) and isinstance(known, kinds):
            return True
    return type(value) is type(known)


def grouped(values: Sequence[Value], function: ast.FunctionDef, example: Sequence[Any]) -> list[list[Value]]:
    """Return the values of a wish as the arguments of one or more calls; nothing where their number fits none."""
    arguments = function.args
    most = min(len(example), len(arguments.posonlyargs) + len(arguments.args))
    least = len(arguments.posonlyargs) + len(arguments.args) - len(arguments.defaults)
    if least <= len(values) <= most:
        return [list(values)]
    for size in range(most, max(least, 1) - 1, -1):
        if len(values) % size == 0:
            return [list(values[i : i + size]) for i in range(0, len(values), size)]
    return []


def are_items(values: Sequence[Value], example: Sequence[Any]) -> bool:
    """Return whether values that are enumerated are the one list that a function takes: "test it with 3, 1, 2"."""
    known = example[0] if len(example) == 1 else None
    if not isinstance(known, list | tuple | set) or len(values) < 2:
        return False
    return bool(known) and all(is_like(value.value, next(iter(known))) for value in values)


def only_defined(code: str) -> list[ast.FunctionDef]:
    """Return the functions that code ends with, if it does nothing but define and set things."""
    tree = parse(code)
    kinds = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign)
    if tree is None or not tree.body or not all(isinstance(node, kinds) or _is_text(node) for node in tree.body):
        return []
    if not isinstance(tree.body[-1], ast.FunctionDef):
        return []
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.decorator_list]


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def without_demonstration(code: str) -> tuple[str, list[str]] | None:
    """Return code without the statements at its end that only show its functions at work, and the calls in these.

    None where there are none, or where they work on data of their own.
    """
    tree = parse(code)
    body = tree.body if tree else []
    last = max((i for i, node in enumerate(body) if isinstance(node, ast.FunctionDef)), default=-1)
    kept, shown = body[: last + 1], body[last + 1 :]
    if not shown or not all(isinstance(node, ast.Expr | ast.For) for node in shown):
        return None
    functions = {node.name for node in kept if isinstance(node, ast.FunctionDef)}
    nodes = [node for statement in shown for node in walk(statement)]
    bound = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    used = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    if not used & functions or used - functions - bound - _BUILTINS or "input" in used:
        return None
    calls = [n for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in functions]
    lines = code.splitlines(keepends=True)
    return "".join(lines[: shown[0].lineno - 1]).rstrip() + "\n", [ast.unparse(call) for call in calls]
