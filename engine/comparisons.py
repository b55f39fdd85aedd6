"""Comparisons that a request wants the other way: "cheaper than 20" where a recipe's title says "over `50`".

Pure functions over text and code.
"""

import ast
import re

from engine.rewrite import Edit, Positions, apply_edits
from engine.syntax import compiles, parse, walk
from engine.values import find_values

_THAN = {
    ">": "more|greater|higher|larger|bigger|older|longer|taller|heavier|faster|warmer|later|better",
    "<": "less|fewer|lower|smaller|younger|shorter|lighter|slower|colder|cheaper|earlier|worse",
}
_BEFORE = (  # the first that fits counts, so that "not more than" is not read as "more than"
    (
        "<=",
        rf"(?:not|no|never) (?:(?:{_THAN['>']}) than|over|above)|at (?:the )?most|a maximum of|max(?:imum)?\.?|<=|≤",
    ),
    (
        ">=",
        rf"(?:not|no|never) (?:(?:{_THAN['<']}) than|under|below)|at (?:the )?least|a minimum of|min(?:imum)?\.?|>=|≥",
    ),
    ("==", r"exactly|equal to|equals|==|precisely"),
    (">", rf"(?:{_THAN['>']}) than|over|above|exceeds|exceed|exceeding|beyond|>"),
    ("<", rf"(?:{_THAN['<']}) than|under|below|<"),
)
_AFTER = (
    (">=", rf"(?:or|and) (?:{_THAN['>']}|above|over|up|upwards)|plus"),
    ("<=", rf"(?:or|and) (?:{_THAN['<']}|below|under|down)"),
)
_SAID_BEFORE = [
    (sign, re.compile(rf"(?:(?<!\w)|(?<=\W))(?:{words}) ?[`$€£]?$", re.IGNORECASE)) for sign, words in _BEFORE
]
_SAID_AFTER = [(sign, re.compile(rf"[`%€$£]?(?: [a-z]+)? (?:{words})\b", re.IGNORECASE)) for sign, words in _AFTER]
_OPERATORS: dict[str, type[ast.cmpop]] = {">": ast.Gt, ">=": ast.GtE, "<": ast.Lt, "<=": ast.LtE}
_OPPOSITE = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "==": "!="}
_MIRRORED = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "==": "==", "!=": "!="}


def read_comparison(text: str, number: float) -> str:
    """Return the sign of the comparison with a number that a text asks for; "" for none, or several."""
    places = [v for v in find_values(text) if v.kind == "number" and v.value == number and not v.is_word]
    if len(places) != 1:
        return ""
    before, after = text[: places[0].start], text[places[0].end :]
    if said := next((sign for sign, pattern in _SAID_AFTER if pattern.match(after)), ""):
        return said
    return next((sign for sign, pattern in _SAID_BEFORE if pattern.search(before)), "")


def follow_comparison(code: str, title: str, prompt: str, old: float, new: float) -> str:
    """Return code that compares with `new` as the request says, where the title says otherwise of `old`.

    Where the code asks the opposite of what its title says, since it leaves out what fits, it does so afterwards, too.
    """
    said, wanted = read_comparison(title, old), read_comparison(prompt, new)
    if not said or not wanted or said == wanted or said == "==":
        return code
    tree = parse(code)
    found = [(node, place) for node in walk(tree) if (place := _compares_with(node, new))] if tree else []
    if len(found) != 1:
        return code
    node, place = found[0]
    known = next(sign for sign, kind in _OPERATORS.items() if isinstance(node.ops[0], kind))  # type: ignore[attr-defined]
    known = _MIRRORED[known] if place == "left" else known
    is_opposite = known[0] != said[0]
    sign = _OPPOSITE[wanted] if is_opposite else wanted
    sign = _MIRRORED[sign] if place == "left" else sign
    positions = Positions(code)
    start = positions.span(node.left)[1]  # type: ignore[attr-defined]
    end = positions.span(node.comparators[0])[0]  # type: ignore[attr-defined]
    between = code[start:end]
    operator = re.search(r"[<>]=?", between)
    if operator is None:
        return code
    changed = apply_edits(code, [Edit(start + operator.start(), start + operator.end(), sign)])
    return changed if compiles(changed) else code


def _compares_with(node: ast.AST, number: float) -> str:
    """Return on which side of a comparison a number stands; "" for any other node."""
    if not isinstance(node, ast.Compare) or len(node.ops) != 1 or type(node.ops[0]) not in _OPERATORS.values():
        return ""
    sides = {"left": node.left, "right": node.comparators[0]}
    return next((side for side, part in sides.items() if isinstance(part, ast.Constant) and part.value == number), "")
