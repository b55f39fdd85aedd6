"""What there is to work on as what is spoken of: a file as its lines, lines as their words, a text as its letters."""

import re
from dataclasses import replace

from engine.chains.flow import plural, repr_string, singular
from engine.chains.line_forms import read_lines
from engine.chains.reading import Reader
from engine.chains.things import Thing
from engine.rewrite import is_usable_name

_TABLES = ("csv", "tsv")
_NOT_PLAIN = frozenset(
    "ini cfg xml yaml yml toml xlsx xls db sqlite sqlite3 zip gz pdf docx png jpg jpeg parquet pkl mp3 mp4 html htm".split()
)
PARTS_OF_TEXT = frozenset("word line number letter character sentence".split())


def open_file(r: Reader, file: Thing, noun: str = "") -> Thing | None:
    """Return a file's rows, or its lines, words or numbers; None for files of which that is not known."""
    ending = file.path.rsplit(".", 1)[-1].lower()
    where = repr_string(file.path) if file.path else file.code
    if ending in _TABLES:
        return _open_csv(r, file, where, ending)
    if ending in ("json", "jsonl"):
        return _open_json(r, file, where, ending)
    if ending in _NOT_PLAIN:
        return None
    if (form := r.line_forms.get(file.path)) is not None:
        name = r.flow.free_name("rows")
        r.flow.names.add(name)
        r.flow.imports.add("from pathlib import Path")
        code, rows = read_lines(form, name, where)
        r.flow.lines.append(code)
        return rows
    noun = noun or r.hint or "line"
    r.flow.imports.add("from pathlib import Path")
    content = f'Path({where}).read_text(encoding="utf-8")'
    if r.is_nocase:
        content += ".lower()"
    if noun in ("text", "letter", "character", "sentence"):
        return r.assign("text", Thing(content, "one", "text", "text"))
    if noun == "number":
        code = f"[{r.flow.number_type}(word) for word in {content}.split()]"
        return r.assign("numbers", Thing(code, "many", "number", "number"))
    if noun == "word":
        return r.assign("words", Thing(f"{content}.split()", "many", "text", "word"))
    return r.assign(plural(noun), Thing(f"{content}.splitlines()", "many", "text", noun))


def _row_noun(path: str) -> str:
    stem = singular(path.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0])
    return stem if stem.isidentifier() and is_usable_name(plural(stem)) else "row"


def _open_csv(r: Reader, file: Thing, where: str, ending: str) -> Thing:
    noun = _row_noun(file.path) if file.path else "row"
    name = r.flow.free_name(plural(noun))
    r.flow.names.add(name)
    r.flow.imports.add("import csv")
    more = ', delimiter="\\t"' if ending == "tsv" else ""
    r.flow.lines.append(
        f'with open({where}, newline="", encoding="utf-8") as file:\n    {name} = list(csv.DictReader(file{more}))'
    )
    return Thing(name, "many", "row", noun, typed=False, columns=file.columns, lists=file.lists)


def _open_json(r: Reader, file: Thing, where: str, ending: str) -> Thing | None:
    noun = _row_noun(file.path) if file.path else "row"
    is_table = file.item == "pair"
    if not is_table and re.search(
        r"\b(?:keys?|values?|settings?|config|(?<!make )(?<!build )(?<!create )(?<!as )(?<!into )(?:dict|dictionary)|object)\b",
        r.phrase.text,
    ):
        return None  # it may be no list of rows
    name = r.flow.free_name("data" if is_table else plural(noun))
    r.flow.names.add(name)
    r.flow.imports.add("import json")
    load = "[json.loads(line) for line in file if line.strip()]" if ending == "jsonl" else "json.load(file)"
    r.flow.lines.append(f'with open({where}, encoding="utf-8") as file:\n    {name} = {load}')
    if is_table:
        return replace(file, code=name, shape="table", path="")
    if file.item in ("number", "text"):
        return Thing(name, "many", file.item, file.noun)
    return Thing(name, "many", "row", noun, columns=file.columns, lists=file.lists)


def opened(r: Reader, noun: str = "") -> Thing | None:
    """Return what the request is about, read from its file where nobody has read it yet."""
    if r.topic is not None and r.topic.shape == "file":
        is_part = (noun in PARTS_OF_TEXT and r.hint != "text") or noun == "text"
        r.topic = open_file(r, r.topic, noun if is_part else "")
    return r.topic


def convert(r: Reader, thing: Thing, noun: str) -> Thing | None:
    """Return the words, lines, numbers or letters of texts."""
    if thing.item != "text" or thing.noun == noun:
        return thing if thing.noun == noun and thing.shape == "many" else None
    if thing.shape == "many":
        return _convert_many(thing, noun)
    if noun == "word":
        return Thing(f"{thing.code}.split()", "many", "text", "word")
    if noun == "line":
        return None if thing.is_line else Thing(f"{thing.code}.splitlines()", "many", "text", "line")
    if noun == "character":
        return Thing(f"list({thing.code})", "many", "text", "character")
    if noun == "letter":
        return Thing(f"[letter for letter in {thing.code} if letter.isalpha()]", "many", "text", "letter")
    if noun == "sentence":
        r.flow.imports.add("import re")
        return Thing(rf're.split(r"(?<=[.!?])\s+", {thing.code}.strip())', "many", "text", "sentence")
    if noun == "number":
        r.flow.imports.add("import re")
        kind = "int" if thing.is_whole else r.flow.number_type
        found = rf're.findall(r"-?\d+(?:\.\d+)?", {thing.code})'
        return Thing(f"[{kind}(number) for number in {found}]", "many", "number", "number")
    return None


def _convert_many(things: Thing, noun: str) -> Thing | None:
    if things.noun in ("name", "letter", "character"):
        return None
    x = things.x if things.x != "word" else "text"
    if noun == "word" and things.noun in ("line", "sentence"):
        return Thing(f"[word for {x} in {things.code} for word in {x}.split()]", "many", "text", "word")
    if noun == "letter" and things.noun in ("line", "word", "sentence"):
        return Thing(
            f"[letter for {x} in {things.code} for letter in {x} if letter.isalpha()]", "many", "text", "letter"
        )
    if noun == "character" and things.noun in ("line", "word", "sentence"):
        return Thing(f"[char for {x} in {things.code} for char in {x}]", "many", "text", "character")
    return None
