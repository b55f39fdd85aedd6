"""Read the code blocks of a Markdown page, each with its headings and the sentence that leads to it.

Knows the page's structure only; whether a block is Python, and good Python, is for others to say.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})\s*([\w+#.-]*)")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


@dataclass(frozen=True)
class CodeBlock:
    """A fenced block: its language, its headings from the page's title down, and the text just before it."""

    language: str
    headings: tuple[str, ...]
    lead: str
    code: str


def read_blocks(page: str) -> Iterator[CodeBlock]:
    """Yield the fenced blocks of a page in order. A fence that never closes runs to the end of the page."""
    headings: list[tuple[int, str]] = []
    prose: list[str] = []
    lines = iter(page.replace("\r\n", "\n").split("\n"))
    for line in lines:
        if fence := _FENCE.match(line):
            code = []
            for inner in lines:
                if inner.strip() == fence[1]:
                    break
                code.append(inner)
            yield CodeBlock(
                fence[2].lower(), tuple(text for _, text in headings), last_paragraph(prose), "\n".join(code)
            )
            prose = []
        elif heading := _HEADING.match(line):
            level = len(heading[1])
            headings = [(other, text) for other, text in headings if other < level]
            headings.append((level, plain_text(heading[2])))
            prose = []
        else:
            prose.append(line)


def plain_text(text: str) -> str:
    """Return one line of Markdown as plain words: no links, tags, entities, escapes, emphasis or doubled spaces."""
    text = html.unescape(_TAG.sub("", _LINK.sub(r"\1", text)))
    text = re.sub(r"(?<![\w*])(\*{1,2}|__?)(?=\S)(?!kwargs|args)([^*_]+?)(?<=\S)\1(?![\w*])", r"\2", text)
    text = re.sub(r"\\([\\`*_{}\[\]()#+.!<>-])", r"\1", text)
    return " ".join(text.split())


def last_paragraph(lines: list[str]) -> str:
    """Return the last paragraph of some lines, as one line of plain words."""
    paragraphs = [" ".join(part.split()) for part in "\n".join(lines).split("\n\n")]
    return plain_text(next((part for part in reversed(paragraphs) if part), ""))
