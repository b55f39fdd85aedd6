"""What a program holds while it is put together: one thing or many, of which kind, and how its items are spoken of.

A template is Python over one item: `{x}` is the item, `{k}` and `{v}` are the two parts of a pair.
"""

import re
from dataclasses import dataclass

from engine.chains.flow import plural, repr_string, singular
from engine.chains.table_plan import NUMBER_LIKE, WHOLE_LIKE
from engine.rewrite import is_usable_name

ONE_IN_S = frozenset(
    "maths physics sales copies nights status class hours points goals days minutes seconds pages votes views wins series news address "
    "kills likes clicks units ms kg gps bus process success access progress business".split()
)  # names of columns that end in s as they are
_TAKEN = frozenset("list str int dict set file id type sum max min len input".split())


_FILTERED = re.compile(r"\[(\w+) for \1 in (\w+) if (.*)\]")


def _wrapped(test: str) -> str:
    return f"({test})" if " or " in test else test


@dataclass(frozen=True)
class Thing:
    """A value of the program: its expression, whether it is one, many or a table, and what an item is."""

    code: str
    shape: str  # "one", "many", "table" (a dictionary) or "file" (not read yet)
    item: str  # "number", "text", "row", "path", "pair", "list"; of a table "pair"
    noun: str = "item"
    typed: bool = True  # whether numbers in rows are numbers already, not text
    columns: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()  # columns that hold lists
    made: tuple[str, ...] = ()  # columns that the program has worked out, which are numbers
    aliases: tuple[tuple[str, str], ...] = ()  # what else columns are called
    nouns: tuple[str, ...] = ()  # what else an item is called
    whole: str = ""  # what is shown of an item where nothing of it is named
    words: tuple[tuple[str, str], ...] = ()  # words that items are known to hold, and in which column
    value: str = "number"  # what the second part of a pair is
    value_noun: str = "value"
    path: str = ""
    is_given: bool = False  # the request's own data, perhaps changed: shown as it would be written
    is_line: bool = False  # a text that has no lines
    is_whole: bool = False  # a text whose numbers are whole

    @property
    def is_name(self) -> bool:
        """Return whether the expression is a variable."""
        return self.code.isidentifier()

    @property
    def x(self) -> str:
        """Return a name for one item that does not hide the whole."""
        name = singular(self.noun)
        return name if is_usable_name(name) and name not in _TAKEN | {self.code} else "item"

    @property
    def parts(self) -> tuple[str, str]:
        """Return names for the two parts of a pair."""
        key = self.x if self.x not in ("item", "pair", "value") else "key"
        value = self.value_noun if is_usable_name(self.value_noun) and self.value_noun not in _TAKEN else "value"
        return key, value if value not in (key, self.code) else "value"

    @property
    def target(self) -> str:
        """Return what a loop over the items assigns to."""
        return ", ".join(self.parts) if self.item == "pair" else self.x

    @property
    def source(self) -> str:
        """Return what a loop over the items runs through."""
        return f"{self.code}.items()" if self.shape == "table" else self.code

    def fill(self, template: str) -> str:
        """Return a template for the item of a loop."""
        key, value = self.parts
        return template.replace("{x}", self.x).replace("{k}", key).replace("{v}", value)

    def fill_one(self, template: str) -> str:
        """Return a template for the one thing that this is."""
        return template.replace("{x}", self.code).replace("{k}", f"{self.code}[0]").replace("{v}", f"{self.code}[1]")

    def key(self, template: str) -> str:
        """Return a key function for sorting and choosing; "" where the items themselves are compared."""
        if self.item == "pair":
            filled = template.replace("{k}", "pair[0]").replace("{v}", "pair[1]")
            return f"lambda pair: {filled}"
        if template == "{x}":
            return ""
        return "len" if template == "len({x})" else f"lambda {self.x}: {self.fill(template)}"

    def each(self, template: str, test: str = "") -> str:
        """Return a list of what a template says of each item, of those that pass the test."""
        filtered = _FILTERED.fullmatch(self.code)
        if filtered and filtered[1] == self.target:  # what was kept of a list: both in one go
            both = f"{_wrapped(filtered[3])} and {_wrapped(self.fill(test))}" if test else filtered[3]
            return f"[{self.fill(template)} for {self.target} in {filtered[2]} if {both}]"
        kept = f" if {self.fill(test)}" if test else ""
        return f"[{self.fill(template)} for {self.target} in {self.source}{kept}]"


@dataclass(frozen=True)
class Attribute:
    """Something about an item: a template, what it is, and what it is called."""

    code: str
    kind: str  # "number", "text", "list" or "any"
    name: str
    is_cell: bool = False  # a cell of a CSV file, which is text

    @property
    def number(self) -> str:
        """Return the template as a number."""
        if not self.is_cell:
            return self.code
        return f"{'int' if WHOLE_LIKE.fullmatch(self.name) else 'float'}({self.code})"

    @property
    def order(self) -> str:
        """Return the template by which items are put in order."""
        return self.number if NUMBER_LIKE.fullmatch(self.name) else self.code


def column_of(rows: Thing, word: str) -> Attribute:
    """Return the column that a word means: one of those known, else the word itself, for one of them."""
    known = {word.lower(): word} if word.lower() in ONE_IN_S else {}
    known |= dict(rows.aliases) | ({"sum": "total"} if "total" in (*rows.columns, *rows.made) else {})
    known |= {name.lower(): name for name in rows.columns} | {singular(name): name for name in rows.columns}
    name = known.get(word.lower()) or known.get(singular(word)) or _nearest(rows, singular(word))
    is_made = name in rows.made
    kind = "number" if is_made or NUMBER_LIKE.fullmatch(name) else "any"
    return Attribute(f"{{x}}[{repr_string(name)}]", kind, name, is_cell=not rows.typed and not is_made)


def _nearest(rows: Thing, word: str) -> str:
    """Return the one column of which a word is the long or the short form, else the word: "temperature" is temp."""
    found = [
        name for name in (*rows.columns, *rows.made) if _is_short(name.lower(), word) or _is_short(word, name.lower())
    ]
    return found[0] if len(set(found)) == 1 else word


def _is_short(short: str, long: str) -> bool:
    return len(short) > 2 and long.startswith(short)


def many_name(noun: str) -> str:
    """Return what a list of such items is called."""
    return plural(noun) if noun not in ("item", "") else "items"
