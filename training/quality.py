"""Judge clean Python snippets by named criteria: what must hold, and what makes one better than another.

Pure functions of a request and its code. Every criterion has a name that reports use.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from training.phrasing import VERBS
from training.trees import parse, undefined_names

MIN_CHARS, MAX_CHARS = 40, 800
MAX_LINE_CHARS = 100

_PLACEHOLDER = re.compile(
    r"<\w[\w -]*>|\bTODO\b|\bFIXME\b|\byour[_ -]\w+|\bdo_?[sS]ome\w*|\bxxx+\b|…|"
    r"\[\.\.\.\.\]|^\s*#\s*\.\.\.",
    re.MULTILINE,
)
_NO_REQUEST = re.compile(r"python ?2|2\.[67x]|<3|Error:", re.IGNORECASE)
_OLD_FASHIONED = re.compile(r"""["']\s*%\s*[\w(]|except:|__(?:metaclass|getslice|cmp|nonzero)__|\.next\(\)""")
_NAMES_OF_NOBODY = frozenset({"foo", "bar", "baz", "qux", "spam", "ham", "eggs", "foobar", "a1", "b1"})


@dataclass(frozen=True)
class Snippet:
    """A request and the clean code that answers it, with what the criteria look at worked out once."""

    topic: str
    request: str
    code: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree; the code is known to be Python."""
        tree = parse(self.code)
        assert tree is not None, "a snippet holds clean code"
        return tree

    @cached_property
    def undefined(self) -> set[str]:
        """Names the code reads but does not define."""
        return undefined_names(self.code)

    @cached_property
    def comment_share(self) -> float:
        """Share of the code's characters that stand in comment lines."""
        comments = sum(len(line) for line in self.code.split("\n") if line.lstrip().startswith("#"))
        return comments / max(1, len(self.code))

    @cached_property
    def identifiers(self) -> set[str]:
        """Every plain name in the code."""
        return {node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name)}


def _has_length(snippet: Snippet) -> bool:
    return MIN_CHARS <= len(snippet.code) <= MAX_CHARS


def _does_something(snippet: Snippet) -> bool:
    """Imports, plain assignments and bare values alone show nothing."""
    return not all(_is_inert(statement) for statement in snippet.tree.body)


def _is_inert(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Import | ast.ImportFrom | ast.Pass):
        return True
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant | ast.Name | ast.Attribute | ast.Tuple | ast.List)
    return isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)


def _is_whole(snippet: Snippet) -> bool:
    """A function that takes `self` outside a class was cut out of one."""
    functions = [node for node in snippet.tree.body if isinstance(node, ast.FunctionDef)]
    return not any(function.args.args and function.args.args[0].arg in ("self", "cls") for function in functions)


def _has_no_placeholder(snippet: Snippet) -> bool:
    has_ellipsis = any(isinstance(node, ast.Constant) and node.value is ... for node in ast.walk(snippet.tree))
    return not has_ellipsis and not _PLACEHOLDER.search(snippet.code)


def _is_ascii(snippet: Snippet) -> bool:
    return snippet.code.isascii() and snippet.request.isascii()


def _has_short_lines(snippet: Snippet) -> bool:
    return max(map(len, snippet.code.split("\n"))) <= MAX_LINE_CHARS


def _is_mostly_code(snippet: Snippet) -> bool:
    return snippet.comment_share <= 0.5


def _has_request(snippet: Snippet) -> bool:
    """A request has two to sixteen words, is no question about Python's history, and names no error message."""
    words = snippet.request.split()
    return (
        2 <= len(words) <= 16
        and len(snippet.request) <= 100
        and not re.search(r"python ?2|2\.[67x]|<3|Error:", snippet.request, re.I)
    )


REQUIRED: dict[str, Callable[[Snippet], bool]] = {
    "length": _has_length,
    "does_something": _does_something,
    "whole": _is_whole,
    "no_placeholder": _has_no_placeholder,
    "ascii": _is_ascii,
    "short_lines": _has_short_lines,
    "mostly_code": _is_mostly_code,
    "request": _has_request,
}


def failed_criterion(snippet: Snippet) -> str | None:
    """Return the name of the first required criterion that the snippet misses, or None."""
    return next((name for name, holds in REQUIRED.items() if not holds(snippet)), None)


def _score_defined(snippet: Snippet) -> float:
    return 1.0 / (1 + len(snippet.undefined))


def _score_request(snippet: Snippet) -> float:
    """An imperative request of ordinary length is what people type."""
    imperative = 1.0 if snippet.request.split()[0].lower() in VERBS else 0.3
    return imperative if 3 <= len(snippet.request.split()) <= 10 else imperative * 0.6


def _score_length(snippet: Snippet) -> float:
    """Best between 80 and 400 characters: enough to show something, short enough to learn."""
    length = len(snippet.code)
    if length < 80:
        return length / 80
    return 1.0 if length <= 400 else max(0.2, 1 - (length - 400) / 500)


def _score_comments(snippet: Snippet) -> float:
    return 1.0 - min(1.0, 2 * snippet.comment_share)


def _score_agreement(snippet: Snippet) -> float:
    """Share of the request's longer words that the code mentions."""
    words = {word[:5] for word in re.findall(r"[a-z]{4,}", snippet.request.lower())}
    code = snippet.code.lower()
    return sum(word in code for word in words) / len(words) if words else 0.0


def _score_names(snippet: Snippet) -> float:
    return 0.0 if snippet.identifiers & _NAMES_OF_NOBODY else 1.0


def _score_shown_result(snippet: Snippet) -> float:
    """Code that prints, returns, writes or asserts lets a reader see what it did."""
    shows = re.search(r"\b(?:print|return|yield|write|assert|plot|show|save)\b", snippet.code)
    return 1.0 if shows else 0.0


def _score_modern(snippet: Snippet) -> float:
    """`%` formatting, `__getslice__`-like hooks and bare except are no models to learn from."""
    return (
        0.0
        if re.search(r"""["']\s*%\s*[\w(]|except:|__(?:metaclass|getslice|cmp|nonzero)__|\.next\(\)""", snippet.code)
        else 1.0
    )


SCORES: dict[str, tuple[float, Callable[[Snippet], float]]] = {
    "defined_names": (3.0, _score_defined),
    "reads_as_request": (2.0, _score_request),
    "good_length": (1.5, _score_length),
    "few_comments": (1.0, _score_comments),
    "agrees_with_request": (1.5, _score_agreement),
    "telling_names": (0.5, _score_names),
    "shows_result": (1.0, _score_shown_result),
    "modern": (1.0, _score_modern),
}


def score(snippet: Snippet) -> float:
    """Return the weighted mean of the scored criteria, 0 … 1."""
    total = sum(weight for weight, _ in SCORES.values())
    return sum(weight * measure(snippet) for weight, measure in SCORES.values()) / total
