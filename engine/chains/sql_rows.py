"""SQL statements that change rows, in words: insert, update and delete. Values are always bound as parameters."""

import re
from collections.abc import Sequence
from typing import Any

from engine.chains.sql_statement import (
    LITERAL,
    Statement,
    call,
    find_table,
    is_only,
    read_literal,
    source_of,
    take_condition,
)
from engine.values import Value, find_values

_PAIR = re.compile(
    rf"[`'\"]?(?P<column>[A-Za-z_]\w*)[`'\"]?(?: ?= ?| is | of | )(?P<value>{LITERAL}|[A-Z][a-z]+(?= ?,| and |$))"
)
_INSERT = re.compile(r"\b(?:insert|add)\b|\bput(?: these| following)?(?= rows? )", re.IGNORECASE)


def insert(statement: Statement) -> str:
    if statement.take(_INSERT) is None:
        return ""
    wants_id = statement.take(_NEW_ID) is not None
    body = _insert_rows(statement)
    if not wants_id or "executemany" in body or not body:
        return "" if wants_id else body
    return body.replace("connection.execute(", "cursor = connection.execute(", 1) + "    print(cursor.lastrowid)\n"


_NEW_ID = re.compile(
    r",? ?(?:and |then )*(?:print|show|return|get|give me) (?:new |its )?(?:row )?id(?: (?:of|that) (?:new|inserted)? ?(?:row|record|entry)?(?: (?:got|has|was given))?)?$",
    re.IGNORECASE,
)


def _insert_rows(statement: Statement) -> str:
    rows = [value for value in find_values(statement.text) if value.kind == "data"]
    if len(rows) > 1:
        return _insert_tuples(statement, rows)
    if not rows and statement.known_columns and (spoken := _insert_spoken(statement)):
        return spoken
    if rows:
        given = rows[0]
        statement.text = f"{statement.text[: given.start]} {statement.text[given.end :]}"
        if not find_table(statement) or not is_only(statement, "values value tuple list"):
            return ""
        items = list(given.value.values()) if isinstance(given.value, dict) else list(given.value)
        named = f" ({', '.join(given.value)})" if isinstance(given.value, dict) else _known_names(statement, items)
        many = bool(items) and all(isinstance(item, list | tuple) for item in items)
        marks = ", ".join("?" * len(items[0] if many else items))
        if len(rows) > 1 or not marks:
            return ""
        sql = f"INSERT INTO {statement.table}{named} VALUES ({marks})"
        if many:
            listed = f"[{', '.join(repr(tuple(item)) for item in items)}]"
            return f'    connection.executemany("{sql}", {listed})\n    connection.commit()\n'
        return f"    {call(statement, sql, items)}\n    connection.commit()\n"
    if not find_table(statement):
        return ""
    pairs = list(_PAIR.finditer(statement.text))
    if not pairs or len({pair["column"] for pair in pairs}) < len(pairs):
        return ""
    statement.text = _PAIR.sub(" ", statement.text)
    if not is_only(statement, "new user person product item values value and"):
        return ""
    sql = f"INSERT INTO {statement.table} ({', '.join(pair['column'] for pair in pairs)}) VALUES ({', '.join('?' * len(pairs))})"
    return f"    {call(statement, sql, [read_literal(pair['value']) for pair in pairs])}\n    connection.commit()\n"


def _known_names(statement: Statement, row: Sequence[Any]) -> str:
    """Return the names of the columns that a row is for, where an earlier statement made the table."""
    row = row[0] if row and isinstance(row[0], list | tuple) else row
    columns = statement.known_columns
    return f" ({', '.join(columns)})" if len(columns) == len(row) else ""


def _insert_tuples(statement: Statement, rows: Sequence[Value]) -> str:
    """Insert rows that stand in the request as tuples, one after another."""
    for given in reversed(rows):
        statement.text = f"{statement.text[: given.start]} {statement.text[given.end :]}"
    items = [tuple(given.value) for given in rows if isinstance(given.value, list | tuple)]
    if len({len(item) for item in items}) != 1 or len(items) < len(rows) or not find_table(statement):
        return ""
    statement.text = re.sub(r"\b(?:\d+|two|three|four|five)\b", " ", statement.text)
    if not is_only(statement, "values value tuple tuples list people persons products items users entries following"):
        return ""
    return _many(statement, _known_names(statement, items[0]), items)


def _insert_spoken(statement: Statement) -> str:
    """Insert rows in words, "Anna 9, Ben 10 and Cleo 9", into a table whose columns are known."""
    items, said = [], statement.text
    for part in re.split(r" ?, ?(?:and )?| and ", said.strip(" ,:")):
        words = re.findall(r"'[^']*'|\"[^\"]*\"|[^\s'\"()]+", part)
        if len(words) == 1 and words[0].count("/") == len(statement.known_columns) - 1:
            words = words[0].split("/")
        if len(words) != len(statement.known_columns) or any(word.lower() in _NO_VALUES for word in words):
            return ""
        items.append(tuple(read_literal(word) for word in words))
    statement.text = ""
    is_plain = any(isinstance(value, int | float) for item in items for value in item) or "/" in said
    if not find_table(statement) or not is_plain:
        return ""
    return _many(statement, _known_names(statement, items[0]), items)


_NO_VALUES = frozenset("row rows some sample record records into with data values the a".split())


def _many(statement: Statement, named: str, items: Sequence[tuple[Any, ...]]) -> str:
    """Return the lines that insert several rows."""
    marks = ", ".join("?" * len(items[0]))
    listed = "".join(f"        ({', '.join(map(source_of, item))}{',' if len(item) == 1 else ''}),\n" for item in items)
    return (
        f"    rows = [\n{listed}    ]\n"
        f'    connection.executemany("INSERT INTO {statement.table}{named} VALUES ({marks})", rows)\n    connection.commit()\n'
    )


def delete(statement: Statement) -> str:
    if statement.take(re.compile(r"\b(?:delete|remove)\b", re.IGNORECASE)) is None:
        return ""
    wants_count = statement.take(_CHANGED) is not None
    statement.text = re.sub(rf"(?i)\bwith ([a-z_]+) ({LITERAL})(?= |$)", r"where \1 = \2", statement.text)
    if (
        not find_table(statement)
        or not take_condition(statement)
        or not statement.conditions
        or not statement.is_used_up
    ):
        return ""
    sql = f"DELETE FROM {statement.table}{statement.where}"
    return _changed(call(statement, sql, statement.values), wants_count)


_SET = re.compile(
    rf"\b(?:set|change|update) (?:column |value of |value of column )?(?P<column>[A-Za-z_]\w*)(?: column)?(?: (?:of|in|for) (?:all |every |each )?(?:rows|row|[a-z]+)(?: named)?)? ?(?:to|=) ?(?P<value>{LITERAL}|(?<=to )[A-Z]\w*(?=$| ))"
    rf"(?: (?:of|for) (?:all |every |each )?[a-z]+)?",
    re.IGNORECASE,
)
_RAISE = re.compile(
    r"\b(?P<verb>increase|raise|reduce|decrease|lower) (?:column |all )?(?P<column>[A-Za-z_]\w*?)(?P<plural>(?<=salar)ies|s)?(?: column)?(?: of all [a-z]+)? by (?P<amount>\d+(?:\.\d+)?) ?(?P<percent>%|percent)?",
    re.IGNORECASE,
)


def update(statement: Statement) -> str:
    if not re.search(r"\b(?:set|change|update|increase|raise|reduce|decrease|lower)\b", statement.text, re.IGNORECASE):
        return ""
    statement.text = re.sub(r"\((table \w+)\)", r"in \1", statement.text)
    wants_count = statement.take(_CHANGED) is not None
    statement.text = re.sub(
        r"(?i) (?:of|for) [a-z]+ (?:named |called )?('[^']*'|\"[^\"]*\") (?=to )", r" where name = \1 ", statement.text
    )
    statement.text = _ALL_IN.sub(r" where \g<column> = \g<value>\g<rest>", statement.text)
    statement.text = re.sub(
        r"(?i)^update (?!table\b)(?P<name>[a-z_]\w*)(?= ?[,:]* set\b)",
        r"update table \g<name>",
        statement.text,
    )
    if not find_table(statement) or not take_condition(statement):
        return ""
    statement.text = re.sub(
        r"\bupdate\b:? ?(?=set|change|increase|,|and|:|$)", " ", " ".join(statement.text.split())
    ).strip()
    if (match := statement.take(_SET)) is not None:
        sql, values = f"UPDATE {statement.table} SET {match['column']} = ?", [read_literal(match["value"])]
        while (more := statement.take(_ALSO_SET)) is not None:
            sql += f", {more['column']} = ?"
            values.append(read_literal(more["value"]))
    elif (match := statement.take(_RAISE)) is not None:
        column = match["column"] + ("y" if match["plural"] == "ies" else "")
        sign = "-" if match["verb"].lower() in ("reduce", "decrease", "lower") else "+"
        change = f"{column} * (1 {sign} ? / 100.0)" if match["percent"] else f"{column} {sign} ?"
        sql, values = f"UPDATE {statement.table} SET {column} = {change}", [read_literal(match["amount"])]
    else:
        return ""
    if not statement.is_used_up:
        return ""
    return _changed(call(statement, sql + statement.where, values + statement.values), wants_count)


_ALSO_SET = re.compile(
    rf"(?: ?, ?(?:and )?|\band )(?:set )?(?P<column>[A-Za-z_]\w*) ?(?:to|=) ?(?P<value>{LITERAL})(?=$|[ ,])",
    re.IGNORECASE,
)
_ALL_IN = re.compile(  # "of all products in category 'books' to 5"
    rf" (?:of|for) (?:all |every )?[a-z]+ (?:in|with|from) (?P<column>[a-z_]+) (?P<value>{LITERAL})(?P<rest>.*)$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r",? ?\b(?:and |then )*(?:print|show|return|tell me|say|report|output)(?: me)? (?:how many(?: rows| records| entries)?(?: were| was| have been| that| there)*(?: changed| deleted| removed| updated| affected| it (?:was|were))?(?: rows)?|"
    r"(?:the )?(?:number|count) of (?:rows )?(?:changed|deleted|removed|updated|affected)?(?: ?rows| ?records| ?entries)?(?: (?:changed|deleted|removed|updated|affected))?)$",
    re.IGNORECASE,
)


def _changed(made: str, wants_count: bool) -> str:
    """Return the lines that run a change and save it, and print how many rows it was about where that is wanted."""
    if wants_count:
        return f"    cursor = {made}\n    connection.commit()\n    print(cursor.rowcount)\n"
    return f"    {made}\n    connection.commit()\n"
