"""The values of a recipe's code that a person would want to be their own, found in its syntax tree.

Pure functions over code. What a request wants there is none of their business.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from engine.data_uses import uses_in
from engine.rewrite import Positions
from engine.syntax import children, parse, walk
from engine.words import is_file_name

PATH_LIKE = re.compile(r"[^\n\r\t<>|\"'{}()=,;:?]*[\w*]\.[A-Za-z][A-Za-z0-9]{0,7}")
_WRITERS = frozenset(
    "write_text write_bytes to_csv to_json to_excel to_parquet savefig save dump savetxt to_html "
    "to_pickle imsave writestr".split()
)
_READERS = frozenset("read_csv read_json read_excel read_parquet load_workbook".split())
_RUNNERS = frozenset({"run", "check_output", "check_call", "call", "Popen"})
_TAKES_CONTENT = frozenset("writerow writerows append insert extend update add dump dumps execute executemany".split())
NAMES_OF_DECIMALS = frozenset({"decimals", "places", "digits"})
_FOLDER_CALLS = frozenset(
    "Path listdir scandir walk iterdir glob rglob mkdir makedirs chdir rmdir rmtree copytree make_archive "
    "extractall unpack_archive".split()
)


@dataclass(frozen=True)
class CodeSlot:
    """A value of a recipe's code: its kind, its default, and every place where it stands (character offsets)."""

    kind: str  # path, paths, folder, string, message, number, data, name, function, class, column
    default: Any
    spans: tuple[tuple[int, int], ...]
    is_output: bool = False
    variable: str = ""  # the variable at the top of the code that it is assigned to
    context: str = (
        ""  # "printed", "raised", "compared", "decimals", "content" …: what the code does with it, where that is plain
    )
    offset: int = 0  # what the code's number is more than the value: the end of a range that includes it
    is_indifferent: bool = False  # for a list: whether the code does the same with items of any type
    called: tuple[str, ...] = ()  # what the code calls the value where it stands: `indent` of `indent=2`
    inner: tuple[tuple[int, int], ...] = ()  # where it stands inside of f-strings, without its quotes
    is_read: bool = False  # a file that the code reads
    in_body: bool = False  # whether it stands in the bodies of functions alone
    is_shown: bool = False  # whether it is what the code's own function is called with, once
    uses: frozenset[str] = frozenset()  # for data: what the code does with it that not all data can take

    @property
    def is_input(self) -> bool:
        """Whether the code names the value at its top, as an input."""
        return bool(self.variable)


@lru_cache(maxsize=4096)
def find_slots(code: str) -> tuple[CodeSlot, ...]:
    """Return the slots of a piece of code in the order in which they first stand."""
    tree = parse(code)
    if tree is None:
        return ()
    collector = _Collector(code, tree)
    collector.visit(tree)
    return tuple(collector.slots())


# What can be done with a list whatever its items are, as long as they can be compared and counted.
_FOR_ANY_ITEMS = frozenset(
    "print len list tuple set dict enumerate zip reversed range permutations combinations product pairwise islice "
    "cycle chain groupby shuffle choice choices sample Counter defaultdict deque OrderedDict append extend insert "
    "remove pop index count copy reverse clear items keys values get most_common fromkeys rotate appendleft popleft "
    "add discard union deepcopy seed combinations_with_replacement randrange randint sorted sort".split()
)


def _treats_items_alike(tree: ast.AST) -> bool:
    """Return whether code does nothing with the items of its list that texts or numbers alone can do."""
    for node in walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in _FOR_ANY_ITEMS or (
                name in ("sorted", "sort") and any(k.arg == "key" for k in node.keywords)
            ):
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
    changing = {name for name, count in stores.items() if count > 1 or name in declared}
    return frozenset(name for name in changing if name in declared or not _is_text_rewritten(name, stores[name], nodes))


def _is_text_rewritten(name: str, stores: int, nodes: Sequence[ast.AST]) -> bool:
    """Return whether a name is set to a text and then only to what is made of that: `text = text.strip()`."""
    settings = [
        node for node in nodes
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
    ]  # fmt: skip
    if len(settings) != stores:
        return False
    settings.sort(key=lambda node: node.lineno)
    first, *others = (node.value for node in settings)
    is_text = isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value != ""
    return is_text and all(any(isinstance(n, ast.Name) and n.id == name for n in walk(v)) for v in others)


class _Collector:
    """Walks a syntax tree and gathers constants, top-level data and names that could be slots."""

    def __init__(self, code: str, tree: ast.AST) -> None:
        self._tree = tree
        self._positions = Positions(code)
        self._spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
        self._values: dict[tuple[str, str], Any] = {}
        self._outputs: set[tuple[str, str]] = set()
        self._reads: set[tuple[str, str]] = set()
        self._inputs: dict[tuple[str, str], str] = {}
        self._offsets: dict[tuple[str, str], int] = {}
        self._contexts: dict[tuple[str, str], str] = {}
        self._compared: set[int] = set()
        self._calls: list[str] = []
        self._docstrings: set[int] = set()
        self._called: dict[int, tuple[str, ...]] = {}  # constant → what it is called where it stands
        self._names: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        self._taken: set[int] = set()  # constants that are slots already
        self._functions = 0  # how many functions with parameters are around
        self._in_fstring = 0
        self._fstring = (0, 0)  # where the outermost one around begins and ends
        self._inner: dict[tuple[str, str], set[tuple[int, int]]] = {}
        self._bodies: list[tuple[int, int]] = []  # where the bodies of functions begin and end
        self._shown: set[tuple[str, str]] = set()
        self._parameters: dict[str, list[str]] = {}  # function → what it calls its parameters
        self._raised: set[int] = set()  # constants that are the message of an exception
        self._data_names: dict[tuple[str, str], str] = {}  # the variable at the top that data is assigned to

    @cached_property
    def _changing(self) -> frozenset[str]:
        return _changing_names(self._tree)

    def visit(self, node: ast.AST) -> None:
        """Visit a node by the method for its kind; most kinds have none."""
        read = _METHODS.get(type(node))
        if read is None:
            self.generic_visit(node)
        else:
            read(self, node)

    def generic_visit(self, node: ast.AST) -> None:
        """Visit what is below a node."""
        for child in children(node):
            self.visit(child)

    def slots(self) -> list[CodeSlot]:
        is_indifferent = any(kind == "data" for kind, _ in self._spans) and _treats_items_alike(self._tree)
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
                self._names_of(key, len(spans)),
                tuple(sorted(self._inner.get(key, ()))),
                key in self._reads,
                bool(spans) and all(any(first <= start < last for first, last in self._bodies) for start, _ in spans),
                key in self._shown and len(spans) == 1,
                uses_in(walk(self._tree), self._data_names[key]) if key in self._data_names else frozenset(),
            )
            for key, spans in self._spans.items()
        ]
        found = [part for slot in found for part in self._apart(slot)]
        return sorted(found, key=lambda slot: next(iter(slot.spans or slot.inner), (0, 0)))

    def _apart(self, slot: CodeSlot) -> list[CodeSlot]:
        """Return a slot as two where its number is called otherwise in each place: the first 2 and the last 2."""
        names = self._names.get((slot.kind, repr(slot.default)), []) if slot.kind == "number" else []
        is_apart = len(names) == len(slot.spans) == len(set(names)) > 1 and all(names)
        if not is_apart or slot.is_input or slot.offset:
            return [slot]
        return [replace(slot, spans=(span,), called=name) for span, name in zip(slot.spans, names, strict=True)]

    def _add(self, kind: str, value: Any, node: ast.AST | None, output: bool = False) -> None:
        key = (kind, repr(value))
        self._values[key] = value
        spans = self._spans.setdefault(key, [])
        if node is not None:
            spans.append(self._positions.span(node))
        if output:
            self._outputs.add(key)

    def _names_of(self, key: tuple[str, str], places: int) -> tuple[str, ...]:
        """Return what a slot's value is called, if that is the same wherever it stands."""
        names = self._names.get(key, [])
        return names[0] if len(names) == places and len(set(names)) == 1 else ()

    def visit_Module(self, node: ast.Module) -> None:
        self._note_definitions(node)
        for statement in node.body:
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                target = statement.targets[0]
                if isinstance(target, ast.Name):
                    self._add("name", target.id, None)
                    if _is_callable(statement.value):
                        self._add("function", target.id, None)
                    if isinstance(statement.value, ast.List | ast.Tuple | ast.Dict | ast.Set) and _is_literal(
                        statement.value
                    ):
                        data = ast.literal_eval(statement.value)
                        self._add("data", data, statement.value)
                        self._data_names["data", repr(data)] = target.id
                        continue
                    if self._add_input(target.id, statement.value):
                        continue
                elif self._add_inputs(target, statement.value):
                    continue
            self.visit(statement)

    def _note_definitions(self, module: ast.Module) -> None:
        """Note which functions decorate which, and what functions call their parameters; and which are exceptions."""
        for node in module.body:
            if isinstance(node, ast.FunctionDef):
                self._parameters[node.name] = [a.arg for a in [*node.args.posonlyargs, *node.args.args]]
                decorators = [getattr(d.func if isinstance(d, ast.Call) else d, "id", "") for d in node.decorator_list]
                for name in (name for name in decorators if name in self._parameters):
                    self._contexts["function", repr(name)] = "decorator"
                    self._contexts["function", repr(node.name)] = "decorated"
            elif isinstance(node, ast.ClassDef) and any(_ERROR.search(ast.unparse(base)) for base in node.bases):
                self._contexts["class", repr(node.name)] = "exception"

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
        if isinstance(value, str) and _SQL.match(value):
            self._add_tables(constant)
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

    def _note_names(self, name: str, call: ast.Call) -> None:
        """Note what a call gives its constants away as: `timeout=5` is a timeout, `head(3)` the first three."""
        for keyword in call.keywords:
            if isinstance(keyword.value, ast.Constant) and keyword.arg and keyword.arg not in _NO_WISHES:
                self._called[id(keyword.value)] = (keyword.arg,)
        if call.args and name in _NAMED_BY_CALL and isinstance(call.args[-1], ast.Constant):
            self._called[id(call.args[-1])] = _NAMED_BY_CALL[name]
        if not self._functions:
            self._note_arguments(call)
        if name == "range":  # the 1 of `range(1, n + 1)` is where it begins, that of `n + 1` is no value
            for end in call.args:
                if isinstance(end, ast.BinOp) and isinstance(end.right, ast.Constant) and end.right.value == 1:
                    self._taken.add(id(end.right))

    def _note_arguments(self, call: ast.Call) -> None:
        """Note how the first call of one of the code's own functions names its numbers: the 3 of `@repeat(3)`."""
        parameters = self._parameters.pop(getattr(call.func, "id", ""), [])
        for parameter, argument in zip(parameters, call.args, strict=False):
            if isinstance(argument, ast.Constant) and isinstance(argument.value, int | float):
                self._called[id(argument)] = (parameter,)
                self._shown.add(("number", repr(argument.value)))

    def visit_Slice(self, node: ast.Slice) -> None:
        """Note that the 3 of `[:3]` says how many are first, and that of `[-3:]` how many are last."""
        if node.lower is None and isinstance(node.upper, ast.Constant):
            self._called[id(node.upper)] = _FIRST
        if node.upper is None and isinstance(node.lower, ast.UnaryOp) and isinstance(node.lower.operand, ast.Constant):
            self._called[id(node.lower.operand)] = _LAST
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.col_offset == 0:
            self._add("function", node.name, None)
        for arg in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
            self._add("name", arg.arg, None)
        with_default = node.args.args[len(node.args.args) - len(node.args.defaults) :]
        for arg, default in zip(with_default, node.args.defaults, strict=False):
            if arg.arg in NAMES_OF_DECIMALS and isinstance(default, ast.Constant):
                self._contexts["number", repr(default.value)] = "decimals"
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call):
                self._note_arguments(decorator)
        self._bodies.append((self._positions.span(node.body[0])[0], self._positions.span(node)[1]))
        self._functions += bool(node.args.args)
        self._visit_body(node)
        self._functions -= bool(node.args.args)

    visit_AsyncFunctionDef = visit_FunctionDef

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
            self._fstring = self._positions.span(node)
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

    def _add_tables(self, node: ast.Constant) -> None:
        """Make slots of the tables that an SQL statement names, where it names them."""
        start, end = self._positions.span(node)
        code = self._positions.code
        names = {match[1] or match[2] for match in _TABLE.finditer(code, start, end)} - _NO_TABLES
        for name in sorted(names):
            self._values["table", name] = name
            places = re.compile(rf"(?:{_BEFORE_TABLE}|table_info\(|\bON )({name})\b|\b({name})(?=\.\w)")
            spans = (match.span(match.lastindex or 0) for match in places.finditer(code, start, end))
            self._spans.setdefault(("table", name), []).extend(spans)

    def _add_inner(self, kind: str, text: str) -> None:
        """Note where a key stands in the f-string around: `{row['name']}` or `{row.get('name', 0)}`."""
        quoted = re.compile(rf"""(?<=[\[(])(?P<quote>['"]){re.escape(text)}(?P=quote)(?=[\],)])""")
        places = {(m.start() + 1, m.end() - 1) for m in quoted.finditer(self._positions.code, *self._fstring)}
        self._inner.setdefault((kind, repr(text)), set()).update(places)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            self._add("column", node.slice.value, None if self._in_fstring else node.slice)
            if self._in_fstring:
                self._add_inner("column", node.slice.value)
            self.visit(node.value)
        elif not _is_argv(node.value):  # the place of an argument is no value of a request
            self._called[id(node.slice)] = PLACE
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
        self._note_names(name, node)
        if name == "isoformat" and not node.args and not node.keywords:
            self._add_iso_format(node)
        self._add_content(name, node)
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
        self._note_read(name, node)
        if (
            name == "open"
            and len(node.args) > 1
            and _is_write_mode(node.args[1])
            and isinstance(node.args[0], ast.Constant)
        ):
            self._outputs.add(("path", repr(node.args[0].value)))

    def _note_read(self, name: str, node: ast.Call) -> None:
        """Note the file that a call reads: `open("a.txt")`, `Path("a.txt").read_text()`, `read_csv("a.csv")`."""
        if name in ("read_text", "read_bytes") and isinstance(node.func, ast.Attribute):
            path = node.func.value
            arguments = path.args if isinstance(path, ast.Call) else []
        else:
            is_open = name == "open" and isinstance(node.func, ast.Name)
            is_open = is_open and (len(node.args) == 1 or not _is_write_mode(node.args[1]))
            arguments = node.args if is_open or name in _READERS else []
        if arguments and isinstance(arguments[0], ast.Constant):
            self._reads.add(("path", repr(arguments[0].value)))

    def _add_content(self, name: str, node: ast.Call) -> None:
        """Make a slot of the literal list or dictionary that a call puts somewhere: `writer.writerow(["Ben", 20])`."""
        for argument in node.args if name in _TAKES_CONTENT and not self._in_fstring else ():
            is_data = isinstance(argument, ast.List | ast.Tuple | ast.Dict) and _is_literal(argument)
            if is_data and (value := ast.literal_eval(argument)):
                self._add("data", value, argument)
                self._contexts["data", repr(value)] = "content"

    def visit_List(self, node: ast.List) -> None:
        """Make a slot of a list of files, besides those of the files themselves."""
        self._add_paths(node)
        self.generic_visit(node)

    def visit_Tuple(self, node: ast.Tuple) -> None:
        self._add_paths(node)
        self.generic_visit(node)

    def _add_paths(self, node: ast.List | ast.Tuple) -> None:
        names = [item.value for item in node.elts if isinstance(item, ast.Constant)]
        if len(names) == len(node.elts) > 1 and are_paths(names) and not self._in_fstring:
            self._add("paths", ast.literal_eval(node), node)

    def visit_Raise(self, node: ast.Raise) -> None:
        """Note that the text in `raise ValueError("no name")` is a message."""
        if isinstance(node.exc, ast.Call):
            self._note_message(node.exc.args[-1:])
        self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        self._note_message([node.msg] if node.msg else [])
        self.generic_visit(node)

    def _note_message(self, messages: Sequence[ast.expr]) -> None:
        """Note a message; one that is an f-string is a slot of its own kind, as a whole."""
        for message in messages:
            self._raised.add(id(message))
            if isinstance(message, ast.JoinedStr):
                text = ast.unparse(message)
                self._add("message", text, message)
                self._contexts["message", repr(text)] = "raised"

    def visit_Compare(self, node: ast.Compare) -> None:
        if any(isinstance(operator, ast.Gt | ast.GtE | ast.Lt | ast.LtE) for operator in node.ops):
            self._compared |= {id(part) for part in node.comparators if isinstance(part, ast.Constant)}
        if isinstance(node.left, ast.Call) and node.left.args and _is_argv(node.left.args[0]):
            return  # nor is how many arguments there are
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        if self._in_fstring and isinstance(value, str) and value.isidentifier():
            self._add_inner("string", value)
        if self._in_fstring or id(node) in self._docstrings or id(node) in self._taken:
            return
        if isinstance(value, bool) or value is None:
            return
        if isinstance(value, str) and _SQL.match(value):
            self._add_tables(node)
        if isinstance(value, int | float):
            if self._functions and abs(value) <= 1:
                return  # where a function begins to count is no value of a request
            self._add("number", value, node)
            self._names.setdefault(("number", repr(value)), []).append(self._called.get(id(node), ()))
            if id(node) in self._compared:
                self._contexts["number", repr(value)] = "compared"
        elif isinstance(value, str):
            writer = any(call in _WRITERS for call in self._calls[-2:])
            if PATH_LIKE.fullmatch(value) and is_file_name(value):
                self._add("path", value, node, output=writer)
            elif self._calls and self._calls[-1] in _FOLDER_CALLS and re.fullmatch(r"[\w./~-]+", value):
                self._add("folder", value, node)
            elif "%(message)s" in value:
                self._add("format", value, node, output=True)
            elif self._calls[-1:] in (["strftime"], ["strptime"]) and "%" in value:
                self._add("format", value, node, output=self._calls[-1] == "strftime")
            else:
                self._add("string", value, node)
                self._names.setdefault(("string", repr(value)), []).append(self._called.get(id(node), ()))
                if id(node) in self._raised:
                    self._contexts["string", repr(value)] = "raised"
                elif self._calls[-1:] == ["print"]:
                    self._contexts["string", repr(value)] = "printed"
                elif self._calls[-1:] == ["add_argument"] and not value.startswith("-"):
                    self._contexts["string", repr(value)] = "argument"


_METHODS: dict[type[ast.AST], Callable[[_Collector, Any], None]] = {
    getattr(ast, name.removeprefix("visit_")): method
    for name, method in vars(_Collector).items()
    if name.startswith("visit_")
}
_OF_MONTHS = frozenset({"month", "prmonth", "monthrange", "monthcalendar", "itermonthdates"})
# Arguments of a name that nobody means who says the word.
_NO_WISHES = frozenset("encoding newline errors mode help text key end sep type action method".split())
PLACE = ("[]",)  # of an item, as the 2 of `items[2]`: nothing that a request would say
_FIRST, _LAST = ("first", "top"), ("last",)
_NAMED_BY_CALL = {
    "islice": _FIRST, "head": _FIRST, "nlargest": _FIRST, "most_common": _FIRST, "nsmallest": _FIRST, "tail": _LAST,
    "sleep": ("sleep", "pause"), "seed": ("seed",), "getLogger": ("logger",), "rjust": ("width",), "ljust": ("width",),
    "title": ("title",), "set_title": ("title",), "suptitle": ("title",), "xlabel": ("xlabel",), "ylabel": ("ylabel",),
}  # fmt: skip
_ERROR = re.compile(r"(?:Error|Exception|Warning)$")
_SQL = re.compile(r"\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|REPLACE|WITH|PRAGMA)\b")
_BEFORE_TABLE = r"\b(?:FROM|INTO|UPDATE|JOIN|REFERENCES|TABLE IF NOT EXISTS|TABLE IF EXISTS|TABLE) "
_TABLE = re.compile(rf"{_BEFORE_TABLE}([A-Za-z_]\w*)|table_info\(([A-Za-z_]\w*)")
_NO_TABLES = frozenset({"sqlite_master", "IF", "SET", "CONFLICT", "SELECT"})
_SHOWN_DECIMALS = re.compile(r"\{[^{}:]+:[^{}]{0,6}\.(\d)[f%]\}")


def _is_literal(node: ast.AST) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return False
    return True


def are_paths(items: Sequence[Any]) -> bool:
    """Return whether all items are texts that name files."""
    return all(isinstance(item, str) and PATH_LIKE.fullmatch(item) and is_file_name(item) for item in items)


def _is_argv(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "argv"


def _is_callable(node: ast.AST) -> bool:
    """Return whether a value is a function that has no name of its own: of partial, or a lambda."""
    is_partial = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("partial")
    return is_partial or isinstance(node, ast.Lambda)


def _is_write_mode(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value[:1] in "wax"
