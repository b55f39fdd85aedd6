"""Fill a recipe with what a request names: paths, strings, numbers, data and identifiers.

A recipe's slots are the values of its code that a person would want to be their own. They are found in the code's
syntax tree, matched to the request's values by kind and by the words around them, and replaced by tokens. The result
compiles, or the slot keeps its default.
"""

import ast
import re
import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from engine.cookbook import Recipe
from engine.parsing import quiet_parser
from engine.placing import Place, contradicts, is_called, measured, settle, words_before
from engine.rewrite import Edit, Positions, apply_edits, is_usable_name, literal_text, rename
from engine.syntax import compiles, parse, walk
from engine.values import ISO_DATE, SEPARATOR_WORDS, Value, find_values
from engine.words import STOP_WORDS, is_file_name, stem

PATH_LIKE = re.compile(r"[^\n\r\t<>|\"'{}()=,;:?]*[\w*]\.[A-Za-z][A-Za-z0-9]{0,7}")
_WRITERS = frozenset(
    "write_text write_bytes to_csv to_json to_excel to_parquet savefig save dump savetxt to_html "
    "to_pickle imsave writestr".split()
)
_RUNNERS = frozenset({"run", "check_output", "check_call", "call", "Popen"})
_FOLDER_CALLS = frozenset(
    "Path listdir scandir walk iterdir glob rglob mkdir makedirs chdir rmdir rmtree copytree make_archive "
    "extractall unpack_archive".split()
)


@dataclass(frozen=True)
class CodeSlot:
    """A value of a recipe's code: its kind, its default, and every place where it stands (character offsets)."""

    kind: str  # path, folder, string, number, data, name, function, class, column
    default: Any
    spans: tuple[tuple[int, int], ...]
    is_output: bool = False
    variable: str = ""  # the variable at the top of the code that it is assigned to
    context: str = ""  # "printed", "compared" or "decimals": what the code does with it, where that is plain
    offset: int = 0  # what the code's number is more than the value: the end of a range that includes it
    is_indifferent: bool = False  # for a list: whether the code does the same with items of any type

    @property
    def is_input(self) -> bool:
        """Whether the code names the value at its top, as an input."""
        return bool(self.variable)


@dataclass
class Filling:
    """A recipe's code with values put in, what was put where, and how much of the request found no place."""

    code: str
    placed: list[tuple[CodeSlot, Any]] = field(default_factory=list)
    unplaced: list[Value] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=4096)
def find_slots(code: str) -> tuple[CodeSlot, ...]:
    """Return the slots of a piece of code in the order in which they first stand."""
    tree = parse(code)
    if tree is None:
        return ()
    collector = _Collector(code, _changing_names(tree))
    collector.visit(tree)
    return tuple(collector.slots(_treats_items_alike(tree)))


# What can be done with a list whatever its items are, as long as they can be compared and counted.
_FOR_ANY_ITEMS = frozenset(
    "print len list tuple set dict enumerate zip reversed range permutations combinations product pairwise islice "
    "cycle chain groupby shuffle choice choices sample Counter defaultdict deque OrderedDict append extend insert "
    "remove pop index count copy reverse clear items keys values get most_common fromkeys rotate appendleft popleft "
    "add discard union deepcopy seed combinations_with_replacement randrange randint".split()
)


def _treats_items_alike(tree: ast.AST) -> bool:
    """Return whether code does nothing with the items of its list that texts or numbers alone can do."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in _FOR_ANY_ITEMS:
                return False
        if isinstance(node, ast.BinOp | ast.AugAssign | ast.JoinedStr | ast.Lambda | ast.FunctionDef | ast.ClassDef):
            return False
        if isinstance(node, ast.Compare) and any(isinstance(part, ast.Constant) for part in node.comparators):
            return False
    return True


def _changing_names(tree: ast.AST) -> frozenset[str]:
    """Return the names that are set more than once or counted up: no inputs, whatever they begin with."""
    nodes = walk(tree)
    stores = Counter(n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    declared = {name for n in nodes if isinstance(n, ast.Global | ast.Nonlocal) for name in n.names}
    return frozenset(name for name, count in stores.items() if count > 1 or name in declared)


class _Collector(ast.NodeVisitor):
    """Walks a syntax tree and gathers constants, top-level data and names that could be slots."""

    def __init__(self, code: str, changing: frozenset[str] = frozenset()) -> None:
        self._changing = changing
        self._positions = Positions(code)
        self._spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
        self._values: dict[tuple[str, str], Any] = {}
        self._outputs: set[tuple[str, str]] = set()
        self._inputs: dict[tuple[str, str], str] = {}
        self._offsets: dict[tuple[str, str], int] = {}
        self._contexts: dict[tuple[str, str], str] = {}
        self._compared: set[int] = set()
        self._calls: list[str] = []
        self._docstrings: set[int] = set()
        self._taken: set[int] = set()  # constants that are slots already
        self._functions = 0  # how many functions with parameters are around
        self._in_fstring = 0

    def slots(self, is_indifferent: bool = False) -> list[CodeSlot]:
        found = [
            CodeSlot(
                key[0],
                self._values[key],
                tuple(spans),
                key in self._outputs,
                self._inputs.get(key, ""),
                self._contexts.get(key, ""),
                self._offsets.get(key, 0),
                is_indifferent and key[0] == "data",
            )
            for key, spans in self._spans.items()
        ]
        return sorted(found, key=lambda slot: slot.spans[0] if slot.spans else (0, 0))

    def _add(self, kind: str, value: Any, node: ast.AST | None, output: bool = False) -> None:
        key = (kind, repr(value))
        self._values[key] = value
        spans = self._spans.setdefault(key, [])
        if node is not None:
            spans.append(self._positions.span(node))
        if output:
            self._outputs.add(key)

    def visit_Module(self, node: ast.Module) -> None:
        for statement in node.body:
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                target = statement.targets[0]
                if isinstance(target, ast.Name):
                    self._add("name", target.id, None)
                    if isinstance(statement.value, ast.List | ast.Tuple | ast.Dict | ast.Set) and _is_literal(
                        statement.value
                    ):
                        self._add("data", ast.literal_eval(statement.value), statement.value)
                        continue
                    if self._add_input(target.id, statement.value):
                        continue
                elif self._add_inputs(target, statement.value):
                    continue
            self.visit(statement)

    def _add_inputs(self, target: ast.AST, value: ast.AST) -> bool:
        """Make slots of the constants in `width, height = 3, 4`."""
        if not (isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts)):
            return False
        pairs = list(zip(target.elts, value.elts, strict=True))
        if not all(isinstance(name, ast.Name) and isinstance(item, ast.Constant | ast.UnaryOp) for name, item in pairs):
            return False
        for name, item in pairs:
            self._add("name", name.id, None)  # type: ignore[attr-defined]
            if not self._add_input(name.id, item):  # type: ignore[attr-defined]
                self.visit(item)
        return True

    def _add_range_end(self, node: ast.Call) -> None:
        """Make a slot of the last number that `range(1, 11)` gives: people speak of 10."""
        if len(node.args) != 2 or self._in_fstring:
            return
        end = node.args[1]
        if isinstance(end, ast.Constant) and isinstance(end.value, int) and end.value > 2:
            key = ("number", f"{end.value - 1} as the end of a range")
            self._values[key] = end.value - 1
            self._spans.setdefault(key, []).append(self._positions.span(end))
            self._offsets[key] = 1

    def _add_iso_format(self, node: ast.Call) -> None:
        """Make a slot of `isoformat()`: a request may want its date in another form."""
        if self._in_fstring or not isinstance(node.func, ast.Attribute):
            return
        key = ("format", "isoformat")
        self._values[key] = "%Y-%m-%d"
        start, end = self._positions.span(node)
        start = self._positions.span(node.func.value)[1] + 1
        if self._positions.code[start:end] == "isoformat()":
            self._spans.setdefault(key, []).append((start, end))
            self._contexts[key] = "isoformat"
            self._outputs.add(key)

    def _add_date(self, node: ast.Call) -> bool:
        """Make a slot of the year, month and day of `date(2024, 3, 1)`."""
        if len(node.args) != 3 or self._in_fstring or node.keywords:
            return False
        numbers = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, int)]
        if len(numbers) != 3:
            return False
        key = ("date", f"{numbers[0]:04}-{numbers[1]:02}-{numbers[2]:02}")
        self._values[key] = key[1]
        span = (self._positions.span(node.args[0])[0], self._positions.span(node.args[2])[1])
        self._spans.setdefault(key, []).append(span)
        return True

    def _add_input(self, name: str, node: ast.expr) -> bool:
        """Make a slot of its own of a constant that a variable at the top is set to; equal constants are not its."""
        is_negative = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
        constant = node.operand if is_negative else node  # type: ignore[attr-defined]
        if not isinstance(constant, ast.Constant):
            return False
        value: Any = constant.value
        if is_negative:
            value = -value if isinstance(value, int | float) else None
        if isinstance(value, bool) or not isinstance(value, int | float | str) or name in self._changing:
            return False
        is_path = isinstance(value, str) and PATH_LIKE.fullmatch(value) and is_file_name(value)
        kind = "path" if is_path else "string" if isinstance(value, str) else "number"
        key = (kind, f"{value!r} as {name}")
        self._values[key] = value
        self._spans[key] = [self._positions.span(node)]
        self._inputs[key] = name
        return True

    def _add_named(self, name: str, node: ast.expr) -> None:
        """Make an input of a constant whose meaning the call gives away, as `calendar.month(2025, 5)` does."""
        if isinstance(node, ast.Constant) and self._add_input(name, node):
            self._taken.add(id(node))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.col_offset == 0:
            self._add("function", node.name, None)
        for arg in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
            self._add("name", arg.arg, None)
        self._functions += bool(node.args.args)
        self._visit_body(node)
        self._functions -= bool(node.args.args)

    visit_AsyncFunctionDef = visit_FunctionDef  # type: ignore[assignment]

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._add("class", node.name, None)
        self._visit_body(node)

    def _visit_body(self, node: ast.AST) -> None:
        body = node.body  # type: ignore[attr-defined]
        if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            self._docstrings.add(id(body[0].value))
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self._add("name", node.id, None)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        if not self._in_fstring:
            self._add_decimals(node)
        self._in_fstring += 1  # positions inside are not reliable before Python 3.12
        self.generic_visit(node)
        self._in_fstring -= 1

    def _add_decimals(self, node: ast.JoinedStr) -> None:
        """Make a slot of the decimals that an f-string shows: the 2 of `{price:,.2f}`."""
        start, end = self._positions.span(node)
        for match in _SHOWN_DECIMALS.finditer(self._positions.code, start, end):
            key = ("number", f"{match[1]} as decimals")
            self._values[key] = int(match[1])
            self._spans.setdefault(key, []).append(match.span(1))
            self._contexts[key] = "decimals"

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            self._add("column", node.slice.value, None if self._in_fstring else node.slice)
            self.visit(node.value)
        else:
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("date", "datetime") and self._add_date(node):
            return
        if name == "range":
            self._add_range_end(node)
        if name in _OF_MONTHS and len(node.args) == 2 and not self._in_fstring:
            for number, unit in zip(node.args, ("year", "month"), strict=True):
                self._add_named(unit, number)
        if name == "isoformat" and not node.args and not node.keywords:
            self._add_iso_format(node)
        self._calls.append(name)
        command = node.args[0] if name in _RUNNERS and node.args else None
        if isinstance(command, ast.List) and _is_literal(command):
            self._add("command", tuple(ast.literal_eval(command)), command)
            for keyword in node.keywords:
                if keyword.arg == "input":
                    self._add_named("text", keyword.value)
            for part in [*node.args[1:], *node.keywords, node.func]:
                self.visit(part)
        else:
            self.generic_visit(node)
        self._calls.pop()
        if (
            name == "open"
            and len(node.args) > 1
            and _is_write_mode(node.args[1])
            and isinstance(node.args[0], ast.Constant)
        ):
            self._outputs.add(("path", repr(node.args[0].value)))

    def visit_Compare(self, node: ast.Compare) -> None:
        if any(isinstance(operator, ast.Gt | ast.GtE | ast.Lt | ast.LtE) for operator in node.ops):
            self._compared |= {id(part) for part in node.comparators if isinstance(part, ast.Constant)}
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        if id(node) in self._docstrings | self._taken or self._in_fstring:
            return
        if isinstance(value, bool) or value is None:
            return
        if isinstance(value, int | float):
            if self._functions and abs(value) <= 1:
                return  # where a function begins to count is no value of a request
            self._add("number", value, node)
            if id(node) in self._compared:
                self._contexts["number", repr(value)] = "compared"
        elif isinstance(value, str):
            writer = any(call in _WRITERS for call in self._calls[-2:])
            if PATH_LIKE.fullmatch(value) and is_file_name(value):
                self._add("path", value, node, output=writer)
            elif self._calls and self._calls[-1] in _FOLDER_CALLS and re.fullmatch(r"[\w./~-]+", value):
                self._add("folder", value, node)
            elif self._calls[-1:] in (["strftime"], ["strptime"]) and "%" in value:
                self._add("format", value, node, output=self._calls[-1] == "strftime")
            else:
                self._add("string", value, node)
                if self._calls[-1:] == ["print"]:
                    self._contexts["string", repr(value)] = "printed"
                elif self._calls[-1:] == ["add_argument"] and not value.startswith("-"):
                    self._contexts["string", repr(value)] = "argument"


_OF_MONTHS = frozenset({"month", "prmonth", "monthrange", "monthcalendar", "itermonthdates"})
_SHOWN_DECIMALS = re.compile(r"\{[^{}:]+:[^{}]{0,6}\.(\d)[f%]\}")


def _is_literal(node: ast.AST) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return False
    return True


def _is_write_mode(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value[:1] in "wax"


# ---------------------------------------------------------------- matching a request's values to slots
_COMPATIBLE: dict[str, dict[str, float]] = {
    "path": {"path": 3.0},
    "folder": {"folder": 3.0},
    "url": {"string": 1.0},
    "string": {"string": 2.0, "column": 0.5, "folder": 0.6, "command": 2.0, "date": 3.0},
    "number": {"number": 2.0},
    "month": {"number": 2.0},
    "option": {"string": 2.0},
    "command": {"command": 3.0},
    "range": {"data": 1.0},
    "separator": {"string": 0.4},
    "data": {"data": 3.0, "command": 2.0},
    "format": {"format": 3.0},
    "column": {"column": 1.5},
    "function": {"function": 3.0},
    "class": {"class": 3.0},
}


def fill(recipe: Recipe, ask: str, prompt: str, values: Sequence[Value] | None = None) -> Filling:
    """Return the recipe's code with the request's values in it; `ask` is the way to ask that came nearest."""
    wanted = list(find_values(prompt) if values is None else values)
    slots = find_slots(recipe.code)
    asks = list(dict.fromkeys([ask, recipe.title]))
    ask_values = [(text, _values_of_ask(text)) for text in asks]
    pairs = _score_pairs(wanted, slots, prompt, ask_values)
    filling = Filling(recipe.code)
    used_values: set[int] = set()
    used_slots: set[int] = set()
    replacements: list[tuple[CodeSlot, Any]] = []
    for score, v, s in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if score < 1.0 or v in used_values or s in used_slots:
            continue
        if any(wanted[v].start < wanted[u].end and wanted[u].start < wanted[v].end for u in used_values):
            continue
        used_values.add(v)
        for same in (s, *_twins(s, slots)):
            used_slots.add(same)
            value = measured(wanted[v], _place(slots[same], ask_values))
            is_text = slots[same].kind == "string" and isinstance(value, int | float)
            replacements.append((slots[same], str(value) if is_text else value))
    if (rest := _place_last_text(wanted, slots, used_values, used_slots)) is not None:
        used_values.add(rest[0])
        used_slots.add(rest[1])
        replacements.append((slots[rest[1]], wanted[rest[0]].value))
    for v, s, text in _place_endings(wanted, slots):
        if s not in used_slots:
            used_values.add(v)
            used_slots.add(s)
            replacements.append((slots[s], text))
    filling.placed = replacements
    covered = [(wanted[u].start, wanted[u].end) for u in used_values]
    said = {other.value for _, others in ask_values for other in others if other.is_word}
    filling.unplaced = [
        value
        for index, value in enumerate(wanted)
        if index not in used_values
        and not any(s <= value.start and value.end <= e for s, e in covered)
        and not (value.is_word and value.value in said)  # "two words": the recipe's own way of speaking
    ]
    filling.code = put_values(recipe.code, replacements)
    return filling


def _place_last_text(
    wanted: Sequence[Value], slots: Sequence[CodeSlot], used_values: set[int], used_slots: set[int]
) -> tuple[int, int] | None:
    """Return the one text and the one input for a text that are left: "cat" is placed, so the other is the sentence."""
    texts = [v for v, value in enumerate(wanted) if value.kind == "string" and value.label is None]
    inputs = [s for s, slot in enumerate(slots) if slot.kind == "string"]
    left = [v for v in texts if v not in used_values]
    free = [s for s in inputs if s not in used_slots and slots[s].is_input]
    if len(texts) != 2 or len(left) != 1 or len(free) != 1 or not used_values & set(texts):
        return None
    return (left[0], free[0]) if _fits(wanted[left[0]], slots[free[0]], slots) else None


_PATTERN = re.compile(r"(?P<before>(?:[*]{2}/)?[*]?\.)(?P<ending>[A-Za-z0-9]{2,5})")


def _place_endings(wanted: Sequence[Value], slots: Sequence[CodeSlot]) -> list[tuple[int, int, str]]:
    """Return (value, slot, text) for the one ending that a request names ("md files") and the patterns of the code."""
    endings = [v for v, value in enumerate(wanted) if value.kind == "ending"]
    if len(endings) != 1:
        return []
    ending = wanted[endings[0]].value
    patterns = [
        (s, match) for s, slot in enumerate(slots)
        if isinstance(slot.default, str) and (match := _PATTERN.fullmatch(slot.default))
    ]  # fmt: skip
    if len({match["ending"] for _, match in patterns}) != 1:
        return []  # several endings mean several things
    return [(endings[0], s, match["before"] + ending) for s, match in patterns]


@lru_cache(maxsize=8192)
def _values_of_ask(ask: str) -> list[Value]:
    return find_values(ask)


def _score_pairs(
    wanted: Sequence[Value], slots: Sequence[CodeSlot], prompt: str, asks: Sequence[tuple[str, list[Value]]]
) -> list[tuple[float, int, int]]:
    """Return (score, value, slot) for all that could go together."""
    pairs = []
    kinds = [slot.kind for slot in slots]
    decimals = {v for v, value in enumerate(wanted) if says_decimals(prompt, value)}
    places = [_place(slot, asks) for slot in slots]
    settled = settle(prompt, wanted, places, lambda v, s: v not in decimals and _may_settle(wanted[v], slots[s], slots))
    others = [value for v, value in enumerate(wanted) if v not in decimals and v not in settled]
    open_slots = [slot for s, slot in enumerate(slots) if s not in settled.values()]
    for v, value in enumerate(wanted):
        order = sum(other.kind == value.kind for other in wanted[:v])
        around = _context(prompt, value.start, value.end)
        for s, slot in enumerate(slots):
            base = _COMPATIBLE.get(value.kind, {}).get(slot.kind)
            if base is None and (value.kind == "column" or _is_setting(value, prompt)) and _is_column_text(slot, asks):
                base = 1.2
            if base is None and value.kind == "number" and slot.kind == "string" and _is_number_text(slot):
                base = 1.0
            if base is None and _is_item(value, slot, slots, wanted, asks):
                base = 2.0
            if base is None or not _fits(value, slot, slots) or _is_spoken_of(slot, value, prompt):
                continue
            if slot.kind == "command" and value.kind == "string" and not _is_run(prompt, value):
                continue
            if settled.get(v, s) != s or (s in settled.values() and v not in settled) or contradicts(value, places[s]):
                continue
            named, context = _in_asks(value, slot, around, asks)
            is_said = slot.is_input and is_called(slot.variable, words_before(prompt, value.start))
            if v in settled or (is_said and value.kind != "number"):
                named, context = 1.0, max(context, 0.8)  # "height 3" is for the variable height
            is_begin = value.kind == "number" and value.value in (0, 1) and around[1][:1] == ["to"]
            if is_begin and (context < 0.5 or not _is_same_place(v, slot, wanted, asks)) and v not in settled:
                continue  # where a range begins is seldom what a recipe leaves open
            if not (
                named
                or (v not in decimals and v not in settled and _is_only_input(value, slot, others, open_slots))
                or _is_in_step(v, s, wanted, slots, prompt)
                or slot.kind in _FREE_KINDS
                or (value.value == slot.default and not slot.is_input and value.value not in (0, 1, -1))
            ):
                continue  # a constant that nobody mentions belongs to the recipe's way of working
            if not _is_for_decimals(v in decimals, slot, slots, context):
                continue
            if value.is_word and context < WORD_CONTEXT:
                continue  # "two threads" gives a number only where the recipe counts threads too
            score = base * 0.5 + 1.2 * named + 2.0 * context + 0.8 * slot.is_input
            score += 0.3 * (order == sum(kind == slot.kind for kind in kinds[:s]))
            score += 1.0 * _is_same_place(v, slot, wanted, asks)
            score += 0.6 * (value.kind == "range")
            if value.kind == "format":
                score += 0.5 * (slot.is_output != _is_parsed(prompt, value))
            if value.kind == "path":
                score += 0.8 * (_ending(value.value) == _ending(slot.default))
                score += 0.6 * (_is_output(prompt, value) == slot.is_output)
            if value.kind in ("data", "function", "class") or (value.kind == "path" and kinds.count("path") == 1):
                score += 1.0
            if value.value == slot.default and (value.kind != "path" or _is_output(prompt, value) == slot.is_output):
                score += 0.4 if value.kind == "number" else 3.0  # equal numbers often mean different things
            pairs.append((score, v, s))
    return pairs


# Slots that may be filled although no way to ask names their default.
_FREE_KINDS = frozenset({"path", "data", "date", "format", "function", "class", "command"})


WORD_CONTEXT = 0.15
_DECIMALS = {stem(word) for word in ("decimals", "decimal", "places", "digits")}


def says_decimals(prompt: str, value: Value) -> bool:
    """Return whether a request's number says how many decimals there are to be."""
    return value.kind == "number" and bool(set(_context(prompt, value.start, value.end)[1][:1]) & _DECIMALS)


def _is_for_decimals(is_said: bool, slot: CodeSlot, slots: Sequence[CodeSlot], context: float) -> bool:
    """Return whether value and slot agree: "2 decimals" says how a number is shown, not which number."""
    if slot.context == "decimals" or not is_said:
        return is_said == (slot.context == "decimals")
    has_place = any(other.context == "decimals" for other in slots)
    return not has_place and not slot.is_input and context > 0


def _is_same_place(v: int, slot: CodeSlot, wanted: Sequence[Value], asks: Sequence[tuple[str, list[Value]]]) -> bool:
    """Return whether a way to ask with as many numbers as the request has the slot's number at the value's place."""
    if wanted[v].kind != "number":
        return False
    place = sum(value.kind == "number" for value in wanted[:v])
    count = sum(value.kind == "number" for value in wanted)
    for _, values in asks:
        numbers = [value.value for value in values if value.kind == "number"]
        if len(numbers) == count > 1 and len(set(numbers)) == count:
            return bool(numbers[place] == slot.default)
    return False


def _is_only_input(wanted: Value, slot: CodeSlot, values: Sequence[Value], slots: Sequence[CodeSlot]) -> bool:
    """Return whether a slot is a variable at the top of the code and it is plain which of the values it is for."""
    if not slot.is_input:
        return False
    fitting = [value for value in values if _COMPATIBLE.get(value.kind, {}).get(slot.kind) and not value.is_word]
    inputs = [other for other in slots if other.is_input and other.kind == slot.kind]
    return len(fitting) <= len(inputs) and wanted in fitting and fitting.index(wanted) == inputs.index(slot)


def _is_item(
    value: Value,
    slot: CodeSlot,
    slots: Sequence[CodeSlot],
    wanted: Sequence[Value],
    asks: Sequence[tuple[str, list[Value]]],
) -> bool:
    """Return whether a value is looked for in the request's own list, as the slot's text or number is in the recipe's.

    "Find 3 in [1, 3, 5]" is asked of a recipe that finds "a" in a list of texts.
    """
    if {value.kind, slot.kind} != {"number", "string"} or value.label is not None or value.is_word:
        return False
    lists = [other.value for other in wanted if other.kind == "data" and isinstance(other.value, list | tuple | set)]
    if any(other.kind == "data" for other in slots):
        return False  # the recipe's own list is of the other type, so the request's does not take its place
    named = {repr(known.value) for _, values in asks for known in values}
    return repr(slot.default) in named and len(lists) == 1 and value.value in lists[0]


def _place(slot: CodeSlot, asks: Sequence[tuple[str, list[Value]]]) -> Place:
    """Return a slot as a place that has a name, or a unit that a way to ask gives it."""
    known = (value for _, values in asks for value in values)
    is_number = slot.kind == "number" and not slot.offset
    units = [value.unit for value in known if is_number and value.unit and value.value == slot.default]
    return Place(slot.variable, slot.default if slot.kind == "number" else None, units[0] if units else None)


def _may_settle(value: Value, slot: CodeSlot, slots: Sequence[CodeSlot]) -> bool:
    is_place = slot.is_input or (slot.kind == "number" and not slot.context)
    return is_place and slot.kind in _COMPATIBLE.get(value.kind, {}) and _fits(value, slot, slots)


def _is_parsed(prompt: str, value: Value) -> bool:
    """Return whether a request's format is that of the text it has, not of the one it wants."""
    return bool(re.search(r"(?i)\b(?:from|parse|in the format|in format|given as|string)\W*$", prompt[: value.start]))


def _is_in_step(v: int, s: int, wanted: Sequence[Value], slots: Sequence[CodeSlot], prompt: str) -> bool:
    """Return whether a request gives as many texts as the code prints, or numbers as it compares with."""
    context = slots[s].context
    if not context:
        return False
    kind = slots[s].kind
    places = [i for i, slot in enumerate(slots) if slot.context == context]
    values = [i for i, value in enumerate(wanted) if value.kind == kind and value.label is None and not value.is_word]
    is_said = any(_is_said(prompt, wanted[i]) for i in values) if context == "printed" else bool(_LIMIT.search(prompt))
    is_plain = is_said and (len(places) > 1 or (context == "printed" and wanted[v].kind == "string"))
    return is_plain and len(values) == len(places) and v in values and values.index(v) == places.index(s)


_RUN = re.compile(
    r"(?i)\b(?:run|runs|running|execute|call|launch|start|commands?|process|program|subprocess|invoke)"
    r"(?: (?:the )?(?:shell )?(?:command|program|process|script))?(?: line)?\W*$"
)


def _is_run(prompt: str, value: Value) -> bool:
    """Return whether a text is said to be a command: one to be run, in one line."""
    return "\n" not in str(value.value) and bool(_RUN.search(prompt[: value.start]))


_SAY = re.compile(r"(?i)\b(?:print|say|show|display|output|message)s?(?: (?:the )?(?:text|message|line|word))?\W*$")


def _is_said(prompt: str, value: Value) -> bool:
    return bool(_SAY.search(prompt[: value.start]) or _WHEN.match(prompt, value.end))


_LIMIT = re.compile(
    r"(?i)\b(?:above|below|over|under|than|least|most|from|between|more|less|up|until|within|if|when|beyond|outside)\b|[<>]"
)
_WHEN = re.compile(r"(?i)\W*(?:if|when|for|otherwise)\b")


def _fits(value: Value, slot: CodeSlot, slots: Sequence[CodeSlot]) -> bool:
    """Return whether a value may stand in a slot without changing what the code around it can do."""
    if (value.kind == "option") != (isinstance(slot.default, str) and slot.default.startswith("--")):
        return False
    if slot.kind == "command" and value.kind == "data":
        return bool(value.value) and all(isinstance(word, str) for word in value.value)
    if value.kind == "range":
        return isinstance(slot.default, list) and all(type(item) is int for item in slot.default)
    if value.kind == "string" and slot.context == "argument":
        return str(value.value).isidentifier()
    if value.kind == "string" and slot.kind == "string" and ISO_DATE.fullmatch(str(value.value)):
        return slot.is_input or not isinstance(slot.default, str) or any(char.isdigit() for char in slot.default)
    if value.kind == "data":
        alike = _shape(value.value) == _shape(slot.default) or (
            slot.is_indifferent and {_shape(value.value), _shape(slot.default)} == {"number", "str"}
        )
        return type(value.value) is type(slot.default) and alike
    if value.kind == "separator" and isinstance(slot.default, str) and len(slot.default) > 2:
        return False
    if slot.kind == "date":
        return ISO_DATE.fullmatch(str(value.value)) is not None
    if slot.kind == "string" and isinstance(slot.default, str) and len(slot.default) <= 2:
        return len(str(value.value)) <= 4  # a separator, a letter
    if slot.offset:
        return isinstance(value.value, int)
    if slot.kind == "number" and not slot.is_input:
        if abs(slot.default) <= 2 and len(slot.spans) > 1:
            return False  # ones and zeros that stand in several places mean several things
        # A neighbour of the default (51 beside 50) is derived from it and would stay behind.
        numbers = {other.default for other in slots if other.kind == "number" and not other.offset}
        return not {slot.default - 1, slot.default + 1} & numbers - {0, 1, 2}
    return True


def _is_setting(value: Value, prompt: str) -> bool:
    """Return whether a name is that of a setting with its value behind it: `timeout = 30`."""
    return value.kind == "name" and re.match(r"[`'\"]?\s*=\s*\S", prompt[value.end :]) is not None


def _is_number_text(slot: CodeSlot) -> bool:
    """Return whether a text of the code is a number that has to be a text: `config["server"]["port"] = "80"`."""
    return isinstance(slot.default, str) and slot.default.isdigit() and not slot.is_input


def _is_column_text(slot: CodeSlot, asks: Sequence[tuple[str, list[Value]]]) -> bool:
    """Return whether a text of the code is a column that a way to ask names: `region` and `groupby("region")`."""
    if slot.kind != "string" or slot.is_input:
        return False
    known = (value for _, values in asks for value in values)
    return any(value.kind in ("name", "column") and value.value == slot.default for value in known)


def _twins(s: int, slots: Sequence[CodeSlot]) -> list[int]:
    """Return the slots that hold the same column or folder as slot `s`, in the code's other way to name one."""
    kinds = {"column": ("string",), "folder": ("string",), "string": ("column", "folder")}.get(slots[s].kind, ())
    return [i for i, slot in enumerate(slots) if slot.kind in kinds and slot.default == slots[s].default]


def _is_spoken_of(slot: CodeSlot, value: Value, prompt: str) -> bool:
    """Return whether a request names a slot's default itself, so that nothing else may stand there: the column age."""
    if slot.kind not in ("column", "string") or value.value == slot.default or not isinstance(slot.default, str):
        return False
    if len(slot.default) < 3 or not slot.default.isidentifier() or slot.default not in prompt:
        return False
    return re.search(rf"(?<![\w.]){re.escape(slot.default)}(?![\w.])", prompt) is not None


def _shape(data: Any) -> str:
    """Return what the items of a container are, roughly: numbers, text, pairs …"""
    items = list(data.values()) if isinstance(data, dict) else list(data)
    if not items:
        return "any"
    first = items[0]
    return "number" if isinstance(first, int | float) else type(first).__name__


def _in_asks(
    wanted: Value, slot: CodeSlot, around: tuple[list[str], list[str]], asks: Sequence[tuple[str, list[Value]]]
) -> tuple[float, float]:
    """Return whether a way to ask names the slot's default, and how alike the words around the two are."""
    named, best = 0.0, 0.0
    for text, values in asks:
        places = [
            (value.start, value.end)
            for value in values
            if value.value == slot.default and type(value.value) is type(slot.default) and _alike_kinds(wanted, value)
        ]
        ticked = f"`{slot.variable}`"  # a way to ask speaks of a variable where a request gives its value
        if slot.variable and ticked in text:
            places += [match.span() for match in re.finditer(re.escape(ticked), text)]
        spoken = {(value.start, value.end) for value in values if value.is_word}
        for start, end in places:
            before, after = _context(text, start, end)
            alike = _alike(around[0], before) + _alike(around[1], after)
            if (start, end) in spoken and alike < 2 * WORD_CONTEXT:
                continue  # "three dots" is no place for any number
            named = 1.0
            best = max(best, alike)
    return named, best / 2


def _alike_kinds(wanted: Value, known: Value) -> bool:
    """Return whether a request's value can play the part of a value in a way to ask."""
    if "separator" in (wanted.kind, known.kind):
        return isinstance(wanted.value, str) and len(wanted.value) <= 2
    return True


def _context(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """Return the roots of up to three words before (nearest first) and after a value."""
    before = re.findall(r"[A-Za-z]+", text[max(0, start - 40) : start])[-3:][::-1]
    after = re.findall(r"[A-Za-z]+", text[end : end + 40])[:3]
    return [stem(w.lower()) for w in before], [stem(w.lower()) for w in after]


def _alike(one: list[str], other: list[str]) -> float:
    score = 0.0
    for index, word in enumerate(one):
        if word in other:
            weight = 1.0 / (1 + index) / (1 + abs(index - other.index(word)))
            score += weight * (0.6 if word in STOP_WORDS else 1.0)
    return min(1.0, score)


def _ending(path: str) -> str:
    return path.rsplit(".", 1)[-1].lower() if "." in path else ""


def _is_output(prompt: str, value: Value) -> bool:
    """Return whether a request names a path as the place to write to."""
    before = prompt[max(0, value.start - 40) : value.start].lower()
    return bool(
        re.search(
            r"\b(?:to|into|as|save|write|create|output|store|make|in a new file|called|named)\W+(?:the\s+|a\s+)?(?:file\s+)?['\"`]?$",  # noqa: E501
            before,
        )
    )


# ---------------------------------------------------------------- putting values into code
def put_values(code: str, replacements: Iterable[tuple[CodeSlot, Any]]) -> str:
    """Return the code with slots replaced; a replacement that would break it is left out."""
    literals, names = [], {}
    for slot, value in replacements:
        if slot.kind in ("name", "function", "class"):
            if isinstance(value, str) and is_usable_name(value):
                names[slot.default] = value
        elif slot.spans:
            literals.append((slot, value))
    # Names first: they are found by token, wherever literals stand; then literals from the renamed code.
    if names:
        renamed = rename(code, names)
        if renamed != code:
            # The same slots in the same order, at other places.
            pairs = zip(find_slots(code), find_slots(renamed), strict=False)
            moved = {(old.kind, old.spans): new for old, new in pairs if old.spans}
            literals = [(moved.get((slot.kind, slot.spans), slot), value) for slot, value in literals]
            code = renamed
    edits = [Edit(start, end, _slot_source(slot, value)) for slot, value in literals for start, end in slot.spans]
    filled = apply_edits(code, edits)
    for slot, value in literals:
        if slot.default != value and str(slot.default).startswith("--") and str(value).startswith("--"):
            filled = _rename_option(filled, *(text.lstrip("-").replace("-", "_") for text in (slot.default, value)))
    return filled if compiles(filled) else code


def _rename_option(code: str, old: str, new: str) -> str:
    """Return the code with what an option gives under its new name: `args.count`, or a parameter of click."""
    if not is_usable_name(new):
        return code
    if "import click" in code:
        return rename(code, {old: new})
    return re.sub(rf"\b(args|options|arguments|opts)\.{re.escape(old)}\b", rf"\1.{new}", code)


def _slot_source(slot: CodeSlot, value: Any) -> str:
    """Return the source text of a value in its slot; a command line becomes the list of its words."""
    if slot.context == "isoformat":
        return "isoformat()" if value == slot.default else f"strftime({literal_text(value)})"
    if slot.kind == "command" and isinstance(value, list | tuple):
        return literal_text(list(value))
    if isinstance(value, range):
        return literal_text(list(value)) if len(value) <= 20 else f"list({value!r})"
    if slot.kind == "command" and isinstance(value, str):
        try:
            return literal_text(shlex.split(value))
        except ValueError:  # an open quote: no command line
            return literal_text([value])
    if slot.kind == "date":
        year, month, day = str(value).split("-")
        return f"{int(year)}, {int(month)}, {int(day)}"
    return literal_text(value + slot.offset if slot.offset else value)


def parse_slot_text(slot_kind: str, text: str) -> Any:
    """Return the value that a person typed into a slot's field; raises ValueError when it does not fit the kind."""
    if slot_kind in ("name", "function", "class"):
        if not is_usable_name(text):
            raise ValueError(f"{text!r} cannot be a name in Python.")
        return text
    if slot_kind == "number":
        try:
            return int(text)
        except ValueError:
            return float(text)
    if slot_kind == "data":
        try:
            with quiet_parser():
                return ast.literal_eval(text)
        except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
            raise ValueError(f"{text!r} is not a list, tuple, set or dictionary of plain values.") from error
    return text


__all__ = [
    "SEPARATOR_WORDS",
    "CodeSlot",
    "Filling",
    "fill",
    "find_slots",
    "parse_slot_text",
    "put_values",
    "says_decimals",
]
