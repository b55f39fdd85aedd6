"""Colours Python in a text document, with pygments, right across lines.

The whole document is read at once, so that a string over many lines is known as one. Pygments is imported
when the first text arrives, not before: the window shows sooner.
"""

from bisect import bisect_right
from functools import cache
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

# The first matching prefix of a pygments token's name gives the role of the colour.
ROLES = (
    ("Token.Comment", "comment"),
    ("Token.Literal.String", "string"),
    ("Token.Literal.Number", "number"),
    ("Token.Keyword.Constant", "constant"),
    ("Token.Keyword", "keyword"),
    ("Token.Operator.Word", "keyword"),
    ("Token.Name.Decorator", "decorator"),
    ("Token.Name.Function", "function"),
    ("Token.Name.Class", "class"),
    ("Token.Name.Exception", "builtin"),
    ("Token.Name.Builtin", "builtin"),
    ("Token.Error", "error"),
)
ROLE_NAMES = [role for _, role in ROLES]
Span = tuple[int, int, str]


class PythonHighlighter(QSyntaxHighlighter):
    """Colours a document as Python. `colours` maps a role to `#rrggbb`."""

    def __init__(self, document: QTextDocument, colours: dict[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._spans: list[list[Span]] = []
        self._formats = {role: _make_format(role, colour) for role, colour in colours.items()}
        # Ours must read the document before Qt's own slot, connected by setDocument, asks for its lines.
        document.contentsChange.connect(lambda *_: self._read(document))
        self.setDocument(document)

    def set_colours(self, colours: dict[str, str]) -> None:
        """Use other colours from now on."""
        self._formats = {role: _make_format(role, colour) for role, colour in colours.items()}
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Colour one line; called by Qt."""
        number = self.currentBlock().blockNumber()
        spans = self._spans[number] if number < len(self._spans) else []
        for start, length, role in spans:
            if role in self._formats:
                self.setFormat(start, length, self._formats[role])
        # The state says how the line ends. When it changes, Qt goes on to the next line.
        ends_open = bool(spans) and spans[-1][0] + spans[-1][1] > len(text)
        self.setCurrentBlockState(ROLE_NAMES.index(spans[-1][2]) if ends_open else -1)

    def _read(self, document: QTextDocument) -> None:
        self._spans = spans_by_line(document.toPlainText())


def spans_by_line(code: str) -> list[list[Span]]:
    """Return for each line the coloured spans (start, length, role), in UTF-16 units as Qt counts.

    A span that goes on in the next line is one unit longer than its line.
    """
    units = _utf16_offsets(code) if any(character > "\uffff" for character in code) else None
    starts = [0]
    for index, character in enumerate(code):
        if character == "\n":
            starts.append(index + 1)
    lines: list[list[Span]] = [[] for _ in starts]
    for position, token_type, value in _lexer().get_tokens_unprocessed(code):
        role = _role(str(token_type))
        if role:
            _add_span(lines, starts, units, position, position + len(value), role)
    return lines


def _add_span(
    lines: list[list[Span]], starts: list[int], units: list[int] | None, start: int, end: int, role: str
) -> None:
    number = bisect_right(starts, start) - 1
    while start < end:
        line_end = starts[number + 1] if number + 1 < len(starts) else end
        stop = min(end, line_end)
        line_start = starts[number]
        if units:
            lines[number].append((units[start] - units[line_start], units[stop] - units[start], role))
        else:
            lines[number].append((start - line_start, stop - start, role))
        start, number = stop, number + 1


def _utf16_offsets(code: str) -> list[int]:
    offsets = [0]
    for character in code:
        offsets.append(offsets[-1] + (2 if character > "\uffff" else 1))
    return offsets


def _role(token_name: str) -> str | None:
    return next((role for prefix, role in ROLES if token_name.startswith(prefix)), None)


def _make_format(role: str, colour: str) -> QTextCharFormat:
    text_format = QTextCharFormat()
    text_format.setForeground(QColor(colour))
    if role == "comment":
        text_format.setFontItalic(True)
    if role in ("keyword", "class"):
        text_format.setFontWeight(QFont.Weight.DemiBold)
    return text_format


@cache
def _lexer() -> Any:
    from pygments.lexers.python import PythonLexer

    return PythonLexer()
