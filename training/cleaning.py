"""Turn code as people paste it into plain Python 3, or say why it cannot be.

Pure functions from text to text: interpreter sessions lose their prompts and outputs, tabs and odd indents become
four spaces, Python 2 is recognised by name. Nothing is executed and nothing is judged beyond "is this Python 3".
"""

import ast
import builtins
import io
import re
import symtable
import sys
import textwrap
import tokenize
import warnings
from collections.abc import Iterator, Mapping
from types import MappingProxyType

PYTHON_2_NAMES = frozenset({
    "xrange", "raw_input", "unicode", "basestring", "unichr", "long", "execfile", "reload", "cmp", "apply",
    "intern", "coerce", "buffer", "reduce", "file",
})  # fmt: skip
PYTHON_2_MODULES = frozenset({
    "urllib2", "urlparse", "ConfigParser", "Queue", "StringIO", "cStringIO", "Tkinter", "Tkconstants",
    "tkMessageBox", "tkFileDialog", "ttk", "cPickle", "httplib", "HTMLParser", "__builtin__", "SocketServer",
    "BaseHTTPServer", "SimpleHTTPServer", "CGIHTTPServer", "commands", "thread", "sets", "exceptions", "copy_reg",
    "cookielib", "Cookie", "xmlrpclib", "robotparser", "md5", "sha", "anydbm", "dbhash", "whichdb", "UserDict",
    "UserList", "UserString", "itertools.izip", "dircache", "mimetools", "rfc822", "popen2", "new",
})  # fmt: skip
PYTHON_2_ATTRIBUTES = frozenset({
    "iteritems", "iterkeys", "itervalues", "has_key", "im_func", "im_self", "func_name", "func_code", "izip", "imap",
})  # fmt: skip
USUAL_IMPORTS = {
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "tk": "import tkinter as tk",
    "ET": "import xml.etree.ElementTree as ET",
    "dt": "import datetime as dt",
    "Path": "from pathlib import Path",
    "defaultdict": "from collections import defaultdict",
    "Counter": "from collections import Counter",
    "deque": "from collections import deque",
    "namedtuple": "from collections import namedtuple",
    "OrderedDict": "from collections import OrderedDict",
    "dataclass": "from dataclasses import dataclass",
    "timedelta": "from datetime import timedelta",
    "partial": "from functools import partial",
    "lru_cache": "from functools import lru_cache",
    "reduce": "from functools import reduce",
    "Decimal": "from decimal import Decimal",
    "Fraction": "from fractions import Fraction",
    "Enum": "from enum import Enum",
    "pprint": "from pprint import pprint",
}
PYTHON_2_SYNTAX = re.compile(
    r"""^\s*(?:print\s+[^\s(=]|print\s*$|exec\s+["'\w]|raise\s+\w+\s*,|except\s+[\w.()]+(?:\s*,\s*\w+)+\s*:|print\s*>>)"""
    r"""|<>|\b0[0-7]+\b(?!\.)|\bur?["'].*["']\s*%\s*u["']|\b\d+[lL]\b""",
    re.MULTILINE,
)

_PROMPT = re.compile(r"^\s*(?:>>>|In \[\d+\]:)(?: |$)")
_CONTINUATION = re.compile(r"^\s*(?:\.\.\.:|\.{3,}:?)(?: |$)")
_OUTPUT_COMMENT = re.compile(
    r"^\s*#+\s*(?:Out(?:put)?s?\b|(?:Prints?|Results?|Returns?)\s*:|[-=]*>|>>>|Traceback).*$", re.IGNORECASE
)
_TRAILING_OUTPUT = re.compile(
    r"#*\s*(?:doctest\s*:|(?:Out(?:put)?|Prints?|Returns?|Result)s?\s*:|[-=]+>).*$", re.IGNORECASE
)
_BARE_OUTPUT = re.compile(r"^(?:Out|Output)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_FIRST_LINES = re.compile(r"\A(?:#!.*\n|#.*coding[:=].*\n)+")
_ODD_SPACES = {0xA0: " ", 0xFEFF: None, 0x200B: None}
_SHOWN_SILENTLY = frozenset({"print", "help", "exec", "input", "exit", "quit", "setattr", "delattr", "open"})


class UnusableError(ValueError):
    """The text cannot become plain Python 3; `reason` names the criterion."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def clean_code(text: str, print_calls: bool = False) -> str:
    """Return the text as plain Python 3 with four-space indents and no outputs.

    `print_calls`: a call in a session that was answered is printed too, not only other expressions.

    Raises UnusableError with a named reason: empty, python_2, shell, or not_python.
    """
    code = normalise_spaces(text)
    if not code.strip():
        raise UnusableError("empty")
    if is_session(code):
        code = session_to_code(code, print_calls)
    code = _FIRST_LINES.sub("", drop_output_comments(code)).strip("\n")
    if not code.strip():
        raise UnusableError("empty")
    code = modernise(reindent(code))
    tree = parse(code)
    if tree is None:
        raise UnusableError(_name_the_fault(code))
    if uses_python_2(tree):
        raise UnusableError("python_2")
    return add_missing_imports(code, tree).strip("\n") + "\n"


def add_missing_imports(code: str, tree: ast.Module, known: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the code with imports for modules of the standard library used by name, and for `known` names.

    Pages show an import once and go on; a snippet must stand alone.
    """
    undefined = undefined_names(code)
    owners = [node.value for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    modules = {owner.id for owner in owners if isinstance(owner, ast.Name)}
    added = {name: f"import {name}" for name in undefined & modules & sys.stdlib_module_names}
    added |= {name: known[name] for name in undefined & known.keys()}
    return "".join(f"{line}\n" for line in sorted(added.values())) + ("\n" if added else "") + code


def read_imports(tree: ast.Module) -> dict[str, str]:
    """Map each name that top-level statements import to a statement that imports just that name."""
    found: dict[str, str] = {}
    for node in _top_statements(tree.body):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = (alias.asname or alias.name).split(".")[0]
                found[name] = f"import {alias.name}" + (f" as {alias.asname}" if alias.asname else "")
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                as_name = f" as {alias.asname}" if alias.asname else ""
                found[alias.asname or alias.name] = f"from {module} import {alias.name}{as_name}"
    return found


def _top_statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a module, those inside a top-level `try` or `if` included."""
    for node in body:
        if isinstance(node, ast.Try | ast.If):
            yield from _top_statements(node.body)
        else:
            yield node


def parse(code: str) -> ast.Module | None:
    """Return the syntax tree, or None if the code does not compile as Python 3."""
    tree = read_tree(code)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a string is no reason to speak up
            if tree is not None:
                compile(tree, "<snippet>", "exec", dont_inherit=True)
            return tree
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def read_tree(code: str) -> ast.Module | None:
    """Return the syntax tree, or None if there is none; what only the compiler notices passes."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def normalise_spaces(text: str) -> str:
    """Return the text with plain newlines and spaces, tabs as four, no space at line ends, no common indent."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u00a0", " ")
        .replace("\ufeff", "")
        .replace("\u200b", "")
    )
    lines = [_expand_tabs(line).rstrip() for line in text.split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return textwrap.dedent(text).strip("\n")


def _expand_tabs(line: str) -> str:
    """Tabs that indent count four each; `expandtabs` keeps the columns of those that follow text."""
    return line.expandtabs(4)


def is_session(code: str) -> bool:
    """Whether the text is a transcript of the interactive interpreter (plain or IPython)."""
    return any(_PROMPT.match(line) for line in code.split("\n"))


def session_to_code(text: str, print_calls: bool = False) -> str:
    """Return what was typed in an interpreter session; a value that the session showed is printed instead.

    Statements that ended in a traceback are left out. Lines before the first prompt count as typed.
    """
    lines = text.split("\n")
    first = next(number for number, line in enumerate(lines) if _PROMPT.match(line))
    typed = ["\n".join(lines[:first])] if any(line.strip() for line in lines[:first]) else []
    for statement, output in _read_exchanges(lines[first:]):
        if not _is_error_output(output):
            typed.append(_print_shown_value(statement, print_calls) if output.strip() else statement)
    return "\n".join(typed)


def _read_exchanges(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (what was typed, what was answered) of a session."""
    typed: list[str] = []
    answered: list[str] = []
    for line in lines:
        if prompt := _PROMPT.match(line):
            if typed:
                yield "\n".join(typed).rstrip(), "\n".join(answered)
            typed, answered = [line[prompt.end() :]], []
        elif not answered and (continuation := _CONTINUATION.match(line)):
            typed.append(line[continuation.end() :])
        else:
            answered.append(line)
    yield "\n".join(typed).rstrip(), "\n".join(answered)


def _is_error_output(output: str) -> bool:
    return (
        output.lstrip().startswith("Traceback")
        or re.search(r"^\s*\w*(?:Error|Exception)\b", output, re.MULTILINE) is not None
    )


def _print_shown_value(statement: str, print_calls: bool) -> str:
    """Wrap an expression in print(), unless it is a call that may well print by itself."""
    statement = textwrap.dedent(statement)
    tree = parse(statement.strip())
    if tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return statement
    value = tree.body[0].value
    if isinstance(value, ast.Call) and not _shows_its_value(value, print_calls):
        return statement
    source = ast.get_source_segment(statement.strip(), value)
    return f"print({source})" if source else statement


def _shows_its_value(call: ast.Call, print_calls: bool) -> bool:
    """Whether what a session showed after a call was surely, or with `print_calls` probably, the call's value."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in _SHOWN_SILENTLY or name.startswith(("print", "show", "plot", "display")):
        return False
    return print_calls or (isinstance(call.func, ast.Name) and hasattr(builtins, name))


def drop_output_comments(code: str) -> str:
    """Return the code without comments that show what it prints and the comment lines that go on with it.

    Such are `# Out: …`, `# => …`, and a comment that is nothing but a value (`# [1, 2]`, `# 'text'`, `# True`).
    """
    kept: list[str] = []
    in_output = False
    for line in code.split("\n"):
        is_comment = line.lstrip().startswith("#")
        in_output = is_comment and (in_output or _shows_output(line))
        if not in_output and not _BARE_OUTPUT.match(line):
            kept.append(_drop_trailing_output(line))
    return "\n".join(kept)


def _shows_output(comment: str) -> bool:
    return _OUTPUT_COMMENT.match(comment) is not None or _is_value(comment.lstrip(" #"))


def _drop_trailing_output(line: str) -> str:
    before, mark, comment = line.rpartition(" #")
    if not mark or not before.strip() or before.count('"') % 2 or before.count("'") % 2:
        return line
    return before.rstrip() if _TRAILING_OUTPUT.match(comment) or _is_value(comment.strip()) else line


def _is_value(text: str) -> bool:
    """Whether the text is a Python value such as a session would show."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False
    return True


def reindent(code: str) -> str:
    """Return the code with four spaces a level, whatever it used before; unchanged if it cannot be tokenised."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code + "\n").readline))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return code
    shifts = _line_shifts(tokens)
    lines = code.split("\n")
    frozen = _lines_inside_strings(tokens)
    return "\n".join(
        line if number in frozen else _shift(line, shifts.get(number, 0)) for number, line in enumerate(lines, 1)
    )


def _line_shifts(tokens: list[tokenize.TokenInfo]) -> dict[int, int]:
    """Map each line to the number of columns it moves; lines that continue a statement move with its first."""
    shifts: dict[int, int] = {}
    depth, at_start, shift, pending = 0, True, 0, []
    for token in tokens:
        if token.type == tokenize.INDENT:
            depth += 1
        elif token.type == tokenize.DEDENT:
            depth -= 1
        elif token.type in (tokenize.COMMENT, tokenize.NL) and at_start:
            pending.append(token.start[0])
        elif token.type == tokenize.NEWLINE:
            _move(shifts, token.start[0], shift)
            at_start = True
        elif token.type != tokenize.ENDMARKER:
            if at_start:
                shift = 4 * depth - token.start[1]
                for line in pending:  # comments move with the statement that follows them
                    shifts[line] = shift
                at_start, pending = False, []
            for line in range(token.start[0], token.end[0] + 1):
                _move(shifts, line, shift)
    return shifts


def _move(shifts: dict[int, int], line: int, shift: int) -> None:
    shifts.setdefault(line, shift)


def _lines_inside_strings(tokens: list[tokenize.TokenInfo]) -> set[int]:
    """Lines that begin inside a string that is a value: moving them would change it. Docstrings may move."""
    inside: set[int] = set()
    previous = tokenize.NEWLINE
    for token in tokens:
        if token.type == tokenize.STRING and token.end[0] > token.start[0]:
            is_docstring = previous in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
            if not is_docstring:
                inside.update(range(token.start[0] + 1, token.end[0] + 1))
        if token.type not in (tokenize.NL, tokenize.COMMENT):
            previous = token.type
    return inside


def _shift(line: str, columns: int) -> str:
    if columns >= 0:
        return " " * columns + line if line.strip() else line
    indent = len(line) - len(line.lstrip(" "))
    return line[min(indent, -columns) :]


def modernise(code: str) -> str:
    """Return the code without Python 2 leftovers that mean nothing in Python 3."""
    code = re.sub(r"^([ ]*class \w+)\(object\):", r"\1:", code, flags=re.MULTILINE)
    return re.sub(r"^from __future__ import (?!annotations).*\n?", "", code, flags=re.MULTILINE)


def uses_python_2(tree: ast.AST) -> bool:
    """Whether valid Python 3 syntax names things that only Python 2 has."""
    bound = bound_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in PYTHON_2_NAMES and node.id not in bound:
            return True
        if isinstance(node, ast.Attribute) and node.attr in PYTHON_2_ATTRIBUTES:
            return True
        if isinstance(node, ast.Import) and any(alias.name in PYTHON_2_MODULES for alias in node.names):
            return True
        if isinstance(node, ast.ImportFrom) and node.module in PYTHON_2_MODULES:
            return True
    return False


def bound_names(tree: ast.AST) -> set[str]:
    """Return every name that the code binds anywhere: assignments, definitions, imports, arguments."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            names.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.add(node.rest)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            names.update(node.names)
    return names


_MODULE_NAMES = {"__file__", "__name__", "__doc__", "__path__", "__class__", "__annotations__"}
_ALWAYS_THERE = frozenset(dir(builtins)) | _MODULE_NAMES


def undefined_names(code: str) -> set[str]:
    """Return names that the code reads as globals and neither binds nor finds among the builtins.

    The compiler's own symbol tables decide, so scopes count as they do when the code runs.
    """
    if re.search(r"^\s*from\s+\S+\s+import\s+\*", code, re.MULTILINE):
        return set()  # a star import may bind anything
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = symtable.symtable(code, "<snippet>", "exec")
    bound = {symbol.get_name() for symbol in table.get_symbols() if _binds(symbol)}
    read: set[str] = set()
    pending = [table]
    while pending:
        scope = pending.pop()
        pending += scope.get_children()
        for symbol in scope.get_symbols():
            if scope is table or symbol.is_global():
                if symbol.is_referenced():
                    read.add(symbol.get_name())
                if symbol.is_declared_global() and symbol.is_assigned():
                    bound.add(symbol.get_name())
    return read - bound - _ALWAYS_THERE


def _binds(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()


def _name_the_fault(code: str) -> str:
    if PYTHON_2_SYNTAX.search(code):
        return "python_2"
    if re.search(r"^\s*(?:\$|sudo |pip3? |python3? |conda |apt-get |git |cd |C:\\)", code, re.MULTILINE):
        return "shell"
    return "not_python"
