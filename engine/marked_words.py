"""A request or a title as the words that the reranker reads, each marked as a part of the text, a slot or a function.

Unlike the matcher's words these keep their order, the small ones too, and do not stand for their synonyms: "only the
first", "each of them" and "not" decide between recipes that are alike. Values are written as what they are.
"""

import re
from functools import lru_cache

from engine.words import (
    DATE,
    LIST,
    NUMBER,
    PATH,
    QUOTED,
    URL,
    fold_phrases,
    is_file_name,
    mask_container,
    own_names,
    plain_stem,
    split_identifier,
)

MARKS = TEXT, SLOT, FUNCTION = 0, 1, 2
MAX_WORDS = 48
A_NUMBER = "#"

_TOKEN = re.compile(r"[A-Za-z_][A-Za-z_']*|#+|->|[<>=!]=|[-+*/%=<>:;,|]")


def marked_words(text: str) -> tuple[tuple[str, int], ...]:
    """Return the first words of a text in order, cut to their roots, each with its mark.

    A slot is what stands in back-ticks, or a name that the text gives to data of its own; a function's name is followed
    by a bracket.
    """
    own = own_names(text)
    words: list[tuple[str, int]] = []
    for number, part in enumerate(text.split("`")):
        is_slot = number % 2 == 1
        masked = _mask(part) if is_slot else fold_phrases(_mask(part))
        for token in _TOKEN.finditer(masked):
            mark = SLOT if is_slot or token[0] in own else TEXT
            if token[0][0].isalpha() and masked[token.end() : token.end() + 1] == "(":
                mark = FUNCTION
            words += [(word, mark) for word in _roots_of(token[0])]
    return tuple(words[:MAX_WORDS])


def _mask(text: str) -> str:
    if not _HOLDS_VALUE.search(text):
        return text
    text = URL.sub(" url ", text)
    text = QUOTED.sub(_mask_quoted, text)
    text = LIST.sub(_mask_list, text)
    text = DATE.sub(" date ", text)
    text = PATH.sub(lambda match: _mask_path(match[0]), text)
    return NUMBER.sub(f" {A_NUMBER} ", text)


_HOLDS_VALUE = re.compile(r"[\d\"'“‘`\[{(.:]")  # what a value cannot do without


def _mask_list(match: re.Match[str]) -> str:
    is_call = match[0][0] == "(" and match.string[match.start() - 1 : match.start()].isalnum()
    return match[0] if is_call else f" {mask_container(match)} "


def _mask_quoted(match: re.Match[str]) -> str:
    inner = next((group for group in match.groups() if group is not None), "")
    return _mask_path(inner) if PATH.fullmatch(inner) and is_file_name(inner) else " quoted "


def _mask_path(path: str) -> str:
    return f" file {path.rsplit('.', 1)[-1]} " if is_file_name(path) else f" {path} "


@lru_cache(maxsize=65536)
def _roots_of(token: str) -> tuple[str, ...]:
    if not (token[0].isalpha() or token[0] == "_"):
        return (token,)
    parts = (part.strip("'").removesuffix("'s") for part in split_identifier(token))
    return tuple(plain_stem(part) for part in parts if part)
