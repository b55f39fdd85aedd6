"""SQL statements that put a row in or change the one with its key, in words; and whether a row is there."""

import re

from engine.chains.sql_statement import LITERAL, Statement, call, read_literal, source_of

_TABLE = re.compile(r"\btable [`'\"]?(?P<table>[A-Za-z_]\w*)[`'\"]? ?\((?P<columns>\w+[^()]*,[^()]*)\)", re.IGNORECASE)
_IS_UPSERT = re.compile(
    r"\bupsert\b|\binsert or (?:update|replace|add|increase|increment)\b|\bor (?:insert|create|add) (?:it|the row|a row|one|new)\b"
    r"|\b(?:update|replace|increase|overwrite) (?:it |the row |the [a-z]+ )?(?:if|when) (?:it|the [a-z]+|that)(?: key)? (?:exists|is (?:already )?there|already exists)"
    r"|\bif (?:it |the [a-z]+ )?(?:does not|doesn't) exist\b|\bif (?:it is |it's )?missing\b|\bif (?:it )?already (?:exists|there)",
    re.IGNORECASE,
)
_ADDED = re.compile(
    rf"\b(?:add|increase|raise)(?: [a-z]+ of)? (?P<amount>\d+(?:\.\d+)?) (?:to|more to) (?:the )?(?P<column>[A-Za-z_]\w*) (?:of|for) (?P<key>{LITERAL})",
    re.IGNORECASE,
)
_SET = re.compile(
    rf"\bset (?:the )?(?P<column>[A-Za-z_]\w*) (?:of|for) (?P<key>{LITERAL}) to (?P<value>{LITERAL})", re.IGNORECASE
)


def upsert(statement: Statement) -> str:
    """Return the lines that insert a row or change the one with the same key, for a table given with its columns."""
    table = _TABLE.search(statement.text)
    if table is None or not _IS_UPSERT.search(statement.text):
        return ""
    described = [part.strip() for part in table["columns"].split(",")]
    columns = [part.split()[0] for part in described]
    keys = [
        part.split()[0]
        for part in described
        if re.search(r"(?i)\bprimary key\b|\bunique\b|\bkey\b", part[len(part.split()[0]) :])
    ]
    key = keys[0] if keys else columns[0]
    others = [column for column in columns if column != key]
    if len(others) != 1 or len(keys) > 1:
        return ""
    rest = f"{statement.text[: table.start()]} {statement.text[table.end() :]}"
    if match := _ADDED.search(rest):
        change, value = f"{others[0]} + excluded.{others[0]}", match["amount"]
    elif match := _SET.search(rest):
        change, value = f"excluded.{others[0]}", match["value"]
    else:
        return ""
    if match["column"] != others[0]:
        return ""
    left = f"{rest[: match.start()]} {rest[match.end() :]}".lower()
    again = {word for text in (value, match["key"], match["column"], key) for word in re.findall(r"\w+", text.lower())}
    if any(word not in _SAID and word not in again for word in re.findall(r"[\w'-]+", left)):
        return ""
    kind = "INTEGER" if re.fullmatch(r"-?\d+", value) else "REAL" if re.fullmatch(r"-?[\d.]+", value) else "TEXT"
    name = table["table"]
    inserted = call(
        statement,
        f"INSERT INTO {name} ({key}, {others[0]}) VALUES (?, ?) ON CONFLICT ({key}) DO UPDATE SET {others[0]} = {change}",
        [read_literal(match["key"]), read_literal(value)],
    )
    key_kind = "TEXT" if source_of(read_literal(match["key"]))[0] in "\"'" else "INTEGER"
    return (
        f'    connection.execute("CREATE TABLE IF NOT EXISTS {name} ({key} {key_kind} PRIMARY KEY, {others[0]} {kind})")\n'
        f"    {inserted}\n    connection.commit()\n"
    )


_SAID = frozenset(
    "upsert in sqlite sqlite3 insert or update replace add it the row a if does not doesn't exist exists is there already missing with "
    "otherwise create new one when that and to of for as increase raise overwrite its value key please do an table by yet then else".split()
)
