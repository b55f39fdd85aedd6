"""What a request starts from: a file, a folder, data that it gives, what is typed, what a function is given."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from engine.chains.flow import repr_string, singular
from engine.chains.many import GENERIC
from engine.chains.produced import read_asked, read_powers, read_range
from engine.chains.reading import Reader
from engine.chains.sources import _kind_of, speaks_of_one_file
from engine.chains.table_plan import NUMBER_LIKE
from engine.chains.things import Thing
from engine.chains.two_lists import read_two

_HOLDS = r"(?:numbers?|integers?|floats?|words?|lines?|names?|dates?|prices?|temperatures?|temps|scores?|values?|sentences?|urls?|measurements?|amounts?)"
_KINDS = {"numbers": "number", "pairs": "pair", "strings": "text", "rows": "row", "items": "list"}


def read_opening(r: Reader) -> Thing | None:
    """Read where the data comes from."""
    for read in (
        lambda r: read_two(r, partial(_read_data, r)),
        _read_merged,
        _read_two_lists,
        _read_data,
        _read_text,
        _read_table,
        _read_file,
        _read_folder,
        read_asked,
        read_powers,
        read_range,
        _read_variable,
    ):
        found: Thing | None = r.attempt(partial(read, r))
        if found is not None:
            return found
    return None


_LEAD = r"(?:(?:read|open|given|with|for|from|of|in|take|use|using|get|have|there is|two|both|lists|data|list|dict|dictionary|set|tuples?|pairs|rows|dicts|lines|words|numbers|contents|text|file|csv|json|everything|compare|temperatures|prices|scores|names|grades|ages|values|marks|cities|colors|colours|fruits|animals|countries|strings|matrix|grid) )*"


def _read_data(r: Reader) -> Thing | None:
    match = r.eat(rf"{_LEAD}(?P<data>§d\d+)")
    if match is None:
        return None
    value = r.phrase.value(match["data"])
    if not isinstance(value, list | tuple | set | dict) or not value:
        return None
    label = r.phrase.labels.get(int(match["data"][2:]))
    kind, noun, wanted = _kind_of(value)
    if isinstance(value, dict):
        are_lists = all(isinstance(part, list) for part in value.values())
        texts = all(isinstance(part, str) for part in value.values())
        of = "list" if are_lists else "text" if texts else "number" if kind == "table" else ""
        if not of:
            return None
        r.eat(r"(?:of [a-z]+ to [a-z]+)")
        thing = Thing(repr(value), "table", "pair", "name", value=of)
        if label and (one := singular(label)) != label:
            thing = (
                replace(thing, value_noun=one) if NUMBER_LIKE.fullmatch(one) or are_lists else replace(thing, noun=one)
            )
        return _given(r, label or "data", thing)
    if kind == "items" and not all(isinstance(item, list) for item in value):
        return None
    thing = Thing(repr(value), "many", _KINDS[kind], singular(label) if label and singular(label) != label else noun)
    if kind == "rows":
        first_row = next(iter(value))
        lists = tuple(str(name) for name, cell in first_row.items() if isinstance(cell, list))
        thing = replace(thing, columns=tuple(map(str, first_row)), lists=lists)
    if kind == "pairs":
        first = next(iter(value))
        if not isinstance(first[0], str) or not isinstance(first[1], int | float):
            return None
        thing = replace(thing, noun="name")
    return _given(r, label or wanted, thing)


def _read_two_lists(r: Reader) -> Thing | None:
    """Read two lists that belong together; they become pairs where the request says so."""
    first = (
        _read_data(r)
        if r.sees(rf"{_LEAD}(?:(?:two|both|§n\d+) lists )?§d\d+ ?(?:,|and|, and) §d\d+")
        or r.eat(rf"{_LEAD}two lists(?= §d)")
        else None
    )
    second = _read_data(r) if first is not None and r.eat(r"(?:, )?(?:and|,)") else None
    if first is None or second is None or first.shape != "many" or second.shape != "many":
        return None
    said = r.eat(r"(?:, )?(?:and )?(?:pair|zip|combine|match|join)(?: (?:them|it|lists|both|both lists))?(?: (?:up|together|item by item|into (?:list of )?(?:pairs|tuples)|(?:into|to) (?P<dict>dict|dictionary)))*") or r.eat(r"(?:, )?(?:and )?(?:make|build|create|get) (?P<dict>dict|dictionary) (?:out of|from|of|with)(?: (?:them|it|both|two|lists))*")  # fmt: skip
    if said is None or first.item != "text" or second.item not in ("number", "text"):
        return None
    of = Thing("", "table", "pair", singular(first.code), value_noun=singular(second.code), value=second.item)
    if said["dict"]:
        return r.assign("data", replace(of, code=f"dict(zip({first.code}, {second.code}))", is_given=True))
    return r.assign("pairs", replace(of, code=f"list(zip({first.code}, {second.code}))", shape="many"))


def _read_merged(r: Reader) -> Thing | None:
    """Read "merge the lists [1, 3] and [2, 4]": two or more lists that become one."""
    if not r.eat(
        r"(?:merge|combine|join|concatenate|append|put together|put)(?: (?:two|three|lists|numbers|words))*(?= §d)"
    ):
        return None
    lists: list[Thing] = []
    while (one := _read_data(r)) is not None and one.shape == "many" and one.item in ("number", "text"):
        lists.append(one)
        if not r.eat(r"(?:, )?(?:and|with|,)(?: list)?(?= §d)"):
            break
    if len(lists) < 2 or len({one.item for one in lists}) > 1:
        return None
    r.eat(r"(?:together|(?:in|into|to) (?:one|single|new|big)(?: new| single| big)? list)")
    return r.assign("merged", replace(lists[0], code=" + ".join(one.code for one in lists), is_given=False))


def _given(r: Reader, name: str, thing: Thing) -> Thing:
    given = replace(r.assign(name, thing), is_given=True)
    r.eat(r"(?:holds?|contains?|with|has|is) (?:list of )?(?=,)")
    return given


def _read_text(r: Reader) -> Thing | None:
    match = r.eat(
        r"(?:(?:given|take|with|for|from|in|of|text|string|sentence|word) )*(?P<text>§s\d+)(?= ?(?:,|$|and|then|into|in|at|on|by|print|count|split)\b| ?,|$)"
    )
    if match is None:
        return None
    label = r.phrase.labels.get(int(match["text"][2:]))
    text = str(r.phrase.value(match["text"]))
    thing = Thing(repr_string(text), "one", "text", "text", is_line="\n" not in text, is_whole="." not in text)
    return r.assign(label or "text", thing)


def _read_file(r: Reader) -> Thing | None:
    match = r.eat(
        rf"{_LEAD}(?:(?P<noun>{_HOLDS}) (?:from|in|of) |(?<=read )(?:[a-z]+ ){{1,2}}from )?(?:text |csv |json )?(?:file )?(?P<path>§p\d+)(?: file)?"
    )
    if match is None:
        return None
    path = str(r.phrase.value(match["path"]))
    r.source_path = path
    declared = r.declared.get(path)
    file = Thing(
        "",
        "file",
        "file",
        path=path,
        columns=declared.columns if declared else (),
        lists=declared.lists if declared else (),
    )
    if match["noun"]:
        r.hint = _hinted(match["noun"])
    if held := r.eat(rf"(?:, )?(?:which |that |it )?(?:(?:contains|has|holds|with|of|is) )?(?:list of |one |single )?(?P<noun>{_HOLDS})? ?(?:perline|per line|in each line)(?: (?:in form|like|in) [\w-]+)?"):  # fmt: skip
        r.hint = _hinted(held["noun"] or "") or r.hint
    elif held := r.eat(rf"(?:contains|has|holds|with) (?P<noun>{_HOLDS})(?= ?(?:,|$|and))"):
        r.hint = _hinted(held["noun"]) or r.hint
    if unit := r.eat(r"(?:, )?in (?:degrees )?(?P<unit>celsius|fahrenheit|kilometres|miles|inches)(?= ?(?:,|$|and))"):
        r.unit = unit["unit"].lower()
    if r.eat(
        r"(?:, )?(?:which |that )?(?:is |holds |contains |with |as )?(?:dict|dictionary|object|mapping)(?: (?:of|with|mapping|from))?(?: (?P<key>[a-z]+) to (?P<value>[a-z]+))?"
    ):
        said = re.search(r"(\w+) to (\w+)\s*$", r.phrase.text[: r.position].rstrip())
        key, value = (singular(said[1]), singular(said[2])) if said else ("name", "value")
        return replace(file, item="pair", noun=key, value_noun=value)
    if maps := r.eat(r"(?:, )?(?:which |that )?(?:maps|mapping) (?P<key>[a-z]+) to (?P<value>[a-z]+)"):
        return replace(file, item="pair", noun=singular(maps["key"]), value_noun=singular(maps["value"]))
    if columns := r.eat(r"(?:, )?(?:with|has|have|contains|holds) (?:columns|fields|header|keys) (?P<names>\w+(?: , (?!print\b|keep\b|sort\b|sum\b|count\b|drop\b)\w+)*(?: (?:, )?and (?!print\b|keep\b|sort\b|sum\b|count\b|drop\b)\w+)?)"):  # fmt: skip
        names = tuple(name for name in re.findall(r"\w+", columns["names"]) if name != "and")
        file = replace(file, columns=names)
    r.eat(r"with header(?: (?:row|line))?")
    r.eat(r"(?:, )?(?:with|has) dates like §s\d+")
    r.eat(r"(?:with header(?: row)?|as list of dicts|into list(?: of (?:dicts|[a-z]+s))?|as list)")
    return file


def _hinted(noun: str) -> str:
    one = singular(noun.lower())
    if one in ("price", "temperature", "temp", "score", "value", "measurement", "amount", "integer", "float", "number"):
        return "number"
    return one


def _read_folder(r: Reader) -> Thing | None:
    match = r.eat(
        r"(?:(?:read|list|keep|get|in|of|from|for|each|every|take|names? of) )*(?:(?P<ending>\.?[a-z0-9]{2,5}) )?files? (?:in|of|from|under|inside) (?:folder )?(?P<folder>§[sp]\d+|(?!folder\b)[\w./-]+)(?: folder)?(?P<deep> (?:and |with |including )*subfolders)?"
    ) or r.eat(
        r"(?:in|of|from|inside|for|under)? ?(?:folder )(?P<folder>§[sp]\d+|[\w./-]+)(?P<ending>)(?P<deep> (?:and |with |including )*subfolders)?(?: (?:keep|list|read|get|take))?(?: (?P<ending2>\.?[a-z0-9]{2,5}) files)?"
    )
    if match is None or speaks_of_one_file(match[0], r.phrase):
        return None
    groups = match.groupdict()
    folder = r.phrase.plain(match["folder"]).rstrip("/") or "/"
    ending = (groups.get("ending2") or match["ending"] or "").lstrip(".").lower()
    ending = {"text": "txt", "each": "", "every": "", "python": "py", "markdown": "md"}.get(ending, ending)
    if ending and not re.fullmatch(r"txt|csv|json|md|log|py|html|xml|jpg|png|pdf|jsonl|tsv|ini|yaml|yml", ending):
        return None
    r.flow.imports.add("from pathlib import Path")
    walk = "rglob" if match["deep"] else "glob" if ending else "iterdir"
    pattern = f'"*.{ending}"' if ending else '"*"' if walk == "rglob" else ""
    found = f"sorted(Path({repr_string(folder)}).{walk}({pattern}))"
    code = found if ending else f"[path for path in {found} if path.is_file()]"
    return r.assign("paths", Thing(code, "many", "path", "path"))


def _read_table(r: Reader) -> Thing | None:
    match = (
        r.eat(r"(?:(?:in|from|of|read|open) )*(?P<path>§p\d+)(?: ,)?(?: (?:has|with))? table (?P<table>[A-Za-z_]\w*)")
        or r.eat(
            r"(?:(?:in|from|of|open|read) )*(?P<path>§p\d+)(?: ,)? (?:get|take|read|select|fetch|keep) (?P<table>[a-z_]+)(?= (?:with|price|age|gt|lt|ge|le|[a-z]+ed)\b| ?,)"
        )
        or r.eat(
            r"(?:(?:in|from|of|read) )*(?:table (?P<table>[A-Za-z_]\w*)|(?P<table2>[A-Za-z_]\w*) table) (?:in|of|from) (?P<path>§p\d+)"
        )
    )
    if match is None:
        return None
    path = str(r.phrase.value(match["path"]))
    if not re.search(r"\.(?:db|sqlite3?)$", path):
        return None
    table = match["table"] or match["table2"]
    if table in ("save", "print", "sort", "count"):
        return None  # what the table is called has become a verb
    r.flow.imports.add("import sqlite3")
    name = r.flow.free_name(table)
    r.flow.names.add(name)
    r.flow.lines.append(
        f"connection = sqlite3.connect({repr_string(path)})\nconnection.row_factory = sqlite3.Row\n"
        f'{name} = [dict(row) for row in connection.execute("SELECT * FROM {table}")]\nconnection.close()'
    )
    return Thing(name, "many", "row", singular(table))


def _read_variable(r: Reader) -> Thing | None:
    """Read a variable that the person has: "the list called scores", "a list of words named fruits"."""
    match = r.eat(
        r"(?P<name>[a-z_]\w*) (?:is|holds|contains) (?P<form>list|dict|dictionary) of (?P<of>numbers|integers|floats|words|strings|names|dicts|dictionaries|sentences|lines|prices|scores)(?= ?,)"
    ) or r.eat(
        r"(?:(?:given|take|from|of|in|for|with) )*(?P<form>list|dict|dictionary|string|text)(?: of (?P<of>numbers|integers|floats|words|strings|names|dicts|dictionaries))? (?:called |named |in variable )(?P<name>[a-z_]\w*)"
    )
    if match is None:
        return None
    return variable(r, match["name"], match["of"] or "", match["form"])


def variable(r: Reader, name: str, of: str, form: str = "list") -> Thing | None:
    """Return what a variable holds, by what the request says it is a list of or by its name."""
    r.flow.names.add(name)
    kind = {
        "numbers": "number",
        "integers": "number",
        "ints": "number",
        "floats": "number",
        "prices": "number",
        "scores": "number",
        "dicts": "row",
        "dictionaries": "row",
    }.get(of, "text" if of else "")
    if form in ("dict", "dictionary"):
        return Thing(name, "table", "pair", "name")
    if form in ("string", "text", "sentence"):
        return Thing(name, "one", "text", "text")
    if not kind:
        for pattern, said in PARAMETER_KINDS:
            if said[0] == "many" and re.search(pattern, name):
                return Thing(name, "many", said[1], singular(name))
        return None
    return Thing(name, "many", kind, singular(name))


PARAMETER_KINDS: list[tuple[str, tuple[str, str]]] = [
    (r"^(?:path|filename|file_name|file_path|filepath|file|csv_path)$", ("file", "file")),
    (r"^(?:numbers|nums|values|scores|prices|temps|temperatures|grades|ages|amounts|ints|data|marks|lst|arr|xs)$", ("many", "number")),
    (r"^(?:words|names|strings|lines|texts|sentences|titles|cities|fruits)$", ("many", "text")),
    (r"^(?:text|sentence|string|s|word|line|phrase|name)$", ("one", "text")),
    (r"^(?:rows|people|records|persons|dicts|users|products|orders|books|employees|students)$", ("many", "row")),
    (r"^(?:n|k|m|x|limit|threshold|minimum|maximum|low|high|min_length|max_length|length|count|number|size|factor|minimum_length|percent|min_age|max_price|top)$", ("one", "number")),
    (r"^(?:prefix|suffix|letter|ending|keyword|search|wanted|char)$", ("one", "text")),
]  # fmt: skip


def parameter(r: Reader, name: str) -> Thing | None:
    """Return what a parameter holds, by its name."""
    for pattern, (shape, item) in PARAMETER_KINDS:
        if re.fullmatch(pattern.strip("^$"), name) or re.search(pattern, name):
            noun = singular(name) if shape == "many" else name
            return Thing(name, shape, item, noun)
    return None


def _pairs_of(noun: str) -> Thing:
    first, _, second = noun.split()
    is_number = NUMBER_LIKE.fullmatch(second) is not None
    return Thing("pairs", "many", "pair", first, value="number" if is_number else "text", value_noun=second)


_DESCRIBED: list[tuple[str, Callable[[str], Thing]]] = [
    (r"list of (?P<noun>numbers|integers|ints|floats|prices|scores|grades|temperatures|ages|amounts)", lambda n: Thing("numbers" if n in ("integers", "ints", "floats") else n, "many", "number", "number" if n in ("integers", "ints", "floats") else singular(n))),
    (r"list of (?P<noun>words|strings|names|lines|sentences|titles|cities|texts)", lambda n: Thing(n, "many", "text", singular(n))),
    (r"list of tuples (?:of |with )?(?P<noun>[a-z]+ (?:,|and) [a-z]+)(?= ?(?:,|$|and|return))", _pairs_of),
    (r"(?P<noun>list)(?= ?(?:,|$|and|return))", lambda n: Thing("items", "many", "text", "item")),
    (r"list of (?P<noun>dicts|dictionaries|rows|records)(?: with (?:keys )?(?P<keys>\w+(?: , \w+)*(?: and \w+)?))?", lambda n: Thing("rows", "many", "row", "row")),
    (r"(?:dict|dictionary)(?: of (?P<noun>[a-z]+ (?:to|and) [a-z]+))?", lambda n: Thing("data", "table", "pair", singular(n.split()[0]) if n else "key", value_noun=singular(n.split()[-1]) if n else "value")),
    (r"(?P<noun>sentence|string|text|paragraph|word)(?= ?(?:,|$|and|then|parameter|argument|as|return))", lambda n: Thing("text" if n in ("paragraph", "string") else n, "one", "text", "text")),
    (r"(?:path (?:of|to) )?(?:text )?(?P<noun>file|filename|file name|path)(?= ?(?:,|$|and|then))", lambda n: Thing("path", "file", "file")),
    (r"(?P<noun>number|integer|int|limit)(?: (?-i:(?P<name>[a-z])\b(?! and)))?(?= ?(?:,|$|and|then))", lambda n: Thing("number" if n in ("integer", "int") else n, "one", "number", "number")),
]  # fmt: skip


def read_function(r: Reader, parameters: list[str]) -> bool:
    """Read the head of a function: what it is called is known already, what it takes is said or in its signature."""
    if r.eat(r"function") is None:
        return False
    r.eat(r"signature")
    given: list[Thing] = []
    for name in parameters:
        thing = parameter(r, name)
        if thing is None:
            return False
        given.append(thing)
    if not given:
        while r.eat(
            r"takes|(?:with|of)(?= (?:text|string|word|sentence|list|number|dict|integer) (?:parameter|argument|of|as|return|and|,))"
            if not given
            else r"(?:, )?and(?= (?:number|limit|text|string|word|integer|minimum))"
        ):
            thing = _described(r)
            if thing is None:
                return False
            given.append(thing)
            r.eat(r"(?:as )?(?:parameter|argument|input)s?")
    if not given:
        return False
    for thing in given:
        r.parameters[thing.code] = thing
        r.flow.names.add(thing.code)
    r.topic = given[0]
    r.eat(r"(?:, )?(?:that|which|to|and|,)(?= )")
    return True


_NUMBERS_SAID = r"\b(?:sum|average|median|even|odd|positive|negative|prime|square|double|max|min|maximum|minimum|largest|smallest|highest|lowest|numbers?|divisible)\b|\b[gl][te] §n"


def _described(r: Reader) -> Thing | None:
    for pattern, make in _DESCRIBED:
        if match := r.eat(pattern):
            groups = match.groupdict()
            thing = make((groups.get("noun") or "").lower())
            if thing.code == "items" and re.search(_NUMBERS_SAID, r.phrase.text):
                thing = replace(thing, code="numbers", item="number", noun="number")
            if groups.get("keys"):
                thing = replace(thing, columns=tuple(n for n in re.findall(r"\w+", groups["keys"]) if n != "and"))
            return replace(thing, code=groups["name"]) if groups.get("name") else thing
    return None


__all__ = ["GENERIC", "read_function", "read_opening"]
