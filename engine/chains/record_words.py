"""The words of a request about rows, read from left to right, and the program that grows meanwhile."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from engine.chains.cursor import Cursor
from engine.chains.flow import Flow, repr_string, singular
from engine.chains.record_rows import Rows

T = TypeVar("T")
SEPARATOR = r"(?:,|and|then|but|also|to|program|script)(?= |$)"
END = r"(?= ?(?:,|$|and\b|then\b|but\b))"
NUMBER_WORD = r"(?:§n\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
_WORDS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten".split())}
NO_COLUMN = frozenset(
    "and or then with of by in to from per each every sort keep drop print save return unique count counteach sum average "
    "median max min maximum minimum highest lowest largest smallest most least top first last only not is are as at on for "
    "if it them rest result results list round join separated descending ascending alphabetically perline gt lt ge le eq ne "
    "between startswith endswith contains blank file files row rows into group read new csv json after before since until "
    "than there given convert pairform numbers one ones both values times plus minus column columns dict "
    "dictionary who which that how where table line lines name-value shownform everything everyone best worst year- "
    "go goes field fields key keys add otherwise else winner create compute calculate increase raise divided multiplied used using "
    "kilometres kilometers euros dollars percent litres aligned header headers heading indent indentation nicely formatted missing sorted ascending order ordered "
    "different same more less under over above below percent no any duplicates".split()
)

WHICH_HAS = re.compile(  # many words for one who has most leave out what he is
    r"\b(?:which|what) (\w+) (?:has|have|had|got)(?: the)? (?=(?:most|highest|lowest|fewest|largest|smallest)\b)",
    re.IGNORECASE,
)
_TWO_WORDS = r"(?:first|last|full|user|birth|start|end|order|due|unit|postal|zip) (?:names?|dates?|days?|prices?|ids?|codes?|numbers?)"
_FLAGS = r"(?:in)?active|available|done|completed|enabled|published|verified|finished"
_SUPERLATIVE = re.compile(r"(?!interest|test|request|forest|guest|harvest|contest|quest|west|rest)[a-z]+est")


@dataclass
class Words(Cursor):
    """What is left of the request, the rows that it is about, and the program so far."""

    rows: Rows = field(default_factory=lambda: Rows("rows"))
    flow: Flow = field(default_factory=Flow)
    is_shown: bool = False  # whether the last thing that was done has been shown or saved
    pending: list[tuple[str, str]] = field(default_factory=list)  # numbers that nobody has shown: label, variable
    lead: tuple[str, ...] = ()  # columns that are shown first of the best of each group
    places: tuple[int, bool] | None = (
        None  # how numbers are rounded that were worked out before: digits, all of them shown
    )
    adjective: str = ""  # "active users": the column that has to be true
    path: str = ""  # the file that is read
    mentioned: Rows | None = None  # those of the rows that were counted last: "how many …, and their names"
    picked: list[tuple[str, str, Rows]] = field(
        default_factory=list
    )  # single rows that nobody has shown: label, variable
    group: list[str] = field(default_factory=list)  # "group by city": of what the next numbers are each
    hint: str = ""  # the column of numbers that a bare "over 100" is about
    delimiter: str = ""  # what stands between the columns, where the request says it
    pair: str = ""  # what stands between the two columns of a line, where the request shows it
    form: str = ""  # a line that the request shows, for the lines of the output
    prompt: str = ""
    steps: int = 0

    def attempt(self, read: Callable[[], T | None]) -> T | None:
        """Return what a function reads; where that is None, nothing has been read or written."""
        flow = self.flow
        before = (
            self.position,
            self.rows,
            list(self.pending),
            list(self.group),
            self.is_shown,
            list(self.picked),
            self.mentioned,
        )
        written = (list(flow.lines), set(flow.imports), set(flow.names))
        found = read()
        if found is None:
            self.position, self.rows, self.pending, self.group, self.is_shown, self.picked, self.mentioned = before
            flow.lines, flow.imports, flow.names = written
        return found

    def at_end(self) -> bool:
        """Return whether a clause ends here."""
        return not self.rest or self.sees(SEPARATOR) is not None

    def column(self, is_loose: bool = True) -> str | None:
        """Take a word that is a column: one that is known or, where none are, any that can be one."""
        if two := self.sees(_TWO_WORDS):
            joined = self.rows.column(two[0].lower().rstrip("s").replace(" ", "_"))
            if joined:
                self.eat(_TWO_WORDS)
                return joined
        match = self.sees(r"(?:column |field )?(?P<name>§s\d+|[A-Za-z_]\w*)(?: (?:column|field)s?\b)?")
        if match is None:
            return None
        word = str(self.value(match["name"]))
        if word.lower() in NO_COLUMN and not self.rows.is_column(word):
            return None
        if (not is_loose or _SUPERLATIVE.fullmatch(word)) and not self.rows.is_column(word):
            return None
        name = word if self._is_as_said(word) else self.rows.column(word)
        if not name:
            return None
        self.eat(r"(?:column |field )?(?:§s\d+|[A-Za-z_]\w*)(?: (?:column|field)s?\b)?")
        return name

    def _is_as_said(self, word: str) -> bool:
        """Return whether a column that nobody has named ends in s: "average nights", "sorted by units"."""
        if self.rows.columns or self.rows.is_column(word) or not word.endswith("s"):
            return False
        said = rf"\b(?:average|mean|total|highest|lowest|max|maximum|min|minimum|median|by|column) {word}\b"
        return re.search(said, self.prompt) is not None and not re.search(rf"\b{singular(word)}\b", self.prompt)

    def noun(self) -> bool:
        """Take a noun that says no more than "rows"."""
        flag = self.sees(rf"(?:of )?(?P<flag>{_FLAGS}) (?P<noun>[a-z]+)")
        if flag is not None and not self.rows.is_text and self.rows.names_item(flag["noun"]):
            self.adjective = flag["flag"].lower()
            return self.eat(rf"(?:of )?(?:{_FLAGS}) [a-z]+") is not None
        loud = self.sees(r"(?:of )?(?P<value>(?-i:[A-Z][A-Za-z]+)) (?P<noun>[a-z]+)")
        if loud is not None and self.rows.names_item(loud["noun"]) and not self.rows.names_item(loud["value"]):
            self.adjective = f"={loud['value']}"
            return self.eat(r"(?:of )?[A-Za-z]+ [a-z]+") is not None
        match = self.sees(r"(?:of )?(?:every |each )?(?P<noun>[A-Za-z]+)")
        if match is None or not self.rows.names_item(match["noun"]):
            return False
        return self.eat(r"(?:of )?(?:every |each )?[A-Za-z]+") is not None

    def value(self, word: str) -> Any:
        """Return what a placeholder, or a word itself, stands for."""
        return self.phrase.value(word) if word.startswith("§") else word

    def number(self, word: str) -> int | float:
        """Return the number that a word or a placeholder stands for."""
        value = self.phrase.value(word) if word.startswith("§") else _WORDS[word.lower()]
        return value if isinstance(value, int | float) else 0

    def source(self, word: str) -> str:
        """Return the Python for a value."""
        if word.lower() in _WORDS:
            return repr(_WORDS[word.lower()])
        value = self.value(word)
        return repr_string(value) if isinstance(value, str) else repr(value)

    def assign(self, wanted: str, code: str) -> str:
        """Give an expression a variable; return its name."""
        name = self.flow.free_name(wanted)
        self.flow.names.add(name)
        self.flow.lines.append(f"{name} = {code}")
        return name
