"""Classes that a request asks for by their fields: `Version(major, minor, patch)`, though the recipe has two of them.

Pure functions over code. Only classes whose fields are all of one type are changed: more of the same is written alike.
"""

import ast
import re
from dataclasses import dataclass

from engine.rewrite import Edit, Positions, apply_edits
from engine.syntax import compiles, parse, undefined_names, walk

_FIELDS = re.compile(r"(?<![\w.])(?P<name>[A-Z]\w*)\((?P<fields>[a-z_]\w*(?:, ?[a-z_]\w*)*)\)")
_CLASS = re.compile(r"\b(?:data ?class(?:es)?|named ?tuple|class|record|struct|attrs)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Fields:
    """A class's name and the names of its fields."""

    name: str
    names: tuple[str, ...]


def read_fields(prompt: str) -> Fields | None:
    """Return the one class that a request describes by its fields in parentheses, or None."""
    found = list(_FIELDS.finditer(prompt)) if _CLASS.search(prompt) else []
    if len(found) != 1:
        return None
    names = tuple(re.split(r", ?", found[0]["fields"]))
    return Fields(found[0]["name"], names) if len(set(names)) == len(names) else None


def fit_fields(code: str, fields: Fields) -> str:
    """Return the code with its class's fields renamed, and as many as wanted; the code itself where that cannot be."""
    tree = parse(code)
    for node in tree.body if tree else []:
        old = _own_fields(node)
        if tree is not None and old and [name for name, _ in old] != list(fields.names):
            changed = _changed(code, tree, node, old, fields.names)
            return changed if changed and compiles(changed) and not undefined_names(changed) else code
    return code


def _own_fields(node: ast.stmt) -> list[tuple[str, ast.stmt | ast.expr]]:
    """Return (name, where it is said) for the fields of a dataclass or named tuple whose fields are of one type."""
    if isinstance(node, ast.ClassDef):
        said = [part for part in node.body if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)]
        types = {ast.unparse(part.annotation) for part in said}
        if len(types) == 1 and not any(part.value for part in said):
            return [(part.target.id, part) for part in said]  # type: ignore[union-attr]
    call = node.value if isinstance(node, ast.Assign) else None
    if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("namedtuple") and len(call.args) == 2:
        names = call.args[1]
        if isinstance(names, ast.List) and all(isinstance(name, ast.Constant) for name in names.elts):
            return [(str(name.value), name) for name in names.elts]  # type: ignore[attr-defined]
    return []


def _changed(
    code: str, tree: ast.Module, node: ast.stmt, old: list[tuple[str, ast.stmt | ast.expr]], new: tuple[str, ...]
) -> str:
    """Return the code with other fields; "" where a field that goes is used."""
    owner = node.name if isinstance(node, ast.ClassDef) else ast.unparse(node.targets[0])  # type: ignore[attr-defined]
    names = dict(zip((name for name, _ in old), new, strict=False))
    has_methods = isinstance(node, ast.ClassDef) and any(isinstance(part, ast.FunctionDef) for part in node.body)
    if has_methods and len(new) != len(old):
        return ""  # they are written for these fields
    used = {n.attr for n in walk(tree) if isinstance(n, ast.Attribute)}
    used |= {k.arg for n in walk(tree) if isinstance(n, ast.Call) for k in n.keywords if k.arg}
    if any(name in used for name, _ in old[len(new) :]):
        return ""
    positions = Positions(code)
    edits = [*_declared(positions, old, new)]
    texts = [n for n in walk(tree) if isinstance(n, ast.JoinedStr)]
    in_text = {id(inner) for text in texts for inner in walk(text)}
    for text in texts:
        start, end = positions.span(text)
        source = re.sub(r"(?<=\.)[a-z_]\w*", lambda match: names.get(match[0], match[0]), code[start:end])
        edits.append(Edit(start, end, source))
    for part in walk(tree):
        if id(part) in in_text:
            continue
        if isinstance(part, ast.Attribute) and part.attr in names:
            end = positions.span(part)[1]
            edits.append(Edit(end - len(part.attr), end, names[part.attr]))
        elif isinstance(part, ast.Call) and getattr(part.func, "id", "") == owner:
            if any(isinstance(a, ast.Starred) for a in part.args) or (part.keywords and len(new) > len(old)):
                return ""
            edits += _called(positions, part, len(old), len(new))
            edits += [
                Edit(start, start + len(k.arg), names[k.arg])
                for k in part.keywords if k.arg in names and (start := positions.offset(k.lineno, k.col_offset)) >= 0
            ]  # fmt: skip
        elif isinstance(part, ast.Assign) and isinstance(taken := part.targets[0], ast.Tuple):
            if [getattr(name, "id", "") for name in taken.elts] == [name for name, _ in old]:
                edits.append(Edit(*positions.span(taken), ", ".join(new)))  # `x, y = point`
            elif len(taken.elts) == len(old) != len(new):
                return ""
    return apply_edits(code, edits)


def _declared(positions: Positions, old: list[tuple[str, ast.stmt | ast.expr]], new: tuple[str, ...]) -> list[Edit]:
    """Return what makes the declared fields the wanted ones."""
    edits = []
    for (_, said), name in zip(old, new, strict=False):
        if isinstance(said, ast.AnnAssign):
            edits.append(Edit(*positions.span(said.target), name))
        else:
            edits.append(Edit(*positions.span(said), f'"{name}"'))
    last, end = old[-1][1], positions.span(old[-1][1])[1]
    for name in new[len(old) :]:
        more = f"\n    {name}: {ast.unparse(last.annotation)}" if isinstance(last, ast.AnnAssign) else f', "{name}"'
        edits.append(Edit(end, end, more))
    for _, said in old[len(new) :]:
        start, end = positions.span(said)
        separator = len(positions.code[:start].rstrip(" ,\n"))
        edits.append(Edit(separator, end, ""))
    return edits


def _called(positions: Positions, call: ast.Call, old: int, new: int) -> list[Edit]:
    """Return what gives a call of the class as many arguments as there are fields."""
    if len(call.args) != old:
        return []
    end = positions.span(call.args[-1])[1]
    if new > old:
        last = ast.unparse(call.args[-1])
        return [Edit(end, end, f", {last}" * (new - old))]
    kept = positions.span(call.args[new - 1])[1]
    return [Edit(kept, end, "")] if new < old else []
