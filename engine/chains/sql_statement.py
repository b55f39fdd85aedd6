"""What a request says of one SQL statement: database, table, condition, order; each is cut out of its text."""

import keyword
import re
from dataclasses import dataclass, field, replace
from typing import Any

from engine.chains.cursor import Description
from engine.chains.flow import repr_string, singular
from engine.values import is_ordinary
from engine.words import STOP_WORDS

PATH = re.compile(
    r"\b(?:in|of|from|to|into|using|with|on)? ?(?:(?:sqlite3?|database|db|file|called|named) )*"
    r"[`'\"]?(?P<path>[\w./-]+\.(?:db|sqlite3?|sqlite))[`'\"]?(?: (?:sqlite3? )?database)?",
    re.IGNORECASE,
)
ARTICLES = re.compile(r"\b(?:the|a|an|my|our|its|their|each of)\b ", re.IGNORECASE)
_TABLE = re.compile(
    r"\b(?:in |of |from |into |to |on )?table (?:called |named )?[`'\"]?(?P<table>[A-Za-z_]\w*)[`'\"]?"
    r"|\b(?:in |of |from |into |to |on )?[`'\"]?(?P<table2>(?!(?:update|create|select|query|sql|drop|which|what|new|of|in|from)\b)[A-Za-z_]\w*)[`'\"]? table\b",
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
_WHERE = re.compile(
    r",? ?\b(?:where|whose|with|that have|which have|having|for which|for rows where|for (?=[a-z_]+ ?(?:=|is )|id \d)) ?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"[`'\"]?(?P<column>[A-Za-z_]\w*)[`'\"]? (?:is |lies )?between (?P<low>{LITERAL}) and (?P<high>{LITERAL})",
    re.IGNORECASE,
)
_AMONG = re.compile(
    rf"[`'\"]?(?P<column>[A-Za-z_]\w*)[`'\"]? (?:is )?(?P<no>not )?(?:in|one of) ?[(\[](?P<items>{LITERAL}(?: ?, ?{LITERAL})*)[)\]]",
    re.IGNORECASE,
)
_NULL = re.compile(
    r"[`'\"]?(?P<column>[A-Za-z_]\w*)[`'\"]? (?:is )?(?:(?P<no>not )(?:null|missing)|null|missing)\b", re.IGNORECASE
)
ORDER = re.compile(
    r",? ?(?:and )?\b(?:ordered|sorted|order|sort)(?: them| it)?(?: by| on)? (?:column )?(?!(?:as|and|in|of|for|so|to|then)\b)(?P<column>[A-Za-z_]\w*)"
    r"(?P<down>,? (?:descending|desc|(?:highest|largest|biggest|newest|latest|most expensive) first|from high(?:est)? to low(?:est)?))?"
    r"(?:,? (?:ascending|asc|(?:lowest|smallest|oldest|cheapest) first|alphabetically))?",
    re.IGNORECASE,
)
LIMIT = re.compile(r",? ?\b(?:first|top|limit(?:ed)?(?: to)?|at most) (?P<count>\d+)\b", re.IGNORECASE)
GROUP = re.compile(
    r"\b(?:per|by|for every|for each|of every|of each|in every|in each|grouped by|group by|each|every) (?P<column>(?!row|record|entry|table|one)[A-Za-z_]\w*)",
    re.IGNORECASE,
)
AGGREGATES = {"count": "COUNT", "sum": "SUM", "total": "SUM", "average": "AVG", "mean": "AVG", "maximum": "MAX", "max": "MAX",
    "highest": "MAX", "largest": "MAX", "minimum": "MIN", "min": "MIN", "lowest": "MIN", "smallest": "MIN"}  # fmt: skip
FILLER = frozenset(
    "please sqlite sqlite3 sql database db python in using with query statement from and then all of to out print show "
    "display output list get fetch select find read return give me how many do i can you could would write script "
    "program code that which rows row records record entries entry everything it them each one by on for result "
    "results column columns are is there sorted me following data * what".split()
)


@dataclass
class Statement(Description):
    """What a request says of one statement, and the words that are left of it."""

    path: str = "data.db"
    table: str = ""
    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    order: str = ""
    limit: str = ""
    group: str = ""
    known_table: str = ""  # the one that an earlier statement is about
    known_columns: tuple[str, ...] = ()  # those of a table just created, without its key

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
    table = statement.table.lower()
    return table not in STOP_WORDS | {"database", "new"} and not is_ordinary(table)


def take_condition(statement: Statement) -> bool:
    """Take the condition out of the text, if there is one; return whether what there is was understood."""
    match = _WHERE.search(statement.text)
    if match is None:
        return True
    rest = statement.text[match.end() :]
    if (short := _SHORT.match(rest)) is not None:  # "with id 3"
        rest = f"{short['column']} = {rest[short.start('value') :]}"
    link = ""
    while (end := _take_one(statement, rest, link)) is not None:
        rest = rest[end:]
        found = re.match(r" (?P<link>and|or) (?:where )?(?=[A-Za-z_]\w* )", rest)
        if found is None or _one_condition(rest[found.end() :]) is None:
            break
        if link not in ("", found["link"]):
            return False  # "a and b or c" can be read in two ways
        link = found["link"]
        rest = rest[found.end() :]
    statement.text = " ".join(f"{statement.text[: match.start()]} {rest}".split())
    return bool(statement.conditions)


def _one_condition(text: str) -> tuple[str, list[Any], int] | None:
    """Return the condition that a text begins with, its values, and where it ends."""
    if match := _BETWEEN.match(text):
        return (
            f"{match['column']} BETWEEN ? AND ?",
            [read_literal(match["low"]), read_literal(match["high"])],
            match.end(),
        )
    if match := _AMONG.match(text):
        values = [read_literal(item) for item in re.findall(LITERAL, match["items"])]
        return (
            f"{match['column']} {'NOT ' if match['no'] else ''}IN ({', '.join('?' * len(values))})",
            values,
            match.end(),
        )
    if match := _NULL.match(text):
        return f"{match['column']} IS {'NOT ' if match['no'] else ''}NULL", [], match.end()
    if match := _COMPARISON.match(text):
        operator = next(sign for words, sign in _OPERATORS if re.fullmatch(words, match["operator"], re.IGNORECASE))
        value = read_literal(match["value"])
        if "LIKE" in operator:
            value, operator = f"{'%' if operator[0] == '%' else ''}{value}%", "LIKE"
        return f"{match['column']} {operator} ?", [value], match.end()
    return None


def _take_one(statement: Statement, text: str, link: str) -> int | None:
    """Add the condition that a text begins with to the statement; return where it ends."""
    found = _one_condition(text)
    if found is None:
        return None
    condition, values, end = found
    if link == "or":
        statement.conditions[-1] += f" OR {condition}"
    else:
        statement.conditions.append(condition)
    statement.values += values
    return end


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
