"""The program that a chain is writing: its lines, its imports, and the data that its steps hand on."""

import copy
import keyword
import re
from dataclasses import dataclass, field, replace

from engine.rewrite import is_usable_name

# What data can be. A "file" is one that nobody has read yet: how depends on what the next step needs.
KINDS = frozenset("file text strings numbers rows mapping table pairs items paths number string flag".split())
LISTS = frozenset({"strings", "numbers", "rows", "pairs", "items", "paths"})


@dataclass(frozen=True)
class Data:
    """A variable of the program: its name, what it holds, and what one of its items is called."""

    name: str
    kind: str
    noun: str = "item"
    typed: bool = True  # whether numbers in it are numbers already, not yet text
    path: str = ""  # for a file: where it is, if not in the variable `name`
    columns: tuple[str, ...] = ()
    delimiter: str = ","
    numeric: str = ""  # the one column of rows that holds numbers
    is_whole: bool = False  # a text without decimal points
    is_prose: bool = False  # a text in which numbers stand among words
    is_line: bool = False  # a text of one line, so nobody means its lines
    is_flat: bool = False  # items that are no rows, since they came out of them
    is_given: bool = False  # the request's own data, perhaps changed: shown as it would be written


@dataclass(frozen=True)
class Chain:
    """Code put together from what a request says; `missed` are its words that nothing took."""

    code: str
    steps: int
    missed: tuple[str, ...]
    title: str = ""
    is_implied: bool = False  # whether what it works on was guessed from a word like "list"
    is_question: bool = False  # whether it says if something is so, which a recipe for a change does not


@dataclass
class Flow:
    """A program under construction. `leaves` is the data that no later step has used up, oldest first."""

    lines: list[str] = field(default_factory=list)
    imports: set[str] = field(default_factory=set)
    leaves: list[Data] = field(default_factory=list)
    history: list[Data] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    item_hint: str = ""  # what the request calls the items before they exist
    number_type: str = "float"  # what text is read as where numbers are wanted
    kind_hint: str = ""
    parameter: Data | None = None  # what the function that is written takes
    saved: bool = False
    saved_names: set[str] = field(default_factory=set)
    shown_names: set[str] = field(default_factory=set)  # what is printed already
    shown: bool = False  # whether the request asks to print something
    print_each: bool = False  # whether a list is printed item by item
    value_first: bool = False  # a table's lines say the value before the name
    makes_folder: bool = False  # whether `target` is a folder that the program makes, to put files into
    is_plain_words: bool = False  # whether words are counted without regard to punctuation
    is_nocase: bool = False  # whether they are without regard to case
    parameters: str = ""  # further parameters of the function that is written
    is_revived: bool = False  # whether a step went back to data that was used up
    path_names: bool = False  # whether files are shown by their names alone
    group_key: str = ""  # the column that rows are to be grouped by
    steps: int = 0

    def copy(self) -> "Flow":
        """Return a flow that can go another way."""
        return copy.deepcopy(self)

    def free_name(self, wanted: str) -> str:
        """Return a name for a new variable that is valid and not taken, near to what is wanted."""
        name = re.sub(r"\W+", "_", wanted.lower()).strip("_") or "result"
        if keyword.iskeyword(name) or not is_usable_name(name):
            name = f"{name}_list" if name.isidentifier() else "result"
        plain, number = name, 2
        while name in self.names:
            name, number = f"{plain}{number}", number + 1
        return name

    def add(self, data: Data, line: str = "", *used: Data) -> Data:
        """Take new data in, with the line that makes it; what it was made from is used up."""
        if line:
            self.lines.append(line)
        self.names.add(data.name)
        gone = {item.name for item in used}
        self.leaves = [leaf for leaf in self.leaves if leaf.name not in gone and leaf.name != data.name] + [data]
        self.history = [item for item in self.history if item.name != data.name] + [data]
        return data

    def make(self, wanted: str, kind: str, expression: str, *used: Data, noun: str = "item", **more: object) -> Data:
        """Assign an expression to a new variable and take it in; what is there already is not made twice."""
        for data in self.history:
            if f"{data.name} = {expression}" in self.lines and data.kind == kind:
                return self.add(data, "", *used)
        name = self.free_name(wanted)
        data = Data(name, kind, noun, **more)  # type: ignore[arg-type]
        return self.add(data, f"{name} = {expression}", *used)

    def change(self, data: Data, expression: str, **changes: object) -> Data:
        """Assign an expression to the variable that it is made from."""
        return self.add(replace(data, **changes), f"{data.name} = {expression}", data)  # type: ignore[arg-type]

    def code(self) -> str:
        """Return the program."""
        return (
            "\n".join(
                [
                    *sorted(self.imports, key=lambda line: (line.startswith("from"), line)),
                    *([""] if self.imports else []),
                    *self.lines,
                ]
            )
            + "\n"
        )


_IRREGULAR = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "indices": "index",
    "data": "item",
    "entries": "entry",
    "news": "news",
    "maths": "maths",
    "physics": "physics",
    "series": "series",
    "species": "species",
    "celsius": "celsius",
    "status": "status",
    "address": "address",
    "countries": "country",
    "cities": "city",
    "movies": "movie",
    "cookies": "cookie",
}


def singular(noun: str) -> str:
    """Return what one of several is called."""
    noun = noun.lower()
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 2 else noun


def plural(noun: str) -> str:
    """Return what several of these are called."""
    for many, one in _IRREGULAR.items():
        if one == noun and many != "data":
            return many
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


# ---------------------------------------------------------------- from what there is to what a step needs
def need(flow: Flow, data: Data, *kinds: str) -> Data | None:
    """Return the data as one of these kinds, adding the lines that make it so; None where it cannot be."""
    for kind in kinds:
        if data.kind == kind:
            return data
    for kind in kinds:
        if found := _convert(flow, data, kind):
            return found
    return None


def _convert(flow: Flow, data: Data, kind: str) -> Data | None:
    if data.kind == "file":
        return _read(flow, data, kind)
    if data.kind == "items" and kind == "rows" and (data.is_flat or data.is_given):
        return None
    if data.kind == "items" and kind in LISTS:
        return flow.add(replace(data, kind=kind))
    noun = data.noun if data.noun != "item" else ""
    if data.kind == "text" and kind == "strings":
        if data.is_line and flow.item_hint != "word" and noun != "word":
            return None
        if flow.item_hint == "word" or noun == "word":
            return flow.make("words", kind, f"{data.name}.split()", data, noun="word")
        return flow.make("lines", kind, f"{data.name}.splitlines()", data, noun="line")
    if data.kind == "text" and kind == "string":
        return replace(data, kind="string")
    if data.kind == "string" and kind == "text":
        return replace(data, kind="text")
    if data.kind == "strings" and kind == "numbers":
        item = data.noun if data.noun != "item" else "text"
        return flow.make(
            "numbers",
            kind,
            f"[{flow.number_type}({item}) for {item} in {data.name} if {item}.strip()]",
            data,
            noun="number",
        )
    if data.kind == "text" and kind == "numbers" and data.is_prose:
        flow.imports.add("import re")
        found = rf're.findall(r"-?\d+(?:\.\d+)?", {data.name})'
        return flow.make(
            "numbers",
            kind,
            f"[{'int' if data.is_whole else flow.number_type}(number) for number in {found}]",
            data,
            noun="number",
        )
    if data.kind == "text" and kind == "numbers":
        return flow.make(
            "numbers",
            kind,
            f"[{'int' if data.is_whole else flow.number_type}(word) for word in {data.name}.split()]",
            data,
            noun="number",
        )
    return None


_NOT_PLAIN = frozenset(
    "ini cfg xml yaml yml toml xlsx xls db sqlite zip gz pdf docx png jpg jpeg parquet pkl mp3 mp4".split()
)


def _read(flow: Flow, file: Data, kind: str) -> Data | None:
    """Add the lines that read a file as what is needed."""
    ending = file.path.rsplit(".", 1)[-1].lower()
    where = repr_string(file.path) if file.path else file.name
    noun = flow.item_hint or file.noun
    if ending in ("csv", "tsv"):
        return _read_csv(flow, file, where, noun, kind)
    if ending in ("json", "jsonl"):
        return _read_json(flow, file, where, noun, kind)
    if ending in ("yaml", "yml", "toml") and kind == "mapping":
        return _read_settings(flow, file, where, ending)
    if kind not in ("text", "strings", "numbers") or ending in _NOT_PLAIN:
        return None
    flow.imports.add("from pathlib import Path")
    content = f'Path({where}).read_text(encoding="utf-8")'
    if kind == "text":
        return flow.make("text", kind, content, file, noun=noun)
    if kind == "numbers":
        return flow.make(
            "numbers", kind, f"[{flow.number_type}(word) for word in {content}.split()]", file, noun="number"
        )
    if noun == "word":
        return flow.make("words", kind, f"{content}.split()", file, noun="word")
    noun = "line" if noun in ("item", "") else noun
    return flow.make(plural(noun), kind, f"{content}.splitlines()", file, noun=noun)


def _read_csv(flow: Flow, file: Data, where: str, noun: str, kind: str) -> Data | None:
    if kind != "rows":
        return None
    delimiter = "\t" if file.path.lower().endswith(".tsv") else file.delimiter
    more = "" if delimiter == "," else f", delimiter={repr_string(delimiter)}"
    noun = "row" if noun == "item" else noun
    name = flow.free_name(plural(noun))
    flow.imports.add("import csv")
    line = f'with open({where}, newline="", encoding="utf-8") as file:\n    {name} = list(csv.DictReader(file{more}))'
    return flow.add(Data(name, "rows", noun, typed=False, columns=file.columns), line, file)


def _read_settings(flow: Flow, file: Data, where: str, ending: str) -> Data | None:
    name = flow.free_name("config")
    module, call, mode = ("tomllib", "load", '"rb"') if ending == "toml" else ("yaml", "safe_load", 'encoding="utf-8"')
    flow.imports.add(f"import {module}")
    return flow.add(
        Data(name, "mapping"), f"with open({where}, {mode}) as file:\n    {name} = {module}.{call}(file)", file
    )


def _read_json(flow: Flow, file: Data, where: str, noun: str, kind: str) -> Data | None:
    if kind not in ("rows", "mapping", "items", "numbers", "strings", "table"):
        return None
    name = flow.free_name(plural(noun) if noun != "item" and kind != "mapping" else "data")
    if file.path.lower().endswith(".jsonl"):
        flow.imports.add("import json")
        line = f'with open({where}, encoding="utf-8") as file:\n    {name} = [json.loads(line) for line in file if line.strip()]'
    else:
        flow.imports.add("import json")
        line = f'with open({where}, encoding="utf-8") as file:\n    {name} = json.load(file)'
    return flow.add(Data(name, kind, noun), line, file)


def repr_string(text: str) -> str:
    """Return a string literal in double quotes where that is simple."""
    plain = repr(text)
    if plain.startswith("'") and '"' not in text and "\\'" not in plain:
        return f'"{plain[1:-1]}"'
    return plain
