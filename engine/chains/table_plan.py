"""What is wanted of the rows of one file or list, and which columns hold numbers by their names."""

import re
from dataclasses import dataclass, field
from typing import Any

from engine.chains.classes import WHOLE

COLUMN = re.compile(r"§c(\d+)")
AVERAGE = "§average"  # the value of a test: the column's own average
NUMBER_LIKE = re.compile(
    r"(?:\w+_)?(?:price|amount|age|year|score|grade|salary|quantity|qty|count|total|size|weight|height|population|rating|"
    r"points|sales|id|rank|stock|number|temperature|temp|value|cost|balance|duration|distance|speed|percent|income|marks?|"
    r"level|priority|votes|views|length|width|area|revenue|profit|hours|minutes|seconds|days|wage|budget|fee|km|miles|"
    r"average|difference|change|sum|maths?|pay|rent|max|min|high|low|open|close|tax|discount|goals|wins|calories)s?",
    re.IGNORECASE,
)
WHOLE_LIKE = re.compile(rf"(?:\w+_)?(?:{WHOLE})s?", re.IGNORECASE)
TEXT_LIKE = re.compile(
    r"(?:\w+_)?(?:names?|titles?|dates?|days?|months?|times?|city|country|region|email|category|status|type|department|"
    r"dept|team|author|product|item|customer|word|letter|text|path|url|address|street|birthday|created|updated)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Test:
    """One comparison of a column with a value; `column` is -1 for the number that a group comes to."""

    column: int
    operator: str
    value: Any
    negated: bool = False


@dataclass(frozen=True)
class Change:
    """A column's new value (`§c0` stands for a column's number), for all rows or those that meet the tests."""

    column: int
    formula: str
    tests: tuple[Test, ...] = ()
    is_text: bool = False
    grades: tuple[tuple[float, str], ...] = ()  # a letter for numbers from so much on; the last for what is left
    graded: int = -1


@dataclass
class Plan:
    """What a request wants of the rows of one file or list."""

    kind: str  # "csv", "json", "dicts" or "tuples"
    name: str = "rows"
    path: str = ""
    literal: str = ""
    is_implied: bool = False  # whether nobody has the list yet, so that a function is given it
    columns: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    renames: list[tuple[int, str]] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    tests: list[Test] = field(default_factory=list)
    link: str = "and"
    drops_matching: bool = False
    unique: int = -1
    group: int = -1
    aggregate: tuple[str, int] | None = None  # of each group, or of all
    several: list[str] = field(default_factory=list)  # more than one number of all rows
    collected: int = -1  # the column whose values are listed for each group
    group_tests: list[Test] = field(default_factory=list)
    pick: tuple[str, int] | None = None  # the one row with the highest or lowest …
    pick_key: int = -1  # the column of which each value has its own pick
    delimiter: str = ","
    second_pick: tuple[str, int] | None = None
    sort: list[tuple[int, bool]] = field(default_factory=list)  # column (-1: the group's number) and whether downwards
    limit: int | None = None
    counts_rows: bool = False
    shown: list[int] = field(default_factory=list)
    prints: bool = False
    rounding: int | None = None
    sink: str = ""
    sink_columns: list[int] = field(default_factory=list)
    sink_names: list[str] = field(default_factory=list)
    sql_table: str = ""
    sql_path: str = ""
