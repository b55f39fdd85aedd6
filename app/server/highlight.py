"""Give every piece of Python code a colour class, so that the page only has to put text into elements.

Returns data, never HTML: what a model wrote can then not become part of the page.
"""

from collections.abc import Iterator

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Error, Keyword, Name, Number, Operator, String, _TokenType, is_token_subtype

Piece = tuple[str, str]

_CLASSES: list[tuple[_TokenType, str]] = [  # the first that contains a token's type decides
    (Comment, "com"),
    (Keyword.Constant, "const"),
    (Keyword, "kw"),
    (Operator.Word, "kw"),
    (String.Interpol, "ipol"),
    (String, "str"),
    (Number, "num"),
    (Name.Decorator, "dec"),
    (Name.Function, "fn"),
    (Name.Class, "cls"),
    (Name.Exception, "cls"),
    (Name.Builtin, "bi"),
    (Operator, "op"),
    (Error, "err"),
]


def colour_class(kind: _TokenType) -> str:
    """Return the short class for a pygments token type; empty for plain text."""
    return next((name for container, name in _CLASSES if is_token_subtype(kind, container)), "")


def _merge(pieces: Iterator[Piece]) -> Iterator[Piece]:
    held_class, held_text = "", ""
    for name, text in pieces:
        if name == held_class or text.isspace():
            held_text += text
            continue
        if held_text:
            yield held_class, held_text
        held_class, held_text = name, text
    if held_text:
        yield held_class, held_text


def highlight_python(code: str) -> list[Piece]:
    """Return `code` as (class, text) pieces whose texts, joined, are exactly `code`."""
    lexer = PythonLexer(stripnl=False, stripall=False, ensurenl=False)
    # get_tokens would turn \r\n into \n and drop a byte-order mark; the unprocessed way keeps every character.
    tokens = lexer.get_tokens_unprocessed(code)
    return list(_merge((colour_class(kind), text) for _, kind, text in tokens))
