"""SQL summaries in words: several figures at once, per group or month, only some groups, the largest first."""

import re
from dataclasses import dataclass

from engine.chains.flow import singular
from engine.chains.sql_statement import AGGREGATES, FILLER, GROUP, Statement, call, find_table, take_condition, variable

_SIGNS = {"at least": ">=", ">=": ">=", "more than": ">", "over": ">", "above": ">", ">": ">", "greater than": ">", "higher than": ">",
    "at most": "<=", "<=": "<=", "fewer than": "<", "less than": "<", "under": "<", "below": "<", "<": "<", "lower than": "<",
    "exactly": "="}  # fmt: skip
_SIGN = "|".join(sorted(_SIGNS, key=len, reverse=True))
_FIGURE = "|".join(AGGREGATES)
_MANY_OF = re.compile(
    rf",? ?\b(?:but |and )?(?:only|just|keep|keeping)(?: for| those| these| keep)*(?: [a-z_]+)? (?:with|that have|having|which have|where there are) (?P<sign>{_SIGN}) (?P<number>\d+) (?P<what>[a-z_]+)(?=$|,)",
    re.IGNORECASE,
)
_FIGURE_IS = re.compile(
    rf",? ?\b(?:but |and )?(?:(?:only|just|keep|those|for|the)(?: [a-z_]+)? )*(?:where|with|having|whose|when)(?: total| average)? (?P<figure>{_FIGURE}|number)(?: of)?(?: (?P<column>(?!is\b|{_SIGN})[a-z_]+))?(?: is| of)? (?P<sign>{_SIGN}) (?P<number>\d+(?:\.\d+)?)",
    re.IGNORECASE,
)
_WHICH_HAVE = re.compile(
    rf"\b(?:which|what|list|show|print|find|get)(?: me| all)? (?P<group>[a-z_]+s) (?:that |who |which )?(?:have|has|had|appear|occur|with) (?P<sign>{_SIGN}) (?P<number>\d+|one|two|three|four|five) (?P<what>[a-z_]+)",
    re.IGNORECASE,
)
_WHICH_FIGURE = re.compile(
    rf"\b(?:which|what|show|list|print|find) (?P<group>[a-z_]+s) (?:have|has|with|having|whose) (?P<figure>{_FIGURE})(?: of)? (?P<column>[a-z_]+)(?: is| of)? (?P<sign>{_SIGN}) (?P<number>\d+(?:\.\d+)?)",
    re.IGNORECASE,
)
_TOP = re.compile(
    r"\b(?:top )?(?P<count>\d+) (?P<group>[a-z_]+s) (?:by|with (?:the )?(?:highest|most|largest|biggest)) (?P<figure>total|sum of|average|number of|most) ?(?P<column>[a-z_]+)",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r",? ?(?:and )?\b(?:(?:sorted|ordered|order|sort)(?: by(?: it| that| total| count| sum| average| number(?: of [a-z]+)?)?)?,? ?)?"
    r"(?:(?:highest|largest|biggest|longest|best|most(?: [a-z_]+)?)(?: [a-z]+)? (?:first|on top)|descending|desc|in descending order|from high(?:est)? to low(?:est)?)",
    re.IGNORECASE,
)
_UP = re.compile(
    r",? ?(?:and )?\b(?:(?:lowest|smallest|shortest|fewest(?: [a-z_]+)?)(?: [a-z]+)? first|from low(?:est)? to high(?:est)?)",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:per|by|for each|for every|each|in each) (?P<period>month|year|day)\b(?:,? ?\(?(?:of|from|using|in|by)? ?(?:column |field |date column )?(?P<column>[a-z_]*(?:date|day|time|_on|_at|when)[a-z_]*)\)?)?",
    re.IGNORECASE,
)
_DATE_COLUMN = re.compile(r"\b(?:column |field |date column |using |date is in )+(?P<column>[a-z_]+)\b", re.IGNORECASE)
_ROUNDED = re.compile(
    r",? ?\b(?:rounded to|with|to) (?P<digits>\d|one|two|three) (?:decimals?|decimal places?|digits)\b", re.IGNORECASE
)
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
_DIGITS = {"one": "1", "two": "2", "three": "3"}
_NAMES = {"COUNT": "count", "SUM": "total", "AVG": "average", "MAX": "highest", "MIN": "lowest"}
_LENGTHS = {"month": 7, "year": 4, "day": 10}


@dataclass
class _Summary:
    """What is computed, of which groups, and in which order."""

    figures: list[tuple[str, str]]  # function and column
    group: str = ""
    label: str = ""
    having: str = ""
    order: str = ""
    limit: str = ""
    digits: str = ""


def summarise(statement: Statement) -> str:
    """Return the lines of a query for figures that plain queries do not give, or nothing."""
    summary = _Summary([])
    figure_of = statement.take(_WHICH_FIGURE)
    which = statement.take(_WHICH_HAVE)
    top = None if which else statement.take(_TOP)
    having = None if which else statement.take(_MANY_OF)
    if having is None and not which and (figure := statement.take(_FIGURE_IS)):
        summary.having = f" HAVING {_call(figure['figure'], figure['column'] or '')} {_SIGNS[figure['sign'].lower()]} {figure['number']}"
    if figure_of:
        summary.group = summary.label = singular(figure_of["group"])
        summary.figures = [(AGGREGATES[figure_of["figure"].lower()], figure_of["column"])]
        summary.having = f" HAVING {_call(figure_of['figure'], figure_of['column'])} {_SIGNS[figure_of['sign'].lower()]} {figure_of['number']}"
    down = statement.take(_DOWN)
    up = None if down else statement.take(_UP)
    if (rounded := statement.take(_ROUNDED)) is not None:
        summary.digits = _DIGITS.get(rounded["digits"].lower(), rounded["digits"])
    period = statement.take(_PERIOD)
    statement.text = re.sub(r"(?i)\bsum up\b", "sum of", statement.text)
    dated = statement.take(_DATE_COLUMN) if period and not period["column"] else None
    if not find_table(statement) or not take_condition(statement):
        return ""
    statement.text = re.sub(
        rf"(?i)(?<=[a-z]) (?:of|for|in)(?: all)? {re.escape(statement.table)}\b", "", statement.text
    )
    rows = {*_ROWS, statement.table.lower(), singular(statement.table).lower()}
    if any(match and match["what"].lower() not in rows for match in (which, having)):
        return ""
    if which or having:
        match = which or having
        assert match is not None
        number = _NUMBERS.get(match["number"].lower(), match["number"])
        summary.having = f" HAVING COUNT(*) {_SIGNS[match['sign'].lower()]} {number}"
    if period:
        column = period["column"] or (dated["column"] if dated else "")
        if not column:
            return ""
        summary.group, summary.label = (
            f"substr({column}, 1, {_LENGTHS[period['period'].lower()]})",
            period["period"].lower(),
        )
    elif which or top:
        found = which or top
        assert found is not None
        summary.group = summary.label = singular(found["group"])
    elif (group := statement.take(GROUP)) is not None:
        summary.group = summary.label = group["column"]
    if top:
        word = top["figure"].lower().split()[0]
        column = "" if word in ("number", "most") else top["column"]
        if not column and top["column"].lower() not in rows:
            return ""
        summary.figures, summary.limit = [(AGGREGATES.get(word, "COUNT"), column)], f" LIMIT {top['count']}"
    elif which:
        summary.figures = [("COUNT", "")]
    elif not figure_of and not _take_figures(statement, summary, rows):
        return ""
    if any(function != "COUNT" and not column for function, column in summary.figures):
        return ""
    if len(set(summary.figures)) < len(summary.figures):
        return ""
    summary.having = _settled(summary)
    if not statement.is_used_up or "()" in summary.having or (summary.having and not summary.group):
        return ""
    summary.order = " ORDER BY 2 DESC" if down or top or which else " ORDER BY 2" if up else ""
    if statement.known_columns and summary.label == summary.group and summary.group not in statement.known_columns:
        return ""
    is_plain = len(summary.figures) == 1 and not (summary.having or summary.order or summary.digits or period)
    return "" if is_plain or (summary.order and not summary.group) else _write(statement, summary)


_ROWS = {"rows", "row", "entries", "records", "times", "lines", "items"}


def _settled(summary: _Summary) -> str:
    """Return the condition on the groups, about the figure shown where the request does not say which column."""
    columns = [column for function, column in summary.figures if column]
    return summary.having.replace("(?)", f"({columns[0]})" if columns else "()")


def _call(word: str, column: str) -> str:
    function = AGGREGATES.get(word.lower(), "COUNT")
    return "COUNT(*)" if function == "COUNT" else f"{function}({column or '?'})"


def _take_figures(statement: Statement, summary: _Summary, rows: set[str]) -> bool:
    """Take "count, average and total of price" out of the text; return whether there is any figure."""
    while (match := _FIGURES.search(statement.text)) is not None:
        words = re.findall(rf"\b(?:{_FIGURE}|how many|number)\b", match["words"].lower())
        functions = [AGGREGATES.get(word, "COUNT") for word in words]
        column = (match["column"] or "").lower()
        is_column = bool(column) and column not in _NO_COLUMNS and not (functions[-1] == "COUNT" and column in rows)
        end = match.end() if is_column or column in rows else match.end("words")
        statement.text = f"{statement.text[: match.start()]} {statement.text[end:]}"
        summary.figures += [
            (function, "" if function == "COUNT" or not is_column else match["column"]) for function in functions
        ]
    return bool(summary.figures)


_FIGURES = re.compile(
    rf"\b(?P<words>(?:(?:{_FIGURE}|how many|number of)\b(?: of)?(?: rows| number)?(?: ?, ?(?:and )?| and | as well as | ?/ ?| )?(?:the )?)+(?:of )?(?:column )?)(?P<column>[a-z_]+)?",
    re.IGNORECASE,
)
_NO_COLUMNS = frozenset({*FILLER, "per", "by", "for", "where", "and"})


def _write(statement: Statement, summary: _Summary) -> str:
    made = ["COUNT(*)" if function == "COUNT" else f"{function}({column})" for function, column in summary.figures]
    names = [_NAMES[function] for function, _ in summary.figures]
    shown = [
        f"round({name}, {summary.digits})" if summary.digits and function == "AVG" else name
        for name, (function, _) in zip(names, summary.figures, strict=True)
    ]
    if len(set(names)) < len(names):
        return ""
    if not summary.group:
        query = call(statement, f"SELECT {', '.join(made)} FROM {statement.table}{statement.where}", statement.values)
        targets = f"({names[0]},)" if len(names) == 1 else ", ".join(names)
        lines = "".join(f'    print("{name}:", {value})\n' for name, value in zip(names, shown, strict=True))
        return f"    {targets} = {query}.fetchone()\n{lines if len(names) > 1 else f'    print({shown[0]})' + chr(10)}"
    label = variable(summary.label)
    alias = f" AS {label}" if label != summary.group and "(" in summary.group else ""
    key = label if alias else summary.group
    sql = (
        f"SELECT {summary.group}{alias}, {', '.join(made)} FROM {statement.table}{statement.where} GROUP BY {key}"
        f"{summary.having}{summary.order or f' ORDER BY {key}'}{summary.limit}"
    )
    query = call(statement, sql, statement.values)
    return f"    for {label}, {', '.join(names)} in {query}:\n        print({label}, {', '.join(shown)})\n"
