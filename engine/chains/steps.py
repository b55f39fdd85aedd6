"""The steps of chains: the words by which people ask for each, and the lines it adds.

A step looks for the newest data that it can work on; it returns False where there is none, and the chain fails.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from engine.chains.flow import Data, Flow, need, repr_string
from engine.chains.phrases import Phrase
from engine.chains.runs import bounded
from engine.rewrite import is_usable_name
from engine.values import SEPARATOR_WORDS

Apply = Callable[[Flow, re.Match[str], Phrase], bool]


@dataclass(frozen=True)
class Step:
    """A pattern, where its step comes among others of its clause (small: early), and what it does."""

    stage: int
    pattern: re.Pattern[str]
    apply: Apply


STEPS: list[Step] = []
SOURCE, HINT, FILTER, MAP, GROUP, SORT, HEAD, RESULT, FORMAT, SINK = range(0, 100, 10)

NOUN = r"(?P<noun>[A-Za-z]+)"
WORDISH = r"(?!(?:like|using|so|if|when|where|than|naturally|to|by|from|with|and|in|then|print|save|return|as|of|sum|average|count|sort|keep|drop|longest|shortest|descending|ascending|even|odd|positive|negative|blank|prime|unique|first|last|gt|lt|ge|le|eq|ne|len|divisible|startswith|endswith|contains|between|not|per|nocase|alphabetically|reverse|inreverse)\b)[A-Za-z]+"
THEM = r"(?:them|it|ones|rest|result|results|list|values|items|each|every one|each one|each of them)"
LINKS = r"(?:of|in|from|for|with|by|on|into|to)"
LARGEST = r"(?:maximum|max|biggest|bigest|largest|highest|greatest|top)"
SMALLEST = r"(?:minimum|min|smallest|lowest|least)"


def step(stage: int, *patterns: str) -> Callable[[Apply], Apply]:
    """Register a function as the step that these patterns ask for."""

    def register(apply: Apply) -> Apply:
        for pattern in patterns:
            STEPS.append(Step(stage, re.compile(bounded(pattern) + r"(?![\w§])", re.IGNORECASE), apply))
        return apply

    return register


def newest(flow: Flow, *kinds: str) -> Data | None:
    """Return the newest data as one of these kinds: what is not used up first, then what once was."""
    for data in [*reversed(flow.leaves), *reversed(flow.history)]:
        if data.kind == "file" and data not in flow.leaves:
            continue  # it has been read
        if data.kind in ("file", "text") and flow.kind_hint != "numbers":
            kinds = tuple(sorted(kinds, key=lambda kind: kind == "numbers"))
        elif data.kind == "file":
            kinds = tuple(sorted(kinds, key=lambda kind: kind != "numbers"))
        is_used = data not in flow.leaves
        if found := need(flow, data, *kinds):
            flow.is_revived = flow.is_revived or is_used
            return found
    return None


def item_of(data: Data) -> str:
    """Return a name for one item that does not hide the list's own name."""
    name = data.noun if is_usable_name(data.noun) and data.noun != data.name else "item"
    return name if name not in ("list", "str", "int", "dict", "set", "file", "id", "type") else f"one_{name}"


def words_of_each(flow: Flow) -> bool:
    """How many words each of several strings has, as a table."""
    data = newest(flow, "strings")
    if data is None:
        return False
    x = item_of(data)
    flow.make("counts", "table", f"{{{x}: len({x}.split()) for {x} in {data.name}}}", data, noun=x)
    return True


def number_of(data: Data, x: str, column: str) -> str:
    """Return the expression for a column's number in a row."""
    return f"{x}[{repr_string(column)}]" if data.typed else f"float({x}[{repr_string(column)}])"


def read_separator(text: str, phrase: Phrase) -> str | None:
    """Return the separator that a word or a string names."""
    if text.startswith("§s"):
        return str(phrase.value(text))
    word = text.lower()
    return SEPARATOR_WORDS.get(word, SEPARATOR_WORDS.get(word.removesuffix("s")))


def read_names(text: str) -> tuple[str, ...]:
    """Return the names of a list in words: "a , b and c"."""
    return tuple(name for name in re.findall(r"\w+", text) if name.lower() != "and")
