"""What a request says of one SQL statement: database, table, condition, order; each is cut out of its text."""

import keyword
import re
from dataclasses import dataclass, field, replace
from typing import Any

from engine.chains.flow import repr_string, singular

PATH = re.compile(
    r"\b(?:in|of|from|to|into|using|with|on)? ?(?:(?:sqlite3?|database|db|file|called|named) )*"
    r"[`'\"]?(?P<path>[\w./-]+\.(?:db|sqlite3?|sqlite))[`'\"]?(?: (?:sqlite3? )?database)?",
    re.IGNORECASE,
)
ARTICLES = re.compile(r"\b(?:the|a|an|my|its|their|each of)\b ", re.IGNORECASE)
_TABLE = re.compile(
    r"\b(?:in |of |from |into |to |on )?table (?:called |named )?[`'\"]?(?P<table>[A-Za-z_]\w*)[`'\"]?"
    r"|\b(?:in |of |from |into |to |on )?[`'\"]?(?P<table2>[A-Za-z_]\w*)[`'\"]? table\b",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\b(?:from|into) [`'\"]?(?P<table>[A-Za-z_]\w*)[`'\"]?", re.IGNORECASE)
LITERAL = r"(?:'[^']*'|\"[^\"]*\"|-?\d+(?:\.\d+)?)"
_WORD_OR_LITERAL = rf"(?:{LITERAL}|(?!(?:in|the|a|not|at|over|under|above|below|more|less|null)\b)[A-Za-z]\w*)"
_OPERATORS = [
    (r"(?:is )?(?:>=|at least|not less than|no less than)", ">="),
    (r"(?:is )?(?:<=|at most|not more than|no more than)", "<="),
    (r"(?:is )?(?:!=|<>|not|not equal to|different from)", "!="),
    (r"(?:is )?(?:>|greater than|more than|over|above|larger than|higher than|bigger than|after|older than)", ">"),
    (r"(?:is )?(?:<|less than|under|below|smaller than|lower than|before|younger than)", "<"),
    (r"(?:starts|starting|begins) with", "LIKE%"),
    (r"(?:contains|containing)", "%LIKE%"),
    (r"(?:=|==|is|equals|equal to|is equal to)", "="),
]
_COMPARISON = re.compile(
    rf"[`'\"]?(?P<column>[A-Za-z_]\w*)[`'\"]? (?P<operator>{'|'.join(p for p, _ in _OPERATORS)}) (?P<value>{_WORD_OR_LITERAL})",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"[`'\"]?(?P<column>(?!title|price|limit|values?|rows?)[A-Za-z_]\w*)[`'\"]? (?P<value>{LITERAL})(?=$| )",
    re.IGNORECASE,
)
_WHERE = re.compile(r",? ?\b(?:where|whose|with|that have|which have|having|for which) ", re.IGNORECASE)
ORDER = re.compile(
    r",? ?(?:and )?\b(?:ordered|sorted|order|sort)(?: them| it)?(?: by| on)? (?:column )?(?P<column>[A-Za-z_]\w*)"
    r"(?P<down>,? (?:descending|desc|(?:highest|largest|biggest|newest|latest|most expensive) first|from high(?:est)? to low(?:est)?))?"
    r"(?:,? (?:ascending|asc|(?:lowest|smallest|oldest|cheapest) first|alphabetically))?",
    re.IGNORECASE,
)
LIMIT = re.compile(r",? ?\b(?:first|top|limit(?:ed)?(?: to)?|at most) (?P<count>\d+)\b", re.IGNORECASE)
GROUP = re.compile(
    r"\b(?:per|by|for every|for each|of every|of each|in every|in each|grouped by|group by) (?P<column>[A-Za-z_]\w*)",
    re.IGNORECASE,
)
AGGREGATES = {"count": "COUNT", "sum": "SUM", "total": "SUM", "average": "AVG", "mean": "AVG", "maximum": "MAX", "max": "MAX",
    "highest": "MAX", "largest": "MAX", "minimum": "MIN", "min": "MIN", "lowest": "MIN", "smallest": "MIN"}  # fmt: skip
FILLER = frozenset(
    "please sqlite sqlite3 sql database db python in using with query statement from and then all of to out print show "
    "display output list get fetch select find read return give me how many do i can you could would write script "
    "program code that which rows row records record entries entry everything it them each one by on for result "
    "results column columns are is there sorted".split()
)


@dataclass
class Statement:
    """What a request says of one statement, and the words that are left of it."""

    text: str
    path: str = "data.db"
    table: str = ""
    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    order: str = ""
    limit: str = ""
    group: str = ""
    known_table: str = ""  # the one that an earlier statement is about
    known_columns: tuple[str, ...] = ()  # those of a table just created, without its key

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Cut what a pattern finds out of the text."""
        match = pattern.search(self.text)
        if match is not None:
            self.text = f"{self.text[: match.start()]} {self.text[match.end() :]}"
        return match

    @property
    def where(self) -> str:
        return f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""

    @property
    def is_used_up(self) -> bool:
        known = {self.table.lower(), singular(self.table)}
        return all(word in FILLER or word in known for word in re.findall(r"[^\s,.:;?!()]+", self.text.lower()))


def copy_of(statement: Statement) -> Statement:
    """Return the statement as it was before anything was cut out of it."""
    return replace(statement, text=" ".join(statement.text.split()), conditions=[], values=[])


def read_literal(text: str) -> Any:
    """Return the value that a word, a number or a text in quotes stands for."""
    if text[:1] in "'\"":
        return text[1:-1]
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def find_table(statement: Statement) -> bool:
    """Take the table out of the text; return whether there is one."""
    match = statement.take(_TABLE) or statement.take(_TARGET)
    if match is None:
        statement.table = statement.known_table
        return bool(statement.table)
    statement.table = next(name for name in match.groups() if name)
    return statement.table.lower() not in ("sqlite", "sql", "database", "new", "this", "that")


def take_condition(statement: Statement) -> bool:
    """Take the condition out of the text, if there is one; return whether what there is was understood."""
    match = _WHERE.search(statement.text)
    if match is None:
        return True
    rest = statement.text[match.end() :]
    if (short := _SHORT.match(rest)) is not None:  # "with id 3"
        rest = f"{short['column']} = {rest[short.start('value') :]}"
    while (comparison := _COMPARISON.match(rest)) is not None:
        operator = next(
            sign for words, sign in _OPERATORS if re.fullmatch(words, comparison["operator"], re.IGNORECASE)
        )
        value = read_literal(comparison["value"])
        if "LIKE" in operator:
            value, operator = f"{'%' if operator[0] == '%' else ''}{value}%", "LIKE"
        statement.conditions.append(f"{comparison['column']} {operator} ?")
        statement.values.append(value)
        rest = rest[comparison.end() :]
        if (link := re.match(r" and (?=[A-Za-z_]\w* )", rest)) is None or _COMPARISON.match(rest, link.end()) is None:
            break
        rest = rest[link.end() :]
    statement.text = f"{statement.text[: match.start()]} {rest}"
    return bool(statement.conditions)


def is_only(statement: Statement, more: str) -> bool:
    """Return whether nothing is left but words that say nothing, those in `more` among them."""
    statement.text = re.sub(rf"\b(?:{'|'.join(more.split())})\b", " ", statement.text, flags=re.IGNORECASE)
    return statement.is_used_up


def call(statement: Statement, sql: str, values: list[Any]) -> str:
    """Return the call that runs a statement with its values bound."""
    bound = f", ({', '.join(map(source_of, values))}{',' if len(values) == 1 else ''})" if values else ""
    return f'connection.execute("{sql}"{bound})'


def variable(column: str) -> str:
    """Return the name of the variable for a column; `class_` for `class`."""
    return f"{column}_" if keyword.iskeyword(column) else column


def source_of(value: Any) -> str:
    """Return the source of a value."""
    return repr_string(value) if isinstance(value, str) else repr(value)
