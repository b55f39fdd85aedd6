"""Turn code as people paste it into plain Python 3, or say why it cannot be.

Pure functions from text to text: interpreter sessions lose their prompts and outputs, tabs and odd indents become
four spaces, Python 2 is recognised by name. Nothing is executed and nothing is judged beyond "is this Python 3".
"""

import re
import textwrap

from training.indents import reindent
from training.python_2 import PYTHON_2_SYNTAX, modernise, uses_python_2
from training.sessions import drop_output_comments, is_session, session_to_code
from training.trees import add_missing_imports, parse

_FIRST_LINES = re.compile(r"\A(?:#!.*\n|#.*coding[:=].*\n)+")


class UnusableError(ValueError):
    """The text cannot become plain Python 3; `reason` names the criterion."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def clean_code(text: str, print_calls: bool = False) -> str:
    """Return the text as plain Python 3 with four-space indents and no outputs.

    `print_calls`: a call in a session that was answered is printed too, not only other expressions.

    Raises UnusableError with a named reason: empty, python_2, shell, or not_python.
    """
    code = normalise_spaces(text)
    if not code.strip():
        raise UnusableError("empty")
    if is_session(code):
        code = session_to_code(code, print_calls)
    code = _FIRST_LINES.sub("", drop_output_comments(code)).strip("\n")
    if not code.strip():
        raise UnusableError("empty")
    code = modernise(reindent(code))
    tree = parse(code)
    if tree is None:
        raise UnusableError(_name_the_fault(code))
    if uses_python_2(tree):
        raise UnusableError("python_2")
    return add_missing_imports(code, tree).strip("\n") + "\n"


def normalise_spaces(text: str) -> str:
    """Return the text with plain newlines and spaces, tabs as four, no space at line ends, no common indent."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u00a0", " ")
        .replace("\ufeff", "")
        .replace("\u200b", "")
    )
    lines = [_expand_tabs(line).rstrip() for line in text.split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return textwrap.dedent(text).strip("\n")


def _expand_tabs(line: str) -> str:
    """Tabs that indent count four each; `expandtabs` keeps the columns of those that follow text."""
    return line.expandtabs(4)


def _name_the_fault(code: str) -> str:
    if PYTHON_2_SYNTAX.search(code):
        return "python_2"
    if re.search(r"^\s*(?:\$|sudo |pip3? |python3? |conda |apt-get |git |cd |C:\\)", code, re.MULTILINE):
        return "shell"
    return "not_python"
