"""Read a request about the rows of a file, or of two that are joined: kept, changed, grouped, sorted, shown and saved.

It is read clause by clause, and nothing is guessed: a word that is not understood where it stands ends it.
"""

import re
from dataclasses import replace
from functools import partial

from engine.chains.declared import Declared, take_columns
from engine.chains.flow import Chain, plural, repr_string, singular
from engine.chains.phrases import normalise
from engine.chains.record_changes import read_record_change
from engine.chains.record_groups import FUNCTION, read_grouped, read_key
from engine.chains.record_outputs import read_numbers, read_saved, read_shown
from engine.chains.record_picks import read_best_of_each, read_few
from engine.chains.record_rows import Rows
from engine.chains.record_shows import Look, label, print_rows, read_columns, read_look, save_rows
from engine.chains.record_words import SEPARATOR, Words
from engine.chains.table_plan import NUMBER_LIKE
from engine.rewrite import is_usable_name
from engine.syntax import compiles, undefined_names

LONGEST_READ = 800  # characters
_ENDINGS = (".csv", ".tsv", ".json", ".jsonl")
_WRITTEN = re.compile(
    r"(?:\b(?:save|make|create|build|produce)(?: (?!from|of|in|with|and|then)[a-z]+| §s\d+)*|\b(?:to|into|as|go|go in)(?: (?:new|csv|json|file|called|named))*) ?$",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"[,:]? ?\b(?:like|e\.g\.|for example|such as|in the form|in the format|as(?= ?[\"'“`])):? ?[\"'“`]?(?P<form>[A-Z]\w*\W.*\d.*?)[\"'”`]?\.?$"
)
_DELIMITER = re.compile(
    r",? ?\(?\b(?:(?:it |which |that )?(?:uses?|has|with|is|are)? ?(?:columns )?(?:are )?(?:separated by |delimited by )?(semicolon|tab|pipe)s?(?: as (?:a |the )?(?:separator|delimiter)|(?<=s)(?= ?[.,;)]))|(semicolon|tab|pipe)[- ](?:separated|delimited))\)?",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"\b(?P<verb>print|as|like) (?:the |each |every )?(?P<one>[a-z]\w*)(?P<sep>: | = |=| - |:)(?P<two>[a-z]\w*)(?= ?(?:for|sorted|per|[.,;]|$))",
    re.IGNORECASE,
)
_MEASURED = {"taller": "height", "heavier": "weight"}
_MINUS = re.compile(r"(?<=[a-z]) - (?=[a-z]\w*(?:[,.]|$| ))")
_TABLE = re.compile(
    r"(?:(?:read|in|from|of) )*(?P<path>§p\d+)(?: database)?(?: ,)? (?:(?:with|has|contains|holds) )?table (?P<table>[A-Za-z_]\w*)"
    r"|(?:(?:in|from|of|rows|whole|data|contents) )*(?:table (?P<table2>[A-Za-z_]\w*)|(?P<table3>[A-Za-z_]\w*) table) (?:in|of|from) (?:sqlite3? )?(?:database )?(?P<path2>§p\d+)",
    re.IGNORECASE,
)
_NOT_COLUMNS = frozenset("count number value values sum average max min high low day days year years length id".split())
_MENTION = r"(?:(?:(?:read|take|use|given|in|from|of|out of|on|for|using|with|inside|csv|json|file|text|rows|data|list)(?: |$))*)"


def read_records(prompt: str) -> Chain | None:
    """Return the program for a request about rows that was understood to the last word, or None."""
    if not any(ending in prompt for ending in _ENDINGS) or len(prompt) > LONGEST_READ:
        return None
    text = re.sub(r"\? +(?=\w)", ". ", prompt.strip())
    form = _FORM.search(text)
    if form:
        text = f"{text[: form.start()]} shownform"
    if re.search(r"=", text):
        text = _MINUS.sub(" minus ", text)
        if re.search(r"\([^()]*[*/+][^()]*\)", text):
            return None
    text = re.sub(r"\b(?:that are |who are )?(taller|heavier) than\b", lambda m: f"with {_MEASURED[m[1]]} over", text)
    pair = _PAIR.search(text)
    if pair:
        said = f"print {pair['one']} and {pair['two']}" if pair["verb"].lower() == "print" else ""
        text = f"{text[: pair.start()]}{said}{text[pair.end() :]}"
    delimiter = _DELIMITER.search(text)
    if delimiter and not re.search(r"\.[a-z]+\W{0,3}$", text[: delimiter.start()]) and not re.match(r"(?: \w+){0,2} [\w./-]+\.[a-z]+\b", text[delimiter.end() :]):  # fmt: skip
        delimiter = None  # what is printed is to look so
    if delimiter:
        text = f"{text[: delimiter.start()]}{text[delimiter.end() :]}"
    text, declared = take_columns(text)
    sign = next((part.lower() for part in delimiter.groups() if part), "") if delimiter else ""
    w = Words(normalise(text, hoists=False), form=form["form"] if form else "", prompt=prompt)
    w.pair = pair["sep"] if pair else ""
    w.delimiter = {"semicolon": ";", "tab": "\\t", "pipe": "|"}.get(sign, "")
    if not _open(w, declared):
        return None
    hinted = re.search(rf"\b{FUNCTION} (?:of )?(?P<column>[a-z_]+)", w.phrase.text)
    w.hint = hinted["column"] if hinted else _only_number_named(w)
    if not w.attempt(lambda: _read_convert(w)) and not _read_clauses(w):
        return None
    if not _finish(w):
        return None
    code = w.flow.code()
    if not compiles(code) or undefined_names(code):
        return None
    return Chain(code, max(2, w.steps), ())


def _only_number_named(w: Words) -> str:
    """Return the one column of numbers that the request speaks of, by the look of its name."""
    words = set(re.findall(r"[a-z_]+", w.phrase.text)) - _NOT_COLUMNS
    found = {word for word in words if NUMBER_LIKE.fullmatch(word) and not w.rows.names_item(word)}
    return found.pop() if len(found) == 1 else ""


def _open(w: Words, declared: dict[str, Declared]) -> bool:
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
        if not path.lower().endswith(_ENDINGS) or _WRITTEN.search(text[: match.start()]):
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


def _read_clauses(w: Words) -> bool:
    while w.rest:
        if w.eat(SEPARATOR):
            continue
        if not _read_clause(w):
            return False
        w.steps += 1
    return True


def _read_clause(w: Words) -> bool:
    for read in (_read_group_by, read_record_change, read_saved, read_shown, _read_worked_out, _read_first_shown):
        if w.attempt(partial(read, w)):
            return True
    return False


def _read_convert(w: Words) -> bool | None:
    """Read "people.json to people.csv, only name and town, sorted by name"."""
    target = w.eat(r"(?:convert )?(?:it )?(?:to|into|as) (?P<path>§p\d+)(?= ?(?:,|with|only))") if not w.steps else None
    if target is None:
        return None
    columns: list[str] = []
    while w.rest:
        if w.eat(r"(?:,|and|but|then)(?= )"):
            continue
        if w.attempt(lambda: read_record_change(w)):
            continue
        w.eat(r"(?:with|keep)? ?(?:only)?(?: (?:columns?|fields))?(?= [a-z])")
        found = read_columns(w) if not columns else []
        if not found or not w.at_end():
            return None
        columns = found
    w.is_shown = True
    return save_rows(w, w.rows, columns, str(w.value(target["path"])), Look()) or None


def _read_group_by(w: Words) -> bool | None:
    """Read "group by city", of whose groups the next clause speaks."""
    if not w.steps and w.eat(r"(?:convert )?(?:it )?(?:to|into) (?:json|csv)(?: format)?(?= ?(?:,|and\b))"):
        return True
    if w.eat(r"group(?: (?!by\b)[a-z]+)? by|(?:for|per) (?:each|every)") is None:
        return None
    keys = read_key(w)
    if not keys or not w.at_end() or any(code != w.rows.cell(name) for name, code in keys):
        return None
    w.group = [name for name, _ in keys]
    return True


def _read_first_shown(w: Words) -> bool | None:
    """Read "names of the users over 20" where nothing is said of printing."""
    return read_shown(w, is_said=False) if not w.steps and w.sees(r"[a-z_]+ of [a-z]+") else None


def _read_worked_out(w: Words) -> bool | None:
    """Read numbers, groups or rows that are worked out first and shown later."""
    w.eat(r"(?:compute|calculate|determine|work out|keep|get|find out|make|find|which(?= is))")
    start = w.position
    if w.attempt(lambda: read_grouped(w)):
        w.is_shown = re.search(r"\bprint\b", w.phrase.text[start : w.position]) is not None
        look = read_look(w)
        if not w.at_end() or (look != Look() and w.rest and not w.is_shown):
            return None
        if look == Look() and not w.is_shown:
            return True
        w.is_shown = True
        return print_rows(w, w.rows, [], look) or None
    for read in (read_best_of_each, read_few):
        if w.attempt(partial(_to_the_end, w, read)):
            w.is_shown = False
            return True
    outputs = read_numbers(w)
    if not outputs or not w.at_end():
        return None
    w.pending += outputs
    w.is_shown = False
    return True


def _to_the_end(w: Words, read: object) -> bool | None:
    assert callable(read)
    return True if read(w) and w.at_end() else None


def _finish(w: Words) -> bool:
    """Show what was worked out last, where the request does not say to."""
    if w.group:
        return False
    if w.pending:
        for name, code in w.pending:
            w.flow.lines.append(f"print({code})" if len(w.pending) == 1 else f'print("{label(name)}:", {code})')
        return w.steps > 0
    if w.is_shown:
        return True
    if w.steps < 1:
        return False
    return print_rows(w, w.rows, [], Look())
