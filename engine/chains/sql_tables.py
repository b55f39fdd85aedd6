"""SQL statements about tables as a whole, in words: create, alter, rename, index, list and drop them."""

import re

from engine.chains.classes import NUMBERS, WHOLE
from engine.chains.sql_statement import FILLER, Statement, find_table

_TYPES = {"text": "TEXT", "string": "TEXT", "str": "TEXT", "varchar": "TEXT", "integer": "INTEGER", "int": "INTEGER",
    "number": "INTEGER", "real": "REAL", "float": "REAL", "decimal": "REAL", "date": "TEXT", "datetime": "TEXT",
    "boolean": "INTEGER", "bool": "INTEGER", "blob": "BLOB"}  # fmt: skip
_CREATE = re.compile(
    r"(?:.*\b)?(?:create|make|define|add|set up|new)\b[^:]*?\btable (?:called |named |for )?[`'\"]?(?P<table>[A-Za-z_]\w*)[`'\"]? ?"
    r"(?:(?:with|having|that has|which has|containing|and)? ?(?:columns?|fields)?:? ?)\(?(?P<columns>[^()]*(?:\([^()]*\)[^()]*)*)\)?",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"(?P<before>(?:(?:unique|autoincrement|auto-increment|auto|primary|key|integer|text|int|real|created) )*)[`'\"]?(?P<name>[A-Za-z_]\w*)[`'\"]?"
    r"(?: \(?(?P<type>text|string|str|integer|int|number|real|float|decimal|date|datetime|timestamp|boolean|bool|varchar)\)?)?"
    r"(?P<after>(?: \(?(?:primary key|autoincrement|auto-?increment|unique|not null|as primary key)\)?)*)",
    re.IGNORECASE,
)


def create(statement: Statement) -> str:
    match = _CREATE.fullmatch(statement.text.strip())
    if match is None or not match["columns"].strip():
        return ""
    columns = []
    for part in re.split(r" ?, ?(?:and )?| and | & ", match["columns"].strip(" ().")):
        column = _COLUMN.fullmatch(part.strip())
        if column is None or column["name"].lower() in FILLER:
            return ""
        columns.append(column_of(column))
    if len(columns) < 2:
        return ""
    lines = ",\n".join(f"            {column}" for column in columns)
    return (
        f'    connection.execute(\n        """\n        CREATE TABLE IF NOT EXISTS {match["table"]} (\n{lines}\n'
        f'        )\n        """\n    )\n    connection.commit()\n'
    )


def column_of(match: re.Match[str]) -> str:
    name, notes = match["name"], f"{match['before']} {match['after']}".lower()
    if name.lower() == "id" or "primary" in notes or "auto" in notes:
        more = " AUTOINCREMENT" if "auto" in notes else ""
        return f"{name} INTEGER PRIMARY KEY{more}"
    if (match["type"] or "").lower() == "timestamp" or name.lower() in ("timestamp", "created_at"):
        return f"{name} TEXT DEFAULT CURRENT_TIMESTAMP"
    kind = _TYPES.get((match["type"] or "").lower())
    if kind is None:
        kind = "INTEGER" if re.fullmatch(WHOLE, name) else "REAL" if re.fullmatch(NUMBERS, name) else "TEXT"
    more = (" UNIQUE" if "unique" in notes else "") + (" NOT NULL" if "not null" in notes else "")
    return f"{name} {kind}{more}"


def drop(statement: Statement) -> str:
    if statement.take(re.compile(r"\b(?:drop|delete|remove)(?= table\b)", re.IGNORECASE)) is None:
        return ""
    statement.take(re.compile(r",? ?\bif it exists\b|\bif exists\b", re.IGNORECASE))
    if not find_table(statement) or not statement.is_used_up:
        return ""
    return f'    connection.execute("DROP TABLE IF EXISTS {statement.table}")\n    connection.commit()\n'


_NAME = r"[`'\"]?(?P<{0}>[A-Za-z_]\w*)[`'\"]?"
_ADD_COLUMN = re.compile(
    rf"\badd (?:new )?(?:(?P<type>text|integer|real|date|int|float) )?column (?:called |named )?{_NAME.format('column')}(?: \(?(?:of type )?(?P<type2>text|integer|real|int|float|date|string)\)?)?(?:,? (?:with|and)? ?default(?: value)?(?:s to)? (?:of )?(?P<default>'[^']*'|\"[^\"]*\"|\d+(?:\.\d+)?))?",
    re.IGNORECASE,
)
_RENAME_TABLE = re.compile(rf"\brename table {_NAME.format('old')} (?:to|as|into) {_NAME.format('new')}", re.IGNORECASE)
_RENAME_COLUMN = re.compile(
    rf"\brename column {_NAME.format('old')} (?:to|as|into) {_NAME.format('new')}", re.IGNORECASE
)
_INDEX = re.compile(
    rf"\b(?:create|add|make|put) (?:(?P<unique>unique) )?index(?: called [a-z_]+)? (?:on|for) (?:column )?{_NAME.format('column')}(?: column)?",
    re.IGNORECASE,
)
_COLUMNS = re.compile(
    r"\b(?:table )?(?:columns?|fields|schema|structure)(?: names?)?(?:,? (?:and|with) (?:their )?types?)?(?= (?:of|in|does|has|are in) )",
    re.IGNORECASE,
)
_ALL_TABLES = re.compile(
    r"\b(?:all )?tables?(?: names?)?(?: there are)?(?: (?:that )?exist)?\b|\bnames of (?:all )?tables\b", re.IGNORECASE
)


def alter(statement: Statement) -> str:
    """Return the lines that add or rename a column, rename a table or index a column."""
    if (match := statement.take(_ADD_COLUMN)) is not None:
        kind = (match["type"] or match["type2"] or "").lower()
        default = (match["default"] or "").replace('"', "'")
        number = "REAL" if "." in default else "INTEGER"
        guess = (
            number
            if default[:1].isdigit()
            else "INTEGER"
            if re.fullmatch(WHOLE, match["column"])
            else "REAL"
            if re.fullmatch(NUMBERS, match["column"])
            else "TEXT"
        )
        sql = f"ADD COLUMN {match['column']} {_TYPES.get(kind, guess)}" + (f" DEFAULT {default}" if default else "")
    elif (match := statement.take(_RENAME_TABLE)) is not None:
        statement.table, sql = match["old"], f"RENAME TO {match['new']}"
        return _altered(statement, sql) if statement.is_used_up else ""
    elif (match := statement.take(_RENAME_COLUMN)) is not None:
        sql = f"RENAME COLUMN {match['old']} TO {match['new']}"
    elif (match := statement.take(_INDEX)) is not None:
        if not find_table(statement) or not statement.is_used_up:
            return ""
        unique, column = "UNIQUE " if match["unique"] else "", match["column"]
        sql = f"CREATE {unique}INDEX IF NOT EXISTS {statement.table}_{column} ON {statement.table} ({column})"
        return f'    connection.execute("{sql}")\n    connection.commit()\n'
    else:
        return ""
    return _altered(statement, sql) if find_table(statement) and statement.is_used_up else ""


def _altered(statement: Statement, sql: str) -> str:
    return f'    connection.execute("ALTER TABLE {statement.table} {sql}")\n    connection.commit()\n'


def describe(statement: Statement) -> str:
    """Return the lines that print the columns of a table, or the names of all tables."""
    if (asked := statement.take(_COLUMNS)) is not None:
        statement.text = re.sub(
            r"(?i)\bdoes (?:table )?(\w+)(?: table)?( have| contain)?\b", r"table \1", statement.text
        )
        with_types = statement.take(re.compile(r",? ?\b(?:with|and) (?:their )?types?\b", re.IGNORECASE))
        if not find_table(statement) or not statement.is_used_up:
            return ""
        is_of_names = re.search(r"(?i)\bnames?\b", asked[0]) and not (with_types or "type" in asked[0].lower())
        shown = "column[1]" if is_of_names else "column[1], column[2]"
        return (
            f'    for column in connection.execute("PRAGMA table_info({statement.table})"):\n        print({shown})\n'
        )
    if statement.take(_ALL_TABLES) is None or not statement.is_used_up:
        return ""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    return f'    for (name,) in connection.execute("{query}"):\n        print(name)\n'
