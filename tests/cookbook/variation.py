"""Recipes with other values: what the code names can be named otherwise, and the check still holds.

Variables of the recipe's top level and file names change in setup, code and check alike; the changes are made by
the program's own `rename` and `put_values`. Numbers and texts are left: another value would ask for another check.
"""

import ast
import re

from cookbook.pages import Recipe
from cookbook.runner import Job
from engine.code_slots import CodeSlot, find_slots
from engine.rewrite import names_in, rename
from engine.slot_edits import put_values

FILE_NAME = re.compile(r"[\w-]+\.(?!py)[a-z]\w*")  # a Python file is also known by the name of its module


def with_other_values(recipe: Recipe) -> Job | None:
    """Return the recipe with other names for its variables and files, or None when it has none to change."""
    files = _file_slots(recipe)
    names = _new_names(recipe)
    if not files and not names:
        return None
    known = [str(slot.default) for slot in files]
    code = rename(recipe.code, names)
    places = [(slot, f"other-{slot.default}") for slot in find_slots(code) if slot.default in known]
    return Job(
        _with_other_files(rename(recipe.setup, names), known),
        put_values(code, places),
        _with_other_files(rename(recipe.check, names), known),
    )


def _file_slots(recipe: Recipe) -> list[CodeSlot]:
    """Return the slots of files that the recipe knows by one name each, not made up of parts."""
    slots = [slot for slot in find_slots(recipe.code) if slot.kind == "path" and FILE_NAME.fullmatch(str(slot.default))]
    return [slot for slot in slots if _literal_only(recipe, str(slot.default))]


def _literal_only(recipe: Recipe, name: str) -> bool:
    """Tell whether a file name stands only as a whole text in quotes, so that it can be replaced wherever it stands."""
    text = recipe.setup + recipe.code + recipe.check
    is_whole = text.count(f'"{name}"') == text.count(name.partition(".")[0])
    return is_whole and f'"{name}"' in recipe.setup + recipe.check


def _with_other_files(block: str, names: list[str]) -> str:
    for name in names:
        block = block.replace(f'"{name}"', f'"other-{name}"')
    return block


def _new_names(recipe: Recipe) -> dict[str, str]:
    """Return another name for each variable of the top level that is nothing but a variable."""
    blocks = (recipe.setup, recipe.code, recipe.check)
    taken = set().union(*map(names_in, blocks))
    stored = [_top_variables(block) for block in blocks[:2]]
    fixed = set().union(*map(_names_with_other_roles, blocks))
    names = set().union(*stored) - fixed - {"out"}
    return {name: f"my_{name}" for name in sorted(names) if f"my_{name}" not in taken and not name.startswith("_")}


def _top_variables(block: str) -> set[str]:
    """Return the names that top-level statements assign to, loops and with statements included."""
    found: set[str] = set()
    waiting: list[ast.AST] = list(ast.parse(block).body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        waiting += ast.iter_child_nodes(node)
    return found


def _names_with_other_roles(block: str) -> set[str]:
    """Return names that also are parameters, attributes, functions, classes, modules or words of a text."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(block)):
        if isinstance(node, ast.arg | ast.keyword) and node.arg:
            found.add(node.arg)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
            if isinstance(node, ast.ClassDef):
                found |= {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
        elif isinstance(node, ast.alias):
            found |= {*node.name.split("."), node.asname or ""}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= set(node.module.split("."))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= set(re.findall(r"\w+", node.value))
        elif isinstance(node, ast.Global | ast.Nonlocal):
            found |= set(node.names)
    return found
