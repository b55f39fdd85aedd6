"""Read pieces of Python: their syntax trees, the names that they bind, read and import. Nothing is executed."""

import ast
import sys
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from engine import syntax
from engine.parsing import quiet_parser

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


def parse(code: str) -> ast.Module | None:
    """Return a syntax tree of one's own, or None if the code does not compile as Python 3."""
    if not syntax.compiles(code):
        return None
    with quiet_parser():
        return ast.parse(code)


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


def undefined_names(code: str) -> set[str]:
    """Return names that the code reads as globals and neither binds nor finds among the builtins."""
    return set(syntax.undefined_names(code))


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
