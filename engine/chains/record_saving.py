"""What a request wants written of rows: into one file, into two, into one for each value, as a mapping."""

import re
from dataclasses import replace

from engine.chains.flow import repr_string
from engine.chains.record_changes import read_sort, write_order
from engine.chains.record_outputs import fits_form, read_what
from engine.chains.record_shows import Look, indent_of, label, read_columns, read_look, save_rows
from engine.chains.record_tests import read_tests
from engine.chains.record_words import Words
from engine.rewrite import is_usable_name

_TARGET = r"(?:perline )?(?:with header(?: row)? )?(?:as (?:json|csv|text) (?=to|in))?(?:back )?(?:to|in|into|as) (?:(?:new|text|csv|json|markdown) )*(?:file )?(?:called |named )?(?P<path>§p\d+)(?: file)?"


def read_saved(w: Words) -> bool | None:
    """Read what is written into files."""
    for read in (_split_in_two, _save_each, _save_mapping, _save):
        if w.attempt(lambda read=read: read(w)):  # type: ignore[misc]
            w.is_shown = True
            return True
    return None


def _save(w: Words) -> bool | None:
    first = w.eat(
        r"(?:(?:make|create|build)(?: new)?(?: csv| json)?(?: file)?|save (?:new )?(?:csv|json|text)(?: file)?) (?:called |named )?(?P<path>§p\d+)(?= with| ,|$)"
    )
    if first is None and w.eat(r"overwrite(?: (?:it|file))?(?= ?$)"):
        return save_rows(w, w.rows, [], w.path, Look()) if not (w.pending or w.rows.keys) else None
    if first is None and w.eat(r"(?:save|go)") is None:
        return None
    path = first["path"] if first else ""
    back = w.eat(r"(?:(?:it|them|file|changes|result|everything) )?(?:back|again|in place|(?:to|into|in) (?:same|original) file)(?: to (?:same )?file)?(?= ?$)") or w.eat(r"(?:it|file|changes)?(?: ?with indent(?: of)? §n\d+)?(?= ?$)")  # fmt: skip
    if back is not None and not path:
        if w.pending or w.rows.keys or w.group:
            return None
        return save_rows(w, w.rows, [], w.path, Look())
    columns: list[str] | None = None
    if not path and not w.sees(_TARGET):
        w.eat(r"only(?= [a-z])")
        columns = read_what(w)
        if columns is None:
            return None
        w.attempt(lambda: read_sort(w))
    if not path:
        target = w.eat(_TARGET)
        if target is None:
            return None
        path = target["path"]
    if w.pending:
        return _save_numbers(w, str(w.value(path)))
    if ordered := w.eat(r"with (?P<name>[a-z_]+)(?= (?:in )?(?:alphabetically|sort|descending|ascending))"):
        name = w.rows.column(ordered["name"])
        down = w.eat(r"(?:in )?(?:sort ?)?(?P<order>alphabetically|descending|ascending)?(?: order)?")
        if not name or down is None:
            return None
        write_order(w, [(name, down["order"] == "descending")])
    w.eat(r",(?= (?:with|but with|sort|descending|ascending|only))")
    if named := w.eat(
        r"(?:with(?: only)?|only)(?: (?:columns?|header|fields|keys))?(?= [a-z_]+)(?! (?:indent|two|one|header|columns?)\b)"
    ):
        columns = read_columns(w)
        if not columns:
            w.position -= len(named[0]) + 1
            columns = None
    w.attempt(lambda: read_sort(w) if w.eat(",") or True else None)
    look = read_look(w)
    if not w.at_end() or look.is_table or look.separator is not None:
        return None
    if w.form and not fits_form(w, w.rows, columns or []):
        return None
    return save_rows(w, w.rows, columns or [], str(w.value(path)), look)


def _save_numbers(w: Words, path: str) -> bool | None:
    look = read_look(w)
    if not path.endswith((".txt", ".json")) or not w.at_end() or look != Look():
        return None
    names = [name for name, _ in w.pending]
    if len(set(names)) < len(names):
        return None
    if path.endswith(".json"):
        w.flow.imports.add("import json")
        cells = ", ".join(f"{repr_string(name)}: {code}" for name, code in w.pending)
        line = f"    json.dump({{{cells}}}, file, indent=2)"
    else:
        line = "\n".join(f'    print("{label(name)}:", {code}, file=file)' for name, code in w.pending)
        if len(names) == 1:
            line = f"    print({w.pending[0][1]}, file=file)"
    w.flow.lines.append(f'with open({repr_string(path)}, "w", encoding="utf-8") as file:\n{line}')
    w.pending = []
    return True


def _split_in_two(w: Words) -> bool | None:
    """Read "split into big.csv for amounts over 100 and small.csv for the rest", "books after 1900 go in new.json, the rest in old.json"."""
    rows = w.rows
    if w.sees("split") and w.eat(r"split(?: (?:it|them|rows|file|" + re.escape(rows.noun) + r"s?))?(?: ,)? ?(?:in|into|to)?(?: (?:two|§n\d+) (?:csv |json )?(?:files|parts))?(?: ,)?"):  # fmt: skip
        one = w.eat(r"(?P<path>§p\d+) (?:for|with)")
        w.noun()
        tests = read_tests(w) if one else None
        two = w.eat(r"(?:, )?(?:and )?(?P<path>§p\d+) (?:for|with) (?:rest|everything else)") if tests else None
    else:
        is_said = w.eat(r"(?:save|copy)") is not None
        if not w.noun():
            return None
        tests = read_tests(w)
        one = w.eat(r"(?:(?:should |must )?go(?:es)? )?(?:to|in|into) (?P<path>§p\d+)") if tests else None
        two = w.eat(r"(?:, )?(?:and |but )?(?:save )?(?:rest|everything else)(?: rows)?(?: (?:go(?:es)? )?(?:to|in|into)) (?P<path>§p\d+)") if one else None  # fmt: skip
        if not is_said and one is not None and "go" not in one[0]:
            return None
    if tests is None or one is None or two is None or not w.at_end():
        return None
    for test, path, name in ((tests.code, one["path"], "kept"), (tests.opposite, two["path"], "rest")):
        found = w.assign(name, f"[{rows.x} for {rows.x} in {rows.code} if {rows.fill(test)}]")
        if not save_rows(w, replace(rows, code=found), [], str(w.value(path)), Look()):
            return None
    return True


def _save_each(w: Words) -> bool | None:
    """Read "write one file per department, e.g. IT.csv": a file for each value of a column."""
    if w.eat(r"(?:save|make|create|split)(?: (?:it|them|rows|file|data))?(?: (?:in|into|to))?") is None:
        return None
    match = w.eat(
        r"(?:(?:one|separate|new|own|single) )*(?P<kind>csv |json )?files? (?:per|for each|for every|for) (?P<key>[A-Za-z_]\w*)"
    )
    by = w.rows.column(match["key"]) if match else ""
    if match is None or not by:
        return None
    kind = (match["kind"] or "csv").strip().lower()
    if w.eat(r"(?:with|containing)(?= )"):
        w.noun()
    value = w.eat(
        r"(?:, )?(?:e\.g|like|named|called|such as|as)(?: ,)?(?: by)?(?: (?P<path>§p\d+))?(?: (?:and so on|etc))?"
    )
    before = after = ""
    if value is not None and value["path"]:
        path = str(w.value(value["path"]))
        kind = path.rsplit(".", 1)[-1].lower()
        named = re.fullmatch(r"(?P<before>(?:[\w-]+[_-])?)(?P<value>[A-Za-z0-9]+)\.\w+", path)
        if named is None:
            return None
        before = named["before"]
    if kind not in ("csv", "json") or not w.at_end():
        return None
    rows, groups = w.rows, w.flow.free_name("groups")
    w.group = []
    w.flow.imports.add("from collections import defaultdict")
    w.flow.lines.append(
        f"{groups} = defaultdict(list)\nfor {rows.x} in {rows.code}:\n"
        f"    {groups}[{rows.fill(rows.cell(by))}].append({rows.x})"
    )
    key = (
        by.lower() if is_usable_name(by.lower()) and by.lower() not in (rows.x, rows.code, "file", "members") else "key"
    )
    name = f'f"{before}{{{key}}}{after}.{kind}"'
    if kind == "csv":
        w.flow.imports.add("import csv")
        body = (
            f'    with open({name}, "w", newline="", encoding="utf-8") as file:\n'
            "        writer = csv.DictWriter(file, fieldnames=list(members[0]))\n"
            "        writer.writeheader()\n        writer.writerows(members)"
        )
    else:
        w.flow.imports.add("import json")
        body = (
            f'    with open({name}, "w", encoding="utf-8") as file:\n'
            "        json.dump(members, file, indent=2, ensure_ascii=False)"
        )
    w.flow.lines.append(f"for {key}, members in {groups}.items():\n{body}")
    return True


def _save_mapping(w: Words) -> bool | None:
    """Read "make a dictionary mapping customer to email and save it to emails.json"."""
    made = w.eat(r"(?:(?:make|create|build|get) )?(?:dict|dictionary|mapping)(?: (?:mapping|from|of|that maps|which maps))?(?= [a-z_]+ to\b)|map(?= [a-z_]+ to\b)")  # fmt: skip
    key = w.column() if made else None
    lists = w.eat(r"to lists?(?: of)?(?: (?:its|their))?") if key else None
    value = w.column() if key and (lists or w.eat("to")) else None
    if key is None or value is None or not w.at_end():
        return None
    rows = w.rows
    if lists:
        w.flow.imports.add("from collections import defaultdict")
        data = w.flow.free_name("groups")
        w.flow.names.add(data)
        w.flow.lines.append(
            f"{data} = defaultdict(list)\nfor {rows.x} in {rows.code}:\n"
            f"    {data}[{rows.fill(rows.cell(key))}].append({rows.fill(rows.cell(value))})"
        )
        return _finish_mapping(w, data)
    cell = rows.fill(rows.number(value) if rows.holds_numbers(value) else rows.cell(value))
    data = w.assign("data", f"{{{rows.fill(rows.cell(key))}: {cell} for {rows.x} in {rows.code}}}")
    return _finish_mapping(w, data)


def _finish_mapping(w: Words, data: str) -> bool | None:
    while w.eat(r"(?:,|and|then)(?= )"):
        pass
    if w.eat(r"save(?: (?:it|dict|dictionary|result))?"):
        target = w.eat(_TARGET)
        path = str(w.value(target["path"])) if target else ""
        w.eat(r"with indent(?: of)? §n\d+")
        if not path.endswith(".json") or not w.at_end():
            return None
        w.flow.imports.add("import json")
        w.flow.lines.append(
            f'with open({repr_string(path)}, "w", encoding="utf-8") as file:\n'
            f"    json.dump({data}, file, indent={indent_of(w)}, ensure_ascii=False)"
        )
        return True
    if w.eat(r"print(?: (?:it|dict|dictionary|result))?") is None:
        return None
    w.flow.lines.append(f"print({data})")
    return True if w.at_end() else None
