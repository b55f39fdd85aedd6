"""Shorten the docstrings inside code to what a small model should learn: what it does, and one example.

Pure functions of text. Reference sections (Parameters, :param:, Notes, See Also) are left out; the code says the rest.
"""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator

MAX_WHOLE_CHARS = 280
MAX_SUMMARY_CHARS = 320
MAX_EXAMPLE_LINES = 6

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

_SECTION = re.compile(
    r"^(?:(?:Parameters|Params|Arguments|Args|Keyword Arg\w*|Returns?|Yields?|Raises|See Also|Notes?|References|"
    r"Examples?|Attributes|Methods|Warnings?|Usage|Todo)\s*:?\s*$|"
    r"[:@](?:param|type|return|returns|rtype|raises?|arg)\b|\.\. )",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")  # escapes of the source that must stay escapes
_ROLE = re.compile(r":(?:py:)?(?:[a-z]+:)?[a-z]+:`~?!?([^`<]+?)(?:\s*<[^>`]*>)?`")


def tidy_docstring(text: str) -> str:
    """Return a docstring's text whole if it is short, else its summary and first example."""
    text = _ROLE.sub(lambda match: f"`{match[1].split('.')[-1]}`", inspect.cleandoc(text)).replace("``", "`").strip()
    if len(text) <= MAX_WHOLE_CHARS and not any(_SECTION.match(line.strip()) for line in text.split("\n")):
        return text
    summary = read_summary(text)
    example = read_example(text)
    return f"{summary}\n\n{example}" if summary and example else summary or example


def read_summary(text: str) -> str:
    """Return the first paragraph that is prose, on as many lines as it had; nothing if it is too long."""
    lines: list[str] = []
    for line in text.split("\n"):
        if _SECTION.match(line.strip()) or (not line.strip() and lines) or line.lstrip().startswith(">>>"):
            break
        if line.strip():
            lines.append(line.rstrip())
    summary = "\n".join(lines)
    if len(summary) <= MAX_SUMMARY_CHARS:
        return summary
    first, stop, _ = " ".join(summary.split()).partition(". ")
    return first + stop.strip() if stop and len(first) <= MAX_SUMMARY_CHARS else ""


def read_example(text: str) -> str:
    """Return the first interpreter example with its output, if it is a few short lines."""
    lines: list[str] = []
    for line in text.split("\n"):
        starts = line.lstrip().startswith(">>>")
        if starts or (lines and line.strip() and not _SECTION.match(line.strip())):
            lines.append(line.strip())
        elif lines:
            break
    is_small = 0 < len(lines) <= MAX_EXAMPLE_LINES and max(map(len, lines)) <= 88
    return "\n".join(lines) if is_small and not lines[-1].startswith((">>>", "...")) else ""


def read_session(text: str, max_lines: int = 12) -> str:
    """Return a docstring's first interpreter session as it stands, up to the prose after it; nothing if it is long."""
    lines: list[str] = []
    for line in inspect.cleandoc(text).split("\n"):
        is_prompt = line.lstrip().startswith(">>>")
        if not lines and not is_prompt:
            continue
        is_prose = not line.startswith((" ", ">", ".")) and lines and not lines[-1].strip() and line.strip()
        if is_prose or _SECTION.match(line.strip()):
            break
        lines.append(line)
    return "\n".join(lines).strip() if len(lines) <= max_lines else ""


def shorten_docstrings(code: str, tree: ast.Module) -> str:
    """Return the code with every docstring tidied; a docstring that would be left empty goes, unless it is the body."""
    lines = code.split("\n")
    edits = [edit for node in _definitions(tree.body) for edit in [_plan_edit(node, lines)] if edit]
    for start, end, replacement in sorted(edits, reverse=True):
        lines[start - 1 : end] = replacement
    return "\n".join(lines)


def _definitions(body: Iterable[ast.AST]) -> Iterator[Definition]:
    """Yield every definition below some statements, without looking into expressions."""
    for node in body:
        if isinstance(node, Definition):
            yield node
        for name in ("body", "orelse", "handlers", "finalbody"):
            yield from _definitions(getattr(node, name, ()))


def _plan_edit(node: Definition, lines: list[str]) -> tuple[int, int, list[str]] | None:
    """Return (first line, last line, new lines) for a node's docstring, or None to leave it."""
    text = ast.get_docstring(node, clean=False)
    statement = node.body[0]
    if text is None or statement.end_lineno is None or '"""' in text or _CONTROL.search(text):
        return None
    first, last = lines[statement.lineno - 1], lines[statement.end_lineno - 1]
    stands_alone = not first[: statement.col_offset].strip() and not last.encode()[statement.end_col_offset :].strip()
    if not stands_alone:
        return None
    indent = " " * statement.col_offset
    tidy = tidy_docstring(text)
    if not tidy:
        return None if len(node.body) == 1 else (statement.lineno, statement.end_lineno, [])
    return statement.lineno, statement.end_lineno, _quote(tidy, indent)


def _quote(text: str, indent: str) -> list[str]:
    """Return a docstring's source lines."""
    prefix = 'r"""' if "\\" in text else '"""'
    if text.endswith(("\\", '"')):
        text += " "
    first, *rest = text.split("\n")
    if not rest:
        return [f'{indent}{prefix}{first}"""']
    return [f"{indent}{prefix}{first}", *(f"{indent}{line}".rstrip() for line in rest), f'{indent}"""']
