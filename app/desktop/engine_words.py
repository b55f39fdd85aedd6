"""The engine speaks English only; what it says most often is said here in the person's language.

Sentences that are not known here stay as they are.
"""

import re
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
# What the engine says, as a pattern, and the same to translate, with the pattern's groups in the places of {0}, {1}.
Sentence = tuple[str, Callable[[], str]]


def in_language(text: str) -> str:
    """Return a text of the engine with the sentences that are known in the person's language."""
    for pattern, words in SENTENCES:
        if found := re.search(pattern, text):
            text = text[: found.start()] + words().format(*found.groups()) + text[found.end() :]
    return text


SENTENCES: tuple[Sentence, ...] = (
    (
        r"From the cookbook, page “(.+?)”; its recipe is run and checked\.",
        lambda: translate("engine", "From the cookbook, page “{0}”; its recipe is run and checked."),
    ),
    (
        r"It begins with sample data: replace that by yours\.",
        lambda: translate("engine", "It begins with sample data: replace that by yours."),
    ),
    (
        r"Put together from parts that are checked one by one; the whole compiles, and nobody has run it\.",
        lambda: translate(
            "engine", "Put together from parts that are checked one by one; the whole compiles, and nobody has run it."
        ),
    ),
    (
        r"The code compiles; nobody has run it\.",
        lambda: translate("engine", "The code compiles; nobody has run it."),
    ),
    (r"A chain of (\d+) steps", lambda: translate("engine", "A chain of {0} steps")),
    (r"A chain of one step", lambda: translate("engine", "A chain of one step")),
    (
        r"(['\"].*['\"]) cannot be a name in Python\.",
        lambda: translate("engine", "{0} cannot be a name in Python."),
    ),
    (
        r"(['\"].*['\"]) is not a list, tuple, set or dictionary of plain values\.",
        lambda: translate("engine", "{0} is not a list, tuple, set or dictionary of plain values."),
    ),
    (
        r"Something went wrong inside Pysmith\. The log has the details\.",
        lambda: translate("engine", "Something went wrong inside Pysmith. The log has the details."),
    ),
    (
        r"No model is installed that could be looked into\.",
        lambda: translate("engine", "No model is installed that could be looked into."),
    ),
    (
        r"The web page could not be started\. The log has the details\.",
        lambda: translate("engine", "The web page could not be started. The log has the details."),
    ),
)
