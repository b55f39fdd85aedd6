"""Days of the week: the one that a request names takes the place of the recipe's own.

Pure functions over text and code. "Next Tuesday" is asked of a recipe that finds the next Friday.
"""

import ast
import re

from engine.rewrite import Edit, Positions, apply_edits
from engine.syntax import compiles, parse

DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY = re.compile("|".join(DAYS), re.IGNORECASE)
_NUMBERED = {"weekday": 0, "isoweekday": 1}  # what Monday is for these methods


def read_day(text: str) -> str:
    """Return the one day of the week that a text names, in small letters; "" for none or several."""
    named = {match[0].lower() for match in _DAY.finditer(text)}
    return named.pop() if len(named) == 1 else ""


def follow_day(code: str, known: str, wanted: str) -> str:
    """Return code about one day of the week as code about another; the code itself where it does not say how."""
    tree = parse(code)
    if tree is None:
        return code
    edits = _numbers(code, tree, known, wanted)
    if not edits and not _decides_by_name(tree, known):
        return code  # the day is only spoken of
    changed = apply_edits(code, edits + _names(code, known, wanted))
    return changed if compiles(changed) else code


def _decides_by_name(tree: ast.Module, known: str) -> bool:
    """Return whether the code uses the day's name itself: as a text of its own or as a name of `calendar`."""
    return any(
        (isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower() == known)
        or (isinstance(node, ast.Attribute) and node.attr.lower() == known)
        for node in ast.walk(tree)
    )


def _numbers(code: str, tree: ast.Module, known: str, wanted: str) -> list[Edit]:
    """Return the edits of the numbers that stand for the day: in `friday = 4`, beside `weekday()`."""
    positions, edits = Positions(code), []
    for node in ast.walk(tree):
        first = 0
        if isinstance(node, ast.Assign):
            said = isinstance(node.targets[0], ast.Name) and node.targets[0].id.lower() == known
            numbers = [node.value] if said else []
        elif isinstance(node, ast.Compare | ast.BinOp):
            calls = [
                n.func.attr for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
            ]
            numbered = [name for name in calls if name in _NUMBERED]
            first = _NUMBERED[numbered[0]] if numbered else 0
            sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else [node.left, node.right]
            numbers = sides if numbered else []
        else:
            continue
        for number in numbers:
            if isinstance(number, ast.Constant) and number.value == DAYS.index(known) + first:
                edits.append(Edit(*positions.span(number), str(DAYS.index(wanted) + first)))
    return list(dict.fromkeys(edits))


def _names(code: str, known: str, wanted: str) -> list[Edit]:
    """Return the edits of all names, texts and comments that hold the day's name."""
    return [Edit(*match.span(), _in_case_of(match[0], wanted)) for match in re.finditer(known, code, re.IGNORECASE)]


def _in_case_of(model: str, day: str) -> str:
    return day.upper() if model.isupper() else day.capitalize() if model[0].isupper() else day
