"""Begin functions for a model to complete: a recipe's function under other names, or its statements made one.

The engine's own way of completing a begun function gives the answer, and each is run before it is admitted. So what
the model sees beside it, the recipe, is near the answer and yet another text: names have to be carried over.
"""

import ast
import copy
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.cookbook import Recipe
from engine.functions import complete, read_stub
from engine.rewrite import is_usable_name, rename
from engine.sample_data import needed_names
from engine.words import STOP_WORDS
from engine.wrapping import as_function
from training.formatting import format_all
from training.phrasing import VERBS, from_third_person, upper_first
from training.runner import run_program
from training.trees import parse

# Names that stand for the same kind of thing: one may be used for another.
_ALIKE = (
    "text string sentence line s message content phrase source",
    "word name key token label term",
    "numbers values nums items data xs seq sequence measurements readings amounts",
    "items elements entries things objects collection iterable lst",
    "rows records lines entries table",
    "n number count k limit size amount total",
    "a first left x one low start",
    "b second right y other high end",
    "path filename file_path file source_path",
    "mapping counts d dictionary scores lookup table",
    "matrix grid board rows cells",
    "words tokens names terms labels",
    "value item element target wanted x",
    "prices scores marks grades temperatures heights values numbers",
    "day date when moment",
    "width length columns size step",
)
OTHER_NAMES, OTHER_WORDS, WITH_EXAMPLES, WITH_TYPES = 0.6, 0.7, 0.6, 0.6  # shares of the functions that get them
MAX_EXAMPLES = 2
MAX_CHARS = 1000
PER_BATCH = 200
_CALL = re.compile(r"[:,]?\s*(?:in |as |with |by |using )?(?:the |a |an )?(?:function |generator )?`\w+\([^`]*\)`\s*$")
_WRITES = re.compile(
    r"^(?:please )?(?:write|define|make|create|implement|give me|build)?\s*(?:me )?(?:a |an |the |one )?"
    r"(?:python |small |helper |recursive )?(?:function|method|generator|def)?\s*(?:called |named )?(?:`[^`]*`)?"
    r"[:,]?\s*(?:(?:that|which|to|and) )",
    re.IGNORECASE,
)
_ABOUT_CODE = re.compile(r"\b(?:function|method|decorator|generator|def|lambda|class|context manager|print)\b", re.I)


def make_functions(recipes: Sequence[Recipe], rng: random.Random) -> Iterator[tuple[Recipe, str]]:
    """Yield recipes with documented functions made of them, in the style of the corpus; nothing for most recipes.

    They are made as they are asked for, so no more are run than are wanted.
    """
    for start in range(0, len(recipes), PER_BATCH):
        batch = recipes[start : start + PER_BATCH]
        made = [(recipe, whole) for recipe in batch if (whole := make_function(recipe, rng))]
        yield from zip([recipe for recipe, _ in made], format_all([whole for _, whole in made]), strict=True)


def make_function(recipe: Recipe, rng: random.Random) -> str:
    """Return a documented function made of a recipe, which passed the recipe's check; "" where there is none."""
    source, call = _function_of(recipe)
    tree = parse(source) if source else None
    node = tree.body[-1] if tree and tree.body else None
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or node.args.kwonlyargs or node.args.vararg:
        return ""
    sentences = list(dict.fromkeys(filter(None, (_sentence(ask) for ask in recipe.asks))))
    docstring = ast.get_docstring(node) or ""
    if sentences and (not docstring or rng.random() < OTHER_WORDS):
        docstring = rng.choice(sentences) + "."
    if not docstring:
        return ""
    names = _other_names(node, rng) if rng.random() < OTHER_NAMES else {}
    name = _other_function_name(docstring, rng) if rng.random() < OTHER_NAMES else ""
    if name and name not in names.values():
        names[node.name] = name
    stub = read_stub(_write_beginning(node, docstring, _examples(recipe.check, node.name), names, rng))
    whole = complete(stub, replace(recipe, code=source)) if stub else ""
    check = rename(call or recipe.check, {node.name: names.get(node.name, node.name)})
    return whole if whole and len(whole) <= MAX_CHARS and run_program(recipe.setup, whole, check).passed else ""


def _function_of(recipe: Recipe) -> tuple[str, str]:
    """Return code that is one function, and the call that tries it where the recipe's check is not about it."""
    tree = parse(recipe.code)
    kinds = [type(node) for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)] if tree else []
    if kinds == [ast.FunctionDef]:
        return recipe.code, ""
    if ast.FunctionDef in kinds or ast.ClassDef in kinds:
        return "", ""
    given = needed_names(recipe.code, recipe.setup) if recipe.setup else ()
    code = as_function(recipe.code, given, "", recipe.title) or ""
    name = re.search(r"^def (\w+)", code, re.MULTILINE)
    if not name or not given or not recipe.setup:
        return "", ""
    return code, f"assert {name[1]}({', '.join(given)}) is not None"


def _sentence(ask: str) -> str:
    """Return a way to ask as a docstring's first sentence, or nothing."""
    text = _CALL.sub("", _WRITES.sub("", ask.strip(), count=1)).strip(" .:;,?!")
    words = text.split()
    if len(words) < 3 or len(words) > 24:
        return ""
    words[0] = from_third_person(words[0]).lower()
    if words[0] not in VERBS or _ABOUT_CODE.search(" ".join(words)) or re.search(r"\w\(", text):
        return ""
    return upper_first(" ".join(words))


def _examples(check: str, name: str) -> list[tuple[str, str]]:
    """Return calls of a function and their results that a check compares: `assert f(2) == 4`."""
    tree = parse(check)
    found = []
    for node in ast.walk(tree) if tree else ():
        if not (isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq)):
            continue
        call, result = node.left, node.comparators[0]
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == name and not call.keywords:
            try:
                values = [ast.literal_eval(argument) for argument in call.args]
                found.append((ast.unparse(call), repr(ast.literal_eval(result))))
            except (ValueError, TypeError, SyntaxError):
                continue
            if len(repr(values)) > 80 or len(found[-1][1]) > 60:
                found.pop()
    return found


def _other_names(node: ast.FunctionDef, rng: random.Random) -> dict[str, str]:
    """Return other names for parameters, of the same kind and used nowhere in the function."""
    used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} | {a.arg for a in node.args.args}
    names = {}
    for argument in node.args.args:
        alike = [word for line in _ALIKE if argument.arg in line.split() for word in line.split()]
        free = [word for word in alike if word not in used]
        if free:
            names[argument.arg] = rng.choice(free)
            used.add(names[argument.arg])
    return names


def _other_function_name(docstring: str, rng: random.Random) -> str:
    """Return a function's name made of the first telling words of what it does."""
    words = [word.lower() for word in re.findall(r"[A-Za-z]+", re.sub(r"`[^`]*`", " ", docstring.split(".")[0]))]
    telling = [word for word in words if word not in STOP_WORDS]
    if telling[:1] == ["return"] and len(telling) > 2:
        telling = telling[1:]
    name = "_".join(telling[: rng.randint(2, 4)])
    return name if is_usable_name(name) else ""


def _write_beginning(
    node: ast.FunctionDef, docstring: str, examples: list[tuple[str, str]], names: dict[str, str], rng: random.Random
) -> str:
    """Return the header and docstring of a function under other names, with examples and types now and then."""
    function = copy.deepcopy(node)
    function.body = [ast.Pass()]
    if not function.returns and examples and rng.random() < WITH_TYPES:
        _add_types(function, examples)
    for argument in function.args.args:
        argument.arg = names.get(argument.arg, argument.arg)
    function.name = names.get(node.name, node.name)
    text = re.sub(r"\w+", lambda match: names.get(match[0], match[0]) if _is_quoted(match) else match[0], docstring)
    text = text.replace("\\", "\\\\")
    if examples and ">>>" not in text and rng.random() < WITH_EXAMPLES:
        shown = [f">>> {call}\n{result}" for call, result in examples[: rng.randint(1, MAX_EXAMPLES)]]
        text += "\n\n" + "\n".join(shown).replace("\\", "\\\\")
    text = text.replace(f"{node.name}(", f"{function.name}(")
    lines = [f"    {line}".rstrip() for line in f'"""{text}'.splitlines()]
    closing = '\n    """' if len(lines) > 1 else '"""'
    return ast.unparse(function).removesuffix("pass").rstrip() + "\n" + "\n".join(lines) + closing + "\n"


def _is_quoted(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return before.endswith("`") and after.startswith("`")


def _add_types(function: ast.FunctionDef, examples: list[tuple[str, str]]) -> None:
    """Annotate parameters and result as the first example shows them."""
    call, result = examples[0]
    tree = ast.parse(call, mode="eval").body
    assert isinstance(tree, ast.Call)
    for argument, value in zip(function.args.args, tree.args, strict=False):
        argument.annotation = ast.Name(_type_of(ast.literal_eval(value)))
    function.returns = ast.Name(_type_of(ast.literal_eval(result)))


def _type_of(value: object) -> str:
    """Return an annotation for a plain value."""
    if isinstance(value, list | set) and value:
        inner = {_type_of(item) for item in value}
        return f"{type(value).__name__}[{inner.pop()}]" if len(inner) == 1 else type(value).__name__
    if isinstance(value, dict) and value:
        keys, items = ({_type_of(item) for item in part} for part in (value, value.values()))
        return f"dict[{keys.pop()}, {items.pop()}]" if len(keys) == len(items) == 1 else "dict"
    if isinstance(value, tuple) and value:
        return f"tuple[{', '.join(_type_of(item) for item in value)}]"
    return "None" if value is None else type(value).__name__
