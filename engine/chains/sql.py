"""One SQL statement in words: tables with their columns, rows put in, chosen, counted, changed and deleted.

A request is taken apart piece by piece (database, table, condition, order, …); what is left over must be words that
say nothing, or no program is written. Values are always bound as parameters.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from engine.chains.classes import NUMBERS, WHOLE
from engine.chains.flow import Chain, repr_string, singular
from engine.values import find_values

_PATH = re.compile(
    r"\b(?:in|of|from|to|into|using|with|on)? ?(?:(?:sqlite3?|database|db|file|called|named) )*"
    r"[`'\"]?(?P<path>[\w./-]+\.(?:db|sqlite3?|sqlite))[`'\"]?(?: (?:sqlite3? )?database)?",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"\b(?:the|a|an|my|its|their|each of)\b ", re.IGNORECASE)
_TABLE = re.compile(
    r"\b(?:in |of |from |into |to |on )?table (?:called |named )?[`'\"]?(?P<table>[A-Za-z_]\w*)[`'\"]?"
    r"|\b(?:in |of |from |into |to |on )?[`'\"]?(?P<table2>[A-Za-z_]\w*)[`'\"]? table\b",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\b(?:from|into) [`'\"]?(?P<table>[A-Za-z_]\w*)[`'\"]?", re.IGNORECASE)
_LITERAL = r"(?:'[^']*'|\"[^\"]*\"|-?\d+(?:\.\d+)?)"
_WORD_OR_LITERAL = rf"(?:{_LITERAL}|(?!(?:in|the|a|not|at|over|under|above|below|more|less|null)\b)[A-Za-z]\w*)"
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
_WHERE = re.compile(r",? ?\b(?:where|whose|with|that have|which have|having|for which) ", re.IGNORECASE)
_ORDER = re.compile(
    r",? ?(?:and )?\b(?:ordered|sorted|order|sort)(?: them| it)?(?: by| on)? (?:column )?(?P<column>[A-Za-z_]\w*)"
    r"(?P<down>,? (?:descending|desc|(?:highest|largest|biggest|newest|latest|most expensive) first|from high(?:est)? to low(?:est)?))?"
    r"(?:,? (?:ascending|asc|(?:lowest|smallest|oldest|cheapest) first|alphabetically))?",
    re.IGNORECASE,
)
_LIMIT = re.compile(r",? ?\b(?:first|top|limit(?:ed)?(?: to)?|at most) (?P<count>\d+)\b", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:per|by|for every|for each|of every|of each|in every|in each|grouped by|group by) (?P<column>[A-Za-z_]\w*)",
    re.IGNORECASE,
)
_AGGREGATES = {"count": "COUNT", "sum": "SUM", "total": "SUM", "average": "AVG", "mean": "AVG", "maximum": "MAX", "max": "MAX",
    "highest": "MAX", "largest": "MAX", "minimum": "MIN", "min": "MIN", "lowest": "MIN", "smallest": "MIN"}  # fmt: skip
_FILLER = frozenset(
    "please sqlite sqlite3 sql database db python in using with query statement from and then all of to out print show "
    "display output list get fetch select find read return give me how many do i can you could would write script "
    "program code that which rows row records record entries entry everything it them each one by on for result "
    "results column columns are is there sorted".split()
)
_TYPES = {"text": "TEXT", "string": "TEXT", "str": "TEXT", "varchar": "TEXT", "integer": "INTEGER", "int": "INTEGER",
    "number": "INTEGER", "real": "REAL", "float": "REAL", "decimal": "REAL", "date": "TEXT", "datetime": "TEXT",
    "boolean": "INTEGER", "bool": "INTEGER", "blob": "BLOB"}  # fmt: skip


@dataclass
class _Statement:
    """What a request says of one statement, and the words that are left of it."""

    text: str
    path: str = "data.db"
    table: str = ""
    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    order: str = ""
    limit: str = ""
    group: str = ""

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
        return all(word in _FILLER or word in known for word in re.findall(r"[^\s,.:;?!()]+", self.text.lower()))


def write_sql(prompt: str) -> Chain | None:
    """Return the program that runs the SQL statement of a request, or None where the request is not understood whole."""
    lower = prompt.lower()
    if not re.search(r"\bsql|\btable\b|\.(?:db|sqlite3?)\b", lower) or re.search(
        r"\b(?:sqlalchemy|pandas|csv|json|html)\b", lower
    ):
        return None
    statement = _Statement(_ARTICLES.sub("", " ".join(prompt.split()).rstrip(".!? ")))
    if (path := statement.take(_PATH)) is not None:
        statement.path = path["path"]
    for write in (_create, _drop, _insert, _delete, _update, _select):
        body = write(_copy(statement))
        if body:
            code = (
                "import sqlite3\nfrom contextlib import closing\n\n"
                f"with closing(sqlite3.connect({repr_string(statement.path)})) as connection:\n{body}"
            )
            return Chain(code, 1, (), title="Run one SQL statement with sqlite3")
    return None


def _copy(statement: _Statement) -> _Statement:
    return _Statement(" ".join(statement.text.split()), statement.path)


def _literal(text: str) -> Any:
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


def _find_table(statement: _Statement) -> bool:
    match = statement.take(_TABLE) or statement.take(_TARGET)
    if match is None:
        return False
    statement.table = next(name for name in match.groups() if name)
    return statement.table.lower() not in ("sqlite", "sql", "database", "new", "this", "that")


def _take_condition(statement: _Statement) -> bool:
    """Take the condition out of the text, if there is one; return whether what there is was understood."""
    match = _WHERE.search(statement.text)
    if match is None:
        return True
    rest = statement.text[match.end() :]
    while (comparison := _COMPARISON.match(rest)) is not None:
        operator = next(
            sign for words, sign in _OPERATORS if re.fullmatch(words, comparison["operator"], re.IGNORECASE)
        )
        value = _literal(comparison["value"])
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


def _call(statement: _Statement, sql: str, values: list[Any]) -> str:
    bound = f", ({', '.join(map(_source, values))}{',' if len(values) == 1 else ''})" if values else ""
    return f'connection.execute("{sql}"{bound})'


def _source(value: Any) -> str:
    return repr_string(value) if isinstance(value, str) else repr(value)


# ---------------------------------------------------------------- the statements
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


def _create(statement: _Statement) -> str:
    match = _CREATE.fullmatch(statement.text.strip())
    if match is None or not match["columns"].strip():
        return ""
    columns = []
    for part in re.split(r" ?, ?(?:and )?| and | & ", match["columns"].strip(" ().")):
        column = _COLUMN.fullmatch(part.strip())
        if column is None or column["name"].lower() in _FILLER:
            return ""
        columns.append(_column(column))
    if len(columns) < 2:
        return ""
    lines = ",\n".join(f"            {column}" for column in columns)
    return (
        f'    connection.execute(\n        """\n        CREATE TABLE IF NOT EXISTS {match["table"]} (\n{lines}\n'
        f'        )\n        """\n    )\n    connection.commit()\n'
    )


def _column(match: re.Match[str]) -> str:
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


_PAIR = re.compile(rf"[`'\"]?(?P<column>[A-Za-z_]\w*)[`'\"]?(?: ?= ?| is | of | )(?P<value>{_LITERAL})")
_INSERT = re.compile(r"\b(?:insert|add)\b", re.IGNORECASE)


def _insert(statement: _Statement) -> str:
    if statement.take(_INSERT) is None:
        return ""
    rows = [value for value in find_values(statement.text) if value.kind == "data"]
    if rows:
        given = rows[0]
        statement.text = f"{statement.text[: given.start]} {statement.text[given.end :]}"
        if not _find_table(statement) or not _is_only(statement, "values value tuple list"):
            return ""
        items = list(given.value.values()) if isinstance(given.value, dict) else list(given.value)
        named = f" ({', '.join(given.value)})" if isinstance(given.value, dict) else ""
        many = bool(items) and all(isinstance(item, list | tuple) for item in items)
        marks = ", ".join("?" * len(items[0] if many else items))
        if len(rows) > 1 or not marks:
            return ""
        sql = f"INSERT INTO {statement.table}{named} VALUES ({marks})"
        if many:
            listed = f"[{', '.join(repr(tuple(item)) for item in items)}]"
            return f'    connection.executemany("{sql}", {listed})\n    connection.commit()\n'
        return f"    {_call(statement, sql, items)}\n    connection.commit()\n"
    if not _find_table(statement):
        return ""
    pairs = list(_PAIR.finditer(statement.text))
    if not pairs or len({pair["column"] for pair in pairs}) < len(pairs):
        return ""
    statement.text = _PAIR.sub(" ", statement.text)
    if not _is_only(statement, "new user person product item values value and"):
        return ""
    sql = f"INSERT INTO {statement.table} ({', '.join(pair['column'] for pair in pairs)}) VALUES ({', '.join('?' * len(pairs))})"
    return f"    {_call(statement, sql, [_literal(pair['value']) for pair in pairs])}\n    connection.commit()\n"


def _is_only(statement: _Statement, more: str) -> bool:
    statement.text = re.sub(rf"\b(?:{'|'.join(more.split())})\b", " ", statement.text, flags=re.IGNORECASE)
    return statement.is_used_up


def _delete(statement: _Statement) -> str:
    if statement.take(re.compile(r"\b(?:delete|remove)\b", re.IGNORECASE)) is None:
        return ""
    if (
        not _find_table(statement)
        or not _take_condition(statement)
        or not statement.conditions
        or not statement.is_used_up
    ):
        return ""
    sql = f"DELETE FROM {statement.table}{statement.where}"
    return f"    {_call(statement, sql, statement.values)}\n    connection.commit()\n"


def _drop(statement: _Statement) -> str:
    if statement.take(re.compile(r"\b(?:drop|delete|remove)(?= table\b)", re.IGNORECASE)) is None:
        return ""
    if not _find_table(statement) or not statement.is_used_up:
        return ""
    return f'    connection.execute("DROP TABLE IF EXISTS {statement.table}")\n    connection.commit()\n'


_SET = re.compile(
    rf"\b(?:set|change|update) (?:column )?(?P<column>[A-Za-z_]\w*)(?: column)?(?: (?:of|in|for) (?:all )?(?:rows|row))? ?(?:to|=) ?(?P<value>{_LITERAL})",
    re.IGNORECASE,
)
_RAISE = re.compile(
    r"\b(?P<verb>increase|raise|reduce|decrease|lower) (?:column |all )?(?P<column>[A-Za-z_]\w*?)(?P<plural>s)?(?: column)?(?: of all [a-z]+)? by (?P<amount>\d+(?:\.\d+)?) ?(?P<percent>%|percent)?",
    re.IGNORECASE,
)


def _update(statement: _Statement) -> str:
    if not re.search(r"\b(?:set|change|update|increase|raise|reduce|decrease|lower)\b", statement.text, re.IGNORECASE):
        return ""
    if not _find_table(statement) or not _take_condition(statement):
        return ""
    statement.text = re.sub(r"\bupdate\b (?=set|change|increase|,|and|$)", " ", " ".join(statement.text.split()))
    if (match := statement.take(_SET)) is not None:
        sql, values = f"UPDATE {statement.table} SET {match['column']} = ?", [_literal(match["value"])]
    elif (match := statement.take(_RAISE)) is not None:
        column = match["column"]
        sign = "-" if match["verb"].lower() in ("reduce", "decrease", "lower") else "+"
        change = f"{column} * (1 {sign} ? / 100.0)" if match["percent"] else f"{column} {sign} ?"
        sql, values = f"UPDATE {statement.table} SET {column} = {change}", [_literal(match["amount"])]
    else:
        return ""
    if not statement.is_used_up:
        return ""
    return f"    {_call(statement, sql + statement.where, values + statement.values)}\n    connection.commit()\n"


_WHAT = re.compile(
    r"\b(?:columns? |only )?(?P<columns>(?!(?:all|rows?|records|everything|every|entries)\b)[A-Za-z_]\w*(?: ?, ?[A-Za-z_]\w*)*(?: ?,? and [A-Za-z_]\w*)?)(?: columns?)?(?: of (?:all|every) \w+)?$"
)
_VERBS = re.compile(
    r"^.*?\b(?:select|get|fetch|print|show|display|list|read|find|query|return|output|how many|count)\b", re.IGNORECASE
)


def _select(statement: _Statement) -> str:
    if not _VERBS.search(statement.text) and not any(word in statement.text.lower().split() for word in _AGGREGATES):
        return ""
    order, limit = statement.take(_ORDER), None
    if not _take_condition(statement):
        return ""
    limit = statement.take(_LIMIT)
    if not _find_table(statement):
        return ""
    tail = (f" ORDER BY {order['column']}{' DESC' if order['down'] else ''}" if order else "") + (
        f" LIMIT {limit['count']}" if limit else ""
    )
    return _aggregate(statement, tail) or _rows(statement, tail)


_AGGREGATE = re.compile(
    rf"\b(?P<function>{'|'.join(_AGGREGATES)}|how many|number of)\b(?: of)?(?: (?!rows?|records?|entries|by|per|for|in|of|grouped|group)(?P<column>[A-Za-z_]\w*))?",
    re.IGNORECASE,
)


def _aggregate(statement: _Statement, tail: str) -> str:
    group = _GROUP.search(statement.text)
    text = statement.text if group is None else f"{statement.text[: group.start()]} {statement.text[group.end() :]}"
    match = _AGGREGATE.search(text)
    if match is None:
        return ""
    left = _Statement(f"{text[: match.start()]} {text[match.end() :]}", table=statement.table)
    if not left.is_used_up:
        return ""
    function = _AGGREGATES.get(match["function"].lower(), "COUNT")
    column = match["column"] or ""
    if function == "COUNT":
        if column and column.lower() not in (statement.table.lower(), *_FILLER):
            return ""
        made = "COUNT(*)"
    elif column:
        made = f"{function}({column})"
    else:
        return ""
    name = {"COUNT": "count", "SUM": "total", "AVG": "average", "MAX": "highest", "MIN": "lowest"}[function]
    if group is None:
        call = _call(statement, f"SELECT {made} FROM {statement.table}{statement.where}", statement.values)
        return f"    ({name},) = {call}.fetchone()\n    print({name})\n"
    key = group["column"]
    sql = f"SELECT {key}, {made} FROM {statement.table}{statement.where} GROUP BY {key}{tail or f' ORDER BY {key}'}"
    return f"    for {key}, {name} in {_call(statement, sql, statement.values)}:\n        print({key}, {name})\n"


def _rows(statement: _Statement, tail: str) -> str:
    text = " ".join(_VERBS.sub("", statement.text, count=1).split()).strip(" ,")
    text = re.sub(
        r"\b(?:and |then )*(?:print|show|display|output|return)(?: (?:them|it|result|results|each|each row|every row|out))*$",
        "",
        text,
    ).strip(" ,")
    columns: list[str] = []
    left = _Statement(text, table=statement.table)
    if not left.is_used_up:
        match = _WHAT.fullmatch(text)
        if match is None:
            return ""
        columns = re.findall(r"\w+", re.sub(r"\band\b", " ", match["columns"]))
        if any(column.lower() in _FILLER for column in columns):
            return ""
    sql = f"SELECT {', '.join(columns) or '*'} FROM {statement.table}{statement.where}{tail}"
    call = _call(statement, sql, statement.values)
    if not columns:
        return f"    for row in {call}:\n        print(row)\n"
    names = f"({columns[0]},)" if len(columns) == 1 else ", ".join(columns)
    return f"    for {names} in {call}:\n        print({', '.join(columns)})\n"
