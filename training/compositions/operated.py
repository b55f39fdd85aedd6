"""Requests of one to three operations with the programs that the engine's composer makes of them, drawn at random.

What is said is drawn from the operations' own phrases, so a network learns to read them as the composer does, and to
go on where a request says it in other words. Each program is run before it is admitted.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engine.composer.compose import write_program
from engine.composer.operations import Operation
from engine.composer.program import Program, apply
from engine.composer.request import Request
from engine.composer.variables import Variable
from engine.rewrite import literal_text
from engine.syntax import compiles
from training.compositions import Composition
from training.compositions.domains import NUMBERS, STRINGS, TABLES, Kind, Table
from training.compositions.language import NUMBER_WORDS, capitalize, tidy
from training.compositions.requests import NOUN_FRAMES, ORDER_FRAMES
from training.sources.base import Pair

_PIECE = re.compile(r"\{\w+\}|[()\[\]|]|[^\s()\[\]|]+")
STEPS = (1, 1, 2, 2, 2, 2, 3, 3)
TRIES = 12
_SEPARATORS = {
    ",": "commas",
    ";": "semicolons",
    " ": "spaces",
    "-": "dashes",
    "|": "a pipe",
    "\n": "line breaks",
    "/": "slashes",
}
_ORDINALS = "first second third fourth fifth".split()


@dataclass(frozen=True)
class Origin:
    """Data to work on: its variable, what the request says of it, what must be there to run the program."""

    variable: Variable
    value: Any
    said: str  # "prices = [1, 2]", "the list prices", "prices.txt", "a list of prices"
    is_statement: bool = False  # it stands as a sentence of its own
    is_function: bool = False
    setup: str = ""
    files: tuple[tuple[str, str], ...] = ()


def draw_composition(operations: Sequence[Operation], rng: random.Random) -> Composition | None:
    """Return a request and its program, or None where nothing came of the draw."""
    first = rng.choice(operations)
    origin = draw_origin(first.inputs, rng) if len(first.inputs) == 1 else None
    if origin is None:
        return None
    program = Program((origin.variable,), (origin.variable.line,) if origin.variable.line else ())
    chosen: list[tuple[Operation, dict[str, Any]]] = []
    for step in range(rng.choice(STEPS)):
        fitting = [first] if step == 0 else _fitting(operations, program, rng)
        for operation in fitting:
            slots = draw_slots(operation, origin.value, rng)
            after = apply(operation, slots, program)
            if (after is not None and after.variables != program.variables) or (after and after.outputs):
                program = after
                chosen.append((operation, slots))
                break
        if not chosen or chosen[-1][0].output == "done":
            break
    if not chosen:
        return None
    request = Request("print", (), (origin.variable,), is_function=origin.is_function)
    code = write_program(request, program, frozenset())
    if code is None or not compiles(code):
        return None
    text = say(origin, chosen, rng)
    return Composition(Pair(text, code), dict(origin.files), origin.setup) if text else None


def _fitting(operations: Sequence[Operation], program: Program, rng: random.Random) -> Iterator[Operation]:
    newest = program.variables[-1].kind
    kinds = {newest, "items"} if newest in ("numbers", "texts", "rows", "pairs", "lists", "dates") else {newest}
    kinds |= {"mapping"} if newest in ("table", "groups") else set()
    fitting = [one for one in operations if len(one.inputs) == 1 and one.inputs[0] in kinds]
    for _ in range(min(TRIES, len(fitting))):
        yield rng.choice(fitting)


# ---------------------------------------------------------------- data
def draw_origin(inputs: tuple[str, ...], rng: random.Random) -> Origin | None:
    """Return data of a kind, given in one of the ways in which people give it."""
    kind = inputs[0]
    if kind in ("items", "mapping"):
        kind = rng.choice(("numbers", "texts", "texts", "pairs") if kind == "items" else ("table", "groups", "table"))
    drawn = _draw_value(kind, rng)
    if drawn is None:
        return None
    value, name, noun, columns = drawn
    variable = Variable(name, kind, noun, columns=columns)
    way = rng.random()
    if kind in ("texts", "numbers", "rows") and way < 0.3:
        return _in_file(variable, value, rng)
    if way < 0.65:
        line = f"{name} = {literal_text(value)}"
        return Origin(Variable(name, kind, noun, line, columns=columns), value, line, is_statement=True)
    called = {"text": "text", "table": "dict", "groups": "dict", "number": "number", "flag": "flag"}.get(kind, "list")
    setup = f"{name} = {value!r}\n"
    if way < 0.8:
        return Origin(variable, value, f"the {called} {name}", setup=setup)
    of = {
        "numbers": f" of {name}",
        "texts": f" of {name}",
        "rows": " of dicts",
        "pairs": " of tuples",
        "lists": " of lists",
    }.get(kind, "")
    said = f"a {called}{of}" if kind != "text" else f"a {rng.choice(('text', 'string', 'sentence'))}"
    return Origin(variable, value, said, is_function=True, setup="")


def _draw_value(kind: str, rng: random.Random) -> tuple[Any, str, str, tuple[str, ...]] | None:
    if kind == "numbers":
        of = rng.choice(NUMBERS)
        return _numbers(of, rng, rng.randint(4, 8)), rng.choice((of.many, of.many, "nums", "values")), of.one, ()
    if kind == "texts":
        of = rng.choice(STRINGS)
        return [rng.choice(of.values) for _ in range(rng.randint(3, 7))], of.many, of.one, ()
    if kind == "number":
        value = rng.choice((rng.randint(2, 500), round(rng.uniform(1, 300), 2)))
        return value, rng.choice(("n", "number", "amount", "value", "price")), "number", ()
    if kind == "flag":
        return rng.random() < 0.5, rng.choice(("ok", "passed", "is_valid")), "flag", ()
    if kind == "text":
        of = rng.choice(STRINGS)
        words = [rng.choice(rng.choice((of, STRINGS[1])).values) for _ in range(rng.randint(1, 6))]
        return " ".join(words), rng.choice(("text", "s", "sentence", "line", "title")), "word", ()
    if kind in ("table", "groups", "pairs"):
        keys, of = rng.choice(STRINGS), rng.choice(NUMBERS)
        names = list(dict.fromkeys(rng.choice(keys.values) for _ in range(rng.randint(3, 6))))
        if kind == "groups":
            return {name: _numbers(of, rng, rng.randint(1, 4)) for name in names}, of.many, keys.one, ()
        numbers = _numbers(of, rng, len(names))
        if kind == "pairs":
            return list(zip(names, numbers, strict=True)), rng.choice(("pairs", keys.many)), "pair", ()
        return dict(zip(names, numbers, strict=True)), rng.choice((of.many, "stock", "votes", "points")), keys.one, ()
    if kind == "rows":
        table = rng.choice(TABLES)
        rows = [_row(table, rng) for _ in range(rng.randint(3, 6))]
        return rows, table.many, table.one, tuple(rows[0])
    if kind == "lists":
        width = rng.randint(2, 4)
        matrix = [[rng.randint(0, 20) for _ in range(width)] for _ in range(rng.randint(2, 4))]
        return matrix, rng.choice(("matrix", "rows", "grid")), "row", ()
    return None


def _numbers(of: Kind, rng: random.Random, count: int) -> list[Any]:
    if of.kind == "int":
        return [rng.randint(int(of.low), int(of.high)) for _ in range(count)]
    return [round(rng.uniform(of.low, of.high), rng.choice((0, 1, 2))) for _ in range(count)]


def _row(table: Table, rng: random.Random) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in table.columns[:4]:
        if not column.is_number:
            row[column.name] = rng.choice(column.values)
        else:
            value = rng.uniform(column.low, column.high)
            row[column.name] = round(value) if column.kind == "int" else round(value, 2)
    return row


def _in_file(variable: Variable, value: Any, rng: random.Random) -> Origin:
    if variable.kind == "rows":
        path = f"{variable.name}.csv"
        lines = [",".join(value[0]), *(",".join(str(each) for each in row.values()) for row in value)]
    else:
        path = f"{variable.name}.txt"
        lines = [str(each) for each in value]
    file = Variable(f"<{path}>", "file", path=path)
    said = rng.choice((path, path, f"the file {path}"))
    return Origin(file, value, said, files=((path, "\n".join(lines) + "\n"),))


# ---------------------------------------------------------------- values in phrases
def draw_slots(operation: Operation, value: Any, rng: random.Random) -> dict[str, Any]:
    """Return values for an operation's slots that make sense for the data."""
    wanted = {name for _, phrase in operation.phrases for name in re.findall(r"\{(\w+)\}", phrase)}
    items = list(value.values()) if isinstance(value, dict) else list(value) if isinstance(value, list) else []
    numbers = [each for each in items if isinstance(each, int | float) and not isinstance(each, bool)]
    texts = (
        [each for each in items if isinstance(each, str)] or [str(key) for key in value]
        if isinstance(value, dict)
        else [each for each in items if isinstance(each, str)]
    )
    if isinstance(value, str):
        texts = value.split() or ["a"]
    columns = list(items[0]) if items and isinstance(items[0], dict) else ["name", "price", "city", "age"]
    slots: dict[str, Any] = {}
    for name in sorted(wanted):
        if name in ("n", "m"):
            near = [int(number) for number in numbers if number == int(number)] or [2, 3, 4, 5, 10]
            slots[name] = rng.choice([rng.randint(1, 5), rng.choice(near), rng.choice((2, 3, 10, 50, 100))])
        elif name == "nth":
            slots[name] = rng.randint(1, 3)
        elif name in ("s", "t"):
            text = rng.choice(texts or ["x"]) or "x"
            slots[name] = rng.choice((text, text[: rng.randint(1, 2)], text[-1:], text))
        elif name == "sep":
            slots[name] = rng.choice(list(_SEPARATORS))
        elif name in ("col", "col2"):
            slots[name] = rng.choice(columns)
        elif name == "file":
            slots[name] = (
                f"{rng.choice(('out', 'result', 'report', 'list', 'summary', 'clean'))}.{rng.choice(('txt', 'txt', 'csv', 'json'))}"
            )
    return slots


def say_value(name: str, value: Any, rng: random.Random) -> str:
    """Return how a request says the value of a slot."""
    if name in ("n", "m"):
        is_word = isinstance(value, int) and 2 <= value <= 10 and rng.random() < 0.3
        return NUMBER_WORDS[value] if is_word else str(value)
    if name == "nth":
        return str(_ORDINALS[value - 1])
    if name == "sep":
        return rng.choice((_SEPARATORS[value], repr(value)))
    if name in ("s", "t"):
        bare = str(value) if str(value).isalnum() else f"'{value}'"
        return rng.choice((f"'{value}'", f'"{value}"', f'"{value}"', bare))
    return str(value)


def sample_phrase(phrase: str, rng: random.Random) -> str:
    """Return one of the texts that a phrase stands for."""
    pieces = _PIECE.findall(phrase)

    def alternatives(at: int) -> tuple[list[str], int]:
        found = []
        while True:
            one: list[str] = []
            while at < len(pieces) and pieces[at] not in ("|", ")", "]"):
                piece, at = pieces[at], at + 1
                if piece in ("(", "["):
                    inner, at = alternatives(at)
                    at += 1
                    one.append(rng.choice(inner) if piece == "(" or rng.random() < 0.5 else "")
                else:
                    one.append(piece)
            found.append(" ".join(filter(None, one)))
            if at >= len(pieces) or pieces[at] != "|":
                return found, at
            at += 1

    return rng.choice(alternatives(0)[0])


# ---------------------------------------------------------------- what is said
def say(origin: Origin, chosen: Sequence[tuple[Operation, dict[str, Any]]], rng: random.Random) -> str:
    """Return a request for these operations, or "" where their phrases do not go together."""
    sorts = [{sort for sort, _ in operation.phrases} for operation, _ in chosen]
    plain = [sort & {"do", "as"} for sort in sorts]
    wants_noun = "get" in sorts[-1] and all("as" in sort for sort in sorts[:-1])
    if wants_noun and (rng.random() < 0.6 or "do" not in sorts[-1]):
        return _say_noun(origin, chosen, rng)
    if all(plain[:-1]) and sorts[-1]:
        return _say_orders(origin, chosen, sorts, rng)
    return ""


def _say_one(operation: Operation, slots: dict[str, Any], sort: str, rng: random.Random) -> str:
    phrase = sample_phrase(rng.choice([text for each, text in operation.phrases if each == sort]), rng)
    return re.sub(r"\{(\w+)\}", lambda match: say_value(match[1], slots[match[1]], rng), phrase)


def _say_noun(origin: Origin, chosen: Sequence[tuple[Operation, dict[str, Any]]], rng: random.Random) -> str:
    kept = [_say_one(operation, slots, "as", rng) for operation, slots in chosen[:-1]]
    wanted = _say_one(*chosen[-1], "get", rng)
    thing = rng.choice(("the items", "those", "the values", "them")) if origin.is_statement else origin.said
    text = f"{wanted} {rng.choice(('of', 'in', 'for', 'from')) if kept or not origin.is_statement else ''} {thing if kept or not origin.is_statement else ''} {' and '.join(kept)}"
    return _frame(origin, text, NOUN_FRAMES, rng)


def _say_orders(
    origin: Origin, chosen: Sequence[tuple[Operation, dict[str, Any]]], sorts: Sequence[set[str]], rng: random.Random
) -> str:
    clauses = []
    for (operation, slots), known in zip(chosen, sorts, strict=True):
        choices = [sort for sort in ("do", "do", "as", "get") if sort in known]
        sort = rng.choice(choices)
        text = _say_one(operation, slots, sort, rng)
        if sort == "get":
            text = f"{rng.choice(('print', 'show', 'give me', 'tell me', 'find', 'get'))} the {text}"
        clauses.append(text)
    if not origin.is_statement:
        clauses[0] = (
            f"{clauses[0]} {rng.choice(('of', 'in', 'from', 'for'))} {origin.said}"
            if rng.random() < 0.5
            else f"{rng.choice(('from', 'take', 'read', 'for', 'in'))} {origin.said}{rng.choice((':', ',', ' and'))} {clauses[0]}"
        )
    text = clauses[0]
    for i, clause in enumerate(clauses[1:], start=1):
        is_last = i == len(clauses) - 1
        text += (
            rng.choice((" and ", ", then ", " and then ", ". Then ", ", ") if is_last else (", ", ", then ", "; "))
            + clause
        )
    return _frame(origin, text, ORDER_FRAMES, rng)


def _frame(origin: Origin, text: str, frames: Sequence[str], rng: random.Random) -> str:
    framed = rng.choice(frames).format(text)
    if origin.is_function and rng.random() < 0.4:
        framed = f"write a function that takes {origin.said}: {text}"
    if origin.is_statement:
        framed = rng.choice(
            (
                f"{origin.said}; {framed}",
                f"{origin.said}. {capitalize(framed)}",
                f"{framed}: {origin.said}",
                f"{framed}, {origin.said}",
                f"{origin.said} -> {framed}",
            )
        )
    return tidy(framed)
