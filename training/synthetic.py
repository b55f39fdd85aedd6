"""Make many pairs of the cookbook's recipes: other values, other words, two recipes in a row. Each is run first.

The engine's own way of adapting a recipe to a request gives the code, so what a model learns from is what Pysmith
answers. A pair is admitted when its program ran to the end in a folder of its own.
"""

import ast
import hashlib
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

from engine.adapt import adapt
from engine.cookbook import Recipe, load_cookbook
from engine.rewrite import rename
from engine.sample_data import needed_names
from engine.syntax import merge_imports
from engine.values import find_values
from training import runner, wording
from training.phrasing import VERBS, lower_first
from training.runner import Outcome, describe, run_program, warm_up
from training.sources.base import Extract, Pair
from training.sources.cookbook import page_names
from training.sources.pins import checksum
from training.trees import parse, undefined_names
from training.wording import replace_values, reword
from training.workspace import DataError

VALUES_PER_ASK = 4
WORDINGS_PER_ASK = 3
CHAINS_PER_RECIPE = 3
MAX_CODE_CHARS = 900
MAX_PARTNERS = 60
WARM_MODULES = (
    *("argparse", "asyncio", "collections", "csv", "datetime", "decimal", "functools", "heapq", "itertools", "json"),
    *("logging", "math", "numpy", "pandas", "pathlib", "random", "re", "sqlite3", "statistics", "string", "textwrap"),
    *("threading", "typing", "urllib.request", "xml.etree.ElementTree", "zipfile"),
)
SEED = 20_240

Changes = dict[tuple[str, str], Any]  # (kind, repr of the old value) → new value


@dataclass(frozen=True)
class Synthetic:
    """Pairs made of the recipes below a folder; a page is a group."""

    folder: Path
    name: str = "synthetic"
    licence: str = "MIT"
    version: str = "resources/cookbook, adapted and run"
    groups_per_job: int = 1

    def groups(self) -> Sequence[str]:
        """Return the names of the pages. Raises DataError where programs cannot be tried out."""
        if not hasattr(os, "fork"):
            raise DataError("synthetic: trying out recipes needs os.fork, which this system lacks.")
        return page_names(self.folder)

    def version_of(self, group: str) -> str:
        """Return the checksum of the page and of what rewords and runs its recipes.

        Partners on other pages and the engine's way of adapting are left out on purpose: running all recipes again
        for every small change there would cost an hour. Remove the cache to do so.
        """
        files = [self.folder / group, *(Path(str(module.__file__)) for module in (wording, runner))]
        return hashlib.sha256("".join(map(checksum, files)).encode()).hexdigest()

    def read(self, group: str) -> Extract:
        """Return the pairs made of a page's recipes; those that did not run are counted."""
        extract = Extract()
        warm_up(WARM_MODULES)
        for recipe in _load(self.folder):
            if recipe.page == group:
                rng = random.Random(f"{SEED}/{recipe.id}")
                for made in (*make_variants(recipe, rng), *make_chains(recipe, _partners_below(self.folder), rng)):
                    if isinstance(made, str):
                        extract.dropped[made] += 1
                    else:
                        extract.pairs.append(made)
        return extract


@cache
def _load(folder: Path) -> list[Recipe]:
    return list(load_cookbook([folder]).recipes)


@cache
def _partners_below(folder: Path) -> dict[str, list[tuple[Recipe, str]]]:
    return find_partners(_load(folder))


def make_variants(recipe: Recipe, rng: random.Random) -> Iterator[Pair | str]:
    """Yield pairs of the recipe with its own values and with others, in several wordings; or why one was not made."""
    tried: dict[tuple[str, str, str], Outcome] = {}
    base = adapt(recipe, recipe.title, recipe.title).code
    if not run_program(adapt_setup(recipe, base, {}), base).ran:
        yield "recipe_did_not_run"
        return
    for ask in recipe.asks:
        for prompt, changed in _choose_prompts(ask, rng):
            code, reason = _adapt_and_run(recipe, ask, prompt, changed, tried)
            if reason:
                yield reason
                continue
            is_imperative = prompt.split()[0].lower() in VERBS
            wordings = {prompt, *(reword(prompt, rng, is_imperative) for _ in range(WORDINGS_PER_ASK))}
            yield from (Pair(wording, code) for wording in sorted(wordings))


def vary(recipe: Recipe, ask: str, rng: random.Random) -> Pair | None:
    """Return a way to ask with other values and the recipe's code for it, which ran; None where it cannot be had."""
    found = find_values(ask)
    made = replace_values(ask, found, rng) if found else None
    if made is None:
        return None
    code, reason = _adapt_and_run(recipe, ask, *made, {})
    return None if reason else Pair(made[0], code)


def _adapt_and_run(
    recipe: Recipe, ask: str, prompt: str, changed: Changes, tried: dict[tuple[str, str, str], Outcome]
) -> tuple[str, str]:
    """Return the recipe's code for a prompt and why it is not admitted, "" if it is."""
    adapted = adapt(recipe, ask, prompt)
    if changed and (adapted.unplaced or not adapted.placed):
        return adapted.code, "value_not_placed"
    if len(adapted.code) > MAX_CODE_CHARS:
        return adapted.code, "too_long"
    program = (adapt_setup(recipe, adapted.code, changed), adapted.code, put_constants(recipe.check, changed))
    outcome = tried[program] if program in tried else tried.setdefault(program, run_program(*program))
    if not outcome.ran:
        return adapted.code, "did_not_run"
    if not outcome.passed and any(kind == "number" for kind, _ in changed):
        return adapted.code, "check_failed"
    return adapted.code, ""


def _choose_prompts(ask: str, rng: random.Random) -> Iterator[tuple[str, Changes]]:
    """Yield the request as it stands, and with other values if it has any."""
    yield ask, {}
    found = find_values(ask)
    for _ in range(VALUES_PER_ASK if found else 0):
        if made := replace_values(ask, found, rng):
            yield made


def adapt_setup(recipe: Recipe, code: str, changed: Changes) -> str:
    """Return the recipe's setup with the values that the request changed, and under the names that the code reads."""
    setup = put_constants(recipe.setup, changed)
    given = needed_names(recipe.code, recipe.setup) if setup else []
    read = undefined_names(code)
    missing, unread = sorted(read - set(given)), [name for name in given if name not in read]
    return rename(setup, dict(zip(unread, missing, strict=False))) if missing and len(missing) <= len(unread) else setup


def put_constants(code: str, changed: Changes) -> str:
    """Return the code with the values that the request changed."""
    tree = parse(code) if changed else None
    new_values = {value: new for (_, value), new in changed.items()}
    return ast.unparse(_ReplaceConstants(new_values).visit(tree)) if tree else code


class _ReplaceConstants(ast.NodeTransformer):
    """Puts new constants where old ones stood."""

    def __init__(self, new_values: dict[str, Any]) -> None:
        self.new_values = new_values

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        new = self.new_values.get(repr(node.value), node.value)
        if isinstance(new, str | int | float):
            return ast.copy_location(ast.Constant(new), node)
        return node


def find_partners(recipes: Sequence[Recipe]) -> dict[str, list[tuple[Recipe, str]]]:
    """Return, for each shape of data, recipes that work on one variable of that shape, which their setup spells out."""
    partners: dict[str, list[tuple[Recipe, str]]] = {}
    for recipe in recipes:
        needed = needed_names(recipe.code, recipe.setup) if recipe.setup and len(recipe.code) < 400 else []
        if len(needed) != 1 or "open(" in recipe.setup or "Path(" in recipe.setup:
            continue
        shape = describe(_spelled_out(recipe.setup, needed[0]))
        if "[" in shape and len(partners.get(shape, ())) < MAX_PARTNERS:
            partners.setdefault(shape, []).append((recipe, needed[0]))
    return partners


def _spelled_out(setup: str, name: str) -> Any:
    """Return the literal that a setup gives to a variable, or None."""
    tree = parse(setup)
    for node in tree.body if tree else []:
        if isinstance(node, ast.Assign) and [getattr(target, "id", None) for target in node.targets] == [name]:
            try:
                return ast.literal_eval(node.value)
            except ValueError:
                return None
    return None


def make_chains(
    recipe: Recipe, partners: dict[str, list[tuple[Recipe, str]]], rng: random.Random
) -> Iterator[Pair | str]:
    """Yield pairs that ask for the recipe and then for another that works on what it made."""
    if len(recipe.code) > 500:
        return
    base = adapt(recipe, recipe.title, recipe.title)
    outcome = run_program(adapt_setup(recipe, base.code, {}), base.code)
    made = _last_made(base.code, outcome)
    if made is None or not partners.get(outcome.shapes[made]):
        return
    choices = [(other, name) for other, name in partners[outcome.shapes[made]] if other.id != recipe.id]
    for other, name in rng.sample(choices, min(CHAINS_PER_RECIPE, len(choices))):
        code = join_codes(base.code, rename(other.code, {name: made}))
        if len(code) > MAX_CODE_CHARS or parse(code) is None:
            yield "chain_too_long"
        elif not run_program(adapt_setup(recipe, base.code, {}), code).ran:
            yield "chain_did_not_run"
        else:
            yield Pair(join_requests(rng.choice(recipe.asks), rng.choice(other.asks), name, made, rng), code)


def _last_made(code: str, outcome: Outcome) -> str | None:
    """Return the variable that the code filled last with data of a known shape."""
    tree = parse(code)
    if tree is None or not outcome.ran:
        return None
    statements = [inner for node in tree.body for inner in (node.body if isinstance(node, ast.With) else [node])]
    names = [node.targets[0].id for node in statements if _assigns_a_name(node)]
    data = [name for name in names if "[" in outcome.shapes.get(name, "") and "*" not in outcome.shapes[name]]
    return data[-1] if data else None


def _assigns_a_name(node: ast.stmt) -> TypeGuard[Any]:
    return isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)


def join_codes(first: str, second: str) -> str:
    """Return one program that does the one and then the other, all imports on top."""
    tree = parse(second)
    assert tree is not None, "a recipe is Python"
    imports = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    lines = second.splitlines()
    rest = [lines[n.lineno - 1 : n.end_lineno] for n in tree.body if not isinstance(n, ast.Import | ast.ImportFrom)]
    body = "\n".join("\n".join(part) for part in rest)
    return merge_imports(imports, f"{first.rstrip()}\n\n{body}\n")


def join_requests(first: str, second: str, old_name: str, new_name: str, rng: random.Random) -> str:
    """Return one request for both."""
    second = second.replace(f"`{old_name}`", f"`{new_name}`")
    link = rng.choice([", then {}", " and then {}", "; then {}", " and {}", ", and after that {}"])
    joined = first.rstrip(".?") + link.format(lower_first(second).rstrip(".?"))
    return joined.replace("`", "") if rng.random() < 0.6 else joined
