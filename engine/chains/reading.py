"""A request in canonical words, read from left to right, and the program that grows while it is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from engine.chains.cursor import Cursor
from engine.chains.declared import Declared
from engine.chains.flow import Flow, repr_string
from engine.chains.line_forms import LineForm
from engine.chains.things import Attribute, Thing, many_name

T = TypeVar("T")
BREAK = r"(?:,|then|and|but|also|finally|program|script|nothing (?:else|more)|to)(?= |$)"
NUMBER = r"(?:§n\d+|zero|one|two|three|four|five|six|seven|eight|nine|ten)"
_WORDS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten".split())}


class NotReadError(Exception):
    """The request says something that has more than one meaning here, or none."""


@dataclass
class Reader(Cursor):
    """The words that are left, and what has been made of those before."""

    flow: Flow = field(default_factory=Flow)
    topic: Thing | None = None  # what "them", "the rest", "it" are
    mentioned: Thing | None = None  # some of them, of which a clause has spoken: "the even ones and their sum"
    last_number: Thing | None = None  # the number that was worked out last, with which others are compared
    is_show: bool = False  # whether the clause before has shown something
    named_numbers: list[Thing] = field(default_factory=list)  # those of the list that is being read
    last_column: Attribute | None = None  # the column of which that number is
    is_listing: bool = False  # whether other results have been named in the same clause
    is_split: bool = False  # whether a clause has spoken of more than one part of the things
    source_path: str = ""  # the file that is read
    two: tuple[Thing, ...] = ()  # two lists, of which something shared is asked
    chosen: Thing | None = None  # the one that has most of something, of which more may be asked
    results: list[Thing] = field(default_factory=list)  # what was worked out and is not shown yet
    texts: dict[str, Thing] = field(default_factory=dict)  # whole texts, by the name of what was made of them
    parameters: dict[str, Thing] = field(default_factory=dict)
    declared: dict[str, Declared] = field(default_factory=dict)  # what the request says of files' columns
    line_forms: dict[str, LineForm] = field(default_factory=dict)  # the form of files' lines, where it is shown
    is_implied: bool = False  # whether what it works on was guessed from a word like "list"
    signature: str = ""  # what stands in its parentheses, where the request says it
    function: str = ""  # the name of the function that is written
    pair_names: tuple[str, str] = ("", "")  # what the parts are called there
    pair_form: str = ""  # what stands between the parts of a pair where the request shows it
    is_nocase: bool = False  # whether upper and lower case are the same in all that is read
    says_their: bool = False  # whether something is asked of what was just named, not of all
    says_its: bool = False  # whether it is of one
    says_percent: bool = False
    has_shown: bool = False  # whether anything has been shown on the way
    is_shown: bool = False  # whether anything was printed, saved or returned
    steps: int = 0
    hint: str = ""  # what the items of a plain file are
    unit: str = ""  # what the numbers are measured in

    # ---------------------------------------------------------------- words
    def attempt(self, read: Callable[[], T | None]) -> T | None:
        """Return what a function reads; where that is None, nothing has been read or written."""
        before = (self.position, list(self.flow.lines), set(self.flow.imports), set(self.flow.names), self.topic)
        found = read()
        if found is None:
            self.position, self.flow.lines, self.flow.imports, self.flow.names, self.topic = before
        return found

    def number(self, word: str) -> int | float:
        """Return the number that a word or a placeholder stands for."""
        value = self.phrase.value(word) if word.startswith("§") else _WORDS[word.lower()]
        return value if isinstance(value, int | float) else 0

    def value(self, word: str) -> Any:
        """Return what a placeholder, or a word itself, stands for."""
        return self.phrase.value(word) if word.startswith("§") else word

    def source_of(self, word: str) -> str:
        """Return the Python for a value: a literal, or a parameter's name."""
        if word == "theresult":
            if self.is_listing and self.named_numbers:
                self.last_number = self.assign(self.named_numbers[-1].noun, self.named_numbers[-1])
            if self.last_number is None:
                raise NotReadError
            return self.last_number.code
        if word in self.parameters:
            return word
        if word.lower() in _WORDS:
            return repr(_WORDS[word.lower()])
        value = self.value(word)
        return repr_string(value) if isinstance(value, str) else repr(value)

    # ---------------------------------------------------------------- program
    def assign(self, wanted: str, thing: Thing) -> Thing:
        """Give a thing a variable of its own."""
        if known := self._known(thing.code):
            return replace(thing, code=known)
        name = self.flow.free_name(wanted)
        self.flow.names.add(name)
        self.flow.lines.append(f"{name} = {thing.code}")
        return replace(thing, code=name)

    def _known(self, code: str) -> str:
        """Return the variable that holds an expression already; "" for none, or where it has changed since."""
        for place, line in enumerate(self.flow.lines):
            name, _, value = line.partition(" = ")
            if value == code and name.isidentifier() and "input(" not in code:
                used = {name, *re.findall(r"[a-z_]\w*", code)}
                later = "\n".join(self.flow.lines[place + 1 :])
                if not any(re.search(rf"^\s*{one}(?:\[.*\])? \+?= ", later, re.MULTILINE) for one in used):
                    return name
        return ""

    def named(self, thing: Thing) -> Thing:
        """Return the thing as a variable."""
        return thing if thing.is_name else self.assign(many_name(thing.noun), thing)

    def change(self, thing: Thing, code: str, **changes: Any) -> Thing:
        """Assign a new value to the thing's variable, or a new variable where it has none."""
        changed = replace(thing, code=code, **changes)
        if not thing.is_name or changed.item != thing.item or changed.shape != thing.shape:
            return self.assign(many_name(changed.noun) if changed.shape != "one" else changed.noun, changed)
        self.flow.lines.append(f"{thing.code} = {code}")
        return replace(changed, code=thing.code)

    def settle(self, before: Thing, after: Thing) -> Thing:
        """Assign what became of a thing to its own variable."""
        if after.code == before.code or (after.is_name and before.shape == "one"):
            return after
        filtered = re.fullmatch(r"\[(\w+) for \1 in (\w+) if .*\]", after.code)
        if filtered and before.shape == "one":  # the words of a text were made just now
            before = replace(after, code=filtered[2])
        return self.change(replace(before, code=before.code), after.code, **_changes(before, after))


def _changes(before: Thing, after: Thing) -> dict[str, object]:
    names = ("shape", "item", "noun", "typed", "columns", "value", "value_noun")
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
