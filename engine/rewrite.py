"""Change code token by token: rename identifiers, replace literals. What compiled before compiles after, or is refused.

Pure functions over source text; positions come from the syntax tree and from tokens, never from searching text.
"""

import ast
import builtins
import keyword
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from engine.syntax import compiles, parse, walk

_BUILTINS = frozenset(dir(builtins))
# The tokens of code that compiles, a string of whatever kind as one; with `tokenize`, `rename` took four times as long.
_TOKEN = re.compile(
    r"""(?P<nothing>\#[^\n]*|\\\n)
    |(?P<string>[rbuRBU]?[rbfRBF]?(?:\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}
        |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
    |(?P<name>[^\W\d]\w*)
    |(?P<other>\d(?:[\w.]|(?<=[eE])[+-])*|\.\.\.|\S)""",
    re.DOTALL | re.VERBOSE,
)
_FORMATTED = re.compile(r"[rR]?[fF]")
_NAME_IN_FSTRING = re.compile(r"(?<![\w.'\"])[^\W\d]\w*(?![\w'\"])")


@dataclass(frozen=True)
class Edit:
    """Replace the source from `start` to `end` (character offsets) by `text`."""

    start: int
    end: int
    text: str


def apply_edits(code: str, edits: Iterable[Edit]) -> str:
    """Return the code with non-overlapping edits made; an edit that overlaps an earlier one is left out."""
    pieces, position = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start < position:
            continue
        pieces += [code[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, code[position:]])


class Positions:
    """Turns line and UTF-8 column, as syntax trees give them, into character offsets."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._lines = code.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def offset(self, line: int, utf8_column: int) -> int:
        """Return the character offset of a tree position."""
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        if text.isascii():
            return self._starts[line - 1] + utf8_column
        return self._starts[line - 1] + len(text.encode()[:utf8_column].decode("utf-8", "ignore"))

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return where a tree node begins and ends."""
        return (
            self.offset(node.lineno, node.col_offset),  # type: ignore[attr-defined]
            self.offset(node.end_lineno, node.end_col_offset),  # type: ignore[attr-defined]
        )


def literal_text(value: Any) -> str:
    """Return Python source for a plain value, strings in double quotes where that needs no escapes."""
    if isinstance(value, str):
        text = repr(value)
        if text.startswith("'") and '"' not in value:
            text = '"' + text[1:-1].replace("\\'", "'") + '"'
        return text
    if type(value) is date:
        return f"date({value.year}, {value.month}, {value.day})"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal_text, value)) + "]"
    if isinstance(value, tuple):
        inner = ", ".join(map(literal_text, value))
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, set) and value:
        return "{" + ", ".join(sorted(map(literal_text, value))) + "}"  # a set has no order of its own
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal_text(k)}: {literal_text(v)}" for k, v in value.items()) + "}"
    return repr(value)


def replace_literals(code: str, replacements: Mapping[int, str], nodes: Mapping[int, ast.AST]) -> str:
    """Replace the nodes with these keys by source text."""
    positions = Positions(code)
    return apply_edits(code, [Edit(*positions.span(nodes[key]), text) for key, text in replacements.items()])


def is_usable_name(name: str) -> bool:
    """Return whether a name may stand for a variable without breaking or hiding anything."""
    return (
        name.isidentifier()
        and not keyword.iskeyword(name)
        and not keyword.issoftkeyword(name)
        and name not in _BUILTINS
    )


def _tree(code: str) -> ast.Module:
    tree = parse(code)
    if tree is None:
        raise SyntaxError("This is not Python.")
    return tree


@lru_cache(maxsize=1024)
def names_in(code: str) -> frozenset[str]:
    """Return every identifier in the code, attributes included."""
    found = set()
    for node in walk(_tree(code)):
        for attribute in ("id", "arg", "attr", "name"):
            value = getattr(node, attribute, None)
            if isinstance(value, str):
                found.add(value)
    return frozenset(found)


def rename(code: str, names: Mapping[str, str]) -> str:
    """Rename identifiers everywhere in the code, f-strings and local keyword arguments included.

    Attributes and keyword arguments of foreign functions keep their names. A new name that is unusable or already
    taken is left out. Returns the code unchanged when the result would not compile.
    """
    if all(old == new for old, new in names.items()):
        return code
    taken = names_in(code)
    tree = _tree(code)
    kept = taken & _module_names(tree)  # `queue` cannot change where `from queue import …` must not
    wanted = {
        old: new
        for old, new in names.items()
        if old != new and old not in kept and is_usable_name(new) and new not in taken
    }
    if not wanted:
        return code
    positions = Positions(code)
    defined = {n.name for n in walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    foreign_keywords = {
        positions.offset(argument.lineno, argument.col_offset)
        for call in walk(tree)
        if isinstance(call, ast.Call) and _called_name(call) not in defined
        for argument in call.keywords
    }
    edits: list[Edit] = []
    previous = ""
    for token in _TOKEN.finditer(code):
        text = token[0]
        if token.lastgroup == "name":
            if text in wanted and previous != "." and token.start() not in foreign_keywords:
                edits.append(Edit(*token.span(), wanted[text]))
        elif token.lastgroup == "string" and _FORMATTED.match(text):
            edits.append(Edit(*token.span(), _rename_in_fstring(text, wanted)))
        if token.lastgroup != "nothing":
            previous = text
    renamed = apply_edits(code, edits)
    return renamed if compiles(renamed) else code


def _module_names(tree: ast.Module) -> set[str]:
    """Return every part of the names of modules that the code imports."""
    modules = [alias.name for node in walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    modules += [node.module or "" for node in walk(tree) if isinstance(node, ast.ImportFrom)]
    return {part for module in modules for part in module.split(".")}


def _called_name(call: ast.Call) -> str:
    """Return the name that a call goes by: `f` for f(), `m` for x.m()."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _rename_in_fstring(text: str, names: Mapping[str, str]) -> str:
    """Rename inside the braces of an f-string."""
    pieces, depth, position = [], 0, 0
    for match in re.finditer(r"\{\{|\}\}|[{}]", text):
        piece = text[position : match.start()]
        pieces.append(_NAME_IN_FSTRING.sub(lambda m: names.get(m[0], m[0]), piece) if depth else piece)
        pieces.append(match[0])
        position = match.end()
        if match[0] == "{" or (match[0] == "{{" and depth):
            depth += len(match[0])
        elif match[0] == "}" or (match[0] == "}}" and depth):
            depth = max(0, depth - len(match[0]))
    return "".join([*pieces, text[position:]])
