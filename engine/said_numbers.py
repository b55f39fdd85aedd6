"""Numbers that the texts of code repeat: the 8 of "at least 8 characters" follows the 8 that is compared with.

Pure functions over code.
"""

import ast
import re

from engine.rewrite import Edit, Positions, apply_edits
from engine.syntax import compiles, parse, walk

_ANYWHERE = frozenset({0, 1, 2})  # they stand in texts for many other reasons


def follow_number(code: str, old: float, new: float) -> str:
    """Return code whose texts speak of `new` where they spoke of `old`, a number that has been replaced."""
    if old == new or str(old) not in code:
        return code
    before = r"(?<=default )|(?<=default: )|(?<=default is )" if old in _ANYWHERE else ""
    pattern = re.compile(rf"(?:{before})(?<![\w.,:/%-]){re.escape(str(old))}(?![\w%:/-]|[.,]\d)")
    tree = parse(code)
    positions, edits = Positions(code), []
    for node in walk(tree) if tree else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search("[a-z] ", node.value):
            start, end = positions.span(node)
            source = code[start:end]
            if (changed := pattern.sub(str(new), source)) != source:
                edits.append(Edit(start, end, changed))
    changed = apply_edits(code, edits)
    return changed if edits and compiles(changed) else code
