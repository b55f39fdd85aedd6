"""Transcripts of interpreter sessions, and the comments that show what code prints: code without either."""

import ast
import builtins
import re
import textwrap
import warnings
from collections.abc import Iterator

from training.trees import parse

_PROMPT = re.compile(r"^\s*(?:>>>|In \[\d+\]:)(?: |$)")
_CONTINUATION = re.compile(r"^\s*(?:\.\.\.:|\.{3,}:?)(?: |$)")
_OUTPUT_COMMENT = re.compile(
    r"^\s*#+\s*(?:Out(?:put)?s?\b|(?:Prints?|Results?|Returns?)\s*:|[-=]*>|>>>|Traceback).*$", re.IGNORECASE
)
_TRAILING_OUTPUT = re.compile(
    r"#*\s*(?:doctest\s*:|(?:Out(?:put)?|Prints?|Returns?|Result)s?\s*:|[-=]+>).*$", re.IGNORECASE
)
_BARE_OUTPUT = re.compile(r"^(?:Out|Output)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_SHOWN_SILENTLY = frozenset({"print", "help", "exec", "input", "exit", "quit", "setattr", "delattr", "open"})


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
