"""A program under construction: its variables and lines, and what an operation adds to them."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from engine.chains.flow import plural, repr_string, singular
from engine.chains.lists import NUMBER_COLUMNS
from engine.composer.operations import LISTS, SORT, Operation
from engine.composer.variables import KIND_OF_NOUN, Variable
from engine.rewrite import is_usable_name, literal_text
from engine.words import plain_stem

_OF_ITEMS = {"numbers": "number", "texts": "text", "dates": "date", "paths": "path"}
_TAKES_ALIKE = {"mapping": {"table", "groups"}, "items": LISTS}


@dataclass(frozen=True)
class Program:
    """Immutable, so that many orders can be tried. `used` are the names of variables that a later step has used up."""

    variables: tuple[Variable, ...] = ()
    lines: tuple[str, ...] = ()
    imports: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    outputs: int = 0
    nouns: frozenset[str] = frozenset()  # roots of the request, by which a text is taken apart
    spelled: frozenset[str] = frozenset()  # words of the request that are columns as they stand
    conversions: int = 0  # inputs that were not there as they are
    reused: int = 0  # inputs that an earlier step had used up

    def free_name(self, wanted: str) -> str:
        """Return a name for a new variable that is valid and not taken."""
        name = wanted if is_usable_name(wanted) else "result"
        taken = {variable.name for variable in self.variables} | imported_names(self.imports)
        plain, number = name, 2
        while name in taken:
            name, number = f"{plain}{number}", number + 1
        return name

    def unused(self) -> list[Variable]:
        """Return the variables that no step has used up, oldest first."""
        return [variable for variable in self.variables if variable.name not in self.used]


def apply(operation: Operation, slots: Mapping[str, Any], program: Program) -> Program | None:
    """Return the program with an operation added, or None where it finds nothing to work on."""
    taken: list[Variable] = []
    changes = operation.output in ("same", *operation.inputs)
    for kind in operation.inputs:
        found = _take(program, kind, taken, changes, _HASHES.search(operation.code) is not None)
        if found is None:
            return None
        before = {each.name: each.kind for each in program.variables}
        is_reused = found[1].name in program.used
        program, variable = found
        taken.append(variable)
        converted = int(before.get(variable.name) not in (variable.kind, ""))
        program = replace(program, conversions=program.conversions + converted, reused=program.reused + int(is_reused))
    slots = {
        slot: _find_column(str(value), taken[0], program) if slot.startswith("col") and taken else value
        for slot, value in slots.items()
    }
    if (
        taken
        and taken[0].columns
        and any(
            value not in taken[0].columns
            for slot, value in operation.defaults.items()
            if slot.startswith("col") and slot not in slots
        )
    ):
        return None  # a column that nobody named, and that is not there
    if any(value is None and slot.startswith("col") for slot, value in slots.items()):
        return None
    it = taken[0] if taken else None
    values = {**operation.defaults, **slots}
    if "ISO date" in operation.title and not (
        _TOLD["dates"] & program.nouns or any(_ISO.search(v.line) for v in taken)
    ):
        return None
    if ".split(':')" in operation.code and any(_ISO.search(variable.line) for variable in taken):
        return None  # a day with its time is no time alone
    if not _suits_file(str(slots.get("file", "")), operation.code):
        return None
    imported = imported_names({*program.imports, *operation.imports})
    if imported & {variable.name for variable in taken}:
        return None  # data called `date` hides what is imported under that name
    item = _item(it, operation, imported) if it else "x"
    code, bound = fill(operation.code, it.name if it else "", taken[1].name if len(taken) > 1 else "", item, values)
    if it is not None and it.is_untyped and operation.stage == SORT:
        code = _as_number(code, slots)
    lines = [*program.lines]
    for name, value in bound.items():
        free = program.free_name(name)
        lines.append(f"{free} = {literal_text(value)}")
    imports = program.imports | set(operation.imports)
    used = program.used | {variable.name for variable in taken}
    if operation.output == "done":
        return replace(program, lines=(*lines, code), imports=imports, used=used, outputs=program.outputs + 1)
    kind = (it.kind if it else "") if operation.output == "same" else operation.output
    same = it is not None and kind == it.kind and not operation.name
    if same and it is not None:
        made = replace(it, is_made=True)
        variables = tuple(v for v in program.variables if v.name != it.name)
        used -= {it.name}
    else:
        wanted = operation.name or {"number": "result", "text": "text", "flag": "answer"}.get(kind, "items")
        noun = it.noun if it and kind == it.kind else _noun_of(operation.name, kind)
        free = replace(program, imports=imports).free_name(wanted)
        made = Variable(free, kind, noun, is_made=True)
        variables = program.variables
    origins = frozenset().union(*(variable.origins or {variable.name} for variable in taken))
    if it is not None and made.kind == it.kind:
        made = replace(made, columns=it.columns, is_untyped=it.is_untyped)
    made = replace(made, origins=origins)
    lines.append(f"{made.name} = {code}")
    return replace(program, variables=(*variables, made), lines=tuple(lines), imports=imports, used=used)


def _likely_kinds(name: str) -> tuple[str, ...]:
    """Return what a variable of this name holds, if nobody says: several plain things, or one."""
    return ("numbers", "texts", "items") if singular(name) != name else ("text", "number")


def _as_number(code: str, slots: Mapping[str, Any]) -> str:
    """Return the code of a sort that compares columns which hold numbers as numbers."""
    for column in {str(value) for slot, value in slots.items() if slot.startswith("col")}:
        if NUMBER_COLUMNS.fullmatch(column):
            code = re.sub(rf"(?<!float\()\b(\w+\[{re.escape(literal_text(column))}\])", r"float(\1)", code)
    return code


def _find_column(word: str, rows: Variable, program: Program) -> str | None:
    """Return the column that a word means; in "each movie with at least 3 ratings" it counts rows and is none."""
    if word == rows.name and word in program.spelled and _PER & program.nouns:
        return None
    return find_column(word, rows, program.spelled)


_PER = frozenset(plain_stem(word) for word in ("each", "every", "per"))


def find_column(word: str, rows: Variable, spelled: Set[str] = frozenset()) -> str | None:
    """Return the column that a word means, `country` for "countries"; None where rows have no such column."""
    if not rows.columns:
        return word if word in _PLURAL_COLUMNS or word in spelled else singular(word)
    return next((form for form in (word, singular(word), plural(word), word.lower()) if form in rows.columns), None)


_PLURAL_COLUMNS = frozenset(
    "points sales hours minutes seconds votes goals wins stars marks likes views pages status address".split()
)


def imported_names(lines: Set[str]) -> set[str]:
    """Return the names that lines of imports bind."""
    return {name.split()[-1] for line in lines for name in line.rpartition("import ")[2].split(",")}


def how_far(operation: Operation, program: Program) -> int:
    """Return how far an operation is from what there is: 0 where its input is there as it is."""
    fresh = [variable for variable in program.variables if variable.name not in program.used]
    if not operation.inputs or not fresh:
        return 1
    kind = operation.inputs[0]
    if any(variable.kind == kind for variable in fresh[-1:]):
        return 0
    if any(
        variable.kind == "file" and kind == ("texts" if _ONE_BY_ONE & program.nouns else "text") for variable in fresh
    ):
        return 0
    if any(not variable.kind and kind in _likely_kinds(variable.name) for variable in fresh):
        return 1
    if any(kind in _TAKES_ALIKE and variable.kind in _TAKES_ALIKE[kind] for variable in fresh):
        return 1
    return 2


def _noun_of(name: str, kind: str) -> str:
    one = singular(name) if name else ""
    if one and one != name and is_usable_name(one):
        return one
    return _OF_ITEMS.get(kind, "item")


def _suits_file(path: str, code: str) -> bool:
    """Return whether code writes what a file's ending promises: tables with the module for them, and no pictures."""
    ending = path.rsplit(".", 1)[-1].lower() if path else ""
    if ending in ("csv", "json"):
        return f"{ending}." in code
    return ending not in _NOT_PLAIN


def _item(it: Variable, operation: Operation, imported: set[str]) -> str:
    """Return what one item is called in the code, where nothing that is imported has that name."""
    noun = it.noun.lower()
    if not is_usable_name(noun) or noun == it.name or noun in ("x", "y", "it", "other") or noun in imported:
        noun = "item" if it.name != "item" else "x"
    if it.kind in ("text",):
        return "letter" if "for x in it" in operation.code and it.name != "letter" else "x"
    if it.kind in ("table", "mapping", "groups"):
        return "key" if it.name != "key" else "x"
    return noun


# ---------------------------------------------------------------- what a step works on
def _take(
    program: Program, kind: str, taken: list[Variable], changes: bool, hashes: bool
) -> tuple[Program, Variable] | None:
    """Return the variable for an input: the newest of that kind, or one that can be made into it.

    `hashes` says that items must be hashable or comparable. What was used up is taken only for a further result, and of
    two inputs neither is made from the other.
    """
    roots = frozenset().union(*(variable.origins or {variable.name} for variable in taken))
    free = [v for v in program.variables if not ((v.origins or {v.name}) & roots)]
    fresh = [variable for variable in free if variable.name not in program.used]
    order = [*reversed(fresh)] if not taken and not _has_second(program) else fresh
    if not changes:
        order += [v for v in reversed(free) if v.name in program.used and v.kind != "file"]
    for variable in order:
        alike = () if hashes and variable.kind in ("rows", "lists") else _TAKES_ALIKE.get(kind, ())
        if variable.kind == kind or variable.kind in alike:
            return program, variable
    for variable in order:
        if (found := _convert(program, variable, kind)) is not None:
            return found
    return None


_HASHES = re.compile(
    r"\bset\(it\)|Counter\(it|fromkeys\(it|sorted\(it(?:\)|, reverse)|(?:min|max)\(it\)|it\.count\(|for x in it\}"
)


def _has_second(program: Program) -> bool:
    """Return whether there are two sources that nothing was made of yet: the first one comes first."""
    return sum(not variable.is_made and variable.name not in program.used for variable in program.variables) > 1


_ONE_BY_ONE = frozenset(plain_stem(word) for word in ("line", "each", "every", "name", "word", "list", "entry"))
# What a list holds is one of these only where the request speaks of them.
_TOLD = {
    "dates": frozenset(plain_stem(word) for word in ("date", "day", "weekday", "month", "year", "birthday")),
    "paths": frozenset(plain_stem(word) for word in ("file", "path", "folder", "directory")),
}
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_LISTED = frozenset(plain_stem(word) for word in ("list", "group", "member", "each", "per"))
_ROWS = frozenset(plain_stem(word) for word in ("dict", "record", "object", "row", "column"))


def _convert(program: Program, variable: Variable, kind: str) -> tuple[Program, Variable] | None:
    if kind == "rows" and variable.kind in ("", "items") and not may_be_rows(variable, program.nouns):
        return None
    if kind in _TOLD and not variable.path and not _TOLD[kind] & program.nouns:
        return None
    if (
        not variable.kind
        or (variable.kind == "items" and kind in LISTS)
        or (variable.kind == "mapping" and (kind == "table" or (kind == "groups" and _LISTED & program.nouns)))
    ):
        noun = variable.noun if variable.noun != "item" else _OF_ITEMS.get(kind, "item")
        known = replace(variable, kind=kind, noun=noun)
        variables = tuple(known if each.name == variable.name else each for each in program.variables)
        return replace(program, variables=variables), known
    if variable.kind == "file":
        return _read_file(program, variable, kind)
    if variable.kind == "text" and kind in ("texts", "items"):
        is_picked = any(
            line.startswith((f"{variable.name} = max(", f"{variable.name} = min(")) for line in program.lines
        )
        if is_picked or "word" not in program.nouns:
            return None  # of one word there are no words
        return _make(program, variable, "words", "texts", "word", f"{variable.name}.split()")
    if variable.kind == "table" and kind == "pairs":
        return _make(program, variable, "pairs", "pairs", "pair", f"list({variable.name}.items())")
    return None


def may_be_rows(variable: Variable, nouns: Set[str]) -> bool:
    """Return whether a variable of which nobody said what it holds may be rows: `trips`, but not `names`."""
    last = variable.name.lower().split("_")[-1]
    one = singular(last)
    is_records = not variable.kind and one != last and KIND_OF_NOUN.get(one, "rows") == "rows"
    return is_records or bool(_ROWS & nouns)


def kinds_of(variable: Variable, nouns: Set[str]) -> set[str]:
    """Return the kinds of data that a variable can be taken as in a request with these roots."""
    told = {kind for kind, words in _TOLD.items() if not words & nouns}
    lists = LISTS - told - (set() if may_be_rows(variable, nouns) else {"rows"})
    kind = variable.kind
    if kind == "file":
        ending = variable.path.rsplit(".", 1)[-1].lower()
        if ending in ("csv", "tsv"):
            return {"rows", "items"}
        return (
            set(LISTS) | {"mapping", "table", "groups"} if ending == "json" else {"text", "texts", "items", "numbers"}
        )
    if not kind:
        return set(lists) | {"number", "text", "flag", "table", "mapping", "groups", "date", "path"}
    if kind == "items":
        return set(lists)
    if kind == "text":
        return {"text", "texts", "items"} if "word" in nouns else {"text"}
    more = {"mapping": {"table", "groups"}, "table": {"mapping", "pairs"}, "groups": {"mapping"}}
    return {kind, *more.get(kind, set()), *({"items"} if kind in LISTS else set())}


def _make(program: Program, of: Variable, name: str, kind: str, noun: str, code: str) -> tuple[Program, Variable]:
    made = Variable(program.free_name(name), kind, noun, is_made=True, origins=of.origins or frozenset({of.name}))
    return (
        replace(
            program,
            variables=(*program.variables, made),
            lines=(*program.lines, f"{made.name} = {code}"),
            used=program.used | {of.name},
        ),
        made,
    )


_NOT_PLAIN = frozenset("xml html xlsx xls db sqlite zip gz pdf docx png jpg yaml yml toml ini".split())


# What is written in digits and is a text all the same.
_WRITTEN_AS_NUMBERS = frozenset(plain_stem(word) for word in ("phone", "telephone", "zip", "postcode", "isbn", "iban"))
_NUMBERS = frozenset(plain_stem(noun) for noun, kind in KIND_OF_NOUN.items() if kind == "numbers")


def _read_file(program: Program, file: Variable, kind: str) -> tuple[Program, Variable] | None:
    ending = file.path.rsplit(".", 1)[-1].lower()
    where = file.name if file.name.isidentifier() else repr_string(file.path)
    if ending in _NOT_PLAIN:
        return None
    if ending in ("csv", "tsv"):
        if kind not in ("rows", "items"):
            return None
        more = ', delimiter="\\t"' if ending == "tsv" else ""
        name = program.free_name(file.path.rsplit("/")[-1].rsplit(".")[0])
        noun = singular(name) if singular(name) != name else "row"
        line = (
            f'with open({where}, newline="", encoding="utf-8") as file:\n    {name} = list(csv.DictReader(file{more}))'
        )
        return _add_read(
            program,
            file,
            Variable(name, "rows", noun, is_made=True, columns=file.columns, is_untyped=True),
            line,
            {"import csv"},
        )
    if ending == "json":
        if kind in ("number", "text", "flag", "date", "path"):
            return None
        name = program.free_name("data")
        line = f'with open({where}, encoding="utf-8") as file:\n    {name} = json.load(file)'
        made = Variable(name, kind, "item", is_made=True, columns=file.columns if kind == "rows" else ())
        return _add_read(program, file, made, line, {"import json"})
    content = f'Path({where}).read_text(encoding="utf-8")'
    imports = {"from pathlib import Path"}
    if kind == "text":
        name = program.free_name("text")
        return _add_read(program, file, Variable(name, "text", "word", is_made=True), f"{name} = {content}", imports)
    if kind in ("texts", "items"):
        is_words = "word" in program.nouns and "line" not in program.nouns
        noun = "word" if is_words else "line"
        name = program.free_name(plural(noun))
        line = f"{name} = {content}.{'split' if is_words else 'splitlines'}()"
        return _add_read(program, file, Variable(name, "texts", noun, is_made=True), line, imports)
    if kind == "numbers":
        if _WRITTEN_AS_NUMBERS & program.nouns:
            return None
        if not (_NUMBERS & program.nouns or plain_stem(file.path.rsplit("/")[-1].split(".")[0].lower()) in _NUMBERS):
            return None
        name = program.free_name("numbers")
        line = f"{name} = [{'int' if 'int' in program.nouns else 'float'}(word) for word in {content}.split()]"
        return _add_read(program, file, Variable(name, "numbers", "number", is_made=True), line, imports)
    return None


def _add_read(
    program: Program, file: Variable, made: Variable, line: str, imports: set[str]
) -> tuple[Program, Variable]:
    made = replace(made, origins=frozenset({file.name}))
    return (
        replace(
            program,
            variables=(*program.variables, made),
            lines=(*program.lines, line),
            imports=program.imports | imports,
            used=program.used | {file.name},
        ),
        made,
    )


# ---------------------------------------------------------------- code with the request's names and values
_TOKEN = re.compile(
    r"(?P<formatted>[rR]?[fF][rR]?(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'))"
    r"|(?P<string>[rRbB]?(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'))"
    r"|(?P<line_end>chr\(10\))|(?P<attribute>\.\s*[A-Za-z_]\w*)|(?P<name>[A-Za-z_]\w*)(?!\s*=(?!=)|\w)|(?P<keyword>[A-Za-z_]\w*)"
)


def fill(code: str, it: str, other: str, item: str, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return an operation's code with names and values put in, and the values that need a variable of their own."""
    second = "other_one" if item == "y" else "y"
    names = {"it": it, "other": other, "x": item, "y": second}
    bound: dict[str, Any] = {}

    def put(match: re.Match[str]) -> str:
        text = match[0]
        if match["formatted"]:
            return _fill_formatted(text, names, values, bound)
        if match["line_end"]:
            return '"\\n"'
        if match["name"] and text in values:
            literal = literal_text(values[text])
            return f"({literal})" if literal[-1].isdigit() and code[match.end() : match.end() + 1] == "." else literal
        return names.get(text, text) if match["name"] else text

    return _TOKEN.sub(put, code), bound


_HOLE = re.compile(r"\{(?P<inner>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")


def _fill_formatted(text: str, names: Mapping[str, str], values: Mapping[str, Any], bound: dict[str, Any]) -> str:
    """Fill the holes of a formatted string; a value that stands alone in one becomes part of the text."""
    quote = text[-1]

    def put(match: re.Match[str]) -> str:
        inner = match["inner"]
        if inner in values:
            plain = str(values[inner])
            if not set(plain) & set("{}\\\n'\""):
                return plain
        inner = re.sub(r"\{(\w+)\}", lambda nested: str(values[nested[1]]) if nested[1] in values else nested[0], inner)

        def name(word: re.Match[str]) -> str:
            if word[1] in values:
                value = values[word[1]]
                if isinstance(value, int | float):
                    return literal_text(value)
                bound[word[1]] = value
                return word[1]
            return names.get(word[1], word[1])

        head, colon, form = _split_format(inner)
        head = re.sub(r"(?<![\w.'\"])([A-Za-z_]\w*)\b(?!['\"])", name, head)
        return "{" + head + colon + form + "}"

    begin = text.index(quote) + 1
    return text[:begin] + _HOLE.sub(put, text[begin:-1]) + quote


def _split_format(inner: str) -> tuple[str, str, str]:
    """Split what stands in a hole into expression and format."""
    depth = 0
    for place, sign in enumerate(inner):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == ":" and depth == 0:
            return inner[:place], ":", inner[place + 1 :]
    return inner, "", ""


# ---------------------------------------------------------------- what is shown in the end
def outputs(program: Program) -> Iterator[Variable]:
    """Yield the variables that hold what was asked for."""
    made = [variable for variable in program.unused() if variable.is_made]
    results = [
        variable for variable in made if variable.kind in ("number", "text", "flag", "table", "groups", "mapping")
    ]
    yield from results or made[-1:]


def counted(program: Program) -> list[Variable]:
    """Return the newest list or dictionary that was made, and used up by what counts it."""
    made = [variable for variable in program.variables if variable.is_made and variable.name in program.used]
    return [variable for variable in made if variable.kind in LISTS or variable.kind in ("table", "mapping")][-1:]


def print_lines(variable: Variable, labelled: bool) -> str:
    """Return the lines that print a variable."""
    name, item = (
        variable.name,
        variable.noun if is_usable_name(variable.noun) and variable.noun != variable.name else "item",
    )
    if variable.kind in ("table", "mapping", "groups"):
        return f"for key, value in {name}.items():\n    print(key, value)"
    if variable.kind in ("rows", "paths"):
        return f"for {item} in {name}:\n    print({item})"
    if (variable.kind, variable.noun) == ("texts", "line"):
        return f"for {item} in {name}:\n    print({item})"
    if labelled:
        return f'print("{name.replace("_", " ").capitalize()}:", {name})'
    return f"print({name})"
