"""Functions that a request asks for by their signature: `read_in_chunks(path, size=1024)` gets these very parameters.

Reads a signature from a request, and writes a recipe's function under it. Knows nothing of finding recipes.
"""

import ast
import builtins
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.cookbook import Recipe
from engine.functions import Stub, complete
from engine.rewrite import Edit, Positions, apply_edits, names_in, rename
from engine.syntax import compiles, first_line, parse, walk
from engine.words import PATH, is_file_name

_TYPE = r"[A-Za-z_][\w.]*(?:\[[\w, |.\[\]]*\])?"
_DEFAULT = r"'[^']*'|\"[^\"]*\"|[-+]?[\w.]+|\[\]|\(\)|\{\}"
_PARAMETER = rf"\*{{0,2}}[A-Za-z_]\w*(?: ?: ?{_TYPE})?(?: ?= ?(?:{_DEFAULT}))?"
_SIGNATURE = re.compile(rf"(?<![\w.])(?P<name>[a-z_]\w*)\((?P<parameters>{_PARAMETER}(?:, ?{_PARAMETER})*)\)")
# What is called, tried or given is there already.
_THERE = re.compile(
    r"\b(?:call|calls|calling|run|runs|use|uses|using|test|tests|for|with|like|of|mock|patch|time|decorate|pass|given|my|"
    r"your|this|what does|why does|how does|input|print|(?:to|of|for|with|around|on|call|test|run|time|decorate)"
    r" (?:a|the|my|this|some|any) (?:function|method))\s+[`'\"]?$",
    re.IGNORECASE,
)
_BUILTINS = frozenset(dir(builtins))


@dataclass(frozen=True)
class Signature:
    """A function's name and parameters, as (name, annotation, default) with "" for what is not said.

    `start` and `end` say where in the request the parameters stand.
    """

    name: str
    parameters: tuple[tuple[str, str, str], ...]
    start: int = 0
    end: int = 0


def read_signature(prompt: str) -> Signature | None:
    """Return the signature of the one function that a request wants, or None."""
    found = [match for match in _SIGNATURE.finditer(prompt) if not _THERE.search(prompt[: match.start()])]
    found = [match for match in found if match["name"] not in _BUILTINS]
    if len({match["name"] for match in found}) != 1:
        return None
    tree = parse(f"def {found[0]['name']}({found[0]['parameters']}): pass\n")
    function = tree.body[0] if tree else None
    if not isinstance(function, ast.FunctionDef) or function.args.vararg or function.args.kwarg:
        return None
    arguments = function.args.args
    defaults = [""] * (len(arguments) - len(function.args.defaults)) + [_source(d) for d in function.args.defaults]
    parameters = tuple((a.arg, _source(a.annotation), d) for a, d in zip(arguments, defaults, strict=True))
    return Signature(function.name, parameters, *found[0].span("parameters"))


_STARS = re.compile(r"(?<![\w.])(?P<name>[a-z_]\w*)\((?P<stars>\*{1,2})(?P<all>[A-Za-z_]\w*)\)")


def fit_stars(code: str, prompt: str) -> str:
    """Return the code with its one function of any number of arguments named as the request does: `total(*args)`."""
    found = [match for match in _STARS.finditer(prompt) if not _THERE.search(prompt[: match.start()])]
    tree = parse(code)
    if len({match[0] for match in found}) != 1 or found[0]["name"] in _BUILTINS or tree is None:
        return code
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    if len(functions) != 1 or functions[0].args.args or functions[0].args.posonlyargs or functions[0].args.kwonlyargs:
        return code
    arguments = functions[0].args
    taken = arguments.vararg if found[0]["stars"] == "*" else arguments.kwarg
    if taken is None or (arguments.vararg and arguments.kwarg):
        return code
    return rename(rename(code, {functions[0].name: found[0]["name"]}), {taken.arg: found[0]["all"]})


def _source(node: ast.expr | None) -> str:
    return ast.unparse(node).replace("'", '"') if node else ""


def fit_signature(code: str, signature: Signature) -> str:
    """Return the code's function under another signature, without what called it; "" where the two do not fit."""
    tree = parse(code)
    functions = [node for node in (tree.body if tree else []) if isinstance(node, ast.FunctionDef)]
    chosen = next((f for f in functions if f.name == signature.name), functions[-1] if functions else None)
    if chosen is None or chosen.decorator_list or chosen.args.vararg or chosen.args.kwarg or chosen.args.kwonlyargs:
        return ""
    old = [*chosen.args.posonlyargs, *chosen.args.args]
    while len(signature.parameters) > len(old):  # `default=0` may stand for the one 0 of the function
        lifted = _lift_default(code, chosen, signature.parameters[len(old)])
        if not lifted:
            return ""
        code, chosen = lifted
        tree, old = parse(code), [*chosen.args.posonlyargs, *chosen.args.args]
    names = [parameter[0] for parameter in signature.parameters]
    order = _pair([argument.arg for argument in old], names)
    if len(order) != len(names):
        return ""
    if _is_same(chosen, signature):
        return code
    calls_itself = any(isinstance(node, ast.Name) and node.id == chosen.name for node in walk(chosen))
    if calls_itself and order != list(range(len(old))):
        return ""
    kept = [old[index] for index in order]
    missing = len(old) - len(chosen.args.defaults)
    known = [_source(chosen.args.defaults[index - missing]) if index >= missing else "" for index in order]
    header = _header(signature, kept, known, chosen.returns)
    renamed = {argument.arg: name for argument, name in zip(kept, names, strict=True)}
    docstring = _docstring(chosen, renamed, signature.name)
    stub = Stub(header, "", f"{header}\n{docstring}".rstrip(), signature.name, tuple(names), "")
    return complete(stub, replace(_BLANK, code=_reordered(code, tree, chosen, kept)))


def _lift_default(
    code: str, function: ast.FunctionDef, parameter: tuple[str, str, str]
) -> tuple[str, ast.FunctionDef] | None:
    """Return the code whose function has one parameter more, for the one constant that equals the default."""
    name, _, default = parameter
    docstring = function.body[0] if ast.get_docstring(function) is not None else None
    body = [node for node in function.body if node is not docstring]
    in_text = {id(n) for part in body for f in walk(part) if isinstance(f, ast.JoinedStr) for n in walk(f)}
    found = [
        node for part in body for node in walk(part)
        if isinstance(node, ast.Constant) and id(node) not in in_text and _source(node) == default
    ]  # fmt: skip
    if len(found) != 1 or function.args.defaults or name in names_in(code):
        return None
    positions = Positions(code)
    last = [*function.args.posonlyargs, *function.args.args][-1:]
    if not last:
        return None
    end = positions.span(last[0])[1]
    changed = apply_edits(code, [Edit(end, end, f", {name}"), Edit(*positions.span(found[0]), name)])
    tree = parse(changed)
    functions = [n for n in (tree.body if tree else []) if isinstance(n, ast.FunctionDef) and n.name == function.name]
    return (changed, functions[0]) if functions else None


def lift_constants(code: str, signature: Signature, given: Sequence[str]) -> tuple[str, list[str]]:
    """Return statements with variables at their top for what a signature names and they hold as constants.

    A parameter stands for the constant that equals its default, a path for the one path. The names are returned, too.
    """
    lifted: list[str] = []
    for name, _, default in signature.parameters:
        tree = parse(code)
        if tree is None or name in given or name in names_in(code):
            continue
        in_text = {id(n) for f in walk(tree) if isinstance(f, ast.JoinedStr) for n in walk(f)}
        constants = [n for n in walk(tree) if isinstance(n, ast.Constant) and id(n) not in in_text]
        found = [n for n in constants if default and _source(n) == default]
        if not found and _PATH_NAME.search(name):
            found = [
                n for n in constants if isinstance(n.value, str) and PATH.fullmatch(n.value) and is_file_name(n.value)
            ]
        if len(found) != 1:
            continue
        positions = Positions(code)
        start, end = positions.span(found[0])
        body = [n for n in tree.body if not isinstance(n, ast.Import | ast.ImportFrom)]
        top = positions.offset(first_line(body[0]) if body else found[0].lineno, 0)
        if top >= start:
            continue
        changed = apply_edits(code, [Edit(top, top, f"{name} = {code[start:end]}\n"), Edit(start, end, name)])
        if compiles(changed):
            code = changed
            lifted.append(name)
    return code, lifted


_PATH_NAME = re.compile(r"path|file", re.IGNORECASE)
_BLANK = Recipe("", "", (), "")


def _pair(old: list[str], new: list[str]) -> list[int]:
    """Return for each new parameter the index of the old one that it stands for: of its own name, else of its place."""
    taken = {name: old.index(name) for name in new if name in old}
    free = [index for index, name in enumerate(old) if name not in new]
    order = []
    for name in new:
        if name in taken:
            order.append(taken[name])
        elif free:
            order.append(free.pop(0))
    return order


def _is_same(function: ast.FunctionDef, signature: Signature) -> bool:
    arguments = [*function.args.posonlyargs, *function.args.args]
    defaults = [""] * (len(arguments) - len(function.args.defaults)) + [_source(d) for d in function.args.defaults]
    now = [(argument.arg, default) for argument, default in zip(arguments, defaults, strict=True)]
    return function.name == signature.name and now == [(name, default) for name, _, default in signature.parameters]


def _header(signature: Signature, old: list[ast.arg], known: list[str], returns: ast.expr | None) -> str:
    """Return the line that begins the function; types and defaults that it does not say are the recipe's."""
    parts = []
    may_have = [all(known[i] or p[2] for i, p in enumerate(signature.parameters) if i >= j) for j in range(len(old))]
    for index, ((name, annotation, default), argument) in enumerate(zip(signature.parameters, old, strict=True)):
        default = default or (known[index] if may_have[index] else "")
        annotation = annotation or (_source(argument.annotation) if not default else "")
        typed = f"{name}: {annotation}" if annotation else name
        parts.append(f"{typed} = {default}" if default and annotation else f"{typed}={default}" if default else typed)
    arrow = f" -> {_source(returns)}" if returns else ""
    return f"def {signature.name}({', '.join(parts)}){arrow}:"


def _docstring(function: ast.FunctionDef, names: dict[str, str], name: str) -> str:
    """Return the first sentence of a function's docstring, its parameters called by their new names."""
    text = (ast.get_docstring(function) or "").split("\n\n")[0]
    if not text or '"""' in text or "\\" in text:
        return ""
    for old, new in {**names, function.name: name}.items():
        if (len(old) > 1 and "_" not in old) or old == "I":
            text = re.sub(rf"`{re.escape(old)}`", f"`{new}`", text)  # elsewhere it is a word of the sentence
        elif old == "a":
            text = re.sub(r"\ba\b(?=`| [-+*/%<>=]| (?:and|or|by) [a-z]\b)", new, text)
        else:
            text = re.sub(rf"\b{re.escape(old)}\b", new, text)
    return '    """' + text.replace("\n", "\n    ") + '"""'


def _reordered(code: str, tree: ast.Module | None, function: ast.FunctionDef, first: list[ast.arg]) -> str:
    """Return the code with the function at its end, some of its parameters first; without what only shows its use."""
    assert tree is not None
    lines = code.splitlines()
    if function.body[0].lineno == function.lineno:
        return ""
    arguments = [*function.args.posonlyargs, *function.args.args]
    missing = len(arguments) - len(function.args.defaults)
    rest = [(a.arg, i - missing) for i, a in enumerate(arguments) if a not in first]
    if any(index < 0 for _, index in rest):
        return ""
    parameters = [a.arg for a in first] + [f"{name}={ast.unparse(function.args.defaults[i])}" for name, i in rest]
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
    needed = {n.id for node in tree.body if isinstance(node, kinds) for n in walk(node) if isinstance(n, ast.Name)}
    kept = []
    for node in tree.body:
        bound = {n.id for n in walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        if node is not function and (isinstance(node, kinds) or (isinstance(node, ast.Assign) and bound & needed)):
            start = first_line(node)
            kept += lines[start - 1 : node.end_lineno]
    top = first_line(function.body[0])
    body = lines[top - 1 : function.end_lineno]
    return "\n".join([*kept, "", "", f"def {function.name}({', '.join(parameters)}):", *body]) + "\n"
