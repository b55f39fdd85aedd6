"""SQL in words: tables with their columns, rows put in, chosen, counted, changed and deleted, one statement or several.

A request is taken apart piece by piece (database, table, condition, order, …); what is left over must be words that
say nothing, or no program is written. Values are always bound as parameters.
"""

import ast
import re
import textwrap

from engine.chains.flow import Chain, repr_string
from engine.chains.sql_ask import ask
from engine.chains.sql_groups import summarise
from engine.chains.sql_joins import join_tables
from engine.chains.sql_queries import select
from engine.chains.sql_rows import delete, insert, update
from engine.chains.sql_statement import ARTICLES, PATH, Statement, copy_of
from engine.chains.sql_tables import alter, create, describe, drop
from engine.chains.sql_upserts import upsert


def write_sql(prompt: str) -> Chain | None:
    """Return the program that runs the SQL statement of a request, or None where the request is not understood whole."""
    lower = prompt.lower()
    if not re.search(r"\bsql|\btable\b|\.(?:db|sqlite3?)\b", lower) or re.search(
        r"\b(?:sqlalchemy|pandas|csv|json|html)\b", lower
    ):
        return None
    if not _SPEAKS_OF_DATA.search(lower):  # "a table of squares", "the ASCII table"
        return None
    text = ARTICLES.sub("", " ".join(prompt.split()).rstrip(".!? "))
    text, in_memory = _IN_MEMORY.subn(" ", text)
    statement = Statement(" ".join(_LEAD.sub("", text).split()))
    if (path := statement.take(PATH)) is not None:
        statement.path = path["path"]
        statement.text = re.sub(r"(?i)^create (?=with table\b)", "", " ".join(statement.text.split()))
    elif in_memory:
        statement.path = ":memory:"
    _tidy(statement)
    body, count = _write_one(statement), 1
    if not body:
        body, count = _write_several(statement)
    if not body:
        return None
    code = (
        "import sqlite3\nfrom contextlib import closing\n\n"
        f"with closing(sqlite3.connect({repr_string(statement.path)})) as connection:\n{body}"
    )
    return Chain(
        code, 1, (), title="Run one SQL statement with sqlite3" if count == 1 else "Run several SQL statements"
    )


_SPEAKS_OF_DATA = re.compile(
    r"\bsql|\.(?:db|sqlite3?)\b|\b(?:database|db|columns?|rows?|insert|where|key|join|update|delete)\b"
    r"|\btable [`'\"]?(?!(?:of|for|with|that|to|from|in)\b)\w"
)
_MEASURES = [("cheaper", "price <"), ("more expensive", "price >"), ("older", "age >"), ("younger", "age <")]
_KEPT = re.compile(
    r",? ?\b(?:and )?(?:keep|keeping|without losing|but keep)(?: all)?(?: existing)? (?:data|rows|content)s?\b.*$",
    re.IGNORECASE,
)
_MADE = re.compile(r"\W*(?:with )?table \w+ \([^()]*\)[ ,;:]*(?:and |then )*(?:insert|add)\b", re.IGNORECASE)
_DESCRIBED = re.compile(r"\w ?\(\w+(?: \w+)?(?: ?, ?\w+(?: \w+)?)+\)")  # a table with its columns
_SHOWN = re.compile(
    r"(?:(?:(?:in|of|from|into|to|on) )?table |(?:in|of|from|has|have|contains) )(?P<name>\w+) ?\((?P<columns>\w+(?: \w+)?(?: ?, ?\w+(?: \w+)?)+)\)",
    re.IGNORECASE,
)


def _by_year(said: re.Match[str]) -> str:
    return f"where year {'<' if said[1].lower() == 'older' else '>'} "


def _tidy(statement: Statement) -> None:
    """Take out what needs no code, and the columns of a table that is there already."""
    statement.text = re.sub(r"(?i)\bexisting table\b", "table", _KEPT.sub("", statement.text))
    statement.text = re.sub(
        r"(?i)\b(?:there is|there's|has|contains|i have|we have)(?: an?| the)? (?=table )", "", statement.text
    )
    statement.text = re.sub(r"(?i)\b(older|younger) than (?=(?:19|20)\d\d\b)", _by_year, statement.text)
    for words, condition in _MEASURES:
        statement.text = re.sub(
            rf"(?i)\b(?:(?:that|which|who) (?:are|is) )?{words} than (?=\d+(?:\.\d+)?(?! ?days?| ?weeks?| ?hours?)\b)",
            f"where {condition} ",
            statement.text,
        )
    if _MADE.match(statement.text):
        return  # a new table: its rows follow
    shown = list(_SHOWN.finditer(statement.text))
    if (
        len(shown) == 1
        and len(_DESCRIBED.findall(statement.text)) == 1
        and not re.search(
            r"(?i)\b(?:create|make|define|set up|new)\b.*\btable\b", statement.text[: shown[0].start("name")]
        )
    ):
        match = shown[0]
        columns = [column.split() for column in match["columns"].split(",")]
        statement.known_columns = tuple(words[0] for words in columns if words[0].lower() != "id")
        statement.text = f"{statement.text[: match.start()]} in table {match['name']} {statement.text[match.end() :]}"


_LEAD = re.compile(
    r"^(?:sqlite3?|sql)(?: query| statement)?(?: to| for)?:? |\bcreate sqlite3? (?:db|database|file)(?= with table)|\bcreate (?:new )?(?:db|database)(?= with table)",
    re.IGNORECASE,
)
_IN_MEMORY = re.compile(
    r"\b(?:in )?(?:an )?in-?memory (?:sqlite3? )?(?:database\b|db\b|(?=table\b))|\bin memory\b", re.IGNORECASE
)
_WRITERS = (join_tables, create, drop, alter, upsert, insert, delete, update, describe, summarise, select, ask)


def _write_one(statement: Statement) -> str:
    """Return the lines for one statement, or nothing."""
    return next(filter(None, (write(copy_of(statement)) for write in _WRITERS)), "")


_NEXT = re.compile(
    r" ?[,;.]? (?:and |then |and then )*(?=(?:insert|add|update|delete|print|show|select|list|fetch|get|query|count|drop)\b)"
    r"|^(?:create |make |with |open )+(?=table\b)",
    re.IGNORECASE,
)


def _write_several(statement: Statement) -> tuple[str, int]:
    """Return the lines for the statements that a request strings together, and how many they are."""
    pieces = [piece for piece in _NEXT.split(statement.text) if piece.strip(" ,")]
    bodies: list[str] = []
    table = ""
    columns: tuple[str, ...] = ()
    for text in pieces:
        text = re.sub(r"^(?:with )?table\b", "create table", text.strip(" ,:"), flags=re.IGNORECASE)
        piece = Statement(text, statement.path, known_table=table, known_columns=columns)
        body = _write_one(piece)
        if not body:
            return "", 0
        bodies.append(body)
        if made := re.search(r"CREATE TABLE IF NOT EXISTS (\w+) \(([^)]*)\)", body):
            table = made[1]
            lines = [line.split() for line in made[2].split(",\n")]
            columns = tuple(words[0] for words in lines if words and "KEY" not in words)
        elif not table:
            return "", 0
    return _with_types("".join(bodies), columns), len(bodies)


_ROWS = re.compile(r"^    rows = (\[.*?^    \])", re.MULTILINE | re.DOTALL)


def _with_types(body: str, columns: tuple[str, ...]) -> str:
    """Return the statements with number types for those columns of a new table that get numbers."""
    match = _ROWS.search(body)
    rows = ast.literal_eval(textwrap.dedent(match[1])) if match else []
    for column, values in zip(columns, zip(*rows, strict=True), strict=False):
        if all(isinstance(value, int | float) for value in values):
            kind = "INTEGER" if all(isinstance(value, int) for value in values) else "REAL"
            body = re.sub(rf"^( +{column} )(?:TEXT|INTEGER)(?=,?$)", rf"\g<1>{kind}", body, count=1, flags=re.MULTILINE)
    return body
