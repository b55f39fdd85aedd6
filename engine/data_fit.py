"""Whether code can work on the plain data that it begins with: no key of a number, no field that a record lacks.

Looked at are the lists and dictionaries that stand in the code and what loops, keys and parameters take out of them.
Nothing is run, and what is not plain to see counts as fitting.
"""

import ast
import re
from collections.abc import Sequence
from typing import Any

from engine.chains.flow import singular
from engine.composer.variables import TEXT_NOUNS
from engine.syntax import parse, walk
from engine.values import find_values, is_ordinary
from engine.words import STOP_WORDS

_UNKNOWN = object()
_OBJECTS = re.compile(r"\b[A-Z][a-z]\w* (?:objects|instances)\b")
_LIST_OF = re.compile(r"\b(?:list|array|set|tuple)s? of ([a-z]+)\b", re.IGNORECASE)
_OF_DICTS = frozenset("items keys values setdefault".split())
_OF_TEXTS = frozenset("lower upper strip split splitlines startswith endswith title capitalize isalpha isdigit".split())
_WITH_KEY = frozenset("sorted min max groupby sort nlargest nsmallest".split())
Names = dict[str, Any]


def misfits(code: str) -> bool:
    """Return whether code would fail on the data that it holds itself."""
    tree = parse(code)
    if tree is None:
        return False
    names = _top_data(tree)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return any(_fails(node, names, functions) for node in tree.body if not isinstance(node, ast.FunctionDef))


def takes_no_column(code: str, prompt: str) -> bool:
    """Return whether code takes a column by an ordinary word, or out of what the request says are texts."""
    tree = parse(code)
    texts = {singular(match[1]) for match in _LIST_OF.finditer(prompt)} & TEXT_NOUNS
    for node in walk(tree) if tree else ():
        if not (
            isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and isinstance(node.ctx, ast.Load)
        ):
            continue
        key = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if (
            isinstance(key, str)
            and f'"{key}":' not in code
            and (
                _OBJECTS.search(prompt)
                or node.value.id in texts
                or _IS_TEMPLATE.search(key)
                or (_is_no_column(key) and key not in _quoted(prompt))
            )
        ):
            return True
    return False


# What is done with columns, or how they are spoken of.
_NO_COLUMNS = frozenset(
    "max min sum mean avg average maximum minimum column row key field between containing filter".split()
)
_IS_TEMPLATE = re.compile(r"[<{].*[>}]")


def _is_no_column(word: str) -> bool:
    return word.islower() and (word in STOP_WORDS or word in _NO_COLUMNS or is_ordinary(word))


def _quoted(prompt: str) -> set[str]:
    return {str(value.value) for value in find_values(prompt) if value.kind in ("string", "column", "data", "name")}


def _top_data(tree: ast.Module) -> Names:
    """Return the plain data that variables are set to once, at the top."""
    stored = [node.id for node in walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    found: Names = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and len(node.targets) == 1:
            value = _literal(node.value)
            if isinstance(value, list | dict | tuple | set) and value and stored.count(node.targets[0].id) == 1:
                found[node.targets[0].id] = value
    return found


def _literal(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return _UNKNOWN


def _fails(top: ast.AST, names: Names, functions: dict[str, ast.FunctionDef]) -> bool:
    """Return whether something in a statement cannot be done with the data that its names stand for."""
    nodes = walk(top)
    return (bool(names) and _cannot_be_done(nodes, dict(names))) or any(
        _call_fails(node, functions[node.func.id])
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions
    )


def _cannot_be_done(nodes: Sequence[ast.AST], known: Names) -> bool:
    """Return whether an operation is none of its operand's; more names get to be known on the way."""
    for node in nodes:
        if isinstance(node, ast.For | ast.comprehension):
            item = _item_of(node.iter, known)
            if item is not _UNKNOWN and not _bind(node.target, item, known):
                return True
    for node in nodes:
        if isinstance(node, ast.Call):
            known |= _key_parameter(node, known)
    return any(_cannot(node, known) for node in nodes)


def _call_fails(call: ast.Call, function: ast.FunctionDef) -> bool:
    """Return whether a function cannot work on the plain data that it is called with."""
    parameters = [argument.arg for argument in function.args.args]
    given = {
        name: value for name, node in zip(parameters, call.args, strict=False) if _is_data(value := _literal(node))
    }
    stored = {node.id for node in walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    kept = {name: value for name, value in given.items() if name not in stored}
    return bool(kept) and _fails(ast.Module(function.body, []), kept, {})


def _is_data(value: Any) -> bool:
    return isinstance(value, list | dict | tuple | set) and bool(value)


def _item_of(source: ast.expr, known: Names) -> Any:
    """Return the first of what a loop runs through."""
    if isinstance(source, ast.Name):
        data = known.get(source.id, _UNKNOWN)
        return next(iter(data)) if _is_data(data) else _UNKNOWN
    if isinstance(source, ast.Call) and isinstance(source.func, ast.Attribute):
        data = known.get(source.func.value.id, _UNKNOWN) if isinstance(source.func.value, ast.Name) else _UNKNOWN
        if isinstance(data, dict) and data and source.func.attr in ("items", "keys", "values"):
            return next(iter(getattr(data, source.func.attr)()))
    if isinstance(source, ast.Call) and isinstance(source.func, ast.Name) and source.args:
        if source.func.id in ("sorted", "reversed"):
            return _item_of(source.args[0], known)
        if source.func.id == "enumerate" and (item := _item_of(source.args[0], known)) is not _UNKNOWN:
            return (0, item)
    return _UNKNOWN


def _bind(target: ast.expr, item: Any, known: Names) -> bool:
    """Let a loop's names stand for an item; return False where it cannot be taken apart into them."""
    if isinstance(target, ast.Name):
        known[target.id] = item
        return True
    if isinstance(target, ast.Tuple) and not any(isinstance(part, ast.Starred) for part in target.elts):
        if not isinstance(item, str | list | tuple | dict) or len(item) != len(target.elts):
            return False
        return all(_bind(part, value, known) for part, value in zip(target.elts, item, strict=True))
    return True


def _key_parameter(call: ast.Call, known: Names) -> Names:
    """Return the parameter of `key=lambda item: …` with the item that it is called with."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in _WITH_KEY:
        return {}
    source = call.func.value if isinstance(call.func, ast.Attribute) and name == "sort" else next(iter(call.args), None)
    item = _item_of(source, known) if source is not None else _UNKNOWN
    for keyword in call.keywords:
        if keyword.arg == "key" and isinstance(keyword.value, ast.Lambda) and item is not _UNKNOWN:
            return {keyword.value.args.args[0].arg: item} if keyword.value.args.args else {}
    return {}


def _cannot(node: ast.AST, known: Names) -> bool:
    """Return whether one operation is none of its operand's."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and isinstance(node.ctx, ast.Load):
        data = known.get(node.value.id, _UNKNOWN)
        index = node.slice.value if isinstance(node.slice, ast.Constant) else _UNKNOWN
        if data is _UNKNOWN or index is _UNKNOWN:
            return False
        if isinstance(data, dict):
            return index not in data
        return isinstance(index, str) or isinstance(data, int | float | set)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        data = known.get(node.value.id, _UNKNOWN)
        if data is _UNKNOWN:
            return False
        return (node.attr in _OF_DICTS and not isinstance(data, dict)) or (
            node.attr in _OF_TEXTS and not isinstance(data, str)
        )
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
        if any(_compares_records(keyword, known) for keyword in node.keywords):
            return True
        item = _item_of(node.args[0], known)
        if node.func.id == "sum" and item is not _UNKNOWN:
            return not isinstance(item, int | float)
        if node.func.id == "len" and isinstance(node.args[0], ast.Name):
            return isinstance(known.get(node.args[0].id), int | float)
    return False


def _compares_records(keyword: ast.keyword, known: Names) -> bool:
    """Return whether `key=data.get` gives dictionaries, of which none is the largest."""
    get = keyword.value
    if keyword.arg != "key" or not (isinstance(get, ast.Attribute) and get.attr == "get"):
        return False
    data = known.get(get.value.id, _UNKNOWN) if isinstance(get.value, ast.Name) else _UNKNOWN
    return isinstance(data, dict) and len(data) > 1 and isinstance(next(iter(data.values())), dict)
