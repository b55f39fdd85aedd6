"""Whether code that works on its own sample works on data of another shape as well: on tuples for a list, say.

Pure functions over code and plain data; what is not plain to see counts as not working.
"""

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from engine.syntax import parse, walk

_CHANGES = frozenset("append extend insert remove pop sort reverse clear copy add discard update".split())
_HASHES = frozenset("set frozenset Counter fromkeys add update".split())
_ORDERED = frozenset("reversed enumerate islice shuffle choice choices sample pairwise zip".split())
_WHOLE = frozenset("dump dumps print pprint pformat repr deepcopy safe_dump".split())
_TYPED = frozenset("isinstance type join hash".split())


@lru_cache(maxsize=4096)
def find_uses(code: str, name: str) -> frozenset[str]:
    """Return what code does with the data under a name that not all data can take.

    "changed", "ordered" and "parts" are said of the data, "rows changed" and "rows hashed" of its items; without
    "parts" it is only written or printed as a whole.
    """
    tree = parse(code)
    return uses_in(walk(tree), name) if tree else frozenset()


def uses_in(nodes: Sequence[ast.AST], name: str) -> frozenset[str]:
    """Return what `find_uses` does, of the nodes of a tree."""
    rows = {name}
    for _ in range(2):  # the items of a copy, too
        rows |= set(_bound_to(nodes, rows))
    rows -= {name}
    whole = {id(part) for node in nodes if isinstance(node, ast.Call) and _called(node) in _WHOLE for part in node.args}
    read = [node for node in nodes if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)]
    uses = {use for node in nodes for use in _uses_of(node, name, rows) if use}
    return frozenset(uses | {"parts"} if any(id(node) not in whole for node in read) else uses)


def _bound_to(nodes: Sequence[ast.AST], known: set[str]) -> Iterator[str]:
    """Yield the names that stand for what is in data of these names, or for a part of it."""
    for node in nodes:
        source = node.iter if isinstance(node, ast.For | ast.comprehension) else getattr(node, "value", None)
        targets = [node.target] if isinstance(node, ast.For | ast.comprehension) else getattr(node, "targets", [])
        if isinstance(source, ast.expr) and targets and known & _names_in(source):
            yield from (part.id for target in targets for part in walk(target) if isinstance(part, ast.Name))
        if isinstance(node, ast.Call) and known & _names_in(node):
            yield from (arg.arg for k in node.keywords if isinstance(k.value, ast.Lambda) for arg in k.value.args.args)


def _names_in(node: ast.expr) -> set[str]:
    return {part.id for part in walk(node) if isinstance(part, ast.Name)}


def _uses_of(node: ast.AST, name: str, rows: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield from _uses_of_call(node, name, rows)
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        is_stored = not isinstance(node.ctx, ast.Load)
        if node.value.id == name:
            yield "changed" if is_stored else "ordered"
        elif is_stored and node.value.id in rows:
            yield "rows changed"
        if isinstance(node.slice, ast.Name) and node.slice.id in rows:
            yield "rows hashed"
    elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        yield "changed" if node.target.id == name else "rows changed" if node.target.id in rows else ""
    elif isinstance(node, ast.BinOp):
        sides = {part.id for part in _operands(node) if isinstance(part, ast.Name)}
        if any(isinstance(part, ast.List | ast.ListComp | ast.Tuple | ast.Constant) for part in _operands(node)):
            yield from ["changed"] * (name in sides)
        yield from ["ordered"] * (name in sides)
    elif isinstance(node, ast.SetComp | ast.DictComp):
        key = node.elt if isinstance(node, ast.SetComp) else node.key
        if isinstance(key, ast.Name) and key.id in rows:
            yield "rows hashed"
    elif isinstance(node, ast.Set) and _is_one_of(node.elts, rows):
        yield "rows hashed"
    elif isinstance(node, ast.Compare) and any(isinstance(part, ast.List | ast.Tuple) for part in node.comparators):
        yield from ("changed", "rows changed")


def _operands(node: ast.BinOp) -> list[ast.expr]:
    parts = [node.left, node.right]
    return [part.value if isinstance(part, ast.Subscript) else part for part in parts]


def _is_one_of(nodes: Sequence[ast.expr], names: set[str]) -> bool:
    return any(isinstance(node, ast.Name) and node.id in names for node in nodes)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _uses_of_call(node: ast.Call, name: str, rows: set[str]) -> Iterator[str]:
    called = _called(node)
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    if called in _TYPED:
        yield from ("changed", "ordered", "rows changed", "rows hashed")
    if isinstance(owner, ast.Name) and called in _CHANGES:
        yield "changed" if owner.id == name else "rows changed" if owner.id in rows else ""
    if (isinstance(owner, ast.Name) and owner.id == name and called in ("index", "count")) or (
        called in _ORDERED and _is_one_of(node.args, {name})
    ):
        yield "ordered"
    if called in _HASHES and _is_one_of(node.args, {name, *rows}):
        yield "rows hashed"
    if called in ("get", "setdefault") and _is_one_of(node.args, rows):
        yield "rows hashed"


def can_take(given: Any, sample: Any, uses: frozenset[str], is_named: bool) -> bool:
    """Return whether data can stand where code has a sample of another shape; `is_named` for data with a name.

    Without a name, parentheses are often not meant as a tuple.
    """
    kinds = (list, tuple, set)
    if not isinstance(given, kinds) or not isinstance(sample, kinds) or not given or not sample:
        return False
    if type(given) is not type(sample):
        if isinstance(sample, set) or (isinstance(given, set) and uses & {"ordered", "changed"}):
            return False
        if isinstance(given, tuple) and (not is_named or "changed" in uses):
            return False
        if isinstance(given, list) and (uses & {"changed", "rows hashed"} or len(given) != len(sample)):
            return False  # a tuple that is joined to others, the key of something, a record
    rows, known = list(given), list(sample)
    if isinstance(rows[0], list | tuple) and isinstance(known[0], list | tuple) and type(rows[0]) is not type(known[0]):
        lost = "rows changed" if isinstance(rows[0], tuple) else "rows hashed"
        return lost not in uses and _columns(rows) is not None and _columns(rows) == _columns(known)
    return _kind(rows[0]) == _kind(known[0]) and type(given) is not type(sample)


def same_kind(given: Any, sample: Any) -> bool:
    """Return whether data is of a sample's type, and its items records or plain as the sample's are."""
    if type(given) is not type(sample):
        return False
    if not given or not sample:
        return True
    kinds = [_kind(next(iter(data.values() if isinstance(data, dict) else data))) for data in (given, sample)]
    return kinds[0] == kinds[1] or set(kinds) == {"number", "str"}


def _kind(value: Any) -> str:
    return "number" if isinstance(value, int | float) else type(value).__name__


def _columns(rows: Sequence[Any]) -> list[str] | None:
    """Return what is in each column of rows, or None where they are not alike."""
    found = {tuple(map(_kind, row)) for row in rows if isinstance(row, list | tuple)}
    return list(found.pop()) if len(found) == 1 else None
