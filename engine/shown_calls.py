"""Recipes that define a function and show it at work, `print(area(3, 4))`: shown with a request's values instead."""

import ast
import re
from collections.abc import Sequence
from dataclasses import replace

from engine.cookbook import Recipe
from engine.slot_words import is_raised
from engine.syntax import parse
from engine.values import Value, find_values

# What stands between a value and the result that it is to give, or the form that it is to get.
_RESULT = re.compile(r"->|→|=|\b(?:becomes?|gives?|is|are|should|returns?|prints?|(?:to|into)(?= [^\d\s-]))\b")
_TO = re.compile(r" ?(?:to|through|up to|until|\.{2,3}|-|–) ?\d")
_SIGNATURE = re.compile(r"`(\w+)\(")


def without_shown_calls(recipe: Recipe) -> Recipe | None:
    """Return a recipe that defines functions and shows the last of them without these calls.

    Its check begins with the first of them. None for any other recipe, and where the title is about another function.
    """
    tree = parse(recipe.code)
    calls = shown_calls(recipe.code)
    if tree is None or not calls:
        return None
    kept, shown = tree.body[: -len(calls)], tree.body[-len(calls) :]
    functions = [node.name for node in kept if isinstance(node, ast.FunctionDef) and not node.decorator_list]
    about = _SIGNATURE.findall(recipe.title)
    if (
        not _is_plain(kept)
        or not functions
        or set(calls) != {functions[-1]}
        or functions[-1] not in (about or functions)
    ):
        return None
    before = "".join(recipe.code.splitlines(keepends=True)[: shown[0].lineno - 1])
    return replace(recipe, code=before.rstrip() + "\n", check=f"{ast.unparse(shown[0])}\n{recipe.check}")


def shown_calls(code: str) -> list[str]:
    """Return the functions that the last statements of the code call, and print what they give."""
    tree = parse(code)
    found: list[str] = []
    for statement in reversed(tree.body if tree else []):
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "print" and len(call.args) == 1:
            call = call.args[0]
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.keywords or not call.args:
            break
        found.append(call.func.id)
    return found


def only_defines(code: str) -> bool:
    """Return whether code defines functions and does nothing else."""
    tree = parse(code)
    return tree is not None and _is_plain(tree.body) and any(isinstance(n, ast.FunctionDef) for n in tree.body)


def _is_plain(statements: Sequence[ast.stmt]) -> bool:
    return all(isinstance(node, ast.FunctionDef | ast.Import | ast.ImportFrom) for node in statements)


def has_open_numbers(recipe: Recipe) -> bool:
    """Return whether a title has numbers, besides the defaults of parameters, that a request may change."""
    return any(v.kind == "number" and not v.is_word and v.label is None for v in find_values(recipe.title))


def may_be_shown(values: Sequence[Value], recipe: Recipe, prompt: str) -> list[Value]:
    """Return the values of a request that a shown call may take: none that is said by a word, or the recipe's own.

    The message of an exception is none, either. Of "1 to 20" it is the 20.
    """
    own = [value.value for value in find_values(recipe.title)]
    begins = [value.start for value in values if value.value in (0, 1) and _TO.match(prompt, value.end)]
    return [
        value for value in values
        if not value.is_word
        and value.value not in own
        and value.start not in begins
        and not is_raised(prompt, value)
        and (value.kind != "string" or value.value in prompt[value.start : value.end])
    ]  # fmt: skip


def are_all_shown(taken: Sequence[Value], left: Sequence[Value], prompt: str) -> bool:
    """Return whether a call takes all that it should: what is left over is the result that a request names."""
    end = max((value.end for value in taken), default=0)
    known = [value.value for value in taken]
    left = [value for value in left if value.kind in ("number", "string", "data", "path") and not value.is_word]
    return bool(taken) and all(
        value.value in known or (value.start >= end and _is_result(prompt, end, value)) for value in left
    )


def _is_result(prompt: str, end: int, value: Value) -> bool:
    return any(match.end() <= value.start for match in _RESULT.finditer(prompt, end))
