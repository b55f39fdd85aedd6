"""What a request asks for in so many words, and code that was put together for it does without.

A recipe has a title that was compared with the request; a program made of steps or operations has none, so here is
looked for what it should show: every file and text that is named, line numbers, decimals, the function, the saving.
"""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePath

from engine.composer.request import changes_file, listed_columns
from engine.syntax import parse, walk
from engine.values import Value, find_values, is_ordinary
from engine.words import STOP_WORDS

_ASKS_FUNCTION = re.compile(
    r"\b(?:a|an|the|python|recursive|generator|this|one|line)(?: \w+)? function\b(?! (?:call|name)s?\b)|^function\b"
    r"|\bfunction (?:that|which|to|called|named|for|[a-z]\w*\()|\bdef \w",
    re.IGNORECASE,
)
_IS_FUNCTION = re.compile(r"\b(?:def|lambda|class) ?\b|\bpartial\(")
_WRITES = r"[\"'][waxr]\+?b?\+?[\"']|write|dump|\.to_\w+\(|save|copy|unlink|rename|touch|execute|commit|argparse|class "
_WORDED = [
    (re.compile(asked, re.IGNORECASE), re.compile(done))
    for asked, done in (
        (r"\bline numbers?\b(?! (?:\d|one|two|three|n\b))(?!s? of\b)", r"enumerate|lineno|\bnumber\b|\bcount\("),
        (r"\b(?:\d|no|one|two|three) decimals?\b", r"\.\d*\{?\w*\}?[fF%]|round\(|quantize|Decimal|,\d?f|\bint\("),
        (
            r"\b(?:save|saves|saved|overwrite|export|write (?:it|them) back)\b"
            r"|\b(?:create|make|write) (?:a|an)(?: new)? (?:copy|csv|json|file|text file)\b"
            r"|\b(?:write|put|store|dump)\b[^.;]*\b(?:in|into|to) (?:a|the)(?: new)?(?: csv| json| text)? file\b",
            _WRITES,
        ),
        (r"\brecursi(?:ve|vely|on)\b", r"rglob|walk|\*\*/|def (\w+)\([\s\S]*\b\1\("),
        (r"\bnumbered\b|\bnumber (?:them|the lines|each)\b", r"enumerate|number|count\("),
        (
            r"(?<!two )(?<!is )(?<!are )(?<!a )(?<!the )(?<!already )\b"
            r"(?:sorted|alphabetical(?:ly)?|ascending|descending)\b",
            r"sort|ORDER BY|most_common|nlargest|nsmallest|heap|order",
        ),
        (
            r"\b(?:first|last) (?:line|row|entry|word|match|occurrence)\b",
            r"\[-?\w*:?-?\d|next\(|last|first|reverse|deque|break|min\(|max\(|partition|split|readline|find\(|index",
        ),
    )
]
_WRITTEN = re.compile(_WRITES + r"|mkdir|move|rmtree|\bdef ")
_ASKS_SHOWN = re.compile(
    r"\b(?:print|show|display|output|file|files|folder|csv|stdin|standard input)\b|^list\b", re.IGNORECASE
)
_UNCALLED = re.compile(r"^def process\(", re.MULTILINE)
_WITHOUT_PARAMETERS = re.compile(r"^def process\(\)", re.MULTILINE)
_EXAMPLE = re.compile(
    r"\b(?:like|looks?|as|form|format|e\.g\.|for example|for instance|such as|example:?|formatted)[^.;,]{0,12}$",
    re.IGNORECASE,
)
_IS_PATTERN = re.compile(r"\d+")
_LOOKED_FOR = frozenset({"path", "string"})


def count_undone(prompt: str, code: str) -> int:
    """Return how many things that a request asks for in so many words are not in code."""
    asks_function = _ASKS_FUNCTION.search(prompt) is not None
    undone = sum(asked.search(prompt) is not None and done.search(code) is None for asked, done in _WORDED)
    undone += asks_function and _IS_FUNCTION.search(code) is None
    undone += _WITHOUT_PARAMETERS.search(code) is not None
    undone += not asks_function and _ASKS_SHOWN.search(prompt) is not None and _UNCALLED.search(code) is not None
    undone += changes_file(prompt) and _WRITTEN.search(code) is None
    undone += _takes_other_columns(prompt, code) or _leaves_column(prompt, code)
    undone += _SHOWS_RANGE.search(code) is not None
    return undone + sum(1 for _ in _unused(prompt, code))


_COLUMN = re.compile(
    r"(?:^|\b(?:the|a|by|of|in|from|and|with|where|on|for|only|per|new) |\()"
    r"column (?:called |named )?[\"'`]?([A-Za-z_]\w+)",
    re.IGNORECASE,
)
_SHOWS_RANGE = re.compile(
    r"^(\w+) = (?:range\(|\[range\()[^\n]*\n(?:(?!\1 = (?!\1\[))[^\n]*\n)*?print\(\1\)", re.MULTILINE
)


def _leaves_column(prompt: str, code: str) -> bool:
    """Return whether a column that the request calls one is nowhere in code."""
    named = {match[1].lower() for match in _COLUMN.finditer(prompt)}
    return any(name not in code.lower() and not is_ordinary(name) and name not in STOP_WORDS for name in named)


def _takes_other_columns(prompt: str, code: str) -> bool:
    """Return whether code takes a column out of rows of which the request lists the columns, this one not."""
    columns = {column.lower() for column in listed_columns(prompt)}
    tree = parse(code) if columns else None
    if tree is None:
        return False
    looped: set[str] = set()
    stored: set[str] = set()
    taken: set[str] = set()
    for node in walk(tree):
        if isinstance(node, ast.For | ast.comprehension) and isinstance(node.target, ast.Name):
            looped.add(node.target.id)
        elif isinstance(node, ast.Lambda):
            looped |= {argument.arg for argument in node.args.args}
    for node in walk(tree):
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.slice, ast.Constant)
            and isinstance(node.slice.value, str)
        ):
            if isinstance(node.ctx, ast.Store):
                stored.add(node.slice.value)
            elif isinstance(node.value, ast.Name) and node.value.id in looped:
                taken.add(node.slice.value)
    return any(key.lower() not in columns for key in taken - stored)


def _unused(prompt: str, code: str) -> Iterator[Value]:
    """Yield the files and quoted texts of a request that are not in code, but for examples and patterns."""
    lower = code.lower()
    for value in _looked_for(prompt):
        text = str(value.value).lower()
        if text not in lower and not any(part in lower for part in _ways_to_write(text, value.kind)):
            yield value


@lru_cache(maxsize=16)
def _looked_for(prompt: str) -> tuple[Value, ...]:
    """Return the files and quoted texts of a request that are no examples and have no name of their own."""
    found = [value for value in find_values(prompt) if value.kind in _LOOKED_FOR and not value.label]
    return tuple(value for value in found if not _EXAMPLE.search(prompt[: value.start]))


def _ways_to_write(text: str, kind: str) -> Iterator[str]:
    """Yield other ways in which code may have a file or a text: escaped, by parts, with a number filled in."""
    yield text.encode("unicode_escape").decode()
    yield text.replace("\\", "\\\\")
    if kind == "path":
        yield text.replace("\\", "/")
        yield text.replace("*", "")
        path = PurePath(text)
        if _IS_PATTERN.search(path.stem) or len(path.parts) > 1:
            yield _IS_PATTERN.split(path.name)[0] or path.suffix
    elif "{" in text or "<" in text:
        yield re.split(r"[{<]", text)[0] or text
