"""Requests that are the beginning of code: a `def` with its docstring, to be completed by a recipe's function.

Reads the signature, and moves the body of another function under it. Knows neither the matcher nor the model.
"""

import ast
import re
import textwrap
from dataclasses import dataclass
from functools import lru_cache

from engine.chains.compose import complete_body
from engine.cookbook import Recipe
from engine.examples import Example, find_examples
from engine.rewrite import is_usable_name, names_in, rename
from engine.syntax import compiles, first_line, mend_imports, parse, read_before_bound, undefined_names, walk
from engine.words import split_identifier

DOCSTRING_LINES = 3  # of a completed function that a model sees: by the last ones it finds where the body begins


@dataclass(frozen=True)
class Stub:
    """The function or class that a prompt begins: what stands before it, its header and docstring, and what it says."""

    prompt: str
    before: str
    header: str
    name: str
    parameters: tuple[str, ...]
    docstring: str
    is_class: bool = False

    @property
    def request(self) -> str:
        """What the stub asks for, in words."""
        text = re.split(r"\n\s*(?:>>>|Args:|Parameters|Returns:|Example)", self.docstring)[0]
        return " ".join([*split_identifier(self.name), "-", *text.split()])

    @property
    def examples(self) -> list[Example]:
        """The docstring's examples with their results."""
        return find_examples(self.docstring)


def read_stub(prompt: str) -> Stub | None:
    """Return the last function or class that a prompt leaves without a body, or None."""
    tree = parse(prompt.rstrip() + "\n") or parse(_with_body(prompt))
    if tree is None or not tree.body:
        return None
    node = tree.body[-1]
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return None
    if len(node.body) > 1 or not isinstance(node.body[0], ast.Expr | ast.Pass):
        return None
    lines = prompt.splitlines()
    start = first_line(node) - 1
    is_class = isinstance(node, ast.ClassDef)
    parameters = () if is_class else tuple(a.arg for a in [*node.args.posonlyargs, *node.args.args])  # type: ignore[union-attr]
    return Stub(
        prompt=prompt,
        before="\n".join(lines[:start]).strip("\n"),
        header="\n".join(lines[start:]).rstrip(),
        name=node.name,
        parameters=parameters,
        docstring=ast.get_docstring(node) or "",
        is_class=is_class,
    )


def _with_body(prompt: str) -> str:
    """Return the prompt with a body added where it ends in a bare header."""
    text = prompt.rstrip()
    indent = re.match(r"\s*", text.splitlines()[-1])[0] if text else ""  # type: ignore[index]
    return f"{text}\n{indent}    pass\n"


@lru_cache(maxsize=256)  # recipes are completed to be tried, and those nearest again to stand beside the beginning
def complete(stub: Stub, recipe: Recipe) -> str:
    """Return the stub completed by a recipe's function, its parameters renamed; "" when the two do not fit."""
    if stub.is_class:
        return _complete_class(stub, recipe)
    tree = parse(recipe.code) if "def " in recipe.code else None
    functions = [n for n in (tree.body if tree else []) if isinstance(n, ast.FunctionDef)]
    if not functions:
        return ""
    function = next((f for f in functions if f.name == stub.name), functions[-1])
    parameters = [a.arg for a in [*function.args.posonlyargs, *function.args.args]]
    defaults = len(function.args.defaults)
    if not len(parameters) - defaults <= len(stub.parameters) <= len(parameters):
        return ""
    calls_itself = any(isinstance(n, ast.Name) and n.id == function.name for n in walk(function))
    if calls_itself and len(stub.parameters) < len(parameters):
        return ""  # it hands on what the stub has no parameter for
    used = parameters[: len(stub.parameters)]
    code = _renamed_function(recipe.code, function, dict(zip(used, stub.parameters, strict=True)), stub.name)
    if code is None:
        return ""
    tree = parse(code)
    function = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == stub.name)  # type: ignore[union-attr]
    body = _body_source(code, function)
    extra = "".join(
        f"    {parameter} = {ast.unparse(default)}\n"
        for parameter, default in _left_over(function, len(stub.parameters))
    )
    others = _other_source(code, function)
    begun = f"{stub.header}\n{extra}{body}"
    whole = _joined(stub.before, others, begun)
    if stub.name in read_before_bound(whole):  # others use it, as a decorator maybe
        whole = _joined(stub.before, begun, others)
    is_whole = compiles(whole) and not undefined_names(whole) and stub.name not in read_before_bound(whole)
    return whole if is_whole else ""


def _joined(*pieces: str) -> str:
    """Return pieces of a program one after the other, with the imports that they need."""
    return mend_imports("\n\n\n".join(piece.strip("\n") for piece in pieces if piece.strip()).rstrip() + "\n")


def shorten_docstring(code: str, name: str) -> str:
    """Return code with no more than the last lines of the docstring of a function or class."""
    tree = parse(code)
    for node in tree.body if tree else ():
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name and ast.get_docstring(node):
            lines, text = code.splitlines(keepends=True), node.body[0]
            start, end = text.lineno - 1, text.end_lineno or text.lineno
            if end - start > DOCSTRING_LINES and lines[start].lstrip().startswith('"""'):
                indent = lines[start][: text.col_offset]
                kept = lines[end - DOCSTRING_LINES : end]
                return "".join([*lines[:start], f'{indent}"""{kept[0].lstrip()}', *kept[1:], *lines[end:]])
    return code


def is_same_function(stub: Stub, recipe: Recipe) -> bool:
    """Return whether the recipe's function has the stub's name and as many parameters."""
    tree = parse(recipe.code) if stub.name in recipe.code else None
    return any(
        isinstance(node, ast.FunctionDef)
        and node.name == stub.name
        and len(node.args.posonlyargs) + len(node.args.args) == len(stub.parameters)
        for node in (tree.body if tree else [])
    )


def compose_body(stub: Stub) -> str:
    """Return the stub completed by a chain of steps that its docstring names; "" where it names none."""
    tree = parse(stub.header) or parse(_with_body(stub.header))
    node = tree.body[-1] if tree and tree.body else None
    if not isinstance(node, ast.FunctionDef):
        return ""
    parameters = [(a.arg, ast.unparse(a.annotation) if a.annotation else "") for a in node.args.args]
    chain = complete_body(stub.docstring, parameters)
    if chain is None:
        return ""
    imports, _, body = chain.code.rpartition("\n\n\n")
    whole = _joined(stub.before, imports, f"{stub.header}\n{body}")
    return whole if compiles(whole) and not undefined_names(whole) else ""


def _complete_class(stub: Stub, recipe: Recipe) -> str:
    """Return a recipe's class under the stub's name, if it has every method that the docstring speaks of."""
    tree = parse(recipe.code)
    classes = [n for n in (tree.body if tree else []) if isinstance(n, ast.ClassDef)]
    if not classes:
        return ""
    found = next((c for c in classes if c.name == stub.name), classes[-1])
    methods = {n.name for n in found.body if isinstance(n, ast.FunctionDef)}
    spoken_of = set(re.findall(r"(?<![\w.])([a-z_]\w*)\(", stub.docstring))
    if not spoken_of <= methods:
        return ""
    code = rename(recipe.code, {found.name: stub.name})
    whole = f"{stub.before}\n\n\n{code}".lstrip() if stub.before else code
    return whole if compiles(whole) and not undefined_names(whole) and stub.name in whole else ""


def _renamed_function(code: str, function: ast.FunctionDef, names: dict[str, str], name: str) -> str | None:
    """Return the code with the function and its parameters renamed; swaps go through names that nobody uses."""
    changed = {old: new for old, new in [*names.items(), (function.name, name)] if old != new}
    if not all(is_usable_name(new) for new in changed.values()):
        return None
    if not names_in(code).isdisjoint(changed.values()):
        passing = {old: f"{old}_before_" for old in changed}
        code = rename(code, passing)
        changed = {passing[old]: new for old, new in changed.items()}
    code = rename(code, changed)
    tree = parse(code)
    found = any(isinstance(n, ast.FunctionDef) and n.name == name for n in (tree.body if tree else []))
    return code if found and "_before_" not in code else None


def _body_source(code: str, function: ast.FunctionDef) -> str:
    """Return a function's body without its docstring, indented by four spaces."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return ""
    lines = code.splitlines()
    start = first_line(body[0])
    text = textwrap.dedent("\n".join(lines[start - 1 : function.end_lineno]))
    return textwrap.indent(text, "    ") + "\n"


def _left_over(function: ast.FunctionDef, count: int) -> list[tuple[str, ast.expr]]:
    """Return the parameters beyond the first `count`, with their defaults."""
    parameters = [a.arg for a in [*function.args.posonlyargs, *function.args.args]]
    defaults = [None] * (len(parameters) - len(function.args.defaults)) + list(function.args.defaults)
    return [(p, d) for p, d in list(zip(parameters, defaults, strict=True))[count:] if d is not None]


def _other_source(code: str, function: ast.FunctionDef) -> str:
    """Return what else the recipe's code holds at its top: imports, constants, helpers; no calls."""
    tree = parse(code)
    lines = code.splitlines()
    kept = []
    for node in tree.body if tree else []:
        if node.lineno == function.lineno or isinstance(node, ast.Expr | ast.If | ast.For | ast.While | ast.With):
            continue
        start = first_line(node)
        kept.append("\n".join(lines[start - 1 : node.end_lineno]))
    return "\n".join(kept)
