"""Cut a Python module into pieces worth learning from: documents of whole definitions, and (docstring, function) pairs.

Works on syntax trees and text; runs nothing and imports nothing. What makes a piece bad has a name.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass

from engine import syntax
from training.cleaning import UnusableError, clean_code, normalise_spaces
from training.docstrings import read_session, shorten_docstrings
from training.phrasing import request_from_docstring
from training.python_2 import PYTHON_2_ATTRIBUTES, PYTHON_2_MODULES, PYTHON_2_NAMES, uses_python_2
from training.trees import USUAL_IMPORTS, add_missing_imports, parse, read_imports, undefined_names

MAX_MODULE_CHARS = 600_000
MIN_UNIT_CHARS, MAX_UNIT_CHARS = 60, 3000
MAX_DOCUMENT_CHARS = 3600
MAX_PAIR_CHARS = 900
WELL_KNOWN = frozenset(
    {
        "numpy",
        "pandas",
        "matplotlib",
        "scipy",
        "requests",
        "yaml",
        "bs4",
        "PIL",
        "networkx",
        "sympy",
        "openpyxl",
        "flask",
    }
)

_GENERATED = re.compile(
    r"do not edit|(?:auto[- ]?generated|generated (?:by|from|with)|machine generated)", re.IGNORECASE
)
_PYTHON_2_WORDS = re.compile(rf"\b(?:{'|'.join(sorted(PYTHON_2_NAMES | PYTHON_2_MODULES | PYTHON_2_ATTRIBUTES))})\b")
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Unit:
    """One definition: its code, the imports of its module that it uses, and other names it needs from there."""

    code: str
    imports: tuple[str, ...]
    needs: frozenset[str]
    request: str | None


@dataclass(frozen=True)
class ModuleCuts:
    """What a module gave: documents, (request, code) pairs, and the reason for each piece left out."""

    documents: list[str]
    pairs: list[tuple[str, str]]
    dropped: list[str]


def cut_module(source: str, package: str = "") -> ModuleCuts:
    """Return the pieces of a module's source text; what imports from its own `package` makes no pair."""
    dropped: list[str] = []
    fault = _module_fault(source)
    text = normalise_spaces(source) + "\n"
    tree = None if fault else syntax.parse(text)
    if tree is None:
        return ModuleCuts([], [], [fault or "not_python"])
    examples = list(_make_examples(tree.body, package))
    text = shorten_docstrings(text, tree)
    tree = syntax.parse(text)
    if tree is None:
        return ModuleCuts([], [], ["docstrings"])
    if _PYTHON_2_WORDS.search(text) and uses_python_2(tree):
        return ModuleCuts([], [], ["python_2"])
    lines = text.split("\n")
    imports = read_imports(tree)
    units: list[Unit] = []
    for node in tree.body:
        if isinstance(node, Definition):
            for code in _read_definitions(node, lines):
                if reason := ("does_nothing" if _does_nothing(node) else unit_fault(code)):
                    dropped.append(reason)
                else:
                    units.append(_make_unit(code, imports, node))
    constants = _read_constants(tree, lines)
    pairs = [pair for unit in units for pair in _make_pair(unit, constants, package)]
    return ModuleCuts(list(_join_units(units)), [*pairs, *examples], dropped)


def _module_fault(source: str) -> str | None:
    if len(source) > MAX_MODULE_CHARS:
        return "huge_module"
    if _GENERATED.search(source[:1500]):
        return "generated"
    return None


def _read_constants(tree: ast.Module, lines: list[str]) -> dict[str, str]:
    """Map the names of short top-level assignments that need at most `re` to their code."""
    constants: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            code = "\n".join(lines[node.lineno - 1 : node.end_lineno])
            if len(code) <= 200 and _stands_alone(code, {"re"}):
                constants[node.targets[0].id] = code
    return constants


def _read_definitions(node: Definition, lines: list[str]) -> Iterator[str]:
    """Yield a definition's code, or a large class as several pieces that share its first line."""
    code = _code_of(node, lines)
    if isinstance(node, ast.ClassDef) and len(code) > MAX_UNIT_CHARS:
        yield from _split_class(node, lines)
    else:
        yield code


def _make_unit(code: str, imports: dict[str, str], node: Definition) -> Unit:
    try:
        free = undefined_names(code)
    except SyntaxError:  # what only the compiler notices, such as a stray `nonlocal`
        free = set()
    used = tuple(dict.fromkeys(imports[name] for name in sorted(free & imports.keys())))
    docstring = None if isinstance(node, ast.ClassDef) else ast.get_docstring(node)
    request = request_from_docstring(docstring) if docstring else None
    return Unit(code, used, frozenset(free - imports.keys()), request)


def _code_of(node: Definition, lines: list[str]) -> str:
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return "\n".join(lines[first - 1 : node.end_lineno])


def _split_class(node: ast.ClassDef, lines: list[str]) -> Iterator[str]:
    """Yield the class's first lines with as many of its methods at a time as fit."""
    header = "\n".join(lines[node.lineno - 1 : node.body[0].lineno - 1]).rstrip()
    if not header.endswith(":"):
        return
    group: list[str] = []
    room = MAX_UNIT_CHARS - len(header) - 10
    for child in node.body:
        method = _code_of(child, lines) if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else ""
        if not method or len(method) > room:
            continue
        if group and sum(len(member) + 2 for member in group) + len(method) > room:
            yield "\n\n".join([header, *group])
            group = []
        group.append(method)
    if group:
        yield "\n\n".join([header, *group])


def unit_fault(code: str) -> str | None:
    """Return the name of the first criterion that a definition misses, or None."""
    return next((name for name, is_bad in _FAULTS.items() if is_bad(code)), None)


def _is_repetitive(code: str) -> bool:
    lines = [line.strip() for line in code.split("\n") if len(line.strip()) > 3]
    return len(lines) >= 12 and len(set(lines)) < 0.6 * len(lines)


def _is_data(code: str) -> bool:
    """Mostly digits and punctuation, as tables of numbers are."""
    dense = "".join(code.split())
    return sum(c.isalpha() or c == "_" for c in dense) < 0.5 * len(dense)


def _does_nothing(node: Definition) -> bool:
    return all(_is_empty(statement) for statement in node.body)


def _is_empty(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return _does_nothing(statement)
    if isinstance(statement, ast.Pass | ast.Raise):
        return True
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


_FAULTS: dict[str, Callable[[str], bool]] = {
    "short": lambda code: len(code) < MIN_UNIT_CHARS,
    "long": lambda code: len(code) > MAX_UNIT_CHARS,
    "not_ascii": lambda code: sum(not c.isascii() for c in code) > 0.02 * len(code),
    "wide_lines": lambda code: max(map(len, code.split("\n"))) > 160,
    "repetitive": _is_repetitive,
    "data": _is_data,
    "test": lambda code: re.match(r"(?:@.*\n)*(?:async )?(?:def test_|class Test|class \w*TestCase)", code) is not None,
    "overload": lambda code: re.match(r"@(?:typing\.|t\.)?overload\b", code) is not None,
    "deprecated": lambda code: re.search(r"@\w*deprecat|DeprecationWarning|warn_deprecated", code) is not None,
}


def _join_units(units: Iterable[Unit]) -> Iterator[str]:
    """Yield documents: neighbouring units with the imports that they use on top."""
    group: list[Unit] = []
    for unit in units:
        if group and sum(len(member.code) + 60 for member in group) + len(unit.code) > MAX_DOCUMENT_CHARS:
            yield _to_document(group)
            group = []
        group.append(unit)
    if group:
        yield _to_document(group)


def _to_document(units: list[Unit]) -> str:
    imports = merge_imports(line for unit in units for line in unit.imports)
    head = [imports] if imports else []
    return "\n\n\n".join([*head, *(unit.code for unit in units)]) + "\n"


def merge_imports(lines: Iterable[str]) -> str:
    """Return import statements sorted, plain ones first, names from one module on one line."""
    plain: set[str] = set()
    named: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        module, is_from, names = line.removeprefix("from ").partition(" import ")
        if is_from:
            named[module].add(names)
        else:
            plain.add(line)
    froms = [f"from {module} import {', '.join(sorted(named[module]))}" for module in sorted(named)]
    return "\n".join([*sorted(plain), *froms])


def _make_pair(unit: Unit, constants: dict[str, str], package: str) -> Iterator[tuple[str, str]]:
    """Yield (request, code) if the unit is a documented function that stands alone with well-known imports."""
    if unit.request is None or unit.code.startswith("@") or len(unit.code) > MAX_PAIR_CHARS:
        return
    if unit.needs - constants.keys() or not all(_is_well_known(line, package) for line in unit.imports):
        return
    if re.search(r"\b(?:self|cls)\b", unit.code):
        return
    needed = [constants[name] for name in sorted(unit.needs)]
    imports = {*unit.imports, *(["import re"] if any("re." in code for code in needed) else [])}
    blocks = [merge_imports(imports), "\n".join(needed), unit.code]
    code = "\n\n".join(block for block in blocks if block) + "\n"
    if _stands_alone(code):
        yield unit.request, code


def _make_examples(body: list[ast.stmt], package: str) -> Iterator[tuple[str, str]]:
    """Yield (request, code) for public functions and methods whose docstring shows how to use them."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _make_examples(node.body, package)
        if isinstance(node, ast.ClassDef) or not isinstance(node, Definition) or node.name.startswith("_"):
            continue
        docstring = ast.get_docstring(node) or ""
        request = request_from_docstring(docstring) if ">>>" in docstring else None
        session = read_session(docstring) if request else ""
        if request and session:
            yield from ((request, code) for code in _clean_example(session, package))


def _clean_example(session: str, package: str) -> Iterator[str]:
    """Yield the session as code if it needs nothing that it does not define, well-known imports aside."""
    try:
        code = clean_code(session, print_calls=True)
    except UnusableError:
        return
    tree = syntax.parse(code)
    if tree is None or not MIN_UNIT_CHARS <= len(code) <= MAX_PAIR_CHARS or "..." in code:
        return
    known = {**USUAL_IMPORTS, package: f"import {package}"}
    code = add_missing_imports(code, tree, known)
    if _stands_alone(code):
        yield code


def _stands_alone(code: str, given: Set[str] = frozenset()) -> bool:
    """Whether the code compiles by itself and reads no name that it does not define, `given` ones aside."""
    return parse(code) is not None and undefined_names(code) <= given


def _is_well_known(line: str, package: str) -> bool:
    top = line.split()[1].split(".")[0]
    return top != package and (top in sys.stdlib_module_names or top in WELL_KNOWN)
