"""A recipe's statements as a function, for a request that asks for one.

Pure functions over code. What the code is given becomes the parameters, what it prints or computes last is returned.
"""

import ast
import re
from collections.abc import Sequence

from engine.rewrite import is_usable_name
from engine.showing import computed
from engine.syntax import compiles, parse, undefined_names, walk
from engine.words import STOP_WORDS

_ASKS = re.compile(r"\b(?:function|lambda)\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"\bfunctions? (?:calls?|arguments?|decorators?|signature|pointer|overload\w*)|\b(?:call|time|decorate|import|map|"
    r"apply|pass|test|cache|run|plot|draw|document|annotate) (?:a|the|this|my|some|each|every) function",
    re.IGNORECASE,
)
_NO_NAMES = STOP_WORDS | frozenset("that which to for with in of and returning returns taking takes".split())
_NAMED = re.compile(r"\bfunction (?:called |named )?`?([a-z_]\w*)`?(?= ?\(|\b that| which|$)|\b([a-z]\w*_\w+)\(")
_SIMPLE = (
    ast.Assign,
    ast.AugAssign,
    ast.AnnAssign,
    ast.For,
    ast.While,
    ast.If,
    ast.Expr,
    ast.With,
    ast.Try,
    ast.Delete,
)


def asks_for_function(prompt: str) -> bool:
    """Return whether a request wants a function, rather than something done about one."""
    return bool(_ASKS.search(prompt)) and not _ABOUT.search(prompt)


def is_lambda(code: str, prompt: str) -> bool:
    """Return whether a request wants a lambda, no function, and code has one."""
    return "lambda " in code and "function" not in prompt.lower() and "lambda" in prompt.lower()


def as_function(code: str, given: Sequence[str], prompt: str, title: str, may_open: bool = False) -> str | None:
    """Return statements as a function of the variables `given`, or None where they make none.

    Constants that the code sets at its top are parameters too, when it is given nothing else. A file is opened only
    where that `may` be, since the path is a parameter.
    """
    tree = parse(code)
    if tree is None:
        return None
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    body = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    if not body or not all(isinstance(node, _SIMPLE) for node in body) or _talks(body, may_open):
        return None
    parameters = list(given)
    while body and (name := _constant(body[0])) and (not given or name in given):
        if name not in parameters:
            parameters.append(name)
        body = body[1:]
    returned = _returned(body) if body else None  # constants alone compute nothing
    if not parameters or returned is None:
        return None
    body, result = returned
    lines = [ast.unparse(node) for node in body]
    last = lines[-1] if lines else ""
    if last.startswith(f"{result} = "):
        lines[-1] = f"return {last.removeprefix(f'{result} = ')}"
    else:
        lines.append(f"return {result}")
    head = "\n".join(ast.unparse(node) for node in imports)
    inner = "\n".join(f"    {line}" for block in lines for line in block.splitlines())
    function = f"def {_name(prompt, title)}({', '.join(parameters)}):\n{inner}\n"
    whole = f"{head}\n\n\n{function}" if head else function
    return whole if compiles(whole) and not undefined_names(whole) else None


def _constant(node: ast.stmt) -> str:
    """Return the variable that a statement sets to a literal, or nothing."""
    if not (isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)):
        return ""
    try:
        ast.literal_eval(node.value)
    except (ValueError, TypeError):
        return ""
    return node.targets[0].id


def _is_print(node: ast.stmt) -> ast.Call | None:
    """Return the call of print that a statement is, if it is one."""
    call = node.value if isinstance(node, ast.Expr) else None
    return call if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "print" else None


def _talks(body: Sequence[ast.stmt], may_open: bool) -> bool:
    """Return whether statements ask, open or print in their midst: no function would do so."""
    calls = [node for statement in body for node in walk(statement) if isinstance(node, ast.Call)]
    names = [call.func.id for call in calls if isinstance(call.func, ast.Name)]
    at_end = sum(_is_print(node) is not None for node in body[-1:])
    barred = {"input", "exit", "quit"} if may_open else {"input", "open", "exit", "quit"}
    return bool(barred & set(names)) or names.count("print") > at_end


def _returned(body: list[ast.stmt]) -> tuple[list[ast.stmt], str] | None:
    """Return the statements without their last print, and the source of what is returned."""
    last = body[-1]
    if (call := _is_print(last)) is not None:
        if not call.args or call.keywords or any(isinstance(argument, ast.Starred) for argument in call.args):
            return None
        values = [argument for argument in call.args if not isinstance(argument, ast.Constant)]
        named = [argument for argument in values if isinstance(argument, ast.Name)]  # `print(best, scores[best])`
        shown = [ast.unparse(argument) for argument in named or values]
        return (body[:-1], ", ".join(shown)) if shown else None
    names = computed(last.body) if isinstance(last, ast.With) else computed(body)
    return (
        (body, names[-1])
        if names and isinstance(last, ast.Assign | ast.AnnAssign | ast.For | ast.While | ast.With)
        else None
    )


def _name(prompt: str, title: str) -> str:
    """Return the function's name: the request's, or one of the words of the recipe's title."""
    match = _NAMED.search(prompt)
    name = (match[1] or match[2]) if match else ""
    if name and name not in _NO_NAMES and is_usable_name(name):
        return str(name)
    words = [word.lower() for word in re.findall(r"[A-Za-z]+", re.sub(r"`[^`]*`", " ", title))]
    name = "_".join([word for word in words if word not in _NO_NAMES][:3])
    return name if is_usable_name(name) else "compute"
