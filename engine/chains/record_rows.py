"""Rows of a file as a program holds them: their columns, how a cell is written, what an item and a column are called.

A template is Python over one row, which stands in it as `{x}`.
"""

import re
from dataclasses import dataclass

from engine.chains.flow import repr_string, singular
from engine.chains.table_plan import NUMBER_LIKE, WHOLE_LIKE
from engine.chains.table_words import ABBREVIATED, PEOPLE, THINGS
from engine.chains.things import ONE_IN_S
from engine.rewrite import is_usable_name

_GENERIC = frozenset("row record entry line item one them those everything everyone everybody object data".split())
_PARTS = {"year": "[:4]", "month": "[:7]", "day": "[:10]"}


@dataclass(frozen=True)
class Rows:
    """A list of dictionaries in a variable."""

    code: str
    noun: str = "row"
    columns: tuple[str, ...] = ()  # all of them, where they are known
    is_text: bool = True  # whether cells are text, as in a CSV file
    made: tuple[str, ...] = ()  # columns that the program has worked out: numbers
    keys: tuple[str, ...] = ()  # by which columns rows were put into the groups that these are
    aliases: tuple[tuple[str, str], ...] = ()  # what else columns are called
    groups: str = ""  # of groups, the variable that holds their members by their key
    members: str = ""  # and what a member is called

    @property
    def x(self) -> str:
        """Return a name for one row."""
        name = singular(self.noun)
        return name if is_usable_name(name) and name != self.code else "row"

    def names_rows(self, word: str) -> bool:
        """Return whether a noun can only mean the rows themselves, no column of theirs."""
        return singular(word.lower()) in (self.noun, singular(self.code), *self.keys, *_GENERIC)

    def names_item(self, word: str) -> bool:
        """Return whether a noun says no more than "row"."""
        one = singular(word.lower())
        if self.names_rows(word):
            return True
        return not self.is_column(word) and (one in PEOPLE or one in THINGS)

    def is_column(self, word: str) -> bool:
        """Return whether a word is known to be a column."""
        return self._find(word) != ""

    def _find(self, word: str) -> str:
        known = {name.lower(): name for name in (*self.columns, *self.made)}
        known |= {alias: name for alias, name in self.aliases if alias not in known}
        wanted = word.lower()
        for form in (wanted, singular(wanted), wanted.replace(" ", "_"), f"{singular(wanted)}s"):
            if form in known:
                return known[form]
        for low, name in known.items():
            if singular(wanted) in ABBREVIATED.get(low, ()):
                return name
        short = [name for low, name in known.items() if len(low) > 2 and wanted.startswith(low)]
        return short[0] if len(set(short)) == 1 else ""

    def column(self, word: str) -> str:
        """Return the column that a word means, "" where there is none of that name."""
        found = self._find(word)
        if found or self.columns:
            return found
        is_plain = word.lower() in ONE_IN_S or not word.islower()
        return word if is_plain else singular(word)

    def cell(self, column: str) -> str:
        """Return the template of a column's value."""
        return f"{{x}}[{repr_string(column)}]"

    def number(self, column: str) -> str:
        """Return the template of a column's value as a number."""
        if not self.is_text or column in self.made:
            return self.cell(column)
        return f"{'int' if WHOLE_LIKE.fullmatch(column) else 'float'}({self.cell(column)})"

    def order(self, column: str) -> str:
        """Return the template by which rows are put in order."""
        return self.number(column) if self.holds_numbers(column) else self.cell(column)

    def holds_numbers(self, column: str) -> bool:
        """Return whether a column holds numbers, as far as its name tells."""
        return column in self.made or NUMBER_LIKE.fullmatch(column) is not None

    def fill(self, template: str) -> str:
        """Return a template for the row of a loop."""
        return template.replace("{x}", self.x)

    def only_number(self) -> str:
        """Return the one column that holds numbers: of groups the last, "" where there may be more."""
        if self.made:
            return self.made[-1]
        found = [name for name in self.columns if self.holds_numbers(name) and not re.search(r"id$|^year$", name)]
        return found[0] if len(found) == 1 else ""

    def date_column(self) -> str:
        """Return the column of dates: one that is called so, or "date" where no columns are known."""
        found = [name for name in self.columns if re.search("date|day$|time", name, re.IGNORECASE)]
        return found[0] if found else "" if self.columns else "date"

    def key(self, word: str) -> tuple[str, str] | None:
        """Return what a group is called and the template of what its rows share: a column, or a date's month."""
        if not self.is_column(word) and word.lower() in _PARTS and self.date_column():
            return word.lower(), self.cell(self.date_column()) + _PARTS[word.lower()]
        name = self.column(word)
        return (name, self.cell(name)) if name else None


def superlative(rows: Rows, word: str, text: str, hint: str = "") -> tuple[str, str] | None:
    """Return "max" or "min" and the column that a word like "cheapest" speaks of."""
    from engine.chains.superlatives import SUPERLATIVES

    call, meant = SUPERLATIVES[word.lower()]
    if not meant:
        column = rows.only_number() or ("" if rows.columns else hint)
        return (call, column) if column else None
    for name in meant.split("|"):
        if rows.is_column(name) or any(re.search(rf"(?:^|_){name}s?$", column) for column in rows.columns):
            known = next((c for c in rows.columns if re.search(rf"(?:^|_){name}s?$", c)), rows.column(name))
            return call, known
    if rows.columns:
        return None
    said = [name for name in meant.split("|") if re.search(rf"\b{name}\b", text)]
    if said or "|" not in meant:
        return call, (said or [meant])[0]
    return None
