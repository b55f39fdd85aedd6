"""Rows of a CSV file put into a table of an SQLite database, and what is asked of it there.

The columns are those of the file's header, whatever they are; numbers become numbers, and all else stays text.
"""

import re

from engine.chains.declared import take_columns
from engine.chains.flow import Chain, repr_string, singular
from engine.chains.record_rows import Rows
from engine.chains.sql_ask import read_query
from engine.syntax import compiles

_CSV = re.compile(r"[\"'`]?(?P<path>[\w./-]+\.csv)[\"'`]?")
_DATABASE = re.compile(r"[\"'`]?(?P<path>[\w./-]+\.(?:db|sqlite3?))[\"'`]?")
_MEMORY = re.compile(r"\b(?:in |an )*in[- ]?memory\b|\bin memory\b", re.IGNORECASE)
_TABLE = re.compile(
    r"\btable (?:called |named )?[\"'`]?(?P<one>(?!(?:in|of|from|with|and|then)\b)[A-Za-z_]\w*)[\"'`]?|\b(?P<two>(?!(?:sqlite3?|new|a|the|one|into|database|db|sql|same)\b)[A-Za-z_]\w*)[\"'`]? table\b",
    re.IGNORECASE,
)
_LOAD = re.compile(
    r"\b(?:please|load|loads?|import|imports?|put|puts|read|reads|insert|copy|copies|write|store|save|make|create|build|open|fill|"
    r"all|every|each|the|a|an|of|from|in|into|to|as|and|then|with|using|use|it|its|them|new|rows?|lines?|records?|data|contents?|"
    r"file|csv|sqlite3?|sql|database|databases|db|table|tables|called|named|inside|header|columns?|same|python|up|out|"
    r"script|that|which|i|have|want|for|memory)\b|[,:;()]",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"(?:[,;.:]|\band\b|\bthen\b)+ *(?:and |then |use sql(?:ite)? to |with sql |query |ask )*(?=(?:print|show|list|query|select|count|tell|give|get|find|output|display|how|which|what)\b)",
    re.IGNORECASE,
)


def fill_database(prompt: str) -> Chain | None:
    """Return the program that fills a table with a file's rows and asks what the request wants, or None."""
    text, declared = take_columns(" ".join(prompt.split()).rstrip("."))
    file, database = _CSV.search(text), _DATABASE.search(text) or _MEMORY.search(text)
    if file is None or database is None or not re.search(r"\b(?:sqlite3?|database|db|table)\b", text, re.IGNORECASE):
        return None
    if declared or _CSV.search(text, file.end()):
        return None
    parts = _SPLIT.split(text, maxsplit=1)
    loading, query = parts[0], parts[1] if len(parts) > 1 else ""
    if file["path"] not in loading or database[0] not in loading or _DATABASE.search(query):
        return None
    stem = re.sub(r"\W", "_", file["path"].rsplit("/", 1)[-1].rsplit(".", 1)[0]).lower()
    rest = loading.replace(file[0], " ").replace(database[0], " ")
    named = _TABLE.search(rest)
    table = (named["one"] or named["two"]) if named else stem
    rest = f"{rest[: named.start()]} {rest[named.end() :]}" if named else rest
    if _LOAD.sub("", rest).strip() or not table.isidentifier():
        return None
    asked = read_query(query, Rows(table, singular(table), is_text=False)) if query else ""
    if query and not asked:
        return None
    path = database["path"] if "path" in database.groupdict() else ":memory:"
    code = _write(file["path"], path, table) + asked
    return Chain(code, 2, ()) if compiles(code) else None


def _write(file: str, path: str, table: str) -> str:
    return (
        "import csv\nimport sqlite3\nfrom contextlib import closing\n\n"
        f'with open({repr_string(file)}, newline="", encoding="utf-8") as file:\n'
        "    header, *rows = csv.reader(file)\n"
        'columns = ", ".join(f\'"{name}" NUMERIC\' for name in header)\n'
        'marks = ", ".join("?" for _ in header)\n'
        f"with closing(sqlite3.connect({repr_string(path)})) as connection:\n"
        f'    connection.execute("DROP TABLE IF EXISTS {table}")\n'
        f'    connection.execute(f"CREATE TABLE {table} ({{columns}})")\n'
        f'    connection.executemany(f"INSERT INTO {table} VALUES ({{marks}})", rows)\n'
        "    connection.commit()\n"
    )
