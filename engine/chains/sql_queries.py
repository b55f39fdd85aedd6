"""SQL queries in words: rows chosen, sorted and limited, and what is counted or computed of them."""

import re
from dataclasses import replace

from engine.chains.flow import singular
from engine.chains.sql_statement import (
    AGGREGATES,
    FILLER,
    GROUP,
    LIMIT,
    ORDER,
    Statement,
    call,
    find_table,
    take_condition,
    variable,
)

_WHAT = re.compile(
    r"\b(?:columns? |only )?(?P<columns>(?!(?:all|rows?|records|everything|every|entries)\b)[A-Za-z_]\w*(?: ?, ?[A-Za-z_]\w*)*(?: ?,? and [A-Za-z_]\w*)?)(?: columns?)?(?: of (?:all|every) \w+)?$"
)
_VERBS = re.compile(
    r"^(?P<before>.*?)\b(?:select|get|fetch|print|show|display|list|read|find|query|return|output|how many|number of|count)\b",
    re.IGNORECASE,
)


def select(statement: Statement) -> str:
    whole = f"{statement.text} {' '.join(statement.known_columns)}"
    if not _VERBS.search(statement.text) and not any(word in statement.text.lower().split() for word in AGGREGATES):
        return ""
    if _ABOUT_COLUMNS.search(statement.text) or _CHANGES.search(statement.text):
        return ""
    newest = statement.take(_NEWEST_FIRST)
    as_dicts = statement.take(_AS_DICTS) is not None
    best = _take_best(statement)
    order = None if best else statement.take(ORDER)
    if not take_condition(statement):
        return ""
    statement.take(re.compile(r",? ?\b(?:in alphabetical order|alphabetically)\b", re.IGNORECASE)) if order else None
    limit = None if best else statement.take(LIMIT)
    if newest and (order or best or not (dated := _DATED.search(whole))):
        return ""
    if not find_table(statement):
        return ""
    if newest and dated:
        order_by = f" ORDER BY {dated[0]}{'' if newest['word'].lower() in ('oldest', 'earliest') else ' DESC'}"
        return _rows(statement, order_by + (f" LIMIT {limit['count']}" if limit else ""))
    tail = (f" ORDER BY {order['column']}{' DESC' if order['down'] else ''}" if order else "") + (
        f" LIMIT {limit['count']}" if limit else ""
    )
    if as_dicts:
        rows = _rows(statement, best or tail)
        if "for row in " in rows:
            return "    connection.row_factory = sqlite3.Row\n" + rows.replace("print(row)", "print(dict(row))")
        return ""
    return ("" if best else _aggregate(statement, tail)) or _rows(statement, best or tail)


_AS_DICTS = re.compile(
    r",? ?\b(?:as|in the form of) (?:a list of )?(?:dicts?|dictionar(?:y|ies))(?: objects)?\b", re.IGNORECASE
)


_CHANGES = re.compile(
    r"^(?:please )?(?:delete|remove|update|insert|add|drop|change|set|upsert|replace)\b", re.IGNORECASE
)
_NEWEST_FIRST = re.compile(
    r",? ?(?:and )?\b(?P<word>newest|latest|most recent|oldest|earliest)(?: (?:one|ones|row|rows|entries))? first\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:\w*(?:date|year|time|_on|_at)|day|created|ts|when)\b")
_ABOUT_COLUMNS = re.compile(
    r"\b(?:columns?|fields|schema|structure)(?: names?)?(?: and (?:their )?types?)? (?:of|in) table\b", re.IGNORECASE
)
_BEST = [
    (r"most expensive|priciest", "price DESC"), (r"cheapest|least expensive", "price"), (r"oldest(?= people| users| persons| employees)", "age DESC"),
    (r"youngest", "age"), (r"(?:newest|latest|most recent|last)(?= \d+)", "id DESC"),
]  # fmt: skip


def _take_best(statement: Statement) -> str:
    """Take out which rows are wanted by rank, "the 5 most expensive", and return the end of the query for it."""
    for words, order in _BEST:
        if match := statement.take(
            re.compile(rf"\b(?:(?P<count>\d+) )?(?:{words})(?: (?P<after>\d+)\b)?(?: one\b)?", re.IGNORECASE)
        ):
            by = statement.take(
                re.compile(r",? ?\b(?:by|sorted by|ordered by) (?P<column>[A-Za-z_]\w*)", re.IGNORECASE)
            )
            if by and " DESC" in order:
                order = f"{by['column']} DESC"
            return f" ORDER BY {order} LIMIT {match['count'] or match['after'] or 1}"
    if match := statement.take(_NEWEST):
        return (
            f" ORDER BY {match['column']}{'' if match['word'].lower() == 'oldest' else ' DESC'} LIMIT {match['count']}"
        )
    if match := statement.take(_ONE_WITH):
        down = "" if match["word"].lower() in ("lowest", "smallest", "shortest", "earliest") else " DESC"
        return f" ORDER BY {match['column']}{down} LIMIT 1"
    if match := statement.take(
        re.compile(
            r"\b(?P<count>\d+) (?:[a-z]+ )?(?:with |having )?(?P<word>highest|largest|biggest|best|lowest|smallest) (?P<column>[A-Za-z_]\w*)",
            re.IGNORECASE,
        )
    ):
        down = "" if match["word"].lower() in ("lowest", "smallest") else " DESC"
        return f" ORDER BY {match['column']}{down} LIMIT {match['count']}"
    return ""


_NEWEST = re.compile(
    r"\b(?P<count>\d+) (?P<word>newest|latest|most recent|oldest)\b(?P<rest>.*?),? ?\b(?:by|according to|sorted by|ordered by) (?:the )?(?:column )?(?P<column>[A-Za-z_]\w*)$",
    re.IGNORECASE,
)
_ONE_WITH = re.compile(
    r"(?:(?<=^)|\b(?:show|print|get|find|select|list|fetch) )(?:me )?(?:name of )?[a-z_]+ (?:with|that has|who has|having) (?:the )?(?P<word>highest|largest|biggest|longest|lowest|smallest|shortest|latest|earliest) (?P<column>[A-Za-z_]\w*)",
    re.IGNORECASE,
)
_AGGREGATE = re.compile(
    rf"\b(?P<function>{'|'.join(AGGREGATES)}|how many|number of)\b(?: of)?(?: (?!rows?|records?|entries|by|per|for|in|of|grouped|group)(?P<column>[A-Za-z_]\w*))?",
    re.IGNORECASE,
)


_DISTINCT = re.compile(
    r"\b(?:how many|number of|count)(?: of)? (?:different|distinct|unique) (?:values (?:of|in) (?:column )?)?(?P<column>[A-Za-z_]\w*)(?: values)?",
    re.IGNORECASE,
)


def _aggregate(statement: Statement, tail: str) -> str:
    group = GROUP.search(statement.text)
    text = statement.text if group is None else f"{statement.text[: group.start()]} {statement.text[group.end() :]}"
    if group is None and (unique := _DISTINCT.search(text)) is not None:
        left = Statement(f"{text[: unique.start()]} {text[unique.end() :]}", table=statement.table)
        sql = f"SELECT COUNT(DISTINCT {singular(unique['column'])}) FROM {statement.table}{statement.where}"
        query = call(statement, sql, statement.values)
        return f"    (count,) = {query}.fetchone()\n    print(count)\n" if left.is_used_up else ""
    match = _AGGREGATE.search(text)
    if match is None:
        return ""
    left = Statement(f"{text[: match.start()]} {text[match.end() :]}", table=statement.table)
    if not left.is_used_up:
        return ""
    function = AGGREGATES.get(match["function"].lower(), "COUNT")
    column = match["column"] or ""
    if function == "COUNT":
        if column and column.lower() not in (statement.table.lower(), *FILLER):
            return ""
        made = "COUNT(*)"
    elif column:
        made = f"{function}({column})"
    else:
        return ""
    name = {"COUNT": "count", "SUM": "total", "AVG": "average", "MAX": "highest", "MIN": "lowest"}[function]
    if group is None:
        query = call(statement, f"SELECT {made} FROM {statement.table}{statement.where}", statement.values)
        return f"    ({name},) = {query}.fetchone()\n    print({name})\n"
    key = group["column"]
    shown = variable(key)
    made = f"{made} AS {name}" if f"ORDER BY {name}" in tail else made
    sql = f"SELECT {key}, {made} FROM {statement.table}{statement.where} GROUP BY {key}{tail or f' ORDER BY {key}'}"
    return f"    for {shown}, {name} in {call(statement, sql, statement.values)}:\n        print({shown}, {name})\n"


def _rows(statement: Statement, tail: str) -> str:
    verb = _VERBS.match(statement.text)
    if verb and not replace(statement, text=verb["before"]).is_used_up:
        return ""  # "distinct genres as a list": what stands before the verb is said for a reason
    text = " ".join(statement.text[verb.end() if verb else 0 :].split()).strip(" ,")
    text = re.sub(
        r"\b(?:and |then )*(?:print|show|display|output|return)(?: (?:them|it|result|results|each|each row|every row|out))*$",
        "",
        text,
    ).strip(" ,")
    is_unique = re.search(r"\b(?:distinct|unique|different)\b", text, re.IGNORECASE) is not None
    text = " ".join(re.sub(r"(?i)\b(?:distinct|unique|different)\b", " ", text).split())
    columns: list[str] = []
    left = Statement(text, table=statement.table)
    if not left.is_used_up:
        match = _WHAT.fullmatch(text)
        if match is None:
            return ""
        columns = re.findall(r"\w+", re.sub(r"\band\b", " ", match["columns"]))
        if any(column.lower() in FILLER for column in columns):
            return ""
        if is_unique and len(columns) == 1:
            columns = [singular(columns[0])]
    sql = f"SELECT {'DISTINCT ' if is_unique else ''}{', '.join(columns) or '*'} FROM {statement.table}{statement.where}{tail}"
    query = call(statement, sql, statement.values)
    if not columns:
        return f"    for row in {query}:\n        print(row)\n"
    names = [variable(column) for column in columns]
    targets = f"({names[0]},)" if len(names) == 1 else ", ".join(names)
    return f"    for {targets} in {query}:\n        print({', '.join(names)})\n"
