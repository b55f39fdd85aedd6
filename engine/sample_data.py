"""Make a recipe's code self-contained: sample data in front, taken from the recipe's setup.

What the code reads and nowhere makes comes from the setup, unless the request says that the person has it.
"""

import ast
import re
from collections.abc import Sequence, Set
from functools import lru_cache
from pathlib import PurePath
from textwrap import dedent, indent
from typing import Any

from engine.rewrite import literal_text
from engine.syntax import first_line, parse, read_before_bound, undefined_names, walk

_NO_SAMPLES = frozenset({"input", "print", "open", "sys", "time", "random", "requests", "urllib"})
# What a setup gets from a server that it starts for the check.
_ADDRESSES = {
    "url": '"https://example.com"',
    "base": '"https://example.com"',
    "base_url": '"https://example.com"',
    "urls": '["https://example.com", "https://www.python.org"]',
    "host": '"127.0.0.1"',
    "port": "8000",
}


@lru_cache(maxsize=4096)
def needed_names(code: str, setup: str) -> tuple[str, ...]:
    """Return the variables that the code reads, does not define, and the setup defines."""
    defined = _defined_by(setup)
    if not defined:
        return ()
    missing = dict.fromkeys([*read_before_bound(code), *undefined_names(code)])
    return tuple(name for name in missing if name in defined and name not in _NO_SAMPLES)


def sample_definitions(setup: str, names: Set[str]) -> str:
    """Return the setup's statements that define these names, with what those need.

    A stand-in for a server or a library is part of the check and no data for a reader: only addresses are made up then.
    """
    tree = parse(setup)
    if tree is None or not names:
        return ""
    wanted, kept = set(names), []
    for node in reversed(tree.body):
        bound = _bound_names(node)
        is_import = isinstance(node, ast.Import | ast.ImportFrom)
        changes = _changed_names(node) & wanted
        if (bound & wanted or changes) and (is_import or not bound & _NO_SAMPLES):
            kept.append(node)
            if not is_import:
                wanted |= {n.id for n in walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    if any(_is_stand_in(node) for node in kept):
        return "".join(f"{name} = {value}\n" for name, value in _ADDRESSES.items() if name in names)
    lines = setup.splitlines()
    pieces = ["\n".join(lines[first_line(node) - 1 : node.end_lineno]) for node in reversed(kept)]
    # Two statements may share a line; then the line is wanted once.
    return "".join(piece + "\n" for piece in dict.fromkeys(pieces))


def call_around(setup: str, name: str) -> tuple[str, Any, str] | None:
    """Return the call by which a setup makes a variable of plain data, taken apart at the data; None without one.

    `m = np.array([[1, 2]], dtype=int)` is `"np.array("`, `[[1, 2]]` and `", dtype=int)"`.
    """
    tree = parse(setup)
    for node in tree.body if tree else []:
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and node.value.args):
            continue
        if [getattr(target, "id", "") for target in node.targets] != [name]:
            continue
        call = node.value
        try:
            data = ast.literal_eval(call.args[0])
        except (ValueError, TypeError):
            return None
        rest = [ast.unparse(part) for part in call.args[1:]]
        rest += [f"{part.arg}={ast.unparse(part.value)}" for part in call.keywords if part.arg]
        return f"{ast.unparse(call.func)}(", data, "".join(f", {part}" for part in rest) + ")"
    return None


def _is_stand_in(node: ast.stmt) -> bool:
    """Return whether a statement of a setup makes a server, a library or a part of one."""
    if isinstance(node, ast.ClassDef):
        names = [node.name, *(part.id for base in node.bases for part in walk(base) if isinstance(part, ast.Name))]
        return any(name.startswith("_") or name.endswith("Handler") for name in names)
    called = [part.func for part in walk(node) if isinstance(part, ast.Call)]
    names = [part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", "") for part in called]
    return any(name.endswith("Server") for name in names)


def written_files(setup: str) -> list[tuple[str, str]]:
    """Return path and source of the text of each file that a setup writes."""
    tree = parse(setup) if "write" in setup else None
    return [written for node in (tree.body if tree else []) if (written := _written_file(node, setup))]


def sample_files(found: Sequence[tuple[str, str]], code: str) -> str:
    """Return code that writes files of these paths and texts, unless they exist already; `code` reads them."""
    lines = []
    for path, source in found:
        if not _is_read(code, path):
            continue
        lines.append(f"if not Path({literal_text(path)}).exists():")
        if len(PurePath(path).parts) > 1:
            lines.append(f"    Path({literal_text(path)}).parent.mkdir(parents=True, exist_ok=True)")
        lines.append(f'    Path({literal_text(path)}).write_text({source}, encoding="utf-8")')
    return "\n".join(["from pathlib import Path", "", *lines]) + "\n" if lines else ""


def _is_read(code: str, path: str) -> bool:
    """Return whether code reads a file before it writes it, if it does."""
    said = re.escape(literal_text(path))
    first = re.search(said, code)
    written = re.search(rf"{said}(?:, (?:mode=)?[\"'][wax]|\)\.write_|\)\.open\([\"'][wax])", code)
    return first is not None and (written is None or written.start() > first.start())


def _written_file(node: ast.stmt, setup: str) -> tuple[str, str] | None:
    """Return path and source for `open("a.txt", "w").write("…")` and `Path("a.txt").write_text("…")`."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not (
        isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call)
    ):
        return None
    opener = call.func.value
    name = opener.func.id if isinstance(opener.func, ast.Name) else ""
    if (call.func.attr, name) not in {("write", "open"), ("write_text", "Path")} or not opener.args or not call.args:
        return None
    path, content = opener.args[0], call.args[0]
    if not (isinstance(path, ast.Constant) and isinstance(path.value, str)):
        return None
    try:
        text = ast.literal_eval(content)
    except (ValueError, TypeError):
        source = ast.get_source_segment(setup, content) or ast.unparse(content)
        is_plain = not undefined_names(source) and (_REPEATED.match(source) or ".join(" in source)
        return (path.value, source) if is_plain else None
    return (path.value, literal_text(text)) if isinstance(text, str) else None


_REPEATED = re.compile(r"['\"].*\* \d+$", re.DOTALL)  # "x\n" * 1000


def sample_database(setup: str, code: str, paths: Set[str]) -> str:
    """Return code that makes the database of a setup, unless it exists already, where `code` reads it by its path."""
    tree = parse(setup) if "sqlite3" in setup and "connect(" in code else None
    nodes = walk(tree) if tree else ()
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    calls.sort(key=lambda call: (call.lineno, call.end_col_offset or 0))  # as they run
    made = [call.args[0].value for call in calls if _name_of(call) == "connect" and _is_text(call)]  # type: ignore[attr-defined]
    if len(made) != 1 or made[0] not in paths or "sample" in code:
        return ""
    statements = [_statement(call) for call in calls if _name_of(call) in _STATEMENTS]
    if not statements or None in statements:
        return ""
    script = ";\n".join(str(statement).strip().rstrip(";") for statement in statements)
    text = indent(";\n".join(filter(None, map(str.strip, script.split(";\n")))), " " * 12)
    if '"""' in text or "\\" in text:
        return ""
    return (
        "import sqlite3\nfrom contextlib import closing\nfrom pathlib import Path\n\n"
        f"if not Path({literal_text(made[0])}).exists():\n"
        f"    with closing(sqlite3.connect({literal_text(made[0])})) as sample:\n"
        f'        sample.executescript("""\n{text};\n        """)\n'
    )


_STATEMENTS = ("execute", "executemany", "executescript")


def _name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _is_text(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)


def _statement(call: ast.Call) -> str | None:
    """Return the SQL of a call with its values in it, or None where something is worked out."""
    try:
        arguments = [ast.literal_eval(argument) for argument in call.args]
    except (ValueError, TypeError):
        return None
    text, rows = arguments[0], arguments[1] if len(arguments) > 1 else []
    if not isinstance(text, str):
        return None
    if not rows:
        return dedent(text)
    rows = rows if call.func.attr == "executemany" else [rows]  # type: ignore[attr-defined]
    values = re.search(r"(?i)\bvalues *\([?, ]*\)$", text.strip())
    if values is None or not all(isinstance(row, tuple | list) for row in rows):
        return None
    listed = ", ".join(f"({', '.join(map(_sql_value, row))})" for row in rows)
    return f"{text.strip()[: values.start()]}VALUES {listed}"


def _sql_value(value: object) -> str:
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def _defined_by(code: str) -> set[str]:
    tree = parse(code)
    return {name for node in (tree.body if tree else []) for name in _bound_names(node)}


def _bound_names(node: ast.AST) -> set[str]:
    """Return the names that a top-level statement binds."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return {n.id for n in walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _changed_names(node: ast.AST) -> set[str]:
    """Return the names on which a statement calls a method or sets an item."""
    found = set()
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
        owner = node.value.func.value
        if isinstance(owner, ast.Name):
            found.add(owner.id)
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Subscript | ast.Attribute) and isinstance(target.value, ast.Name):
                found.add(target.value.id)
    return found


def mentions_name(prompt: str, name: str) -> bool:
    """Return whether a request speaks of a variable by its name: `scores`, "the list scores", but not "a sentence"."""
    if name not in prompt:
        return False
    is_word = name.isalpha() and len(name) >= 4 and name.lower() not in _SHORT_NAMES
    for match in _NAME.finditer(prompt):
        if match[0] != name:
            continue
        if is_word and prompt[match.start() - 1 : match.start()] != "`":
            continue  # an ordinary word; where it is a name, the request says so ("the list numbers")
        before = prompt[: match.start()].rstrip("`").rstrip().rsplit(maxsplit=1)
        if prompt[match.start() - 1 : match.start()] == "`" or not (before and before[-1].lower() in _DETERMINERS):
            return True
    return False


_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*(?![\w(])")
# Names that are no words of English, long as they are.
_SHORT_NAMES = frozenset("nums vals dict list1 list2 strs ints objs elems elts lyst mylist mydict".split())
_DETERMINERS = frozenset(
    "a an the each every any some this that these those my your his her its their our all both two three several many "
    "other another no of in from and or by with per for to as one multiple few".split()
)
