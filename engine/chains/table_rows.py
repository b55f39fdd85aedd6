"""The lines that read a table's rows, change them and keep some of them."""

import re

from engine.chains.flow import repr_string, singular
from engine.chains.table_plan import AVERAGE, COLUMN, NUMBER_LIKE, TEXT_LIKE, WHOLE_LIKE, Change, Plan, Test
from engine.rewrite import is_usable_name


class RowWriter:
    """Writes what is done with the rows before anything comes of them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.imports: set[str] = set()
        self.lines: list[str] = []
        self.numeric: set[int] = set()  # columns that hold numbers, not text, since the program made them so
        stem = singular(plan.name)
        self.x = stem if is_usable_name(stem) and stem != plan.name and stem not in ("file", "path", "item") else "row"
        self.rows = plan.name

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
        return f"{'int' if WHOLE_LIKE.fullmatch(self.plan.columns[column]) else 'float'}({value})"

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

    def _key(self, column: int, x: str, is_amount: bool = False) -> str:
        if is_amount and not TEXT_LIKE.fullmatch(self.plan.columns[column]):
            return self.number(column, x)
        compared = {test.column for test in self.plan.tests if isinstance(test.value, int | float)}
        looks_numeric = NUMBER_LIKE.fullmatch(self.plan.columns[column]) or column in self.numeric | compared
        return self.number(column, x) if looks_numeric else self.value(column, x)
