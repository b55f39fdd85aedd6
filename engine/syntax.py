"""What is valid Python, so far and finally: compile, trim, mend imports, find undefined names.

Pure functions over code. Nothing here runs the code.
"""

import ast
import builtins
import io
import symtable
import sys
import textwrap
import tokenize
from functools import lru_cache

from engine.parsing import quiet_parser

# Names that people use without importing them, and the import that they mean.
COMMON_IMPORTS = {
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "Path": "from pathlib import Path",
    "Counter": "from collections import Counter",
    "defaultdict": "from collections import defaultdict",
    "deque": "from collections import deque",
    "namedtuple": "from collections import namedtuple",
    "OrderedDict": "from collections import OrderedDict",
    "dataclass": "from dataclasses import dataclass",
    "field": "from dataclasses import field",
    "datetime": "from datetime import datetime",
    "timedelta": "from datetime import timedelta",
    "date": "from datetime import date",
    "timezone": "from datetime import timezone",
    "Enum": "from enum import Enum",
    "wraps": "from functools import wraps",
    "partial": "from functools import partial",
    "reduce": "from functools import reduce",
    "lru_cache": "from functools import lru_cache",
    "cache": "from functools import cache",
    "groupby": "from itertools import groupby",
    "permutations": "from itertools import permutations",
    "combinations": "from itertools import combinations",
    "product": "from itertools import product",
    "chain": "from itertools import chain",
    "zip_longest": "from itertools import zip_longest",
    "accumulate": "from itertools import accumulate",
    "islice": "from itertools import islice",
    "contextmanager": "from contextlib import contextmanager",
    "Decimal": "from decimal import Decimal",
    "Fraction": "from fractions import Fraction",
    "BeautifulSoup": "from bs4 import BeautifulSoup",
    "ABC": "from abc import ABC",
    "abstractmethod": "from abc import abstractmethod",
    "ThreadPoolExecutor": "from concurrent.futures import ThreadPoolExecutor",
    **{
        name: f"from typing import {name}"
        for name in (
            "Any Callable Dict Generic Iterable Iterator List Literal NamedTuple Optional Protocol Set Tuple TypeVar "
            "TypedDict Union"
        ).split()
    },
}
# Modules that may be mended by a plain import when their name is used and nowhere defined.
_PLAIN_MODULES = frozenset(
    "abc argparse array ast asyncio base64 bisect calendar cmath collections configparser contextlib copy csv ctypes "
    "dataclasses datetime decimal difflib email enum errno fnmatch fractions functools getpass glob gzip hashlib heapq "
    "hmac html http importlib inspect io ipaddress itertools json keyword locale logging math mimetypes "
    "multiprocessing operator os pathlib pickle platform pprint queue random re sched secrets select "
    "shelve shlex shutil "
    "signal smtplib socket sqlite3 ssl stat statistics string struct subprocess sys tarfile tempfile "
    "textwrap threading "
    "time timeit tkinter traceback turtle types typing unicodedata unittest urllib uuid warnings weakref "
    "webbrowser xml "
    "zipfile zlib zoneinfo numpy pandas requests yaml".split()
)
_ALWAYS_DEFINED = frozenset(dir(builtins)) | {
    "__name__", "__file__", "__doc__", "__builtins__", "__annotations__", "__path__", "__class__", "__module__", "__qualname__",  # noqa: E501
}  # fmt: skip

# Where the name to install differs from the name to import.
INSTALL_NAMES = {
    "bs4": "beautifulsoup4",
    "PIL": "pillow",
    "yaml": "pyyaml",
    "sklearn": "scikit-learn",
    "dateutil": "python-dateutil",
    "cv2": "opencv-python",
    "docx": "python-docx",
    "serial": "pyserial",
    "dotenv": "python-dotenv",
}


@lru_cache(maxsize=256)
def parse(code: str) -> ast.Module | None:
    """Return the syntax tree, or None when the code is not Python. It is shared: look at it, change nothing in it."""
    try:
        with quiet_parser():
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


# Fields of nodes that never hold nodes, but for the context of a name, which says no more than that it is read or set.
_PLAIN_FIELDS = frozenset({"ctx", "id", "attr", "arg", "asname", "module", "level", "kind", "type_comment"})


_FIELDS_WITH_NODES: dict[type, tuple[str, ...]] = {
    kind: () if kind is ast.Constant else tuple(name for name in kind._fields if name not in _PLAIN_FIELDS)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}


def children(node: ast.AST) -> list[ast.AST]:
    """Return the nodes just below a node but contexts, in order."""
    found: list[ast.AST] = []
    for name in _FIELDS_WITH_NODES[type(node)]:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def walk(node: ast.AST) -> list[ast.AST]:
    """Return a node and all nodes below it but contexts, in the order of `ast.walk`, which takes twice as long.

    The list of a whole module is shared: look at it, change nothing in it.
    """
    return _walk_module(node) if isinstance(node, ast.Module) else _walk(node)


def _walk(node: ast.AST) -> list[ast.AST]:
    nodes = [node]
    for parent in nodes:  # the list grows while it is read
        nodes += children(parent)
    return nodes


_walk_module = lru_cache(maxsize=256)(_walk)  # the trees that `parse` keeps are walked again and again


def first_line(node: ast.stmt) -> int:
    """Return the number of the line on which a statement begins, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


@lru_cache(maxsize=1024)
def compiles(code: str) -> bool:
    """Return whether Python would accept the code as a module."""
    try:
        with quiet_parser():
            compile(code, "<answer>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return False
    return True


def imported_modules(code: str) -> list[str]:
    """Return the top-level names of the modules that the code imports, in order."""
    tree = parse(code)
    found: dict[str, None] = {}
    for node in walk(tree) if tree else ():
        if isinstance(node, ast.Import):
            found.update((alias.name.split(".")[0], None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found[node.module.split(".")[0]] = None
    return list(found)


def imported_libraries(code: str) -> list[str]:
    """Return the imported modules that do not come with Python."""
    return [name for name in imported_modules(code) if name not in sys.stdlib_module_names]


def libraries_to_install(code: str) -> list[str]:
    """Return what `pip install` needs before the code can run."""
    return [INSTALL_NAMES.get(name, name) for name in imported_libraries(code)]


@lru_cache(maxsize=4096)
def undefined_names(code: str) -> tuple[str, ...]:
    """Return names that are read somewhere and bound nowhere, sorted.

    A name counts as bound when any scope that can see it binds it anywhere, so code that is merely in an unusual
    order is not accused. Returns nothing for code that does not compile or that uses `import *`.
    """
    if not compiles(code):
        return ()
    try:
        with quiet_parser():
            table = symtable.symtable(code, "<answer>", "exec")
    except (SyntaxError, RecursionError, ValueError):
        return ()
    tree = parse(code)
    if tree is None or any(isinstance(n, ast.ImportFrom) and n.names[0].name == "*" for n in walk(tree)):
        return ()
    top: set[str] = set()
    read: set[str] = set()
    scopes = [table]
    while scopes:
        scope = scopes.pop()
        scopes.extend(scope.get_children())
        for symbol in scope.get_symbols():
            is_bound, is_global = symbol.is_assigned(), symbol.is_global()
            if scope is not table:  # Python 3.11 takes a function called "top" for the module, so its names for globals
                is_global = symbol.is_declared_global() or (is_global and not symbol.is_local())
            if (is_global and is_bound) or (scope is table and (is_bound or symbol.is_imported())):
                top.add(symbol.get_name())
            elif (is_global or scope is table) and symbol.is_referenced():
                read.add(symbol.get_name())
    return tuple(sorted(read - top - _ALWAYS_DEFINED))


def read_before_bound(code: str) -> list[str]:
    """Return the names that the code's own statements read before any of them binds them, in order.

    Function bodies run later and do not count; names of builtins do not count either.
    """
    tree = parse(code)
    if tree is None:
        return []
    reader = _TopReader()
    reader.read(tree.body)
    return list(reader.unbound)


class _TopReader:
    """Follows the statements of a module in the order in which they run."""

    def __init__(self) -> None:
        self.bound: set[str] = set(_ALWAYS_DEFINED)
        self.unbound: dict[str, None] = {}

    def read(self, body: list[ast.stmt]) -> None:
        """Read statements one after the other."""
        for node in body:
            self._read_statement(node)

    def _read_statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                self._read_expression(decorator)
            self.bound.add(node.name)
            return
        if isinstance(node, ast.Import | ast.ImportFrom):
            self.bound.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
            return
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            self._read_expression(node.value)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            self._read_name(node.target.id)
        blocks: list[list[ast.stmt]] = []
        for name, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                blocks.append(value)
            elif isinstance(value, list) and name in ("handlers", "cases"):
                blocks.extend(part.body for part in value)
                for part in value:
                    if isinstance(part, ast.ExceptHandler) and part.name:
                        self.bound.add(part.name)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr | ast.withitem):
                self._read_expression(child)
        for block in blocks:
            self.read(block)

    def _read_expression(self, node: ast.AST) -> None:
        local = {
            name.id
            for part in walk(node)
            if isinstance(part, ast.comprehension)
            for name in walk(part.target)
            if isinstance(name, ast.Name)
        }
        local |= {arg.arg for part in walk(node) if isinstance(part, ast.Lambda) for arg in part.args.args}
        names = [n for n in walk(node) if isinstance(n, ast.Name)]
        for name in sorted(names, key=lambda n: isinstance(n.ctx, ast.Store)):
            if isinstance(name.ctx, ast.Load) and name.id not in local:
                self._read_name(name.id)
            elif isinstance(name.ctx, ast.Store):
                self.bound.add(name.id)

    def _read_name(self, name: str) -> None:
        if name not in self.bound:
            self.unbound[name] = None


def mend_imports(code: str) -> str:
    """Add imports for well-known names that the code uses and nowhere defines."""
    lines = []
    for name in undefined_names(code):
        if name in COMMON_IMPORTS:
            lines.append(COMMON_IMPORTS[name])
        elif name in _PLAIN_MODULES:
            lines.append(f"import {name}")
    return merge_imports(lines, code) if lines else code


def merge_imports(statements: list[str], code: str) -> str:
    """Return the code with import statements at its top that it does not have yet."""
    present = set(code.splitlines())
    new = sorted({s for s in statements if s not in present}, key=lambda s: (s.startswith("from"), s))
    if not new:
        return code
    head, body = split_preamble(code)
    gap = "" if body.startswith(("import ", "from ")) else "\n"
    return head + "\n".join(new) + "\n" + gap + body


def split_preamble(code: str) -> tuple[str, str]:
    """Split code after its module docstring and `from __future__` imports, which must stay first."""
    tree = parse(code)
    end = 0
    for index, node in enumerate(tree.body if tree else []):
        is_docstring = index == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_docstring = is_docstring and isinstance(node.value.value, str)  # type: ignore[attr-defined]
        is_future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if not (is_docstring or is_future):
            break
        end = node.end_lineno or 0
    lines = code.splitlines(keepends=True)
    head, body = "".join(lines[:end]), "".join(lines[end:]).lstrip("\n")
    if head and not head.endswith("\n"):
        head += "\n"
    return (head + "\n" if head else ""), body


def longest_valid(code: str) -> str:
    """Return the longest run of whole lines, from the start, that compiles and does not end in a lone header."""
    code = textwrap.dedent(code.replace("\t", "    ")).rstrip()
    lines = code.splitlines()
    for count in range(len(lines), 0, -1):
        text = "\n".join(lines[:count]).rstrip() + "\n"
        if text.strip() and compiles(text):
            return text
    return ""


def strip_comments(code: str) -> str:
    """Return the code without comments, lines that held nothing else included; unchanged if that is not possible."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError, IndentationError):
        return code
    lines = code.splitlines(keepends=True)
    for token in reversed([t for t in tokens if t.type == tokenize.COMMENT]):
        row, column = token.start
        before = lines[row - 1][:column]
        if before.strip():
            lines[row - 1] = before.rstrip() + "\n"
        else:
            del lines[row - 1]
    stripped = "".join(lines)
    return stripped if compiles(stripped) or not compiles(code) else code


@lru_cache(maxsize=256)
def defined_functions(code: str) -> tuple[str, ...]:
    """Return the names of the functions defined at the top of the code."""
    tree = parse(code)
    return tuple(n.name for n in (tree.body if tree else []) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
