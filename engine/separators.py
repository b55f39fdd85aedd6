"""Signs that a text is split at: those of the request's text take the place of those of the recipe's sample.

Pure functions over code. "a=1;b=2" in the place of "a:1,b:2" is split at ";" and "=".
"""

import ast
import re

from engine.rewrite import Edit, Positions, apply_edits, literal_text
from engine.syntax import compiles, parse

_SPLITTING = frozenset({"split", "rsplit", "partition", "rpartition"})
_SIGN = re.compile(r"(?<=\w) ?(->|=>|[^\w\s'\"()\[\]{}]) ?(?=\w)")


def follow_separators(code: str, sample: str, given: str) -> str:
    """Return code that splits the text `given` as it split `sample`; the code itself where the two are not alike."""
    tree = parse(code)
    places = _split_at(tree) if tree else []
    used = {sign for _, sign in places}
    if not used or "" in used or all(sign in given for sign in used):
        return code  # white space, or what it splits at is there
    old, new = _signs(sample), _signs(given)
    if len(old) != len(new) or not used <= set(old):
        return code
    change = dict(zip(old, new, strict=True))
    positions = Positions(code)
    changed = apply_edits(code, [Edit(*positions.span(node), literal_text(change[sign])) for node, sign in places])
    return changed if compiles(changed) else code


def _split_at(tree: ast.Module) -> list[tuple[ast.Constant, str]]:
    """Return the constants that the code splits texts at, with their values."""
    found = []
    named = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _SPLITTING:
            first = node.args[0] if node.args else None
            first = named.get(first.id) if isinstance(first, ast.Name) else first
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.append((first, first.value.strip()))
    return found


def _signs(text: str) -> list[str]:
    """Return the signs between the words of a text, each once, in the order in which they come."""
    return list(dict.fromkeys(_SIGN.findall(text)))
