"""Conditions on rows that only rows can meet: an empty cell, a date, a place, two columns compared."""

import re

from engine.chains.comparisons import COMPARED, NEGATED, Test, compare, either
from engine.chains.conditions import OPERATORS
from engine.chains.qualities import COLUMN
from engine.chains.reading import Reader
from engine.chains.table_plan import NUMBER_LIKE
from engine.chains.things import Thing, column_of

_SINCE = {"after": "gt", "before": "lt", "since": "ge", "until": "le"}
_MEASURES = r"ms|kg|km|points|goals|pages|votes|minutes|seconds|hours|views|calories|stock|likes"
_PLACE_COLUMNS = ("city", "town", "country", "place", "location", "department", "region", "team", "class", "category")


def read_row_test(r: Reader, rows: Thing) -> Test | None:
    """Read a condition on rows, or None for one that other items could meet as well."""
    if rows.made and r.sees(rf"{COMPARED} §n\d+"):
        number = column_of(rows, rows.made[-1]).number
        match = r.eat(rf"(?P<op>{COMPARED}) (?P<value>§n\d+)(?: ?percent| ?%)?")
        return compare(r, number, match["op"], match["value"]) if match else None
    if r.last_column is not None and r.sees(rf"{COMPARED} theresult"):
        match = r.eat(rf"(?P<op>{COMPARED}) (?P<value>theresult)")
        return compare(r, r.last_column.number, match["op"], match["value"]) if match else None
    if (not rows.columns or "age" in rows.columns) and (
        aged := r.eat(
            rf"(?:(?<=everyone )|(?<=everybody )|(?<=people )|(?<=anyone ))(?P<op>{COMPARED}) (?P<value>§n\d+)"
        )
    ):
        return compare(r, column_of(rows, "age").number, aged["op"], aged["value"])
    if measured := r.eat(
        rf"(?:(?:took|takes?|lasted|lasts?|with|have|has|scored|run) )?(?:len )?(?P<op>{COMPARED}) (?P<value>§n\d+) (?P<unit>{_MEASURES})"
    ):
        column = column_of(rows, measured["unit"])
        known = not rows.columns or column.name in (*rows.columns, *rows.made)
        return compare(r, column.number, measured["op"], measured["value"]) if known else None
    for read in (_read_time, _read_blank, _read_two_columns, _read_place):
        if found := read(r, rows):
            return found
    return None


def _read_time(r: Reader, rows: Thing) -> Test | None:
    """Read "after 2024-02-01" of rows that have a date, and "in stock"."""
    if match := r.eat(r"(?:(?:[a-z]+ed|save|made|born|from) )?(?P<op>before|after|since) (?P<year>§n\d+)"):
        number = column_of(rows, next((c for c in rows.columns if "year" in c), "year")).number
        return compare(r, number, _SINCE[match["op"].lower()], match["year"])
    if match := r.eat(r"(?:(?P<column>[a-z_]*date|day) )?(?P<op>after|before|since|until) (?P<date>§s\d+)"):
        if not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", str(r.value(match["date"]))):
            return None
        column = column_of(rows, match["column"] or next((c for c in rows.columns if "date" in c), "date"))
        return compare(r, column.code, _SINCE[match["op"].lower()], match["date"])
    if r.eat("out of stock"):
        number = column_of(rows, "stock").number
        return Test(f"{number} <= 0", f"{number} > 0")
    if r.eat("in stock"):
        number = column_of(rows, "stock").number
        return Test(f"{number} > 0", f"{number} <= 0")
    return None


def _read_blank(r: Reader, rows: Thing) -> Test | None:
    """Read "without an email", "where the phone is empty"."""
    match = r.eat(rf"(?:have |with |is )?(?:no|missing|blank|not) (?P<column>{COLUMN})(?= ?(?:,|$|and|to|or))")
    is_blank = match is not None
    if match is None:
        match = r.eat(
            rf"(?P<column>{COLUMN})(?: (?:column|field|cell|value))? (?:is |are )?(?P<not>not )?(?:blank|missing|none)(?= ?(?:,|$|and|to|or))"
        )
        is_blank = match is not None and match["not"] is None
    if match is None:
        return None
    column = column_of(rows, str(r.value(match["column"])))
    if NUMBER_LIKE.fullmatch(column.name):
        none = Test(f"{column.number} == 0", f"{column.number} != 0")
        return none if is_blank else none.turned
    cell = f"{column.code}.strip()" if column.is_cell else column.code
    test = Test(f"not {cell}", cell)
    return test if is_blank else test.turned


def _read_two_columns(r: Reader, rows: Thing) -> Test | None:
    """Read "where qty is below minimum": both are columns that the request has named."""
    known = "|".join(sorted(map(re.escape, (*rows.columns, *rows.made)), key=len, reverse=True)) or COLUMN
    mark = r"(?: (?:mark|score|grade|column|value|result|price|points))?"
    comparison = COMPARED if rows.columns else r"(?:gt|lt|ge|le)"
    if not r.sees(rf".*?\b{comparison}"):
        return None  # before a pattern of the columns' names is made
    match = r.eat(rf"(?P<one>{known}){mark} (?:is )?(?P<op>{comparison}) (?P<two>{known}){mark}")
    if match is None:
        return None
    one, two = column_of(rows, match["one"]), column_of(rows, match["two"])
    operator = match["op"].lower()
    codes = (one.number, two.number) if operator not in ("eq", "ne") else (one.code, two.code)
    return Test(f"{codes[0]} {OPERATORS[operator]} {codes[1]}", f"{codes[0]} {NEGATED[operator]} {codes[1]}")


def _read_place(r: Reader, rows: Thing) -> Test | None:
    """Read "from Rome": a name that one of the cells is."""
    match = r.eat(
        r"(?P<not>not )?(?:(?:who |with )?(?:lives?|living|works?|working|comes?|based) )?(?:from|in|by|called|named) (?P<value>(?-i:[A-Z][a-zA-Z]+)|§s\d+)(?= ?(?:,|$|and|to|sort|or|with|by))"
    )
    if match is None and (
        named := r.eat(
            rf"(?:from|in|of) (?P<value>(?!(?:each|every|which)\b)[A-Za-z]+|§s\d+) (?P<column>{'|'.join(_PLACE_COLUMNS)})"
        )
    ):
        cell = column_of(rows, named["column"]).code
        return Test(f"{cell} == {r.source_of(named['value'])}", f"{cell} != {r.source_of(named['value'])}")
    if match is None:
        return None
    value = r.source_of(match["value"])
    column = next((name for name in _PLACE_COLUMNS if name in rows.columns), "")
    cells = f"{{x}}[{column!r}]".replace("'", '"') if column else "{x}.values()"
    if column:
        return either(f"{cells} == {value}", f"{cells} != {value}", match)
    return either(f"{value} in {cells}", f"{value} not in {cells}", match)
