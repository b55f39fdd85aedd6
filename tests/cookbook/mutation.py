"""Are the checks sharp? Change one thing in a recipe's code and see whether its check notices.

By hand: `cd tests && python -m cookbook.mutation --sample 300` prints the share of changes that were noticed, by kind,
and with `--survivors` those that were not. A change is an operator, a constant, a name or a call; docstrings and
annotations, which do nothing, are left alone. Which change a recipe gets depends on the seed and its title only.
"""

import argparse
import ast
import difflib
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cookbook.libraries import needed_libraries
from cookbook.pages import Recipe, read_page, recipe_pages
from cookbook.runner import Job, RecipeRunner

TIME_LIMIT_S = 10.0

OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.MatMult: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sum": "len", "len": "sum", "sorted": "list"}


@dataclass(frozen=True)
class Mutant:
    """A recipe with one change in its code."""

    recipe: Recipe
    kind: str
    code: str


Change = Callable[[], None]


def mutate(recipe: Recipe, seed: int = 0) -> Mutant | None:
    """Return the recipe with one change of its code, or None when there is nothing to change."""
    rng = random.Random(f"{seed}: {recipe.title}")
    tree = ast.parse(recipe.code)
    original = ast.unparse(tree)
    changes: dict[str, list[Change]] = {}
    for kind, change in _changes(tree):
        changes.setdefault(kind, []).append(change)
    if not changes:
        return None
    kind = rng.choice(sorted(changes))
    rng.choice(changes[kind])()
    code = ast.unparse(ast.fix_missing_locations(tree))
    return Mutant(recipe, kind, code) if code != original else None


def _changes(tree: ast.Module) -> Iterator[tuple[str, Change]]:
    """Yield every change that could be made, with its kind; calling one makes it."""
    idle = _idle_nodes(tree)
    nodes = [node for node in ast.walk(tree) if id(node) not in idle]
    names = sorted({node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)})
    names += sorted({node.arg for node in nodes if isinstance(node, ast.arg)})
    for node in nodes:
        if isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and type(node.op) in OPERATORS:
            yield "operator", _setting(node, "op", OPERATORS[type(node.op)]())
        elif isinstance(node, ast.Compare) and type(node.ops[0]) in OPERATORS:
            yield "operator", _setting(node, "ops", [OPERATORS[type(node.ops[0])](), *node.ops[1:]])
        elif isinstance(node, ast.Constant) and (other := _other_value(node.value)) is not None:
            yield "constant", _setting(node, "value", other)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
            others = [name for name in names if name != node.id]
            if others:
                yield "name", _setting(node, "id", others[(len(node.id) + node.lineno + node.col_offset) % len(others)])
    yield from (("call", change) for change in _call_changes(nodes))


def _idle_nodes(tree: ast.Module) -> set[int]:
    """Return the ids of nodes that do nothing: docstrings, annotations, what is imported."""
    idle: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            idle += [node.returns] if node.returns else []
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            idle.append(node.annotation)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            idle.append(node.value)
    return {id(inner) for outer in idle for inner in ast.walk(outer)}


def _setting(node: ast.AST, attribute: str, value: object) -> Change:
    return lambda: setattr(node, attribute, value)


def _other_value(value: object) -> object:
    """Return another constant of the same type, or None if there is no sensible one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return value + "x"
    return value + b"x" if isinstance(value, bytes) else None


def _call_changes(nodes: Sequence[ast.AST]) -> Iterator[Change]:
    """Yield changes that call something else, or replace `f(x)` by `x` and `x.method()` by `x`."""
    for parent in nodes:
        for field, value in ast.iter_fields(parent):
            for position, child in enumerate(value if isinstance(value, list) else [value]):
                if not isinstance(child, ast.Call):
                    continue
                if isinstance(child.func, ast.Name) and child.func.id in CALLS:
                    yield _setting(child.func, "id", CALLS[child.func.id])
                elif (inside := _without_call(child)) is not None:
                    if isinstance(value, list):
                        yield _putting(value, position, inside)
                    else:
                        yield _setting(parent, field, inside)


def _without_call(call: ast.Call) -> ast.expr | None:
    if isinstance(call.func, ast.Attribute):
        return call.func.value
    arguments = [argument for argument in call.args if not isinstance(argument, ast.Starred)]
    return arguments[0] if arguments else ast.Constant(None)


def _putting(items: list[ast.AST], position: int, node: ast.AST) -> Change:
    def put() -> None:
        items[position] = node

    return put


def sample(size: int, seed: int = 0) -> list[Mutant]:
    """Return mutants of `size` recipes of the standard library, chosen at random but always the same."""
    recipes = [recipe for path in recipe_pages() for recipe in read_page(path) if not needed_libraries(recipe)]
    recipes.sort(key=lambda recipe: random.Random(f"{seed}: {recipe.title}: order").random())
    mutants = (mutate(recipe, seed) for recipe in recipes)
    return [mutant for mutant, _ in zip((mutant for mutant in mutants if mutant), range(size), strict=False)]


def survivors(mutants: Sequence[Mutant], runner: RecipeRunner) -> list[Mutant]:
    """Return the mutants whose check passes all the same."""
    jobs = [Job(mutant.recipe.setup, mutant.code, mutant.recipe.check) for mutant in mutants]
    verdicts = runner.run(jobs, TIME_LIMIT_S)
    return [mutant for mutant, verdict in zip(mutants, verdicts, strict=True) if not verdict]


def report(mutants: Sequence[Mutant], alive: Sequence[Mutant], show: bool) -> str:
    """Return the share of changes that were noticed, in all and by kind, and the others if wanted."""
    made, missed = Counter(mutant.kind for mutant in mutants), Counter(mutant.kind for mutant in alive)
    lines = [f"noticed {len(mutants) - len(alive)} of {len(mutants)}: {1 - len(alive) / len(mutants):.1%}"]
    lines += [f"  {kind:<9}{made[kind] - missed[kind]:>4} of {made[kind]}" for kind in sorted(made)]
    for mutant in alive if show else ():
        before = ast.unparse(ast.parse(mutant.recipe.code)).splitlines()
        changed = difflib.unified_diff(before, mutant.code.splitlines(), n=0, lineterm="")
        lines += ["", mutant.recipe.where, *list(changed)[3:]]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Change recipes on purpose and see whether their checks notice.")
    parser.add_argument("--sample", type=int, default=300, help="how many recipes (300)")
    parser.add_argument("--seed", type=int, default=0, help="which recipes and changes (0)")
    parser.add_argument("--survivors", action="store_true", help="show the changes that no check noticed")
    options = parser.parse_args()
    mutants = sample(options.sample, options.seed)
    with RecipeRunner() as runner:
        alive = survivors(mutants, runner)
    print(report(mutants, alive, options.survivors))


if __name__ == "__main__":
    main()
