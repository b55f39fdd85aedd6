"""Where rows come from: a file, two that are joined, a table of a database; the mention is taken out of the request."""

import re
from dataclasses import replace

from engine.chains.declared import Declared
from engine.chains.flow import plural, repr_string, singular
from engine.chains.record_rows import Rows
from engine.chains.record_words import Words
from engine.rewrite import is_usable_name

ENDINGS = (".csv", ".tsv", ".json", ".jsonl")


_WRITTEN = re.compile(
    r"(?:\b(?:save|make|create|build|produce)(?: (?!from|of|in|with|and|then)[a-z]+| §s\d+)*|\b(?:to|into|as|go|go in)(?: (?:new|csv|json|file|called|named))*) ?$",
    re.IGNORECASE,
)


_TABLE = re.compile(
    r"(?:(?:read|in|from|of) )*(?P<path>§p\d+)(?: database)?(?: ,)? (?:(?:with|has|contains|holds) )?table (?P<table>[A-Za-z_]\w*)"
    r"|(?:(?:in|from|of|rows|whole|data|contents) )*(?:table (?P<table2>[A-Za-z_]\w*)|(?P<table3>[A-Za-z_]\w*) table) (?:in|of|from) (?:sqlite3? )?(?:database )?(?P<path2>§p\d+)",
    re.IGNORECASE,
)


_MENTION = r"(?:(?:(?:read|take|use|given|in|from|of|out of|on|for|using|with|inside|csv|json|file|text|rows|data|list)(?: |$))*)"


def open_rows(w: Words, declared: dict[str, Declared]) -> bool:
    """Write the lines that read the file, or the two that are joined; take the mention out of the text."""
    text = w.phrase.text
    if (stored := _TABLE.search(text)) and re.search(r"\.(?:db|sqlite3?)$", str(w.value(stored["path"] or stored["path2"]))):  # fmt: skip
        return _open_table(w, stored)
    if joined := re.search(
        r"(?:read (?:files? )?§p\d+ and §p\d+ ,? ?(?:and |then )*)?(?:join|merge|combine)(?: (?:files?|(?:two )?csv files|csv|rows(?: of)?))?(?: (?P<one>§p\d+) (?:and|with|,|to) (?P<two>§p\d+))?(?: (?:them|both))? (?:on|by|using|over|via)(?: (?:common|shared|same|column|key))* (?P<key>[A-Za-z_]\w*)(?: column)?",
        text,
    ):
        paths = [joined["one"], joined["two"]] if joined["one"] else re.findall(r"§p\d+", joined[0])
        if len(paths) != 2 or not all(str(w.value(path)).endswith((".csv", ".json")) for path in paths):
            return False
        w.phrase = replace(w.phrase, text=f"{text[: joined.start()]}, {text[joined.end() :]}".strip(" ,"))
        _write_join(w, [str(w.value(path)) for path in paths], joined["key"], declared)
        return True
    for match in re.finditer(r"§p\d+", text):
        path = str(w.value(match[0]))
        if not path.lower().endswith(ENDINGS) or _WRITTEN.search(text[: match.start()]):
            continue
        mention = re.search(rf"(?:^|(?<= )){_MENTION}$", text[: match.start()], re.IGNORECASE)
        start = mention.start() if mention else match.start()
        rest = re.sub(r"^ ?(?:file )?(?:with header(?: row)? )?", " ", text[match.end() :])
        before = text[:start].rstrip()
        gap = " , " if not before or before.endswith(",") or rest.lstrip().startswith(",") else " "
        w.phrase = replace(w.phrase, text=re.sub(r"(?:, )+", ", ", f"{before}{gap}{rest.strip()}").strip(" ,"))
        w.rows, w.path = _write_reading(w, path, declared.get(path)), path
        return True
    return False


def _open_table(w: Words, stored: re.Match[str]) -> bool:
    """Write the lines that read a table of a database, which is to be written into a file."""
    text = w.phrase.text
    path, table = (
        str(w.value(stored["path"] or stored["path2"])),
        stored["table"] or stored["table2"] or stored["table3"],
    )
    if not re.search(r"\.(?:db|sqlite3?)$", path) or re.search(r"\b(?:insert|create|delete|update|sqlalchemy)\b", text):
        return False
    rest = f"{text[: stored.start()].rstrip()} {text[stored.end() :].strip()}"
    names: tuple[str, ...] = ()
    if shown := re.match(
        r"(?P<before>.*?) (?P<names>[a-z_]+(?: , [a-z_]+)+) (?=,)", rest if not stored.start() else ""
    ):
        names, rest = tuple(re.findall(r"[a-z_]+", shown["names"])), rest[shown.end() :]
    w.phrase = replace(w.phrase, text=re.sub(r"(?:, )+", ", ", rest).strip(" ,"))
    w.flow.imports |= {"import sqlite3", "from contextlib import closing"}
    name = w.flow.free_name(table)
    w.flow.names.add(name)
    w.flow.lines.append(
        f"with closing(sqlite3.connect({repr_string(path)})) as connection:\n    connection.row_factory = sqlite3.Row\n"
        f'    {name} = [dict(row) for row in connection.execute("SELECT * FROM {table}")]'
    )
    w.rows = Rows(name, singular(table), names, is_text=False)
    return True


def _name(path: str) -> str:
    stem = singular(re.sub(r"\W", "_", path.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]).lower())
    return stem if stem.isidentifier() and is_usable_name(plural(stem)) else "row"


def _write_reading(w: Words, path: str, declared: Declared | None) -> Rows:
    noun = _name(path)
    name = w.flow.free_name(plural(noun))
    w.flow.names.add(name)
    where, ending = repr_string(path), path.rsplit(".", 1)[-1].lower()
    columns = declared.columns if declared else ()
    if ending in ("csv", "tsv"):
        w.flow.imports.add("import csv")
        sign = w.delimiter or ("\\t" if ending == "tsv" else "")
        more = f', delimiter="{sign}"' if sign else ""
        w.flow.lines.append(
            f'with open({where}, newline="", encoding="utf-8") as file:\n    {name} = list(csv.DictReader(file{more}))'
        )
        return Rows(name, noun, columns)
    w.flow.imports.add("import json")
    load = "[json.loads(line) for line in file if line.strip()]" if ending == "jsonl" else "json.load(file)"
    w.flow.lines.append(f'with open({where}, encoding="utf-8") as file:\n    {name} = {load}')
    return Rows(name, noun, columns, is_text=False)


def _write_join(w: Words, paths: list[str], key: str, declared: dict[str, Declared]) -> None:
    one, two = (_write_reading(w, path, declared.get(path)) for path in paths)
    w.flow.imports.add("from collections import defaultdict")
    cell = f"[{repr_string(key)}]"
    by = w.flow.free_name(f"{two.code}_by_{key}")
    x, y = one.x, two.x if two.x != one.x else "other"
    w.flow.lines.append(f"{by} = defaultdict(list)\nfor {y} in {two.code}:\n    {by}[{y}{cell}].append({y})")
    name = w.assign("joined", f"[{x} | {y} for {x} in {one.code} for {y} in {by}[{x}{cell}]]")
    columns = tuple(dict.fromkeys((*one.columns, *two.columns))) if one.columns and two.columns else ()
    w.rows = Rows(name, one.noun, columns, is_text=one.is_text)
