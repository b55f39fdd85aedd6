"""Read the code blocks of a reStructuredText page, each with its headings and the sentence that leads to it.

Understands what documentation of Python uses: underlined headings, `::` blocks, code directives, interpreter sessions.
"""

import re
from collections.abc import Iterator

from training.sources.markdown import CodeBlock, last_paragraph

_UNDERLINE = re.compile(r"^([=\-`:'\"~^_*+#<>.])\1{2,}\s*$")
_CODE_DIRECTIVE = re.compile(r"^(\s*)\.\. (?:code-block|code|sourcecode|testcode|doctest|ipython)::\s*(\w*)")
_DIRECTIVE = re.compile(r"^\s*\.\. ")
_OPTION = re.compile(r"^\s*:[\w-]+:(?:\s|$)")
_ROLE = re.compile(r":(?:[a-z]+:)?[a-z]+:`([~!]?)([^`<]+?)(?:\s*<[^>`]*>)?`")
_LINK = re.compile(r"`([^`<]+?)\s*<[^>`]+>`__?")


def read_blocks(page: str) -> Iterator[CodeBlock]:
    """Yield the code blocks of a page in order, interpreter sessions included."""
    lines = page.replace("\r\n", "\n").expandtabs(8).split("\n")
    headings: list[tuple[str, str]] = []
    prose: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        titles = tuple(text for _, text in headings)
        if directive := _CODE_DIRECTIVE.match(line):
            code, at = _take_indented(lines, at + 1, len(directive[1]))
            yield CodeBlock(directive[2].lower() or "py", titles, last_paragraph(prose), code)
            prose = []
        elif _is_heading(lines, at):
            is_overlined = at > 0 and _UNDERLINE.match(lines[at - 1]) is not None
            mark = lines[at + 1][0] * (2 if is_overlined else 1)
            known = [other for other, _ in headings]
            headings = headings[: known.index(mark)] if mark in known else headings
            headings.append((mark, plain_text(line)))
            prose, at = [], at + 2
        elif line.lstrip().startswith(">>>"):
            code, at = _take_paragraph(lines, at)
            yield CodeBlock("pycon", titles, last_paragraph(prose), code)
            prose = []
        elif line.rstrip().endswith("::") and not _DIRECTIVE.match(line):
            prose.append(plain_text(line.rstrip()[:-1]))
            code, at = _take_indented(lines, at + 1, len(line) - len(line.lstrip()))
            yield CodeBlock("", titles, last_paragraph(prose), code)
            prose = []
        else:
            if not _DIRECTIVE.match(line) and not _OPTION.match(line):
                prose.append(plain_text(line) if line.strip() else "")
            at += 1


def plain_text(line: str) -> str:
    """Return a line without roles, links, emphasis and doubled back-ticks."""
    text = _LINK.sub(r"\1", _ROLE.sub(_role_text, line.strip())).replace("``", "`")
    return re.sub(r"\*{1,2}([^*\s][^*]*?)\*{1,2}", r"\1", text).replace("\\", "")


def _role_text(match: re.Match[str]) -> str:
    """A role's text; a tilde asks for the last part of a dotted name."""
    return f"`{match[2].rpartition('.')[2] if match[1] == '~' else match[2]}`"


def _is_heading(lines: list[str], at: int) -> bool:
    if at + 1 >= len(lines) or not lines[at].strip() or lines[at].startswith(" "):
        return False
    return _UNDERLINE.match(lines[at + 1]) is not None and not _UNDERLINE.match(lines[at])


def _take_indented(lines: list[str], at: int, indent: int) -> tuple[str, int]:
    """Return the block indented deeper than `indent` from line `at` on, and the line after it."""
    taken: list[str] = []
    while at < len(lines) and (not lines[at].strip() or len(lines[at]) - len(lines[at].lstrip()) > indent):
        if taken or (lines[at].strip() and not _OPTION.match(lines[at])):
            taken.append(lines[at])
        at += 1
    return "\n".join(taken).rstrip(), at


def _take_paragraph(lines: list[str], at: int) -> tuple[str, int]:
    """Return the session from line `at` on, over single blank lines that lead to another prompt."""
    taken: list[str] = []
    while at < len(lines):
        goes_on = lines[at].strip() or (at + 1 < len(lines) and lines[at + 1].lstrip().startswith(">>>"))
        if not goes_on:
            break
        taken.append(lines[at])
        at += 1
    return "\n".join(taken), at
