"""The program for what is wanted of a table: rows read, changed, kept, grouped, put in order, printed or saved.

What the request wants is a `Plan`; who read it from the request's words is not known here.
"""

import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from engine.chains.classes import WHOLE
from engine.chains.flow import plural, repr_string, singular
from engine.rewrite import is_usable_name

COLUMN = re.compile(r"§c(\d+)")
AGGREGATES = {
    "sum": "sum({x})",
    "max": "max({x})",
    "min": "min({x})",
    "average": "mean({x})",
    "median": "median({x})",
    "count": "len({x})",
}
AVERAGE = "§average"  # the value of a test: the column's own average
RESULT_NAMES = {"sum": "total", "max": "highest", "min": "lowest", "count": "count"}
_TEXTY = re.compile(
    r"(?:\w+_)?(?:names?|titles?|dates?|days?|months?|times?|city|country|region|email|category|status|type|department|"
    r"dept|team|author|product|item|customer|word|letter|text|path|url|address|street|birthday|created|updated)",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"(?:\w+_)?(?:{WHOLE})s?", re.IGNORECASE)


@dataclass(frozen=True)
class Test:
    """One comparison of a column with a value; `column` is -1 for the number that a group comes to."""

    column: int
    operator: str
    value: Any
    negated: bool = False


@dataclass(frozen=True)
class Change:
    """A column's new value (`§c0` stands for a column's number), for all rows or those that meet the tests."""

    column: int
    formula: str
    tests: tuple[Test, ...] = ()
    is_text: bool = False
    grades: tuple[tuple[float, str], ...] = ()  # a letter for numbers from so much on; the last for what is left
    graded: int = -1


@dataclass
class Plan:
    """What a request wants of the rows of one file or list."""

    kind: str  # "csv", "json", "dicts" or "tuples"
    name: str = "rows"
    path: str = ""
    literal: str = ""
    is_implied: bool = False  # whether nobody has the list yet, so that a function is given it
    columns: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    renames: list[tuple[int, str]] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    tests: list[Test] = field(default_factory=list)
    link: str = "and"
    drops_matching: bool = False
    unique: int = -1
    group: int = -1
    aggregate: tuple[str, int] | None = None  # of each group, or of all
    several: list[str] = field(default_factory=list)  # more than one number of all rows
    collected: int = -1  # the column whose values are listed for each group
    group_tests: list[Test] = field(default_factory=list)
    pick: tuple[str, int] | None = None  # the one row with the highest or lowest …
    pick_key: int = -1  # the column of which each value has its own pick
    delimiter: str = ","
    second_pick: tuple[str, int] | None = None
    sort: list[tuple[int, bool]] = field(default_factory=list)  # column (-1: the group's number) and whether downwards
    limit: int | None = None
    counts_rows: bool = False
    shown: list[int] = field(default_factory=list)
    prints: bool = False
    rounding: int | None = None
    sink: str = ""
    sink_columns: list[int] = field(default_factory=list)
    sink_names: list[str] = field(default_factory=list)
    sql_table: str = ""
    sql_path: str = ""


class Writer:
    """Writes the program of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.imports: set[str] = set()
        self.lines: list[str] = []
        self.numeric: set[int] = set()  # columns that hold numbers, not text, since the program made them so
        stem = singular(plan.name)
        self.x = stem if is_usable_name(stem) and stem != plan.name and stem not in ("file", "path", "item") else "row"
        self.rows = plan.name

    def write(self) -> str:
        """Return the program."""
        plan = self.plan
        self._read()
        if plan.sql_table:
            self._fill_database()
        else:
            for change in plan.changes:
                self._change(change)
            self._keep()
            self._finish()
        body = "\n".join(self.lines)
        if plan.is_implied:
            body = f"def process({plan.name}):\n" + "\n".join(f"    {line}" for line in body.splitlines())
        head = "\n".join(sorted(self.imports, key=lambda line: (line.startswith("from"), line)))
        return f"{head}\n{chr(10) * (2 if plan.is_implied else 1)}{body}\n".lstrip()

    # ---------------------------------------------------------------- the rows
    def _read(self) -> None:
        plan = self.plan
        path = repr_string(plan.path)
        if plan.kind == "csv":
            self.imports.add("import csv")
            delimiter = "\t" if plan.path.lower().endswith(".tsv") else plan.delimiter
            more = f", delimiter={repr_string(delimiter)}" if delimiter != "," else ""
            self.lines.append(
                f'with open({path}, newline="", encoding="utf-8") as file:\n    {self.rows} = list(csv.DictReader(file{more}))'
            )
        elif plan.kind == "json":
            self.imports.add("import json")
            load = (
                "[json.loads(line) for line in file if line.strip()]" if plan.path.endswith("l") else "json.load(file)"
            )
            self.lines.append(f'with open({path}, encoding="utf-8") as file:\n    {self.rows} = {load}')
        elif plan.literal:
            self.lines.append(f"{self.rows} = {plan.literal}")

    def value(self, column: int, x: str) -> str:
        """Return the expression for a row's column."""
        if self.plan.kind == "tuples":
            return f"{x}[{column}]"
        return f"{x}[{repr_string(self.plan.columns[column])}]"

    def number(self, column: int, x: str) -> str:
        """Return the expression for a row's column as a number."""
        value = self.value(column, x)
        if self.plan.kind != "csv" or column in self.numeric:
            return value
        return f"{'int' if _WHOLE.fullmatch(self.plan.columns[column]) else 'float'}({value})"

    def _formula(self, formula: str, x: str) -> str:
        return COLUMN.sub(lambda match: self.number(int(match[1]), x), formula)

    def test(self, test: Test, x: str, negated: bool = False, number: str = "") -> str:
        """Return the expression that says whether a row meets a test."""
        negated = negated != test.negated
        is_number = isinstance(test.value, int | float | tuple)
        value = number or (self.number if is_number or test.value == AVERAGE else self.value)(test.column, x)
        if isinstance(test.value, str) and COLUMN.fullmatch(test.value):
            other = self.number(int(test.value[2:]), x)
            value = self.number(test.column, x)
            return f"not {value} {test.operator} {other}" if negated else f"{value} {test.operator} {other}"
        if test.value == AVERAGE:
            return f"{value} {'<=' if negated and test.operator == '>' else '>=' if negated else test.operator} average"
        if test.operator == "between":
            return f"{'not ' if negated else ''}{test.value[0]!r} <= {value} <= {test.value[1]!r}"
        wanted = repr_string(test.value) if isinstance(test.value, str) else repr(test.value)
        if test.operator == "in":
            return f"{wanted} {'not in' if negated else 'in'} {value}"
        if test.operator in ("startswith", "endswith"):
            return f"{'not ' if negated else ''}{value}.{test.operator}({wanted})"
        if test.operator == "empty":
            return f"{'' if negated else 'not '}{value}"
        opposite = {">": "<=", "<": ">=", ">=": "<", "<=": ">", "==": "!=", "!=": "=="}
        return f"{value} {opposite[test.operator] if negated else test.operator} {wanted}"

    def _tests(self, tests: list[Test], x: str, number: str = "") -> str:
        plan = self.plan
        link = {"and": "or", "or": "and"}[plan.link] if plan.drops_matching else plan.link
        return f" {link} ".join(self.test(test, x, plan.drops_matching, number) for test in tests)

    # ---------------------------------------------------------------- changed and kept
    def _change(self, change: Change) -> None:
        x, plan = self.x, self.plan
        test = " and ".join(self.test(one, x) for one in change.tests)
        if change.grades:
            self._grade(change)
            return
        formula = COLUMN.sub(lambda match: self.value(int(match[1]), x), change.formula) if change.is_text else ""
        formula = formula or self._formula(change.formula, x)
        if not change.is_text and re.search(r"[*/%]|[+-]", formula) and re.search(r"\d\.\d|/", formula):
            formula = f"round({formula}{self._places(2)})"
        if plan.kind == "tuples":
            width = len(plan.columns)
            parts = [formula if i == change.column else f"{x}[{i}]" for i in range(width)]
            if test:
                parts[change.column] = f"{formula} if {test} else {x}[{change.column}]"
            source = f"[({', '.join(parts)}) for {x} in {self.rows}]"
            self.lines.append(f"{self.rows} = {source}")
        else:
            inner = f"{self.value(change.column, x)} = {formula}"
            self.lines.append(
                f"for {x} in {self.rows}:\n" + (f"    if {test}:\n        {inner}" if test else f"    {inner}")
            )
        if not test:
            self.numeric.add(change.column)

    def _places(self, usual: int) -> str:
        places = self.plan.rounding if self.plan.rounding is not None else usual
        return f", {places}" if places else ""

    def _grade(self, change: Change) -> None:
        *steps, (_, rest) = change.grades
        chain = [
            f"    {'if' if i == 0 else 'elif'} score >= {low:g}:\n        return {repr_string(letter)}"
            for i, (low, letter) in enumerate(steps)
        ]
        function = "def grade_of(score):\n" + "\n".join(chain) + f"\n    return {repr_string(rest)}\n\n"
        self.lines.insert(0, function if self.plan.is_implied or not self.imports else "\n" + function)
        x = self.x
        call = f"grade_of({self.number(change.graded, x)})"
        if self.plan.kind == "tuples":
            self.lines.append(f"{self.rows} = [(*{x}, {call}) for {x} in {self.rows}]")
        else:
            self.lines.append(f"for {x} in {self.rows}:\n    {self.value(change.column, x)} = {call}")

    def _keep(self) -> None:
        plan, x = self.plan, self.x
        for test in plan.tests:
            if test.value == AVERAGE:
                self.imports.add("from statistics import mean")
                self.lines.append(f"average = mean({self.number(test.column, x)} for {x} in {self.rows})")
        if plan.tests:
            self.lines.append(f"{self.rows} = [{x} for {x} in {self.rows} if {self._tests(plan.tests, x)}]")
        if plan.unique >= 0:
            key = self.value(plan.unique, x)
            self.lines.append(
                f"seen = set()\nunique = []\nfor {x} in {self.rows}:\n    if {key} not in seen:\n"
                f"        seen.add({key})\n        unique.append({x})"
            )
            self.rows = "unique"

    # ---------------------------------------------------------------- what comes of it
    def _finish(self) -> None:
        plan = self.plan
        if plan.group >= 0:
            self._group()
            return
        if plan.counts_rows:
            self.lines.append(f"count = len({self.rows})")
            self._say("count")
            return
        if plan.several and plan.aggregate:
            self._several(plan.aggregate[1])
            return
        if plan.aggregate:
            function, column = plan.aggregate
            name = f"{RESULT_NAMES.get(function, function)}_{plan.columns[column]}"
            name = name if name.isidentifier() else "result"
            values = f"{self.number(column, self.x)} for {self.x} in {self.rows}"
            values = f"[{values}]" if function in ("median", "count") else values
            self.lines.append(f"{name} = {self._call(function, values)}")
            self._say(f"round({name}{self._places(0)})" if plan.rounding is not None else name)
            return
        if plan.pick:
            self._pick()
            return
        self._sort()
        if plan.limit is not None:
            self.lines.append(f"{self.rows} = {self.rows}[:{plan.limit}]")
        self._output()

    def _several(self, column: int) -> None:
        plan, x = self.plan, self.x
        values = plural(plan.columns[column])
        values = values if is_usable_name(values) and values != self.rows else "values"
        self.lines.append(f"{values} = [{self.number(column, x)} for {x} in {self.rows}]")
        for function in plan.several:
            self.lines.append(f'print("{function.capitalize()}:", {self._call(function, values)})')

    def _call(self, function: str, values: str) -> str:
        if function in ("average", "median"):
            self.imports.add(f"from statistics import {'mean' if function == 'average' else function}")
        return AGGREGATES[function].format(x=values)

    def _say(self, expression: str) -> None:
        plan = self.plan
        if plan.sink:
            self.imports.add("from pathlib import Path")
            self.lines.append(f'Path({repr_string(plan.sink)}).write_text(f"{{{expression}}}\\n", encoding="utf-8")')
        if plan.is_implied and not plan.prints:
            self.lines.append(f"return {expression}")
        elif plan.prints or not plan.sink:
            self.lines.append(f"print({expression})")

    def _key(self, column: int, x: str, is_amount: bool = False) -> str:
        if is_amount and not _TEXTY.fullmatch(self.plan.columns[column]):
            return self.number(column, x)
        compared = {test.column for test in self.plan.tests if isinstance(test.value, int | float)}
        looks_numeric = NUMBER_LIKE.fullmatch(self.plan.columns[column]) or column in self.numeric | compared
        return self.number(column, x) if looks_numeric else self.value(column, x)

    def _sort(self) -> None:
        keys = self.plan.sort
        if not keys:
            return
        x = self.x
        downs = {down for _, down in keys}
        if len(downs) > 1:  # numbers turn round by a minus sign
            numbers = [NUMBER_LIKE.fullmatch(self.plan.columns[column]) for column, down in keys if down]
            if all(numbers):
                parts = [f"-{self.number(c, x)}" if down else self._key(c, x) for c, down in keys]
                self.lines.append(f"{self.rows} = sorted({self.rows}, key=lambda {x}: ({', '.join(parts)}))")
                return
            for column, down in reversed(keys):
                more = ", reverse=True" if down else ""
                self.lines.append(f"{self.rows} = sorted({self.rows}, key=lambda {x}: {self._key(column, x)}{more})")
            return
        parts = [self._key(column, x, down) for column, down in keys]
        key = parts[0] if len(parts) == 1 else f"({', '.join(parts)})"
        more = ", reverse=True" if downs == {True} else ""
        self.lines.append(f"{self.rows} = sorted({self.rows}, key=lambda {x}: {key}{more})")

    def _pick(self) -> None:
        plan, x = self.plan, self.x
        assert plan.pick is not None
        function, column = plan.pick
        if plan.pick_key >= 0:
            self._pick_each(function, column)
            return
        name = {"max": "best", "min": "lowest"}[function]
        if plan.second_pick:
            for function, column in (plan.pick, plan.second_pick):
                found = {"max": "highest", "min": "lowest"}[function]
                self.lines.append(f"{found} = {function}({self.rows}, key=lambda {x}: {self._key(column, x, True)})")
                columns = dict.fromkeys([*plan.shown, column]) if plan.shown else []
                values = ", ".join(self.shown_value(c, found) for c in columns) or found
                self.lines.append(f'print("{found.capitalize()}:", {values})')
            return
        self.lines.append(f"{name} = {function}({self.rows}, key=lambda {x}: {self._key(column, x, True)})")
        columns = plan.shown
        shown = ", ".join(self.shown_value(c, name) for c in columns) or name
        if plan.is_implied and not plan.prints:
            self.lines.append(f"return {shown}")
        else:
            self.lines.append(f"print({shown})")

    def _pick_each(self, function: str, column: int) -> None:
        plan, x = self.plan, self.x
        key, operator = self.value(plan.pick_key, x), ">" if function == "max" else "<"
        name = "best" if function == "max" else "lowest"
        here, there = self.number(column, x), self.number(column, f"{name}[{key}]")
        self.lines.append(
            f"{name} = {{}}\nfor {x} in {self.rows}:\n    if {key} not in {name} or {here} {operator} {there}:\n"
            f"        {name}[{key}] = {x}"
        )
        shown = ", ".join(self.shown_value(c, x) for c in plan.shown if c != plan.pick_key) or x
        if plan.is_implied and not plan.prints:
            self.lines.append(f"return {name}")
        else:
            self.lines.append(f"for key, {x} in {name}.items():\n    print(key, {shown})")

    def shown_value(self, column: int, x: str) -> str:
        """Return a row's column as it is printed."""
        value = self.value(column, x)
        return f"round({value}{self._places(0)})" if self._is_rounded(column) else value

    def _is_rounded(self, column: int) -> bool:
        changed = any(column == change.column and not change.grades for change in self.plan.changes)
        return self.plan.rounding is not None and not changed and column in self.numeric

    def _output(self) -> None:
        plan, x = self.plan, self.x
        if plan.renames or plan.dropped:
            self._reshape()
        if plan.sink:
            self._save()
        if plan.is_implied and not plan.prints and not plan.sink:
            if len(plan.shown) == 1:
                self.lines.append(f"return [{self.value(plan.shown[0], x)} for {x} in {self.rows}]")
            elif plan.shown:
                values = ", ".join(self.value(column, x) for column in plan.shown)
                self.lines.append(f"return [({values}) for {x} in {self.rows}]")
            else:
                self.lines.append(f"return {self.rows}")
        elif plan.prints or not plan.sink:
            if plan.kind in ("tuples", "dicts") and not plan.shown and not plan.prints:
                self.lines.append(f"print({self.rows})")
                return
            shown = ", ".join(self.shown_value(column, x) for column in plan.shown)
            self.lines.append(f"for {x} in {self.rows}:\n    print({shown or x})")

    def _reshape(self) -> None:
        plan, x = self.plan, self.x
        for column in plan.dropped:
            self.lines.append(f"for {x} in {self.rows}:\n    del {self.value(column, x)}")
        if plan.renames:
            names = {plan.columns[column]: new for column, new in plan.renames}
            table = "{" + ", ".join(f"{repr_string(old)}: {repr_string(new)}" for old, new in names.items()) + "}"
            self.lines.append(
                f"new_names = {table}\n{self.rows} = [{{new_names.get(key, key): value for key, value in {x}.items()}} for {x} in {self.rows}]"
            )

    def _save(self) -> None:
        plan, x = self.plan, self.x
        head = f'with open({repr_string(plan.sink)}, "w", newline="", encoding="utf-8") as file:\n'
        columns = plan.sink_columns or plan.shown
        if plan.sink.lower().endswith(".json"):
            self.imports.add("import json")
            keys = ", ".join(f"{repr_string(plan.columns[c])}: {self.value(c, x)}" for c in columns)
            if columns:
                self.lines.append(f"{self.rows} = [{{{keys}}} for {x} in {self.rows}]")
            self.lines.append(
                head.replace(', newline=""', "") + f"    json.dump({self.rows}, file, indent=2, ensure_ascii=False)"
            )
        elif plan.sink.lower().endswith((".csv", ".tsv")):
            self.imports.add("import csv")
            tab = ', delimiter="\\t"' if plan.sink.lower().endswith(".tsv") else ""
            if plan.kind == "tuples":
                names = columns or list(range(len(plan.columns)))
                header = ", ".join(repr_string(plan.columns[c]) for c in names)
                source = self.rows
                if columns:
                    source = f"[({', '.join(f'{x}[{c}]' for c in columns)}) for {x} in {self.rows}]"
                self.lines.append(
                    f"{head}    writer = csv.writer(file{tab})\n    writer.writerow([{header}])\n    writer.writerows({source})"
                )
                return
            names_text = (
                f"[{', '.join(repr_string(plan.columns[c]) for c in columns)}]" if columns else f"list({self.rows}[0])"
            )
            more = ', extrasaction="ignore"' if columns else ""
            self.lines.append(
                f"{head}    writer = csv.DictWriter(file, fieldnames={names_text}{more}{tab})\n"
                f"    writer.writeheader()\n    writer.writerows({self.rows})"
            )
        else:
            shown = " ".join(f"{{{self.value(c, x)}}}".replace('"', "'") for c in columns) or f"{{{x}}}"
            self.lines.append(
                f'{head}    for {x} in {self.rows}:\n        file.write(f"{shown}\\n")'.replace(', newline=""', "")
            )

    # ---------------------------------------------------------------- groups
    def _group(self) -> None:
        plan, x = self.plan, self.x
        key, name = self.value(plan.group, x), plan.columns[plan.group]
        key_name = name if is_usable_name(name) and name not in (x, self.rows) else "key"
        function, column = plan.aggregate or ("list", plan.collected)
        if function == "count":
            self.imports.add("from collections import Counter")
            table, value_name = "counts", "count"
            self.lines.append(f"counts = Counter({key} for {x} in {self.rows})")
        else:
            self.imports.add("from collections import defaultdict")
            member = self.number(column, x) if plan.aggregate else self.value(column, x)
            table, value_name = "groups", plural(plan.columns[column])
            self.lines.append(
                f"groups = defaultdict(list)\nfor {x} in {self.rows}:\n    groups[{key}].append({member})"
            )
            if plan.several:
                calls = ", ".join(self._call(each, "values") for each in plan.several)
                self.lines.append(f"for {key_name}, values in groups.items():\n    print({key_name}, {calls})")
                return
            if plan.aggregate:
                call = self._call(function, "values")
                call = f"round({call}{self._places(0)})" if plan.rounding is not None else call
                table = {"sum": "totals", "max": "best", "min": "lowest", "average": "averages"}.get(
                    function, "results"
                )
                value_name = plan.columns[column]
                self.lines.append(f"{table} = {{key: {call} for key, values in groups.items()}}")
        value_name = value_name if is_usable_name(value_name) and value_name not in (key_name, x) else "value"
        if plan.group_tests:
            test = self._tests(plan.group_tests, x, value_name)
            self.lines.append(
                f"{table} = {{{key_name}: {value_name} for {key_name}, {value_name} in {table}.items() if {test}}}"
            )
        self._finish_group(table, key_name, value_name)

    def _finish_group(self, table: str, key: str, value: str) -> None:
        plan = self.plan
        items = f"{table}.items()"
        if plan.pick:
            function = plan.pick[0]
            self.lines.append(f"best_{key} = {function}({table}, key={table}.get)")
            self.lines.append(f"print(best_{key}, {table}[best_{key}])")
            return
        if plan.sort:
            column, down = plan.sort[0]
            more = ", reverse=True" if down else ""
            by = f"key=lambda pair: pair[{1 if column == -1 else 0}]"
            items = f"sorted({items}{'' if column != -1 and not more else f', {by}{more}'})"
        if plan.limit is not None:
            items = f"{items}[:{plan.limit}]" if plan.sort else f"list({items})[:{plan.limit}]"
        if plan.sink:
            self._save_groups(table, items, key, value)
        if plan.is_implied and not plan.prints and not plan.sink:
            self.lines.append(f"return {f'dict({items})' if plan.sort or plan.limit is not None else table}")
        elif plan.prints or not plan.sink:
            shown = f'", ".join({value})' if plan.collected >= 0 and not plan.aggregate else value
            shown = f'", ".join(map(str, {value}))' if shown != value else value
            self.lines.append(f"for {key}, {value} in {items}:\n    print({key}, {shown})")

    def _save_groups(self, table: str, items: str, key: str, value: str) -> None:
        plan = self.plan
        target = f'open({repr_string(plan.sink)}, "w", newline="", encoding="utf-8") as file:\n'
        if plan.sink.lower().endswith(".json"):
            self.imports.add("import json")
            source = f"dict({items})" if plan.sort or plan.limit is not None else table
            self.lines.append(
                f"with {target}    json.dump({source}, file, indent=2, ensure_ascii=False)".replace(', newline=""', "")
            )
        elif plan.sink.lower().endswith(".csv"):
            self.imports.add("import csv")
            names = plan.sink_names if len(plan.sink_names) == 2 else [plan.columns[plan.group], value]
            header = ", ".join(map(repr_string, names))
            self.lines.append(
                f"with {target}    writer = csv.writer(file)\n    writer.writerow([{header}])\n    writer.writerows({items})"
            )
        else:
            self.lines.append(
                f'with {target}    for {key}, {value} in {items}:\n        file.write(f"{{{key}}} {{{value}}}\\n")'.replace(
                    ', newline=""', ""
                )
            )

    # ---------------------------------------------------------------- a database
    def _fill_database(self) -> None:
        plan, x = self.plan, self.x
        self.imports.add("import sqlite3")
        path = plan.sql_path or f"{PurePath(plan.sql_table).name}.db"
        types = [
            "INTEGER" if _WHOLE.fullmatch(name) else "REAL" if NUMBER_LIKE.fullmatch(name) else "TEXT"
            for name in plan.columns
        ]
        fields = ", ".join(f"{name} {kind}" for name, kind in zip(plan.columns, types, strict=True))
        marks = ", ".join("?" * len(plan.columns))
        values = ", ".join(self.value(i, x) for i in range(len(plan.columns)))
        values += "," if len(plan.columns) == 1 else ""
        self.lines.append(
            f"connection = sqlite3.connect({repr_string(path)})\n"
            f'connection.execute("DROP TABLE IF EXISTS {plan.sql_table}")\n'
            f'connection.execute("CREATE TABLE {plan.sql_table} ({fields})")\n'
            f"connection.executemany(\n"
            f'    "INSERT INTO {plan.sql_table} VALUES ({marks})", [({values}) for {x} in {self.rows}]\n)\n'
            "connection.commit()"
        )
        self._query()
        self.lines.append("connection.close()")

    def _query(self) -> None:
        plan = self.plan
        names = plan.columns
        if not (plan.counts_rows or plan.aggregate or plan.shown or plan.tests or plan.prints):
            return
        operators = {"==": "=", "in": "LIKE", "startswith": "LIKE", "endswith": "LIKE"}
        tests, values = [], []
        for test in plan.tests:
            negation = "NOT " if test.negated else ""
            if test.operator == "between":
                tests.append(f"{negation}{names[test.column]} BETWEEN ? AND ?")
                values += list(test.value)
                continue
            tests.append(f"{negation}{names[test.column]} {operators.get(test.operator, test.operator)} ?")
            form = {"in": "%{}%", "startswith": "{}%", "endswith": "%{}"}.get(test.operator)
            values.append(form.format(test.value) if form else test.value)
        functions = {"sum": "SUM", "average": "AVG", "max": "MAX", "min": "MIN", "count": "COUNT"}
        number = (
            "COUNT(*)"
            if plan.counts_rows or (plan.aggregate and plan.aggregate[0] == "count")
            else f"{functions[plan.aggregate[0]]}({names[plan.aggregate[1]]})"
            if plan.aggregate
            else ""
        )
        chosen = ", ".join(names[column] for column in plan.shown) or "*"
        sql = f"SELECT {number or chosen} FROM {plan.sql_table}"
        if plan.group >= 0:
            sql = f"SELECT {names[plan.group]}, {number} FROM {plan.sql_table}"
        sql += f" WHERE {f' {plan.link.upper()} '.join(tests)}" if tests else ""
        sql += f" GROUP BY {names[plan.group]}" if plan.group >= 0 else ""
        if plan.sort:
            sql += " ORDER BY " + ", ".join(
                f"{number if column < 0 else names[column]}{' DESC' if down else ''}" for column, down in plan.sort
            )
        sql += f" LIMIT {plan.limit}" if plan.limit is not None else ""
        arguments = (
            f", ({', '.join(repr_string(v) if isinstance(v, str) else repr(v) for v in values)},)" if values else ""
        )
        if number and plan.group < 0:
            self.lines.append(f'(count,) = connection.execute("{sql}"{arguments}).fetchone()\nprint(count)')
        else:
            self.lines.append(f'for row in connection.execute("{sql}"{arguments}):\n    print(*row)')


NUMBER_LIKE = re.compile(
    r"(?:\w+_)?(?:price|amount|age|year|score|grade|salary|quantity|qty|count|total|size|weight|height|population|rating|"
    r"points|sales|id|rank|stock|number|temperature|temp|value|cost|balance|duration|distance|speed|percent|income|marks?|"
    r"level|priority|votes|views|length|width|area|revenue|profit|hours|minutes|seconds|days|wage|budget|fee|km|miles|"
    r"average|difference|change|sum|maths?|pay|rent|max|min|high|low|open|close|tax|discount|goals|wins|calories)s?",
    re.IGNORECASE,
)
